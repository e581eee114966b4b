"""Checks that need more than one field of a manifest, or a file beside it. Which roles there are: `select.py`."""

from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from careerpdf.assets.pictures import picture_fault
from careerpdf.booklet.model import BookletCover, BookletSection, Manifest
from careerpdf.diagnostics import Diagnostic, Severity
from careerpdf.schema.checks import check_file_name, check_texts, valid_part
from careerpdf.schema.sections import check_sections
from careerpdf.source.field_errors import place
from careerpdf.source.load import Loaded
from careerpdf.source.yaml_source import MAX_PROBLEMS, Loc, YamlSource

#: The fields that say which roles a booklet, or a section, has.
CHOICES = ("roles", "category", "tag")
_IN_SETTINGS = "a section of your own for all roles needs an entry in `own_sections:` of careerpdf.yaml"


def check_booklet(
    loaded: Loaded[Manifest], path: Path, root: Path, known_sections: Collection[str] = ()
) -> tuple[Diagnostic, ...]:
    """Find what is wrong with a manifest beyond its single fields; `root` is the folder that pictures lie in."""
    source = loaded.source
    if source is None or not isinstance(source.data, dict):
        return ()
    checks = (
        check_file_name(path, source, "a booklet"),
        check_texts(source, Manifest),
        _sections(source.data, source),
        check_sections(source, known_sections, fields=("role_sections", "leave_out_of_roles"), hint=_IN_SETTINGS),
        _photo(source.data.get("cover"), source, root),
    )
    return tuple(problem for check in checks for problem in islice(check, MAX_PROBLEMS + 1))


def _error(source: YamlSource, code: str, message: str, loc: Loc, *, key: bool = False, **more: Any) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message, source.span(loc, key=key), source.file, **more)


def _sections(data: dict[str, Any], source: YamlSource) -> Iterator[Diagnostic]:
    sections = data.get("sections")
    if not isinstance(sections, list):
        return
    for field in CHOICES:
        if field in data:
            yield _error(
                source,
                "contradiction",
                f"'{field}' stands beside 'sections', which say themselves what they hold",
                (field,),
                key=True,
                hint=f"move '{field}' into a section, or leave one of the two out",
            )
    for number, section in enumerate(sections):
        loc = ("sections", number)
        # A section with a field that is not known may have meant one of these.
        if not isinstance(section, dict) or section.keys() - BookletSection.model_fields.keys():
            continue
        if not section.keys() & set(CHOICES):
            yield _error(
                source,
                "missing-field",
                f"{place(loc)} does not say which roles it has",
                loc,
                expected="`roles:`, `category:` or `tag:`",
            )
        elif "title" not in section and not _names_one(section.get("category")):
            yield _error(
                source,
                "missing-field",
                f"'title' is missing in {place(loc)}",
                loc,
                expected="for example `title: Caring for people`",
                hint="only a section with one `category:` can go without: it is called after that",
            )


def _names_one(category: object) -> bool:
    return isinstance(category, str) or (isinstance(category, list) and len(category) == 1)


def _photo(data: object, source: YamlSource, root: Path) -> Iterator[Diagnostic]:
    """Find what is wrong with the cover's photo, or with its description."""
    cover = valid_part(BookletCover, data) if isinstance(data, dict) else None
    if cover is None or cover.photo is None:
        return
    loc = ("cover", "photo")
    if fault := picture_fault(root, cover.photo):
        yield Diagnostic(fault.code, fault.severity, fault.message, source.span(loc), source.file, hint=fault.hint)
    if not cover.photo_alt and not cover.photo_decorative:
        yield _error(
            source,
            "missing-alt",
            "the photo has no text for people who cannot see it",
            loc,
            expected="`photo_alt:` with what it shows",
            hint="`photo_decorative: true` if it only sets a mood",
        )
