"""What a PDF says about itself: document information, XMP, output intent, language; and the last save.

The rules are those of PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2), kept at once.
"""

import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from io import BytesIO

import pikepdf
from markupsafe import escape  # xml.sax would bring in half of the network library
from pikepdf import Array, Dictionary, Name, String

_TRIES = 6
_LARGE = 1_000_000  # bytes; with so many streams another try would hardly do better
_HEADER_DATE, _HEADER_ID = slice(24, 36), slice(84, 100)  # ICC.1:2010, 7.2: date of creation and profile id


@dataclass(frozen=True, slots=True)
class Metadata:
    """Document information; `created` with a time zone."""

    title: str
    author: str
    subject: str
    keywords: tuple[str, ...]
    lang: str
    created: datetime
    producer: str


def finish_pdf(data: bytes, meta: Metadata) -> bytes:
    """The final bytes: `data` with metadata, packed into object streams, with an id that follows from the content."""
    with pikepdf.open(BytesIO(data)) as pdf:
        root = pdf.Root
        root.Lang = String(meta.lang)
        root.MarkInfo = Dictionary(Marked=True)
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        root.Metadata = pdf.make_stream(_xmp(meta).encode(), Type=Name.Metadata, Subtype=Name.XML)
        intent = pdf.make_stream(_srgb_profile(), N=3)
        root.OutputIntents = Array(
            [
                Dictionary(
                    Type=Name.OutputIntent,
                    S=Name.GTS_PDFA1,
                    OutputConditionIdentifier=String("sRGB IEC61966-2.1"),
                    Info=String("sRGB IEC61966-2.1"),
                    DestOutputProfile=intent,
                )
            ]
        )
        date = meta.created.strftime("D:%Y%m%d%H%M%S") + _pdf_zone(meta.created)
        info = {
            "/Title": meta.title,
            "/Author": meta.author,
            "/Subject": meta.subject,
            "/Keywords": ", ".join(meta.keywords),
            "/Creator": meta.producer,
            "/Producer": meta.producer,
            "/CreationDate": date,
            "/ModDate": date,
        }
        for key in list(pdf.docinfo.keys()):
            del pdf.docinfo[key]
        for key, value in info.items():
            if value:
                pdf.docinfo[key] = String(value)
        if "/ID" in pdf.trailer:
            del pdf.trailer["/ID"]  # ReportLab's is the same in every file
        return _save(pdf)


def _save(pdf: pikepdf.Pdf) -> bytes:
    """The file, in which no stream ends with a carriage return if a few tries can help it.

    Before `endstream` stands a line feed; after a carriage return some checkers take both for the line end and find the
    stream too short (ISO 19005-2, 6.1.7.1). The last byte of a stream is as good as random, so another content helps.
    """
    data = b""
    for attempt in range(_TRIES):
        if attempt:
            _pad_streams(pdf)
            # One more object near the root moves what lies in every object stream after it.
            pdf.Root.CareerpdfPadding = Array([pdf.make_indirect(Dictionary()) for _ in range(attempt)])
        out = BytesIO()
        pdf.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
            fix_metadata_version=False,
            min_version="1.7",
        )
        data = out.getvalue()
        if b"\r\nendstream" not in data or len(data) > _LARGE:
            break
    return data


def _pad_streams(pdf: pikepdf.Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and item.read_raw_bytes().endswith(b"\r"):
            item.write(zlib.compress(item.read_bytes() + b" "), filter=Name.FlateDecode)
            if "/Length1" in item:
                item.Length1 = int(item.Length1) + 1


def creation_time(source_date_epoch: str | None, now: datetime) -> datetime:
    """`now`, or the moment that SOURCE_DATE_EPOCH names. Raises ValueError if that is no number of seconds."""
    if not source_date_epoch:
        return now
    return datetime.fromtimestamp(int(source_date_epoch), tz=UTC)


def _pdf_zone(moment: datetime) -> str:
    offset = moment.strftime("%z") or "+0000"
    return "Z" if offset == "+0000" else f"{offset[:3]}'{offset[3:5]}'"


def _xmp(meta: Metadata) -> str:
    lang = escape(meta.lang)
    when = meta.created.isoformat(timespec="seconds").replace("+00:00", "Z")
    keywords = "".join(f"<rdf:li>{escape(word)}</rdf:li>" for word in meta.keywords)
    author = (
        f"<dc:creator><rdf:Seq><rdf:li>{escape(meta.author)}</rdf:li></rdf:Seq></dc:creator>" if meta.author else ""
    )
    subject = (
        f'<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{escape(meta.subject)}</rdf:li></rdf:Alt>'
        "</dc:description>"
        if meta.subject
        else ""
    )
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(meta.title)}</rdf:li></rdf:Alt></dc:title>
{author}{subject}
<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>
<dc:subject><rdf:Bag>{keywords}</rdf:Bag></dc:subject>
<pdf:Keywords>{escape(", ".join(meta.keywords))}</pdf:Keywords>
<pdf:Producer>{escape(meta.producer)}</pdf:Producer>
<xmp:CreatorTool>{escape(meta.producer)}</xmp:CreatorTool>
<xmp:CreateDate>{when}</xmp:CreateDate><xmp:ModifyDate>{when}</xmp:ModifyDate>
<pdfuaid:part>1</pdfuaid:part>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
</rdf:Description>
{_PDFUA_EXTENSION}
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


# PDF/A allows only properties that it knows or that the file describes (ISO 19005-2, 6.6.2.3.2).
_PDFUA_EXTENSION = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


@lru_cache(maxsize=1)
def _srgb_profile() -> bytes:
    from PIL import ImageCms

    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    # LittleCMS stamps the clock into the header; equal input has to give equal bytes.
    profile[_HEADER_DATE] = (2020).to_bytes(2, "big") + b"\0\1\0\1" + bytes(6)
    profile[_HEADER_ID] = bytes(16)
    return bytes(profile)
