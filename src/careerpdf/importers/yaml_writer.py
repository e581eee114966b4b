"""Profiles as YAML files in the layout of those that people write, and their renewal by a later import.

The layout is ours and not a library's because a renewed file keeps every line that did not change: comments, order and
what a person wrote. A field counts as changed by a person if the mark that the import left of it fits no more.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from careerpdf.diagnostics import Severity
from careerpdf.importers.imported import ImportedProfile
from careerpdf.profile.model import Profile
from careerpdf.source.read_yaml import parse_yaml

SCHEMA_LINE = "# yaml-language-server: $schema=../.careerpdf/profile.schema.json\n"
_WIDTH = 110
_MARK_LETTERS = 8
_FLOW = {"median", "top_10_percent", "p10", "p25", "p75", "occupation"}  # short groups that stand on one line
_GAP_BEFORE = {
    "introduction", "duties", "sources", "salary", "outlook", "job_zone", "education", "experience", "skills",
    "knowledge", "technology", "advancement", "related", "notes", "imported",
}  # fmt: skip
_ABOUT_IMPORTED = (
    "# What came from which source. The next import brings it up to date, but leaves alone what you have changed and\n"
    "# the fields that `keep:` names, such as `keep: [duties]`.\n"
)
_PLAIN = re.compile(r"[A-Za-z(][^\n]*|\d\d-\d{4}(?:\.\d\d)?|\d{4}–\d\d")
_FIXED_SPACES = "\u00a0\u202f"
_RESERVED = re.compile(r"(?:y|n|yes|no|on|off|true|false|null|~)", re.IGNORECASE)
_KEY = re.compile(r"(\w+):(?: |$)")


@dataclass(frozen=True)
class Renewal:
    """A file that an import renews. `before` is None for a new file; paths such as `salary.median` name fields."""

    before: str | None
    after: str
    updated: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        return self.before != self.after


def new_file(imported: ImportedProfile, today: date) -> Renewal:
    """The file of a role that has none yet, or that is to be written over."""
    return Renewal(None, _whole(imported, today))


def was_imported(text: str) -> bool:
    """True if a profile was written by an import."""
    return re.search(r"(?m)^imported:", text) is not None


def code_in(text: str) -> str | None:
    """The code by which an imported profile is known again."""
    found = re.search(r"(?m)^imported:(?:\n[ #].*)*?\n  code: *[\"']?([\w.-]+)", text)
    return found[1] if found else None


def renew(before: str, imported: ImportedProfile, today: date) -> Renewal | None:
    """Bring a file that was imported before up to date; what a person changed, or named under `keep:`, stays.

    None if the file cannot be read. Facts of a source that this import has nothing to do with stay too.
    """
    source, problems = parse_yaml(before.encode(), "profile")
    data = source.data
    if not isinstance(data, dict) or any(problem.severity is Severity.ERROR for problem in problems):
        return None
    note = data["imported"] if isinstance(data.get("imported"), dict) else {}
    told = _facts_in(note)
    families = {_family(name) for name in imported.sources}
    others = {path: fact for path, fact in told.items() if _family(fact[0]) not in families}
    keep = tuple(str(name) for name in note.get("keep") or ())
    mine = dict(_leaves(data, {*told, *imported.origins}))
    theirs = dict(_leaves(imported.fields, imported.origins))
    updated: dict[str, Any] = {}
    kept: list[str] = []
    for path in [*theirs, *(path for path in told if path not in theirs and path not in others)]:
        own, new = mine.get(path), theirs.get(path)
        asked = path in keep or path.partition(".")[0] in keep
        edited = own is not None and (path not in told or mark(own) != told[path][1])
        removed = own is None and path in told
        if _same(own, new):
            continue
        if asked or edited or removed:
            kept.append(path)
        else:
            updated[path] = new
    others = {path: fact for path, fact in others.items() if path not in theirs}
    if not updated and _known_sources(data, imported):
        return Renewal(before, before, (), tuple(kept))
    after = _with(before, data, updated, others, imported, _note(imported, today, keep, others))
    return Renewal(before, after, tuple(updated), tuple(kept))


def _family(source: str) -> str:
    """Name what the releases of a source have in common: `bls-oews-2024` belongs to `bls-oews`."""
    return re.sub(r"(?:-\d+)+$", "", source)


def mark(value: object) -> str:
    """A short sign of a field's value; letters only, so that YAML takes it for a text."""
    digest = hashlib.sha256(_canonical(value).encode()).digest()
    return "".join(chr(ord("a") + byte % 26) for byte in digest[:_MARK_LETTERS])


