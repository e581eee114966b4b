"""ReportLab's own Platypus: `Paragraph`, `TableOfContents` and `multiBuild`. It has no tags.

python -m benchmarks.peers.reportlab BOOK.json OUTPUT.pdf
"""

import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from benchmarks.peers import look
from benchmarks.peers.content import Block, Book, Role


def prepare(book: Book, folder: Path) -> Path:
    """Write what the script below reads."""
    source = folder / "book.json"
    book.save(source)
    return source


def main(source: str, target: str) -> None:
    from reportlab import rl_config
    from reportlab.lib.fonts import addMapping
    from reportlab.lib.sequencer import getSequencer
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    book = Book.load(Path(source))
    for family, cut in look.CUTS:
        pdfmetrics.registerFont(TTFont(f"{family}-{cut}", look.font_file(family, cut)))
    sans = f"{look.SANS}-Regular"
    for at, cut in enumerate(("Regular", "Italic", "Bold", "BoldItalic")):
        addMapping(sans, at // 2, at % 2, f"{look.SANS}-{cut}")
    # Before Platypus is imported: otherwise tables name Helvetica, which is not embedded.
    rl_config.canvas_basefontname = sans
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Spacer
    from reportlab.platypus.tableofcontents import TableOfContents

    class Pages(BaseDocTemplate):  # type: ignore[misc]
        def afterFlowable(self, flowable: Any) -> None:  # noqa: N802 (ReportLab's name)
            level = getattr(flowable, "outline_level", None)
            if level is None:
                return
            text = flowable.getPlainText()
            key = f"h-{self.seq.next('heading')}"
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(text, key, level, closed=True)
            if level == 0:
                self.notify("TOCEntry", (0, text, self.page, key))

        def beforeDocument(self) -> None:  # noqa: N802 (ReportLab's name)
            self.seq.reset("heading")

    def folio(canvas: Any, document: Any) -> None:
        style = look.LOOKS["folio"]
        canvas.setFont(f"{style.family}-{style.cut}", style.size)
        canvas.drawRightString(look.WIDTH - look.OUTER, 20, str(document.page))

    def template(name: str, left: float, right: float) -> Any:
        room = (look.WIDTH - left - right, look.HEIGHT - look.TOP - look.BOTTOM)
        frame = Frame(left, look.BOTTOM, *room, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
        return PageTemplate(name, [frame], onPage=folio, autoNextPageTemplate="left" if name == "right" else "right")

    size = (look.WIDTH, look.HEIGHT)
    document = Pages(target, pagesize=size, title=book.title, lang="en", pageCompression=1)
    document.seq = getSequencer()
    document.addPageTemplates([template("right", look.INNER, look.OUTER), template("left", look.OUTER, look.INNER)])
    styles = {kind: _style(kind, style) for kind, style in look.LOOKS.items()}
    story = list(_story(book, styles))
    if not book.has_contents:
        document.build(story)
        return
    contents = TableOfContents(levelStyles=[styles["contents"]], dotsMinLevel=0)
    head = _paragraph(book.contents, styles["part"])
    document.multiBuild([head, contents, Spacer(0, 0), *story])


def _style(kind: str, style: look.Look) -> Any:
    from reportlab.lib.enums import TA_CENTER, TA_LEFT
    from reportlab.lib.styles import ParagraphStyle

    return ParagraphStyle(
        kind,
        fontName=f"{style.family}-{style.cut}",
        fontSize=style.size,
        leading=style.leading,
        spaceBefore=style.before,
        spaceAfter=style.after,
        textColor=style.colour,
        alignment=TA_CENTER if style.centred else TA_LEFT,
        keepWithNext=kind in ("title", "heading", "subheading"),
        leftIndent=12 if kind == "list" else 0,
        bulletFontName=f"{look.SANS}-Regular",
        bulletFontSize=style.size,
    )


def _paragraph(text: str, style: Any, level: int | None = None, **options: Any) -> Any:
    from reportlab.platypus import Paragraph

    paragraph = Paragraph(text, style, **options)
    if level is not None:
        paragraph.outline_level = level
    return paragraph


def _story(book: Book, styles: dict[str, Any]) -> Iterator[Any]:
    from reportlab.platypus import HRFlowable, PageBreak

    for number, role in enumerate(book.roles):
        if number or book.has_contents:
            yield PageBreak()
        yield from _role(role, styles)
        yield _paragraph(escape(book.notes), styles["heading"], 1)
        for _ in range(look.NOTES):
            yield HRFlowable("100%", 0.5, color=look.LINE, spaceBefore=0, spaceAfter=look.NOTES_GAP - 0.5)


def _role(role: Role, styles: dict[str, Any]) -> Iterator[Any]:
    yield _paragraph(escape(role.category), styles["category"])
    yield _paragraph(escape(role.title), styles["title"], 0)
    yield _paragraph(escape(role.question), styles["question"])
    for block in role.blocks:
        yield from _block(block, styles)


def _block(block: Block, styles: dict[str, Any]) -> Iterator[Any]:
    kind, said = block
    if kind == "list":
        for item in said:
            yield _paragraph(escape(item), styles["list"], bulletText="–")
    elif kind == "facts":
        for label, value in said:
            yield _paragraph(f"<b>{escape(label)}</b> {escape(value)}", styles["facts"])
    else:
        yield _paragraph(escape(said), styles[kind], 1 if kind == "heading" else None)


if __name__ == "__main__":
    main(*sys.argv[1:])
