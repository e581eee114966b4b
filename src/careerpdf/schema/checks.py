"""Checks that every file with texts shares: its name, TODOs, links, HTML, stars of bold text."""

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from careerpdf.diagnostics import Diagnostic, Severity, Span
from careerpdf.schema.role_id import ROLE_ID, slug
from careerpdf.source.field_errors import is_required
from careerpdf.source.syntax_errors import quoted
from careerpdf.source.yaml_source import MAX_PROBLEMS, Loc, Text, YamlSource

P = TypeVar("P", bound=BaseModel)
_LINK = r"(?<!\\)\]\(\s*<?((?:[^()\s>]|\([^()\s]*\))*)"
_HTML = r"(?i)<(?:a|b|br|div|em|font|h[1-6]|i|li|ol|p|span|strong|u|ul)\b[^<>]{0,200}>"
_ADDRESS = r"https?://|mailto:|www\.[\w-]"  # the last one gets its https:// when it is printed


def valid_part(model: type[P], data: object) -> P | None:
    """One part of a profile that has errors elsewhere; without its own faulty fields, if it has such."""
    for _ in range(2):
        try:
            return model.model_validate(data)
        except ValidationError as error:
            bad = {problem["loc"][0] for problem in error.errors(include_url=False) if problem["loc"]}
            data = {k: v for k, v in data.items() if k not in bad} if isinstance(data, dict) and bad else None
    return None


class Reporter:
    """Makes diagnostics at a place of one file."""

    def __init__(self, source: YamlSource) -> None:
        self.source = source

    def error(self, code: str, message: str, loc: Loc, **more: Any) -> Diagnostic:
        return Diagnostic(code, Severity.ERROR, message, self.source.span(loc), self.source.file, **more)

    def warning(self, code: str, message: str, loc: Loc, *, key: bool = False, **more: Any) -> Diagnostic:
        span = self.source.span(loc, key=key)
        return Diagnostic(code, Severity.WARNING, message, span, self.source.file, **more)


def check_file_name(path: Path, source: YamlSource, what: str) -> Iterator[Diagnostic]:
    """A warning if the file's name is no id, as `what` ("a role") needs one."""
    if not ROLE_ID.fullmatch(path.stem):
        wanted = slug(path.stem) or "job-title"
        yield Diagnostic(
            "file-name",
            Severity.WARNING,
            f"the file name {quoted(path.name)} does not suit {what}",
            file=source.file,
            expected="lower-case letters, digits and hyphens",
            hint=f"rename the file to {wanted}.yaml",
        )


def check_texts(source: YamlSource, model: type[BaseModel]) -> Iterator[Diagnostic]:
    """Find what is wrong inside the texts of a file that holds a `model`: TODOs, links, HTML, unpaired stars."""
    everything = "\n".join(text.value for text in source.texts)
    if not any(sign in everything for sign in ("TODO", "](", "<", "**")):
        return
    locs: dict[tuple[int, int], Loc] = {}
    for text in source.texts:
        if "TODO" in text.value and re.search(r"\bTODO\b", text.value):
            locs = locs or {(span.line, span.column): loc for loc, span in source.values.items()}
            loc = locs.get((text.start_mark.line + 1, text.start_mark.column + 1), ())
            for span in _places(source, text, "TODO"):
                yield Diagnostic(
                    "todo",
                    Severity.WARNING,
                    "a TODO is left here",
                    span,
                    source.file,
                    hint=f"write the text{_or_delete(loc, source.data, model)}",
                )
        for target in dict.fromkeys(re.findall(_LINK, text.value) if "](" in text.value else ()):
            if not re.match(_ADDRESS, target, re.IGNORECASE):
                for span in _places(source, text, target or "]()"):
                    yield _bad_link(target, span, source.file)
        tags = re.finditer(_HTML, text.value) if "<" in text.value else ()
        for tag in dict.fromkeys(found[0] for found in tags):
            yield Diagnostic(
                "html",
                Severity.WARNING,
                f"{quoted(tag)} is printed as it stands",
                next(_places(source, text, tag)),
                source.file,
                hint="**two stars** make bold, *one star* makes italic; a blank line begins a paragraph",
            )
        if text.value.count("**") % 2:
            yield Diagnostic(
                "unclosed-bold",
                Severity.WARNING,
                "the two stars of a bold text are not paired",
                next(_places(source, text, "**")),
                source.file,
                hint="write ** before and after the bold words",
            )


def _or_delete(loc: Loc, data: Any, model: type[BaseModel]) -> str:
    """The other way to be rid of a TODO, as the end of a sentence; empty where a text has to stand."""
    for part in loc[:-1]:
        data = data[part]
    if loc and isinstance(loc[-1], int) and len(data) > 1:
        return ", or delete the entry"
    return "" if is_required(model, loc) else ", or delete the field"


def _bad_link(target: str, span: Span, file: str) -> Diagnostic:
    expected = "an address that starts with https://, http:// or mailto:"
    if not target:
        return Diagnostic(
            "bad-link",
            Severity.ERROR,
            "a link without an address",
            span,
            file,
            expected,
            "write it as [words](https://example.edu)",
        )
    hint = f"did you mean https://{target}?" if re.match(r"www\.|[\w-]+\.(?:com|edu|gov|org)\b", target) else None
    hint = f"did you mean mailto:{target}?" if re.fullmatch(r"[\w.+-]+@[\w.-]+", target) else hint
    return Diagnostic("bad-link", Severity.ERROR, f"a link cannot lead to {quoted(target)}", span, file, expected, hint)


def _places(source: YamlSource, text: Text, fragment: str) -> Iterator[Span]:
    """Every place of the fragment in a text; the text's beginning if the file spells it differently."""
    found = list(islice(source.find_in(text, fragment), MAX_PROBLEMS))
    if not found:
        start = text.start_mark
        line = source.lines[start.line]
        found = [Span(source.file, start.line + 1, start.column + 1, max(len(line), start.column + 1) + 1, line)]
    yield from found
