"""What applies to each element: attributes, rules of style sheets and style attributes, in the order of the cascade.

CSS is read by tinycss2 and its selectors are matched by cssselect2, both in a time that grows with the file; what takes
longer is counted before it is begun.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from careerpdf.svg.elements import Element, SvgError

# Parts of selectors times the elements that they may be about, and for descendants times how deep these may lie
_MOST_MATCHES = 1_000_000
_LONGEST_VALUE = 1_000  # characters, but for the points of a shape
_LONG = {"d", "points", "style", "class", "href"}
_CSS_ONLY = {"mix-blend-mode", "isolation", "background", "background-color", "animation", "animation-name", "rotate",
             "scale", "translate", "mask-image"}  # fmt: skip
_INHERITED = (
    "fill", "stroke", "color", "fill-opacity", "stroke-opacity", "fill-rule", "clip-rule", "stroke-width",
    "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "visibility",
    "paint-order", "font-size", "marker", "marker-start", "marker-mid", "marker-end",
)  # fmt: skip
_HINT = "save it with presentation attributes instead of a style sheet, or as PNG"

#: The values of one element by the names of properties and attributes.
Style = Mapping[str, str]
_Declarations = list[tuple[str, str, bool]]


class Styles:
    """The values of the elements below one root. Raises SvgError where a style sheet cannot be followed."""

    def __init__(self, root: Element) -> None:
        self._by_sheets: dict[Element, _Declarations] = {}
        self._known: dict[Element, dict[str, str]] = {}
        rules = [rule for element in root.everything if _is_css(element) for rule in _rules(element)]
        if rules:
            self._match(root, rules)

    def of(self, element: Element, outer: Style) -> Style:
        """The values of an element inside of another."""
        own = self._declared(element)
        values = {name: outer[name] for name in _INHERITED if name in outer}
        for name, value in own.items():
            if value == "inherit":
                if name in outer:
                    values[name] = outer[name]
            elif value in ("initial", "revert"):
                values.pop(name, None)
            elif value != "unset":
                values[name] = value
        return values

    def in_place(self, element: Element) -> Style:
        """The values of an element where it stands in the file."""
        return self.of(element, self.in_place(element.parent) if element.parent is not None else {})

    def _declared(self, element: Element) -> dict[str, str]:
        if (known := self._known.get(element)) is not None:
            return known
        values: dict[str, str] = {}
        for name, value in element.items():
            text = value.strip()
            if len(text) > _LONGEST_VALUE and name not in _LONG and "{" not in name:
                raise element.error(f"a value in it is too long: {name[:40]}")
            if text and name not in _CSS_ONLY:
                values[name] = text
        declared = [*self._by_sheets.get(element, ()), *_style_attribute(element)]
        for important in (False, True):
            for name, value, is_important in declared:
                # A program for screens repeats a colour in a wider space, which printing does without.
                if is_important == important and not (value.startswith("color(") and name in values):
                    values[name] = value
        self._known[element] = values
        return values

    def _match(self, root: Element, rules: "list[tuple[list[tuple[Any, int, int]], _Declarations]]") -> None:
        from cssselect2 import ElementWrapper, Matcher  # few files have style sheets

        matcher = Matcher()
        counted, depth = _counted(root), _depth(root)
        cost = 0
        for selectors, declarations in rules:
            for selector, parts, descents in selectors:
                # cssselect2 looks for a rule's elements by what its last part names.
                named = selector.id and f"#{selector.id}", selector.class_name and f".{selector.class_name}"
                count = counted[next(filter(None, (*named, selector.local_name, "*")))]
                cost += count * parts * depth**descents
                matcher.add_selector(selector, declarations)
        if cost > _MOST_MATCHES:
            raise SvgError("its style sheet is too long", _HINT)
        for wrapped in ElementWrapper.from_xml_root(root).iter_subtree():
            found = [one for *_, declarations in matcher.match(wrapped) for one in declarations]
            if found:
                self._by_sheets[wrapped.etree_element] = found


def _is_css(element: Element) -> bool:
    return element.name == "style" and element.get("type", "") in ("", "text/css")


def _counted(root: Element) -> Counter[str]:
    """The number of elements of each name, class and identifier."""
    return Counter(
        key
        for element in root.everything
        for key in (
            "*",
            element.name,
            f"#{element.get('id')}",
            *(f".{one}" for one in element.get("class", "").split()),
        )
    )


def _depth(root: Element) -> int:
    """How many elements lie in each other."""
    deepest, level = 0, [root]
    while level:
        deepest, level = deepest + 1, [inner for element in level for inner in element.inner]
    return deepest


def _style_attribute(element: Element) -> _Declarations:
    text = element.get("style")
    if not text:
        return []
    from tinycss2 import parse_blocks_contents

    return list(_declarations(element, parse_blocks_contents(text, skip_comments=True, skip_whitespace=True)))


def _declarations(element: Element, nodes: Iterable[Any]) -> Iterator[tuple[str, str, bool]]:
    from tinycss2 import serialize

    for node in nodes:
        if node.type == "error":
            raise element.error("a style in it cannot be read")
        if node.type == "declaration":
            value = serialize([token for token in node.value if token.type != "comment"]).strip()
            if len(value) > _LONGEST_VALUE and not value.startswith("url("):
                raise element.error(f"a value in it is too long: {node.lower_name[:40]}")
            if value:
                yield node.lower_name, value, node.important


def _rules(element: Element) -> "Iterator[tuple[list[tuple[Any, int, int]], _Declarations]]":
    """The rules of a style sheet: their selectors, and what they declare."""
    from tinycss2 import parse_blocks_contents, parse_stylesheet

    # Older programs hide a style sheet from browsers that do not know one.
    for rule in parse_stylesheet("".join(element.itertext()), skip_comments=True, skip_whitespace=True):
        if rule.type == "at-rule" and _says_nothing(rule):
            continue
        place = Element("style")
        place.line = element.line + rule.source_line - 1
        if rule.type == "at-rule":
            raise place.error(
                f"its style sheet has a rule that is not understood: @{rule.lower_at_keyword[:40]}", _HINT
            )
        if rule.type == "error":
            raise place.error("its style sheet cannot be read", _HINT)
        contents = parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
        yield list(_selectors(place, rule.prelude)), list(_declarations(place, contents))


def _says_nothing(rule: Any) -> bool:
    """Whether a rule changes nothing on paper and without text."""
    from tinycss2 import serialize

    if rule.lower_at_keyword == "media":
        return "prefers-color-scheme:dark" in serialize(rule.prelude).replace(" ", "").lower()
    if rule.lower_at_keyword == "import":
        return "font" in serialize(rule.prelude)  # text is refused elsewhere
    return rule.lower_at_keyword.rpartition("-")[2] in ("face", "charset", "namespace", "keyframes")


def _selectors(place: Element, prelude: Any) -> "Iterator[tuple[Any, int, int]]":
    """The selectors of a rule, each with the number of its parts and of the ancestors that it looks for."""
    from cssselect2 import parser
    from cssselect2.compiler import CompiledSelector
    from tinycss2 import serialize

    simple = (parser.LocalNameSelector, parser.IDSelector, parser.ClassSelector, parser.AttributeSelector)
    static = ("root", "hover", "active", "focus", "visited")
    try:
        for parsed in parser.parse(prelude):
            descents, parts, tree = 0, [], parsed.parsed_tree
            if parsed.pseudo_element is not None:
                raise ValueError(parsed.pseudo_element)
            while isinstance(tree, parser.CombinedSelector):
                if tree.combinator not in (" ", ">"):
                    raise ValueError(tree.combinator)
                descents += tree.combinator == " "
                parts += tree.right.simple_selectors
                tree = tree.left
            parts += tree.simple_selectors
            for part in parts:
                if not isinstance(part, simple) and getattr(part, "name", "") not in static:
                    raise ValueError(part)
            yield CompiledSelector(parsed), len(parts), descents
    except (ValueError, NotImplementedError, RecursionError, MemoryError) as error:
        text = serialize(prelude).strip()[:40]
        raise place.error(f"its style sheet has a rule for {text!r}, which is not understood", _HINT) from error
