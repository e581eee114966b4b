"""Annotations of other programs (ISO 32000-1, 12.5): filled-in forms, notes and marks, as a printer shows them.

Only what lies on a page is put on a sheet, so they become a part of their page. Those without an appearance
are given one; what cannot be drawn, or is for the screen alone, is said.
"""

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Pdf, Stream

from careerpdf.check.findings import said_pages
from careerpdf.check.objects import entry, flag, integer, items, name, spelled
from careerpdf.diagnostics import Diagnostic, Severity
from careerpdf.press.appearance import NoAppearanceError
from careerpdf.press.damage import FAULTS, HINT, DamageError, reading
from careerpdf.press.form_fields import Field, field_appearance
from careerpdf.press.lettering import Lettering
from careerpdf.press.markup import markup_appearance
from careerpdf.press.words import shortened

_MOST = 2000  # on a page: qpdf takes four times as long for twice as many
_HIDDEN, _PRINTED, _NOT_ON_SCREEN = 2, 4, 32  # flags (table 165)
#: What is there to be clicked, and prints nothing: links and windows; printers' marks belong to another sheet.
_NEVER_PRINTED = frozenset(("Link", "Popup", "PrinterMark", "TrapNet"))
_NAMES = {
    "Text": "a sticky note", "FreeText": "a typed note", "FileAttachment": "an attached file", "Stamp": "a stamp",
    "Redact": "a redaction that was not carried out", "Sound": "a sound", "Movie": "a film", "Screen": "a film",
    "RichMedia": "a film", "3D": "a 3D model", "Caret": "a caret", "Watermark": "a watermark", "Widget": "a form field",
    "Highlight": "a highlight", "Ink": "a drawing", "Line": "a line", "Square": "a rectangle", "Circle": "an ellipse",
    "Underline": "an underline", "StrikeOut": "a line through text", "Squiggly": "a squiggly line",
    "Polygon": "a polygon", "PolyLine": "a line",
}  # fmt: skip


def draw_annotations(pdf: Pdf, place: str) -> tuple[Diagnostic, ...]:
    """Make the annotations that are printed a part of their pages, and say which are not. Raises DamageError."""
    drawing = _Drawing(pdf)
    for number, page in enumerate(pdf.pages, 1):
        if sum(1 for _ in items(entry(page.obj, "/Annots"))) > _MOST:
            message = f"page {number}: it has more than {_MOST:,} notes and fields"
            raise DamageError(Diagnostic("damaged-page", Severity.ERROR, message, file=place, hint=HINT))
        with reading(place, f"what is filled in or noted on page {number}"):
            drawing.page(number, page.obj)
    with reading(place, "what is filled in or noted on its pages"):
        drawing.finish()
    return tuple(drawing.problems(place))


