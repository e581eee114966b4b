"""WCAG 2.1, levels A and AA, criterion by criterion: what was checked, what failed, what a person has to judge.

A criterion passes only if programs can decide it and have. Where a PDF has nothing that a criterion is about, or where
it is the reading program's business, it does not apply. All others are questions for a person.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from careerpdf.check.annotations import Leads
from careerpdf.check.blocks import Block, read_blocks
from careerpdf.check.contrast import contrast_pairs
from careerpdf.check.drawn import Kind
from careerpdf.check.findings import Finding
from careerpdf.check.heuristics.document import has_headings
from careerpdf.check.languages import language_of, speaks, words_of
from careerpdf.check.reader import PdfFile
from careerpdf.check.remedies import remedy_for
from careerpdf.check.run import Checked
from careerpdf.check.standards import Verdict


class Status(StrEnum):
    PASS = "pass"  # noqa: S105 (no password)
    FAIL = "fail"
    PERSON = "a person has to look"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, slots=True)
class Row:
    """The state of one criterion; `note` says why, or asks the question."""

    number: str
    name: str
    level: str
    status: Status
    note: str


@dataclass(frozen=True)
class _Facts:
    """Facts about a file that criteria depend on."""

    pdf: PdfFile
    checked: Checked
    failed: Mapping[str, list[Finding]]  # by criterion
    doubted: Mapping[str, list[Finding]]
    blocks: tuple[Block, ...] = field(default=())

    @property
    def interactive(self) -> bool:
        return self.pdf.scripts or self.pdf.media or self.pdf.forms

    @cached_property
    def links(self) -> bool:
        return any(a.subtype == "Link" for page in self.pdf.pages for a in page.annotations)

    @cached_property
    def figures(self) -> bool:
        return any(block.role in ("Figure", "Formula") for block in self.blocks) or self.images

    @cached_property
    def images(self) -> bool:
        return any(p.kind is Kind.IMAGE and not p.artifact for page in self.pdf.pages for p in page.content.drawn)

    @property
    def judged(self) -> bool:
        """Tell whether a checker of an accessibility standard has looked at all."""
        item = self.checked
        return any(item.verdict(s) is not Verdict.NOT_CHECKED for s in item.standards if s.is_accessibility)


_Answer = tuple[Status, str]
_Judge = Callable[[_Facts], _Answer]
_NEVER = "A PDF that is read page by page has nothing of the kind."


def wcag_rows(checked: Checked) -> tuple[Row, ...]:
    """A row for each criterion; none if the file could not be read."""
    if checked.pdf is None:
        return ()
    failed: dict[str, list[Finding]] = {}
    doubted: dict[str, list[Finding]] = {}
    for _, finding in checked.failures:
        for number in _criteria(finding):
            failed.setdefault(number, []).append(finding)
    for finding in checked.to_look_at:
        for number in _criteria(finding):
            doubted.setdefault(number, []).append(finding)
    facts = _Facts(checked.pdf, checked, failed, doubted, read_blocks(checked.pdf))
    return tuple(_row(*criterion, facts) for criterion in CRITERIA)


def questions(rows: tuple[Row, ...]) -> int:
    """Count the criteria that are left for a person."""
    return sum(row.status is Status.PERSON for row in rows)


def _criteria(finding: Finding) -> tuple[str, ...]:
    remedy = remedy_for(finding.about)
    return remedy.criteria if remedy else ()


def _row(number: str, name: str, level: str, judge: _Judge, facts: _Facts) -> Row:
    if found := facts.failed.get(number):
        return Row(number, name, level, Status.FAIL, _said(found))
    status, note = judge(facts)
    if found := facts.doubted.get(number):
        return Row(
            number, name, level, Status.PERSON, f"{_said(found)} {note if status is Status.PERSON else ''}".strip()
        )
    return Row(number, name, level, status, note)


def _said(findings: list[Finding]) -> str:
    return " ".join(dict.fromkeys(finding.message for finding in findings))


# -- ways to judge


def _person(question: str, has: Callable[[_Facts], bool] = lambda _: True, without: str = "") -> _Judge:
    return lambda facts: (Status.PERSON, question) if has(facts) else (Status.NOT_APPLICABLE, without)


def _not_applicable(why: str) -> _Judge:
    return lambda _facts: (Status.NOT_APPLICABLE, why)


def _media(question: str) -> _Judge:
    return _person(question, lambda facts: facts.pdf.media, "There is neither sound nor film.")


def _scripts(question: str) -> _Judge:
    return _person(question, lambda facts: facts.pdf.scripts or facts.pdf.media, "There are neither scripts nor films.")


def _forms(question: str) -> _Judge:
    return _person(question, lambda facts: facts.pdf.forms, "There are no form fields.")


def _contrast(facts: _Facts) -> _Answer:
    pairs = contrast_pairs(facts.pdf)
    unknown = [pair for pair in pairs if pair.ratio is None]
    if unknown:
        return Status.PERSON, "Some text stands on a picture or has a special color: is it strong enough?"
    if facts.images:
        return Status.PERSON, "All drawn text is strong enough. Is the text inside pictures, too?"
    if any(pair.passes is False for pair in pairs):
        return Status.PERSON, "Some decoration or text in a drawing is weak: is it a logo, or can it do without?"
    return (Status.PASS, "All text was measured.") if pairs else (Status.NOT_APPLICABLE, "There is no visible text.")


def _resize(facts: _Facts) -> _Answer:
    if not contrast_pairs(facts.pdf):
        return Status.NOT_APPLICABLE, "There is no visible text."
    return Status.PASS, "The text is text and no picture, so reading programs enlarge it."


def _keyboard(facts: _Facts) -> _Answer:
    if not facts.links and not facts.interactive:
        return Status.NOT_APPLICABLE, "There is nothing to operate."
    if facts.interactive or not facts.judged:
        return Status.PERSON, "Can everything be reached and used by the keyboard?"
    return Status.PASS, "There are links only, and all are tagged."


def _bypass(facts: _Facts) -> _Answer:
    if has_headings(facts.blocks) or facts.pdf.bookmarks:
        return Status.PASS, "There are headings or bookmarks to jump by."
    if len(facts.pdf.pages) == 1:
        return Status.NOT_APPLICABLE, "There is one page, without blocks that repeat."
    return Status.PERSON, "There are neither headings nor bookmarks: can one skip what repeats?"


def _titled(facts: _Facts) -> _Answer:
    title = set(words_of(facts.pdf.title or ""))
    heading = next((b for b in facts.blocks if b.role in ("H1", "Title", "H") and b.text), None)
    if title and heading and title <= set(words_of(heading.text)):
        return Status.PASS, "The title is that of the first heading."
    return Status.PERSON, f"Does the title “{facts.pdf.title or ''}” say what the document is about?"


def _focus(facts: _Facts) -> _Answer:
    if not facts.links and not facts.pdf.forms:
        return Status.NOT_APPLICABLE, "There is nothing to move to."
    if facts.pdf.forms or not facts.judged:
        return Status.PERSON, "Does the tab key move in a sensible order?"
    return Status.PASS, "The tab key follows the order of the tags."


def _language(facts: _Facts) -> _Answer:
    tag = facts.pdf.lang
    found = language_of(" ".join(block.text for block in facts.blocks))
    if tag and found and speaks(tag, found):
        return Status.PASS, f"It is given as {tag}, and the text agrees."
    return (
        Status.PERSON,
        f"Is the language of the text {tag}?" if tag else "Every part says its language: is it the right one?",
    )


def _parsing(facts: _Facts) -> _Answer:
    if facts.judged:
        return Status.PASS, "The tags are well formed."
    return Status.PERSON, "No checker has looked at how the file is built."


def _name_role(facts: _Facts) -> _Answer:
    if not facts.links and not facts.pdf.forms:
        return Status.NOT_APPLICABLE, "There is nothing to operate."
    if facts.pdf.forms or not facts.judged:
        return Status.PERSON, "Does each field say its name, its kind and its value?"
    return Status.PASS, "There are links only, and all are tagged and described."


def _links_told(facts: _Facts) -> _Answer:
    leads = [a for page in facts.pdf.pages for a in page.annotations if a.target and a.target.kind is not Leads.NOWHERE]
    if not facts.links:
        return Status.NOT_APPLICABLE, "There are no links."
    return Status.PERSON, f"Can each of the {len(leads)} links be understood from its text?" if len(leads) > 1 else (
        "Can the link be understood from its text?"
    )


_ONE_DOCUMENT = "It is about sets of pages; this is one document."
_READER = "It is the reading program's business."

#: Number, name, level, and how it is judged where nothing has been found.
CRITERIA: tuple[tuple[str, str, str, _Judge], ...] = (
    (
        "1.1.1",
        "Non-text Content",
        "A",
        _person(
            "Does each alternative text say what the picture is there to say, no less and no more?",
            lambda f: f.figures or f.pdf.forms,
            "There are no pictures.",
        ),
    ),
    ("1.2.1", "Audio-only and Video-only (Prerecorded)", "A", _media("Is there a text in place of each recording?")),
    ("1.2.2", "Captions (Prerecorded)", "A", _media("Do films have captions?")),
    ("1.2.3", "Audio Description or Media Alternative", "A", _media("Is what films show described?")),
    ("1.2.4", "Captions (Live)", "AA", _not_applicable("A PDF has no live sound.")),
    ("1.2.5", "Audio Description (Prerecorded)", "AA", _media("Do films have an audio description?")),
    (
        "1.3.1",
        "Info and Relationships",
        "A",
        _person(
            "Is everything that looks like a heading, a list or a table tagged as one, "
            "and is what is skipped mere decoration?"
        ),
    ),
    (
        "1.3.2",
        "Meaningful Sequence",
        "A",
        _person("Does the reading order make sense when it is read from top to bottom?"),
    ),
    (
        "1.3.3",
        "Sensory Characteristics",
        "A",
        _person("Is nothing said by shape, size or place alone (“the box on the right”)?"),
    ),
    ("1.3.4", "Orientation", "AA", _not_applicable(_READER)),
    ("1.3.5", "Identify Input Purpose", "AA", _forms("Do fields for names and addresses say so?")),
    ("1.4.1", "Use of Color", "A", _person("Is nothing said by color alone (links, charts, “the roles in green”)?")),
    ("1.4.2", "Audio Control", "A", _media("Can sound be stopped?")),
    ("1.4.3", "Contrast (Minimum)", "AA", _contrast),
    ("1.4.4", "Resize Text", "AA", _resize),
    (
        "1.4.5",
        "Images of Text",
        "AA",
        _person("Do pictures hold text that could be text (logos may)?", lambda f: f.images, "There are no images."),
    ),
    ("1.4.10", "Reflow", "AA", _person("Can it be read in one column, as by the reader's Reflow or Liquid Mode?")),
    (
        "1.4.11",
        "Non-text Contrast",
        "AA",
        _person(
            "Are lines, icons and parts of charts that are needed to understand the page at 3:1 or more?",
            lambda f: f.figures or f.pdf.forms,
            "There are neither pictures nor fields.",
        ),
    ),
    (
        "1.4.12",
        "Text Spacing",
        "AA",
        _not_applicable("It is about markup languages whose spacing a reader can change."),
    ),
    ("1.4.13", "Content on Hover or Focus", "AA", _scripts("Does nothing appear that cannot be dismissed?")),
    ("2.1.1", "Keyboard", "A", _keyboard),
    ("2.1.2", "No Keyboard Trap", "A", _scripts("Can everything be left by the keyboard?")),
    ("2.1.4", "Character Key Shortcuts", "A", _scripts("Are there no shortcuts of single keys?")),
    ("2.2.1", "Timing Adjustable", "A", _scripts("Are there no limits of time?")),
    ("2.2.2", "Pause, Stop, Hide", "A", _scripts("Does nothing move that cannot be stopped?")),
    ("2.3.1", "Three Flashes or Below Threshold", "A", _media("Does nothing flash?")),
    ("2.4.1", "Bypass Blocks", "A", _bypass),
    ("2.4.2", "Page Titled", "A", _titled),
    ("2.4.3", "Focus Order", "A", _focus),
    ("2.4.4", "Link Purpose (In Context)", "A", _links_told),
    ("2.4.5", "Multiple Ways", "AA", _not_applicable(_ONE_DOCUMENT)),
    (
        "2.4.6",
        "Headings and Labels",
        "AA",
        _person(
            "Do headings say what follows them?",
            lambda f: has_headings(f.blocks) or f.pdf.forms,
            "There are no headings or labels.",
        ),
    ),
    ("2.4.7", "Focus Visible", "AA", _not_applicable(_READER)),
    ("2.5.1", "Pointer Gestures", "A", _scripts("Does nothing need a gesture?")),
    ("2.5.2", "Pointer Cancellation", "A", _scripts("Can a click be taken back?")),
    ("2.5.3", "Label in Name", "A", _forms("Does the name of each field hold the words of its label?")),
    ("2.5.4", "Motion Actuation", "A", _not_applicable(_NEVER)),
    ("3.1.1", "Language of Page", "A", _language),
    ("3.1.2", "Language of Parts", "AA", _person("Is every passage in another language marked as such?")),
    ("3.2.1", "On Focus", "A", _forms("Does nothing happen when a field is reached?")),
    ("3.2.2", "On Input", "A", _forms("Does nothing happen unasked when a field is filled in?")),
    ("3.2.3", "Consistent Navigation", "AA", _not_applicable(_ONE_DOCUMENT)),
    ("3.2.4", "Consistent Identification", "AA", _not_applicable(_ONE_DOCUMENT)),
    ("3.3.1", "Error Identification", "A", _forms("Are errors named in text?")),
    ("3.3.2", "Labels or Instructions", "A", _forms("Does each field say what it wants?")),
    ("3.3.3", "Error Suggestion", "AA", _forms("Do errors come with advice?")),
    ("3.3.4", "Error Prevention (Legal, Financial, Data)", "AA", _forms("Can what is sent be checked or taken back?")),
    ("4.1.1", "Parsing", "A", _parsing),
    ("4.1.2", "Name, Role, Value", "A", _name_role),
    ("4.1.3", "Status Messages", "AA", _not_applicable(_NEVER)),
)


def verdict_in_words(checked: Checked, rows: tuple[Row, ...]) -> str:
    """One line that says no more than was checked."""
    failed = any(checked.verdict(standard) is Verdict.FAIL for standard in checked.standards)
    if failed:
        return "does not pass"
    left = questions(rows)
    people = f"{left} question{'' if left == 1 else 's'} {'is' if left == 1 else 'are'} left for you"
    if not checked.ok:
        return f"could not be checked in full; {people}"
    return f"passes what programs can check; {people}"
