"""pydantic's errors in words for people who have never seen it: which field, what is wrong, what was expected."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from careerpdf.diagnostics import Diagnostic, Severity, Span, did_you_mean
from careerpdf.source.spelling import plain_field
from careerpdf.source.syntax_errors import ODD_BULLETS, missing_space, odd_bullet, quoted
from careerpdf.source.yaml_source import MAX_PROBLEMS, Loc, YamlSource

_ENOUGH = MAX_PROBLEMS + 1  # of a kind that are worked out: a file of nothing but errors takes no time


def custom_error(code: str, message: str, *, expected: str = "", hint: str = "") -> PydanticCustomError:
    """An error for validators to raise, with the diagnostic's code and its two further lines.

    In `message`, `{name}` becomes the place in words: 'year' in 'salary'.
    """
    return PydanticCustomError(
        "careerpdf", "{text}", {"code": code, "text": message, "expected": expected, "hint": hint}
    )


def explain(
    errors: list[Any], model: type[BaseModel], source: YamlSource, *, empty: Collection[Loc], broken: Collection[int]
) -> list[Diagnostic]:
    """The diagnostics for pydantic's errors, and for the fields that the file leaves `empty`.

    Lines that are `broken` as YAML have theirs already.
    """
    return _Explainer(model, source, empty, broken).all(errors)


class _Explainer:
    def __init__(
        self, model: type[BaseModel], source: YamlSource, empty: Collection[Loc], broken: Collection[int]
    ) -> None:
        self.model, self.source, self.empty, self.broken = model, source, empty, broken
        # Each refused place with all that it lies in: what is wrong there may be only that it is not there.
        self.refused = {bad[:k] for bad in source.broken for k in range(len(bad) + 1)}

    def all(self, errors: list[Any]) -> list[Diagnostic]:
        unknown = [tuple(e["loc"]) for e in errors if e["type"] == "extra_forbidden"]
        unknown += [loc for loc in self.empty if not self._known(loc)]
        missing = {tuple(e["loc"]) for e in errors if e["type"] == "missing"}
        meant: set[Loc] = set()
        found: list[Diagnostic] = []
        shifted, at_home = self._shifted(unknown)
        found += shifted
        unknown = [loc for loc in unknown if loc not in at_home]
        for loc in unknown[:_ENOUGH]:
            problem, field = self._unknown(loc)
            found.append(problem)
            if field:
                meant.add((*loc[:-1], field))
        for loc in list(self.empty)[:_ENOUGH]:
            if loc not in at_home and self._known(loc) and not self._is_broken(loc):
                found.append(self._empty(loc, required=loc in missing))
        said = meant | set(self.empty)
        rest = [e for e in errors if e["type"] != "extra_forbidden" and tuple(e["loc"]) not in said]
        rest = [e for e in rest if not self._is_refused(tuple(e["loc"]), missing=e["type"] == "missing")]
        found += [self._one(e) for e in rest[:_ENOUGH]]
        return found

    def _is_broken(self, loc: Loc) -> bool:
        """True if a place is only empty because what stands there is no YAML, which was said already."""
        key = self.source.span(loc, key=True)
        return self._is_refused(loc) or (key is not None and key.line in self.broken)

    def _is_refused(self, loc: Loc, *, missing: bool = False) -> bool:
        """True if something that stands at a place, or below it, was refused; or what could have held it."""
        return loc in self.refused or (missing and loc[:-1] in self.source.broken)

    def _known(self, loc: Loc) -> bool:
        """True if an empty place belongs to a field of the model, or to a mapping with names of the user's own."""
        parent = _model_at(self.model, loc[:-1])
        return parent is None or str(loc[-1]) in parent.model_fields

    def _say(
        self,
        code: str,
        message: str,
        loc: Loc,
        *,
        span: Span | None = None,
        expected: str | None = None,
        hint: str | None = None,
    ) -> Diagnostic:
        return Diagnostic(
            code,
            Severity.ERROR,
            message,
            span or self.source.span(loc),
            self.source.file,
            expected or None,
            hint or None,
        )

    def _one(self, error: Any) -> Diagnostic:
        loc: Loc = tuple(error["loc"])
        kind, context = error["type"], error.get("ctx", {})
        if kind == "missing":
            return self._missing(loc)
        # What a validator added on its way (`median: 5` stands for {annual: 5}) is nowhere in the file.
        while loc and not self.source.has(loc):
            loc = loc[:-1]
        name = place(loc)
        if kind == "careerpdf":
            return self._say(
                context["code"],
                context["text"].replace("{name}", name),
                loc,
                expected=context["expected"],
                hint=context["hint"],
            )
        value = error.get("input")
        if kind in ("enum", "literal_error"):
            allowed = [a for a in re.findall(r"'([^']*)'", str(context.get("expected", ""))) if a]
            near = did_you_mean(str(value)[:_LONG], allowed)
            return self._say(
                "unknown-value",
                f"{name} cannot be {shown(value)}",
                loc,
                expected=one_of(allowed),
                hint=f"did you mean '{near}'?" if near else None,
            )
        if kind in _SHAPES:
            return self._shape(kind, loc, value)
        if kind in ("too_short", "string_too_short"):
            return self._say(
                "empty", f"{name} is empty", loc, expected="at least one entry" if kind == "too_short" else "a text"
            )
        if kind in _LIMITS:
            limit = _LIMITS[kind].format(**context)
            return self._say("out-of-range", f"{name} cannot be {shown(value)}", loc, expected=limit)
        return self._say("bad-value", f"{name} cannot be {shown(value)}", loc, expected=self._example(loc))

    def _unknown(self, loc: Loc) -> tuple[Diagnostic, str | None]:
        """The problem of a field that there is none of, and which one was meant."""
        key, parent = str(loc[-1]), _model_at(self.model, loc[:-1])
        fields = list(parent.model_fields) if parent else []
        same = next((field for field in fields if plain_field(field) == plain_field(key)), None)
        meant = self._synonym(parent, key) or same
        elsewhere = self._stray_comma(loc) or ("" if meant else self._elsewhere(loc))
        if not elsewhere:
            meant = meant or did_you_mean(key, fields)
        if not elsewhere and not meant:
            elsewhere = self._other_home(loc)
        hint = elsewhere or (f"did you mean '{meant}'?" if meant else None)
        if meant and not elsewhere and meant in (self._siblings(loc) or ()):
            hint = f"'{meant}' is there already; keep one of the two"
        message = f"there is no field {quoted(key)}{_inside(loc)}"
        span = self.source.span(loc, key=True)
        problem = self._say(
            "unknown-key", message, loc, span=span, expected=None if hint else one_of(fields), hint=hint
        )
        return problem, None if elsewhere else meant

    def _shifted(self, unknown: list[Loc]) -> tuple[list[Diagnostic], set[Loc]]:
        """One problem for each run of fields at the left edge that belong in one other; all places it speaks for."""
        strange, found, explained = set(unknown), list[Diagnostic](), set[Loc]()
        edge: list[Loc] = [loc for loc in self.source.keys if len(loc) == 1]
        start = 0
        while start < len(edge):
            above: Loc = edge[start - 1] if start else ()
            homes: set[str] = {str(above[0])} if above and above in self.empty and above not in strange else set()
            end = start
            while end < len(edge) and edge[end] in strange and not (end == start and len(found) > _ENOUGH):
                key = str(edge[end][0])
                here = self._homes_of(key) if homes or not self._synonym(self.model, key) else set()
                if not (common := here & homes if homes else here):
                    break
                homes, end = common, end + 1
            run, below = edge[start:end], bool(above and above in self.empty and above not in strange)
            if len(run) > 1 or (run and below):
                found.append(self._belong(run, homes, below=below))
                explained.update((above, *run) if below else run)
            start = max(end, start + 1)
        return found, explained

    def _belong(self, run: list[Loc], homes: set[str], *, below: bool) -> Diagnostic:
        """The problem of fields at the left edge that belong in one of `homes`, which stands above them or does not."""
        key, more = quoted(run[0][0]), len(run) - 1
        who = f"{key} and the {f'{more} fields' if more > 1 else 'field'} below it belong" if more else f"{key} belongs"
        names = [name for name in self.model.model_fields if name in homes]
        do = f"indent {'them' if more else 'it'} by two spaces"
        if not below:
            do = f"write `{names[0]}:` above them, and {do}" if len(names) == 1 else "below it, indented by two spaces"
        return self._say(
            "unknown-key",
            f"there is no field {key}",
            run[0],
            span=self.source.span(run[0], key=True),
            hint=f"{who} in {' or '.join(quoted(name) for name in names)}: {do}",
        )

    @staticmethod
    def _synonym(model: type[BaseModel] | None, key: str) -> str | None:
        """The name in `model` of a field that people may call `key`."""
        synonyms: dict[str, str] = getattr(model, "SYNONYMS", {})
        return synonyms.get(re.sub(r"[ -]", "_", key.casefold()))

    @cached_property
    def _homes(self) -> dict[str, set[str]]:
        """The fields of the file in which there is a field of each name."""
        homes: dict[str, set[str]] = {}
        for name, field in self.model.model_fields.items():
            for inner in models_in(field.annotation):
                for key in inner.model_fields:
                    homes.setdefault(plain_field(key), set()).add(name)
        return homes

    def _homes_of(self, key: str) -> set[str]:
        return self._homes.get(plain_field(key), set())

    def _stray_comma(self, loc: Loc) -> str:
        """In `{name: Python, text: read, write}` there is a field `write`: what to do about it."""
        span = self.source.span(loc, key=True)
        if span is None or loc not in self.empty or span.source_line[span.end_column - 1 :].lstrip()[:1] == ":":
            return ""
        whole = re.search(r"(?<![\d,.])(\d+), ?$", span.source_line[: span.column - 1])
        if whole and re.fullmatch(r"\d\d?", str(loc[-1])):
            return f"inside {{ }} a comma ends a figure: write {whole[1]}.{loc[-1]}"
        if re.fullmatch(r"[\d.]+", str(loc[-1])):
            return "inside { } a comma ends a figure: write it without commas"
        return "inside { } a comma ends a text: put the whole text in quotes"

    def _elsewhere(self, loc: Loc) -> str:
        """Find where a field belongs that stands at the wrong depth; empty if it belongs nowhere, or in many places."""
        key = str(loc[-1])
        if loc[:-1]:
            top = plain_field(key) in map(plain_field, self.model.model_fields)
            return f"'{key}' stands at the left edge, outside {place(loc[:1])}" if top else ""
        homes = [f"'{name}'" for name in self.model.model_fields if name in self._homes_of(key)]
        return (
            f"'{key}' belongs in {' or '.join(homes)}: below it, indented by two spaces" if 0 < len(homes) < 3 else ""
        )

    def _other_home(self, loc: Loc) -> str:
        """The one other field of the file in which there is a field of this name; empty if it is not just one."""
        homes = self._homes_of(str(loc[-1])) if len(loc) == 2 else set()
        return f"'{loc[-1]}' belongs in '{next(iter(homes))}'" if len(homes) == 1 and str(loc[0]) not in homes else ""

    def _siblings(self, loc: Loc) -> Iterable[str] | None:
        data = self._data(loc[:-1])
        return data.keys() if isinstance(data, dict) else None

    def _data(self, loc: Loc) -> Any:
        data = self.source.data
        for part in loc:
            try:
                data = data[part]
            except (KeyError, IndexError, TypeError):
                return None
        return data

    def _missing(self, loc: Loc) -> Diagnostic:
        """Points at the field below which the missing one belongs."""
        if isinstance(loc[-1], int):
            return self._say("missing-field", f"{place(loc[:-1])} needs {loc[-1] + 1} entries", loc)
        parent, field = _model_at(self.model, loc[:-1]), str(loc[-1])
        where = _inside(loc)
        present = [str(key) for key in self._siblings(loc) or ()]
        order = list(parent.model_fields) if parent else []
        before = [f for f in order[: order.index(field)] if f in present] if field in order else []
        if before:
            span, hint = self.source.span((*loc[:-1], before[-1]), key=True), f"it belongs below '{before[-1]}'"
        elif present:
            span, hint = self.source.span((*loc[:-1], present[0]), key=True), f"it belongs above {quoted(present[0])}"
        else:
            span, hint = self.source.span(loc[:-1], key=True), None
        return self._say(
            "missing-field", f"'{field}' is missing{where}", loc, span=span, expected=self._example(loc), hint=hint
        )

    def _empty(self, loc: Loc, *, required: bool) -> Diagnostic:
        name, span = place(loc), self.source.span(loc, key=True)
        parent = _model_at(self.model, loc[:-1])
        if required:
            hint = QUOTE_HASH if is_comment(span) else None
            return self._say("empty", f"{name} is empty", loc, span=span, expected=self._example(loc), hint=hint)
        hint = QUOTE_HASH if is_comment(span) else "fill it in, or delete the line"
        # A colour that is only a comment is as good as none, which nobody would notice before it is printed.
        if parent is None or (span and _COLOUR_COMMENT.match(span.source_line, span.end_column - 1)):
            return self._say("empty", f"{name} is empty", loc, span=span, hint=hint)
        return Diagnostic(
            "empty", Severity.WARNING, f"{name} is empty, so it is left out", span, self.source.file, hint=hint
        )

    def _shape(self, kind: str, loc: Loc, value: Any) -> Diagnostic:
        wanted, expected = _SHAPES[kind]
        glued = self._glued(loc, value) if wanted in ("a list", "a group of fields") else None
        if glued:
            return glued
        if wanted == "a group of fields" and loc and isinstance(loc[-1], int) and isinstance(value, str):
            expected = self._entry(loc, value) or expected
            return self._say("wrong-type", f"{place(loc)} is {what(value)}, without its fields", loc, expected=expected)
        if wanted == "a group of fields":
            model = _model_at(self.model, loc)
            names = [f"`{f}:`" for f in (model.model_fields if model else ())][:2]
            expected = f"fields such as {' and '.join(names)}, each on a line of its own" if names else expected
        if wanted == "a list":
            example = self._example(loc).partition("- ")[2]
            expected += f": `- {example.removesuffix('`')}`" if example else ""
        return self._say("wrong-type", f"{place(loc)} is {what(value)} where {wanted} belongs", loc, expected=expected)

    def _glued(self, loc: Loc, value: Any) -> Diagnostic | None:
        """The problem of a list or group that is a text only because of a wrong dash, or of a space that is missing."""
        span, model = self.source.span(loc), _model_at(self.model, loc)
        meant = isinstance(value, str) and (
            value[:1] == "-" or (model and value.partition(":")[0] in model.model_fields)
        )
        if span and isinstance(value, str) and value[:1] in ODD_BULLETS:
            return odd_bullet(self.source.file, self.source.lines, span.line - 1)
        found = missing_space(self.source.file, self.source.lines, span.line - 1) if span and meant else None
        return found if found and found.span and span and found.span.column >= span.column else None

    def _entry(self, loc: Loc, text: str) -> str:
        """Write an entry that is only a text with its fields; empty if it is not plain which ones."""
        model = _model_at(self.model, loc)
        needed = [(name, field) for name, field in (model.model_fields if model else {}).items() if field.is_required()]
        if not needed or not _PLAIN.fullmatch(text):
            return ""
        below = "".join(f", and below it `{name}: {example(field)}`" for name, field in needed[1:])
        return f"`- {needed[0][0]}: {text}`{below}"

    def _example(self, loc: Loc) -> str:
        """The field as it could stand in the file."""
        parent = _model_at(self.model, loc[:-1])
        field = parent.model_fields.get(str(loc[-1])) if parent and loc else None
        if field is None:
            return ""
        first = example(field)
        return (
            f"for example `{loc[-1]}: {first}`"
            if first and not first.startswith("- ")
            else f"for example `{loc[-1]}:` and below it `{first}`"
            if first
            else ""
        )


