"""Topics that the outside checkers' rules are about: page-validation's by name, veraPDF's by clause or by wording."""

import re
from collections.abc import Mapping

from careerpdf.check.rule_texts import WORDS
from careerpdf.check.standards import Standard

#: Clauses and tests of ISO 14289-1 and -2, by veraPDF's numbers. Well-Tagged PDF counts as ISO 14289-2 does.
_CLAUSES: Mapping[str, Mapping[str, str]] = {
    "ua1": {
        "5-1": "ID-SCHEMA", "5-2": "ID-PART", "5-3": "ID-PART-PREFIX", "5-4": "ID-AMD-PREFIX", "5-5": "ID-CORR-PREFIX",
        "6.1-1": "HEADER", "6.2-1": "TAGGED-DOCUMENT", "7.1-1": "ARTIFACT-NESTED",
        "7.1-2": "TAGGED-CONTENT-INSIDE-ARTIFACT", "7.1-3": "CONTENT-TAGGING", "7.1-4": "SUSPECTS",
        "7.1-5": "STRUCT-TREE-ROLE-MAP", "7.1-6": "STRUCT-TREE-ROLE-MAP-CYCLE",
        "7.1-7": "STRUCT-TREE-ROLE-MAP-STANDARD", "7.1-8": "METADATA-STRUCTURE", "7.1-9": "METADATA-TITLE",
        "7.1-10": "VIEWER-PREFERENCES", "7.1-11": "STRUCT-TREE-ROOT", "7.1-12": "STRUCT-ELEMENT-PARENT",
        "7.2-2": "OUTLINE-LANGUAGE", "7.2-3": "TABLE-KIDS", "7.2-4": "TR-PARENT", "7.2-5": "THEAD-PARENT",
        "7.2-6": "TBODY-PARENT", "7.2-7": "TFOOT-PARENT", "7.2-8": "TH-PARENT", "7.2-9": "TD-PARENT",
        "7.2-10": "TR-KIDS", "7.2-11": "TABLE-THEAD-COUNT", "7.2-12": "TABLE-TFOOT-COUNT",
        "7.2-13": "TABLE-TFOOT-TBODY", "7.2-14": "TABLE-THEAD-TBODY", "7.2-15": "TABLE-CELL-INTERSECTION",
        "7.2-16": "TABLE-CAPTION-POSITION", "7.2-17": "LI-PARENT", "7.2-18": "LBODY-PARENT", "7.2-19": "L-KIDS",
        "7.2-20": "LI-KIDS", "7.2-21": "ACTUAL-TEXT-LANGUAGE", "7.2-22": "ALT-TEXT-LANGUAGE",
        "7.2-23": "E-TEXT-LANGUAGE", "7.2-24": "ANNOTATION-CONTENTS-LANGUAGE", "7.2-25": "FORM-FIELD-TU-LANGUAGE",
        "7.2-26": "TOCI-PARENT", "7.2-27": "TOC-KIDS", "7.2-28": "TOC-CAPTION", "7.2-29": "LANGUAGE-TAG",
        "7.2-30": "SPAN-ACTUAL-TEXT-LANGUAGE", "7.2-31": "SPAN-ALT-TEXT-LANGUAGE", "7.2-32": "SPAN-E-TEXT-LANGUAGE",
        "7.2-33": "METADATA-LANGUAGE", "7.2-34": "TEXT-LANGUAGE", "7.2-36": "THEAD-KIDS", "7.2-37": "TBODY-KIDS",
        "7.2-38": "TFOOT-KIDS", "7.2-39": "TABLE-CAPTION-COUNT", "7.2-40": "L-CAPTION",
        "7.2-41": "TABLE-COLUMN-ROWSPAN", "7.2-42": "TABLE-ROW-COLUMNSPAN", "7.2-43": "TABLE-ROW-COLUMNSPAN",
        "7.3-1": "FIGURE-ALTERNATIVE-TEXT", "7.4.2-1": "HEADING-NESTING", "7.4.4-1": "HEADING-CHILD-COUNT",
        "7.4.4-2": "HEADING-STRUCTURE", "7.4.4-3": "HEADING-STRUCTURE", "7.5-1": "TABLE-HEADERS-SCOPE",
        "7.5-2": "TABLE-HEADERS-UNDEFINED", "7.7-1": "FORMULA-ALTERNATIVE-TEXT", "7.9-1": "NOTE-ID",
        "7.9-2": "NOTE-ID-UNIQUE", "7.10-1": "OPTIONAL-CONTENT-NAME", "7.10-2": "OPTIONAL-CONTENT-AS",
        "7.11-1": "FILE-SPEC-F-AND-UF", "7.15-1": "DYNAMIC-XFA", "7.16-1": "ENCRYPTION-P",
        "7.18.1-1": "ANNOTATION-ANNOT-TAG", "7.18.1-2": "ANNOTATION-CONTENTS-ALT", "7.18.1-3": "FORM-FIELD-TU-ALT",
        "7.18.2-1": "TRAPNET-ANNOTATION", "7.18.3-1": "PAGE-TABS", "7.18.4-1": "WIDGET-FORM-TAG",
        "7.18.4-2": "FORM-CHILDREN", "7.18.5-1": "LINK-LINK-TAG", "7.18.5-2": "LINK-CONTENTS",
        "7.18.6.2-1": "MEDIA-CLIP-CT", "7.18.6.2-2": "MEDIA-CLIP-ALT", "7.18.8-1": "PRINTER-MARK-ARTIFACT",
        "7.20-1": "FORM-REFERENCE", "7.20-2": "FORM-STRUCTURE", "7.21.3.1-1": "TYPE0-CID-SYSTEM-INFO",
        "7.21.3.2-1": "CIDTOGIDMAP", "7.21.3.3-1": "CMAP-EMBEDDING", "7.21.3.3-2": "CMAP-WMODE",
        "7.21.3.3-3": "CMAP-REFERENCE", "7.21.4.1-1": "FONT-EMBEDDING", "7.21.4.1-2": "FONT-GLYPH-PRESENCE",
        "7.21.4.2-1": "FONT-TYPE1-CHARSET", "7.21.4.2-2": "CID-SUBSET-CIDSET", "7.21.5-1": "FONT-GLYPH-WIDTH",
        "7.21.6-1": "TRUETYPE-NONSYMBOLIC-CMAP", "7.21.6-2": "TRUETYPE-NONSYMBOLIC-ENCODING",
        "7.21.6-3": "TRUETYPE-SYMBOLIC-ENCODING", "7.21.6-4": "TRUETYPE-SYMBOLIC-CMAP",
        "7.21.7-1": "FONT-UNICODE-MAPPING", "7.21.7-2": "FONT-UNICODE-VALUE", "7.21.8-1": "NOTDEF-GLYPH",
    },
    "ua2": {
        "5-1": "ID-SCHEMA", "5-2": "ID-PART", "5-3": "ID-PART-PREFIX", "5-4": "ID-PART-PREFIX", "5-5": "ID-PART",
        "6.1-1": "HEADER", "6.2-1": "TAGGED-DOCUMENT", "8.2.1-1": "STRUCT-TREE-ROOT",
        "8.2.1-2": "STRUCT-ELEMENT-PARENT",
        "8.2.2-1": "CONTENT-TAGGING", "8.2.4-1": "NAMESPACE", "8.2.4-2": "STRUCT-TREE-ROLE-MAP-CYCLE",
        "8.2.4-3": "STRUCT-TREE-ROLE-MAP-STANDARD", "8.2.4-4": "NAMESPACE", "8.2.5.2-1": "ROOT-DOCUMENT",
        "8.2.5.2-2": "ROOT-DOCUMENT", "8.2.5.8-1": "TOC-REFERENCE", "8.2.5.12-1": "H-TYPE", "8.2.5.14-1": "NOTE-TYPE",
        "8.2.5.14-2": "NOTE-REFERENCE", "8.2.5.14-3": "NOTE-REFERENCE", "8.2.5.14-4": "NOTE-TYPE",
        "8.2.5.20-1": "LINK-LINK-TAG", "8.2.5.20-2": "LINK-TARGETS", "8.2.5.23-1": "RUBY", "8.2.5.24-1": "RUBY",
        "8.2.5.25-1": "LIST-NUMBERING", "8.2.5.25-2": "LI-KIDS", "8.2.5.26-1": "TABLE-CELL-INTERSECTION",
        "8.2.5.26-2": "TABLE-COLUMN-ROWSPAN", "8.2.5.26-3": "TABLE-ROW-COLUMNSPAN",
        "8.2.5.26-4": "TABLE-ROW-COLUMNSPAN", "8.2.5.26-5": "TABLE-HEADERS-SCOPE",
        "8.2.5.26-6": "TABLE-HEADERS-UNDEFINED", "8.2.5.27-1": "TABLE-CAPTION-POSITION",
        "8.2.5.28.2-1": "FIGURE-ALTERNATIVE-TEXT", "8.2.5.29-1": "MATH", "8.4.3-1": "UNICODE-PUA-ACTUALTEXT",
        "8.4.3-2": "PUA-TEXT", "8.4.3-3": "PUA-TEXT", "8.4.4-1": "LANG", "8.4.4-2": "LANGUAGE-TAG",
        "8.4.5.3.1-1": "TYPE0-CID-SYSTEM-INFO", "8.4.5.3.2-1": "CIDTOGIDMAP", "8.4.5.4-1": "CMAP-EMBEDDING",
        "8.4.5.4-2": "CMAP-WMODE", "8.4.5.4-3": "CMAP-REFERENCE", "8.4.5.5.1-1": "FONT-EMBEDDING",
        "8.4.5.5.1-2": "FONT-GLYPH-PRESENCE", "8.4.5.6-1": "FONT-GLYPH-WIDTH",
        "8.4.5.7-1": "TRUETYPE-NONSYMBOLIC-CMAP", "8.4.5.7-2": "TRUETYPE-NONSYMBOLIC-ENCODING",
        "8.4.5.7-3": "TRUETYPE-SYMBOLIC-ENCODING", "8.4.5.7-4": "TRUETYPE-SYMBOLIC-CMAP",
        "8.4.5.8-1": "FONT-UNICODE-MAPPING", "8.4.5.8-2": "FONT-UNICODE-VALUE", "8.4.5.9-1": "NOTDEF-GLYPH",
        "8.6-1": "PUA-TEXT", "8.7-1": "OPTIONAL-CONTENT-NAME", "8.7-2": "OPTIONAL-CONTENT-AS",
        "8.8-1": "STRUCTURE-DESTINATION", "8.8-2": "STRUCTURE-DESTINATION", "8.9.2.2-1": "ANNOTATION-ARTIFACT",
        "8.9.2.2-2": "ANNOTATION-ARTIFACT", "8.9.2.3-1": "ANNOTATION-ANNOT-TAG", "8.9.2.3-2": "RICH-TEXT",
        "8.9.2.4.7-1": "STAMP-CONTENTS", "8.9.2.4.8-1": "STAMP-CONTENTS", "8.9.2.4.9-1": "ANNOTATION-ARTIFACT",
        "8.9.2.4.10-1": "FILE-SPEC-F-AND-UF", "8.9.2.4.11-1": "ANNOTATION-FORBIDDEN",
        "8.9.2.4.11-2": "ANNOTATION-FORBIDDEN", "8.9.2.4.12-1": "MEDIA-CLIP-ALT",
        "8.9.2.4.13-1": "ANNOTATION-ARTIFACT", "8.9.2.4.14-1": "PRINTER-MARK-ARTIFACT",
        "8.9.2.4.15-1": "TRAPNET-ANNOTATION", "8.9.2.4.16-1": "ANNOTATION-ANNOT-TAG", "8.9.2.4.19-1": "MEDIA-CLIP-ALT",
        "8.9.2.4.19-2": "MEDIA-CLIP-ALT", "8.9.3.3-1": "PAGE-TABS", "8.9.4.2-1": "CONTENTS-ALT",
        "8.10.1-1": "WIDGET-FORM-TAG", "8.10.1-2": "FORM-CHILDREN", "8.10.1-3": "DYNAMIC-XFA",
        "8.10.2.3-1": "FORM-FIELD-LABEL", "8.10.2.3-2": "FORM-FIELD-LABEL", "8.10.3.3-1": "RICH-TEXT",
        "8.10.3.5-1": "SIGNATURE-ALT", "8.11.1-1": "METADATA-TITLE", "8.11.1-2": "METADATA-STRUCTURE",
        "8.11.2-1": "VIEWER-PREFERENCES", "8.14.1-1": "ATTACHMENT-DESCRIPTION",
        "6.1.2-1": "ID-SCHEMA", "6.1.3-1": "ID-SCHEMA",
    },
}  # fmt: skip

