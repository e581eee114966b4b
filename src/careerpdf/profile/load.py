"""Reading a profile: the model first, then the checks across fields; and the profile's JSON Schema."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

from careerpdf.profile.checks import check_profile
from careerpdf.profile.model import Profile
from careerpdf.source.loading import Loaded, load_model


def load_profile(path: Path, *, known_roles: Collection[str] | None = None) -> Loaded[Profile]:
    """The profile in `path` and all its problems. `known_roles` are the ids that links may lead to (None: not checked)."""
    loaded = load_model(path, Profile)
    return Loaded(
        loaded.value, (*loaded.diagnostics, *check_profile(loaded, path, known_roles)), loaded.source
    )


def profile_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a profile, for editors."""
    schema = Profile.model_json_schema(mode="validation")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "careerpdf role profile",
    } | schema