def example(field: FieldInfo) -> str:
    """A field's first example as YAML on one line; the first entry of a list with its dash."""
    if not field.examples:
        return ""
    first = field.examples[0]
    return f"- {first[0]}" if isinstance(first, list) else str(first)


_LONG = 80
_PLAIN = re.compile(r"[A-Za-z][\w ,()’&+/-]{0,40}")  # a text that needs no quotes in YAML, and is short
_COLOUR_COMMENT = re.compile(r"\s*:\s+#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})\s*(#.*)?$")
#: What to do about a value that is a comment for YAML.
QUOTE_HASH = "put it in quotes: without them a # begins a comment"


def is_comment(key: Span | None) -> bool:
    """True if something that may be meant as a value, such as `#4`, is a comment for YAML."""
    return key is not None and re.match(r"\s*:\s+#\w", key.source_line[key.end_column - 1 :]) is not None


#: pydantic's complaints about the shape of a value: what belongs there, and how it is written.
_SHAPES = {
    "string_type": ("a text", "a text; put it in quotes if it looks like a number or a date"),
    "tuple_type": ("a list", "each entry on a line of its own, with a dash and a space in front"),
    "list_type": ("a list", "each entry on a line of its own, with a dash and a space in front"),
    "dict_type": ("a group of fields", "fields below it, indented by two spaces"),
    "model_type": ("a group of fields", "fields below it, indented by two spaces"),
    "model_attributes_type": ("a group of fields", "fields below it, indented by two spaces"),
    "int_type": ("a whole number", "digits only, such as 2024"),
    "int_parsing": ("a whole number", "digits only, such as 2024"),
    "int_parsing_size": ("a whole number", "digits only, such as 2024"),
    "int_from_float": ("a whole number", "digits only, such as 2024"),
    "float_type": ("a number", "digits, such as 12 or 12.5"),
    "float_parsing": ("a number", "digits, such as 12 or 12.5"),
    "finite_number": ("a number", "digits, such as 12 or 12.5"),
    "bool_type": ("true or false", "true or false"),
    "bool_parsing": ("true or false", "true or false"),
}
_LIMITS = {
    "greater_than_equal": "{ge} or more",
    "less_than_equal": "{le} or less",
    "greater_than": "more than {gt}",
    "less_than": "less than {lt}",
}


