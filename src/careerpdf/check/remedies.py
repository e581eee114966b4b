"""Remedies: how to mend a finding in Word, in InDesign and in Acrobat, and the criteria of WCAG that it touches.

Findings are many, ways to mend them few: each topic belongs to a group, and a group has its three remedies.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remedy:
    """Steps to take in each program; `criteria` are numbers of WCAG 2.1."""

    criteria: tuple[str, ...]
    word: str
    indesign: str
    acrobat: str


_EXPORT = "File > Save As > PDF > Options: tick “Document structure tags for accessibility”. Do not print to PDF."
_EXPORT_ID = "File > Export > Adobe PDF (Interactive or Print): tick “Create Tagged PDF”."
_TAGS = "All tools > Prepare for accessibility > Fix reading order, or the Accessibility tags panel"
REMEDIES: Mapping[str, Remedy] = {
    "tags": Remedy(
        ("1.3.1", "1.3.2", "4.1.1"),
        _EXPORT,
        _EXPORT_ID,
        "All tools > Prepare for accessibility > Automatically tag PDF. Then check every tag: it guesses.",
    ),
    "content": Remedy(
        ("1.3.1", "1.3.2"),
        "Save as PDF anew with tags. Mark mere ornaments as decorative (right-click > View Alt Text).",
        "Give every text and picture frame its place in the Articles panel; mark "
        "ornaments as artifacts (Object > Object Export Options > Tagged PDF).",
        f"{_TAGS}: tag what is content; for ornaments choose “Background/Artifact”.",
    ),
    "structure": Remedy(
        ("1.3.1", "4.1.1"),
        "Save as PDF anew with tags from the original; a PDF that was joined or "
        "edited afterward often has broken tags.",
        "Export the PDF anew from the InDesign file with tags.",
        "All tools > Prepare for accessibility > Accessibility tags panel: move or "
        "delete the tag, or map its type (Options > Edit Role Map).",
    ),
    "alt": Remedy(
        ("1.1.1",),
        "Right-click the picture > View Alt Text. Say what it is there to say; mark ornaments as decorative.",
        "Object > Object Export Options > Alt Text > Custom.",
        "All tools > Prepare for accessibility > Set alternate text.",
    ),
    "title": Remedy(
        ("2.4.2",),
        "File > Info > Title; when saving as PDF > Options, tick “Document properties”.",
        "File > File Info > Document Title; when exporting, Display Title: Document Title.",
        "Menu > Document properties > Description > Title; Initial View > Show: Document Title.",
    ),
    "language": Remedy(
        ("3.1.1",),
        "Review > Language > Set Proofing Language for all text, then save as PDF anew.",
        "Paragraph styles > Advanced Character Formats > Language; Export > Advanced > Language.",
        "Menu > Document properties > Advanced > Language.",
    ),
    "language-of-part": Remedy(
        ("3.1.2",),
        "Select the passage > Review > Language > Set Proofing Language.",
        "Make a character style with the other language (Advanced Character Formats) and give it to the passage.",
        "Accessibility tags panel > the passage's tag > Properties > Language.",
    ),
    "contrast": Remedy(
        ("1.4.3",),
        "Home > Font Color: choose a darker color (Review > Check Accessibility names weak ones).",
        "Swatches: choose a darker color; test the pair with a contrast checker.",
        "Acrobat cannot do this well: change the color in the original and make the PDF anew.",
    ),
    "size": Remedy(
        ("1.4.4",),
        "Home > Font Size: at least 9 pt, better 12 pt.",
        "Paragraph styles > Basic Character Formats > Size.",
        "Change the size in the original and make the PDF anew.",
    ),
    "hidden": Remedy(
        ("1.3.1", "1.3.2"),
        "Delete hidden text and text behind shapes, then save as PDF anew.",
        "Delete text outside the page and behind frames, or put it on a layer that is not exported.",
        "All tools > Redact a PDF > Sanitize > Remove hidden information; or mark it as an artifact.",
    ),
    "order": Remedy(
        ("1.3.2",),
        "Set pictures and text boxes “In line with text”; use Layout > Columns in place of text boxes.",
        "Window > Articles: drag the frames into reading order and tick “Use for Reading Order in Tagged PDF”.",
        "Accessibility tags panel: drag the tags into reading order (the Order panel alone does not do it).",
    ),
    "headings": Remedy(
        ("1.3.1", "2.4.6"),
        "Home > Styles: Heading 1 for the title, Heading 2 for its sections, and so on; never bold type alone.",
        "Paragraph styles > Export Tagging > PDF: H1, H2, … for the styles of headings.",
        f"{_TAGS}: choose Heading 1 to 6 for each heading.",
    ),
    "lists": Remedy(
        ("1.3.1",),
        "Home > Bullets or Numbering in place of typed signs.",
        "Paragraph styles > Bullets and Numbering in place of typed signs.",
        "Accessibility tags panel: make L > LI > Lbl and LBody of the items.",
    ),
    "tables": Remedy(
        ("1.3.1",),
        "Insert > Table in place of tabs; Table Layout > Repeat Header Rows for the "
        "first row. No table for layout alone.",
        "Table > Convert Rows > To Header; no tabs in place of a table.",
        "All tools > Prepare for accessibility > Fix reading order > Table Editor: headers, their scope, spans.",
    ),
    "paragraphs": Remedy(
        ("1.3.1",),
        "Press Enter at the end of paragraphs only, never at the end of a line.",
        "Let text flow; no forced paragraph ends inside a paragraph.",
        "Accessibility tags panel: move the lines into one P tag.",
    ),
    "links": Remedy(
        ("2.4.4",),
        "Select words that say where the link leads > Insert > Link; never “click here”.",
        "Window > Interactive > Hyperlinks: make the link of words that say where it leads.",
        "The link's tag > Properties > Alternate Text; better to change the words in the original.",
    ),
    "link-tags": Remedy(
        ("1.3.1", "2.1.1", "2.4.4", "4.1.2"),
        "Insert > Link, then save as PDF with tags.",
        "Window > Interactive > Hyperlinks, and export with tags.",
        "Accessibility tags panel: Options > Find > Unmarked Links > Tag Element; "
        "add a description in the link's Properties.",
    ),
    "link-targets": Remedy(
        ("2.4.4",),
        "Right-click the link > Edit Hyperlink: give the whole address, beginning with https://.",
        "Window > Interactive > Hyperlinks: correct the destination.",
        "Edit > Link > Edit: right-click the link > Properties > Actions.",
    ),
    "bookmarks": Remedy(
        ("2.4.5",),
        "File > Save As > PDF > Options: tick “Create bookmarks using headings”.",
        "Layout > Table of Contents: tick “Create PDF Bookmarks”; export with bookmarks.",
        "Bookmarks panel > Options > New Bookmarks from Structure.",
    ),
    "fonts": Remedy(
        (),
        "File > Options > Save: tick “Embed fonts in the file”; save as PDF and do not print to PDF.",
        "Export > Advanced > Subset fonts: 100 %, with fonts that may be embedded.",
        "All tools > Use print production > Preflight > Embed missing fonts.",
    ),
    "letters": Remedy(
        ("1.3.1", "1.4.5"),
        "Use another font, and save as PDF in place of printing to PDF.",
        "Use an OpenType font, and export the PDF anew.",
        "Preflight can rarely mend it: make the PDF anew, or recognize the text (Scan & OCR) and tag it.",
    ),
    "scan": Remedy(
        ("1.1.1", "1.3.1", "1.3.2", "1.4.4", "1.4.5"),
        "Write the text in Word, or open the scan in Word and correct what it recognizes.",
        "Set the text as text.",
        "All tools > Scan & OCR > Recognize text; then tag it (Automatically tag PDF) and read all of it.",
    ),
    "replaced": Remedy(
        ("1.3.1", "1.3.2"),
        "Remove alternative texts from groups and text boxes that hold real text.",
        "Object > Object Export Options: no alternative or actual text for frames that hold real text.",
        "Accessibility tags panel > the tag > Properties: delete Actual Text and Alternate Text.",
    ),
    "skipped": Remedy(
        ("1.3.1",),
        "Move text that has to be read out of the header, the footer and decorative boxes.",
        "Object > Object Export Options > Tagged PDF: “Based on Structure” and not “Artifact”.",
        f"{_TAGS}: select the text and choose Text/Paragraph.",
    ),
    "notes": Remedy(
        ("1.3.1",),
        "References > Insert Footnote in place of typed numbers.",
        "Type > Insert Footnote in place of typed numbers.",
        "Accessibility tags panel: tag the note as Note and give it an ID of its own (Properties).",
    ),
    "contents": Remedy(
        ("1.3.1",),
        "References > Table of Contents > Automatic.",
        "Layout > Table of Contents, and export with tags.",
        "Accessibility tags panel: make TOC > TOCI > Reference > Link of the entries.",
    ),
    "forms": Remedy(
        ("1.3.1", "2.1.1", "3.3.2", "4.1.2"),
        "Make the form's fields in Acrobat: Word's do not come along.",
        "Window > Interactive > Buttons and Forms: a Description for each field.",
        "All tools > Prepare a form: a Tooltip for each field; then tag the fields (Tag form fields).",
    ),
    "annotations": Remedy(
        ("1.1.1", "1.3.1", "4.1.2"),
        "Remove comments before saving as PDF.",
        "Export without comments and printer's marks.",
        "Delete comments that need not stay; tag the others (Find > Unmarked Annotations) and describe them.",
    ),
    "tab-order": Remedy(
        ("2.1.1", "2.4.3"),
        "Save as PDF anew with tags: Word sets it.",
        "Export the PDF anew with “Use Structure for Tab Order”.",
        "Page thumbnails: select all > Page properties > Tab order: Use Document Structure.",
    ),
    "media": Remedy(
        ("1.2.1", "1.2.2", "1.2.3", "1.2.5"),
        "Leave films and sound out of the PDF and link to a captioned version.",
        "Leave films and sound out of the PDF and link to a captioned version.",
        "Delete the film or sound, or describe it in its tag's Properties and caption it.",
    ),
    "declaration": Remedy(
        (),
        "Word declares nothing: have Acrobat or another program do so once all else passes.",
        "Export > Standard: PDF/UA where your version has it; else declare it in Acrobat.",
        "All tools > Use print production > Preflight > PDF/UA: the fix-up “Set PDF/UA-1 entry”, once all else passes.",
    ),
    "metadata": Remedy(
        ("2.4.2",),
        "File > Info > Properties: fill in the title, then save as PDF anew.",
        "File > File Info, then export anew.",
        "Menu > Document properties > Additional Metadata.",
    ),
    "layers": Remedy(
        (),
        "Word makes no layers: save as PDF anew.",
        "Export without “Create Acrobat Layers”, or name every layer.",
        "Layers panel > Options: give a name; or Preflight > Flatten layers.",
    ),
    "attachments": Remedy(
        (),
        "Leave attachments out of the PDF.",
        "Leave attachments out of the PDF.",
        "Attachments panel: add a description, or remove the file.",
    ),
    "security": Remedy(
        ("4.1.2",),
        "Save without a password, or allow reading by screen readers.",
        "Export > Security: tick “Enable text access of screen reader devices”.",
        "Menu > Document properties > Security: No Security, or allow text access for screen readers.",
    ),
    "archive": Remedy(
        (),
        "File > Save As > PDF > Options: tick “PDF/A compliant”.",
        "Export a PDF with output intent, then convert it in Acrobat.",
        "All tools > Use print production > Preflight > PDF/A > Convert to PDF/A.",
    ),
    "scripts": Remedy(
        ("2.1.1", "3.2.1", "3.2.2"),
        "Word puts no scripts into a PDF: save it anew.",
        "Export as Adobe PDF (Print), which has no actions.",
        "All tools > Use JavaScript > Document JavaScripts: delete them.",
    ),
    "file": Remedy(
        ("4.1.1",),
        "Save as PDF anew.",
        "Export the PDF anew.",
        "Menu > Save as other > Optimized PDF, or make the PDF anew.",
    ),
}

_GROUPS: Mapping[str, str] = {
    "tags": "TAGGED-DOCUMENT STRUCT-TREE-ROOT SUSPECTS not-tagged not-marked nothing-read ROOT-DOCUMENT",
    "content": "ARTIFACT-NESTED TAGGED-CONTENT-INSIDE-ARTIFACT CONTENT-TAGGING "
    "text-untagged graphic-untagged mark-not-in-tree "
    "mark-nested mark-not-closed mark-not-opened tag-in-artifact artifact-in-tag PRINTER-MARK-ARTIFACT",
    "structure": "STRUCT-TREE-ROLE-MAP STRUCT-TREE-ROLE-MAP-CYCLE STRUCT-TREE-ROLE-MAP-STANDARD STRUCT-ELEMENT-PARENT "
    "mark-never-drawn mark-in-tree-twice mark-drawn-twice parent-tree-missing parent-tree-wrong page-not-indexed "
    "element-parent-wrong element-repeated tree-too-deep unknown-role "
    "FORM-STRUCTURE CONTAINMENT CONTENT-IN-GROUP NAMESPACE RUBY",
    "alt": "FIGURE-ALTERNATIVE-TEXT FORMULA-ALTERNATIVE-TEXT figure-without-alt "
    "figure-alt-placeholder figure-alt-automatic "
    "figure-alt-endless figure-alt-repeated figure-alt-repeats picture-skipped "
    "MATH PUA-TEXT SIGNATURE-ALT UNICODE-PUA-ACTUALTEXT",
    "title": "METADATA-TITLE VIEWER-PREFERENCES no-title title-not-shown "
    "title-says-nothing title-unrelated title-endless",
    "language": "LANG LANGUAGE-TAG TEXT-LANGUAGE METADATA-LANGUAGE OUTLINE-LANGUAGE "
    "no-language bad-language language-wrong "
    "language-unknown",
    "language-of-part": "ACTUAL-TEXT-LANGUAGE ALT-TEXT-LANGUAGE E-TEXT-LANGUAGE "
    "SPAN-ACTUAL-TEXT-LANGUAGE SPAN-ALT-TEXT-LANGUAGE "
    "SPAN-E-TEXT-LANGUAGE ANNOTATION-CONTENTS-LANGUAGE FORM-FIELD-TU-LANGUAGE language-of-part",
    "contrast": "text-too-weak text-maybe-too-weak",
    "size": "text-tiny",
    "hidden": "text-hidden",
    "order": "order-upwards order-pages columns-mixed",
    "headings": "HEADING-CHILD-COUNT HEADING-NESTING HEADING-STRUCTURE H-TYPE "
    "heading-not-first-level heading-level-skipped "
    "heading-empty no-headings heading-as-paragraph headings-one-level heading-levels-look-wrong heading-endless "
    "heading-says-nothing headings-everywhere",
    "lists": "L-CAPTION L-KIDS LI-KIDS LI-PARENT LBODY-PARENT LIST-NUMBERING "
    "item-outside-list list-holds-other item-holds-other "
    "label-outside-item list-as-paragraphs list-in-pieces",
    "tables": "TABLE-CAPTION-COUNT TABLE-CAPTION-POSITION TABLE-CELL-INTERSECTION "
    "TABLE-COLUMN-ROWSPAN TABLE-ROW-COLUMNSPAN "
    "TABLE-HEADERS-SCOPE TABLE-HEADERS-UNDEFINED TABLE-KIDS TABLE-TFOOT-COUNT TABLE-TFOOT-TBODY TABLE-THEAD-COUNT "
    "TABLE-THEAD-TBODY TBODY-KIDS TBODY-PARENT TD-PARENT TH-PARENT THEAD-KIDS "
    "THEAD-PARENT TFOOT-KIDS TFOOT-PARENT TR-KIDS "
    "TR-PARENT cell-outside-row row-outside-table header-without-scope "
    "table-without-header table-as-paragraphs layout-table "
    "table-all-headers",
    "paragraphs": "paragraph-in-pieces",
    "links": "link-says-nothing link-address-as-text link-description-says-nothing CONTENTS-ALT LINK-TARGETS",
    "link-tags": "LINK-CONTENTS LINK-LINK-TAG link-not-tagged link-without-description "
    "link-without-target STRUCTURE-DESTINATION "
    "link-area-empty link-area-off-page link-area-off-text "
    "annotation-index-wrong annotation-in-tree-twice annotation-missing",
    "link-targets": "link-leads-nowhere link-local link-file-missing",
    "bookmarks": "no-bookmarks bookmark-broken",
    "fonts": "FONT-EMBEDDING FONT-GLYPH-PRESENCE FONT-GLYPH-WIDTH NOTDEF-GLYPH CID-SUBSET-CIDSET CIDTOGIDMAP "
    "TYPE0-CID-SYSTEM-INFO CMAP-EMBEDDING CMAP-REFERENCE CMAP-WMODE "
    "TRUETYPE-NONSYMBOLIC-CMAP TRUETYPE-NONSYMBOLIC-ENCODING "
    "TRUETYPE-SYMBOLIC-CMAP TRUETYPE-SYMBOLIC-ENCODING FONT-TYPE1-CHARSET TRUETYPE-GLYPH-PRESENCE TYPE1-GLYPH-PRESENCE "
    "TRUETYPE-GLYPH-WIDTH TYPE1-SUBSET-CHARSET FONT-WIDTHS FONT-DICTIONARY",
    "letters": "FONT-UNICODE-MAPPING FONT-UNICODE-VALUE UNICODE-MAPPING UNICODE-VALUE "
    "text-scrambled text-unreadable text-nonsense",
    "scan": "scan page-of-picture text-in-picture",
    "replaced": "text-swallowed table-replaced",
    "skipped": "text-skipped",
    "notes": "NOTE-ID NOTE-ID-UNIQUE NOTE-REFERENCE NOTE-TYPE",
    "contents": "TOC-CAPTION TOC-KIDS TOCI-PARENT TOC-REFERENCE",
    "forms": "FORM-CHILDREN FORM-FIELD-TU-ALT WIDGET-FORM-TAG FORM-FIELD-LABEL "
    "DYNAMIC-XFA FORM-XFA FORM-APPEARANCE RICH-TEXT",
    "annotations": "ANNOTATION-ANNOT-TAG ANNOTATION-CONTENTS-ALT ANNOTATION-ARTIFACT "
    "ANNOTATION-FORBIDDEN STAMP-CONTENTS "
    "TRAPNET-ANNOTATION annotation-not-tagged",
    "tab-order": "PAGE-TABS no-tab-order",
    "media": "MEDIA-CLIP-ALT MEDIA-CLIP-CT",
    "declaration": "ID-AMD-PREFIX ID-CORR-PREFIX ID-PART-PREFIX ID-PART ID-SCHEMA ID-CONFORMANCE no-pdfua-mark",
    "metadata": "METADATA-STRUCTURE",
    "layers": "OPTIONAL-CONTENT-NAME OPTIONAL-CONTENT-AS LAYERS",
    "attachments": "FILE-SPEC-F-AND-UF ATTACHMENT-DESCRIPTION ATTACHMENT",
    "security": "ENCRYPTION-P",
    "archive": "ENCRYPTION ANNOTATION-FLAGS ANNOTATION-FLAGS-PRESENT ANNOTATION-AP-REQUIRED "
    "ANNOTATION-SUBTYPE DEVICE-RGB "
    "DEVICE-CMYK DEVICE-GRAY OUTPUTINTENT STREAM-EOL STREAM-LENGTH STREAM-FILTER "
    "STREAM-LZW TRAILER-ID TRANSPARENCY-GROUP-CS "
    "XMP-PROPERTY-DEFINITION CONTENT-RESOURCES IMAGE-INTERPOLATE POST-EOF-DATA FILE-STRUCTURE LIMITS XREF-STREAM "
    "COLOUR-PROFILE RENDERING TRANSPARENCY IMAGE-KIND METADATA-DIFFER "
    "METADATA-FORM SIGNATURE PRESENTATION ARCHIVE-OTHER",
    "scripts": "ACTION-TYPE SCRIPT",
    "file": "HEADER FORM-REFERENCE content-unreadable file-rebuilt",
}
_GROUP_OF = {topic: group for group, topics in _GROUPS.items() for topic in topics.split()}


def remedy_for(topic: str) -> Remedy | None:
    """The remedy for a finding's topic; None for a rule that is not known here."""
    group = _GROUP_OF.get(topic)
    return REMEDIES[group] if group else None
