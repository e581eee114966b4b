"""Problems of building a product: faulty packs, text that does not fit, characters that no font has."""

from pathlib import Path

from jinja2 import TemplateError

from careerpdf.diagnostics import Diagnostic, Severity
from careerpdf.document import markup
from careerpdf.layout.fit import DoesNotFitError
from careerpdf.layout.flow_builder import LayoutError
from careerpdf.layout.running import foot_fits
from careerpdf.layout.stylesheet import StyleSheet
from careerpdf.pdf.pictures import PictureError
from careerpdf.profile.model import Profile
from careerpdf.project.project import Project
from careerpdf.source.load import Loaded, display_path
from careerpdf.style.pack import StylePack
from careerpdf.style.roles import StyleError

#: What a faulty style pack, or a faulty picture, makes a document or its drawing raise.
PACK_ERRORS = (TemplateError, markup.MarkupError, StyleError, LayoutError, PictureError)


def long_footer(project: Project, sheet: StyleSheet) -> list[Diagnostic]:
    """A warning if the brand's footer has no room at the foot of a page: it would be left out."""
    footer = project.config.brand.footer
    if not footer or foot_fits(sheet, footer):
        return []
    return [
        Diagnostic(
            "long-footer",
            Severity.WARNING,
            f"the footer is too long for a page of '{sheet.style.name}' on {sheet.paper}, and may be left out",
            project.spans.get(("brand", "footer")),
            hint="make it shorter",
        )
    ]


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


def too_long(error: DoesNotFitError, sheet: StyleSheet, place: str) -> Diagnostic:
    """A handout that has too much text for its pages, with the ways to go on."""
    pages = "one side" if error.sides == 1 else "one sheet (2 sides)" if error.sides == 2 else f"{error.sides} pages"
    lines = "1 line" if error.lines == 1 else f"{error.lines} lines"
    longest = ", ".join(f"“{title}” ({count} lines)" for title, count in error.longest)
    return Diagnostic(
        "does-not-fit",
        Severity.ERROR,
        f"the handout is {lines} too long for {pages} of {sheet.paper} paper in the style '{sheet.style.name}'",
        file=place,
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