def place(loc: Loc) -> str:
    """A place in words: 'hourly' in 'median', entry 2 of 'duties', 'name' in entry 1 of 'skills'."""
    if not loc:
        return "the file"
    if isinstance(loc[-1], int):
        return f"entry {loc[-1] + 1} of {quoted(loc[-2]) if len(loc) > 1 else 'the file'}"
    inside = place(loc[:-1]) if len(loc) > 1 else ""
    inside = inside.partition(" in ")[0]  # the nearest thing around it is enough
    return f"{quoted(loc[-1])} in {inside}" if inside else quoted(loc[-1])


def _inside(loc: Loc) -> str:
    """The nearest thing around a place, as the end of a sentence."""
    if len(loc) == 1:
        return ""
    around = place(loc[:-1])
    return f" in {around if isinstance(loc[-2], int) else around.partition(' in ')[0]}"


def what(value: object) -> str:
    """Name the kind of a value and, if it is short, the value."""
    if value is None:
        return "empty"
    if isinstance(value, dict):
        return "a group of fields"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, bool):
        return "'true'" if value else "'false'"
    if isinstance(value, int | float):
        return f"the number {shown(value)}"
    text = str(value)
    return f"the text {quoted(text)}" if len(text) <= 40 else "a text"


def shown(value: object) -> str:
    """A value inside a sentence."""
    if isinstance(value, bool) or value is None or isinstance(value, dict | list | tuple):
        return what(value)
    return f"{value}" if isinstance(value, int | float) and len(str(value)) <= _LONG else quoted(value)


