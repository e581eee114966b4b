"""The report for an accessibility coordinator: one self-contained HTML page about one or more checked files."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from html import escape
from importlib.resources import files

from careerpdf import __version__
from careerpdf.check.contrast import Pair, contrast_pairs
from careerpdf.check.drawn import Kind
from careerpdf.check.findings import Group, Weight, grouped, said_pages
from careerpdf.check.reader import PdfFile
from careerpdf.check.reading import Line, reading_order, skipped_text
from careerpdf.check.remedies import remedy_for
from careerpdf.check.run import Checked
from careerpdf.check.standards import ABOUT, Run, Standard, Verdict
from careerpdf.check.wcag import Row, Status, questions, verdict_in_words, wcag_rows

#: What no criterion of WCAG asks and no program can decide.
FOR_A_PERSON = (
    "Is the language plain enough for those who are to read it?",
    "Is what the document says true and up to date?",
    "Has it been listened to with a screen reader, such as NVDA (free, on Windows) or VoiceOver (on every Mac)?",
)
_STATUSES = {
    Status.PASS: "pass", Status.FAIL: "fail", Status.PERSON: "look", Status.NOT_APPLICABLE: "not-applicable",
}  # fmt: skip

_VERDICTS = {Verdict.PASS: "Pass", Verdict.FAIL: "Fail", Verdict.NOT_CHECKED: "Not checked"}
_UNSAFE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")  # no characters of an HTML page


def html_report(checked: Sequence[Checked], created: datetime) -> str:
    """The whole page. `created` is the moment of the check, with its time zone."""
    css = files("careerpdf.check").joinpath("report.css").read_text("utf-8")
    name = checked[0].path.name if len(checked) == 1 else f"{len(checked)} files"
    parts = [
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>Accessibility report: {_text(name)}</title>",
        f"<style>\n{css}</style>\n</head>\n<body>\n<main>",
        "<h1>Accessibility report</h1>",
        f'<p>Checked on <time datetime="{created.isoformat(timespec="seconds")}">{_moment(created)}</time> '
        f"with careerpdf {__version__}.</p>",
        *_overview(checked),
        *(part for number, item in enumerate(checked, start=1) for part in _file(item, number)),
        "</main>\n</body>\n</html>",
    ]
    return "\n".join(parts) + "\n"


def _overview(checked: Sequence[Checked]) -> Iterator[str]:
    standards = [standard for standard in Standard if any(standard in item.standards for item in checked)]
    rows = []
    for number, item in enumerate(checked, start=1):
        link = f'<a href="#file-{number}">{_text(item.path.name)}</a>'
        said = verdict_in_words(item, wcag_rows(item)) if item.pdf else "could not be read"
        cells = [_verdict_cell(item.verdict(s)) if s in item.standards else "<td>–</td>" for s in standards]
        rows.append([f'<th scope="row">{link}</th>', _cell(_capital(said)), *cells])
    yield _table("Verdict for each file", ["File", "Result", *standards], rows)


def _file(item: Checked, number: int) -> Iterator[str]:
    first = ' class="first"' if number == 1 else ""
    yield f'<h2 id="file-{number}"{first}>{_text(item.path.name)}</h2>'
    pdf = item.pdf
    if pdf is None:
        problem = item.problem
        yield f"<p><strong>Not checked:</strong> {_text(problem.message if problem else '')}.</p>"
        if problem and problem.hint:
            yield f"<p>What to do: {_text(problem.hint)}.</p>"
        return
    rows = wcag_rows(item)
    yield f"<p><strong>{_text(_capital(verdict_in_words(item, rows)))}.</strong></p>"
    yield from _facts(pdf)
    yield from _standards(item)
    yield from _findings(item)
    yield from _wcag(rows)
    yield from _reading(pdf)
    yield from _pictures(pdf)
    yield from _contrast(contrast_pairs(pdf))
    yield from _sign(rows)


def _facts(pdf: PdfFile) -> Iterator[str]:
    facts = {
        "File": _text(str(pdf.path)),
        "SHA-256": f"<code>{pdf.sha256}</code>",
        "Size": f"{pdf.size:,} bytes",
        "Pages": str(len(pdf.pages)),
        "PDF version": _text(pdf.version),
        "Title": _text(pdf.title or "none"),
        "Language": _text(pdf.lang or "none"),
        "Declares": ", ".join(_declared(pdf)) or "no standard",
        "Made by": _text(pdf.producer or "not said"),
    }
    rows = [[f'<th scope="row">{key}</th>', f"<td>{value}</td>"] for key, value in facts.items()]
    yield _table("The file", ["Property", "Value"], rows)
    yield "<p>The SHA-256 number changes with every change of the file: this report is about this very file.</p>"


def _declared(pdf: PdfFile) -> Iterator[str]:
    declared = pdf.declared
    if declared.pdfua_part:
        yield f"PDF/UA-{_text(declared.pdfua_part)}"
    if declared.pdfa_part:
        yield f"PDF/A-{_text(declared.pdfa_part)}{_text((declared.pdfa_level or '').lower())}"
    yield from (_text(claim) for claim in declared.claims)


def _standards(item: Checked) -> Iterator[str]:
    yield "<h3>Standards and checkers</h3>"
    yield _list(_text(ABOUT[standard]) for standard in item.standards)
    rows = [
        [
            f'<th scope="row">{standard}</th>',
            _cell(f"{run.checker} {run.version}".strip()),
            _verdict_cell(run.verdict),
            _cell(_result(run)),
        ]
        for standard in item.standards
        for run in item.runs_of(standard)
    ]
    yield _table("What each checker says", ["Standard", "Checker and version", "Result", "Details"], rows)
    yield from (f"<p>{_text(said)}</p>" for said in disagreements(item))
    absent = dict.fromkeys((run.checker, run.install) for run in item.runs if run.install)
    for checker, install in absent:
        yield f"<p>To have {checker} run as well: <code>{_text(install)}</code></p>"


def _result(run: Run) -> str:
    if run.verdict is Verdict.NOT_CHECKED:
        return f"Not run: {run.reason}"
    failures = sum(group.weight is Weight.FAILURE for group in grouped(run.findings))
    return "No failures" if not failures else f"{failures} kind{'s' if failures > 1 else ''} of failure"


def disagreements(item: Checked) -> Iterator[str]:
    """A sentence for each standard that the checkers do not judge alike."""
    for standard in item.standards:
        decided = item.decisive(standard)
        for run in item.overruled(standard):
            reasons = "; ".join(group.message.rstrip(".") for group in grouped(run.findings)[:3])
            word = "passes" if run.verdict is Verdict.PASS else "fails"
            yield (
                f"{standard}: {run.checker} {word} the file{f' ({reasons})' if reasons else ''}; "
                f"{decided.checker if decided else ''}, the reference checker, decides."
            )


def _where(groups: Sequence[Group]) -> str:
    """The pages of groups that say the same, found by several checkers."""
    pages = said_pages((page for group in groups for page in group.pages), more=any(group.more for group in groups))
    return pages or "whole document"


def _findings(item: Checked) -> Iterator[str]:
    yield "<h3>What fails</h3>"
    failing: dict[tuple[Standard, str], list[tuple[str, Group]]] = {}
    for standard in item.standards:
        for run in item.runs_of(standard):
            if run.verdict is item.verdict(standard) is Verdict.FAIL:
                for group in grouped(f for f in run.findings if f.weight is Weight.FAILURE):
                    failing.setdefault((standard, group.message), []).append((run.checker, group))
    rows = [
        [
            _cell(standard),
            _cell(_capital(_where([group for _, group in found]))),
            f"<td>{_text(message)}{''.join(_technical(group, checker) for checker, group in found)}</td>",
            _remedy_cell(found[0][1]),
        ]
        for (standard, message), found in failing.items()
    ]
    if rows:
        yield _table("Failures", ["Standard", "Where", "What is wrong", "How to mend it"], rows)
    else:
        yield "<p>Nothing that the checkers that ran look at.</p>"
    rows = [
        [_cell(_capital(group.place)), f"<td>{_text(group.message)}{_technical(group, '')}</td>", _remedy_cell(group)]
        for group in grouped(item.to_look_at)
    ]
    if rows:
        yield "<h3>What to look at</h3>"
        yield "<p>Programs see these without understanding them: some are faults, some are as they should be.</p>"
        yield _table("To look at", ["Where", "What was noticed", "How to mend it"], rows)


def _remedy_cell(group: Group) -> str:
    remedy = remedy_for(group.about)
    if remedy is None:
        return "<td>See the rule itself.</td>"
    said = (("Word", remedy.word), ("InDesign", remedy.indesign), ("Acrobat", remedy.acrobat))
    return "<td>" + "<br>".join(f"<strong>{name}:</strong> {_text(text)}" for name, text in said) + "</td>"


def _wcag(rows: Sequence[Row]) -> Iterator[str]:
    counts = Counter(row.status for row in rows)
    yield "<h3>WCAG 2.1, levels A and AA</h3>"
    yield (
        f"<p>{counts[Status.PASS]} pass, {counts[Status.FAIL]} fail, {counts[Status.PERSON]} are for a person, "
        f"{counts[Status.NOT_APPLICABLE]} do not apply. Only what programs can decide is called a pass.</p>"
    )
    yield _table(
        "Every criterion",
        ["Criterion", "Level", "Result", "Why, or what to ask", "Your judgment"],
        [
            [
                f'<th scope="row">{row.number} {_text(row.name)}</th>',
                _cell(row.level),
                f'<td class="verdict {_STATUSES[row.status]}">{_capital(row.status)}</td>',
                _cell(row.note),
                '<td class="judgment">☐ yes ☐ no</td>' if row.status is Status.PERSON else "<td>–</td>",
            ]
            for row in rows
        ],
    )


def _sign(rows: Sequence[Row]) -> Iterator[str]:
    left = questions(tuple(rows))
    yield "<h3>What only a person can judge</h3>"
    yield (
        f"<p>The table of WCAG above leaves {left} question{'' if left == 1 else 's'}; these come on top. "
        "They count as much as what the checkers look at.</p>"
    )
    yield _list(_text(question) for question in FOR_A_PERSON)
    yield "<h3>Judged by</h3>"
    yield _table(
        "Signature",
        ["Name and role", "Date", "Result", "Signature"],
        [
            [
                '<td class="sign"></td>',
                '<td class="sign"></td>',
                "<td>☐ accessible<br>☐ to be mended</td>",
                '<td class="sign"></td>',
            ]
        ],
    )


def _technical(group: Group, checker: str) -> str:
    details = "; ".join(group.details[:5]) + (" …" if len(group.details) > 5 else "")
    times = f", {group.count} times" if group.count > 1 else ""
    said = f"{checker} {group.rule}{times}".strip() + (f": {details}" if details else "")
    return f'<br><span class="technical">{_text(said)}</span>'


def _reading(pdf: PdfFile) -> Iterator[str]:
    yield "<h3>Reading order</h3>"
    lines = reading_order(pdf)
    if not lines:
        yield "<p>There is none: the file has no tags.</p>"
    else:
        yield (
            "<p>What a screen reader says, in its order. The word before each line is its tag: "
            "H1 to H6 are headings, P is a paragraph, LI a list item, TR a table row, Figure a picture.</p>"
        )
        yield '<div class="reading">'
        yield from _by_page(lines)
        yield "</div>"
    skipped = skipped_text(pdf)
    yield "<h3>Text that is skipped</h3>"
    if not skipped:
        yield "<p>None.</p>"
    else:
        yield "<p>This text is marked as decoration: it is seen but not read aloud.</p>"
        yield _list(f"Page {line.page}: {_text(line.text)}" for line in skipped)


def _by_page(lines: Iterable[Line]) -> Iterator[str]:
    """One numbered list that goes on from page to page."""
    page: int | None = None
    number, is_open = 1, False
    for line in lines:
        if line.page is not None and line.page != page:
            yield "</ol>" * is_open + f"<p><strong>Page {line.page}</strong></p>"
            yield f'<ol start="{number}">'
            page, is_open = line.page, True
        elif not is_open:
            yield f'<ol start="{number}">'
            is_open = True
        yield f'<li><span class="type">{_text(line.type)}</span> {_text(line.text)}</li>'
        number += 1
    yield "</ol>" * is_open


def _pictures(pdf: PdfFile) -> Iterator[str]:
    yield "<h3>Pictures and their alternative texts</h3>"
    figures = [element for element in (pdf.tree.walk() if pdf.tree else ()) if element.role == "Figure"]
    images = sum(piece.kind is Kind.IMAGE and not piece.artifact for page in pdf.pages for piece in page.content.drawn)
    if not figures:
        many = "picture is" if images == 1 else "pictures are"
        yield f"<p>No picture is tagged.{f' {images} {many} drawn, though.' if images else ''}</p>"
        return
    rows = [
        [_cell(str(figure.page or "?")), _cell(figure.alt or figure.actual_text or "none: this has to be mended")]
        for figure in figures
    ]
    yield _table("Pictures", ["Page", "Alternative text"], rows)


def _contrast(pairs: Sequence[Pair]) -> Iterator[str]:
    yield "<h3>Contrast of text</h3>"
    yield (
        "<p>Each color of text on what lies behind it, the weakest first. WCAG 2.1 (1.4.3) asks for 4.5:1, and for 3:1 "
        "where text has 18 pt or more, or 14 pt or more and is bold. Logos and decoration are exempt.</p>"
    )
    if not pairs:
        yield "<p>There is no visible text.</p>"
        return
    rows = [
        [
            _cell(pair.colour or "a pattern or special color"),
            _cell(pair.background or "a picture or gradient"),
            _cell("large" if pair.large else "ordinary"),
            _cell("cannot be computed" if pair.ratio is None else f"{pair.shown_ratio:.2f}:1"),
            _pair_verdict(pair),
            _cell(said_pages(pair.pages)),
            f"<td>{_sample(pair)}</td>",
        ]
        for pair in pairs
    ]
    headings = ["Text", "Background", "Size", "Contrast", "Result", "Where", "Example"]
    yield _table("Pairs of colors", headings, rows)


def _pair_verdict(pair: Pair) -> str:
    if pair.passes is None:
        return '<td class="verdict not-checked">Look at it</td>'
    said = f"{'Pass' if pair.passes else 'Too weak'} ({pair.needed:g}:1 needed)"
    return f'<td class="verdict {"pass" if pair.passes else "fail"}">{said}</td>'


def _sample(pair: Pair) -> str:
    """The text as it looks on the page where that can be read, else plain."""
    if not pair.passes:
        return _text(pair.sample)
    style = f"color:{pair.colour};background:{pair.background}" + (";font-size:18pt" if pair.large else "")
    return f'<span class="swatch" style="{style}">{_text(pair.sample)}</span>'


def _verdict_cell(verdict: Verdict) -> str:
    return f'<td class="verdict {verdict.replace(" ", "-")}">{_VERDICTS[verdict]}</td>'


def _table(caption: str, headings: Iterable[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{_text(heading)}</th>' for heading in headings)
    body = "\n".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    return (
        f"<table>\n<caption>{_text(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody>\n</table>"
    )


def _cell(text: str) -> str:
    return f"<td>{_text(text)}</td>"


def _list(items: Iterable[str]) -> str:
    return "<ul>\n" + "\n".join(f"<li>{item}</li>" for item in items) + "\n</ul>"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _moment(moment: datetime) -> str:
    return f"{moment:%B} {moment.day}, {moment.year}, {moment:%H:%M} {moment.tzname() or ''}".rstrip()


def _text(text: str) -> str:
    return escape(_UNSAFE.sub("\ufffd", text), quote=True)
