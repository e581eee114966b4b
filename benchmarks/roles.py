"""Generated roles as documents, ready to be laid out, and one PDF made of many of them."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import yaml

from benchmarks import texts
from careerpdf.document.nodes import Document
from careerpdf.layout.pages import draw_pages, lay_out
from careerpdf.layout.stylesheet import StyleSheet
from careerpdf.locale import load_locale
from careerpdf.pdf.binding import Binder, Bound
from careerpdf.pdf.canvas import PdfCanvas
from careerpdf.pdf.drawing import Drawing
from careerpdf.pdf.metadata import Metadata
from careerpdf.pdf.structure import StructureTree
from careerpdf.products import handout
from careerpdf.profile.load import load_profile
from careerpdf.project.load import open_project
from careerpdf.project.project import Project
from careerpdf.style.load import load_style
from careerpdf.style.pack import StylePack


@dataclass
class Clock:
    """Adds up the time of each stage, in seconds."""

    spent: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.spent[stage] = self.spent.get(stage, 0.0) + time.perf_counter() - start


@dataclass(frozen=True)
class Desk:
    """A project without an office, and the style that everything is set in."""

    project: Project
    pack: StylePack
    sheet: StyleSheet

    @classmethod
    def at(cls, root: Path) -> "Desk":
        (root / "profiles").mkdir(exist_ok=True)
        project, _ = open_project(root)
        pack, problems = load_style("modern", project.style_folders)
        if pack is None:
            raise SystemExit("\n".join(problem.format() for problem in problems))
        return cls(project, pack, StyleSheet(pack, "letter", "en"))

    def document(self, number: int, clock: Clock) -> Document:
        """Generated role `number`, from its YAML file to its document tree."""
        path = self.project.profiles_dir / "role.yaml"
        text = yaml.dump(texts.role(number), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
        path.write_text(text, encoding="utf-8")
        with clock.timed("read and check"):
            loaded = load_profile(path)
        if loaded.value is None:
            raise SystemExit("\n".join(problem.format() for problem in loaded.diagnostics))
        with clock.timed("fill in the template"):
            return handout.handout_document(loaded.value, self.pack, load_locale("en"), self.project)


class UntaggedCanvas(PdfCanvas):
    """The same pages without tags, to see what tags cost."""

    def mark(self, _tag: object) -> str:
        return "/Artifact BMC"

    def drawing(self) -> Drawing:
        self.tree, self._anchors = StructureTree(), {}
        self._drawn = [(content, [], [], []) for content, *_ in self._drawn]
        return super().drawing()


def one_pdf(
    desk: Desk,
    documents: Iterable[Document],
    clock: Clock,
    target: Path,
    canvas_class: type[PdfCanvas] = PdfCanvas,
) -> tuple[int, int]:
    """All documents in one PDF at `target`, in one pass; its size in bytes and its number of pages."""
    bound: list[Bound] = []
    with target.open("wb") as file:
        binder = Binder(file)
        for document in documents:
            with clock.timed("structure tree"):
                tree = StructureTree(document)
            with clock.timed("lay out"):
                layout = lay_out(document, desk.sheet)
            with clock.timed("draw"):
                canvas = canvas_class(tree, desk.sheet.page_size, binder.fonts)
                draw_pages(layout, document, canvas, open_up=False)
                drawing = canvas.drawing()
            with clock.timed("write objects"):
                bound.append(binder.add(replace(drawing, anchors={})))
        meta = Metadata("Thousand roles", "", "", (), "en", datetime(2026, 1, 1, tzinfo=UTC), "careerpdf")
        with clock.timed("write fonts and outline"):
            binder.finish(bound, (), {}, meta)
    return target.stat().st_size, sum(len(part.pages) for part in bound)
