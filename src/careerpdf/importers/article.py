"""A "What does a … do?" page, as text, HTML or Markdown, as the fields of a profile.

A heading decides what its paragraphs are; what no heading and no wording tells is kept under `notes` with a TODO, so
that nothing is lost. Figures are taken over as they stand there, and checked; none is made up.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

from careerpdf.diagnostics import Diagnostic, InputError, Severity
from careerpdf.importers.imported import ImportedProfile, plain_markdown
from careerpdf.profile.figures import HOURS_A_YEAR
from careerpdf.schema.role_id import unique_role_id

_SOURCE = "article"
_LONGEST_HEADING, _MOST_BYTES = 90, 2 * 1024 * 1024
_QUESTION = re.compile(r"what\s+(?:does|do|is)\s+(?:(?:an?|the)\s+)?(.+?)(?:\s+do)?\s*\?", re.IGNORECASE)
#: Which words of a heading tell what follows; the first that matches.
_SECTIONS = (
    ("related", r"\b(?:similar|related|comparable) (?:jobs|careers|roles|occupations|positions)"),
    ("advancement", r"advancement|career (?:path|ladder|growth|progression)|progression|promotion|where .* leads?"),
    ("work", r"work(?:ing)? (?:environment|conditions|setting|schedule)|workplace|\bhours\b|where .* works?\b"),
    ("certifications", r"^(?:certifi|licen)|^(?!.*(?:education|experience)).*(?:certification|licens)"),
    ("pay", r"salar|\bpay\b|wage|earn|compensation|outlook|job market|job growth|\bdemand\b"),
    ("skills", r"skill|competenc|qualities|abilities|attributes"),
    ("experience", r"^(?:work )?experience"),
    ("education", r"education|training|\bdegree"),
    (
        "requirements",
        r"requirement|qualification|how to (?:become|get|be)|becom|what it takes|what you need|prerequisite",
    ),
    (
        "duties",
        r"dut(?:y|ies)|responsibilit|\btasks?\b|day[- ]to[- ]day|typical day|what .*\bdo(?:es)?\b|job description",
    ),
)
_LABELS = {
    "education": r"education(?: (?:and|&) training)?",
    "experience": r"(?:work |job )?experience",
    "certifications": r"certifi\w*(?:\s*(?:&|and|or|/)\s*licen\w*)?|licen\w*(?:\s*(?:&|and|or|/)\s*certif\w*)?",
}
_NAVIGATION = re.compile(r"(?:previous|next|back to .*|related articles?|share|read more|home)", re.IGNORECASE)
_ABOUT_THE_PAGE = re.compile(
    r"(?:find out|learn (?:about|what|how)|discover|read on|in this (?:article|guide))\b", re.IGNORECASE
)
_ITEM = re.compile(r"\s*(?:[•●◦▪‣·*+–-]|\d{1,2}[.)])\s+(.*)", re.DOTALL)
_AMOUNT = re.compile(r"\$\s?(\d[\d,]*(?:\.\d+)?)(\s?[kK]\b)?")
_AN_HOUR = re.compile(r"\s*(?:/|per |an? |each )\s*h(?:ou)?r|\s*hourly", re.IGNORECASE)
_RATINGS = (
    ("much faster than average", r"much faster than (?:the )?average"),
    ("faster than average", r"faster than (?:the )?average"),
    ("slower than average", r"slower than (?:the )?average"),
    ("as fast as average", r"(?:as fast as|at) (?:the )?average"),
    ("little or no change", r"little (?:or no|to no) change"),
    ("decline", r"(?:expected|projected) to (?:decline|shrink|fall)"),
)
_DEGREE = re.compile(
    r"(?:associate|bachelor|master)(?:['’]?s)?(?:(?:,? or |, | and )(?:a )?(?:bachelor|master|doctora)\w*(?:['’]?s)?)*"
    r" degree|high school diploma|doctora(?:te|l degree)|ph\.?d\.?",
    re.IGNORECASE,
)
_ROLES = re.compile(r"\b(?i:roles?|positions?|jobs|titles|careers?)\b(?: such as| like|, including|:| of)\s+([^.;]+)")
_NAME = re.compile(r"(?:an? |the )?((?:[A-Z][\w&/’'-]*|of|and|in|for)(?: (?:[A-Z][\w&/’'-]*|of|in|for))*)$")


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph or an entry of a list."""

    kind: str
    text: str


