"""The pipeline of each product as one readable function: profile → document → pages → PDF."""

import errno
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from jinja2 import TemplateError

from careerpdf import __version__
from careerpdf.diagnostics import Diagnostic, Severity
from careerpdf.document import markup, template
from careerpdf.document.nodes import Document
from careerpdf.layout.build import LayoutError
from careerpdf.layout.fit import DoesNotFitError, fit_handout
from careerpdf.layout.pages import draw_pages
from careerpdf.layout.running import foot_fits
from careerpdf.layout.stylesheet import StyleSheet
from careerpdf.locale import Locale, load_locale
from careerpdf.pdf.binding import bind_one
from careerpdf.pdf.canvas import PdfCanvas
from careerpdf.pdf.metadata import Metadata, creation_time
from careerpdf.pdf.pictures import PictureError
from careerpdf.pdf.structure import StructureTree
from careerpdf.profile import facts, wording
from careerpdf.profile.load import load_profile
from careerpdf.profile.model import NextRole, OwnSection, Profile
from careerpdf.reuse import Record, inputs_of
from careerpdf.sections import SECTIONS, Choice, plan
from careerpdf.source.loading import Loaded, display_path
from careerpdf.source.spelling import field_in
from careerpdf.source.yaml_source import read_yaml
from careerpdf.style.changes import Change
from careerpdf.style.load import StylePack
from careerpdf.style.roles import StyleError
from careerpdf.workspace import Workspace

DEFAULT_STYLE, _DEFAULT_PAPER = "modern", "letter"
#: What a PDF names as the program that made it.
PRODUCER = f"careerpdf {__version__}"
#: What a faulty style pack, or a faulty picture, makes a document or its drawing raise.
PACK_ERRORS = (TemplateError, markup.MarkupError, StyleError, LayoutError, PictureError)
_WORK_FACTS = ("setting", "hours", "dress", "culture", "health_and_safety")

_PARTIAL = ".part"  # how the names of files end that are being written

#: How a template is told of other roles: their titles, where they lead, and how one gets there.
Links = Callable[[Sequence[NextRole]], list[dict[str, Any]]]


@dataclass(frozen=True)
class HandoutOptions:
    """What a user chose for this run; None takes the workspace's choice.

    `fit` is how many pages a handout has to fit on, 0 for as many as it needs; `changes` are those of the style. With
    `reuse`, a PDF that was made from the same things before stays as it is.
    """

    style: str | None = None
    paper: str | None = None
    fit: int | None = None
    output: Path | None = None
    changes: tuple[Change, ...] = ()
    reuse: bool = False


@dataclass(frozen=True)
class BuildResult:
    """What became of one role: `path` is None if there is no PDF of it; `size` in bytes, `seconds` of wall time.

    `unchanged` if the PDF was there already, made from the same things.
    """

    role: str
    path: Path | None
    pages: int
    size: int
    seconds: float
    diagnostics: tuple[Diagnostic, ...]
    unchanged: bool = False

    @property
    def ok(self) -> bool:
        return self.path is not None


def handout(workspace: Workspace, role: str, options: HandoutOptions) -> BuildResult:
    """Build the handout of one role. Bad input comes back as diagnostics, and the previous PDF stays as it was."""
    start = time.perf_counter()
    problems: list[Diagnostic] = []

    def failed(*more: Diagnostic) -> BuildResult:
        return BuildResult(role, None, 0, 0, time.perf_counter() - start, (*problems, *more))

    path = workspace.profile_path(role)
    if path is None:
        return failed(workspace.unknown_role(role))
    loaded = load_profile(path, known_roles=workspace.role_ids(), known_sections=workspace.section_names)
    pack, style_problems = workspace.load_style(options.style, options.changes, otherwise=DEFAULT_STYLE)
    problems += [*loaded.diagnostics, *style_problems]
    if loaded.value is None or not loaded.ok or pack is None:
        return failed()
    locale = load_locale(workspace.config.language)
    try:
        created = now(workspace)
    except (ValueError, OverflowError, OSError):
        return failed(bad_epoch())
    target = (options.output or workspace.output_dir) / f"{path.stem}.pdf"
    record = Record(target) if options.reuse else None
    try:
        xml = handout_xml(loaded.value, pack, locale, workspace, path.stem)
        paper = options.paper or workspace.config.paper or _DEFAULT_PAPER
        sheet = StyleSheet(pack, paper, locale.tag, pictures=(workspace.root,))
        problems += _long_footer(workspace, sheet)
        sides = _sides(options, loaded.value, workspace, sheet)
        inputs = inputs_of(xml, sheet, sides, _stamp(workspace)) if record else ""
        if record and (made := record.unchanged(inputs)):
            problems += missing_glyphs(made.missing, loaded)
            seconds = time.perf_counter() - start
            return BuildResult(path.stem, target, made.pages, made.size, seconds, tuple(problems), unchanged=True)
        data, pages, missing = handout_pdf(markup.parse_document(xml), sheet, created, sides)
    except DoesNotFitError as error:
        return failed(too_long(error, sheet, path))
    except PACK_ERRORS as error:
        return failed(pack_problem(error, pack))
    problems += missing_glyphs(missing, loaded)
    write_beside(target, data)
    if record:
        record.note(inputs, data, pages, missing)
    return BuildResult(path.stem, target, pages, len(data), time.perf_counter() - start, tuple(problems))


