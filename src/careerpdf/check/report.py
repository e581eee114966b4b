"""The report for an accessibility coordinator: one self-contained HTML page about one or more checked files."""

import re
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
from careerpdf.check.run import Checked
from careerpdf.check.standards import Run, Standard, Verdict

ABOUT = {
    Standard.PDF_UA: "PDF/UA-1 (ISO 14289-1:2014), the standard for accessible PDF",
    Standard.PDF_A: "PDF/A-2a (ISO 19005-2:2011), the standard for PDF that can still be read in many years",
    Standard.TAGS: "careerpdf's own rules for the tag tree, which go beyond what the standards' checkers look at",
}

#: What no program can decide. WCAG 2.1 success criteria in brackets.
FOR_A_PERSON = (
    "Does the reading order above make sense when it is read from top to bottom? (1.3.2)",
    "Does each alternative text say what the picture is there to say, no less and no more? (1.1.1)",
    "Is everything that is listed as skipped really decoration, such as page numbers? (1.3.1)",
    "Are the headings really headings, and is everything that looks like a heading tagged as one? (1.3.1, 2.4.6)",
    "Do tables read sensibly cell by cell, and do their headers belong to their cells? (1.3.1)",
    "Can each link be understood from its text? (2.4.4)",
    "Is nothing said by color alone, or by place or shape alone? (1.3.3, 1.4.1)",
    "Is text in other languages marked with its language? (3.1.2)",
    "Is the text inside pictures legible and strong enough in contrast? Only drawn text is measured. (1.4.3, 1.4.5)",
    "Are lines, icons and borders that are needed to understand the page dark enough? (1.4.11)",
    "Is the language plain enough for those who are to read it?",
    "Is what the document says true and up to date?",
)

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
        cells = [_verdict_cell(item.verdict(s)) if item.pdf else "<td>Could not be read</td>" for s in standards]
        rows.append([f'<th scope="row">{link}</th>', *cells])
    yield _table("Verdict for each file", ["File", *standards], rows)


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
    yield from _facts(pdf)
    yield from _standards(item)
    yield from _findings(item)
    yield from _reading(pdf)
    yield from _pictures(pdf)
    yield from _contrast(contrast_pairs(pdf))
    yield "<h3>What only a person can judge</h3>"
    yield "<p>No program can decide these, and they count as much as what the checkers look at.</p>"
    yield _list(_text(question) for question in FOR_A_PERSON)


def _facts(pdf: PdfFile) -> Iterator[str]:
    facts = {
        "File": _text(str(pdf.path)),
        "SHA-256": f"<code>{pdf.sha256}</code>",
        "Size": f"{pdf.size:,} bytes",
        "Pages": str(len(pdf.pages)),
        "Title": _text(pdf.title or "none"),
        "Language": _text(pdf.lang or "none"),
        "Declares": ", ".join(_declared(pdf)) or "no standard",
        "Made by": _text(pdf.producer or "not said"),
    }
    rows = [[f'<th scope="row">{key}</th>', f"<td>{value}</td>"] for key, value in facts.items()]
    yield _table("The file", ["Property", "Value"], rows)
    yield "<p>The SHA-256 number changes with every change of the file: this report is about this very file.</p>"


def _declared(pdf: PdfFile) -> Iterator[str]:
    if pdf.declared.pdfua_part:
        yield f"PDF/UA-{_text(pdf.declared.pdfua_part)}"
    if pdf.declared.pdfa_part:
        yield f"PDF/A-{_text(pdf.declared.pdfa_part)}"


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
    absent = dict.fromkeys((run.checker, run.install) for run in item.runs if run.install)
    for checker, install in absent:
        yield f"<p>To have {checker} run as well: <code>{_text(install)}</code></p>"


def _result(run: Run) -> str:
    if run.verdict is Verdict.NOT_CHECKED:
        return f"Not run: {run.reason}"
    failures = sum(group.weight is Weight.FAILURE for group in grouped(run.findings))
    return "No failures" if not failures else f"{failures} kind{'s' if failures > 1 else ''} of failure"


def _findings(item: Checked) -> Iterator[str]:
    yield "<h3>What fails</h3>"
    failures = [
        (standard, run, group)
        for standard in item.standards
        for run in item.runs_of(standard)
        for group in grouped(run.findings)
        if group.weight is Weight.FAILURE
    ]
    if not failures:
        yield "<p>Nothing that the checkers that ran look at.</p>"
    else:
        rows = [
            [
                _cell(standard),
                _cell(group.place[0].upper() + group.place[1:]),
                f"<td>{_text(group.message)}{_technical(group, run)}</td>",
            ]
            for standard, run, group in failures
        ]
        yield _table("Failures", ["Standard", "Where", "What is wrong"], rows)
    look = grouped(item.to_look_at)
    if look:
        yield "<h3>What a person should look at</h3>"
        yield _list(f"{_text(g.place)}: {_text(g.message)} {_text('; '.join(g.details))}" for g in look)


def _technical(group: Group, run: Run) -> str:
    details = "; ".join(group.details[:5]) + (" …" if len(group.details) > 5 else "")
    times = f", {group.count} times" if group.count > 1 else ""
    said = f"{run.checker} {group.rule}{times}" + (f": {details}" if details else "")
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


def _moment(moment: datetime) -> str:
    return f"{moment:%B} {moment.day}, {moment.year}, {moment:%H:%M} {moment.tzname() or ''}".rstrip()


def _text(text: str) -> str:
    return escape(_UNSAFE.sub("\ufffd", text), quote=True)
