"""Damaged PDFs, made from a sound one that has a bit of everything; each number makes the same file again."""

import warnings
from collections.abc import Callable
from io import BytesIO
from random import Random

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, Pdf, Stream, String
from PIL import Image

from tests.support.press_files import image_stream


def sound() -> Pdf:
    """Three pages with text, pictures, gradients, patterns, spot colours, layers, fields, notes, forms in forms."""
    pdf = pikepdf.new()
    make = pdf.make_indirect
    font = make(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    glyph = pdf.make_stream(b"1000 0 0 0 750 750 d1 0 0 750 750 re f")
    drawn_font = make(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=[0, 0, 750, 750],
            FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
            CharProcs=Dictionary(a=make(glyph)),
            FirstChar=97,
            LastChar=97,
            Widths=[1000],
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array([97, Name.a])),
            Resources=Dictionary(),
        )
    )
    tint = make(Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 1, 0.6, 0.1], N=1))
    parts = Dictionary(
        FunctionType=3, Domain=[0, 1], Bounds=[0.5], Encode=[0, 1, 1, 0],
        Functions=[Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 0, 0], C1=[0, 0, 1], N=k) for k in (1, 2)],
    )  # fmt: skip
    program = pdf.make_stream(b"{ 2 copy add 2 div dup 0.5 gt { pop 1 } { 2 mul } ifelse }")
    program[Name.FunctionType], program[Name.Domain], program[Name.Range] = 4, Array([0, 1] * 2), Array([0, 1] * 3)
    curve = pdf.make_stream(b"{ dup 0.5 gt { pop 1 } { 2 mul } ifelse dup 2 exp exch dup 3 1 roll }")
    curve[Name.FunctionType], curve[Name.Domain], curve[Name.Range] = 4, Array([0, 1]), Array([0, 1] * 3)
    table = pdf.make_stream(bytes(range(12)))
    table[Name.FunctionType], table[Name.Size], table[Name.BitsPerSample] = 0, Array([4]), 8
    table[Name.Domain], table[Name.Range] = Array([0, 1]), Array([0, 1] * 3)
    profile = pdf.make_stream(b"no profile")
    profile[Name.N], profile[Name.Alternate] = 3, Name.DeviceRGB
    photo = image_stream(pdf, Image.new("RGB", (9, 7), (200, 30, 30)))
    photo[Name.SMask] = make(image_stream(pdf, Image.new("L", (9, 7), 99)))
    listed = image_stream(pdf, Image.new("L", (4, 4), 1))
    listed[Name.ColorSpace] = Array([Name.Indexed, Name.DeviceRGB, 2, String(bytes(range(9)))])
    keyed = image_stream(pdf, Image.new("RGB", (3, 3), (9, 9, 9)))
    keyed[Name.Mask], keyed[Name.Decode] = Array([0, 9] * 3), Array([0, 1] * 3)
    tile = pdf.make_stream(b"1 0 0 rg 0 0 5 5 re f")
    tile[Name.Type], tile[Name.PatternType], tile[Name.PaintType], tile[Name.TilingType] = Name.Pattern, 1, 1, 1
    tile[Name.BBox], tile[Name.XStep], tile[Name.YStep] = Array([0, 0, 9, 9]), 9, 9
    tile[Name.Resources] = Dictionary()
    layer = make(Dictionary(Type=Name.OCG, Name="Draft"))
    inner = pdf.make_stream(b"0 1 0 rg 0 0 20 20 re f /P1 Do")
    inner[Name.Type], inner[Name.Subtype], inner[Name.BBox] = Name.XObject, Name.Form, Array([0, 0, 50, 50])
    inner[Name.Resources] = Dictionary(XObject=Dictionary(P1=make(photo)))
    outer = pdf.make_stream(b"q 2 0 0 2 9 9 cm /In Do Q 0 0 1 RG 0 0 m 9 9 l S")
    outer[Name.Type], outer[Name.Subtype], outer[Name.BBox] = Name.XObject, Name.Form, Array([0, 0, 99, 99])
    outer[Name.Matrix], outer[Name.Resources] = (
        Array([1, 0, 0, 1, 5, 5]),
        Dictionary(XObject=Dictionary(In=make(inner))),
    )
    outer[Name.Group] = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    masking = pdf.make_stream(b"0.5 g 0 0 99 99 re f")
    masking[Name.Type], masking[Name.Subtype], masking[Name.BBox] = Name.XObject, Name.Form, Array([0, 0, 99, 99])
    masking[Name.Group] = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    resources = make(
        Dictionary(
            Font=Dictionary(F=font, G=drawn_font),
            XObject=Dictionary(A=make(photo), B=make(listed), C=make(keyed), O=make(outer)),
            ColorSpace=Dictionary(
                S=Array([Name.Separation, Name("/Spot"), Name.DeviceCMYK, tint]),
                N=Array([Name.DeviceN, Array([Name.Sea, Name.Sun]), Name.DeviceRGB, make(program)]),
                I=Array([Name.ICCBased, make(profile)]),
                L=Array([Name.Lab, Dictionary(WhitePoint=[0.96, 1, 0.82])]),
                R=Array([Name.CalRGB, Dictionary(WhitePoint=[0.96, 1, 0.82], Gamma=[2, 2, 2])]),
                X=Array([Name.Indexed, Name.DeviceRGB, 1, String(b"abcdef")]),
                U=Array([Name.Pattern, Name.DeviceRGB]),
            ),
            Shading=Dictionary(
                A=Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 99, 0], Function=parts),
                B=Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 0, 99], Function=make(table)),
                C=Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 99, 99], Function=make(curve)),
            ),
            Pattern=Dictionary(P=make(tile)),
            ExtGState=Dictionary(
                T=Dictionary(ca=0.5, OP=True, OPM=1), M=Dictionary(SMask=Dictionary(S=Name.Luminosity, G=make(masking)))
            ),
            Properties=Dictionary(
                D=layer, E=Dictionary(Type=Name.OCMD, VE=Array([Name.And, layer, Array([Name.Not, layer])]))
            ),
        )
    )
    contents = (
        b"BT /F 20 Tf 50 500 Td (Words) Tj 0 -30 Td [(mo) -200 (re)] TJ /G 9 Tf (aaa) ' ET "
        b"1 0 0 rg 50 300 60 60 re f 0.1 0.2 0.3 0.4 k 50 200 m 90 290 l 120 200 l h B "
        b"q 60 0 0 60 200 300 cm /A Do Q q 30 0 0 30 280 300 cm /B Do Q q 9 0 0 9 5 5 cm /C Do Q /O Do",
        b"/S cs 0.5 scn 9 9 9 9 re f /N cs 0.2 0.9 scn 9 9 9 9 re f /I CS 0.2 0.9 0.1 SCN 9 9 m 99 99 l S "
        b"/L cs 50 20 20 scn 9 9 9 9 re f /R cs 0.2 0.9 0.1 sc 9 9 9 9 re f /X cs 1 sc 9 9 9 9 re f "
        b"/Pattern cs /P scn 9 9 99 99 re f /U cs 1 0 0 /P scn 9 9 9 9 re f q 9 9 99 99 re W n /A sh /B sh /C sh Q",
        b"/OC /D BDC 0 0 99 99 re f (a) Tj EMC /OC /E BDC 9 9 m 8 8 l S EMC /T gs 0 g 0 0 9 9 re f /M gs 9 9 9 9 re f "
        b"q 20 0 0 20 9 9 cm BI /W 2 /H 1 /BPC 8 /CS /RGB /F /AHx ID c81e1e149628> EI Q",
    )
    for content in contents:
        page = Dictionary(
            Type=Name.Page, MediaBox=[0, 0, 396, 612], TrimBox=[0, 0, 396, 612], Rotate=0, Resources=resources,
            Contents=pdf.make_stream(content),
        )  # fmt: skip
        pdf.pages.append(pikepdf.Page(make(page)))
    look = pdf.make_stream(b"0 0 9 9 re f")
    look[Name.Type], look[Name.Subtype], look[Name.BBox] = Name.XObject, Name.Form, Array([0, 0, 9, 9])
    fields = [
        make(Dictionary(Type=Name.Annot, Subtype=Name.Widget, F=4, T=kind, FT=Name("/" + kind), V=value, **more,
                        DA="/Helv 0 Tf 0 g", Rect=[20, 20 + 30 * at, 220, 45 + 30 * at]))
        for at, (kind, value, more) in enumerate(
            [
                ("Tx", "filled in", {}),
                ("Tx", "on\nlines", {"Ff": 1 << 12, "MK": Dictionary(BC=[1, 0, 0], BG=[1], R=90)}),
                ("Ch", "two", {"Opt": Array(["one", "two"])}),
                ("Btn", Name.Yes, {"AS": Name.Yes, "AP": Dictionary(N=Dictionary(Off=make(look)))}),
            ]
        )
    ]  # fmt: skip
    notes = [
        Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), F=4, Rect=[250, 20, 350, 60], C=[1, 0, 0], **more)
        for kind, more in (
            ("Highlight", {"QuadPoints": Array([250, 60, 350, 60, 250, 20, 350, 20])}),
            ("FreeText", {"DA": "/Helv 10 Tf 1 0 0 rg", "Contents": "typed"}),
            ("Ink", {"InkList": Array([Array([250, 20, 300, 40, 350, 20])]), "BS": Dictionary(W=2, S=Name.D, D=[3])}),
            ("Line", {"L": Array([250, 20, 350, 60]), "LE": Array([Name.OpenArrow, Name.Circle]), "CA": 0.5}),
            ("Polygon", {"Vertices": Array([250, 20, 350, 60, 300, 60]), "IC": Array([0, 1, 0])}),
            ("Stamp", {"AP": Dictionary(N=make(look))}),
        )
    ]
    pdf.pages[0].obj.Annots = Array([*fields, *map(make, notes)])
    pdf.Root.AcroForm = Dictionary(Fields=Array(fields), NeedAppearances=True, DA="/Helv 0 Tf 0 g")
    pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(OFF=[layer], AS=Array([])))
    return pdf