def _long_footer(workspace: Workspace, sheet: StyleSheet) -> list[Diagnostic]:
    """A warning if the brand's footer has no room at the foot of a page: it would be left out."""
    footer = workspace.config.brand.footer
    if not footer or foot_fits(sheet, footer):
        return []
    return [
        Diagnostic(
            "long-footer",
            Severity.WARNING,
            f"the footer is too long for a page of '{sheet.style.name}' on {sheet.paper}, and may be left out",
            workspace.spans.get(("brand", "footer")),
            hint="make it shorter",
        )
    ]


def handout_document(
    profile: Profile, pack: StylePack, locale: Locale, workspace: Workspace, role: str = ""
) -> Document:
    """The document tree of a handout. Raises jinja2.TemplateError or MarkupError for a faulty pack."""
    return markup.parse_document(handout_xml(profile, pack, locale, workspace, role))


def handout_xml(profile: Profile, pack: StylePack, locale: Locale, workspace: Workspace, role: str) -> str:
    """A handout's document as its template writes it. Raises jinja2.TemplateError for a faulty pack."""
    xml = template.render(pack.folders, "handout.xml.j2", handout_context(profile, pack, locale, workspace, role))
    return with_credits(xml, facts.credit_lines(profile))


def with_credits(xml: str, lines: Sequence[str]) -> str:
    """The document with what sources ask to be printed, at its end, should the pack's own template not have it."""
    missing = [said for line in lines if (said := template.inline(line)) not in xml]
    before, end, after = xml.rpartition("</document>")
    return before + "".join(f'<p role="credit">{said}</p>' for said in missing) + end + after


def _sides(options: HandoutOptions, profile: Profile, workspace: Workspace, sheet: StyleSheet) -> int:
    """How many pages a handout has to fit on: as the user says, the profile, the workspace, or the pack."""
    if options.fit is not None:
        return options.fit
    own = profile.fit or workspace.config.fit
    return sheet.page.sides if own is None else 0 if own == "none" else own


def handout_pdf(document: Document, sheet: StyleSheet, created: datetime, sides: int = 0) -> tuple[bytes, int, str]:
    """The PDF's bytes, its number of pages, and the characters that no font of the style has.

    Raises DoesNotFitError for what is too long for `sides` pages (0: any number).
    """
    layout = fit_handout(document, sheet, sides)
    canvas = PdfCanvas(StructureTree(document), sheet.page_size)
    draw_pages(layout, document, canvas)
    meta = Metadata(
        title=document.title,
        author=document.author,
        subject=document.subject,
        keywords=document.keywords,
        lang=document.lang,
        created=created,
        producer=PRODUCER,
    )
    file = BytesIO()
    drawing = canvas.drawing()
    bind_one(drawing, file, meta)
    return file.getvalue(), len(layout.pages), drawing.missing


def handout_context(
    profile: Profile, pack: StylePack, locale: Locale, workspace: Workspace, role: str
) -> dict[str, Any]:
    """What a handout template can use; documented in docs/styles.md."""
    context = role_context(profile, locale, lambda roles: _links(roles, workspace))
    return (
        context
        | role_sections(role, profile, pack, locale, workspace)
        | {
            "lang": locale.tag,
            "t": locale.text,
            "office": office_facts(workspace),
            "keywords": [profile.title, profile.category, *profile.tags],
        }
    )


