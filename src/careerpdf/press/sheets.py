"""Pages of finished PDFs on sheets: each is in the file once, as a form, so that fonts and vectors stay what they are.

Nothing of a page is drawn anew but its colours, and these only if the press wants others.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import repeat

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from careerpdf.check.objects import ObjGen, entry, items, name, reference
from careerpdf.press.colour import Cmyk, Converter, Gray
from careerpdf.press.conversion import PageKey, Unconverted
from careerpdf.press.damage import reading
from careerpdf.press.intake import Opened
from careerpdf.press.layouts import Box, Imposition, Placed
from careerpdf.press.marks import WIDTH, Stroke
from careerpdf.press.page_boxes import PageBox, fits_turned
from careerpdf.press.pdfx import Described, describe, say_how_colours_blend, take_out_what_pdfx_forbids
from careerpdf.press.recolour import recolour
from careerpdf.press.slug import Slug, slug_lines

_DAMAGED_STREAM = re.compile(r"stream object (\d+) (\d+): error while getting stream data")  # words of qpdf


_DEFAULTS = {"DeviceGray": "/DefaultGray", "DeviceRGB": "/DefaultRGB", "DeviceCMYK": "/DefaultCMYK"}


@dataclass(frozen=True)
class Printing:
    """The ways of a job: colours, marks, slug, and the description in the file."""

    described: Described
    converter: Converter | None = None
    marks: tuple[Stroke, ...] = ()
    pdfx: Cmyk | None = None
    slug: Slug | None = None


@dataclass(frozen=True)
class PressFile:
    """A press file, the colours in it that were not converted, and the pages on which a picture or a font is damaged.

    Pages are named by their file and their number, both from 1.
    """

    data: bytes
    unconverted: tuple[Unconverted, ...]
    damaged: tuple[PageKey, ...]


def press_pdf(sources: Sequence[Opened], imposition: Imposition, printing: Printing) -> PressFile:
    """Put the pages of sources on sheets. Raises DamageError."""
    target = Pdf.new()
    forms: dict[PageKey, pikepdf.Object] = {}
    boxes: dict[PageKey, PageBox] = {}
    for placed in (placed for side in imposition.sides for placed in side):
        key = (placed.item, placed.page)
        if key not in forms:
            source = sources[placed.item - 1]
            boxes[key] = source.boxes[placed.page - 1]
            with reading(source.place, f"page {placed.page}"):
                page = source.pdf.pages[placed.page - 1]
                forms[key] = target.copy_foreign(_form(source.pdf, page, boxes[key], imposition.bleed))
    with reading(", ".join(dict.fromkeys(source.place for source in sources)), "what is on its pages"):
        return _written(target, imposition, printing, forms, boxes)


def _written(
    target: Pdf,
    imposition: Imposition,
    printing: Printing,
    forms: dict[PageKey, pikepdf.Object],
    boxes: dict[PageKey, PageBox],
) -> PressFile:
    left = recolour(target, dict(sorted(forms.items())), printing.converter) if printing.converter else ()
    # A job in black alone has one plate.
    black_only = isinstance(printing.converter, Gray)
    registration = target.make_indirect(_registration()) if printing.pdfx and not black_only else None
    lines, fonts = slug_lines(target, printing.slug, imposition) if printing.slug else ((), Dictionary())
    for side, line in zip(imposition.sides, lines or repeat(""), strict=False):
        _add_side(target, side, imposition, printing, forms, boxes, registration, line, fonts)
    if printing.pdfx:
        take_out_what_pdfx_forbids(target)
        say_how_colours_blend(target)
    describe(target, printing.described, printing.pdfx)
    file = BytesIO()
    target.save(
        file,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        recompress_flate=True,
        min_version="1.6",
    )
    return PressFile(file.getvalue(), left, tuple(_with_damaged_streams(target, forms)))


def _with_damaged_streams(saved: Pdf, forms: dict[PageKey, pikepdf.Object]) -> Iterator[PageKey]:
    """The pages that use a stream whose filters could not unpack it when the file was saved."""
    found = (_DAMAGED_STREAM.search(str(warning)) for warning in saved.get_warnings())
    damaged = {(int(said[1]), int(said[2])) for said in found if said}
    for key, form in forms.items() if damaged else ():
        seen: set[ObjGen] = set()
        waiting: list[object] = [form]
        while waiting:
            item = waiting.pop()
            number = reference(item)
            if number in damaged:
                yield key
                break
            if number in seen:
                continue
            if number != (0, 0):
                seen.add(number)
            if isinstance(item, Dictionary | Stream):
                waiting.extend(entry(item, name) for name in item.keys())  # noqa: SIM118 (pikepdf)
            else:
                waiting.extend(items(item))


def _form(pdf: Pdf, page: pikepdf.Page, box: PageBox, bleed: float) -> Stream:
    """The content of a page as a form, with what is printed beyond its trim."""
    page.contents_coalesce()
    area = box.trim.grown(bleed / box.unit)
    if box.bleed is not None:
        area = Box(
            max(area.left, min(box.bleed.left, box.trim.left)),
            max(area.bottom, min(box.bleed.bottom, box.trim.bottom)),
            min(area.right, max(box.bleed.right, box.trim.right)),
            min(area.top, max(box.bleed.top, box.trim.top)),
        )
    contents = entry(page.obj, "/Contents")
    form = pdf.make_stream((contents.read_bytes() if isinstance(contents, Stream) else b"") or b"\n")
    form[Name.Type], form[Name.Subtype] = Name.XObject, Name.Form
    form[Name.BBox] = Array([round(value, 4) for value in (area.left, area.bottom, area.right, area.top)])
    form[Name.Resources] = page.resources
    _give_resources(page.resources)
    group = entry(page.obj, "/Group")
    if isinstance(group, Dictionary):
        form[Name.Group] = group
    return form


def _give_resources(resources: Dictionary) -> None:
    """Name in forms and pictures what they have from their page, which is no page now: resources, as PDF 1.1 had it,
    and the colour spaces that stand for those of devices (ISO 32000-1, 8.6.5.6).
    """
    drawn, spaces = entry(resources, "/XObject"), entry(resources, "/ColorSpace")
    for key in drawn.keys() if isinstance(drawn, Dictionary) else ():
        item = entry(drawn, key)
        if not isinstance(item, Stream):
            continue
        if name(item, "/Subtype") == "Form" and "/Resources" not in item:
            item[Name.Resources] = resources
        stands_for = entry(spaces, _DEFAULTS.get(name(item, "/ColorSpace") or "", "/"))
        if name(item, "/Subtype") == "Image" and isinstance(stands_for, Array):
            item[Name.ColorSpace] = stands_for


def _add_side(
    target: Pdf,
    side: tuple[Placed, ...],
    imposition: Imposition,
    printing: Printing,
    forms: dict[tuple[int, int], pikepdf.Object],
    boxes: dict[tuple[int, int], PageBox],
    registration: pikepdf.Object | None,
    slug: str,
    fonts: Dictionary,
) -> None:
    lines, used = [], Dictionary()
    for placed in side:
        key = (placed.item, placed.page)
        label = f"/P{placed.item}-{placed.page}"
        used[label] = forms[key]
        clip = placed.clip
        matrix = " ".join(
            f"{value:.5f}".rstrip("0").rstrip(".") for value in placing(boxes[key], placed, imposition.scale)
        )
        lines.append(
            f"q {clip.left:.4f} {clip.bottom:.4f} {clip.width:.4f} {clip.height:.4f} re W n {matrix} cm {label} Do Q"
        )
        if imposition.framed:
            box = placed.trim
            lines.append(f"q 0.6 G {WIDTH} w {box.left:.3f} {box.bottom:.3f} {box.width:.3f} {box.height:.3f} re S Q")
    resources = Dictionary(XObject=used)
    if printing.marks:
        if registration is not None:
            resources[Name.ColorSpace] = Dictionary(All=registration)
        colour = "/All CS 1 SCN /All cs 1 scn" if registration is not None else "0 G 0 g"
        lines.append(f"q {colour} {WIDTH} w")
        for mark in printing.marks:
            dash = "[3 2] 0 d" if mark.dashed else "[] 0 d"
            lines.append(f"{dash} {mark.x1:.3f} {mark.y1:.3f} m {mark.x2:.3f} {mark.y2:.3f} l S")
        if slug:
            resources[Name.Font] = fonts
            lines.append(slug)
        lines.append("Q")
    width, height = imposition.size
    bleed = imposition.trim.grown(imposition.bleed)
    page = Dictionary(
        Type=Name.Page,
        MediaBox=_array(Box(0, 0, width, height)),
        TrimBox=_array(_cut_to(imposition.trim, width, height)),
        BleedBox=_array(_cut_to(bleed, width, height)),
        Resources=resources,
        Contents=target.make_stream("\n".join(lines).encode("latin-1")),
    )
    target.pages.append(pikepdf.Page(target.make_indirect(page)))


def _cut_to(box: Box, width: float, height: float) -> Box:
    return Box(max(box.left, 0), max(box.bottom, 0), min(box.right, width), min(box.top, height))


def _array(box: Box) -> Array:
    return Array([round(value, 4) for value in (box.left, box.bottom, box.right, box.top)])


def _registration() -> Array:
    """The colour of marks, on every plate."""
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    return Array([Name.Separation, Name.All, Name.DeviceCMYK, tint])


def placing(box: PageBox, placed: Placed, scale: float = 1.0) -> tuple[float, float, float, float, float, float]:
    """The matrix that leads from a page's space to the sheet: middle to middle, as large as it is times `scale`.

    A page that has the others' size but for a quarter turn is turned to lie as they do.
    """
    trim = placed.trim
    turn = placed.turn - box.turn + (90 if fits_turned(box.size, (trim.width / scale, trim.height / scale)) else 0)
    cos, sin = round(math.cos(math.radians(turn))), round(math.sin(math.radians(turn)))
    x, y = (box.trim.left + box.trim.right) / 2, (box.trim.bottom + box.trim.top) / 2
    unit = box.unit * scale
    a, b, c, d = cos * unit, sin * unit, -sin * unit, cos * unit
    return (a, b, c, d, (trim.left + trim.right) / 2 - a * x - c * y, (trim.bottom + trim.top) / 2 - b * x - d * y)
