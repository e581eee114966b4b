"""The pipelines of cards and posters: small products of one role, each a template of the style."""

import re
import time
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel

from careerpdf import build
from careerpdf.diagnostics import Diagnostic, InputError, Severity
from careerpdf.document import markup, template
from careerpdf.document.nodes import Document, Image, Section, child_nodes
from careerpdf.layout.flowables import qr_modules
from careerpdf.layout.pages import Layout, draw_pages
from careerpdf.layout.single import fit_page
from careerpdf.layout.stylesheet import StyleSheet
from careerpdf.locale import Locale, load_locale
from careerpdf.pdf.binding import bind_one
from careerpdf.pdf.canvas import PdfCanvas
from careerpdf.pdf.metadata import Metadata
from careerpdf.pdf.structure import StructureTree
from careerpdf.profile import facts
from careerpdf.profile.load import load_profile
from careerpdf.profile.model import Profile
from careerpdf.project.problems import unknown_role
from careerpdf.project.project import Project
from careerpdf.source.loading import display_path
from careerpdf.style.changes import Change
from careerpdf.style.load import StylePack
from careerpdf.style.paper import ISO_INSTEAD
from careerpdf.style.roles import resolve_role
from careerpdf.system.clock import now
from careerpdf.system.files import write_beside

Kind = Literal["card", "poster"]

_Look = TypeVar("_Look", bound=BaseModel)
_LARGER_PAPERS = {
    "quarter-letter": "half-letter", "a6": "a5",
    "letter": "tabloid", "a4": "a3",
}  # fmt: skip
_CODE = 0.2  # side of the QR code, as a share of the page's width
_SMALL_PRINT = 14.0  # of a poster, pt at most: it is read from nearby, however large the paper
_ROW = 0.65  # of a handout's: boxes of a poster's pathway hold one large line
LEAST_MODULE = 0.4 * 72 / 25.4  # of a QR code, pt: what a camera makes out on plain paper
_DRAWN_TEXT = ("chart", "chart-mark", "pathway-origin", "pathway-step")  # within drawings, which name their roles
_DETAILS = (2, 1, 0)  # how much detail a template is asked for, as far as there is room
_LONGEST_LINE = 160  # characters of the one sentence that says what it is
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])")


@dataclass(frozen=True)
class LeafOptions:
    """What a user chose for this run; None takes the project's choice. `iso`: in ISO sizes, if no paper is named."""

    style: str | None = None
    paper: str | None = None
    output: Path | None = None
    changes: tuple[Change, ...] = ()
    iso: bool = False


def leaf(project: Project, role: str, kind: Kind, options: LeafOptions) -> build.BuildResult:
    """Build the card or the poster of a role. Bad input comes back as diagnostics. Raises OSError."""
    start = time.perf_counter()
    problems: list[Diagnostic] = []

    def failed(*more: Diagnostic) -> build.BuildResult:
        return build.BuildResult(role, None, 0, 0, time.perf_counter() - start, (*problems, *more))

    path = project.profile_path(role)
    if path is None:
        return failed(unknown_role(project, role))
    loaded = load_profile(path, known_roles=project.role_ids(), known_sections=project.section_names)
    pack, style_problems = project.load_style(options.style, options.changes, otherwise=build.DEFAULT_STYLE)
    problems += [*loaded.diagnostics, *style_problems]
    if loaded.value is None or not loaded.ok or pack is None:
        return failed()
    locale = load_locale(project.config.language)
    try:
        created = now(project.config.time_zone or "UTC")
    except InputError as error:
        return failed(*error.diagnostics)
    usual: str = getattr(pack.style.papers, kind)
    paper = options.paper or (ISO_INSTEAD.get(usual, usual) if options.iso else usual)
    profile = loaded.value
    try:
        context = _context(profile, pack, locale, project, path.stem, kind)
        sheet = _dressed(StyleSheet(pack, paper, locale.tag, pictures=(project.root,), product=kind), kind, project)

        versions = [_document(pack, kind, context | {"detail": detail}) for detail in _DETAILS]
        fitted: list[tuple[Document, Layout]] = []
        for back in (False, True):
            sides = [_side(version, back=back) for version in versions]
            if not sides[0].children:
                continue
            found = fit_page([_opened(side) for side in sides], sheet, f"{kind}-title", grow=kind == "poster")
            if found is None:
                return failed(_too_long(kind, sheet, path))
            fitted.append((sides[found[0]], found[1]))
    except build.PACK_ERRORS as error:
        return failed(build.pack_problem(error, pack))
    whole = replace(versions[0], children=tuple(block for side, _ in fitted for block in side.children))
    canvas = PdfCanvas(StructureTree(whole), sheet.page_size)
    for side, layout in fitted:
        draw_pages(layout, _opened(side), canvas, furniture=False)
    drawing = canvas.drawing()
    file = BytesIO()
    bind_one(
        drawing,
        file,
        Metadata(whole.title, whole.author, whole.subject, whole.keywords, whole.lang, created, build.PRODUCER),
    )
    problems += build.missing_glyphs(drawing.missing, loaded)
    logo = project.config.office.logo
    if logo and _has_picture(versions[0], logo) and not _has_picture(whole, logo):
        problems.append(_no_logo(kind, sheet, path))
    target = (options.output or project.output_dir) / f"{path.stem}-{kind}.pdf"
    write_beside(target, file.getvalue())
    seconds = time.perf_counter() - start
    return build.BuildResult(path.stem, target, len(fitted), len(file.getvalue()), seconds, tuple(problems))


