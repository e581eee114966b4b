"""The handout of one role: profile → document → pages → PDF."""

from dataclasses import dataclass

from careerpdf.diagnostics import InputError
from careerpdf.document import markup, template
from careerpdf.document.nodes import Document
from careerpdf.layout.fit import DoesNotFitError
from careerpdf.layout.stylesheet import StyleSheet
from careerpdf.locale import Locale
from careerpdf.products.cache import BuildRecord
from careerpdf.products.context import handout_context
from careerpdf.products.fingerprint import fingerprint, picture_files
from careerpdf.products.problems import long_footer, missing_glyphs, too_long
from careerpdf.products.product import Attempt, Options, Progress, Result
from careerpdf.products.render import document_pdf, with_credits
from careerpdf.products.role import RoleProduct
from careerpdf.profile import facts
from careerpdf.profile.model import Profile
from careerpdf.project.project import Project
from careerpdf.style.pack import StylePack
from careerpdf.style.paper import PAPERS
from careerpdf.system.clock import epoch
from careerpdf.system.files import write_beside

_DEFAULT_PAPER = "letter"


@dataclass(frozen=True)
class Handout(RoleProduct):
    """The handout of a role: one sheet, or more pages where a text or its type is large."""

    kind = "handout"
    papers = PAPERS

    def _stem(self, role: str) -> str:
        return role

    def _build(self, project: Project, options: Options, attempt: Attempt, progress: Progress) -> Result:  # noqa: ARG002
        role = self._open(project, options, attempt)
        target = options.target(project, self.stem(project))
        record = BuildRecord(target) if options.reuse else None
        xml = handout_xml(role.profile, role.pack, role.locale, project, role.id)
        paper = options.paper or project.config.paper or _DEFAULT_PAPER
        sheet = StyleSheet(role.pack, paper, role.locale.tag, pictures=(project.root,))
        attempt.files |= picture_files(xml, sheet)
        attempt.problems += long_footer(project, sheet)
        sides = _sides(options, role.profile, project, sheet)
        inputs = fingerprint(xml, sheet, sides, f"{epoch() or ''} {project.config.time_zone}") if record else ""
        if record and (made := record.unchanged(inputs)):
            attempt.problems += missing_glyphs(made.missing, role.loaded)
            return attempt.made(target, made.pages, made.size, unchanged=True)
        try:
            data, pages, missing = document_pdf(markup.parse_document(xml), sheet, role.created, sides)
        except DoesNotFitError as error:
            raise InputError((too_long(error, sheet, role.place),)) from None
        attempt.problems += missing_glyphs(missing, role.loaded)
        write_beside(target, data)
        if record:
            record.note(inputs, data, pages, missing)
        return attempt.made(target, pages, len(data))


def handout_document(profile: Profile, pack: StylePack, locale: Locale, project: Project, role: str = "") -> Document:
    """Make the document tree of a handout. Raises jinja2.TemplateError or MarkupError for a faulty pack."""
    return markup.parse_document(handout_xml(profile, pack, locale, project, role))


def handout_xml(profile: Profile, pack: StylePack, locale: Locale, project: Project, role: str) -> str:
    """Fill in a handout's template. Raises jinja2.TemplateError for a faulty pack."""
    xml = template.render(pack.folders, "handout.xml.j2", handout_context(profile, pack, locale, project, role))
    return with_credits(xml, facts.credit_lines(profile))


def _sides(options: Options, profile: Profile, project: Project, sheet: StyleSheet) -> int:
    """The number of pages that a handout has to fit on: as the user says, the profile, the project, or the pack."""
    if options.fit is not None:
        return options.fit
    own = profile.fit or project.config.fit
    return sheet.page.sides if own is None else 0 if own == "none" else int(own)
