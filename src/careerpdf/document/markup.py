"""Parser from XML, as templates write it, to document nodes. Any element outside the closed vocabulary is an error."""

import re
from collections.abc import Callable, Iterable
from math import isfinite, nan
from typing import Literal, cast
from xml.parsers import expat

from careerpdf.document import nodes as n

# Characters that XML 1.0 cannot hold, not even escaped; they come with pasted text, and none has ink. The pattern has
# the forbidden ones, since one of all that are allowed takes 5 ms to compile.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPACE = re.compile(r"[ \t\r\n]+")
_VISIBLE = re.compile("[^\\s\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]")
_INLINE = {"b", "i", "a", "lang", "page-ref"}
_MAX_DEPTH = 60
# A handout has some three hundred elements and 30,000 characters.
_MAX_ELEMENTS, _ELEMENTS_OF_A_ROLE = 4_000, 400
_MAX_CHARACTERS, _CHARACTERS_OF_A_ROLE = 60_000, 40_000
_MAX_WORD = 2_000  # characters without a space
_LONG_WORD = re.compile(rf"[^ \t\r\n<>]{{{_MAX_WORD + 1}}}")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_SCHEMES = ("http:", "https:", "mailto:", "tel:")
_MAX_QR = 1_500  # bytes, which fit into a code of medium error correction
_MAX_COLUMNS = 12
_MAX_STEPS = 20  # of a meter
_MAX_LEVEL = 3  # of a table of contents
_DECORATION = (n.Rule, n.Lines)  # no content on their own
_RUNNING = ("first-head", "head", "verso-head", "first-foot", "foot", "verso-foot")