#: PDF/A's rules by their own words, the first that fits; the parts of ISO 19005 number alike rules differently.
_WORDINGS: tuple[tuple[str, str], ...] = (
    (r"shall not contain (any (integer|name|real|string)|more than|a CID value)|nest q/Q|page boundaries", "LIMITS"),
    (r"A or AA keys|Requirements key", "SCRIPT"),
    (r"remapped", "STRUCT-TREE-ROLE-MAP-STANDARD"),
    (r"ToUnicode.*(greater than|U\+FEFF)|Unicode values specified", "FONT-UNICODE-VALUE"),
    (r"PUA|Private Use Area", "UNICODE-PUA-ACTUALTEXT"),
    (r"ToUnicode|map of all used character codes", "FONT-UNICODE-MAPPING"),
    (r"\.notdef", "NOTDEF-GLYPH"),
    (r"glyph width|Widths? -|width information", "FONT-GLYPH-WIDTH"),
    (r"CharSet string", "FONT-TYPE1-CHARSET"),
    (r"CIDSet", "CID-SUBSET-CIDSET"),
    (r"CIDSystemInfo", "TYPE0-CID-SYSTEM-INFO"),
    (r"CIDToGIDMap", "CIDTOGIDMAP"),
    (r"WMode", "CMAP-WMODE"),
    (r"CMap shall not reference", "CMAP-REFERENCE"),
    (r"CMaps used within", "CMAP-EMBEDDING"),
    (r"define all (font )?glyphs|all glyphs referenced", "FONT-GLYPH-PRESENCE"),
    (r"[Ff]ont programs for all fonts|be embedded within", "FONT-EMBEDDING"),
    (r"symbolic TrueType", "TRUETYPE-NONSYMBOLIC-ENCODING"),
    (r"font", "FONT-DICTIONARY"),
    (r"DeviceRGB", "DEVICE-RGB"),
    (r"DeviceCMYK", "DEVICE-CMYK"),
    (r"DeviceGray|uncalibrated", "DEVICE-GRAY"),
    (r"OutputIntent|output intent|DestOutputProfile", "OUTPUTINTENT"),
    (r"ICC|Separation|DeviceN|Colorants|JPEG2000|colour (space|channel)|blending colour|bit-depth", "COLOUR-PROFILE"),
    (r"Interpolate", "IMAGE-INTERPOLATE"),
    (r"BitsPerComponent|Alternates|OPI|Image dictionary", "IMAGE-KIND"),
    (r"[Tt]ransparen|SMask|blend mode|\bBM\b|\bCA key|\bca key", "TRANSPARENCY"),
    (r"PostScript XObject|reference XObject|Subtype2", "FORM-REFERENCE"),
    (
        r"rendering intent|halftone|Halftone|TR2? key|HTO|HTP|operators? not defined|"
        r"content stream that references",
        "RENDERING",
    ),
    (r"named resources|Resources dictionary", "CONTENT-RESOURCES"),
    (r"XFA|NeedsRendering", "FORM-XFA"),
    (r"NeedAppearances", "FORM-APPEARANCE"),
    (r"AA entry|\bA key|[Aa]ctions?\b|JavaScript", "SCRIPT"),
    (r"appearance dictionary|AP key|N key|value of the N", "ANNOTATION-AP-REQUIRED"),
    (r"F key.*(Print|flag)|contain the F key", "ANNOTATION-FLAGS"),
    (r"Annotation types|C array|annotation", "ANNOTATION-SUBTYPE"),
    (r"EmbeddedFiles|embedded file|EF key|[Ff]ile specification|AFRelationship|associated files", "ATTACHMENT"),
    (r"OCProperties|optional content", "LAYERS"),
    (r"entry from the document information|document information dictionary", "METADATA-DIFFER"),
    (r"pdfaid|PDF/A version and conformance|Identification", "ID-SCHEMA"),
    (
        r"extension schema|pdfaSchema|pdfaProperty|pdfaType|pdfaField|XMP properties|" r"All properties",
        "XMP-PROPERTY-DEFINITION",
    ),
    (r"XMP|[Mm]etadata", "METADATA-FORM"),
    (r"MarkInfo|Marked", "TAGGED-DOCUMENT"),
    (r"StructTreeRoot|structure hierarchy", "STRUCT-TREE-ROOT"),
    (r"circular mapping", "STRUCT-TREE-ROLE-MAP-CYCLE"),
    (r"standard structure types?", "STRUCT-TREE-ROLE-MAP"),
    (r"[Ss]ignature|DocMDP|digest", "SIGNATURE"),
    (r"[Ll]anguage|Lang entry", "LANGUAGE-TAG"),
    (r"Encrypt|[Pp]ermissions", "ENCRYPTION"),
    (r"\bID\b|[Ff]ile identifier", "TRAILER-ID"),
    (r"LZW", "STREAM-LZW"),
    (r"filters?\b", "STREAM-FILTER"),
    (r"Length key", "STREAM-LENGTH"),
    (r"stream keyword|endstream", "STREAM-EOL"),
    (r"end-of-file", "POST-EOF-DATA"),
    (r"[Xx]ref streams", "XREF-STREAM"),
    (r"[Mm]aximum|Largest|Smallest|[Aa]bsolute real|less than or equal", "LIMITS"),
    (r"AlternatePresentations|Presentation|PresSteps|transition", "PRESENTATION"),
    (
        r"header|hexadecimal|Hexadecimal|object number|cross reference|trailer|"
        r"Version key|page boundary|stream|EOL marker",
        "FILE-STRUCTURE",
    ),
)
_PATTERNS = tuple((re.compile(pattern), topic) for pattern, topic in _WORDINGS)