def saved(pdf: Pdf, *, packed: bool = False) -> bytes:
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    file = BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of pikepdf, about the damage
        pdf.save(file, object_stream_mode=mode, compress_streams=packed, static_id=True)
    return file.getvalue()


# -- kinds of damage


def bytes_changed(random: Random) -> bytes:
    """A file cut short, or with bytes that were changed, lost, doubled or put in."""
    data = bytearray(saved(sound(), packed=random.random() < 0.3))
    for _ in range(random.choice((1, 1, 2, 10))):
        at, length = random.randrange(len(data)), random.choice((1, 1, 5, 50, 500))
        match random.randrange(5):
            case 0:
                del data[max(at, 20) :]
            case 1:
                data[at] ^= 1 << random.randrange(8)
            case 2:
                del data[at : at + length]
            case 3:
                data[at:at] = data[at : at + length]
            case _:
                data[at:at] = random.randbytes(length)
    return bytes(data)


def _wrong_value(random: Random, pdf: Pdf) -> object:
    """A value of any type, among them such as no program expects."""
    return random.choice(
        (
            lambda: 0, lambda: -1, lambda: random.choice((3, 90, 2**31, 10**18)), lambda: random.uniform(-1, 1),
            lambda: random.choice((1e30, -1e30, 1e-30)), lambda: True, lambda: Name("/None"),
            lambda: Name(random.choice(("/DeviceRGB", "/Pattern", "/Lab", "/Form", "/Image", "/FlateDecode", "/X"))),
            lambda: String(random.choice(("", "words", "\x00\x1b[31m", "x" * 500))), lambda: Array([]),
            lambda: Array([random.uniform(-9, 9) for _ in range(random.randrange(9))]),
            lambda: Array([Name.Pattern, Name.Pattern]), lambda: Dictionary(),
            lambda: pdf.pages[0].obj, lambda: pdf.Root, lambda: random.choice(list(pdf.objects)),
            lambda: pdf.make_stream(random.randbytes(30)), lambda: None,
        )
    )()  # fmt: skip


