"""Small PDFs made by hand, an ICC profile of a press, and what is read back of a press file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image

from careerpdf.press.job import Pressed

HALF, LETTER = (396.0, 612.0), (612.0, 792.0)
WHEN = datetime(2026, 9, 21, tzinfo=UTC)


@dataclass(frozen=True)
class P:
    """A page to be made: its size, what it draws, and other entries of it."""

    size: tuple[float, float] = HALF
    content: str = ""
    resources: Dictionary | None = None
    more: Dictionary | None = None


def pdf_of(*pages: P, title: str | None = None) -> bytes:
    pdf = pikepdf.new()
    for page in pages:
        made = Dictionary(
            Type=Name.Page,
            MediaBox=[0, 0, *page.size],
            Resources=page.resources or Dictionary(),
            Contents=pdf.make_stream(page.content.encode()),
        )
        for key in (page.more or Dictionary()).keys():  # noqa: SIM118 (pikepdf)
            made[key] = page.more[key]  # type: ignore[index]
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(made)))
    if title:
        with pdf.open_metadata() as metadata:
            metadata["dc:title"] = title
    file = BytesIO()
    pdf.save(file)
    return file.getvalue()


def block(number: int, size: tuple[float, float] = HALF) -> str:
    """A page that cannot be mistaken for another, nor for itself upside down: an L in a colour of its own."""
    shade = (number * 37) % 200 / 255
    width, height = size
    return (
        f"{shade:.3f} {1 - shade:.3f} {(number * 91) % 255 / 255:.3f} rg "
        f"36 36 {width / 4:.1f} {height - 72:.1f} re f 36 36 {width - 72:.1f} {height / 5:.1f} re f"
    )


def numbered(count: int, size: tuple[float, float] = HALF) -> bytes:
    return pdf_of(*(P(size, block(number, size)) for number in range(1, count + 1)))


def pictures(pdf: bytes, dpi: float = 36) -> list[Image.Image]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document]


Press = Callable[..., tuple[Pressed, bytes]]


def codes(pressed: Pressed) -> list[str]:
    return [problem.code for problem in pressed.diagnostics]


def press_profile() -> bytes:
    """An ICC profile (ICC.1:2001-04) of a printer with four inks: tables with 2 points a side, in 8 bits (`mft1`).

    Inks absorb their complement and nothing else, which is no real press but all that the tests need.
    """
    lab_of = _table(4, 3, _lab_of_inks)
    inks_of = _table(3, 4, _inks_of_lab)
    description = b"Press of the tests\0"
    desc = b"desc" + bytes(4) + len(description).to_bytes(4, "big") + description + bytes(4 + 4 + 2 + 1 + 67)
    text = b"text" + bytes(4) + b"No rights reserved\0"
    white = b"XYZ " + bytes(4) + b"".join(round(v * 65536).to_bytes(4, "big") for v in (0.9642, 1.0, 0.8249))
    tags = {
        b"desc": desc, b"cprt": text, b"wtpt": white, b"A2B0": lab_of, b"A2B1": lab_of, b"A2B2": lab_of,
        b"B2A0": inks_of, b"B2A1": inks_of, b"B2A2": inks_of,
    }  # fmt: skip
    table, data, at = b"", b"", 128 + 4 + 12 * len(tags)
    for name, value in tags.items():
        value += bytes(-len(value) % 4)
        table += name + (at + len(data)).to_bytes(4, "big") + len(value).to_bytes(4, "big")
        data += value
    head = (
        bytes(4) + b"lcms" + (0x02400000).to_bytes(4, "big") + b"prtrCMYKLab "
        + b"".join(n.to_bytes(2, "big") for n in (2026, 1, 1, 0, 0, 0)) + b"acsp" + bytes(4 * 7)
        + b"".join(round(v * 65536).to_bytes(4, "big") for v in (0.9642, 1.0, 0.8249))
    )  # fmt: skip
    profile = head + bytes(128 - len(head)) + len(tags).to_bytes(4, "big") + table + data
    return len(profile).to_bytes(4, "big") + profile[4:]


def _table(inputs: int, outputs: int, of: Callable[[Sequence[float]], Sequence[float]]) -> bytes:
    points = 9 if inputs == 3 else 2
    ramp = bytes(range(256))
    grid = b""
    for index in range(points**inputs):
        place = [(index // points ** (inputs - 1 - k)) % points / (points - 1) for k in range(inputs)]
        grid += bytes(round(255 * min(1.0, max(0.0, value))) for value in of(place))
    identity = b"".join(round(v * 65536).to_bytes(4, "big") for v in (1, 0, 0, 0, 1, 0, 0, 0, 1))
    return b"mft1" + bytes(4) + bytes([inputs, outputs, points, 0]) + identity + ramp * inputs + grid + ramp * outputs


def _lab_of_inks(inks: Sequence[float]) -> tuple[float, float, float]:
    cyan, magenta, yellow, black = inks
    red, green, blue = ((1 - ink) * (1 - black) for ink in (cyan, magenta, yellow))
    light = 0.2 * red + 0.7 * green + 0.1 * blue
    return light, (128 + 90 * (red - green)) / 255, (128 + 70 * (light - blue)) / 255


def _inks_of_lab(lab: Sequence[float]) -> tuple[float, float, float, float]:
    light, a, b = lab[0], (lab[1] * 255 - 128) / 90, (lab[2] * 255 - 128) / 70
    blue = light - b
    green = (light - 0.1 * blue - 0.2 * a) / 0.9
    red = green + a
    return 1 - red, 1 - green, 1 - blue, 0.0


def image_stream(pdf: pikepdf.Pdf, picture: Image.Image) -> Stream:
    stream = pdf.make_stream(picture.tobytes())
    stream[Name.Type], stream[Name.Subtype] = Name.XObject, Name.Image
    stream[Name.Width], stream[Name.Height] = picture.size
    stream[Name.BitsPerComponent] = 8
    stream[Name.ColorSpace] = Name.DeviceGray if picture.mode == "L" else Name.DeviceRGB
    return stream


def operators(pdf: bytes, *, page: int = 0) -> list[tuple[str, list[object]]]:
    """All operators of a page and of the forms in it, in no particular order."""
    found: list[tuple[str, list[object]]] = []

    def walk(stream: pikepdf.Object | pikepdf.Page, resources: pikepdf.Object) -> None:
        for instruction in pikepdf.parse_content_stream(stream):
            found.append((str(instruction.operator), list(instruction.operands)))  # type: ignore[attr-defined,arg-type]
        for form in (resources.get("/XObject") or Dictionary()).values():
            if form.get("/Subtype") == "/Form":
                walk(form, form.get("/Resources") or Dictionary())

    with pikepdf.open(BytesIO(pdf)) as opened:
        walk(opened.pages[page], opened.pages[page].resources)
    return found


def boxes(pdf: bytes) -> list[dict[str, list[float]]]:
    with pikepdf.open(BytesIO(pdf)) as opened:
        return [
            {
                key: [float(value) for value in page.obj[key]]
                for key in ("/MediaBox", "/BleedBox", "/TrimBox")
                if isinstance(page.obj.get(key), Array)
            }
            for page in opened.pages
        ]