@dataclass
class Article:
    """What was recognised: the profile, and for the summary each field with a word on what went there."""

    imported: ImportedProfile
    went: dict[str, str]
    diagnostics: tuple[Diagnostic, ...]


@dataclass
class _Found:
    """Fields while a page is read; `notes` keep what was not recognised."""

    title: str = ""
    category: str = ""
    introduction: list[str] = field(default_factory=list)
    duties: list[str] = field(default_factory=list)
    salary: dict[str, Any] = field(default_factory=dict)
    factors: list[str] = field(default_factory=list)
    outlook: dict[str, Any] = field(default_factory=dict)
    drivers: list[str] = field(default_factory=list)
    education: list[str] = field(default_factory=list)
    experience: list[str] = field(default_factory=list)
    certifications: list[str] = field(default_factory=list)
    skills: list[dict[str, str]] = field(default_factory=list)
    work: list[str] = field(default_factory=list)
    advancement: list[str] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_article(
    raw: bytes, display: str, today: date, *, url: str | None = None, category: str | None = None,
    known: Iterable[str] = (),
) -> Article:  # fmt: skip
    """The profile in a page; `known` are roles that have one to link to. Raises InputError if it is no role page."""
    text = _decoded(raw, display)
    is_html = re.search(r"(?i)<(?:html|body|h[1-6]|p|li|div)[\s>]", text[:5000]) is not None
    blocks = list(_from_html(text) if is_html else _from_text(text))
    page = url or (_address(text) if is_html else None)
    found = _Found()
    problems: list[Diagnostic] = []
    sections = _read(blocks, found, problems, display)
    if not found.title or len(sections) < 2:
        raise InputError([_no_role_page(display, found.title, sections)])
    return _article(found, today, page, category, set(known), tuple(problems))