def types_swapped(random: Random) -> bytes:
    """A file in which values are of another type, or another object altogether."""
    pdf = sound()
    for _ in range(random.choice((1, 1, 2, 5))):
        holders = [
            one
            for one in pdf.objects
            if isinstance(one, (Dictionary, Stream, Array)) and len(one.keys() if not isinstance(one, Array) else one)
        ]
        holder = random.choice(holders)
        for _ in range(random.randrange(4)):
            inside = [
                v
                for v in (holder if isinstance(holder, Array) else holder.values())
                if isinstance(v, (Dictionary, Array)) and len(v)
            ]
            holder = random.choice(inside) if inside else holder
        value = _wrong_value(random, pdf)
        if isinstance(holder, Array):
            at = random.randrange(len(holder))
            if value is None:
                del holder[at]
            else:
                holder[at] = value
        else:
            key = random.choice(sorted(holder.keys()))
            if key == "/Length":
                continue
            if value is None:
                del holder[key]
            else:
                holder[key] = value
    return saved(pdf)


_OPERATORS = (
    "q", "Q", "cm", "gs", "g", "rg", "k", "G", "RG", "K", "cs", "CS", "sc", "scn", "SC", "SCN", "m", "l", "c", "re",
    "h", "S", "f", "B", "W", "n", "BT", "ET", "Tf", "Td", "Tm", "Tj", "TJ", "'", '"', "Tr", "Do", "sh",
    "BMC", "BDC", "EMC",
)  # fmt: skip


