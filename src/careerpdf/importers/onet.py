"""An unpacked release of the O*NET database, text or Excel, as facts about each occupation.

Releases 27.0 to 31.0 differ in the names of files and columns: all are looked up by the names that they ever had, and
what a release lacks is said once. Ratings that O*NET advises not to show are not shown.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from math import isfinite
from pathlib import Path

from careerpdf.diagnostics import Diagnostic, InputError, Severity, did_you_mean
from careerpdf.importers.tables import EXCEL, TEXT, Row, Table, read_table

#: The files by what they hold, with all names that they have had; parts of one that a release splits follow `+`.
_FILES: Mapping[str, tuple[str, ...]] = {
    "occupations": ("Occupation Data",),
    "tasks": ("Task Statements",),
    "task ratings": ("Task Ratings",),
    "skills": ("Skills", "Essential Skills+Transferable Skills"),
    "knowledge": ("Knowledge",),
    "technology": ("Technology Skills", "Software Skills"),
    "reported titles": ("Sample of Reported Titles",),
    "other titles": ("Alternate Titles", "Job Titles"),
    "education": ("Education, Training, and Experience", "Education"),
    "education categories": ("Education, Training, and Experience Categories", "Education Categories"),
    "job zones": ("Job Zones",),
    "job zone reference": ("Job Zone Reference",),
    "work styles": ("Work Styles",),
    "interests": ("Interests", "Career Interest Types"),
    "related": ("Related Occupations",),
    "descriptions": ("Content Model Reference",),
}
#: What goes without a file: the end of "Without it …".
_WITHOUT = {
    "tasks": "profiles have no duties",
    "task ratings": "duties stand in O*NET's order, not by importance",
    "skills": "profiles have no skills",
    "knowledge": "profiles have no knowledge",
    "technology": "profiles have no technology",
    "reported titles": "other names come from the list of all titles",
    "education": "education comes from BLS, if projections are given",
    "education categories": "education comes from BLS, if projections are given",
    "job zones": "profiles have no job zone",
    "job zone reference": "profiles say nothing of training",
    "work styles": "profiles have no work styles",
    "interests": "profiles have no interests",
    "related": "profiles name no related roles",
    "descriptions": "skills and knowledge have no explanation",
}
_CODE = ("O*NET-SOC Code", "onetsoc_code")
_RIASEC = ("Realistic", "Investigative", "Artistic", "Social", "Enterprising", "Conventional")
_REQUIRED_EDUCATION = "RL"
_IMPORTANCE = ("IM", "WI")  # work styles have the scale WI from 30.1 on
_LEAST_SHARE = 50  # percent of answers that have to be left for education to be told from them


@dataclass(frozen=True, slots=True)
class Rated:
    """A skill, a field of knowledge or a work style with its importance, and what O*NET says it is."""

    name: str
    value: float
    text: str


@dataclass(frozen=True, slots=True)
class Schooling:
    """A level of education and the percent of those asked who say that it is required; the lowest has rank 1."""

    rank: int
    name: str
    percent: float


@dataclass
class Occupation:
    """An occupation as a release describes it; lists are empty where it says nothing. Best first."""

    code: str
    title: str
    description: str
    titles: list[str] = field(default_factory=list)
    tasks: list[str] = field(default_factory=list)
    skills: list[Rated] = field(default_factory=list)
    knowledge: list[Rated] = field(default_factory=list)
    technology: list[str] = field(default_factory=list)
    schooling: list[Schooling] = field(default_factory=list)
    job_zone: int | None = None
    training: str = ""
    work_styles: list[str] = field(default_factory=list)
    interests: list[str] = field(default_factory=list)
    related: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Release:
    """A release and its occupations by code, those that were asked for; `titles` and `zones` are those of all."""

    version: str | None
    occupations: Mapping[str, Occupation]
    titles: Mapping[str, str]
    zones: Mapping[str, int]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class Wanted:
    """The choice of occupations: all conditions have to hold; empty ones hold for all."""

    codes: tuple[str, ...] = ()
    matches: tuple[str, ...] = ()
    zones: tuple[int, ...] = ()


def read_release(
    folder: Path, shown: Callable[[Path], str], wanted: Wanted, *, version: str | None = None
) -> Iterator[str | Release]:
    """Read a release; yields the name of each file before it is read, and the release at last.

    `shown` makes a path what messages call it. Raises InputError if the folder is no release, a file of it is
    damaged, or nothing in it is what is `wanted`.
    """
    reader = _Reader(_folder_of_release(folder, shown), shown)
    yield "Occupation Data"
    table = reader.only("occupations")
    occupations = _occupations(table)
    titles = {one.code: one.title for one in occupations.values()}
    yield "Job Zones"
    zones = dict(reader.job_zones())
    chosen = _choose(occupations, zones, wanted, table.file)
    for code, one in chosen.items():
        one.job_zone = zones.get(code)
    for name, read in (
        ("Content Model Reference", reader.descriptions),
        ("Task Statements", reader.tasks),
        ("Skills", reader.skills),
        ("Knowledge", reader.knowledge),
        ("Technology Skills", reader.technology),
        ("Job titles", reader.titles),
        ("Education", reader.education),
        ("Job Zone Reference", reader.preparation),
        ("Work Styles", reader.work_styles),
        ("Interests", reader.interests),
        ("Related Occupations", reader.related),
    ):
        yield name
        read(chosen)
    number = version or _version(reader.folder)
    if number is None:
        reader.problems.append(_unknown_version(shown(reader.folder)))
    yield Release(number, chosen, titles, zones, tuple(reader.problems))


def _folder_of_release(folder: Path, shown: Callable[[Path], str]) -> Path:
    """The folder itself, or the one inside it that the archive was unpacked to."""
    inside = sorted(one for one in folder.iterdir() if one.is_dir())
    for one in (folder, *inside):
        if _file(one, "Occupation Data"):
            return one
    archive = next((one.name for one in sorted(folder.iterdir()) if one.suffix.lower() == ".zip"), None)
    raise InputError(
        [
            Diagnostic(
                "not-a-release",
                Severity.ERROR,
                "the folder holds no O*NET release: there is no “Occupation Data.txt” or .xlsx in it",
                file=shown(folder),
                expected="the folder that the download from www.onetcenter.org/database.html was unpacked to",
                hint=f"unpack {archive} first" if archive else None,
            )
        ]
    )


def _file(folder: Path, name: str) -> Path | None:
    """The file of this name in a folder, text before Excel, whatever its capitals or underscores."""
    wanted = re.sub(r"[^a-z]", "", name.lower())
    found = [
        path
        for path in sorted(folder.iterdir())
        if path.suffix.lower() in (*TEXT, *EXCEL)
        and not path.name.startswith(("~$", "."))
        and re.sub(r"[^a-z]", "", path.stem.lower()) == wanted
    ]
    return min(found, key=lambda path: path.suffix.lower() in EXCEL, default=None)


def _version(folder: Path) -> str | None:
    """The release's number, from the folder's name (`db_29_3_text`) or the read-me in it."""
    named = re.search(r"(?:^|[^0-9])(\d\d)[_.](\d)(?:[^0-9]|$)", folder.name)
    if named:
        return f"{named[1]}.{named[2]}"
    for path in sorted(folder.glob("[Rr]ead*[Mm]e*.txt")):
        said = re.search(r"\b(\d\d\.\d)\b", path.read_text(encoding="utf-8", errors="replace")[:5000])
        if said:
            return said[1]
    return None


def _unknown_version(display: str) -> Diagnostic:
    return Diagnostic(
        "unknown-release",
        Severity.WARNING,
        "the number of this O*NET release is not known, and so cannot be printed with its credit",
        file=display,
        expected="a folder such as db_29_3_text, as the download names it",
        hint="say it: --release 29.3",
    )


def _occupations(table: Table) -> dict[str, Occupation]:
    code, title, text = table.need(*_CODE), table.need("Title"), table.need("Description")
    found = {
        row[code].strip(): Occupation(row[code].strip(), _clean(row[title]), _clean(row[text]))
        for row in table.rows
        if re.fullmatch(r"\d\d-\d{4}\.\d\d", row[code].strip())
    }
    if not found:
        raise InputError([Diagnostic("no-occupations", Severity.ERROR, "the file has no occupation", file=table.file)])
    return found


def _clean(text: str) -> str:
    text = " ".join(text.split())
    return "" if text.lower() == "n/a" else text


def _choose(
    occupations: dict[str, Occupation], zones: Mapping[str, int], wanted: Wanted, display: str
) -> dict[str, Occupation]:
    """The occupations that are wanted. Raises InputError for a code that there is not, or if none is left."""
    problems = [p for code in wanted.codes if (p := _unknown_code(code, occupations, display))]
    if problems:
        raise InputError(problems)
    chosen = {
        code: one
        for code, one in occupations.items()
        if (not wanted.codes or any(code == c or code.partition(".")[0] == c for c in wanted.codes))
        and (not wanted.matches or any(_matches(one.title, pattern) for pattern in wanted.matches))
        and (not wanted.zones or zones.get(code) in wanted.zones)
    }
    if not chosen:
        pattern = wanted.matches[0] if wanted.matches else ""
        near = did_you_mean(pattern.strip("*"), (one.title for one in occupations.values())) if pattern else None
        raise InputError(
            [
                Diagnostic(
                    "nothing-chosen",
                    Severity.ERROR,
                    f"no occupation has a title like '{pattern}'" if pattern else "no occupation is left to import",
                    file=display,
                    hint=f"did you mean '{near}'?" if near else "a star stands for any letters: --match '*nurse*'",
                )
            ]
        )
    return chosen


def _matches(title: str, pattern: str) -> bool:
    low = pattern.lower()
    return fnmatchcase(title.lower(), low if re.search(r"[*?\[]", low) else f"*{low}*")


def _unknown_code(code: str, occupations: Mapping[str, Occupation], display: str) -> Diagnostic | None:
    if code in occupations or any(known.partition(".")[0] == code for known in occupations):
        return None
    group = [known for known in occupations if known[:2] == code[:2]]
    near = did_you_mean(code, group or occupations)
    if near and "." not in code:  # of all that belong to one SOC code, the first
        near = min(known for known in occupations if known.partition(".")[0] == near.partition(".")[0])
    return Diagnostic(
        "unknown-code",
        Severity.ERROR,
        f"O*NET has no occupation {code}",
        file=display,
        expected="a code such as 15-2051 or 15-2051.00",
        hint=f"did you mean {near} {occupations[near].title}?" if near else "www.onetonline.org/find lists them",
    )


class _Reader:
    """Reads the files of a release, one after the other, into occupations."""

    def __init__(self, folder: Path, shown: Callable[[Path], str]) -> None:
        self.folder, self._shown = folder, shown
        self.problems: list[Diagnostic] = []
        self._texts: dict[str, str] = {}

    def tables(self, kind: str) -> list[Table]:
        """The file or files of a kind, under the first names that are there; none, with a warning, if none is."""
        for names in _FILES[kind]:
            paths = [path for name in names.split("+") if (path := _file(self.folder, name))]
            if paths:
                return [read_table(path, self._shown(path), holding=()) for path in paths]
        self.problems.append(
            Diagnostic(
                "missing-file",
                Severity.WARNING,
                f"the release has no “{' or '.join(_FILES[kind]).replace('+', ' and ')}”: {_WITHOUT.get(kind, '')}",
                file=self._shown(self.folder),
            )
        )
        return []

    def only(self, kind: str) -> Table:
        """The file that a release cannot be without."""
        return self.tables(kind)[0]

    def column(self, table: Table, *names: str) -> int | None:
        """A column, or None with a warning: the file is then read without it."""
        number = table.find(*names)
        if number is None:
            self.problems.append(
                Diagnostic(
                    "missing-column",
                    Severity.WARNING,
                    f"the column '{names[0]}' is missing; the file is read without it",
                    file=table.file,
                )
            )
        return number

    # -- files

    def job_zones(self) -> Iterator[tuple[str, int]]:
        for table in self.tables("job zones"):
            code, zone = table.need(*_CODE), table.need("Job Zone")
            for row in table.rows:
                if row[zone].strip() in ("1", "2", "3", "4", "5"):
                    yield row[code].strip(), int(row[zone])

    def descriptions(self, _chosen: Mapping[str, Occupation]) -> None:
        for table in self.tables("descriptions"):
            element, text = table.need("Element ID"), table.need("Description")
            self._texts = {row[element].strip(): _clean(row[text]) for row in table.rows}

    def tasks(self, chosen: Mapping[str, Occupation]) -> None:
        """Core tasks by importance; where none is called core, those that are not called supplemental; else all."""
        importance = self._task_importance()
        for table in self.tables("tasks"):
            code, task, text = table.need(*_CODE), table.find("Task ID"), table.need("Task")
            kind = self.column(table, "Task Type")
            found: dict[str, list[tuple[int, float, str]]] = {}
            for row in _rows_of(table, code, chosen):
                word = row[kind].strip().lower() if kind is not None else "core"
                rank = 0 if word == "core" else 2 if word == "supplemental" else 1
                value = importance.get((row[code], row[task])) if task is not None else None
                found.setdefault(row[code], []).append((rank, -(value or 0), _clean(row[text])))
            for key, tasks in found.items():
                best = min(rank for rank, _, _ in tasks)
                # Sorting is stable: tasks without a rating stay in O*NET's order.
                chosen[key].tasks = [text for rank, _, text in sorted(tasks, key=lambda t: t[1]) if rank == best]

    def _task_importance(self) -> dict[tuple[str, str], float]:
        found = {}
        for table in self.tables("task ratings"):
            code, task, scale = table.need(*_CODE), table.need("Task ID"), table.need("Scale ID")
            value, suppress = table.need("Data Value"), table.find("Recommend Suppress")
            for row in table.rows:
                if row[scale] == "IM" and not _is_yes(row, suppress):
                    found[row[code], row[task]] = _float(row[value])
        return found

    def skills(self, chosen: Mapping[str, Occupation]) -> None:
        for code, found in self._rated("skills", chosen).items():
            chosen[code].skills = found

    def knowledge(self, chosen: Mapping[str, Occupation]) -> None:
        for code, found in self._rated("knowledge", chosen).items():
            chosen[code].knowledge = found

    def work_styles(self, chosen: Mapping[str, Occupation]) -> None:
        for code, found in self._rated("work styles", chosen).items():
            chosen[code].work_styles = [one.name for one in found if one.value > 0]

    def _rated(self, kind: str, chosen: Mapping[str, Occupation]) -> dict[str, list[Rated]]:
        """Elements by importance, but for those that O*NET advises not to show or calls not relevant."""
        rated: dict[str, dict[str, Rated]] = {}
        hidden: set[tuple[str, str]] = set()
        for table in self.tables(kind):
            code, element, name = table.need(*_CODE), table.need("Element ID"), table.find("Element Name")
            scale, value = table.need("Scale ID"), table.need("Data Value")
            suppress, irrelevant = table.find("Recommend Suppress"), table.find("Not Relevant")
            for row in _rows_of(table, code, chosen):
                key = row[element]
                if _is_yes(row, irrelevant):
                    hidden.add((row[code], key))
                if row[scale] in _IMPORTANCE:
                    if _is_yes(row, suppress):
                        hidden.add((row[code], key))
                    label = _clean(row[name]) if name is not None else key
                    rated.setdefault(row[code], {})[key] = Rated(label, _float(row[value]), self._texts.get(key, ""))
        return {
            code: sorted((o for key, o in found.items() if (code, key) not in hidden), key=lambda o: -o.value)
            for code, found in rated.items()
        }

    def technology(self, chosen: Mapping[str, Occupation]) -> None:
        """Sort what employers of the occupation ask for, then what is asked for everywhere, then the rest."""
        for table in self.tables("technology"):
            code, name = table.need(*_CODE), table.need("Example", "Workplace Example")
            demand = self.column(table, "In Demand", "Employer-Based In Demand")
            hot = self.column(table, "Hot Technology", "Employer-Based Hot Technology")
            found: dict[str, list[tuple[int, str]]] = {}
            for row in _rows_of(table, code, chosen):
                rank = 0 if _is_yes(row, demand) else 1 if _is_yes(row, hot) else 2
                found.setdefault(row[code], []).append((rank, _clean(row[name])))
            for key, ranked in found.items():
                ranked.sort(key=lambda pair: pair[0])
                chosen[key].technology = list(dict.fromkeys(text for _, text in ranked if text))

    def titles(self, chosen: Mapping[str, Occupation]) -> None:
        """Titles that My Next Move shows, then other reported ones; of those that have none, from all known titles."""
        for table in self.tables("reported titles"):
            code, name, shown = (
                table.need(*_CODE),
                table.need("Reported Job Title"),
                table.find("Shown in My Next Move"),
            )
            for row in sorted(_rows_of(table, code, chosen), key=lambda row: not _is_yes(row, shown)):
                chosen[row[code]].titles.append(_clean(row[name]))
        bare = {key: one for key, one in chosen.items() if not one.titles}
        for table in self.tables("other titles") if bare else ():
            code, name = table.need(*_CODE), table.need("Alternate Title", "Job Title", "Title")
            for row in _rows_of(table, code, bare):
                bare[row[code]].titles.append(_clean(row[name]))

    def education(self, chosen: Mapping[str, Occupation]) -> None:
        """The shares of those asked by the level that is required; nothing where too much of it is not to be shown."""
        names: dict[str, str] = {}
        for table in self.tables("education categories"):
            scale, number = table.find("Scale ID"), table.need("Category")
            text = table.need("Category Description")
            for row in table.rows:
                wanted = scale is None or row[scale] == _REQUIRED_EDUCATION
                if wanted and row[number].strip().isdecimal() and (level := _level(_clean(row[text]))):
                    names[row[number].strip()] = level
        for table in self.tables("education") if names else ():
            code, scale, number = table.need(*_CODE), table.find("Scale ID"), table.need("Category")
            value, suppress = table.need("Data Value"), table.find("Recommend Suppress")
            for row in _rows_of(table, code, chosen):
                wanted = scale is None or row[scale] == _REQUIRED_EDUCATION
                if wanted and row[number].strip() in names and not _is_yes(row, suppress):
                    one = Schooling(int(row[number]), names[row[number].strip()], _float(row[value]))
                    chosen[row[code]].schooling.append(one)
        for occupation in chosen.values():
            known = sum(one.percent for one in occupation.schooling) >= _LEAST_SHARE
            ranked = sorted(occupation.schooling, key=lambda one: (-one.percent, one.rank))
            occupation.schooling = [one for one in ranked if one.percent > 0] if known else []

    def preparation(self, chosen: Mapping[str, Occupation]) -> None:
        zones = {code: one.job_zone for code, one in chosen.items() if one.job_zone is not None}
        for table in self.tables("job zone reference") if zones else ():
            zone, training = table.need("Job Zone"), self.column(table, "Job Training", "Training")
            rows = {row[zone].strip(): row for row in table.rows}
            for code, number in zones.items():
                row = rows.get(str(number))
                if row is not None and training is not None:
                    chosen[code].training = _clean(row[training])

    def interests(self, chosen: Mapping[str, Occupation]) -> None:
        """The occupation's high points, at most three of the six types."""
        for table in self.tables("interests"):
            code, element = table.need(*_CODE), table.need("Element ID")
            name, scale, value = table.need("Element Name"), table.find("Scale ID"), table.need("Data Value")
            highest: dict[str, list[tuple[str, int]]] = {}
            rated: dict[str, list[tuple[float, str]]] = {}
            for row in _rows_of(table, code, chosen):
                if scale is not None and row[scale] == "IH":
                    highest.setdefault(row[code], []).append((row[element], int(_float(row[value]))))
                elif row[name] in _RIASEC:
                    rated.setdefault(row[code], []).append((-_float(row[value]), row[name]))
            for key, one in chosen.items():
                points = [_RIASEC[n - 1] for _, n in sorted(highest.get(key, ())) if 1 <= n <= len(_RIASEC)]
                one.interests = points or [name for _, name in sorted(rated.get(key, ()))[:2]]

    def related(self, chosen: Mapping[str, Occupation]) -> None:
        for table in self.tables("related"):
            code, other = table.need(*_CODE), table.need("Related O*NET-SOC Code", "related_onetsoc_code")
            index = table.find("Index", "Related Index")
            rows = _rows_of(table, code, chosen)
            for row in sorted(rows, key=lambda row: _float(row[index])) if index is not None else rows:
                chosen[row[code]].related.append(row[other].strip())


def _rows_of(table: Table, code: int, chosen: Mapping[str, Occupation]) -> Iterator[Row]:
    return (row for row in table.rows if row[code] in chosen)


def _is_yes(row: Row, column: int | None) -> bool:
    return column is not None and row[column].strip().upper() == "Y"


def _float(text: str) -> float:
    try:
        return number if isfinite(number := float(text)) else 0.0
    except ValueError:
        return 0.0


def _level(text: str) -> str:
    """A level's short name: without what follows the dash or stands in brackets, in capitals as in a sentence."""
    short = re.sub(r"\s*\(.*?\)", "", text.split(" - ")[0]).strip()
    return short[:1] + short[1:].lower().replace("'", "’")