class _Drawing:
    """The drawing of a file's annotations, and a record of those that are not printed, by page."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.form = entry(pdf.Root, "/AcroForm")
        self.stale = flag(self.form, "/NeedAppearances")
        self.lettering = Lettering("Text")
        self.fonts = pdf.make_indirect(Dictionary())
        self.without_appearance: dict[str, list[int]] = {}
        self.not_for_print: dict[str, list[int]] = {}
        self.too_long: list[int] = []
        self.any = False

    def page(self, number: int, page: Dictionary) -> None:
        kept = [one for one in items(entry(page, "/Annots")) if isinstance(one, Dictionary)]
        for annotation in kept:
            kind, flags = name(annotation, "/Subtype") or "", integer(annotation, "/F") or 0
            if kind in _NEVER_PRINTED or flags & _HIDDEN:
                continue
            if not flags & _PRINTED:
                self._note_for_the_screen(number, kind, annotation, flags)
                continue
            self.any = True
            if self._needs_appearance(kind, annotation):
                self._give_appearance(number, kind, annotation)
        if kept:
            page[Name.Annots] = Array(kept)

    def _note_for_the_screen(self, number: int, kind: str, annotation: Dictionary, flags: int) -> None:
        if flags & _NOT_ON_SCREEN:
            return
        if kind == "Widget" and not _is_filled(Field(annotation, self.form)):
            return  # buttons and empty fields are there to be used
        self.not_for_print.setdefault(_NAMES.get(kind, "an annotation"), []).append(number)

    def _needs_appearance(self, kind: str, annotation: Dictionary) -> bool:
        if kind == "Widget" and self.stale and Field(annotation, self.form).is_regenerated:
            return True
        normal = entry(entry(annotation, "/AP"), "/N")
        if isinstance(normal, Stream):
            return False
        if not isinstance(normal, Dictionary):
            return True
        state = entry(annotation, "/AS")
        if not isinstance(state, Name):
            value = Field(annotation, self.form).value("/V")
            state = annotation[Name.AS] = value if isinstance(value, Name) and spelled(value) in normal else Name.Off
        # A button that is off often has no appearance for that; one that is on has to have it.
        return state != Name.Off and not isinstance(entry(normal, spelled(state)), Stream)

    def _give_appearance(self, number: int, kind: str, annotation: Dictionary) -> None:
        try:
            if kind == "Widget":
                appearance = field_appearance(Field(annotation, self.form), self.lettering)
            else:
                appearance = markup_appearance(annotation, self.lettering)
        except (NoAppearanceError, *FAULTS):
            self.without_appearance.setdefault(_NAMES.get(kind, "an annotation"), []).append(number)
            appearance = None
        if appearance is None:
            if "/AP" in annotation:
                del annotation[Name.AP]
            return
        if not appearance.fits:
            self.too_long.append(number)
        annotation[Name.AP] = Dictionary(N=self.pdf.make_indirect(appearance.stream(self.pdf, self.fonts)))
        if kind == "Widget":
            if "/AS" in annotation:
                del annotation[Name.AS]
        else:
            box = appearance.box
            annotation[Name.Rect] = Array([round(v, 4) for v in (box.left, box.bottom, box.right, box.top)])

    def finish(self) -> None:
        """Embed the fonts of the appearances, and put all appearances into their pages."""
        if not self.any:
            return
        fonts = self.lettering.embed(self.pdf)
        for key in fonts.keys():  # noqa: SIM118 (pikepdf)
            self.fonts[key] = fonts[key]
        if isinstance(self.form, Dictionary) and self.stale:
            self.form[Name.NeedAppearances] = False  # qpdf lays no fields on pages whose appearances are out of date
        self.pdf.flatten_annotations("print")

    def problems(self, place: str) -> Iterator[Diagnostic]:
        for what, pages in self.without_appearance.items():
            yield Diagnostic(
                "no-appearance",
                Severity.WARNING,
                f"{said_pages(pages)}: {what} has no appearance in the file, and is not printed",
                file=place,
                hint="print the file to a new PDF from the program in which you see it, and take that",
            )
        for what, pages in self.not_for_print.items():
            yield Diagnostic(
                "screen-only",
                Severity.WARNING,
                f"{said_pages(pages)}: {what} is set to be shown on the screen alone, and is not printed",
                file=place,
                hint="if it should be printed, switch on “print” in its properties, or print the file to a new PDF",
            )
        if self.too_long:
            yield Diagnostic(
                "text-cut-off",
                Severity.WARNING,
                f"{said_pages(self.too_long)}: what is filled in is longer than its field, and is cut off",
                file=place,
                hint="shorten the text, or give the field more room",
            )
        if self.lettering.missing:
            missing = shortened(" ".join(sorted(self.lettering.missing)))
            yield Diagnostic(
                "missing-characters",
                Severity.WARNING,
                f"what is filled in or noted has characters that careerpdf has no font for: {missing}",
                file=place,
                hint="print the file to a new PDF from the program in which you see them, and take that",
            )


def _is_filled(field: Field) -> bool:
    """True for a field that says something: a text, a choice, a button that is on."""
    state = entry(field.widget, "/AS")
    if isinstance(state, Name):
        return state != Name.Off
    return field.kind in ("/Tx", "/Ch", "/Sig") and field.value("/V") not in (None, "")