def operators_wrong(random: Random) -> bytes:
    """A file whose content has operators with the wrong operands, in the wrong order, or none at all."""
    pdf = sound()
    page = random.choice(list(pdf.pages))
    instructions: list[object] = list(pikepdf.parse_content_stream(page))
    for _ in range(random.choice((1, 3, 20))):
        at = random.randrange(len(instructions))
        operands = [
            random.choice(
                (
                    0,
                    1.5,
                    -3,
                    10**12,
                    Name("/A"),
                    Name("/S"),
                    String("x"),
                    Array([]),
                    Array([1, Name.X]),
                    Dictionary(MCID=1),
                )
            )
            for _ in range(random.randrange(7))
        ]
        made = (operands, Operator(random.choice(_OPERATORS)))
        if random.random() < 0.5:
            instructions[at] = made
        else:
            instructions.insert(at, made)
        if random.random() < 0.3:
            random.shuffle(instructions)
    page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))  # type: ignore[arg-type]
    return saved(pdf)


def streams_broken(random: Random) -> bytes:
    """A file with streams that their filters cannot decode, or that unpack to something else."""
    pdf = sound()
    streams = [one for one in pdf.objects if isinstance(one, Stream)]
    for stream in random.sample(streams, random.choice((1, 1, 3))):
        match random.randrange(4):
            case 0:
                stream.write(random.randbytes(random.randrange(200)), filter=Name.FlateDecode)
            case 1:
                name = random.choice(
                    ("/DCTDecode", "/JPXDecode", "/JBIG2Decode", "/CCITTFaxDecode", "/LZWDecode", "/X")
                )
                stream.write(random.randbytes(60), filter=Name(name))
            case 2:
                stream.write(random.randbytes(300))
            case _:
                stream[Name.DecodeParms] = Dictionary(
                    Predictor=random.choice((2, 15, 99)), Columns=random.choice((-1, 0, 9, 10**9))
                )
    return saved(pdf)


def nested_wildly(random: Random) -> bytes:
    """Forms, patterns, functions and pages in each other: deep, wide, or in a circle."""
    pdf = sound()
    depth, width = random.choice(((3, 2), (12, 10), (30, 1), (200, 1), (25, 3), (2, 4000)))
    kind = random.choice(("forms", "circle", "patterns", "functions", "parents", "spaces"))
    if kind in ("forms", "circle"):
        inside = pdf.pages[0].resources.XObject.O
        first = inside
        for _ in range(depth):
            form = pdf.make_stream(b"/X Do " * width)
            form[Name.Type], form[Name.Subtype], form[Name.BBox] = Name.XObject, Name.Form, Array([0, 0, 99, 99])
            form[Name.Resources] = Dictionary(XObject=Dictionary(X=inside))
            inside = pdf.make_indirect(form)
        if kind == "circle":
            first[Name.Resources] = Dictionary(XObject=Dictionary(In=inside))
        pdf.pages[0].resources.XObject.O = inside
    elif kind == "patterns":
        inside = pdf.pages[0].resources.Pattern.P
        for _ in range(depth):
            tile = pdf.make_stream(b"/Pattern cs /P scn 0 0 9 9 re f " * min(width, 50))
            tile[Name.PatternType], tile[Name.BBox] = 1, Array([0, 0, 9, 9])
            tile[Name.Resources] = Dictionary(Pattern=Dictionary(P=inside))
            inside = pdf.make_indirect(tile)
        pdf.pages[0].resources.Pattern.P = inside
    elif kind == "functions":
        inside = pdf.make_indirect(Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 0, 0], C1=[0, 0, 1], N=1))
        for _ in range(depth):
            count = min(width, 50) + 1
            stitched = Dictionary(
                FunctionType=3, Domain=[0, 1], Functions=Array([inside] * count), Encode=[0, 1] * count,
                Bounds=[(k + 1) / count for k in range(count - 1)],
            )  # fmt: skip
            inside = pdf.make_indirect(stitched)
        pdf.pages[1].resources.Shading.A.Function = inside
    elif kind == "parents":
        pdf.pages[0].obj.Parent = pdf.pages[0].obj
        del pdf.pages[0].obj["/MediaBox"]
    else:
        inside = Name.DeviceRGB
        for _ in range(depth):
            inside = pdf.make_indirect(Array([Name.Indexed, inside, 1, String("abcdef")]))  # type: ignore[assignment]
        pdf.pages[1].resources.ColorSpace.X = inside
    return saved(pdf)


KINDS: tuple[Callable[[Random], bytes], ...] = (
    bytes_changed, types_swapped, operators_wrong, streams_broken, nested_wildly,
)  # fmt: skip


def damaged(number: int) -> bytes:
    """The damaged file of a number."""
    random = Random(number)  # noqa: S311 (to be made again)
    return KINDS[number % len(KINDS)](random)