class MarkupError(Exception):
    """A template wrote something that is not a document. `line` counts in the rendered XML, from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line

    def __reduce__(self) -> "tuple[type[MarkupError], tuple[str, int]]":
        return MarkupError, (str(self), self.line)  # so that it can be sent to another process


class _Element(list["_Element | str"]):
    """Element as the list of its children; it begins `at` bytes after the beginning of its `document`."""

    __slots__ = ("at", "attributes", "document", "name")
    name: str
    attributes: dict[str, str]
    document: str
    at: int

    @property
    def line(self) -> int:
        """Its line, from 1: counted only when it is needed, as most documents are valid."""
        return len((self.document.encode()[: self.at] + b"<").splitlines())


def parse_document(xml: str, *, size: int = 1) -> n.Document:
    """Parse a document about `size` roles, which bound its length. Raises MarkupError."""
    try:
        root = _read(xml, size)
    except (MarkupError, UnicodeEncodeError):  # the second is raised by a lone surrogate
        valid = _NOT_XML.sub("", xml)
        if valid == xml:
            raise
        root = _read(valid, size)
    if root.name != "document":
        raise MarkupError(f"the outermost element is <{root.name}>, not <document>", root.line)
    inside = _elements(root)
    running = {c.name: c for c in inside if c.name in _RUNNING}
    body = [c for c in inside if c.name not in running]
    return n.Document(
        title=_required(root, "title"),
        lang=_required(root, "lang"),
        children=_non_empty(body),
        author=root.attributes.get("author", ""),
        subject=root.attributes.get("subject", ""),
        keywords=tuple(k.strip() for k in root.attributes.get("keywords", "").split(";") if k.strip()),
        first_head=_running(running.get("first-head")) or n.Running(),
        head=_running(running.get("head")) or n.Running(),
        foot=_running(running.get("foot")) or n.Running(),
        first_foot=_running(running.get("first-foot")),
        verso_head=_running(running.get("verso-head")),
        verso_foot=_running(running.get("verso-foot")),
        background=root.attributes.get("background") or None,
        pattern=_pattern(root),
    )


def _read(xml: str, size: int) -> _Element:
    """Parse XML to elements; returns the outermost one. Raises MarkupError."""
    if len(xml) > _MAX_CHARACTERS + _CHARACTERS_OF_A_ROLE * size:
        raise MarkupError(f"a document of {len(xml)} characters is too long", 1)
    if _has_long_stretch(xml) and (long := _LONG_WORD.search(xml)):
        raise MarkupError(f"a word is longer than {_MAX_WORD} characters", xml.count("\n", 0, long.start()) + 1)
    left = _MAX_ELEMENTS + _ELEMENTS_OF_A_ROLE * size
    parser = expat.ParserCreate()  # expat opens no other file, whatever the text refers to
    parser.buffer_text = True
    top: list[_Element | str] = []
    stack = [top]  # each element that is open

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise MarkupError("the document has too many elements", parser.CurrentLineNumber)
        if len(stack) > _MAX_DEPTH:
            raise MarkupError(f"elements nest deeper than {_MAX_DEPTH}", parser.CurrentLineNumber)
        element = _Element()
        element.name, element.attributes = name, attributes
        element.document, element.at = xml, parser.CurrentByteIndex
        stack[-1].append(element)
        stack.append(element)

    def end(_name: str) -> None:
        stack.pop()

    def text(data: str) -> None:
        stack[-1].append(data)

    def doctype(*_: object) -> None:
        raise MarkupError("a document type declaration is not allowed", parser.CurrentLineNumber)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise MarkupError(f"not well-formed XML: {expat.ErrorString(error.code)}", error.lineno) from error
    finally:  # parser and handlers refer to each other: they would keep all elements until the garbage collector runs
        parser.StartElementHandler = parser.EndElementHandler = None
        parser.CharacterDataHandler = parser.StartDoctypeDeclHandler = None
    return next(c for c in top if isinstance(c, _Element))


def _has_long_stretch(xml: str) -> bool:
    """True if more than `_MAX_WORD` characters follow each other without a blank: only they can hold a long word."""
    start, last = 0, len(xml) - _MAX_WORD
    while start < last:
        end = start + _MAX_WORD + 1
        gap = max(xml.rfind(" ", start, end), xml.rfind("\n", start, end))
        if gap < 0:
            return True
        start = gap + 1  # every stretch before it is short
    return False


def _elements(element: _Element) -> list[_Element]:
    """Return the elements inside. Raises MarkupError for text between them."""
    found = []
    for child in element:
        if isinstance(child, _Element):
            found.append(child)
        elif not child.isspace():
            raise MarkupError(f"text directly inside <{element.name}>: {child.strip()[:40]!r}", element.line)
    return found


def _children(element: _Element, *names: str) -> list[_Element]:
    """Return the elements inside. Raises MarkupError for an element that has none of the `names`."""
    found = _elements(element)
    for child in found:
        if child.name not in names:
            raise MarkupError(f"<{child.name}> cannot stand in <{element.name}>", child.line)
    return found


def _required(element: _Element, name: str) -> str:
    """Return an attribute. Raises MarkupError if it is missing or blank."""
    if not element.attributes.get(name, "").strip():
        raise MarkupError(f'<{element.name}> needs the attribute "{name}"', element.line)
    return element.attributes[name]


def _number(element: _Element, name: str, default: str | None = None) -> float:
    """Return an attribute as a number. Raises MarkupError."""
    text = element.attributes.get(name, default)
    if text is None:
        text = _required(element, name)
    return _float(element, name, text)


def _float(element: _Element, name: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = nan
    if not isfinite(value):
        raise MarkupError(f'{name}="{text}" of <{element.name}> is not a number', element.line)
    return value


def _whole(element: _Element, name: str, low: int, high: int, default: str | None = None) -> int:
    """Return an attribute as a whole number from `low` to `high`. Raises MarkupError."""
    value = _number(element, name, default)
    if value != int(value) or not low <= value <= high:
        raise MarkupError(
            f'{name}="{value:g}" of <{element.name}> is not a whole number from {low} to {high}', element.line
        )
    return int(value)


def _digits(element: _Element) -> int:
    """Return the number of digits to reserve for a page number that is not known yet."""
    return _whole(element, "digits", 1, 6, "3")


def _running(element: _Element | None) -> n.Running | None:
    if element is None:
        return None
    return n.Running(**{k: element.attributes.get(k, "") for k in ("left", "middle", "right")})


def _one_of(element: _Element, name: str, *values: str) -> str:
    """Return an attribute with one of the `values`, by default the first. Raises MarkupError."""
    value = element.attributes.get(name) or values[0]
    if value not in values:
        wanted = f"{', '.join(values[:-1])} or {values[-1]}"
        raise MarkupError(f'{name}="{value}" of <{element.name}> is none of {wanted}', element.line)
    return value


def _pattern(root: _Element) -> n.Pattern:
    return cast("n.Pattern", _one_of(root, "pattern", "none", "dots", "lines", "bars"))


# -- inline content


def _content(element: _Element) -> tuple[n.Inline, ...]:
    """Return the inline content of an element, without space at its ends; nothing if none of it is visible."""
    if len(element) == 1 and isinstance(text := element[0], str):  # nearly always
        text = _collapse_spaces(text).strip(" ")
        return (n.Text(text),) if _VISIBLE.search(text) else ()
    return _trim(_inlines(element, bold=False, italic=False))


def _inlines(children: "list[_Element | str]", *, bold: bool, italic: bool) -> list[n.Inline]:
    found: list[n.Inline] = []
    for child in children:
        if isinstance(child, str):
            found.append(n.Text(_collapse_spaces(child), bold, italic))
            continue
        if child.name not in _INLINE:
            raise MarkupError(f"<{child.name}> cannot stand inside text", child.line)
        if child.name == "page-ref":
            found.append(n.PageRef(_required(child, "to"), _digits(child)))
            continue
        inside = _inlines(child, bold=bold or child.name == "b", italic=italic or child.name == "i")
        if child.name == "a":
            href = _href(child)
            found.extend([n.Link(href, tuple(inside))] if _is_visible(inside) else inside)
        elif child.name == "lang":
            tag = _required(child, "tag")
            found.extend([n.Lang(tag, tuple(inside))] if _is_visible(inside) else inside)
        else:
            found.extend(inside)
    return found


def _is_visible(content: Iterable[n.Inline]) -> bool:
    """Tell whether there is anything to see; links were left out before if there was nothing in them."""
    return any(not isinstance(item, n.Text) or _VISIBLE.search(item.text) for item in content)


def _collapse_spaces(text: str) -> str:
    """Replace each run of white space by one blank; most texts have none but single blanks, which is found first."""
    if "\n" in text or "  " in text or "\t" in text or "\r" in text:
        return _SPACE.sub(" ", text)
    return text


def _href(element: _Element) -> str:
    """Return a link's address: a web page, an e-mail, a place in the file or a file beside it. Raises MarkupError."""
    href = _required(element, "href")
    scheme = _SCHEME.match(href)
    if scheme and scheme[0].lower() not in _SCHEMES:
        raise MarkupError(
            f'href="{href[:40]}" of <a> is no link to a page of the web or an e-mail address', element.line
        )
    return href


