"""HTML to a page. What a browser would not show, and what belongs to the site, is left out.

The parser is lxml's (libxml2), which takes time in the square of the attributes of one tag: hence the limit below. It
fetches nothing and runs nothing.
"""

import html
import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

import lxml.html
from lxml import etree

from careerpdf.importers.article import furniture
from careerpdf.importers.article.html_blocks import BLOCKS, Walk
from careerpdf.importers.article.page import Page, currency_of_dollars, tidy
from careerpdf.importers.article.structured import items_of_markup, items_of_script

_MOST_ATTRIBUTES = 256
_RAW = "script|style|title|textarea|noscript|iframe|xmp|noembed|noframes|plaintext"
_RAW_START = re.compile(rf"<!--|<[!?]|<({_RAW})(?=[\s/>])([^>]*)>?", re.IGNORECASE)
_ATTRIBUTE = r"(?:[\s/]++(?:=?[^\s/>=]++(?:\s*+=\s*+(?:\"[^\"]*+\"?|'[^']*+'?|[^\s>\"'][^\s>]*+)?)?)?)"
_START_TAG = re.compile(rf"(<[a-zA-Z][^\s/>]*+{_ATTRIBUTE}{{0,{_MOST_ATTRIBUTES}}}+)(?:{_ATTRIBUTE}|[^>])*+")

_LEFT_OUT = frozenset(
    ("aside", "audio", "button", "canvas", "datalist", "del", "dialog", "embed", "figcaption", "footer", "head",
     "iframe", "img", "input", "label", "map", "math", "nav", "noscript", "object", "option", "picture", "s", "script",
     "select", "strike", "style", "svg", "template", "textarea", "video")
)  # fmt: skip
_ROLES_LEFT_OUT = frozenset(
    ("alert", "alertdialog", "banner", "complementary", "contentinfo", "dialog", "menu", "menubar", "navigation",
     "search", "tablist", "toolbar")
)  # fmt: skip
_PANES = re.compile(r"tab|pane|panel|accordion|collaps", re.IGNORECASE)
_LARGE = 0.4  # share of a page's text that no menu has
_LONGEST_CRUMB = 80


def read_html(text: str) -> Page | None:
    """The page in an HTML text; None if it cannot be parsed because it is nested thousands of times."""
    markup, title, scripts = _without_raw(text)
    markup = _START_TAG.sub(r"\1", markup)
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = lxml.html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return Page((), titles=tuple(filter(None, (tidy(title),))))
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" or "depth" in entry.message for entry in parser.error_log):
        return None
    return _Document(root, title, scripts).page()


def _without_raw(text: str) -> tuple[str, str, list[str]]:
    """A text without comments and elements that hold no elements; its title, and its scripts that hold data."""
    kept: list[str] = []
    scripts: list[str] = []
    title, at = "", 0
    while found := _RAW_START.search(text, at):
        name = (found[1] or "").lower()
        closing = f"</{name}" if name else "-->" if found[0] == "<!--" else ">"
        end = re.compile(closing, re.IGNORECASE).search(text, found.end())
        kept.append(text[at : found.start()])
        inner = text[found.end() : end.start() if end else len(text)]
        if name == "title" and not title:
            title = html.unescape(inner)
        elif name == "script" and "ld+json" in found[2].lower():
            scripts.append(inner)
        at = (text.find(">", end.end() - 1) + 1 if end else 0) or len(text)
    return " ".join((*kept, text[at:])), title, scripts


