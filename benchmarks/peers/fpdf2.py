"""fpdf2: cells with text, `start_section` for the outline, and its placeholder for a table of contents. It has no tags.

python -m benchmarks.peers.fpdf2 BOOK.json OUTPUT.pdf
"""

import sys
from collections.abc import Sequence
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
    from fpdf import FPDF

    book = Book.load(Path(source))

    class Pages(FPDF):
        def footer(self) -> None:
            _begin(self, look.LOOKS["folio"])
            self.set_y(-28)
            self.cell(w=0, h=look.LOOKS["folio"].leading, text=str(self.page_no()), align="R")

    pdf = Pages(unit="pt", format=(look.WIDTH, look.HEIGHT))
    pdf.set_title(book.title)
    pdf.set_lang("en")
    pdf.set_margins(look.INNER, look.TOP, look.OUTER)
    pdf.set_auto_page_break(True, look.BOTTOM)
    pdf.c_margin = 0
    for family, cut in look.CUTS:
        style = ("B" if "Bold" in cut else "") + ("I" if "Italic" in cut else "")
        pdf.add_font(family, style, look.font_file(family, cut))
    if book.has_contents:
        pdf.add_page()
        _text(pdf, "part", book.contents)
        # Exactly as many as it takes: with more that it adds itself, the contents name wrong pages.
        pdf.insert_toc_placeholder(_contents, pages=_contents_pages(len(book.roles), pdf.get_y()))
    for number, role in enumerate(book.roles):
        # The placeholder begins a page itself.
        if number or not book.has_contents:
            pdf.add_page()
        _role(pdf, role, book.notes)
    pdf.output(target)


def _role(pdf: Any, role: Role, notes: str) -> None:
    _text(pdf, "category", role.category)
    pdf.start_section(role.title, level=0)
    _text(pdf, "title", role.title)
    _text(pdf, "question", role.question)
    for block in role.blocks:
        _block(pdf, block)
    _heading(pdf, notes)
    pdf.set_draw_color(look.LINE)
    pdf.set_line_width(0.5)
    for _ in range(look.NOTES):
        if pdf.will_page_break(look.NOTES_GAP):
            pdf.add_page()
        pdf.set_y(pdf.get_y() + look.NOTES_GAP)
        pdf.line(pdf.l_margin, pdf.get_y(), look.WIDTH - pdf.r_margin, pdf.get_y())


def _block(pdf: Any, block: Block) -> None:
    kind, said = block
    if kind == "heading":
        _heading(pdf, said)
    elif kind == "subheading":
        _keep_with_next(pdf, kind)
        _text(pdf, kind, said)
    elif kind == "list":
        style = look.LOOKS["list"]
        for item in said:
            _begin(pdf, style)
            pdf.cell(w=12, h=style.leading, text="–")
            _cell(pdf, style, item)
    elif kind == "facts":
        for label, value in said:
            style = look.LOOKS["facts"]
            _begin(pdf, style)
            pdf.set_font(style.family, "B", style.size)
            pdf.write(style.leading, f"{label} ")
            _begin(pdf, style)
            pdf.write(style.leading, value)
            pdf.ln(style.leading + style.after)
    else:
        _text(pdf, kind, said)


def _heading(pdf: Any, text: str) -> None:
    _keep_with_next(pdf, "heading")
    pdf.start_section(text, level=1)
    _text(pdf, "heading", text)


def _keep_with_next(pdf: Any, kind: str) -> None:
    style = look.LOOKS[kind]
    if pdf.will_page_break(style.before + style.leading + style.after + 2 * look.LOOKS["text"].leading):
        pdf.add_page()


def _text(pdf: Any, kind: str, text: str) -> None:
    style = look.LOOKS[kind]
    if pdf.get_y() > look.TOP:
        pdf.set_y(pdf.get_y() + style.before)
    _begin(pdf, style)
    _cell(pdf, style, text)


def _begin(pdf: Any, style: look.Look) -> None:
    pdf.set_font(style.family, ("B" if style.bold else "") + ("I" if style.italic else ""), style.size)
    pdf.set_text_color(style.colour)


def _cell(pdf: Any, style: look.Look, text: str) -> None:
    align = "C" if style.centred else "L"
    pdf.multi_cell(w=0, h=style.leading, text=text, align=align, new_x="LMARGIN", new_y="NEXT")
    pdf.set_y(pdf.get_y() + style.after)


def _contents_pages(roles: int, first: float) -> int:
    """How many pages the contents take, if their first entry stands at `first`, in points from above."""
    style = look.LOOKS["contents"]

    def entries(top: float) -> int:
        return 1 + int((look.HEIGHT - look.BOTTOM - top - style.leading) / (style.leading + style.after))

    return 1 + max(0, -(-(roles - entries(first)) // entries(look.TOP)))


def _contents(pdf: Any, sections: Sequence[Any]) -> None:
    """The table of contents: a line for each role, linked, with dots up to its page."""
    style = look.LOOKS["contents"]
    _begin(pdf, style)
    pdf.set_x(pdf.l_margin)
    dot = pdf.get_string_width(".")
    for section in sections:
        if section.level:
            continue
        link = pdf.add_link(page=section.page_number)
        page = str(section.page_number)
        room = pdf.epw - pdf.get_string_width(section.name) - pdf.get_string_width(page) - 8
        pdf.cell(w=pdf.epw, h=style.leading, text=f"{section.name} {'.' * int(room / dot)}", link=link)
        pdf.set_x(pdf.l_margin)
        pdf.cell(w=pdf.epw, h=style.leading, text=page, align="R", link=link)
        pdf.ln(style.leading + style.after)


if __name__ == "__main__":
    main(*sys.argv[1:])
