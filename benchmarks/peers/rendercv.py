"""RenderCV, which makes one document from YAML by way of Typst: the role as if it were a CV, on letter paper.

    python -m benchmarks.peers.rendercv ROLE.yaml OUTPUT.pdf

Its own command asks the package index for a newer version first; this calls what comes after that.
"""

import sys
from pathlib import Path
from typing import Any

from benchmarks.peers import look
from benchmarks.peers.content import Book, Role


def prepare(book: Book, folder: Path) -> Path:
    """Write what RenderCV reads."""
    import yaml

    source = folder / "role.yaml"
    text = look.LOOKS["text"]
    design = {
        "theme": "classic",
        "page": {"size": "us-letter"},  # it has none that is smaller
        "text": {"font_family": text.family, "font_size": f"{text.size}pt", "alignment": "left"},
        "section_titles": {"font_family": look.SERIF, "bold": False},
        "header": {"name_font_family": look.SERIF, "name_bold": False},
    }
    data = {"cv": {"name": book.roles[0].title, "sections": _sections(book.roles[0])}, "design": design}
    source.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return source


def _sections(role: Role) -> dict[str, list[Any]]:
    """Entries of one kind below each heading, as RenderCV wants them."""
    sections: dict[str, list[Any]] = {role.question: [role.category]}
    heading, subheading = role.question, ""
    for kind, said in role.blocks:
        if kind == "heading":
            heading, subheading = said, ""
        elif kind == "subheading":
            subheading = said
        elif kind == "cell":
            sections.setdefault(heading, []).append({"name": subheading, "summary": said})
        elif kind == "list":
            sections[heading] = [{"bullet": item} for item in said]
        elif kind == "facts":
            sections.setdefault(heading, []).extend(f"**{label}** {value}" for label, value in said)
        else:
            sections.setdefault(heading, []).append(said)
    return sections


def main(source: str, target: str) -> None:
    from rendercv.api import create_a_pdf_from_a_yaml_string

    faults = create_a_pdf_from_a_yaml_string(Path(source).read_text(encoding="utf-8"), Path(target))
    if faults:
        raise SystemExit(str(faults))


if __name__ == "__main__":
    main(*sys.argv[1:])
