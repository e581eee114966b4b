"""WeasyPrint: a web page with semantic elements and a style sheet for print, made by WeasyPrint's own command."""

from collections.abc import Iterator
from html import escape
from pathlib import Path

from benchmarks.peers import look
from benchmarks.peers.content import Block, Book, Role


def prepare(book: Book, folder: Path) -> Path:
    """Write what WeasyPrint reads; returns the page."""
    page = folder / "book.html"
    with page.open("w", encoding="utf-8") as file:
        file.write(f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(book.title)}</title>')
        file.write(f'<meta name="author" content="Career Services"><style>{_styles()}</style></head><body>\n')
        if book.has_contents:
            file.write(f'<nav><h1 class="part">{escape(book.contents)}</h1><ul>\n')
            for number, role in enumerate(book.roles):
                file.write(f'<li><a href="#role-{number}">{escape(role.title)}</a></li>\n')
            file.write("</ul></nav>\n")
        for number, role in enumerate(book.roles):
            file.writelines(_role(role, number, book.notes))
        file.write("</body></html>\n")
    return page


def command(program: str, source: Path, target: Path) -> list[str]:
    return [program, "-m", "weasyprint", "--quiet", "--pdf-variant", "pdf/ua-1", str(source), str(target)]


def _role(role: Role, number: int, notes: str) -> Iterator[str]:
    yield f'<section class="role"><p class="category">{escape(role.category)}</p>\n'
    yield f'<h1 class="title" id="role-{number}">{escape(role.title)}</h1>\n'
    yield f'<p class="question">{escape(role.question)}</p>\n'
    for block in role.blocks:
        yield _block(block)
    yield f'<h2>{escape(notes)}</h2><div class="notes">{"<div></div>" * look.NOTES}</div></section>\n'


def _block(block: Block) -> str:
    kind, said = block
    if kind == "list":
        return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in said)}</ul>\n"
    if kind == "facts":
        return "".join(f'<p class="facts"><b>{escape(label)}</b> {escape(value)}</p>' for label, value in said) + "\n"
    tag = {"heading": "h2", "subheading": "h3"}.get(kind)
    return f"<{tag}>{escape(said)}</{tag}>\n" if tag else f'<p class="{kind}">{escape(said)}</p>\n'


def _styles() -> str:
    faces = "".join(
        f'@font-face {{ font-family: "{family}"; src: url("{look.font_file(family, cut).as_uri()}"); '
        f"font-weight: {'bold' if 'Bold' in cut else 'normal'}; "
        f"font-style: {'italic' if 'Italic' in cut else 'normal'} }}\n"
        for family, cut in look.CUTS
    )
    rules = "".join(f"{_selector(kind)} {{ {_look(style)} }}\n" for kind, style in look.LOOKS.items())
    folio = _look(look.LOOKS["folio"])
    return f"""
{faces}
@page {{
  size: {look.WIDTH}pt {look.HEIGHT}pt;
  margin: {look.TOP}pt {look.OUTER}pt {look.BOTTOM}pt {look.INNER}pt;
  @bottom-right {{ content: counter(page); {folio} }}
}}
@page :left {{ margin-left: {look.OUTER}pt; margin-right: {look.INNER}pt }}
* {{ margin: 0; padding: 0 }}
body {{ hyphens: none }}
h1 {{ bookmark-level: 1; break-after: avoid }} h2 {{ bookmark-level: 2; break-after: avoid }}
h3 {{ bookmark-level: none; break-after: avoid }}
.role {{ break-before: page }}
{rules}
ul {{ list-style: none; margin-bottom: {look.LOOKS["list"].after}pt }}
.role li {{ padding-left: 12pt }}
.role li::before {{ content: "–"; color: {look.ACCENT}; float: left; margin-left: -12pt }}
nav a {{ color: inherit; text-decoration: none }}
nav a::after {{ content: leader(dotted) target-counter(attr(href), page) }}
.notes div {{ height: {look.NOTES_GAP}pt; border-bottom: 0.5pt solid {look.LINE} }}
"""


def _selector(kind: str) -> str:
    named = {"heading": "h2", "subheading": "h3", "list": ".role li", "contents": "nav li"}
    return named.get(kind, f".{kind}")


def _look(style: look.Look) -> str:
    return (
        f"font: {'italic' if style.italic else 'normal'} {'bold' if style.bold else 'normal'} "
        f'{style.size}pt/{style.leading}pt "{style.family}"; color: {style.colour}; '
        f"margin-top: {style.before}pt; margin-bottom: {style.after}pt; "
        f"text-align: {'center' if style.centred else 'left'}"
    )
