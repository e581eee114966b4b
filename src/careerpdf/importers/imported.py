"""An imported role: its fields, with the source of each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ImportedProfile:
    """A role as an importer found it. `fields` are those of a profile, in the order in which they are written.

    `origins` tells the source, one of `sources`, of each field; of `salary` and such of each part, as `salary.median`.
    """

    role: str
    code: str | None
    fields: Mapping[str, Any]
    sources: Mapping[str, Mapping[str, Any]]
    origins: Mapping[str, str]


def plain_markdown(text: str) -> str:
    """A plain text as inline Markdown that shows it as it is."""
    return re.sub(r"([\\`*_\[\]])", r"\\\1", text)
