"""Overprinting: black prints over what is under it, so that no white shows around letters where plates do not register.

All that is painted in black ink alone at 100 % overprints, as layout programs have it by default: text, lines, areas,
among them the modules of codes. Everything else knocks out what is under it, unless its own file asks for more.
"""

from dataclasses import dataclass, replace

from pikepdf import Dictionary, Name

from careerpdf.check.objects import entry, integer
from careerpdf.press.colour import Values

BLACK: Values = (0.0, 0.0, 0.0, 1.0)
_PREFIX = "/Overprint"


@dataclass(frozen=True, slots=True)
class Overprint:
    """Overprinting of areas and of lines, and the mode (/OPM): 1 if inks that a colour has none of stay as they are."""

    fill: bool = False
    stroke: bool = False
    mode: int = 0

    @property
    def name(self) -> str:
        """The name of the graphics state that sets it."""
        return f"{_PREFIX}{self.fill:d}{self.stroke:d}{self.mode}"

    @property
    def state(self) -> Dictionary:
        return Dictionary(Type=Name.ExtGState, OP=self.stroke, op=self.fill, OPM=self.mode)

    def changed_by(self, state: object) -> "Overprint":
        """The overprinting after a graphics state of the file: /OP stands for both where there is no /op."""
        stroke, fill, mode = entry(state, "/OP"), entry(state, "/op"), integer(state, "/OPM")
        changed = self
        if isinstance(stroke, bool):
            changed = replace(changed, stroke=stroke, fill=stroke)
        if isinstance(fill, bool):
            changed = replace(changed, fill=fill)
        return changed if mode not in (0, 1) else replace(changed, mode=mode)


#: Nothing overprints: with this a page begins.
KNOCKOUT = Overprint()


def overprint_of(
    own: Overprint, fill: Values | None, stroke: Values | None, *, in_inks: tuple[bool, bool]
) -> Overprint:
    """The overprinting for areas and lines in inks of the press, None for one that cannot be told.

    `own` is what the file asks for. It holds for colours that were given `in_inks`, of areas and of lines, in the file
    itself: those of a screen never overprint, and white would vanish.
    """
    asked = (own.fill and in_inks[0], own.stroke and in_inks[1])
    over_fill, over_stroke = (
        ask if inks is None else inks == BLACK or (ask and any(inks))
        for ask, inks in zip(asked, (fill, stroke), strict=True)
    )
    mode = 1 if BLACK in (fill, stroke) else own.mode if over_fill or over_stroke else 0
    return Overprint(over_fill, over_stroke, mode)
