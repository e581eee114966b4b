"""`careerpdf check`: does a finished PDF keep what an accessible document promises?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from careerpdf.cli import console
from careerpdf.cli.errors import PROBLEMS
from careerpdf.cli.options import HELP_NAMES, examples, format_option, is_verbose, verbose_option
from careerpdf.system.garbage import collect_seldom

if TYPE_CHECKING:
    from collections.abc import Sequence

    from careerpdf.check.run import Checked
    from careerpdf.check.standards import Standard

_MOST_DETAILS = 3


@click.command(
    context_settings=HELP_NAMES,
    short_help="Check finished PDFs for accessibility, whoever made them.",
    epilog=examples(
        "careerpdf check output/registered-nurse.pdf",
        "careerpdf check output/*.pdf --report report.html",
        "careerpdf check --no-archive syllabus.pdf",
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
    "--no-archive",
    is_flag=True,
    help="Leave PDF/A-2a out: a document can be accessible without being made for the archive.",
)
@verbose_option
@format_option
@click.pass_context
def command(ctx: click.Context, files: tuple[Path, ...], report: Path | None, no_archive: bool, as_json: bool) -> None:
    """Check PDFs against PDF/UA-1, PDF/A-2a and the rules of the tag tree, and say in plain words what fails.

    Works on any PDF. The exit code is 1 if a file does not conform, cannot be read, or could not be
    checked because no checker is installed.
    """
    if report is not None and report.suffix.lower() not in (".html", ".htm"):
        raise click.BadParameter("the report is a web page; give a name that ends in .html.", param_hint="--report")
    from careerpdf.check.run import check_files

    collect_seldom()
    checked = tuple(map(_with_hint, check_files(tuple(dict.fromkeys(files)), archive=not no_archive)))
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
    """If there is no such file but a role of that name: where its PDF is, or how to make it."""
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
    from careerpdf.check.standards import Verdict

    verdicts = {standard: item.verdict(standard) for standard in item.standards}
    failed = Verdict.FAIL in verdicts.values()
    end = "conforms" if item.ok else "does not conform" if failed else "could not be checked in full"
    console.say(f"{console.shown(item.path)}: {end}")
    for standard, verdict in verdicts.items():
        ran = [
            f"{run.checker} {run.version}" for run in item.runs_of(standard) if run.verdict is not Verdict.NOT_CHECKED
        ]
        word = verdict.upper() if verdict is Verdict.FAIL else verdict
        console.say(f"  {standard:<10}{word:<13}{', '.join(ran)}".rstrip())
        for line in _failures(item, standard, details=details):
            console.say(f"    {line}")
    for line in _to_look_at(item):
        console.say(f"  look at   {line}")


def _failures(item: Checked, standard: Standard, *, details: bool) -> list[str]:
    """One line for each thing that is wrong, however many checkers found it."""
    from careerpdf.check.findings import Weight, grouped, said_pages
    from careerpdf.check.standards import Standard

    findings = [f for run in item.runs_of(standard) for f in run.findings if f.weight is Weight.FAILURE]
    by_message: dict[str, list[int]] = {}
    notes: dict[str, list[str]] = {}
    for group in grouped(findings):
        by_message.setdefault(group.message, []).extend(group.pages)
        if details:
            notes.setdefault(group.message, []).append(f"{group.rule} {'; '.join(group.details)}".strip())
        elif standard is Standard.TAGS:
            notes.setdefault(group.message, []).extend(group.details[:_MOST_DETAILS])
    lines = []
    for message, pages in by_message.items():
        where = f"{said_pages(pages)}: " if pages else ""
        said = "; ".join(notes.get(message, ()))
        lines.append(f"{where}{message}" + (f" ({said})" if said else ""))
    return lines


def _to_look_at(item: Checked) -> list[str]:
    from careerpdf.check.contrast import contrast_pairs
    from careerpdf.check.findings import grouped, said_pages

    lines = [
        f"{group.place}: {group.message} {'; '.join(group.details)}".rstrip() for group in grouped(item.to_look_at)
    ]
    weak = [pair for pair in contrast_pairs(item.pdf) if pair.passes is False] if item.pdf else []
    return lines + [
        f"{said_pages(pair.pages)}: contrast "
        f"{pair.shown_ratio:.2f}:1 where {pair.needed:g}:1 is needed: text {pair.colour} on "
        f"{pair.background}, “{pair.sample}”"
        for pair in weak
    ]


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
