"""Damaged and hostile spreadsheets: read, or refused with the file and what to do; never another exception."""

import datetime as dt
import random
import re
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from careerpdf.diagnostics import Diagnostic, InputError, Severity
from careerpdf.importers.blank_spreadsheet import blank_spreadsheet
from careerpdf.importers.spreadsheet import read_spreadsheet
from careerpdf.importers.tables import read_table

DAY = dt.date(2026, 11, 25)
SAMPLE, ALL = 80, 2400
_LONGEST = 20.0  # seconds that any file may take


def parts_of(workbook: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(workbook)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def good() -> bytes:
    """A workbook with texts, figures, days, formats, merged cells, lists to choose from and a second sheet."""
    import openpyxl

    book = openpyxl.load_workbook(BytesIO(blank_spreadsheet("roles.xlsx")))
    sheet = book["Roles"]
    for row, title in enumerate(("Baker", "Cook", "Miller"), 2):
        sheet.cell(row, 1, title)
        sheet.cell(row, 2, "Food")
        sheet.cell(row, 7, 41600.5).number_format = '"$"#,##0.00'
        sheet.cell(row, 17, 0.053).number_format = "0.0%"
        sheet.cell(row, 40, dt.datetime(2026, 9, row))  # noqa: DTZ001
        sheet.cell(row, 19, "=1+1")
    sheet.merge_cells("B2:B3")
    out = BytesIO()
    book.save(out)
    return out.getvalue()


GOOD = good()
PARTS = parts_of(GOOD)
_NAMES = sorted(PARTS)
_SHEET = "xl/worksheets/sheet1.xml"
_EVIL = (
    b"",
    b"-1",
    b"0",
    b"A0",
    b"ZZZZ9",
    b"A1:",
    b"1e99",
    b"99999999999999999999",
    b"x",
    b"&amp;",
    b"A1048577",
    b"true",
)


def damaged(seed: int) -> bytes:
    """A workbook with one to three faults of a kind that the seed chooses."""
    rand = random.Random(seed)  # noqa: S311
    kind = seed % 6
    if kind == 0:
        return GOOD[: rand.randrange(len(GOOD))]
    if kind == 1:
        raw = bytearray(GOOD)
        for _ in range(rand.randint(1, 12)):
            raw[rand.randrange(len(raw))] = rand.randrange(256)
        return bytes(raw)
    parts = dict(PARTS)
    for _ in range(rand.randint(1, 3)):
        name = rand.choice((_SHEET, _SHEET, *_NAMES))
        part = parts.get(name)
        if not part:
            continue
        if kind == 2:
            parts[name] = part[: rand.randrange(len(part))]
        elif kind == 3:
            del parts[name]
        elif kind == 4:
            values = list(re.finditer(rb'="([^"]*)"|>([^<>]+)<', part))
            one = rand.choice(values)
            group = 1 if one[1] is not None else 2
            parts[name] = part[: one.start(group)] + rand.choice(_EVIL) + part[one.end(group) :]
        else:
            tags = list(re.finditer(rb"<[^<>]+>", part))
            one = rand.choice(tags)
            parts[name] = part[: one.start()] + rand.choice((b"", one[0] * 2, b"<x>", b"\xff\xfe")) + part[one.end() :]
    return packed(parts)


def read_or_refuse(raw: bytes, path: Path) -> int:
    """How many roles were read; 0 if the file was refused, with a message that helps."""
    path.write_bytes(raw)
    begun = time.process_time()
    try:
        found = read_spreadsheet(path, path.name, DAY, mapping={})
        problems, roles = found.diagnostics, len(found.profiles)
    except InputError as error:
        problems, roles = error.diagnostics, 0
    assert all(problem.file == path.name and problem.message for problem in problems)
    assert roles or all(problem.hint for problem in problems if problem.severity is Severity.ERROR)
    assert time.process_time() - begun < _LONGEST
    assert all(problem.format() for problem in problems)
    return roles


def test_the_workbook_that_is_damaged_here_is_a_good_one(tmp_path: Path) -> None:
    assert read_or_refuse(GOOD, tmp_path / "roles.xlsx") == 3


@pytest.mark.parametrize("seed", range(SAMPLE))
def test_a_damaged_workbook_is_read_or_refused(tmp_path: Path, seed: int) -> None:
    read_or_refuse(damaged(seed), tmp_path / "roles.xlsx")


@pytest.mark.exhaustive
@pytest.mark.parametrize("seed", range(SAMPLE, ALL))
def test_every_damaged_workbook_is_read_or_refused(tmp_path: Path, seed: int) -> None:
    read_or_refuse(damaged(seed), tmp_path / "roles.xlsx")


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_table_of_an_agency_is_read_or_refused(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "occupation.xlsx"
    path.write_bytes(damaged(seed))
    problems: tuple[Diagnostic, ...] = ()
    try:
        read_table(path, path.name, holding=("Title",))
    except InputError as error:
        problems = error.diagnostics
    assert all(problem.hint and problem.file for problem in problems)


def bomb(name: str, content: bytes) -> bytes:
    return packed({**PARTS, name: content})


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (bomb("xl/sharedStrings.xml", b" " * (300 * 1024 * 1024)), "too-large"),
        (bomb(_SHEET, b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>' + PARTS[_SHEET]), "not-a-workbook"),
        (
            packed({"content.xml": b"<x/>", "mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
            "not-a-workbook",
        ),
        (packed({"xl/workbook.bin": b"", "xl/styles.xml": b"<x/>"}), "not-a-workbook"),
        (packed({"a.txt": b"words"}), "not-a-workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "not-a-workbook"),
        (b"PK\x03\x04", "damaged-workbook"),
        (b"", "not-a-workbook"),
    ],
    ids=["bomb", "entities", "libreoffice", "xlsb", "archive", "locked", "cut", "empty"],
)
def test_what_is_no_workbook_or_made_to_do_harm_is_refused(tmp_path: Path, raw: bytes, code: str) -> None:
    path = tmp_path / "roles.xlsx"
    path.write_bytes(raw)
    begun = time.process_time()
    with pytest.raises(InputError) as caught:
        read_spreadsheet(path, path.name, DAY, mapping={})
    assert [problem.code for problem in caught.value.diagnostics] == [code]
    assert caught.value.diagnostics[0].hint
    assert time.process_time() - begun < _LONGEST


def test_a_cell_far_away_costs_nothing(tmp_path: Path) -> None:
    far = PARTS[_SHEET].replace(
        b"</sheetData>", b'<row r="300000"><c r="XFD300000" t="n"><v>1</v></c></row></sheetData>'
    )
    assert read_or_refuse(packed({**PARTS, _SHEET: far}), tmp_path / "roles.xlsx") == 3


def test_what_a_sheet_says_of_its_size_is_not_believed(tmp_path: Path) -> None:
    small = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:A1"', PARTS[_SHEET])
    assert read_or_refuse(packed({**PARTS, _SHEET: small}), tmp_path / "roles.xlsx") == 3
