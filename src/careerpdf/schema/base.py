"""The base of every model of a file."""

from dataclasses import dataclass
from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class StrictModel(BaseModel):
    """A part of a file: frozen, and with no fields but its own."""

    # Building the parts with the profile, and not each for itself as well, halves the time it takes to start.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    #: Names that people may try, and what the field is called.
    SYNONYMS: ClassVar[dict[str, str]] = {}


@dataclass(frozen=True, slots=True)
class Words:
    """The name of a type in docs/profile.md."""

    text: str