def role_context(profile: Profile, locale: Locale, links: Links) -> dict[str, Any]:
    """What a template can say of one role; `links` tells how it names other roles and where they are."""
    work = profile.work_environment
    advancement = profile.advancement
    requirements = [
        {"key": key, "text": part.text}
        for key, part in (
            ("education", profile.education),
            ("experience", profile.experience),
            ("certifications", profile.certifications),
        )
        if part is not None and part.text
    ]
    return {
        "profile": profile,
        "running_title": wording.running(profile.title),
        "facts": {
            "pay": facts.pay_facts(profile.salary, locale),
            "outlook": facts.outlook_facts(profile.outlook, locale),
            "sources": facts.source_lines(profile, locale),
            "nearest": facts.nearest_lines(profile, locale),
            "credits": facts.credit_lines(profile),
        },
        "requirements": requirements,
        "work": {
            "text": (work.text if work else None) or (),
            "facts": [{"key": k, "text": getattr(work, k)} for k in _WORK_FACTS if work and getattr(work, k)],
        },
        "advancement": {
            "text": (advancement.text if advancement else None) or (),
            "next": links(advancement.next if advancement else ()),
        },
        "related": links(profile.related),
    }


def role_sections(
    role: str,
    profile: Profile,
    pack: StylePack,
    locale: Locale,
    workspace: Workspace,
    booklet: Choice | None = None,
) -> dict[str, Any]:
    """Which sections a template prints of a role, where, and those that only this role or the office has."""
    own: dict[str, OwnSection] = {s.id: s for s in workspace.config.own_sections if s.is_for(role, profile)}
    own |= {s.id: s for s in profile.own_sections}
    mine = Choice(profile.sections, profile.leave_out)
    choices = (pack.section_choice, workspace.section_choice, *((booklet,) if booklet else ()), mine)
    added = (name for name in pack.style.sections or () if name in pack.sections - SECTIONS.keys())
    sections = plan(choices, tuple(dict.fromkeys((*own, *added))))
    # Without the quick facts, the sources of the outlook stand below it, and those of the pay nowhere.
    sources = () if sections["facts"] else facts.source_lines(profile.model_copy(update={"salary": None}), locale)
    return {"sections": sections, "own": own, "pack_sections": pack.sections, "outlook_sources": sources}


def _links(roles: Sequence[NextRole], workspace: Workspace) -> list[dict[str, Any]]:
    """Titles of other roles; a role that has a profile links to its handout, which lies beside this one."""
    found: list[dict[str, Any]] = []
    for link in roles:
        path = workspace.profile_path(link.role) if link.role else None
        title = link_title(link, _title(path) if path and not link.title else None)
        found.append({"title": title, "href": f"{path.stem}.pdf" if path else None, "how": link.how})
    return found


def link_title(link: NextRole, known: str | None) -> str:
    """What another role is called: as the profile says, by its own title if that is `known`, or after its id."""
    return link.title or known or (link.role or "").replace("-", " ").title()


def _title(path: Path) -> str | None:
    """The title of another profile, whatever else may be wrong with it."""
    return _title_of(path, path.stat().st_mtime_ns)


def forget_titles() -> None:
    """Read titles anew, for a process that goes on while profiles are written."""
    _title_of.cache_clear()


@lru_cache(maxsize=4096)
def _title_of(path: Path, _changed: int) -> str | None:
    data = read_yaml(path, path.name)[0].data
    title = field_in(data, "title") if isinstance(data, dict) else None
    return " ".join(title.split()) if isinstance(title, str) and title.strip() else None


def office_facts(workspace: Workspace) -> Mapping[str, str]:
    """What templates can say of the office; empty where nothing is known."""
    office = workspace.config.office
    url = office.url or ""
    name, institution = office.name or "", office.institution or ""
    return {
        "name": name,
        "institution": institution,
        "heading": name if institution in name else f"{institution} {name}".strip(),
        "place": ", ".join(p for p in (office.room, office.address) if p),
        "logo": office.logo or "",
        "logo_alt": office.logo_alt or "",
        "footer": workspace.config.brand.footer or "",
        "phone": office.phone or "",
        "email": office.email or "",
        "url": url,
        "url_text": url.removeprefix("https://").removeprefix("http://").rstrip("/"),
    }


