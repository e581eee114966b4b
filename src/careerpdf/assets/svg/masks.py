"""Parts that show through a mask: what it lets through is said by greys."""

from collections.abc import Iterable
from dataclasses import replace

from careerpdf.assets.svg.drawing import Clip, Colour, Fill, Gradient, Group, Item, Paint

WHITE = Paint((1.0,), 1.0)
_LUMINANCE = (0.2125, 0.7154, 0.0721)  # of red, green and blue (CSS Masking 1, 7.9)


def shown(items: list[Item], mask: list[Item]) -> list[Item]:
    """Mask items: keep what the mask shows of them. A single white shape crops them."""
    if not mask:
        return []
    first = mask[0]
    if len(mask) == 1 and isinstance(first, Fill) and first.paint == WHITE:
        return [Group(tuple(items), clip=Clip(first.path, first.even_odd))]
    return [Group(tuple(items), mask=tuple(mask))]


def greyed(items: Iterable[Item], *, by_opacity: bool) -> list[Item]:
    """Items in greys as light as their colours are; all white if only their opacity counts."""

    def grey(colour: Colour) -> Colour:
        light = sum(part * value for part, value in zip(_LUMINANCE, colour, strict=True))
        return (1.0 if by_opacity else round(light, 4),)

    made: list[Item] = []
    for item in items:
        if isinstance(item, Group):
            made.append(replace(item, items=tuple(greyed(item.items, by_opacity=by_opacity))))
            continue
        colour = item.paint.colour
        if isinstance(colour, Gradient):
            stops = tuple(replace(stop, colour=grey(stop.colour)) for stop in colour.stops)
            paint = replace(item.paint, colour=replace(colour, stops=stops))
        else:
            paint = replace(item.paint, colour=grey(colour))
        made.append(replace(item, paint=paint))
    return made
