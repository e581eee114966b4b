"""Reading a profile: the model first, then the checks across fields; and the profile's JSON Schema."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

from careerpdf.profile.checks import check_profile
from careerpdf.profile.model import Profile
from careerpdf.schema.json_schema import plain_schema
from careerpdf.source.load import Loaded, in_file_order, load_model


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
