"""Reading a profile: the model first, then the checks across fields; and the profile's JSON Schema."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from careerpdf.profile.checks import check_profile
from careerpdf.profile.model import Profile
from careerpdf.source.loading import Loaded, in_file_order, load_model


def load_profile(
    path: Path,
    *,
    text: bytes | None = None,
    known_roles: Collection[str] | None = None,
    known_sections: Collection[str] = (),
) -> Loaded[Profile]:
    """The profile in `path` and all its problems. `known_roles` are the ids that links may lead to (None: any).

    `text` is what the file holds, if it has been read already; `known_sections` are the names of sections that the
    office has for all roles.
    """
    loaded = load_model(path, Profile, text=text, skip_empty=True)
    problems = in_file_order([*loaded.diagnostics, *check_profile(loaded, path, known_roles, known_sections)])
    return Loaded(loaded.value, problems, loaded.source)


def profile_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a profile, for editors."""
    return plain_schema(Profile, "careerpdf role profile")


def plain_schema(model: type[BaseModel], title: str) -> dict[str, Any]:
    """JSON Schema (2020-12) of the files that hold a `model`."""
    schema: dict[str, Any] = _plain(model.model_json_schema(mode="validation"))
    schema.pop("title", None)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title} | schema


def _plain(schema: Any, *, names: bool = False) -> Any:
    """A schema without what only Python needs: pydantic's titles, defaults, and null, which a profile leaves out.

    `names`: whether the keys at this level are fields of the profile, of which one is called `title`.
    """
    if isinstance(schema, list):
        return [_plain(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {
        key: part if key == "examples" and not names else _plain(part, names=key in ("properties", "$defs"))
        for key, part in schema.items()
        if names or key not in ("title", "default")
    }
    if not names and "anyOf" in kept:
        kept["anyOf"] = [part for part in kept["anyOf"] if part != {"type": "null"}]
        if len(kept["anyOf"]) == 1:
            return kept.pop("anyOf")[0] | kept
    return kept
