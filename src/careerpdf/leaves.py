"""The pipelines of cards and posters: small products of one role, each a template of the style."""

import re
import time
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Literal

from careerpdf import build
from careerpdf.diagnostics import Diagnostic, Severity
from careerpdf.document import markup, template
from careerpdf.document.nodes import Block, Document, Section
from careerpdf.layout.pages import Layout, draw_pages, lay_out
from careerpdf.layout.stylesheet import StyleSheet
from careerpdf.locale import load_locale
from careerpdf.pdf.binding import bind_one
from careerpdf.pdf.canvas import PdfCanvas
from careerpdf.pdf.metadata import Metadata
from careerpdf.pdf.structure import StructureTree
from careerpdf.profile.load import load_profile
from careerpdf.profile.model import Profile
from careerpdf.source.loading import display_path
from careerpdf.style.changes import Change
from careerpdf.workspace import Workspace

Kind = Literal["card", "poster"]

_DEFAULT_PAPERS: dict[Kind, str] = {"card": "quarter-letter", "poster": "tabloid"}
_CODES: dict[Kind, float] = {"card": 56.0, "poster": 128.0}  # side of the QR code at the page's own scale, pt
_LARGEST_CODE = 200.0
_SCALES = (1.0, 0.96, 0.92, 0.88, 0.84, 0.8, 0.75, 0.7, 0.65, 0.6)
_LONGEST_LINE = 160  # characters of the one sentence that says what it is
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])")


@dataclass(frozen=True)
class LeafOptions:
    """What a user chose for this run; None takes the workspace's choice."""

    style: str | None = None
    paper: str | None = None
    output: Path | None = None
    changes: tuple[Change, ...] = ()


def leaf(workspace: Workspace, role: str, kind: Kind, options: LeafOptions) -> build.BuildResult:
    """Build the card or the poster of a role. Bad input comes back as diagnostics. Raises OSError."""
    start = time.perf_counter()
    problems: list[Diagnostic] = []

    def failed(*more: Diagnostic) -> build.BuildResult:
        return build.BuildResult(role, None, 0, 0, time.perf_counter() - start, (*problems, *more))

    path = workspace.profile_path(role)
    if path is None:
        return failed(workspace.unknown_role(role))
    loaded = load_profile(path, known_roles=workspace.role_ids(), known_sections=workspace.section_names)
    pack, style_problems = workspace.load_style(options.style, options.changes, otherwise=build.DEFAULT_STYLE)
    problems += [*loaded.diagnostics, *style_problems]
    if loaded.value is None or not loaded.ok or pack is None:
        return failed()
    locale = load_locale(workspace.config.language)
    try:
        created = build.now(workspace)
    except (ValueError, OverflowError, OSError):
        return failed(build.bad_epoch())
    try:
        context = build.handout_context(loaded.value, pack, locale, workspace, path.stem) | {
            "line": _line(loaded.value)
        }
        document = markup.parse_document(template.render(pack.folders, f"{kind}.xml.j2", context))
        sheet = StyleSheet(pack, options.paper or _DEFAULT_PAPERS[kind], locale.tag, pictures=(workspace.root,))
        side = min(_LARGEST_CODE, _CODES[kind] * sheet.page.scale)
        coded = replace(pack, style=pack.style.model_copy(update={"qr": side}))
        sides = [_fitted(part, replace(sheet, pack=coded)) for part in _sides(document)]
    except build.PACK_ERRORS as error:
        return failed(build.pack_problem(error, pack))
    if any(len(layout.pages) > 1 for _, layout in sides):
        return failed(_too_long(kind, sheet, path))
    canvas = PdfCanvas(StructureTree(document), sheet.page_size)
    for part, layout in sides:
        draw_pages(layout, part, canvas, furniture=False)
    drawing = canvas.drawing()
    file = BytesIO()
    bind_one(
        drawing,
        file,
        Metadata(
            document.title, document.author, document.subject, document.keywords, document.lang, created, build.PRODUCER
        ),
    )
    problems += build.missing_glyphs(drawing.missing, loaded)
    target = (options.output or workspace.output_dir) / f"{path.stem}-{kind}.pdf"
    build.write_beside(target, file.getvalue())
    seconds = time.perf_counter() - start
    return build.BuildResult(path.stem, target, len(sides), len(file.getvalue()), seconds, tuple(problems))


def _line(profile: Profile) -> str:
    """The first sentence of the introduction, or the page's question if that is long."""
    first = _SENTENCE.split(profile.introduction[0])[0] if profile.introduction else ""
    return first if 0 < len(first) <= _LONGEST_LINE else profile.question


def _sides(document: Document) -> list[Document]:
    """The document of each side: what is in its `back` is on the ground of covers."""
    backs = [child for child in document.children if isinstance(child, Section) and child.role == "back"]
    front = tuple(child for child in document.children if child not in backs)
    sides = [replace(document, children=_opened(front))]
    if backs:
        sides.append(replace(document, children=tuple(backs), background="cover"))
    return sides


def _opened(children: tuple[Block, ...]) -> tuple[Block, ...]:
    """What is in the section `front`, so that what belongs to the foot of the page gets there."""
    return tuple(
        inner
        for child in children
        for inner in (child.children if isinstance(child, Section) and child.role == "front" else (child,))
    )


def _fitted(document: Document, sheet: StyleSheet) -> tuple[Document, Layout]:
    """The document on one page, in the largest type in which it fits; or as it is if it does not."""
    plain = lay_out(document, sheet)
    for scale in _SCALES if len(plain.pages) > 1 else ():
        layout = lay_out(document, replace(sheet, scale=scale))
        if len(layout.pages) == 1:
            return document, layout
    return document, plain


def _too_long(kind: Kind, sheet: StyleSheet, path: Path) -> Diagnostic:
    return Diagnostic(
        "does-not-fit",
        Severity.ERROR,
        f"the {kind} has too much text for {sheet.paper} paper in the style '{sheet.style.name}'",
        file=display_path(path),
        hint="shorten the title and the first sentence of the introduction, or choose another style",
    )
