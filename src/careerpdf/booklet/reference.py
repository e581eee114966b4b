"""Writes docs/booklet.md from the model: `python -m careerpdf.booklet.reference > docs/booklet.md`."""

import sys

from careerpdf.booklet import model
from careerpdf.booklet.model import PARTS
from careerpdf.schema.markdown import Titles, field_tables

SMALLEST = """\
title: Careers in Health Care
category: Health Care
"""

EXAMPLE = """\
title: Careers in Our Region
subtitle: What people do here, and what it pays
edition: Spring 2027
date: 2027-02-15
audience: For everybody in the last two years of school
introduction: >-
  This booklet goes with the spring fair.

  Ask at the tables for whatever it does not say.

style: classic
paper: half-letter
starts: recto
pad_to: 4
fill: notes
leave_out: [education-index]
role_sections: [introduction, facts, duties, skills, requirements, work, advancement]
leave_out_of_roles: [pay, outlook, related, questions]
order: title

sections:
  - title: Caring for people
    introduction: Work with patients, in shifts and in teams.
    roles: [registered-nurse]
    category: Health Care
  - title: Building and mending
    category: [Skilled Trades, Construction]
    order: pay
  - title: A first step
    tag: internship

cover:
  colour: "#1f4e79"
  text_colour: "#ffffff"
  pattern: dots
  logo: false
back_cover:
  text: Come and talk to us. No appointment is needed.
  qr: https://northfield.example/fair
"""

_HEAD = f"""\
# The manifest of a booklet

<!-- Written by `python -m careerpdf.booklet.reference`; edit src/careerpdf/booklet/model.py instead. -->

A booklet is one PDF with several roles: a cover, contents, the roles in sections, indexes and sources. What it holds
stands in its manifest, a text file in `booklets/` that is [written like a profile](profile.md#how-a-file-is-written).
The file's name is the booklet's: `careerpdf booklet career-fair` reads `booklets/career-fair.yaml` and makes
`output/career-fair.pdf`. `careerpdf validate` says what is wrong with a manifest and where.

Only `title` is needed: a booklet that says nothing else has every role, in sections by category. This one has the
roles of one category:

```yaml
{SMALLEST}```

## Without a manifest

For one day's handout there is no need to write a file. Say on the command line which roles you want:

```sh
careerpdf booklet --all --title "Career guide"
careerpdf booklet --roles data-scientist electrician --title "Two good jobs"
careerpdf booklet --category "Health Care" --tag internship --edition "Spring 2027"
```

## Which roles, and in which order

- `roles` names profiles one by one, in the order in which they are printed. `category` and `tag` take every role that
  has one of those named; with both, a role needs one of each. With `roles` too, the roles that are named come first.
- `sections` are sections of your own. Each says in the same three ways which roles it has.
- A role stands in a booklet once: where it is named, or else in the first section whose category or tag it has. So a
  last section may take the rest of a category.
- Roles that are named keep their order, all others come by title. `order: pay` puts the best paid first. Roles without
  a figure, or with one that cannot be compared with the others (another year, area, source or currency), come last.
- Two roles of the same title are told apart by their category wherever the booklet names them.

## The parts

In their order: {", ".join(f"`{part}`" for part in PARTS)}.
`openers` are the pages that begin a section, `glance` is a table of all roles with their pay side by side, and `notes`
are pages for notes. `leave_out` takes parts away; `include` names all that there are to be.

## What is said of each role

A role's pages have [these sections](profile.md#sections-and-their-order). A booklet may do with fewer of them, or have
them in another order: `leave_out_of_roles` takes sections away, `role_sections` names all that there are to be. A
profile with `sections` of its own keeps them.
"""

#: What the sections of the page are called, in their order.
_TITLES: Titles = {
    model.Manifest: "All fields", model.BookletSection: "An entry of `sections`", model.BookletCover: "`cover`",
    model.BookletBack: "`back_cover`",
}  # fmt: skip


def reference() -> str:
    """The whole page, in Markdown."""
    return "\n".join([_HEAD, *field_tables(_TITLES), "## A whole manifest\n", "```yaml", EXAMPLE + "```", ""])


if __name__ == "__main__":
    sys.stdout.write(reference())
