"""Metadata of a PDF: document information, XMP, output intent.

The rules are those of PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2), followed at once.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from markupsafe import escape  # xml.sax would import half of the network library

from careerpdf.pdf.objects import text_string
from careerpdf.pdf.writer import PdfWriter, deflate

_HEADER_DATE, _HEADER_ID = slice(24, 36), slice(84, 100)  # ICC.1:2010, 7.2: date of creation and profile id


@dataclass(frozen=True, slots=True)
class Metadata:
    """Document information; `created` has a time zone."""

    title: str
    author: str
    subject: str
    keywords: tuple[str, ...]
    lang: str
    created: datetime
    producer: str


def info_dictionary(meta: Metadata) -> str:
    """Return the document information dictionary (ISO 32000-1, 14.3.3), without unknown entries."""
    date = meta.created.strftime("D:%Y%m%d%H%M%S") + _pdf_zone(meta.created)
    info = {
        "Title": meta.title,
        "Author": meta.author,
        "Subject": meta.subject,
        "Keywords": ", ".join(meta.keywords),
        "Creator": meta.producer,
        "Producer": meta.producer,
        "CreationDate": date,
        "ModDate": date,
    }
    return "<<" + "".join(f"/{key} {text_string(value)}" for key, value in info.items() if value) + ">>"


def output_intent(writer: PdfWriter) -> str:
    """Write the sRGB profile; returns the output intent of PDF/A (ISO 19005-2, 6.2.3)."""
    profile = writer.add_stream(deflate(_srgb_profile()), "/N 3/Filter/FlateDecode")
    name = text_string("sRGB IEC61966-2.1")
    return (
        f"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier {name}/Info {name}"
        f"/DestOutputProfile {profile} 0 R>>"
    )


def _pdf_zone(moment: datetime) -> str:
    """Return the time zone as a PDF date has it."""
    offset = moment.strftime("%z") or "+0000"
    return "Z" if offset == "+0000" else f"{offset[:3]}'{offset[3:5]}'"


def xmp_packet(meta: Metadata) -> bytes:
    """Return the XMP metadata: the same as the document information, and the claims of the standards."""
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
<?xpacket end="w"?>""".encode()


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
    """Return an sRGB profile that is the same on every day."""
    from PIL import ImageCms

    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    # LittleCMS writes the time into the header; equal input has to give equal bytes.
    profile[_HEADER_DATE] = (2020).to_bytes(2, "big") + b"\0\1\0\1" + bytes(6)
    profile[_HEADER_ID] = bytes(16)
    return bytes(profile)
