"""The pipelines of cards and posters: small products of one role, each a template of the style."""

import re
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal, TypeVar

from pydantic import BaseModel

from careerpdf.diagnostics import Diagnostic, InputError, Severity
from careerpdf.document import markup, template
from careerpdf.document.nodes import Document, Image, Section, child_nodes
from careerpdf.layout.charts import qr_modules
from careerpdf.layout.fit_page import fit_page
from careerpdf.layout.pages import Layout, draw_pages
from careerpdf.layout.stylesheet import StyleSheet
from careerpdf.pdf.canvas import PdfCanvas
from careerpdf.pdf.structure import StructureTree
from careerpdf.products.context import handout_context
from careerpdf.products.fingerprint import picture_files
from careerpdf.products.problems import missing_glyphs
from careerpdf.products.product import Attempt, Options, Progress, Result
from careerpdf.products.render import bind_pdf, with_credits
from careerpdf.products.role import OpenedRole, RoleProduct
from careerpdf.profile import facts
from careerpdf.profile.model import Profile
from careerpdf.project.project import Project
from careerpdf.style.pack import StylePack
from careerpdf.style.paper import CARD_SIZES, ISO_INSTEAD, POSTER_SIZES
from careerpdf.style.roles import resolve_role
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
class OnePage(RoleProduct):
    """A product of one side, or of both sides of one leaf, in a template and on paper of its own."""

    #: The style's choice of paper, and the prefix of its text roles, go by this.
    kind: ClassVar[Kind]
    #: Type grows to fill the page.
    grows: ClassVar[bool] = False

    def _stem(self, role: str) -> str:
        return f"{role}-{self.kind}"

    def _build(self, project: Project, options: Options, attempt: Attempt, progress: Progress) -> Result:  # noqa: ARG002
        role = self._open(project, options, attempt)
        kind = self.kind
        usual: str = getattr(role.pack.style.papers, kind)
        paper = options.paper or (ISO_INSTEAD.get(usual, usual) if options.iso else usual)
        context = _context(role, project, kind)
        plain = StyleSheet(role.pack, paper, role.locale.tag, pictures=(project.root,), product=kind)
        sheet = _sized_for(kind, plain, project)
        xmls = [_xml(role.pack, kind, context | {"detail": detail}) for detail in _DETAILS]
        for xml in xmls:
            attempt.files |= picture_files(xml, sheet)
        versions = [markup.parse_document(xml) for xml in xmls]
        fitted: list[tuple[Document, Layout]] = []
        for back in (False, True):
            sides = [_side(version, back=back) for version in versions]
            if not sides[0].children:
                continue
            found = fit_page([_opened(side) for side in sides], sheet, f"{kind}-title", grow=self.grows)
            if found is None:
                raise InputError((_too_long(kind, sheet, role.place),))
            fitted.append((sides[found[0]], found[1]))
        whole = replace(versions[0], children=tuple(block for side, _ in fitted for block in side.children))
        canvas = PdfCanvas(StructureTree(whole), sheet.page_size)
        for side, layout in fitted:
            draw_pages(layout, _opened(side), canvas, furniture=False)
        data, missing = bind_pdf(canvas, whole, role.created)
        attempt.problems += missing_glyphs(missing, role.loaded)
        logo = project.config.office.logo
        if logo and _has_picture(versions[0], logo) and not _has_picture(whole, logo):
            attempt.problems.append(_no_logo(kind, sheet, role.place))
        target = options.target(project, self.stem(project))
        write_beside(target, data)
        return attempt.made(target, len(fitted), len(data))


@dataclass(frozen=True)
class Card(OnePage):
    """A card of a role, to take along."""

    kind = "card"
    papers = tuple(CARD_SIZES)


@dataclass(frozen=True)
class Poster(OnePage):
    """A poster of a role, to be read across a room."""

    kind = "poster"
    papers = tuple(POSTER_SIZES)
    grows = True


def _line(profile: Profile) -> str:
    """The first sentence of the introduction, or the page's question if that is long."""
    first = _SENTENCE.split(profile.introduction[0])[0] if profile.introduction else ""
    return first if 0 < len(first) <= _LONGEST_LINE else profile.question


def _context(role: OpenedRole, project: Project, kind: Kind) -> dict[str, Any]:
    """Make the context of a card's or poster's template: that of a handout, and what is shorter here."""
    context = handout_context(role.profile, role.pack, role.locale, project, role.id)
    brief: dict[str, Any] = {
        "brief_sources": facts.source_lines(role.profile, role.locale, brief=True),
        "credits": facts.credit_lines(role.profile, kind),
    }
    outlook = context["facts"]["outlook"]
    brief["outlook"] = outlook if outlook and outlook.rating else None  # there is no room for more
    return context | {"line": _line(context["profile"]), "facts": context["facts"] | brief}


def _xml(pack: StylePack, kind: Kind, context: dict[str, Any]) -> str:
    xml = template.render(pack.folders, f"{kind}.xml.j2", context)
    return with_credits(xml, context["facts"]["credits"])


def _sized_for(kind: Kind, sheet: StyleSheet, project: Project) -> StyleSheet:
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
    """Take out what is in the sections `front` and `back`, so that what belongs to the foot of the page gets there."""
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


def _no_logo(kind: Kind, sheet: StyleSheet, place: str) -> Diagnostic:
    return Diagnostic(
        "no-room",
        Severity.WARNING,
        f"the {kind} has no room for the logo on {sheet.paper} paper in the style '{sheet.style.name}'",
        file=place,
        hint=_hint(sheet),
    )


def _hint(sheet: StyleSheet) -> str:
    larger = _LARGER_PAPERS.get(sheet.paper)
    other = f"make it on larger paper (--paper {larger})" if larger else "choose another style"
    return f"{other}, or shorten the title, the first sentence of the introduction, or the office's lines"


def _too_long(kind: Kind, sheet: StyleSheet, place: str) -> Diagnostic:
    return Diagnostic(
        "does-not-fit",
        Severity.ERROR,
        f"the {kind} has too much text for {sheet.paper} paper in the style '{sheet.style.name}'",
        file=place,
        hint=_hint(sheet),
    )