_PAGE_RULE = re.compile(r"PDF(?:UA\d|A\d\w)-(.+)-\d{3}")
_CONTAINMENT = re.compile(
    r"shall (?:not contain|contain (?:at most|exactly) one)|, when used as a n?o?n?-?grouping element"
)

#: What a rule's clause is one of.
SOURCES: Mapping[Standard, str] = {
    Standard.PDF_UA_1: "ISO 14289-1",
    Standard.PDF_UA_2: "ISO 14289-2",
    Standard.WTPDF_ACCESSIBILITY: "WTPDF 1.0",
    Standard.WTPDF_REUSE: "WTPDF 1.0",
} | {standard: f"ISO 19005-{standard.removeprefix('PDF/A-')[0]}" for standard in Standard if standard.is_archive}


def topic_of_page_rule(rule: str) -> str:
    """The topic of a rule of page-validation, such as `PDFUA1-FONT-EMBEDDING-001`; empty if it is not known."""
    parts = _PAGE_RULE.fullmatch(rule)
    return parts[1] if parts and parts[1] in WORDS else ""


def topic_of_clause(standard: Standard, clause: str, wording: str) -> str:
    """The topic of a rule of veraPDF: its clause and test, such as `7.1-3`, and the rule in the standard's words."""
    if standard.is_archive:
        return next((topic for pattern, topic in _PATTERNS if pattern.search(wording)), "ARCHIVE-OTHER")
    known = _CLAUSES["ua1" if standard is Standard.PDF_UA_1 else "ua2"].get(clause)
    if known is None and standard is not Standard.PDF_UA_1:
        if "content items" in wording:
            return "CONTENT-IN-GROUP"
        return "CONTAINMENT" if _CONTAINMENT.search(wording) else ""
    return known or ""
