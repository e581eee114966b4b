"""Style pack: the style, its folders, its fonts, and the layers that it comes from."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from careerpdf.schema.sections import Choice
from careerpdf.style.layers import Layer
from careerpdf.style.model import Style, TextRole

STYLE_FILE = "style.yaml"
#: Template of a pack's own sections, each a macro with the section's name.
SECTIONS_FILE = "more-sections.xml.j2"
SECTION_HINT = f"a section of the pack's own is a macro of this name in its {SECTIONS_FILE}"
MACRO = re.compile(r"{%-?\s*macro\s+([a-zA-Z]\w*)\s*\(")


@dataclass(frozen=True)
class StylePack:
    """Style with all values of its parents and changes. `folders` are searched for templates, its own first.

    `font_files` has the file of each family's cut, for families that are files. `layers` begin with the last parent.
    """

    style: Style
    folders: tuple[Path, ...]
    sections: frozenset[str] = frozenset()  # the pack's own
    font_files: Mapping[tuple[str, str], Path] = field(default_factory=dict, compare=False)
    layers: tuple[Layer, ...] = field(default=(), compare=False, repr=False)
    roles: dict[str, TextRole] = field(default_factory=dict, compare=False, repr=False)  # resolved by layout
    looks: dict[object, dict[str, Any]] = field(default_factory=dict, compare=False, repr=False)  # of texts, likewise

    @cached_property
    def files(self) -> frozenset[Path]:
        """Files and folders that the pack consists of, and the folders themselves, since files may be added to them."""
        inside = (path for folder in self.folders for path in folder.rglob("*"))
        files = (path for path in inside if not path.name.startswith(".") and not path.name.endswith("~"))
        return frozenset((*self.folders, *files, *self.font_files.values()))

    @property
    def section_choice(self) -> Choice:
        """Choice of a role's sections that the style makes."""
        return Choice(self.style.sections, self.style.leave_out)


def style_names(folders: Sequence[Path]) -> tuple[str, ...]:
    """Return the names of all packs in `folders`, sorted."""
    return tuple(sorted({p.parent.name for folder in folders for p in folder.glob(f"*/{STYLE_FILE}")}))
