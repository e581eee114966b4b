"""Writes docs/profile.md from the model: `python -m careerpdf.profile.reference > docs/profile.md`."""

import sys

from careerpdf.profile import model
from careerpdf.profile.figures import HOURS_A_YEAR, Occupation, Outlook, Percentiles, Salary, Source, Wage
from careerpdf.schema.markdown import Titles, field_tables
from careerpdf.schema.pay_text import MOST_AN_HOUR
from careerpdf.schema.sections import SECTIONS

_SECTIONS = "\n".join(f"| `{name}` | {section.about} |" for name, section in SECTIONS.items())

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
- Names may be written in capitals, with blanks or hyphens, in American or British English: `Title`, `also called`.
- A long text begins on the next line, after `>-`, and is indented.
- Where *paragraphs* are welcome, a blank line begins a new one; a list with an entry for each is fine too.
- Put a text in quotes if it has a colon and a space in it, or if it begins with one of
  `` * & ! % @ ` ' " [ {{ > | # ``. Curly quotation marks around it (“…”) will do, too.
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

- Write it as you say it: `63.10`, `$63.10 an hour`, `131,250`, `131k`, `£27k`, `90,000+`. A figure alone is the pay of
  a year, or of an hour if it is below {MOST_AN_HOUR}. The currency is that of `currency`, or of the sign beside the
  figure, or the US dollar. `58.500` is refused, since it may be fifty-eight dollars and a half; so is the pay of a
  week or a month, of which no year's pay can be told.
- A **median** is one figure, with half of the people above it. What employers offer, an average, a range: all other
  pay stands right below `salary:`, as `annual:` or `hourly:`, and is printed as "Pay". `salary: $45,000-60,000` is
  short for `annual: $45,000-60,000`; with fields, a range is `{{low: 45000, high: 60000}}`.
- If one of the two is missing it is worked out with {HOURS_A_YEAR:,} hours a year, as the Bureau of Labor Statistics
  (BLS) does. If both are given they have to agree.
- Some work is paid by the year only (teachers, pilots) or by the hour only (actors). Say `pay_period: year` or
  `pay_period: hour`, and the other one is not made up.
- BLS does not publish wages above a cap, $239,200 a year in May 2024. Write `{{at_least: 239200}}`, and the page says
  "$239,200 or more".
- `top_10_percent` is what the best paid tenth earns at least; `p90` is another name for it. Give one of them.
- Say where a wage comes from. One without a `source` gives a warning: readers could not check it.
- Never guess. Without a wage the page has none, and that is better than a wrong one.

## Sections, and their order

A role's pages have these sections, in this order, each if the profile has something to say in it:

| name | what stands in it |
|---|---|
{_SECTIONS}

`leave_out: [questions]` takes sections away. `sections:` names all that there are to be, in their order:

```yaml
sections: [introduction, facts, skills, duties, outlook]
```

- The quick facts stand at the side of what is named right before and after them, as far as that is running text:
  `introduction`, `duties`, `pay`, `outlook`, and sections of your own. All other sections take the whole width.
- `own_sections` are sections of your own, such as "On our campus". `sections` and `leave_out` call them by their `id`,
  or by their title in lower case with hyphens: `on-our-campus`. One that is not named stands at the end, before the
  questions.
- What a list forgets is not printed, and a warning says so. To say that you mean it, name it in `leave_out` too.
- The office stands at the foot of the last page; `leave_out: [office]` takes it away.

All of this may stand in a profile, for this role, and in `careerpdf.yaml`, for all roles. There, a section of your own
may say for which: `roles`, `category`, `tag`. A booklet has `role_sections` and `leave_out_of_roles`, a style has
`sections` and `leave_out`. The `sections` nearest to the role count: the profile's, or else the booklet's, or else
those of `careerpdf.yaml`, or else the style's. What is left out adds up, but `sections` nearer to the role begin anew.
A profile's own section takes the place of one in `careerpdf.yaml` with the same name.

## Profiles from public data

`careerpdf import onet` writes profiles from an O\\*NET release and from wages and projections of BLS. In such a profile
`imported:` lists, for each source, the fields that came from it. The mark behind a field tells the next import whether
somebody has changed it: what you change, add or take out stays so, and everything else is brought up to date. To keep a
field that you have not changed, name it under `keep:`. Only an imported profile may be without `duties`: O\\*NET has no
tasks for some occupations, and none are made up.

A page with anything from O\\*NET carries the statement that its license asks for; that follows from the source's name.
"""

#: What the sections of the page are called, in their order.
_TITLES: Titles = {
    model.Profile: "All fields", Source: "`sources`: where facts come from", Salary: "`salary`",
    Wage: "A wage", Percentiles: "`percentiles`", Occupation: "`occupation`",
    Outlook: "`outlook`", model.Education: "`education`",
    model.Requirement: "`experience` and `certifications`", model.Skill: "An entry of `skills`",
    model.WorkEnvironment: "`work_environment`", model.Advancement: "`advancement`",
    model.NextRole: "A role to link to", model.OwnSection: "An entry of `own_sections`",
    model.Imported: "`imported`: what an import has written",
}  # fmt: skip

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

job_zone: 2
knowledge:
  - {name: Mechanics, text: How gears and brakes work.}
technology: [Truing stand, Diagnosis software of e-bikes]
work_styles: [Patient, Exact]
interests: [Realistic]

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

own_sections:
  - title: Where to try it
    text: A shop that repairs bikes with its customers is the best place to find out.
    list:
      - Mend a flat tire and true a wheel.
      - Ask for a day behind the counter.
    id: try-it

sections:
  [introduction, facts, duties, pay, outlook, requirements, try-it, skills, knowledge, more, work,
  advancement, related]
leave_out: [questions]
fit: 2

notes: Ask the local shops again in spring.
"""


def reference() -> str:
    """The whole page, in Markdown."""
    return "\n".join([_HEAD, *field_tables(_TITLES), "## A whole profile\n", "```yaml", EXAMPLE + "```", ""])


if __name__ == "__main__":
    sys.stdout.write(reference())