def _decoded(raw: bytes, display: str) -> str:
    if len(raw) > _MOST_BYTES or raw.startswith((b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0")) or b"\0" in raw[:4096]:
        problem = Diagnostic(
            "not-a-page",
            Severity.ERROR,
            "this is no text, HTML or Markdown",
            file=display,
            hint="copy the page's text into a plain text file, or save the page as HTML",
        )
        raise InputError([problem])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _no_role_page(display: str, title: str, sections: Iterable[str]) -> Diagnostic:
    what = "has no title such as “What does a data scientist do?”" if not title else "has too few of its parts"
    there = ", ".join(sections) or "none of them"
    return Diagnostic(
        "not-a-role-page",
        Severity.ERROR,
        f"this does not look like a page about a role: it {what}",
        file=display,
        expected="a title, and headings for at least two of: duties, salary and outlook, requirements, skills, work "
        f"environment, advancement (recognised: {there})",
        hint='`careerpdf new "Job Title"` begins a profile to write by hand',
    )


# -- text to blocks


class _Html(HTMLParser):
    """Headings, paragraphs and entries of a page; scripts and menus are no part of the article."""

    _ENDS = frozenset(
        ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "div", "section", "article", "br", "tr", "ul", "ol", "dt", "dd")
    )
    _SKIPPED = frozenset(("script", "style", "noscript", "template", "svg", "head"))

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._kind, self._text, self._skip = "para", "", 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 (its signature)
        if tag in self._SKIPPED:
            self._skip += 1
        if tag in self._ENDS:
            self._flush()
            is_heading = re.fullmatch(r"h[1-6]", tag)
            self._kind = "heading" if is_heading else "item" if tag == "li" else self._kind if tag == "br" else "para"

    def handle_endtag(self, tag: str) -> None:
        if tag in self._SKIPPED:
            self._skip = max(0, self._skip - 1)
        if tag in self._ENDS:
            self._flush()
            self._kind = "para"

    def handle_data(self, data: str) -> None:
        if not self._skip:
            self._text += data

    def close(self) -> None:
        super().close()
        self._flush()

    def _flush(self) -> None:
        text = " ".join(self._text.split())
        if text:
            self.blocks.append(Block(self._kind, text))
        self._text = ""


def _from_html(text: str) -> Iterator[Block]:
    parser = _Html()
    parser.feed(text)
    parser.close()
    yield from parser.blocks


def _address(text: str) -> str | None:
    found = re.search(r"""(?i)<link[^>]+rel=["']canonical["'][^>]*href=["'](https?://[^"'\s]+)""", text)
    return found[1] if found else None


def _from_text(text: str) -> Iterator[Block]:
    """Plain text or Markdown: a blank line ends a paragraph; a short line of its own may be a heading."""
    for chunk in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        paragraph: list[str] = []
        for line in chunk.split("\n"):
            marked = re.match(r"\s*#{1,6}\s+(.+?)\s*#*$", line)
            item = None if marked else _ITEM.fullmatch(line)
            if (marked or item) and paragraph:
                yield _paragraph(paragraph)
                paragraph = []
            if marked:
                yield Block("heading", _bare(marked[1]))
            elif item:
                yield Block("item", _bare(item[1]))
            elif line.strip() and not re.fullmatch(r"\s*[=_*-]{3,}\s*", line):
                # Pages that are copied out have each paragraph on one line.
                if paragraph and _is_heading(_bare(paragraph[0])) and len(paragraph) == 1:
                    yield _paragraph(paragraph)
                    paragraph = []
                paragraph.append(line)
        if paragraph:
            yield _paragraph(paragraph)


def _paragraph(lines: list[str]) -> Block:
    text = _bare(" ".join(lines))
    return Block("heading" if len(lines) == 1 and _is_heading(text) else "para", text)


def _bare(text: str) -> str:
    """Without the marks of Markdown, and with single blanks."""
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return " ".join(re.sub(r"(\*\*|__)(.+?)\1", r"\2", text).split())


def _is_heading(text: str) -> bool:
    ends = text.endswith((".", ":", ";", ",", "!", ")")) and not text.endswith("?")
    return len(text) <= _LONGEST_HEADING and not ends and ": " not in text and not text.startswith("$")


# -- blocks to fields


def _read(blocks: list[Block], found: _Found, problems: list[Diagnostic], display: str) -> list[str]:
    """Put each block where it belongs; the names of the sections that were recognised."""
    start = next((n for n, b in enumerate(blocks) if b.kind == "heading" and _title(b.text)), None)
    if start is None:
        start = next((n for n, b in enumerate(blocks) if (m := _QUESTION.search(b.text)) and len(m[1]) < 60), None)
    if start is None:
        return []
    found.title = _title(blocks[start].text) or _titled(_match(blocks[start].text))
    for block in blocks[:start]:
        if len(block.text) <= 40 and not found.category and not _NAVIGATION.fullmatch(block.text):
            found.category = block.text
        else:
            found.notes.append(block.text)
    section, seen = "introduction", []
    skill = ""
    for block in blocks[start + 1 :]:
        if block.kind == "heading":
            told = _section_of(block.text, found.title)
            other = _QUESTION.fullmatch(block.text)
            if other and _titled(other[1]).lower() != found.title.lower():
                found.related.append(_titled(other[1]))
            elif _NAVIGATION.fullmatch(block.text):
                section = "navigation"
            elif told:
                section = told
                seen.append(told)
            elif section == "skills":
                skill = block.text
            elif section == "related" or section == "navigation":
                found.related.append(block.text)
            else:
                found.notes.append(block.text)
            continue
        if skill and section == "skills" and ":" not in block.text[:60]:
            found.skills.append({"name": skill, "text": block.text})
        else:
            _place(block, section, found, problems, display)
        skill = ""
    return list(dict.fromkeys(seen))


def _match(text: str) -> str:
    found = _QUESTION.search(text)
    return found[1] if found else ""


def _title(heading: str) -> str:
    """The role in a heading such as "What does a … do?" or "… Job Description"."""
    asked = _QUESTION.fullmatch(heading.strip())
    if asked:
        return _titled(asked[1])
    described = re.fullmatch(
        r"(.{3,60}?)\s+(?:job description|career (?:profile|guide|overview)|job profile)", heading, re.I
    )
    return _titled(described[1]) if described else ""


def _titled(text: str) -> str:
    """In capitals as on a door."""
    words = text.strip().split()
    if any(word[0].isupper() for word in words):
        return " ".join(words)
    return " ".join(word if word in ("of", "and", "in", "for", "the") else word[0].upper() + word[1:] for word in words)


def _section_of(heading: str, title: str) -> str | None:
    plain = re.sub(re.escape(title) + r"(?:['’]?s\b)?", "", heading, flags=re.IGNORECASE).strip(" :-–—").lower()
    return next((name for name, pattern in _SECTIONS if re.search(pattern, plain or heading.lower())), None)


def _place(block: Block, section: str, found: _Found, problems: list[Diagnostic], display: str) -> None:
    text = block.text
    if section == "introduction":
        is_text = block.kind == "para" and not _ABOUT_THE_PAGE.match(text)
        (found.introduction if is_text else found.notes).append(text)
    elif section == "duties":
        (found.duties if block.kind == "item" else found.introduction).append(text)
    elif section == "pay":
        _pay(text, found, problems, display)
    elif section in ("requirements", "education", "experience", "certifications"):
        _requirement(text, section, found)
    elif section == "skills":
        name, colon, rest = text.partition(": ")
        if colon and len(name) <= 60:
            found.skills.append({"name": name, "text": rest})
        elif len(text) <= 60:
            found.skills.append({"name": text, "text": "TODO: what it is for in this role."})
        else:
            found.notes.append(text)
    elif section == "work":
        found.work.append(text)
    elif section == "advancement":
        found.advancement.append(text)
    elif section == "related" and len(text) <= 80:
        found.related.append(_titled(_match(text) or text))
    elif section == "navigation" and (_NAVIGATION.fullmatch(text) or _match(text)):
        found.related += [_titled(_match(text))] if _match(text) else []
    else:
        found.notes.append(text)


def _requirement(text: str, section: str, found: _Found) -> None:
    for name, pattern in _LABELS.items():
        labelled = re.match(rf"(?:{pattern})\s*:\s*(.+)", text, re.IGNORECASE | re.DOTALL)
        if labelled:
            getattr(found, name).append(labelled[1])
            return
    getattr(found, "education" if section == "requirements" else section).append(text)


# -- pay and outlook


def _pay(text: str, found: _Found, problems: list[Diagnostic], display: str) -> None:
    """Figures with what they are; what grows how fast; all else is what moves the pay, or why."""
    kind = (
        "top_10_percent"
        if re.search(r"(?i)top (?:10|ten)", text)
        else "median"
        if re.search(r"(?i)median", text)
        else ""
    )
    amounts = list(_AMOUNT.finditer(text))
    if amounts and len(text) <= 160:
        wage, fault = _wage(text, amounts)
        if kind and wage and kind not in found.salary and not fault:
            found.salary[kind] = wage
            return
        why = fault or "it does not say whether it is the median, which half of the people earn at least"
        shown = " ".join(text.split())
        problems.append(
            Diagnostic("unclear-wage", Severity.WARNING, f"“{shown}” is kept under notes: {why}", file=display)
        )
        found.notes.append(text)
        return
    rating = next((name for name, pattern in _RATINGS if re.search(pattern, text, re.IGNORECASE)), None)
    percent = re.search(
        r"(?:grow|increase|decline|decrease|shrink|fall)\w*(?: by)?(?: about)? (\d+(?:\.\d+)?) ?(?:%|percent)", text
    )
    if (rating or percent) and not found.outlook:
        _outlook(text, rating, percent, found)
        return
    # Once the outlook has been told, what follows says why.
    (found.drivers if found.outlook or re.search(r"(?i)demand|growth|outlook", text) else found.factors).append(text)


def _outlook(text: str, rating: str | None, percent: re.Match[str] | None, found: _Found) -> None:
    if percent:
        falls = re.match(r"(?:decline|decrease|shrink|fall)", percent[0])
        found.outlook["percent"] = Decimal(percent[1]) * (-1 if falls else 1)
    if rating:
        found.outlook["rating"] = rating
    years = re.search(r"(20\d\d)\s*(?:to|–|-|through)\s*(20)?(\d\d)\b", text)
    if years:
        found.outlook["period"] = f"{years[1]}–{years[3]}"
    rest = [part for part in re.split(r"(?<=[.!?])\s+", text) if not re.search(r"(?i)average|percent|%|change", part)]
    if rest:
        found.drivers.append(" ".join(rest))


def _wage(text: str, amounts: list[re.Match[str]]) -> tuple[dict[str, Decimal], str]:
    """The pay of a year and of an hour in a line; and what is wrong with it, which keeps it from being used."""
    wage: dict[str, Decimal] = {}
    for amount in amounts:
        value = Decimal(amount[1].replace(",", "")) * (1000 if amount[2] else 1)
        hourly = _AN_HOUR.match(text, amount.end()) or (value < 1000 and re.search(r"(?i)hour", text))
        name = "hourly" if hourly else "annual"
        if name in wage:
            return wage, "it is a range"
        wage[name] = value.quantize(Decimal("0.01")) if hourly else value
    if {"annual", "hourly"} <= set(wage):
        computed = wage["annual"] / HOURS_A_YEAR
        if abs(computed - wage["hourly"]) > Decimal("0.05"):
            return wage, f"{wage['annual']:,} a year makes {computed:,.2f} an hour, not {wage['hourly']:,}"
        # "$63.1" stands for what the year's pay makes.
        wage["hourly"] = computed.quantize(Decimal("0.01"))
    return wage, ""


# -- fields to a profile


def _article(
    found: _Found, today: date, url: str | None, category: str | None, known: set[str], problems: tuple[Diagnostic, ...]
) -> Article:
    fields: dict[str, Any] = {"title": found.title, "category": category or found.category or "TODO: group of the role"}
    fields["introduction"] = _texts(found.introduction) or "TODO: what people in this role do."
    if found.duties:
        fields["duties"] = _texts(found.duties)
    if found.salary or found.factors:
        fields["salary"] = {**found.salary, **_part("factors", found.factors), "source": _SOURCE}
    if found.outlook or found.drivers:
        fields["outlook"] = {**found.outlook, **_part("drivers", found.drivers), "source": _SOURCE}
    if found.education:
        level = _DEGREE.search(" ".join(found.education))
        fields["education"] = ({"level": _first_capital(level[0])} if level else {}) | _part("text", found.education)
    for name, texts in (("experience", found.experience), ("certifications", found.certifications)):
        if texts:
            fields[name] = _part("text", texts)
    if found.skills:
        fields["skills"] = [{key: plain_markdown(text) for key, text in skill.items()} for skill in found.skills]
    if found.work:
        fields["work_environment"] = _part("text", found.work)
    steps = [_role(name, known) for name in _roles_in(found.advancement)]
    if found.advancement:
        fields["advancement"] = _part("text", found.advancement) | ({"next": steps} if steps else {})
    if found.related:
        fields["related"] = [_role(name, known) for name in dict.fromkeys(found.related)]
    rewrite = "TODO: the texts are those of the page; say in your own words what you print, then delete `fit`."
    fields["fit"] = "none"  # they may be longer than a sheet, as long as nobody has made them shorter
    fields["notes"] = [rewrite, *(f"TODO: not recognised: {plain_markdown(text)}" for text in found.notes)]
    source = {
        "name": f"Web page about the role {found.title}",
        **({"url": url} if url else {}),
        "retrieved": today,
    }
    origins = {path: _SOURCE for path in _paths(fields) if path not in ("fit", "notes")}
    imported = ImportedProfile(unique_role_id(found.title), None, fields, {_SOURCE: source}, origins)
    return Article(imported, _summary(fields, found), problems)


def _paths(fields: dict[str, Any]) -> Iterator[str]:
    for name, value in fields.items():
        yield from (f"{name}.{inner}" for inner in value) if isinstance(value, dict) else (name,)


def _texts(texts: list[str]) -> list[str]:
    return [plain_markdown(text) for text in texts]


def _part(name: str, texts: list[str]) -> dict[str, Any]:
    return {name: texts[0] if len(texts) == 1 else texts} if (texts := _texts(texts)) else {}


def _role(title: str, known: set[str]) -> Any:
    name = unique_role_id(title)
    return {"role": name} if name in known else {"title": title}


def _roles_in(texts: list[str]) -> Iterator[str]:
    """Roles that a text names: "roles such as Data Scientist or Nurse"."""
    for text in texts:
        for listed in _ROLES.finditer(text):
            for part in re.split(r",\s*(?:or |and )?|\s+or\s+|\s+and\s+", listed[1]):
                name = _NAME.fullmatch(part.strip())
                if name and part.strip()[:1].isupper():
                    yield name[1]


def _first_capital(text: str) -> str:
    return text[0].upper() + text[1:].lower().replace("'", "’")


def _summary(fields: dict[str, Any], found: _Found) -> dict[str, str]:
    """What went where, a few words for each field."""
    said = {}
    for name, value in fields.items():
        if name == "notes":
            number = len(found.notes)
            said[name] = (
                f"{number} text{'' if number == 1 else 's'} that were not recognised" if number else "a reminder"
            )
        elif isinstance(value, dict):
            said[name] = ", ".join(inner for inner in value if inner != "source")
        elif isinstance(value, list):
            said[name] = f"{len(value)} {'entry' if len(value) == 1 else 'entries'}"
        else:
            said[name] = str(value)[:60]
    return said