def _canonical(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{key}:{_canonical(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(_canonical, value)) + "]"
    if isinstance(value, bool) or value is None:
        return str(value)
    if isinstance(value, int | float | Decimal):
        return format(Decimal(str(value)).normalize(), "f")
    return " ".join(str(value).split())


def _same(one: object, other: object) -> bool:
    return _canonical(one) == _canonical(other)


def _facts_in(note: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """The source and the mark of each field that an import has written."""
    facts = note.get("facts")
    parts = facts.items() if isinstance(facts, dict) else ()
    return {str(p): (str(name), str(m)) for name, part in parts if isinstance(part, dict) for p, m in part.items()}


def _leaves(data: Mapping[str, Any], paths: Sequence[str] | set[str] | Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    """The values at these paths, in their order, where there are any."""
    for path in paths:
        part, _, inner = path.partition(".")
        value = data.get(part)
        if inner:
            value = value.get(inner) if isinstance(value, dict) else None
        if value is not None:
            yield path, value


def _known_sources(data: Mapping[str, Any], imported: ImportedProfile) -> bool:
    named = data.get("sources")
    return isinstance(named, dict) and set(imported.sources) <= set(named)


# -- renewing a text


def _with(
    before: str,
    data: Mapping[str, Any],
    updated: Mapping[str, Any],
    others: Mapping[str, tuple[str, str]],
    imported: ImportedProfile,
    note: Mapping[str, Any],
) -> str:
    """The text with the updated fields in it: only their blocks are written anew."""
    fields = dict(data)
    for path, value in updated.items():
        part, _, inner = path.partition(".")
        if inner:
            whole = fields[part] if isinstance(fields.get(part), dict) else {}
            parts = _without_nothing({**whole, inner: value})
            fields[part] = parts if inner in whole else _ordered(parts, imported.fields.get(part))
        else:
            fields[part] = value
    named = data["sources"] if isinstance(data.get("sources"), dict) else {}
    used = {part.get("source") for part in fields.values() if isinstance(part, dict)} | {n for n, _ in others.values()}
    gone = _sources_of(data) - used
    own = {name: one for name, one in named.items() if name not in {*imported.sources, *gone}}
    fields |= {"sources": {**imported.sources, **own}, "imported": note}
    fields = _without_nothing(fields)
    text = _replaced(
        before, fields, [*dict.fromkeys(path.partition(".")[0] for path in updated), "sources", "imported"]
    )
    # Blocks are found by their first lines; a file in an unusual layout is written anew as a whole.
    again, problems = parse_yaml(text.encode(), "profile")
    if problems or not _same(again.data, fields):
        return SCHEMA_LINE + _emit_all(_ordered(fields, dict.fromkeys(_ORDER)))
    return text


def _sources_of(data: Mapping[str, Any]) -> set[str]:
    """The names of the sources that an earlier import wrote."""
    note = data.get("imported")
    return {name for name, _ in _facts_in(note).values()} if isinstance(note, dict) else set()


def _without_nothing(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, {}, [])}


def _ordered(whole: Mapping[str, Any], like: object) -> dict[str, Any]:
    """In the order of `like`; what that lacks stands before what follows it in `whole`, or else at the end."""
    names = [name for name in like if name in whole] if isinstance(like, Mapping) else []
    return {name: whole[name] for name in [*names, *(n for n in whole if n not in names)]}


def _replaced(text: str, fields: Mapping[str, Any], renewed: Sequence[str]) -> str:
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    blocks = _blocks(lines)
    names = [name for name, _ in blocks]
    out: list[str] = []
    for name, block in blocks:
        if name not in renewed:
            out += block
            continue
        before, after = _around(block, name)
        value = fields.get(name)
        if value not in (None, {}, []):
            out += [*before, "".join(_field(name, value, 0)), *after]
        else:
            out += after
    for name in renewed:
        if name not in names and fields.get(name) not in (None, {}, []):
            at = _place_for(name, [*names], fields)
            insert = ("\n" if name in _GAP_BEFORE else "") + (_ABOUT_IMPORTED if name == "imported" else "")
            out.insert(_offset(out, blocks, at), insert + "".join(_field(name, fields[name], 0)))
    return "".join(out)


def _blocks(lines: Sequence[str]) -> list[tuple[str, list[str]]]:
    """The lines of each top-level field, with the remarks above it; the first entry, without a name, is the head."""
    starts = [n for n, line in enumerate(lines) if _KEY.match(line)]
    found: list[tuple[str, list[str]]] = []
    begins = []
    for start in starts:
        first = start
        while first > 0 and (lines[first - 1].startswith("#") or not lines[first - 1].strip()):
            first -= 1
        begins.append(first)
    found.append(("", list(lines[: begins[0]] if begins else lines)))
    for k, start in enumerate(starts):
        end = begins[k + 1] if k + 1 < len(begins) else len(lines)
        name = _KEY.match(lines[start])
        found.append((name[1] if name else "", list(lines[begins[k] : end])))
    return found


def _around(block: Sequence[str], name: str) -> tuple[list[str], list[str]]:
    """Split off what stands above a field's key, and the remarks below its value at the left edge."""
    key = next(n for n, line in enumerate(block) if line.startswith(f"{name}:"))
    end = len(block)
    while end > key + 1 and (block[end - 1].startswith("#") or not block[end - 1].strip()):
        end -= 1
    return list(block[:key]), list(block[end:])


def _place_for(name: str, names: Sequence[str], fields: Mapping[str, Any]) -> str | None:
    """The field before which a new one is written; None for the end."""
    order = [*_ORDER]
    later = order[order.index(name) + 1 :] if name in order else []
    return next((one for one in later if one in names and one in fields), None)


def _offset(out: Sequence[str], blocks: Sequence[tuple[str, list[str]]], before: str | None) -> int:
    if before is None:
        return len(out)
    lines = dict(blocks)[before]
    key = next(line for line in lines if line.startswith(f"{before}:"))
    at = next((n for n, line in enumerate(out) if line.startswith((key, f"{before}:"))), len(out))
    while at > 0 and (out[at - 1].startswith("#") or not out[at - 1].strip()):
        at -= 1
    return at


#: The order in which fields are written.
_ORDER = tuple(Profile.model_fields)


# -- writing a text


def _whole(imported: ImportedProfile, today: date) -> str:
    fields = {**imported.fields, "sources": imported.sources, "imported": _note(imported, today, (), {})}
    return SCHEMA_LINE + _emit_all({name: fields[name] for name in _ORDER if name in fields})


def _note(
    imported: ImportedProfile, today: date, keep: Sequence[str], others: Mapping[str, tuple[str, str]]
) -> dict[str, Any]:
    """The field `imported`: day, code, and for each source its fields with their marks; `others` are older facts."""
    facts: dict[str, dict[str, str]] = {name: {} for name in imported.sources}
    for path, value in _leaves(imported.fields, imported.origins):
        facts.setdefault(imported.origins[path], {})[path] = mark(value)
    for path, (name, sign) in others.items():
        facts.setdefault(name, {})[path] = sign
    note: dict[str, Any] = {"date": today}
    if imported.code:
        note["code"] = imported.code
    if keep:
        note["keep"] = list(keep)
    return note | {"facts": facts}


def _emit_all(fields: Mapping[str, Any]) -> str:
    out: list[str] = []
    for name, value in fields.items():
        if value in (None, {}, []):
            continue
        if name in _GAP_BEFORE and out:
            out.append("\n")
        if name == "imported":
            out.append(_ABOUT_IMPORTED)
        out += _field(name, value, 0)
    return "".join(out)


def _field(name: str, value: object, indent: int) -> Iterator[str]:
    """The lines of `name: value`."""
    pad = " " * indent
    if isinstance(value, Mapping):
        flow = _flow(value)
        if name in _FLOW and len(flow) + len(name) + indent < _WIDTH:
            yield f"{pad}{name}: {flow}\n"
        elif indent >= 4 and name not in ("facts",) and all(isinstance(v, str) for v in value.values()):
            yield f"{pad}{name}:\n"
            yield from _wrapped_flow(value, indent + 2)
        else:
            yield f"{pad}{name}:\n"
            for key, part in value.items():
                yield from _field(str(key), part, indent + 2)
    elif isinstance(value, list | tuple):
        flow = _flow(value)
        short = all(not isinstance(v, Mapping) and len(str(v)) <= 40 for v in value)
        if short and len(flow) + len(name) + indent + 2 <= _WIDTH:
            yield f"{pad}{name}: {flow}\n"
            return
        yield f"{pad}{name}:\n"
        for entry in value:
            yield from _entry(entry, indent + 2)
    else:
        yield from _text(f"{pad}{name}: ", value, indent + 2)


def _entry(entry: object, indent: int) -> Iterator[str]:
    pad = " " * indent
    if isinstance(entry, Mapping):
        flow = _flow(entry)
        if len(flow) + indent + 2 <= _WIDTH:
            yield f"{pad}- {flow}\n"
            return
        first = True
        for key, value in entry.items():
            for line in _field(str(key), value, indent + 2):
                yield f"{pad}- {line[indent + 2 :]}" if first else line
                first = False
    else:
        yield from _text(f"{pad}- ", entry, indent + 2)


def _text(head: str, value: object, indent: int) -> Iterator[str]:
    """A value behind its key or dash: on the same line, or folded below it if it is long."""
    scalar = _scalar(value)
    if not isinstance(value, str) or len(head) + len(scalar) <= _WIDTH or not _foldable(value):
        yield f"{head}{scalar}\n"
        return
    yield f"{head}>-\n"
    line = ""
    for word in value.split(" "):
        if line and indent + len(line) + 1 + len(word) > _WIDTH:
            yield f"{' ' * indent}{line}\n"
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield f"{' ' * indent}{line}\n"


def _foldable(text: str) -> bool:
    """True if folding it gives the same text back: no blank at its ends, none twice, no line ends."""
    return " ".join(part for part in text.split(" ") if part) == text and _is_ink(text)


def _is_ink(text: str) -> bool:
    """True if all of a text can stand in a file as it is."""
    return all(c.isprintable() or c in _FIXED_SPACES for c in text)


def _wrapped_flow(value: Mapping[str, Any], indent: int) -> Iterator[str]:
    """A group in braces over several lines."""
    parts = [f"{key}: {_scalar(part, inside=True)}" for key, part in value.items()]
    line = "{"
    for number, part in enumerate(parts):
        piece = part + ("," if number < len(parts) - 1 else "}")
        if line != "{" and indent + len(line) + 1 + len(piece) > _WIDTH:
            yield f"{' ' * indent}{line}\n"
            line = f" {piece}"
        else:
            line = f"{line}{piece}" if line == "{" else f"{line} {piece}"
    yield f"{' ' * indent}{line}\n"


def _flow(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _scalar(value, inside=True)


def _scalar(value: object, *, inside: bool = False) -> str:
    """A value on one line; a text in quotes where YAML would take it for something else, also `inside` braces."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    if not isinstance(value, str):
        return str(value)
    signs = r"[,?\[\]{}]|: |:$| #" if inside else r": |:$| #"
    plain = _PLAIN.fullmatch(value) and _is_ink(value) and value == value.strip()
    if plain and not re.search(signs, value) and not _RESERVED.fullmatch(value):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    safe = "".join(c if _is_ink(c) else f"\\U{ord(c):08x}" for c in escaped)
    return f'"{safe}"'