def _trim(content: list[n.Inline]) -> tuple[n.Inline, ...]:
    """Remove space at both ends; returns nothing if the rest is not visible."""
    if content and isinstance(first := content[0], n.Text) and first.text.startswith(" "):
        content[0] = n.Text(first.text.lstrip(" "), first.bold, first.italic)
    if content and isinstance(last := content[-1], n.Text) and last.text.endswith(" "):
        content[-1] = n.Text(last.text.rstrip(" "), last.bold, last.italic)
    found = tuple(c for c in content if not isinstance(c, n.Text) or c.text)
    return found if _is_visible(found) else ()


# -- blocks


def _blocks(element: _Element) -> tuple[n.Block, ...]:
    return _non_empty(_elements(element))


def _non_empty(elements: Iterable[_Element]) -> tuple[n.Block, ...]:
    """Return the blocks that hold anything: a tag for one that no page shows would be wrong."""
    found: list[n.Block] = []
    for element in elements:
        make = _BLOCKS.get(element.name)
        if make is None:
            raise MarkupError(f"unknown element <{element.name}>", element.line)
        block = make(element)
        if isinstance(block, n.Beside) and _is_empty(block.aside):
            found.extend((*block.lead, *block.main))
        elif not _is_empty(block):
            found.append(block)
    return tuple(found)


def _is_empty(block: n.Block) -> bool:
    match block:
        case n.Para() | n.Heading():
            return not block.content
        case n.Group() | n.Section() | n.Box() | n.Flow():
            return all(isinstance(child, _DECORATION) for child in block.children)
        case n.Columns():
            return all(_is_empty(cell) for cell in block.children)
        case n.List() | n.DefinitionList():
            return not block.items
        case n.Pathway():
            return not block.steps
        case n.Table():
            return not block.groups
        case n.Toc():
            return not block.entries
        case _:
            return False


def _role(element: _Element, default: str) -> str:
    return element.attributes.get("role", default)


