"""`careerpdf audit`: can the facts of all profiles be traced and trusted?"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from careerpdf.cli import console
from careerpdf.cli.errors import PROBLEMS
from careerpdf.cli.open_project import open_folder
from careerpdf.cli.options import HELP_NAMES, complete_roles, examples, format_option, project_option, verbose_option
from careerpdf.cli.typos import refuse_split_name
from careerpdf.system.clock import today
from careerpdf.system.garbage import collect_seldom

if TYPE_CHECKING:
    from collections.abc import Sequence

    from careerpdf.diagnostics import Diagnostic
    from careerpdf.profile.audit import Range

_YEARS = 3
#: What no office can mend: a capped figure is printed as what it is.
_NO_FAULT = {"capped"}


@click.command(
    context_settings=HELP_NAMES,
    short_help="List facts without a source, old, capped or implausible ones, and TODOs.",
    epilog=examples(
        "careerpdf audit",
        "careerpdf audit --older-than 2 --oews national_M2024_dl.xlsx",
        "careerpdf audit --strict --format json",
    ),
)
@click.argument("roles", nargs=-1, metavar="[ROLE]...", shell_complete=complete_roles)
@click.option(
    "--older-than",
    "years",
    type=click.IntRange(0, 100),
    default=_YEARS,
    show_default=True,
    metavar="YEARS",
    help="Facts of more years ago count as old.",
)
@click.option(
    "--oews",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="BLS's wages to compare with, .xlsx or .csv. Otherwise: the percentiles in the profiles themselves.",
)
@click.option("--strict", is_flag=True, help="Leave with exit code 1 if anything but capped figures is listed.")
@project_option
@verbose_option
@format_option
@click.pass_context
def command(
    ctx: click.Context,
    roles: tuple[str, ...],
    years: int,
    oews: Path | None,
    strict: bool,
    project_dir: Path | None,
    as_json: bool,
) -> None:
    """List what is worth a look in profiles before they are printed.

    That is: figures without a source or a year, facts older than some years, wages that BLS caps ("$239,200 or more"),
    medians outside of what the middle 80 % of the occupation earn, and profiles with a TODO. Of facts whose source
    numbers its releases, such as O*NET, the age counts from the day on which they were looked up.
    """
    from careerpdf.diagnostics import InputError
    from careerpdf.profile.audit import audit, ranges
    from careerpdf.profile.load import load_profile
    from careerpdf.project.problems import unknown_role

    project, problems = open_folder(project_dir)
    if not project.is_there:
        raise InputError(problems)
    refuse_split_name(ctx, project, roles)
    unknown = [unknown_role(project, role) for role in roles if project.profile_path(role) is None]
    if unknown:
        raise InputError(unknown)
    collect_seldom()
    known = project.role_ids()
    paths = {path.stem: path for role in (*known, *roles) if (path := project.profile_path(role))}
    profiles = {role: load_profile(path, known_roles=known) for role, path in paths.items()}
    wanted = {path.stem for role in roles if (path := project.profile_path(role))} or set(profiles)
    reference = ranges(one.value for one in profiles.values() if one.value)
    problems = () if not oews else _compared_with(oews, reference)
    this_year = today().year
    found = {
        role: [replace(d, file=d.file or console.shown(paths[role])) for d in diagnostics]
        for role, loaded in profiles.items()
        if role in wanted and (diagnostics := audit(loaded, console.shown(paths[role]), this_year, years, reference))
    }
    everything = [finding for findings in found.values() for finding in findings]
    ok = all(finding.code in _NO_FAULT for finding in everything)
    if as_json:
        _say_json(found, len(wanted), problems, ok=ok)
    else:
        console.report(problems)
        _say(everything, len(wanted))
    if console.has_errors(problems) or (strict and not ok):
        ctx.exit(PROBLEMS)


def _compared_with(oews: Path, reference: dict[str, Range]) -> tuple[Diagnostic, ...]:
    """Put the ranges of an OEWS file into `reference`; the problems of the file."""
    from decimal import Decimal

    from careerpdf.importers.bls import Figure, read_wages
    from careerpdf.profile.audit import Range

    def between(low: Figure | None, high: Figure | None) -> tuple[Decimal, Decimal] | None:
        return (low.value, Decimal("Infinity") if high.capped else high.value) if low and high else None

    release = read_wages(oews, console.shown(oews))
    name = f"OEWS, May {release.year}" if release.year else "OEWS"
    for code, one in release.wages.items():
        annual, hourly = (between(part.get("p10"), part.get("p90")) for part in (one.annual, one.hourly))
        reference[code] = Range(annual, hourly, name)
    return tuple(problem for problem in release.diagnostics if problem.code != "unknown-year")


def _say(findings: Sequence[Diagnostic], profiles: int) -> None:
    """A line for each finding, by kind; then how many there are."""
    from careerpdf.profile.audit import KINDS

    numbers = Counter(finding.code for finding in findings)
    for kind, words in KINDS.items():
        if not numbers[kind]:
            continue
        console.say(f"{words[0].upper()}{words[1:]}")
        for finding in findings:
            if finding.code == kind:
                span = finding.span
                place = f"{span.file}:{span.line}" if span else finding.file
                console.say(f"  {place}: {finding.message}" + (f" ({finding.hint})" if finding.hint else ""))
        console.say("")
    said = ", ".join(f"{numbers[kind]:,} {words}" for kind, words in KINDS.items() if numbers[kind])
    console.say(f"{console.count(profiles, 'profile')} looked into: {said or 'nothing to look at'}")


def _say_json(found: dict[str, list[Diagnostic]], profiles: int, problems: tuple[Diagnostic, ...], *, ok: bool) -> None:
    findings = [
        {"role": role, "kind": finding.code} | finding.as_json() for role, some in found.items() for finding in some
    ]
    counts = Counter(finding["kind"] for finding in findings)
    console.say_json(
        {
            "ok": ok,
            "profiles": profiles,
            "counts": dict(counts),
            "findings": findings,
            "diagnostics": console.as_json(problems),
        }
    )