def now(workspace: Workspace) -> datetime:
    """When this is built, in the workspace's time zone. Raises ValueError for a SOURCE_DATE_EPOCH that is no number."""
    zone: tzinfo = ZoneInfo(workspace.config.time_zone) if workspace.config.time_zone else UTC
    return creation_time(os.environ.get("SOURCE_DATE_EPOCH"), datetime.now(zone).replace(microsecond=0))


def _stamp(workspace: Workspace) -> str:
    """What a PDF's time comes from, but for the clock."""
    return f"{os.environ.get('SOURCE_DATE_EPOCH', '')} {workspace.config.time_zone}"


def bad_epoch() -> Diagnostic:
    return Diagnostic(
        "bad-environment",
        Severity.ERROR,
        f"SOURCE_DATE_EPOCH is '{os.environ.get('SOURCE_DATE_EPOCH')}'",
        expected="a number of seconds since 1970-01-01, such as 1767225600",
        hint="unset it if you did not mean to set it",
    )


def pack_problem(error: Exception, pack: StylePack) -> Diagnostic:
    """A fault of the style pack, at its place in a template if it is known; or of a picture."""
    if isinstance(error, PictureError) and error.file:
        return Diagnostic(
            "bad-picture", Severity.ERROR, str(error), file=display_path(Path(error.file)), hint=error.hint
        )
    line = getattr(error, "lineno", None) or getattr(error, "line", None)
    name = "style.yaml" if isinstance(error, StyleError) else getattr(error, "name", None) or "handout.xml.j2"
    path = getattr(error, "filename", None) or next((f / name for f in pack.folders if (f / name).is_file()), name)
    where = Path(path).as_posix() + (f":{line}" if line else "")
    hint = getattr(error, "hint", None)
    return Diagnostic("bad-style", Severity.ERROR, f"style '{pack.style.name}': {error}", file=where, hint=hint)


def too_long(error: DoesNotFitError, sheet: StyleSheet, path: Path) -> Diagnostic:
    """A handout that has too much text for its pages, with the ways to go on."""
    pages = "one side" if error.sides == 1 else "one sheet (2 sides)" if error.sides == 2 else f"{error.sides} pages"
    lines = "1 line" if error.lines == 1 else f"{error.lines} lines"
    longest = ", ".join(f"“{title}” ({count} lines)" for title, count in error.longest)
    return Diagnostic(
        "does-not-fit",
        Severity.ERROR,
        f"the handout is {lines} too long for {pages} of {sheet.paper} paper in the style '{sheet.style.name}'",
        file=display_path(path),
        expected=f"text that fits on {pages}; type and spaces are as small as the style allows",
        hint=(f"the longest sections are {longest}. " if longest else "")
        + f"Shorten the text, leave a section out (`leave_out:`), let it take {error.pages} pages with `--fit none`, "
        "or choose a larger paper or another style",
    )


def missing_glyphs(characters: str, loaded: Loaded[Profile]) -> list[Diagnostic]:
    """A warning for each character that no font has, with its code point and its place in the profile."""
    found = []
    for character in dict.fromkeys(characters):
        span = loaded.source.find_text(character) if loaded.source else None
        found.append(
            Diagnostic(
                "missing-glyph",
                Severity.WARNING,
                f"no font of the style has the character '{character}' (U+{ord(character):04X})",
                span,
                hint="it prints as a placeholder; write it another way or add a font to the style's fallback list",
            )
        )
    return found


def write_beside(target: Path, data: bytes) -> None:
    """Write `target` whole or not at all; see `writing_beside`."""
    with writing_beside(target) as file:
        file.write(data)


@contextmanager
def writing_beside(target: Path) -> Iterator[BinaryIO]:
    """A file beside `target` that is moved over it at the end; if anything is raised, `target` stays as it was.

    Raises OSError that names `target`; also if it is write-protected, which moving would not respect.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    if target.exists() and not target.stat().st_mode & 0o222:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    partial = target.with_name(f".{target.name}.{os.getpid()}{_PARTIAL}")
    try:
        with partial.open("wb") as file:
            yield file
        partial.replace(target)
    except OSError as error:
        if error.filename in (None, str(partial)):
            error.filename, error.filename2 = str(target), None
        raise
    finally:
        partial.unlink(missing_ok=True)


def sweep(folder: Path, processes: Sequence[int]) -> None:
    """Take away what these processes, by their ids, were writing to the folder when they were stopped."""
    for process in processes:
        for path in folder.glob(f".*.{process}{_PARTIAL}"):
            path.unlink(missing_ok=True)
