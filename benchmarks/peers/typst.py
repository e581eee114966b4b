"""Typst: one template and the roles as JSON, which is how Typst takes data. Tags are on, as they are by default.

python -m benchmarks.peers.typst BOOK.typ OUTPUT.pdf
"""

import sys
from pathlib import Path

from benchmarks.peers import look
from benchmarks.peers.content import Book

_TEMPLATE = """\
#let book = json("book.json")
#set document(title: book.title, author: "Career Services")
{looks}
#set page(
  width: {width}pt, height: {height}pt, numbering: "1", number-align: right,
  margin: (top: {top}pt, bottom: {bottom}pt, inside: {inner}pt, outside: {outer}pt),
  footer: align(right, folio-look(context counter(page).display())), footer-descent: 12pt,
)
#set text(lang: "en", hyphenate: false, top-edge: 0.8em, bottom-edge: -0.2em)
#set par(justify: false)
#set list(marker: text(fill: rgb("{accent}"))[–], indent: 0pt, body-indent: 8pt, tight: false)
#show heading.where(level: 1): it => block(above: 0pt, below: {title_after}pt, width: 100%, title-look(it.body))
#show heading.where(level: 2): it => block(
  above: {heading_before}pt, below: {heading_after}pt, sticky: true, heading-look(it.body))
#show heading.where(level: 3): it => block(
  above: {subheading_before}pt, below: {subheading_after}pt, sticky: true, subheading-look(it.body))
#show outline.entry: set block(spacing: {contents_gap}pt)

#let set-block(kind, said) = {{
  if kind == "heading" {{ heading(level: 2, said) }}
  else if kind == "subheading" {{ heading(level: 3, outlined: false, bookmarked: false, said) }}
  else if kind == "list" {{ block(below: {list_after}pt, list-look(list(spacing: {list_gap}pt, ..said))) }}
  else if kind == "facts" {{
    for (label, value) in said {{
      block(above: {facts_after}pt, below: {facts_after}pt, facts-look[#strong(label) #value])
    }}
  }}
  else {{ set-text(kind, said) }}
}}
#let set-role(role, first) = {{
  if not first {{ pagebreak(weak: true) }}
  block(below: {category_after}pt, width: 100%, category-look(role.category))
  heading(level: 1, role.title)
  block(below: {question_after}pt, width: 100%, question-look(role.question))
  for (kind, said) in role.blocks {{ set-block(kind, said) }}
  set-block("heading", book.notes)
  for _ in range({notes}) {{ v({notes_gap}pt, weak: false); line(length: 100%, stroke: 0.5pt + rgb("{line}")) }}
}}
{contents}
#for (number, role) in book.roles.enumerate() {{ set-role(role, number == 0) }}
"""


def prepare(book: Book, folder: Path) -> Path:
    """Write what Typst reads; returns the file to compile."""
    book.save(folder / "book.json")
    looks = look.LOOKS
    gap = {kind: style.leading - style.size for kind, style in looks.items()}
    said = {
        "width": look.WIDTH, "height": look.HEIGHT, "top": look.TOP, "bottom": look.BOTTOM,
        "inner": look.INNER, "outer": look.OUTER, "accent": look.ACCENT, "line": look.LINE,
        "notes": look.NOTES, "notes_gap": look.NOTES_GAP,
        "list_gap": gap["list"] + looks["list"].after, "contents_gap": gap["contents"] + looks["contents"].after,
        "looks": "\n".join(_look(kind, style) for kind, style in looks.items()) + "\n" + _texts(),
        "contents": _contents() if book.has_contents else "",
    }  # fmt: skip
    for kind, style in looks.items():
        said |= {f"{kind}_before": style.before + gap[kind], f"{kind}_after": style.after + gap[kind]}
    main = folder / "book.typ"
    main.write_text(_TEMPLATE.format(**said), encoding="utf-8")
    return main


def _look(kind: str, style: look.Look) -> str:
    weight, slant = ("bold" if style.bold else "regular"), ("italic" if style.italic else "normal")
    align = "set align(center); " if style.centred else ""
    return (
        f"#let {kind}-look(it) = {{ set par(leading: {style.leading - style.size:.2f}pt); {align}"
        f'text(font: "{style.family}", size: {style.size}pt, weight: "{weight}", style: "{slant}", '
        f'fill: rgb("{style.colour}"), it) }}'
    )


def _texts() -> str:
    """The kinds that are a paragraph and nothing else."""
    kinds = ("lead", "text", "cell", "note")
    styles = [(kind, look.LOOKS[kind]) for kind in kinds]
    each = [
        f'if kind == "{kind}" {{ block(above: {style.after + style.leading - style.size:.2f}pt, '
        f"below: {style.after + style.leading - style.size:.2f}pt, {kind}-look(par(said))) }}"
        for kind, style in styles
    ]
    return f"#let set-text(kind, said) = {{ {' else '.join(each)} }}"


def _contents() -> str:
    style = look.LOOKS["part"]
    return (
        f"#block(below: {style.after + style.leading - style.size}pt, part-look(book.contents))\n"
        "#contents-look(outline(title: none, depth: 1))\n#pagebreak()"
    )


def main(source: str, target: str) -> None:
    import typst

    folders = [str(look.fonts_dir(family)) for family in (look.SANS, look.SERIF)]
    typst.compile(source, output=target, font_paths=folders, ignore_system_fonts=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
