"""Items that a page describes by the vocabulary of schema.org, in JSON-LD or in microdata."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from careerpdf.importers.article.page import tidy

_WANTED = frozenset(("Occupation", "JobPosting", "BreadcrumbList"))
_LONGEST_SCRIPT, _MOST_OBJECTS, _MOST_ITEMS = 1_000_000, 2_000, 4
_DEEPEST = 12  # levels of microdata within microdata
_MOST_VALUES = 200


def items_of_script(script: str) -> Iterator[Mapping[str, Any]]:
    """The items that a script in JSON-LD describes. What a person or a firm has as an occupation is not the page's."""
    text = re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*.{0,40}?\*/)|(?:-->|//\s*\]\]>)\s*$", "", script)
    if len(text) > _LONGEST_SCRIPT:
        return
    try:
        data = json.loads(text, parse_float=str, parse_int=str, parse_constant=str, strict=False)
    except (ValueError, RecursionError):
        return
    waiting, seen, given = [data], 0, 0
    while waiting and seen < _MOST_OBJECTS and given < _MOST_ITEMS:
        one = waiting.pop(0)
        seen += 1
        if isinstance(one, list):
            waiting += one[:50]
        elif isinstance(one, dict):
            if kind := kind_of(one):
                given += 1
                yield {**one, "@type": kind}
            waiting += [one[name] for name in ("@graph", "mainEntity", "mainEntityOfPage", "about") if name in one]


def kind_of(item: Mapping[str, Any]) -> str | None:
    """Name the type of an item, if it is one of those that are wanted."""
    types = item.get("@type")
    names = types if isinstance(types, list) else [types]
    return next(
        (name for one in names if isinstance(one, str) and (name := re.split(r"[/#:]", one)[-1]) in _WANTED), None
    )


def items_of_markup(root: Any) -> Iterator[Mapping[str, Any]]:
    """The items that microdata describes, as JSON-LD would."""
    given = 0
    for element in root.iter():
        if not isinstance(element.tag, str) or element.get("itemscope") is None or element.get("itemprop"):
            continue
        kind = kind_of({"@type": element.get("itemtype") or ""})
        if kind and given < _MOST_ITEMS:
            given += 1
            yield {**_properties(element, 0), "@type": kind}


def _properties(scope: Any, depth: int) -> dict[str, Any]:
    found: dict[str, Any] = {"@type": re.split(r"[/#]", scope.get("itemtype") or "")[-1]}
    waiting = list(scope)[::-1]
    values = 0
    while waiting and values < _MOST_VALUES:
        element = waiting.pop()
        if not isinstance(element.tag, str):
            continue
        inner = element.get("itemscope") is not None
        for name in (element.get("itemprop") or "").split():
            values += 1
            value: Any = _properties(element, depth + 1) if inner and depth < _DEEPEST else _value(element)
            if name in found and name != "@type":
                known = found[name]
                found[name] = [*known, value] if isinstance(known, list) else [known, value]
            else:
                found[name] = value
        if not inner:
            waiting += list(element)[::-1]
    return found


def _value(element: Any) -> Any:
    if element.tag == "meta":
        return element.get("content") or ""
    items = [tidy(" ".join(item.itertext())) for item in element.iter("li")]
    return [item for item in items if item] if items else element.get("content") or tidy(" ".join(element.itertext()))
