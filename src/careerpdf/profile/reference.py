"""Writes docs/profile.md from the model: `python -m careerpdf.profile.reference > docs/profile.md`."""

import re
import sys
from collections.abc import Iterator
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from careerpdf.profile import model
from careerpdf.profile.model import HOURS_A_YEAR, Profile, Words
from careerpdf.source.explain import example, models_in

_HEAD = f"""\
# The profile of a role

<!-- Written by `python -m careerpdf.profile.reference`; edit src/careerpdf/profile/model.py instead. -->

A profile is one text file in `profiles/`. Its name is the role's id, in lower case with hyphens: the profile of a
registered nurse is `registered-nurse.yaml`. `careerpdf new "Registered Nurse"` writes one to fill in,
`careerpdf validate` says what is wrong with it and where, and `careerpdf build registered-nurse` makes the PDF.

Only `title`, `category`, `introduction` and `duties` are needed. Leave out whatever you do not know: the page closes up
around it. A line that begins with `#` is a remark for yourself.

## How a file is written

- A field is a name, a colon, a space and a value: `title: Registered Nurse`.
- Fields that belong to another field stand below it, indented by two spaces. Never use the tab key.
- A list has one line for each entry, with a dash and a space in front.
- A long text begins on the next line, after `>-`, and is indented.
- Where *paragraphs* are welcome, a blank line begins a new one; a list with an entry for each is fine too.
- Put a text in quotes if it has a colon and a space in it, or if it begins with one of
  `` * & ! % @ ` ' " [ {{ > | # ``.
- A short group of fields may stand on one line in braces: `{{name: Patience, text: Waiting is part of the work.}}`.
  Inside braces, a text with a comma needs quotes, and a figure takes no commas.

## Bold, italic, links

Every text that is printed may hold `**bold**`, `*italic*` and `[a link](https://example.edu)`. A link leads to an
address that starts with `https://`, `http://` or `mailto:`. Nothing else of Markdown, and no HTML, means anything here.

## Wages

A wage is the pay of a year, of an hour, or both:

```yaml
salary:
  median: 131250                                 # a year
  top_10_percent: {{annual: 225000, hourly: 108.17}}
  percentiles:
    p10: {{hourly: 30.60}}                         # an hour
```

- If one of the two is missing it is worked out with {HOURS_A_YEAR:,} hours a year, as the Bureau of Labor Statistics
  (BLS) does. If both are given they have to agree.
- Some work is paid by the year only (teachers, pilots) or by the hour only (actors). Say `pay_period: year` or
  `pay_period: hour`, and the other one is not made up.
- BLS does not publish wages above a cap, $239,200 a year in May 2024. Write `{{at_least: 239200}}`, and the page says
  "$239,200 or more".
- `top_10_percent` is what the best paid tenth earns at least; `p90` is another name for it. Give one of them.
- Say where a wage comes from. One without a `source` gives a warning: readers could not check it.
- Never guess. Without a wage the page has none, and that is better than a wrong one.
"""

#: How the sections of the page are called, and what they come after.
_PARTS = (
    "Profile", "Source", "Salary", "Wage", "Percentiles", "Occupation", "Outlook", "Education", "Requirement", "Skill",
    "WorkEnvironment", "Advancement", "NextRole",
)  # fmt: skip
_TITLES = {
    "Profile": "All fields", "Source": "`sources`: where facts come from", "Salary": "`salary`",
    "Wage": "A wage", "Percentiles": "`percentiles`", "Occupation": "`occupation`", "Outlook": "`outlook`",
    "Education": "`education`", "Requirement": "`experience` and `certifications`", "Skill": "An entry of `skills`",
    "WorkEnvironment": "`work_environment`", "Advancement": "`advancement`", "NextRole": "A role to link to",
}  # fmt: skip
_PLAIN = {str: "text", int: "whole number", float: "number", bool: "`true` or `false`"}

