"""YAML file to pydantic model, with every error of either as a Diagnostic; `explain.py` words them."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from careerpdf.diagnostics import Diagnostic, Severity, Span
from careerpdf.source.field_errors import custom_error, explain
from careerpdf.source.field_names import with_field_names
from careerpdf.source.read_yaml import parse_yaml, read_yaml
from careerpdf.source.yaml_source import MAX_PROBLEMS, Loc, YamlSource

__all__ = ["Loaded", "custom_error", "display_path", "in_file_order", "load_model"]

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Loaded(Generic[M]):
    """A file that was read: the model (None if it has errors), the problems, and the source for their places."""

    value: M | None
    diagnostics: tuple[Diagnostic, ...]
    source: YamlSource | None

    @property
    def ok(self) -> bool:
        """True if there is a value and no error (warnings do not count)."""
        return self.value is not None and all(d.severity is not Severity.ERROR for d in self.diagnostics)

    def span(self, loc: Loc, *, key: bool = False) -> Span | None:
        """The place of the value at `loc` in the file, or of its key; or of the nearest thing around it."""
        return self.source.span(loc, key=key) if self.source else None


def display_path(path: Path) -> str:
    """A path as messages show it: relative to the current folder where it lies below it, with forward slashes."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError, RuntimeError):  # RuntimeError: a link that leads to itself, before Python 3.13
        return path.as_posix()


def load_model(path: Path, model: type[M], *, text: str | bytes | None = None, skip_empty: bool = False) -> Loaded[M]:
    """Read `path` as a `model`; or `text` in its place, which may be bytes as a file holds them. Never raises on bad
    input.

    With `skip_empty`, a field without a value counts as left out: a warning, or an error if the field is required.
    """
    display = display_path(path)
    raw = text.encode(errors="replace") if isinstance(text, str) else text
    source, problems = read_yaml(path, display) if raw is None else parse_yaml(raw, display)
    if source.data is None:
        return Loaded(None, problems, source)
    if not isinstance(source.data, dict):
        problem = Diagnostic(
            "not-fields",
            Severity.ERROR,
            "the file holds no fields",
            source.span(()),
            display,
            expected="lines such as `title: Registered Nurse`",
        )
        return Loaded(None, in_file_order([*problems, problem]), source)
    source = with_field_names(source, model)
    empty: dict[Loc, None] = {}  # in the order of the file
    if skip_empty:
        source = replace(source, data=_without_empty(source.data, (), empty))
    value, errors = _validated(model, source.data)
    found: list[Diagnostic] = []
    if errors or empty:
        # A place that YAML itself complained of needs no second complaint about what it did not deliver.
        broken = {(d.span.line, d.span.column) for d in problems if d.span and d.severity is Severity.ERROR}
        found = explain(errors, model, source, empty=empty, broken={line for line, _ in broken})
        found = [d for d in found if not d.span or (d.span.line, d.span.column) not in broken]
    everything = in_file_order([*problems, *found])
    failed = any(d.severity is Severity.ERROR for d in found)
    return Loaded(None if failed else value, everything, source)


def in_file_order(diagnostics: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """From top to bottom, what concerns the whole file first; of very many only the first."""
    ordered = sorted(diagnostics, key=lambda d: (d.span.line, d.span.column) if d.span else (0, 0))
    if len(ordered) <= MAX_PROBLEMS:
        return tuple(ordered)
    more = f"there are more than these {MAX_PROBLEMS} problems"
    rest = ordered[MAX_PROBLEMS:]
    severity = Severity.ERROR if any(d.severity is Severity.ERROR for d in rest) else Severity.WARNING
    return (
        *ordered[:MAX_PROBLEMS],
        Diagnostic(
            "more-problems", severity, more, file=_file(ordered), hint="mend these first; is this the right file?"
        ),
    )


def _file(diagnostics: list[Diagnostic]) -> str | None:
    return next((d.span.file if d.span else d.file for d in diagnostics), None)


def _validated(model: type[M], data: Any) -> tuple[M | None, list[Any]]:
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, list(error.errors(include_url=False))


def _without_empty(value: Any, loc: Loc, empty: dict[Loc, None]) -> Any:
    """The data without fields that have no value; their places are put into `empty`. Entries of lists stay."""
    if isinstance(value, list):
        return [
            part if isinstance(part, str) else _without_empty(part, (*loc, k), empty) for k, part in enumerate(value)
        ]
    if not isinstance(value, dict):
        return value
    kept = {}
    for key, part in value.items():
        if isinstance(part, str):
            if part.strip():
                kept[key] = part
                continue
        elif part is not None and part != [] and part != {}:
            kept[key] = _without_empty(part, (*loc, key), empty)
            continue
        empty[*loc, key] = None
    return kept
