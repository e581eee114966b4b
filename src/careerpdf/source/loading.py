"""YAML file to pydantic model: every error of either becomes a Diagnostic with its place and a plain sentence."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticCustomError

from careerpdf.diagnostics import Diagnostic, Severity, Span, did_you_mean
from careerpdf.source.yaml_source import Loc, YamlSource, parse_yaml, read_yaml

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Loaded(Generic[M]):
    """What became of a file: the model (None if it has errors), the problems, and the source for their places."""

    value: M | None
    diagnostics: tuple[Diagnostic, ...]
    source: YamlSource | None

    @property
    def ok(self) -> bool:
        """Whether there is a value and no error (warnings do not count)."""
        return self.value is not None and all(d.severity is not Severity.ERROR for d in self.diagnostics)

    def span(self, loc: Loc, *, key: bool = False) -> Span | None:
        return self.source.span(loc, key=key) if self.source else None


def display_path(path: Path) -> str:
    """A path as messages show it: relative to the current folder where it lies below it, with forward slashes."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        return path.as_posix()


def load_model(path: Path, model: type[M], *, text: str | None = None) -> Loaded[M]:
    """Read `path` (or `text` in its place) as a `model`. Never raises on bad input."""
    display = display_path(path)
    source, problems = read_yaml(path, display) if text is None else parse_yaml(text.encode(), display)
    if source.data is None:
        return Loaded(None, problems, source)
    if not isinstance(source.data, dict):
        problem = Diagnostic("not-fields", Severity.ERROR, "the file holds no fields", source.span(()), display,
                             expected="lines such as `title: Registered Nurse`")  # fmt: skip
        return Loaded(None, (*problems, problem), source)
    try:
        value = model.model_validate(source.data)
    except ValidationError as error:
        found = [_diagnostic(e, model, source) for e in error.errors(include_url=False)]
        broken = [d.span for d in problems if d.span]
        # A key that YAML itself complained of needs no second complaint about what it did not deliver.
        return Loaded(None, (*problems, *(d for d in found if d.span not in broken)), source)
    return Loaded(value, problems, source)


def custom_error(code: str, message: str, *, expected: str = "", hint: str = "") -> PydanticCustomError:
    """An error for validators to raise, with the diagnostic's code and its two further lines."""
    context = {"careerpdf": True, "expected": expected, "hint": hint, "text": message}
    return PydanticCustomError(code, "{text}", context)  # type: ignore[arg-type]


def _diagnostic(error: Any, model: type[BaseModel], source: YamlSource) -> Diagnostic:
    loc: Loc = tuple(error["loc"])
    kind, context = error["type"], error.get("ctx", {})
    name = _name(loc)
    if context.get("careerpdf"):
        return Diagnostic(kind, Severity.ERROR, context["text"], source.span(loc), source.file,
                          context["expected"] or None, context["hint"] or None)  # fmt: skip
    if kind == "extra_forbidden":
        fields = list(_fields_at(model, loc[:-1]))
        near = did_you_mean(str(loc[-1]), fields)
        where = f" in {_name(loc[:-1])}" if loc[:-1] else ""
        return Diagnostic("unknown-key", Severity.ERROR, f"unknown key '{loc[-1]}'{where}", source.span(loc, key=True),
                          source.file, expected="one of " + ", ".join(fields),
                          hint=f"did you mean '{near}'?" if near else None)  # fmt: skip
    if kind == "missing":
        parent = source.span(loc[:-1], key=True)
        if not loc[:-1]:
            first = source.lines[0] if source.lines else ""
            parent = Span(source.file, 1, 1, len(first.rstrip()) + 1, first)
        where = f" in {_name(loc[:-1])}" if loc[:-1] else ""
        return Diagnostic("missing-field", Severity.ERROR, f"'{loc[-1]}' is missing{where}", parent, source.file,
                          expected=f"`{loc[-1]}: {_example(model, loc)}`")  # fmt: skip
    span = source.span(loc)
    value = _shown(error.get("input"))
    if kind in ("enum", "literal_error"):
        allowed = _allowed(str(context.get("expected", "")))
        near = did_you_mean(str(error.get("input")), allowed)
        return Diagnostic("unknown-value", Severity.ERROR, f"{name} is {value}", span, source.file,
                          expected="one of " + ", ".join(allowed), hint=f"did you mean '{near}'?" if near else None)  # fmt: skip
    code, message, expected = _WORDS.get(kind, ("bad-value", "{name} is {value}, which does not fit", ""))
    wanted = (
        expected.format(
            **{"name": name, **{k: v for k, v in context.items() if isinstance(v, str | int | float)}}
        )
        if expected
        else ""
    )
    hint = _example(model, loc)
    return Diagnostic(code, Severity.ERROR, message.format(name=name, value=value), span, source.file,
                      wanted or None, f"for example `{loc[-1]}: {hint}`" if hint != "…" and loc and isinstance(loc[-1], str) else None)  # fmt: skip


