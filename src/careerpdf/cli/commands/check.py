"""`careerpdf check`: a check of finished PDFs for accessibility."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from careerpdf.cli import console
from careerpdf.cli.errors import PROBLEMS
from careerpdf.cli.options import HELP_NAMES, examples, format_option, is_verbose, verbose_option
from careerpdf.system.garbage import collect_seldom

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from careerpdf.check.run import Checked, Progress
    from careerpdf.check.standards import Standard

_MOST_DETAILS = 3


@click.command(
    context_settings=HELP_NAMES,
    short_help="Check finished PDFs for accessibility, whoever made them.",
    epilog=examples(
        "careerpdf check output/registered-nurse.pdf",
        "careerpdf check output/*.pdf --report report.html",
        "careerpdf check --archive syllabus.pdf",
    ),
)
@click.argument("files", nargs=-1, required=True, metavar="FILE.pdf...", type=click.Path(path_type=Path))
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.html",
    help="Write a report for the accessibility coordinator: one web page, complete in itself.",
)
@click.option(
    "--archive/--no-archive",
    default=None,
    help="Ask for PDF/A-2a as well, the standard for the archive, or leave PDF/A out. "
    "Otherwise: what the file declares.",
)
@verbose_option
@format_option
@click.pass_context
def command(
    ctx: click.Context, files: tuple[Path, ...], report: Path | None, archive: bool | None, as_json: bool
) -> None:
    """Check PDFs for accessibility and say in plain words what fails, how to mend it, and what only you can judge.

    Works on any PDF. Each is checked against the standards that it declares (PDF/UA-1 or -2, Well-Tagged PDF, PDF/A),
    PDF/UA in any case, and against rules for what the standards' checkers do not see. The exit code is 1 if a file
    fails, cannot be read, or could not be checked because no checker is installed.
    """
    if report is not None and report.suffix.lower() not in (".html", ".htm"):
        raise click.BadParameter("the report is a web page; give a name that ends in .html.", param_hint="--report")
    from careerpdf.check.run import check_files

    collect_seldom()
    with _progress(quiet=as_json) as progress:
        found = check_files(tuple(dict.fromkeys(files)), archive=archive, progress=progress)
    checked = tuple(map(_with_hint, found))
    if report is not None:
        from careerpdf.check.report import html_report
        from careerpdf.system.clock import now
        from careerpdf.system.files import write_beside

        write_beside(report, html_report(checked, now()).encode())
    if as_json:
        from careerpdf.check import summary

        console.say_json({"ok": all(item.ok for item in checked), "files": [summary.as_json(item) for item in checked]})
    else:
        for item in checked:
            _print(item, details=is_verbose(ctx))
        _say_what_was_not_run(checked, all_of_it=is_verbose(ctx))
        if report is not None:
            console.note(f"Report: {console.shown(report)}")
    if not all(item.ok for item in checked):
        ctx.exit(PROBLEMS)


def _with_hint(item: Checked) -> Checked:
    """Hint at a role's PDF, or at how to make it, where no such file but a role of that name is there."""
    if item.problem is None or item.problem.code != "no-such-file":
        return item
    from dataclasses import replace

    from careerpdf.project.load import open_project

    project, _ = open_project(None)
    role = item.path.name.removesuffix(".pdf")
    pdf = project.output_dir / f"{role}.pdf"
    if pdf.is_file():
        return replace(item, problem=replace(item.problem, hint=f"did you mean {console.shown(pdf)}?"))
    if project.profile_path(role):
        return replace(item, problem=replace(item.problem, hint=f"`careerpdf build {role}` makes it"))
    return item


def _print(item: Checked, *, details: bool) -> None:
    if item.problem is not None:
        from dataclasses import replace

        console.report([replace(item.problem, file=console.shown(item.path))])
        return
    from careerpdf.check.report import disagreements
    from careerpdf.check.standards import Verdict
    from careerpdf.check.wcag import verdict_in_words, wcag_rows

    rows = wcag_rows(item)
    console.say(f"{console.shown(item.path)}: {verdict_in_words(item, rows)}")
    width = max(map(len, item.standards)) + 2
    for standard in item.standards:
        verdict = item.verdict(standard)
        ran = [
            f"{run.checker} {run.version}"
            for run in item.runs_of(standard)
            if run.verdict is verdict and verdict is not Verdict.NOT_CHECKED
        ]
        word = verdict.upper() if verdict is Verdict.FAIL else verdict
        console.say(f"  {standard:<{width}}{word:<13}{', '.join(ran)}".rstrip())
        for line in _failures(item, standard, details=details):
            console.say(f"    {line}")
    for line in disagreements(item):
        console.say(f"  note      {line}")
    for line in _to_look_at(item, details=details):
        console.say(f"  look at   {line}")
    if details:
        for row in rows:
            if row.status == "a person has to look":
                console.say(f"  ask       {row.number} {row.name}: {row.note}")


def _failures(item: Checked, standard: Standard, *, details: bool) -> list[str]:
    """A line for each thing that is wrong, however many checkers found it."""
    from careerpdf.check.findings import grouped, said_pages
    from careerpdf.check.remedies import remedy_for

    by_message: dict[str, list[int]] = {}
    more: set[str] = set()
    notes: dict[str, list[str]] = {}
    for group in grouped(finding for failed, finding in item.failures if failed is standard):
        by_message.setdefault(group.message, []).extend(group.pages)
        more.update([group.message] if group.more else ())
        if details:
            remedy = remedy_for(group.about)
            mend = f" Word: {remedy.word} InDesign: {remedy.indesign} Acrobat: {remedy.acrobat}" if remedy else ""
            notes.setdefault(group.message, []).append(f"{group.rule} {'; '.join(group.details)}".strip() + mend)
        elif standard.is_own:
            notes.setdefault(group.message, []).extend(group.details[:_MOST_DETAILS])
    lines = []
    for message, pages in by_message.items():
        where = f"{said_pages(pages, more=message in more)}: " if pages else ""
        said = "; ".join(notes.get(message, ()))
        lines.append(f"{where}{message}" + (f" ({said})" if said else ""))
    return lines


def _to_look_at(item: Checked, *, details: bool) -> list[str]:
    from careerpdf.check.findings import grouped

    lines = []
    for group in grouped(item.to_look_at):
        shown = group.details if details else group.details[:_MOST_DETAILS]
        more = f" and {len(group.details) - len(shown)} more" if len(shown) < len(group.details) else ""
        lines.append(f"{group.place}: {group.message} {'; '.join(shown)}{more}".rstrip())
    return lines


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Progress]:
    """A bar on stderr for a person who waits: for scripts and in files it would be in the way."""
    if quiet or not sys.stderr.isatty():
        yield lambda _share, _path: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=1.0)
        yield lambda share, path: bar.update(task, completed=share, description=console.shown(path))


def _say_what_was_not_run(checked: Sequence[Checked], *, all_of_it: bool) -> None:
    """Once for each checker and reason, on stderr: it is about this computer and not about the files.

    Unless `all_of_it` is asked for, only where a file got no verdict for want of a checker.
    """
    from careerpdf.check.standards import Verdict

    absent = dict.fromkeys(
        (run.checker, run.reason, run.install)
        for item in checked
        for run in item.runs
        if run.reason and (all_of_it or item.verdict(run.standard) is Verdict.NOT_CHECKED)
    )
    for checker, reason, install in absent:
        console.note(f"{checker} was not run: {reason}." + (f" To install it: {install}" if install else ""))