def _line(profile: Profile) -> str:
    """The first sentence of the introduction, or the page's question if that is long."""
    first = _SENTENCE.split(profile.introduction[0])[0] if profile.introduction else ""
    return first if 0 < len(first) <= _LONGEST_LINE else profile.question


def _context(
    profile: Profile, pack: StylePack, locale: Locale, project: Project, role: str, kind: Kind
) -> dict[str, Any]:
    """What a template of a card or poster can use: what a handout's can, and what is shorter here."""
    context = build.handout_context(profile, pack, locale, project, role)
    brief = {
        "brief_sources": facts.source_lines(profile, locale, brief=True),
        "credits": facts.credit_lines(profile, kind),
    }
    return context | {"line": _line(profile), "facts": context["facts"] | brief}


def _document(pack: StylePack, kind: Kind, context: dict[str, Any]) -> Document:
    xml = template.render(pack.folders, f"{kind}.xml.j2", context)
    return markup.parse_document(build.with_credits(xml, context["facts"]["credits"]))


def _dressed(sheet: StyleSheet, kind: Kind, project: Project) -> StyleSheet:
    """The sheet with drawings and their text as a card or poster wants them, and a code as large as it has to be."""
    style, scale = sheet.style, sheet.page.scale
    named = {role: f"{kind}-{role}" for role in _DRAWN_TEXT}
    text = {role: resolve_role(style, own) for role, own in named.items() if own in style.text}
    code = sheet.page_size[0] * _CODE
    if url := project.config.office.url:
        code = max(code, qr_modules(url) * LEAST_MODULE)
    changes: dict[str, object] = {"qr": min(code, sheet.width / 2), "text": style.text | text}
    if kind == "poster":  # lines and corners grow with the type
        source = resolve_role(style, "poster-source")
        printed = (source.size or 0) * scale
        wanted = min(max(printed, style.fit.minimum), max(_SMALL_PRINT, style.fit.minimum))
        text["poster-source"] = _grown(source, wanted / printed, "size", "leading")
        changes |= {
            "text": style.text | text,
            "fit": style.fit.model_copy(update={"smallest": 1.0}),  # its sizes are the least that is read across a room
            "rules": {name: _grown(look, scale, "thickness") for name, look in style.rules.items()},
            "boxes": {
                name: _grown(look, scale, "radius", "border_width", "rule_width") for name, look in style.boxes.items()
            },
            "pathway": _grown(_grown(style.pathway, scale, "radius", "border_width", "line_width"), _ROW, "row"),
            "chart": _grown(style.chart, scale, "radius"),
        }
    return replace(sheet, pack=replace(sheet.pack, style=style.model_copy(update=changes), roles={}, looks={}))


def _grown(look: _Look, scale: float, *names: str) -> _Look:
    return look.model_copy(update={name: getattr(look, name) * scale for name in names})


def _side(document: Document, *, back: bool) -> Document:
    """One side of the document: its section `back`, on that side's ground, or all but that."""
    children = tuple(
        child for child in document.children if (isinstance(child, Section) and child.role == "back") == back
    )
    return replace(document, children=children, background="card-back" if back else document.background)


def _opened(side: Document) -> Document:
    """What is in the sections `front` and `back`, so that what belongs to the foot of the page gets there."""
    children = tuple(
        inner
        for child in side.children
        for inner in (child.children if isinstance(child, Section) and child.role in ("front", "back") else (child,))
    )
    return replace(side, children=children)


def _has_picture(node: object, name: str) -> bool:
    if isinstance(node, Image) and node.path == name:
        return True
    return any(_has_picture(child, name) for child in child_nodes(node))


def _no_logo(kind: Kind, sheet: StyleSheet, path: Path) -> Diagnostic:
    return Diagnostic(
        "no-room",
        Severity.WARNING,
        f"the {kind} has no room for the logo on {sheet.paper} paper in the style '{sheet.style.name}'",
        file=display_path(path),
        hint=_hint(sheet),
    )


def _hint(sheet: StyleSheet) -> str:
    larger = _LARGER_PAPERS.get(sheet.paper)
    other = f"make it on larger paper (--paper {larger})" if larger else "choose another style"
    return f"{other}, or shorten the title, the first sentence of the introduction, or the office's lines"


def _too_long(kind: Kind, sheet: StyleSheet, path: Path) -> Diagnostic:
    return Diagnostic(
        "does-not-fit",
        Severity.ERROR,
        f"the {kind} has too much text for {sheet.paper} paper in the style '{sheet.style.name}'",
        file=display_path(path),
        hint=_hint(sheet),
    )