#: pydantic's error types in plain words: code, message, what was expected.
_WORDS: dict[str, tuple[str, str, str]] = {
    "string_type": (
        "wrong-type",
        "{name} is {value}",
        "a text; put it in quotes if it looks like a number or a date",
    ),
    "tuple_type": (
        "wrong-type",
        "{name} is {value}",
        "a list: one line for each, starting with a dash and a space",
    ),
    "list_type": (
        "wrong-type",
        "{name} is {value}",
        "a list: one line for each, starting with a dash and a space",
    ),
    "dict_type": ("wrong-type", "{name} is {value}", "fields below it, indented by two spaces"),
    "model_type": ("wrong-type", "{name} is {value}", "fields below it, indented by two spaces"),
    "model_attributes_type": ("wrong-type", "{name} is {value}", "fields below it, indented by two spaces"),
    "int_type": ("wrong-type", "{name} is {value}", "a whole number"),
    "int_parsing": ("wrong-type", "{name} is {value}", "a whole number"),
    "int_from_float": ("wrong-type", "{name} is {value}", "a whole number"),
    "float_type": ("wrong-type", "{name} is {value}", "a number"),
    "float_parsing": ("wrong-type", "{name} is {value}", "a number"),
    "decimal_type": ("wrong-type", "{name} is {value}", "a number"),
    "decimal_parsing": ("wrong-type", "{name} is {value}", "a number"),
    "bool_type": ("wrong-type", "{name} is {value}", "true or false"),
    "bool_parsing": ("wrong-type", "{name} is {value}", "true or false"),
    "date_type": ("wrong-type", "{name} is {value}", "a date such as 2026-11-23"),
    "date_parsing": ("wrong-type", "{name} is {value}", "a date such as 2026-11-23"),
    "date_from_datetime_parsing": ("wrong-type", "{name} is {value}", "a date such as 2026-11-23"),
    "date_from_datetime_inexact": ("wrong-type", "{name} is {value}", "a date without a time"),
    "too_short": ("empty", "{name} is empty", "at least one entry"),
    "string_too_short": ("empty", "{name} is empty", "some text; leave the field out if there is none"),
    "greater_than_equal": ("out-of-range", "{name} is {value}", "{ge} or more"),
    "less_than_equal": ("out-of-range", "{name} is {value}", "{le} or less"),
    "greater_than": ("out-of-range", "{name} is {value}", "more than {gt}"),
    "string_pattern_mismatch": ("bad-value", "{name} is {value}", "a text of the form {pattern}"),
}


def _name(loc: Loc) -> str:
    """A place in words: salary.median, the 2nd entry of duties."""
    out = ""
    for part in loc:
        if isinstance(part, int):
            out = f"entry {part + 1} of {out}" if out else f"entry {part + 1}"
        else:
            out = f"{out}.{part}" if out else part
    return out or "the file"


def _shown(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, dict):
        return "a group of fields"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    text = text if len(text) <= 40 else text[:39] + "…"  # noqa: PLR2004
    return f"the number {text}" if isinstance(value, int | float) else f"'{text}'"


def _allowed(expected: str) -> list[str]:
    return [part.strip(" '") for part in expected.replace(" or ", ", ").split(",") if part.strip(" '")]


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [m for part in get_args(annotation) for m in _models_in(part)]


def _model_at(model: type[BaseModel], loc: Loc) -> type[BaseModel] | None:
    current: type[BaseModel] | None = model
    annotation: Any = None
    for part in loc:
        if isinstance(part, str) and current and part in current.model_fields:
            annotation = current.model_fields[part].annotation
            found = _models_in(annotation)
            current = found[0] if found else None
        elif annotation is not None and (isinstance(part, int) or get_origin(annotation) is not None):
            continue  # an entry of a list or a mapping: its model is the one found above
        else:
            return None
    return current


def _fields_at(model: type[BaseModel], loc: Loc) -> tuple[str, ...]:
    found = _model_at(model, loc)
    return tuple(found.model_fields) if found else ()


def _example(model: type[BaseModel], loc: Loc) -> str:
    parent = _model_at(model, loc[:-1])
    if parent and loc and str(loc[-1]) in parent.model_fields:
        examples = parent.model_fields[str(loc[-1])].examples
        if examples:
            first = examples[0]
            return f"[{first[0]}, …]" if isinstance(first, list) else str(first)
    return "…"
