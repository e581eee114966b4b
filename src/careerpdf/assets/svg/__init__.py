"""SVG files, read with suspicion into shapes with paints: what cannot be printed as it is meant is refused."""

from careerpdf.assets.svg.elements import LARGEST, SvgError

__all__ = ["LARGEST", "SvgError"]