def _heading(e: _Element) -> n.Heading:
    level = _whole(e, "level", 1, 6, "2")
    outline = e.attributes.get("outline", "yes") == "yes"
    return n.Heading(level, _content(e), _role(e, "heading"), outline, e.attributes.get("id") or None)


def _flag(e: _Element, name: str, default: str) -> bool:
    """Return a yes-or-no attribute."""
    return e.attributes.get(name, default) == "yes"


def _list(e: _Element) -> n.List:
    items = []
    for item in _children(e, "item"):
        blocks = any(isinstance(c, _Element) and c.name not in _INLINE for c in item)
        if blocks:
            children = _blocks(item)
        else:
            content = _content(item)
            children = (n.Para(content, "item"),) if content else ()
        if children:
            items.append(n.ListItem(children))
    return n.List(tuple(items), _role(e, "list"), _flag(e, "ordered", "no"), _flag(e, "marker", "yes"))


def _definitions(e: _Element) -> n.DefinitionList:
    facts = [n.Definition((n.Text(_required(i, "term")),), _content(i)) for i in _children(e, "item")]
    columns = _whole(e, "columns", 1, _MAX_COLUMNS, "1")
    return n.DefinitionList(tuple(fact for fact in facts if fact.description), _role(e, "definitions"), columns)


def _columns(e: _Element) -> n.Columns:
    cells = tuple(n.Group(_blocks(c), _role(c, "cell")) for c in _children(e, "column"))
    widths = tuple(_float(e, "widths", w) for w in e.attributes.get("widths", "").split())
    if widths and (len(widths) != len(cells) or min(widths) <= 0):
        raise MarkupError("<columns> needs one width above zero for each column", e.line)
    count = _whole(e, "count", 1, max(_MAX_COLUMNS, len(cells)), str(len(cells) or 1))
    return n.Columns(cells, count, widths, _role(e, "columns"))


def _beside(e: _Element) -> n.Beside:
    inside = _elements(e)
    parts = {c.name: c for c in inside}
    if sorted(c.name for c in inside) != ["aside", "lead", "main"]:
        raise MarkupError("<beside> holds <lead>, <aside> and <main>, once each", e.line)
    aside = parts["aside"]
    return n.Beside(_blocks(parts["lead"]), n.Box(_blocks(aside), _role(aside, "panel")), _blocks(parts["main"]))


def _mark(e: _Element) -> n.Mark:
    return n.Mark(_number(e, "value"), e.attributes.get("label", ""), e.attributes.get("caption", ""))


def _scale(e: _Element) -> n.Scale:
    marks = tuple(_mark(c) for c in _children(e, "mark"))
    if len(marks) < 2:
        raise MarkupError("<scale> needs at least its two ends as <mark>", e.line)
    return n.Scale(marks[0], marks[-1], marks[1:-1], _required(e, "alt"), _role(e, "scale"))


def _meter(e: _Element) -> n.Meter:
    steps = _whole(e, "steps", 1, _MAX_STEPS)
    return n.Meter(_whole(e, "level", 0, steps), steps, _required(e, "alt"), _role(e, "meter"))


def _pathway(e: _Element) -> n.Pathway:
    origin: tuple[n.Inline, ...] = ()
    says = ""
    steps = []
    for child in _children(e, "origin", "step"):
        if child.name == "origin":
            origin, says = _content(child), child.attributes.get("says", "")
        else:
            parts = {c.name: _content(c) for c in _children(child, "title", "how")}
            if parts.get("title"):
                steps.append(n.Step(parts["title"], parts.get("how", ())))
    if not origin:
        raise MarkupError("<pathway> needs an <origin>", e.line)
    return n.Pathway(origin, tuple(steps), _role(e, "pathway"), says)


def _qr(e: _Element) -> n.QrCode:
    data = _required(e, "data")
    if len(data.encode("utf-8")) > _MAX_QR:
        raise MarkupError(f"the data of <qr> is longer than {_MAX_QR} characters", e.line)
    return n.QrCode(data, _required(e, "alt"), _role(e, "qr"))


def _image(e: _Element) -> n.Image:
    cover = 0.0
    if _one_of(e, "fit", "contain", "cover") == "cover":
        cover = _number(e, "height", "0.5")
        if not 0 < cover <= 1:
            raise MarkupError(f'height="{cover:g}" of <image> is no share of the page from above 0 to 1', e.line)
    return n.Image(_required(e, "src"), e.attributes.get("alt"), _role(e, "image"), cover)


