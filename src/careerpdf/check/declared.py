"""Standards that a PDF declares to follow, and the rest of its XMP metadata that matters here."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from pikepdf import Pdf, Stream

from careerpdf.check.objects import UNREADABLE, entry

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"
_PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
_DECLARATIONS = "{http://pdfa.org/declarations/}"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LONGEST = 20_000_000  # bytes of metadata; beyond that nothing is read from them


@dataclass(frozen=True)
class Declared:
    """Statements of the metadata about the file itself. `claims` are the addresses of its PDF Declarations."""

    title: str | None = None
    pdfua_part: str | None = None
    pdfa_part: str | None = None
    pdfa_level: str | None = None
    claims: tuple[str, ...] = field(default=())


def read_declared(pdf: Pdf) -> Declared:
    """The declarations of the document's metadata; all empty if there are none or they are no XML."""
    metadata = entry(pdf.Root, "/Metadata")
    if not isinstance(metadata, Stream):
        return Declared()
    try:
        data = metadata.read_bytes()
        if len(data) > _LONGEST:
            return Declared()
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except (*UNREADABLE, SyntaxError):  # lxml's errors are SyntaxErrors
        return Declared()
    return Declared(
        title=_title(root),
        pdfua_part=_value(root, _PDFUA + "part"),
        pdfa_part=_value(root, _PDFA + "part"),
        pdfa_level=_value(root, _PDFA + "conformance"),
        claims=tuple(_claims(root)),
    )


def _value(root: etree._Element, name: str) -> str | None:
    """A simple property, written as an attribute of a description or as an element in one."""
    for description in root.iter(_RDF + "Description"):
        found = description.get(name)
        if found is None:
            inside = description.find(name)
            found = inside.text if inside is not None else None
        if found and found.strip():
            return str(found).strip()
    return None


def _title(root: etree._Element) -> str | None:
    """The title in its default language, else the first."""
    found: dict[str, str] = {}
    for holder in root.iter(_DC + "title"):
        if holder.text and holder.text.strip():
            found.setdefault("", holder.text.strip())
        for item in holder.iter(_RDF + "li"):
            if item.text and item.text.strip():
                found.setdefault(item.get(_XML_LANG, ""), item.text.strip())
    return found.get("x-default") or next(iter(found.values()), None)


def _claims(root: etree._Element) -> Iterator[str]:
    name = _DECLARATIONS + "conformsTo"
    for element in root.iter():
        if element.tag == name and element.text:
            yield element.text.strip()
        elif name in element.attrib:
            yield element.attrib[name].strip()
