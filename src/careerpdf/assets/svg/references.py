"""References from one element to another of the same file; no other file is opened."""

import re

from careerpdf.assets.svg.elements import Element

_LOCAL = re.compile(r"url\(\s*(['\"]?)#([^'\"()\s]+)\1\s*\)\s*(.*)", re.DOTALL | re.IGNORECASE)
_ONE_FILE = "put all parts into one file"


class References:
    """The elements below one root by their identifiers."""

    def __init__(self, root: Element) -> None:
        self._by_id: dict[str, Element] = {}
        for element in root.everything:
            if name := element.get("id"):
                self._by_id.setdefault(name, element)

    def by_href(self, element: Element, href: str) -> Element:
        """The element that an address such as #part names. Raises SvgError."""
        if not href.startswith("#"):
            raise element.error(f"<{element.name}> refers to another file: {href[:40]!r}", _ONE_FILE)
        if href[1:] not in self._by_id:
            raise element.error(f"it refers to a part that it lacks: {href[:40]!r}")
        return self._by_id[href[1:]]

    def by_url(self, element: Element, text: str) -> tuple[Element | None, str]:
        """The element that a value such as url(#part) names, if there is one, and what follows. Raises SvgError."""
        if not text.lower().startswith("url("):
            raise element.error(f"a value of it cannot be drawn: {text[:40]!r}")
        found = _LOCAL.fullmatch(text)
        if not found:
            raise element.error(f"it refers to another file: {text[:40]!r}", _ONE_FILE)
        return self._by_id.get(found[2]), found[3]