def _table(e: _Element) -> n.Table:
    parts = _children(e, "columns", "rows")
    if not parts or [part.name for part in parts].count("columns") != 1 or parts[0].name != "columns":
        raise MarkupError("<table> starts with <columns>, which stands in it once", e.line)
    columns = tuple(_table_column(c) for c in _children(parts[0], "column"))
    if not 1 <= len(columns) <= _MAX_COLUMNS:
        raise MarkupError(f"<table> has from 1 to {_MAX_COLUMNS} columns", parts[0].line)
    groups = []
    for part in parts[1:]:
        title = part.attributes.get("title", "").strip()
        rows = tuple(_table_row(row, len(columns)) for row in _children(part, "row"))
        if rows:
            groups.append(n.TableGroup(rows, (n.Text(title),) if title else ()))
    return n.Table(columns, tuple(groups), _role(e, "table"))


def _table_column(e: _Element) -> n.TableColumn:
    share = _number(e, "share", "0")
    content = _content(e)
    if share < 0 or not content:
        raise MarkupError("<column> of a table needs a header, and its share is not below zero", e.line)
    return n.TableColumn(content, share, cast("Literal['left', 'right']", _one_of(e, "align", "left", "right")))


def _table_row(e: _Element, count: int) -> n.TableRow:
    cells = tuple(_cell(c) for c in _children(e, "cell"))
    if len(cells) != count:
        raise MarkupError(f"<row> holds {len(cells)} cells, its table has {count} columns", e.line)
    if not cells[0].content:
        raise MarkupError("the first cell of a <row> names it and cannot be empty", e.line)
    return n.TableRow(cells)


def _cell(e: _Element) -> n.Cell:
    below: dict[str, _Element] = {}
    for child in e:
        if isinstance(child, _Element) and child.name in ("note", "bar"):
            below[child.name] = child
    text = [c for c in e if isinstance(c, str) or c.name not in below]
    bar = None
    if "bar" in below:
        share = _number(below["bar"], "share")
        if not 0 <= share <= 1:
            raise MarkupError(f'share="{share:g}" of <bar> is not from 0 to 1', below["bar"].line)
        bar = n.Bar(share, _flag(below["bar"], "hollow", "no"))
    content = _trim(_inlines(text, bold=False, italic=False))
    return n.Cell(content, _content(below["note"]) if "note" in below else (), bar)


def _toc(e: _Element) -> n.Toc:
    entries = []
    for entry in _children(e, "entry"):
        content = _content(entry)
        href, page = entry.attributes.get("href", ""), entry.attributes.get("page", "")
        if any(isinstance(item, n.Link) for item in content):
            raise MarkupError("an <entry> is a link as a whole and holds none", entry.line)
        if content:
            linked: tuple[n.Inline, ...] = (n.Link(href, content),) if href else content
            level = _whole(entry, "level", 1, _MAX_LEVEL, "1")
            page_of = entry.attributes.get("page-of") or None
            entries.append(n.TocEntry(level, linked, page, page_of, _digits(entry)))
    return n.Toc(tuple(entries), _role(e, "toc"))


_BLOCKS: dict[str, Callable[[_Element], n.Block]] = {
    "h": _heading,
    "p": lambda e: n.Para(_content(e), _role(e, "body")),
    "list": _list,
    "definitions": _definitions,
    "section": lambda e: n.Section(_blocks(e), _role(e, "section"), e.attributes.get("id")),
    "group": lambda e: n.Group(_blocks(e), _role(e, "group")),
    "columns": _columns,
    "box": lambda e: n.Box(_blocks(e), _role(e, "callout")),
    "beside": _beside,
    "scale": _scale,
    "meter": _meter,
    "pathway": _pathway,
    "qr": _qr,
    "image": _image,
    "rule": lambda e: n.Rule(_role(e, "rule")),
    "table": _table,
    "toc": _toc,
    "flow": lambda e: n.Flow(_blocks(e), _whole(e, "columns", 1, _MAX_COLUMNS, "2"), _role(e, "flow")),
    "lines": lambda e: n.Lines(_role(e, "lines"), e.attributes.get("label", ""), _flag(e, "spare", "no")),
}