def one_of(names: Collection[str]) -> str:
    return "one of: " + ", ".join(names) if names else ""


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models that a field may hold."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from models_in(part)


def _model_at(model: type[BaseModel], loc: Loc) -> type[BaseModel] | None:
    """The model whose fields stand at `loc`; None inside a mapping with free names, or where there is none."""
    current: type[BaseModel] | None = model
    free = False  # whether the names at this place are the user's own
    for part in loc:
        if isinstance(part, int):
            continue  # an entry of a list: its model is the one found already
        if free:
            free = False
            continue
        if current is None or part not in current.model_fields:
            return None
        annotation = current.model_fields[part].annotation
        free = is_mapping(annotation)
        current = next(models_in(annotation), None)
    return None if free else current


def is_required(model: type[BaseModel], loc: Loc) -> bool:
    """True if the field that stands at `loc`, or whose list has an entry there, cannot be left out."""
    while loc and isinstance(loc[-1], int):
        loc = loc[:-1]
    parent = _model_at(model, loc[:-1])
    field = parent.model_fields.get(str(loc[-1])) if parent and loc else None
    return field is not None and field.is_required()


def is_mapping(annotation: Any) -> bool:
    """True if a field holds a mapping with names of the user's own."""
    return getattr(annotation, "__origin__", None) is dict or any(
        getattr(part, "__origin__", None) is dict for part in get_args(annotation)
    )