class _Document:
    """The tree of a page, with how much text and how much of it in links each element holds."""

    def __init__(self, root: Any, title: str, scripts: Sequence[str]) -> None:
        self._root, self._title, self._scripts = root, title, scripts
        self._size: dict[Any, int] = {}
        self._linked: dict[Any, int] = {}
        self._inside: dict[Any, int] = {}  # text in links within the page
        self._elements: dict[Any, int] = {}
        self._targets: set[str] = set()
        self._measure()
        self._main = self._content()
        self._heading = self._title_element()
        self._kept = {self._main, *self._main.iterancestors()}
        if self._heading is not None:
            self._kept |= {self._heading, *self._heading.iterancestors()}

    def page(self) -> Page:
        walk = Walk(self, self._main, self._heading)
        walk.run()
        blocks, above = walk.blocks, walk.above
        meta = self._meta()
        url = next(
            (u for u in (*self._links("canonical"), meta.get("og:url", "")) if re.match(r"https?://[^\s\"<>]+\.", u)),
            None,
        )
        items = (*items_of_markup(self._root), *(item for script in self._scripts for item in items_of_script(script)))
        language = str(self._root.get("lang") or meta.get("og:locale") or "")
        words = " ".join(block.text for block in blocks)
        return Page(
            tuple(blocks),
            _distinct([_own_text(self._heading)] if self._heading is not None else []),
            _distinct([meta.get("og:title", ""), self._title]),
            tuple(above),
            tuple(self._find_crumbs()),
            self._eyebrow(),
            url,
            tidy(meta.get("og:site_name", "")),
            tuple(items),
            currency_of_dollars(language, urlsplit(url).hostname or "" if url else "", words),
        )

    # -- what the page says of itself

    def _meta(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for element in self._root.iter("meta"):
            name = element.get("property") or element.get("name")
            if name and element.get("content"):
                found.setdefault(name.lower(), element.get("content"))
        return found

    def _links(self, relation: str) -> Iterator[str]:
        for element in self._root.iter("link"):
            if relation in (element.get("rel") or "").lower().split():
                yield (element.get("href") or "").strip()

    def _find_crumbs(self) -> list[str]:
        for element in self._root.iter("nav", "div", "ol", "ul", "p"):
            names = f"{element.get('class')} {element.get('id')} {element.get('aria-label')}"
            if furniture.is_breadcrumb(names) and self._size[element] < 400:
                parts = [tidy(_own_text(part)) for part in (*element.iter("li"),)] or [
                    tidy(_own_text(a)) for a in element.iter("a")
                ]
                return [part.strip(" >›»/|→") for part in parts if part and len(part) <= _LONGEST_CRUMB]
        return []

    def _eyebrow(self) -> str:
        """A line of its own right above the title."""
        before = self._heading.getprevious() if self._heading is not None else None
        if before is None or before.tag not in ("p", "div", "span") or self._linked[before] or len(before):
            return ""
        text = tidy(before.text_content())
        left_out = self.is_left_out(before, in_heading=False) or furniture.is_furniture_line(text)
        return "" if left_out or re.search(r"\s[>›»→|]\s", text) else text

    # -- the tree

    def _measure(self) -> None:
        for _, element in etree.iterwalk(self._root, events=("end",)):
            if not isinstance(element.tag, str):
                continue
            size = linked = inside = 0
            elements = 1
            for child in element:
                elements += self._elements.get(child, 0)
                size += self._size.get(child, 0) + len((child.tail or "").strip())
                linked += self._linked.get(child, 0)
                inside += self._inside.get(child, 0)
            if element.tag not in ("script", "style", "noscript", "template"):
                size += len((element.text or "").strip())
            if element.tag == "a":
                target = (element.get("href") or "").strip()
                linked = size
                inside = size if target.startswith("#") else 0
                self._targets.add(target[1:] if target.startswith("#") else "")
            self._targets |= {
                (element.get(name) or "").lstrip("#") for name in ("aria-controls", "data-target", "data-bs-target")
            }
            self._size[element], self._linked[element], self._inside[element] = size, linked, inside
            self._elements[element] = elements
        self._targets.discard("")

    def _content(self) -> Any:
        """The element that holds the page's content."""
        body = self._root.find("body")
        body = self._root if body is None else body
        mains = [e for e in body.iter() if isinstance(e.tag, str) and (e.tag == "main" or e.get("role") == "main")]
        if mains:
            best = max(mains, key=lambda e: self._size[e])
            if self._size[best]:
                return best
        articles = [e for e in body.iter("article") if next(e.iter("h1"), None) is not None]
        if len(articles) == 1 and self._size[articles[0]] > _LARGE * self._size[body]:
            return articles[0]
        return body

    def _title_element(self) -> Any:
        for within in (self._main, self._root):
            for element in within.iter("h1"):
                if self._size[element] and not self._is_linked_name(element):
                    return element
        return None

    def _is_linked_name(self, element: Any) -> bool:
        """Tell whether a heading is the name of the site, which links to its start."""
        links = [a.get("href") or "" for a in element.iter("a")]
        return (
            bool(links)
            and self._linked[element] == self._size[element]
            and all(urlsplit(u).path in ("/", "") for u in links)
        )

    def is_left_out(self, element: Any, *, in_heading: bool) -> bool:
        """Tell whether an element is no content."""
        tag = element.tag
        if not isinstance(tag, str):
            return True
        if element in self._kept:
            return False
        if tag in _LEFT_OUT:
            return not (in_heading and tag in ("button", "label"))
        role = (element.get("role") or "").lower()
        if role in _ROLES_LEFT_OUT or self._is_hidden(element):
            return True
        if tag == "header":
            return bool(self._main.tag == "body")
        if tag not in BLOCKS and tag not in ("span",):
            return False
        share = self._size[element] / max(1, self._size[self._main])
        if share > _LARGE:
            return False
        if tag == "form":
            return True
        if furniture.is_marked(f"{element.get('class') or ''} {element.get('id') or ''}"):
            return tag not in ("td", "th", "tr", "tbody")
        # Lists of links to parts of the page itself are its table of contents.
        return bool(tag in ("ul", "ol", "dl") and 0 < self._size[element] == self._inside[element])

    def _is_hidden(self, element: Any) -> bool:
        """Hidden for good, and not only until somebody chooses it."""
        style = re.sub(r"\s", "", element.get("style") or "").lower()
        if not (
            "display:none" in style
            or "visibility:hidden" in style
            or element.get("hidden") is not None
            or element.get("aria-hidden") == "true"
        ):
            return False
        named = f"{element.get('class') or ''} {element.get('role') or ''}"
        return element.get("id") not in self._targets and not _PANES.search(named)

    def size(self, element: Any) -> int:
        """The characters in an element."""
        return self._size.get(element, 0)

    def elements(self, element: Any) -> int:
        """The number of elements in an element, itself included."""
        return self._elements.get(element, 0)


def _distinct(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(tidy, texts))))


def _own_text(element: Any) -> str:
    """The text of an element with blanks where its parts meet; of a title without what stands in it as a block."""
    parts = [element.text or ""]
    for child in element.iter():
        if child is not element and isinstance(child.tag, str):
            parts.append(f"{' ' if child.tag in BLOCKS or child.tag == 'br' else ''}{child.text or ''}")
        if child is not element:
            parts.append(child.tail or "")
    return "".join(parts)
