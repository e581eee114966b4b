"""Style sheets inside of an SVG file: their rules, and the elements that these are about.

CSS is read by tinycss2 in a time that grows with its length, and its selectors are matched by cssselect2. What could
take longer is counted before it is begun.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from careerpdf.assets.svg.elements import Element

_LONGEST_SHEETS, _LONGEST_VALUE = 250_000, 1_000  # characters
_MOST_SELECTORS = 10_000
# Parts of selectors times the elements that they may be about, and for descendants times how deep these may lie
_MOST_MATCHES = 1_000_000
_HINT = "save it with presentation attributes instead of a style sheet, or as PNG"


class Declaration(NamedTuple):
    name: str
    value: str
    is_important: bool


class _Selector(NamedTuple):
    """A selector, the number of its parts, and of the ancestors that it looks for."""

    compiled: Any
    parts: int
    descents: int


def matched_declarations(root: Element) -> dict[Element, list[Declaration]]:
    """Find what style sheets declare for each element, in the order of the cascade. Raises SvgError."""
    sheets = [one for one in root.everything if one.name == "style" and one.get("type", "") in ("", "text/css")]
    if not sheets:
        return {}
    texts = ["".join(sheet.itertext()) for sheet in sheets]
    if sum(map(len, texts)) > _LONGEST_SHEETS:
        raise sheets[0].error("its style sheets are too long", _HINT)
    from cssselect2 import ElementWrapper, Matcher  # few files have style sheets

    matcher = Matcher()
    counted, depth = _counted(root), _depth(root)
    selected = cost = 0
    for sheet, text in zip(sheets, texts, strict=True):
        for selectors, found in _rules(sheet, text):
            for selector in selectors:
                cost += selector.parts * counted[_key(selector.compiled)] * depth**selector.descents
                selected += 1
                if cost > _MOST_MATCHES or selected > _MOST_SELECTORS:
                    raise sheet.error("its style sheet has too many rules", _HINT)
                matcher.add_selector(selector.compiled, found)
    return {
        wrapped.etree_element: [one for *_, found in matcher.match(wrapped) for one in found]
        for wrapped in ElementWrapper.from_xml_root(root).iter_subtree()
    }


def declarations(element: Element, nodes: Iterable[Any]) -> Iterator[Declaration]:
    """Take what tinycss2 has read of a rule or of a style attribute. Raises SvgError."""
    from tinycss2 import serialize

    for node in nodes:
        if node.type == "error":
            raise element.error("a style in it cannot be read")
        if node.type == "declaration":
            value = serialize([token for token in node.value if token.type != "comment"]).strip()
            if len(value) > _LONGEST_VALUE:
                raise element.error(f"a value in it is too long: {node.lower_name[:40]}")
            if value:
                yield Declaration(node.lower_name, value, node.important)


def _rules(sheet: Element, text: str) -> Iterator[tuple[Iterator[_Selector], list[Declaration]]]:
    from tinycss2 import parse_blocks_contents, parse_stylesheet

    for rule in parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
        place = Element("style")
        place.line = sheet.line + rule.source_line - 1
        if rule.type == "error":
            raise place.error("its style sheet cannot be read", _HINT)
        if rule.type == "qualified-rule":
            contents = parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            yield _selectors(place, rule.prelude), list(declarations(place, contents))
        elif not _says_nothing(rule):
            name = rule.lower_at_keyword[:40]
            raise place.error(f"its style sheet has a rule that is not understood: @{name}", _HINT)


def _says_nothing(rule: Any) -> bool:
    """True if a rule changes nothing on paper and without text."""
    from tinycss2 import serialize

    if rule.lower_at_keyword == "media":
        return "prefers-color-scheme:dark" in serialize(rule.prelude).replace(" ", "").lower()
    if rule.lower_at_keyword == "import":
        return "font" in serialize(rule.prelude)  # text is refused elsewhere
    return rule.lower_at_keyword.rpartition("-")[2] in ("face", "charset", "namespace", "keyframes")


def _selectors(place: Element, prelude: Any) -> Iterator[_Selector]:
    from cssselect2 import parser
    from cssselect2.compiler import CompiledSelector
    from tinycss2 import serialize

    simple = (parser.LocalNameSelector, parser.IDSelector, parser.ClassSelector, parser.AttributeSelector)
    static = ("root", "hover", "active", "focus", "visited")
    try:
        for parsed in parser.parse(prelude):
            descents, parts, tree = 0, [], parsed.parsed_tree
            while isinstance(tree, parser.CombinedSelector):
                if tree.combinator not in (" ", ">"):
                    raise ValueError(tree.combinator)
                descents += tree.combinator == " "
                parts += tree.right.simple_selectors
                tree = tree.left
            parts += tree.simple_selectors
            if parsed.pseudo_element or any(
                not isinstance(part, simple) and getattr(part, "name", "") not in static for part in parts
            ):
                raise ValueError("a selector of another kind")
            yield _Selector(CompiledSelector(parsed), len(parts), descents)
    except (ValueError, NotImplementedError, RecursionError, MemoryError) as error:
        text = serialize(prelude).strip()[:40]
        raise place.error(f"its style sheet has a rule for {text!r}, which is not understood", _HINT) from error


def _key(selector: Any) -> str:
    """The name, class or identifier by which cssselect2 looks for the elements of a selector."""
    if selector.id is not None:
        return f"#{selector.id}"
    return f".{selector.class_name}" if selector.class_name is not None else selector.local_name or "*"


def _counted(root: Element) -> Counter[str]:
    """The number of elements of each name, class and identifier."""
    counted: Counter[str] = Counter()
    for element in root.everything:
        counted.update(("*", element.name, f"#{element.get('id')}"))
        counted.update(f".{name}" for name in set(element.get("class", "").split()))
    return counted


def _depth(root: Element) -> int:
    """Count how many elements lie in each other."""
    deepest, level = 0, [root]
    while level:
        deepest, level = deepest + 1, [inner for element in level for inner in element.inner]
    return deepest
