"""JSON Schema of a file, for editors."""

from typing import Any

from pydantic import BaseModel


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
