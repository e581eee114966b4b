"""Metadata of a press file: title and dates, and for PDF/X-4 (ISO 15930-7) its printing condition."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from markupsafe import escape
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from careerpdf.check.objects import entry, number
from careerpdf.press.colour import Cmyk

VERSION = "PDF/X-4"


@dataclass(frozen=True, slots=True)
class Described:
    """`created` with a time zone."""

    title: str
    created: datetime
    producer: str


def describe(pdf: Pdf, described: Described, profile: Cmyk | None) -> None:
    """Write document information and XMP, and with a profile all that PDF/X-4 asks of the catalog."""
    when = described.created
    zone = when.strftime("%z") or "+0000"
    date = when.strftime("D:%Y%m%d%H%M%S") + ("Z" if zone == "+0000" else f"{zone[:3]}'{zone[3:5]}'")
    info = pdf.docinfo
    info[Name.Title] = String(described.title)
    info[Name.Creator] = info[Name.Producer] = String(described.producer)
    info[Name.CreationDate] = info[Name.ModDate] = String(date)
    info[Name.Trapped] = Name("/False")
    metadata = pdf.make_stream(_xmp(described, profile is not None))
    metadata[Name.Type], metadata[Name.Subtype] = Name.Metadata, Name.XML
    pdf.Root[Name.Metadata] = pdf.make_indirect(metadata)
    # Who prints it from a viewer gets it as it is.
    pdf.Root[Name.ViewerPreferences] = Dictionary(PrintScaling=Name("/None"), DisplayDocTitle=True)
    if profile is not None:
        stream = pdf.make_stream(profile.profile)
        stream[Name.N] = 4
        pdf.Root[Name.OutputIntents] = Array(
            [
                Dictionary(
                    Type=Name.OutputIntent,
                    S=Name.GTS_PDFX,
                    OutputConditionIdentifier=String(profile.description),
                    OutputCondition=String(profile.description),
                    Info=String(profile.description),
                    DestOutputProfile=pdf.make_indirect(stream),
                )
            ]
        )


#: Entries that PDF/X-4 (ISO 15930-7, 6) has no room for: other versions of a picture, pages of other files, code of a
#: printer, actions, metadata and structure of the file that the page is from, layers that the catalog does not name.
_FORBIDDEN = ("/Alternates", "/OPI", "/Ref", "/PS", "/Subtype2", "/AA", "/Metadata", "/PieceInfo", "/OC",
              "/StructParent", "/StructParents", "/LastModified")  # fmt: skip
#: Entries of a graphics state that ask something of the machine that exposes the plates.
_MACHINE = ("/TR", "/TR2", "/HT", "/HTP", "/HTO", "/BG", "/BG2", "/UCR", "/UCR2")


def take_out_what_pdfx_forbids(pdf: Pdf) -> None:
    """Remove entries that no PDF/X-4 file may have, and that print nothing, from pages of other programs."""
    for item in pdf.objects:
        if isinstance(item, Stream) and entry(item, "/Subtype") in (Name.Image, Name.Form):
            _without(item, _FORBIDDEN)
        if isinstance(item, Stream) and entry(item, "/Subtype") == Name.PS:
            item.write(b"")
            item[Name.Subtype], item[Name.BBox] = Name.Form, Array([0, 0, 0, 0])
            _without(item, ("/Level1",))
        for resources in (item, entry(item, "/Resources")):
            states = entry(resources, "/ExtGState")
            for key in states.keys() if isinstance(states, Dictionary) else ():
                _without(entry(states, key), _MACHINE)
        if isinstance(item, Dictionary) and entry(item, "/Type") == Name.ExtGState:
            _without(item, _MACHINE)


def say_how_colours_blend(pdf: Pdf) -> None:
    """Make the pages of a file with transparency blend in the inks of the press, as PDF/X-4 asks (6.10)."""
    if any(_blends(item) for item in pdf.objects):
        for page in pdf.pages:
            page.obj[Name.Group] = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)


def _blends(item: object) -> bool:
    """True for an object that makes something see-through: a picture, a graphics state, or resources that hold one."""
    if isinstance(item, Stream) and entry(item, "/Subtype") == Name.Image:
        return entry(item, "/SMask") is not None
    for resources in (item, entry(item, "/Resources")):
        states = entry(resources, "/ExtGState")
        for key in states.keys() if isinstance(states, Dictionary) else ():
            if _is_see_through(entry(states, key)):
                return True
    return entry(item, "/Type") == Name.ExtGState and _is_see_through(item)


def _is_see_through(state: object) -> bool:
    opacity = [entry(state, "/ca"), entry(state, "/CA")]
    return (
        any(value is not None and number(value) < 1 for value in opacity)
        or entry(state, "/SMask") not in (None, Name("/None"))
        or entry(state, "/BM") not in (None, Name.Normal, Name.Compatible)
    )


def _without(item: object, keys: Iterable[str]) -> None:
    for key in keys:
        if isinstance(item, Dictionary | Stream) and key in item:
            del item[key]


def _xmp(described: Described, pdfx: bool) -> bytes:
    title, producer = escape(described.title), escape(described.producer)
    when = described.created.isoformat(timespec="seconds").replace("+00:00", "Z")
    mark = sha256(f"{described.title}\n{when}".encode()).hexdigest()
    document = f"uuid:{mark[:8]}-{mark[8:12]}-{mark[12:16]}-{mark[16:20]}-{mark[20:32]}"
    standard = f"<pdfxid:GTS_PDFXVersion>{VERSION}</pdfxid:GTS_PDFXVersion>" if pdfx else ""
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<pdf:Producer>{producer}</pdf:Producer><pdf:Trapped>False</pdf:Trapped>
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
<xmp:CreateDate>{when}</xmp:CreateDate><xmp:ModifyDate>{when}</xmp:ModifyDate><xmp:MetadataDate>{when}</xmp:MetadataDate>
<xmpMM:DocumentID>{document}</xmpMM:DocumentID><xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
{standard}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>""".encode()
