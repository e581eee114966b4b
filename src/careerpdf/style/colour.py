"""How colours are written: `#rrggbb`, or the name of one of a style's colours."""

from typing import Annotated

from pydantic import Field

Hex = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]
ColourRef = Annotated[str, Field(pattern=r"^(#[0-9a-fA-F]{6}|[a-z][a-z0-9-]*)$")]
