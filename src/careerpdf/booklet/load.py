"""Reading a booklet's manifest, and its JSON Schema."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

from careerpdf.booklet.checks import check_booklet
from careerpdf.booklet.model import Manifest
from careerpdf.schema.checks import valid_part
from careerpdf.schema.json_schema import plain_schema
from careerpdf.source.load import Loaded, in_file_order, load_model


def load_booklet(path: Path, *, root: Path | None = None, known_sections: Collection[str] = ()) -> Loaded[Manifest]:
    """The manifest in `path` and all its problems, but for those of the roles that it names: `select` finds them.

    Pictures lie in `root`, which is the folder above the manifest's if it is not given. `known_sections` are the names
    of sections that the office has for all roles.
    """
    loaded = load_model(path, Manifest, skip_empty=True)
    found = check_booklet(loaded, path, path.resolve().parent.parent if root is None else root, known_sections)
    return Loaded(loaded.value, in_file_order([*loaded.diagnostics, *found]), loaded.source)


def valid_manifest(loaded: Loaded[Manifest]) -> Manifest | None:
    """The booklet, or what can be made of a manifest that has errors, to find what else is wrong with it."""
    if loaded.value is not None or loaded.source is None or not isinstance(loaded.source.data, dict):
        return loaded.value
    # The fields that are faulty are left out; only the title is needed.
    return valid_part(Manifest, loaded.source.data) or valid_part(Manifest, {**loaded.source.data, "title": "?"})


def roles_needed(booklet: Manifest, known: Collection[str]) -> tuple[str, ...]:
    """Name those of the `known` roles that have to be read to tell what the booklet holds, each once."""
    named = booklet.sections or (booklet,)
    if any(part.category or part.tag or not part.roles for part in named):
        return tuple(known)
    return tuple(dict.fromkeys(role for part in named for role in part.roles or () if role in known))


def booklet_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a manifest, for editors."""
    return plain_schema(Manifest, "careerpdf booklet")
