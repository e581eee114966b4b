"""The plan of an import: what is written to which file, what stays, and what is said of it."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

from careerpdf.cli import console
from careerpdf.cli.errors import PROBLEMS
from careerpdf.cli.open_project import open_folder
from careerpdf.diagnostics import Diagnostic, InputError, Severity
from careerpdf.project import scaffold
from careerpdf.system.files import write_beside

if TYPE_CHECKING:
    from careerpdf.importers.imported import ImportedProfile
    from careerpdf.importers.yaml_writer import Renewal


@dataclass(frozen=True)
class ImportPlan:
    """The plan of an import for one file; `problem` says why it does nothing."""

    path: Path
    imported: ImportedProfile
    renewal: Renewal | None
    problem: Diagnostic | None = None

    @property
    def state(self) -> str:
        if self.renewal is None:
            return "left alone"
        if self.renewal.before is None:
            return "new"
        return "updated" if self.renewal.changed else "unchanged"


@dataclass(frozen=True)
class PresentProfiles:
    """The profiles that are there: their texts, and the files of those that were imported, by code."""

    texts: Mapping[Path, str]
    by_code: Mapping[str, Path]

    @classmethod
    def of(cls, folder: Path) -> PresentProfiles:

        from careerpdf.importers.yaml_writer import code_in

        texts, by_code = {}, {}
        for path in sorted(folder.glob("*.y*ml")) if folder.is_dir() else ():
            texts[path] = path.read_bytes().decode("utf-8-sig", errors="replace")
            if code := code_in(texts[path]):
                by_code[code] = path
        return cls(texts, by_code)


def plan_import(
    made: ImportedProfile, present: PresentProfiles, target: Path, day: date, *, overwrite: bool
) -> ImportPlan:

    from careerpdf.diagnostics import Diagnostic
    from careerpdf.importers import yaml_writer

    path = present.by_code.get(made.code or "") or next(
        (one for one in (target / f"{made.role}.yaml", target / f"{made.role}.yml") if one in present.texts),
        target / f"{made.role}.yaml",
    )
    before = present.texts.get(path)
    if before is None:
        return ImportPlan(path, made, yaml_writer.new_file(made, day))
    if overwrite:
        return ImportPlan(path, made, replace(yaml_writer.new_file(made, day), before=before))

    def left_alone(code: str, message: str, hint: str) -> ImportPlan:
        return ImportPlan(
            path, made, None, Diagnostic(code, Severity.WARNING, message, file=console.shown(path), hint=hint)
        )

    if not yaml_writer.was_imported(before):
        return left_alone("not-imported", "this profile was not imported and stays as it is", "--overwrite replaces it")
    renewal = yaml_writer.renew(before, made, day)
    if renewal is None:
        return left_alone(
            "broken-profile",
            "this profile has errors and is not brought up to date",
            f"`careerpdf validate {path.stem}` says where",
        )
    return ImportPlan(path, made, renewal)


def finish(
    ctx: click.Context,
    plans: list[ImportPlan],
    problems: list[Diagnostic],
    target: Path,
    *,
    dry_run: bool,
    quiet: bool,
    as_json: bool,
    lacks: bool = True,
) -> None:
    """Write the files, unless there are errors or nothing is to be written; then say what was done."""
    problems = [*problems, *(plan.problem for plan in plans if plan.problem)]
    failed = console.has_errors(problems)
    if not failed and not dry_run:
        _write(plans, target)
    if as_json:
        console.say_json(
            {
                "ok": not failed,
                "dry_run": dry_run,
                "profiles": [_plan_json(plan) for plan in plans],
                "diagnostics": console.as_json(problems),
            }
        )
    else:
        if dry_run and not failed and not quiet:
            for plan in plans:
                _show(plan)
        console.report(problems)
        if not failed and not quiet:
            _summarize(plans, target, dry_run=dry_run, lacks=lacks)
    if failed:
        ctx.exit(PROBLEMS)


def _write(plans: list[ImportPlan], target: Path) -> None:

    for plan in plans:
        if plan.renewal and plan.renewal.changed:
            write_beside(plan.path, plan.renewal.after.encode())
    if target.name == "profiles" and target.is_dir():
        scaffold.write_schemas(target.parent)


def _show(plan: ImportPlan) -> None:
    """Show what would change in a file, as lines with + and -; of a new file its name."""
    if plan.renewal is None or not plan.renewal.changed:
        return
    path = console.shown(plan.path)
    if plan.renewal.before is None:
        console.say(f"new  {path}  {plan.imported.fields['title']}")
        return
    before, after = plan.renewal.before.splitlines(), plan.renewal.after.splitlines()
    for line in difflib.unified_diff(before, after, path, f"{path} (imported)", lineterm=""):
        console.say(line)


def _summarize(plans: list[ImportPlan], target: Path, *, dry_run: bool, lacks: bool) -> None:
    states = Counter(plan.state for plan in plans)
    words = [f"{states[state]:,} {state}" for state in ("new", "updated", "unchanged", "left alone") if states[state]]
    would = "Nothing was written. It would be: " if dry_run else ""
    console.say(f"{would}{console.count(len(plans), 'profile')} in {console.shown(target)}: {', '.join(words)}")
    fields = [plan.imported.fields for plan in plans]
    lacking = {
        "duties": sum("duties" not in one for one in fields),
        "a wage": sum("median" not in one.get("salary", {}) for one in fields),
        "an outlook": sum("outlook" not in one for one in fields),
        "skills": sum("skills" not in one for one in fields),
    }
    missing = [f"{number:,} without {what}" for what, number in lacking.items() if number]
    if missing and lacks:
        console.say(f"What the sources do not say: {', '.join(missing)}")
    kept = {plan.path: plan.renewal.kept for plan in plans if plan.renewal and plan.renewal.kept}
    for path, names in list(kept.items())[:10]:
        console.say(f"kept as you changed it: {console.shown(path)}: {', '.join(names)}")
    if len(kept) > 10:
        console.say(f"kept as you changed it: fields in {len(kept) - 10:,} more profiles")


def _plan_json(plan: ImportPlan) -> dict[str, object]:
    renewal = plan.renewal
    return {
        "role": plan.path.stem,
        "code": plan.imported.code,
        "title": plan.imported.fields.get("title"),
        "path": str(plan.path.resolve()),
        "state": plan.state,
        "updated": list(renewal.updated) if renewal else [],
        "kept": list(renewal.kept) if renewal else [],
    }


def target_folder(output: Path | None, project_dir: Path | None) -> Path:
    if output is not None:
        return output

    project, problems = open_folder(project_dir)
    if not project.is_there:
        raise InputError(problems)
    return project.profiles_dir


class ImportProgress(Protocol):
    def __call__(self, doing: str, done: int, total: int) -> None: ...


def _no_progress(doing: str, done: int, total: int) -> None:
    """Nobody watches."""


@contextmanager
def import_progress(*, quiet: bool) -> Iterator[ImportProgress]:
    """A bar on stderr if somebody watches; yields what to call with what is being done, and how far it is."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    if quiet or not console.watched():
        yield _no_progress
        return

    columns = (BarColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda doing, done, total: bar.update(task, description=doing, completed=done, total=total or None)