EXAMPLE = """\
title: Bicycle Mechanic
category: Skilled Trades
also_called: [Bike technician]
tags: [hands-on, retail]
updated: 2026-11-23

introduction:
  - A bicycle mechanic keeps **other people's wheels** turning, from a child's first bike to a courier's e-bike.
  - You work with your hands, meet customers, and see at once whether what you did was right.

duties:
  - Find out what is wrong and say what it will cost.
  - Repair and replace brakes, gears, wheels, and bearings.
  - Build new bicycles and fit them to their riders.

sources:
  bls-oews-2024:
    name: BLS Occupational Employment and Wage Statistics, May 2024
    url: https://www.bls.gov/oes/
    year: 2024
  bls-projections-2024:
    name: BLS Employment Projections, 2024–34
    url: https://www.bls.gov/emp/

salary:
  currency: USD
  median: {annual: 40360, hourly: 19.40}
  top_10_percent: {annual: 52130, hourly: 25.06}
  percentiles: {p10: 30640, p25: 35880, p75: 47560}
  factors: Knowing e-bikes, and having run a workshop, is worth most.
  area: United States
  year: 2024
  occupation: {code: 49-3091, title: Bicycle Repairers}
  source: bls-oews-2024

outlook:
  rating: decline
  percent: -2.3
  period: 2024–34
  openings: 1600
  drivers: Most openings come from people who leave the trade. Electric bicycles need more care than others.
  occupation: {code: 49-3091, title: Bicycle Repairers}
  source: bls-projections-2024

education:
  level: High school diploma
  text: Courses in metalwork, electricity, and bookkeeping help.

experience: Most people learn on the job, from somebody who knows it.

certifications:
  summary: None required
  text: Makers of e-bike motors certify mechanics for their own systems.

skills:
  - name: Fault finding
    text: Hear, feel, and measure where a noise comes from.
  - {name: Wheel building, text: "Lace, tension, and true a wheel."}

work_environment:
  text: Workshops are busy in spring and quiet in winter.
  setting: Workshop and shop floor
  hours: Full or part time, Saturdays too
  dress: Apron and sturdy shoes
  culture: Small teams
  health_and_safety: Gloves and goggles; lifting

advancement:
  text: Experienced mechanics run the workshop, then the shop.
  next:
    - {title: Workshop Manager, how: plan the work and order parts}
    - {title: Shop Owner, how: learn to keep the books}

related: [Motorcycle Mechanic]

questions:
  - How do you train a new mechanic?
  - Which tools would I bring?

notes: Ask the local shops again in spring.
"""


def reference() -> str:
    """The whole page, in Markdown."""
    return "\n".join([_HEAD, *_sections(), "## A whole profile\n", "```yaml", EXAMPLE + "```", ""])


def _sections() -> Iterator[str]:
    for name in _PARTS:
        part: type[BaseModel] = getattr(model, name)
        yield f"{'##' if part is Profile else '###'} {_TITLES[name]}\n"
        if part is not Profile:
            yield f"{(part.__doc__ or _TITLES[name]).strip()}\n"
        yield "| field | | what it is | example |\n|---|---|---|---|"
        for field, info in part.model_fields.items():
            need = ", **needed**" if info.is_required() else ""
            default = "" if need or info.default_factory or not info.default else f"; otherwise {_shown(info.default)}"
            sample = _sample(info)
            yield f"| `{field}` | {_kind(info)}{need} | {_cell(info.description or '')}{default} | {sample} |"
        yield ""


def _shown(default: object) -> str:
    return f"`{str(default).lower() if isinstance(default, bool) else default}`"


def _sample(info: FieldInfo) -> str:
    first = example(info)
    return f"`{_cell(first.lower() if first in ('True', 'False') else first)}`" if first else ""


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _kind(info: FieldInfo) -> str:
    """A field's type in plain words."""
    named = next((m.text for m in info.metadata if isinstance(m, Words)), None)
    part = next((m for m in models_in(info.annotation) if m.__name__ in _TITLES), None)
    link = f" ([below](#{_anchor(_TITLES[part.__name__])}))" if part and part is not Profile else ""
    return _cell(named or _words(info.annotation)) + link


def _anchor(title: str) -> str:
    """What GitHub makes of a heading."""
    return re.sub(r"[^a-z0-9_ -]", "", title.lower()).strip().replace(" ", "-")


def _words(annotation: Any) -> str:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        named = next((m.text for m in inner[1:] if isinstance(m, Words)), None)
        return named or _words(inner[0])
    if origin is Literal:
        return "one of: " + ", ".join(f"`{value}`" for value in inner if value)
    if origin is tuple:
        return f"list: {_words(inner[0])}"
    if origin is dict:
        return f"names of your own, each with {_words(inner[1])}"
    if inner:  # X | None
        return next(_words(part) for part in inner if part is not NoneType)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "fields"
    return _PLAIN[annotation]


if __name__ == "__main__":
    sys.stdout.write(reference())
