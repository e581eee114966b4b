"""Values of each element: attributes, rules of style sheets and style attributes, in the order of the cascade."""

from collections.abc import Mapping

from careerpdf.assets.svg.elements import Element
from careerpdf.assets.svg.stylesheet import Declaration, declarations, matched_declarations

_LONGEST_VALUE, _LONGEST_STYLE = 1_000, 20_000  # characters
_LONG = {"d", "points", "style", "class", "href"}
_CSS_ONLY = {"mix-blend-mode", "isolation", "background", "background-color", "animation", "animation-name", "rotate",
             "scale", "translate", "mask-image"}  # fmt: skip
_INHERITED = (
    "fill", "stroke", "color", "fill-opacity", "stroke-opacity", "fill-rule", "clip-rule", "stroke-width",
    "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "visibility",
    "paint-order", "font-size", "color-interpolation", "marker", "marker-start", "marker-mid", "marker-end",
)  # fmt: skip

#: The values of one element by the names of properties and attributes.
Style = Mapping[str, str]


class Styles:
    """The values of the elements below one root. Raises SvgError where a style sheet cannot be followed."""

    def __init__(self, root: Element) -> None:
        self._by_sheets = matched_declarations(root)
        self._known: dict[Element, dict[str, str]] = {}

    def of(self, element: Element, outer: Style) -> Style:
        """The values of an element inside of another."""
        values = {name: outer[name] for name in _INHERITED if name in outer}
        for name, value in self._declared(element).items():
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
        if element in self._known:
            return self._known[element]
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


def _style_attribute(element: Element) -> list[Declaration]:
    text = element.get("style", "")
    if not text:
        return []
    if len(text) > _LONGEST_STYLE:
        raise element.error("a style in it is too long")
    from tinycss2 import parse_blocks_contents

    return list(declarations(element, parse_blocks_contents(text, skip_comments=True, skip_whitespace=True)))
