"""`careerpdf build`: role profiles to PDF handouts."""

import secrets
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from careerpdf.cli import console
from careerpdf.cli.errors import PROBLEMS, Failure, as_diagnostic
from careerpdf.cli.open_project import open_folder
from careerpdf.cli.options import (
    FIRST_PROFILE,
    HELP_NAMES,
    complete_roles,
    examples,
    fit_option,
    format_option,
    is_verbose,
    jobs_option,
    project_option,
    quiet_option,
    set_option,
    style_option,
    verbose_option,
)
from careerpdf.cli.products import folder_only
from careerpdf.cli.typos import NearChoice, refuse_split_name
from careerpdf.style.paper import PAPERS
from careerpdf.system.clock import epoch, set_epoch
from careerpdf.system.files import sweep
from careerpdf.system.garbage import collect_seldom

# Roles; for fewer, processes take longer to start than they save: if they start quickly, or slowly (docs/scaling.md).
_WORTH_SHARING = (12, 60)
_BATCH = 8  # roles that go to a process at once; a bar moves on as often

if TYPE_CHECKING:
    from careerpdf.diagnostics import Diagnostic
    from careerpdf.products.product import Options, Result
    from careerpdf.project.project import Project
    from careerpdf.style.changes import Change
    from careerpdf.system.jobs import Lost, Plan


@click.command(
    context_settings=HELP_NAMES,
    short_help="Make the PDF handout of one role, of several, or of all.",
    epilog=examples(
        "careerpdf build machine-learning-intern",
        "careerpdf build registered-nurse electrician --style classic --paper a4",
        "careerpdf build --all -o handouts",
        "careerpdf build electrician --set colours.accent=#7a0019",
    ),
)
@click.argument("roles", nargs=-1, metavar="[ROLE]...", shell_complete=complete_roles)
@click.option("--all", "every", is_flag=True, help="Build every profile in profiles/.")
@style_option("careerpdf.yaml's")
@set_option
@click.option(
    "--paper",
    type=NearChoice(PAPERS, case_sensitive=False),
    help="The paper's size. Otherwise: careerpdf.yaml's, or letter.",
)
@fit_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    callback=folder_only,
    metavar="DIR",
    help="The folder to write to. Otherwise: output/.",
)
@jobs_option
@click.option(
    "--dask",
    "cluster",
    metavar="ADDRESS",
    help="Share the work out over the Dask cluster with this scheduler, such as tcp://10.0.0.1:8786.",
)
@click.option("--no-cache", is_flag=True, help="Make every PDF again, also if nothing of it has changed.")
@project_option
@click.option(
    "--open",
    "open_after",
    is_flag=True,
    help="Show the PDF when it is done; the folder if there are several.",
)
@quiet_option
@verbose_option
@format_option
@click.pass_context
def command(
    ctx: click.Context,
    roles: tuple[str, ...],
    every: bool,
    style: str | None,
    settings: tuple["Change", ...],
    paper: str | None,
    fit: int | None,
    output: Path | None,
    jobs: int | None,
    cluster: str | None,
    no_cache: bool,
    project_dir: Path | None,
    open_after: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Make PDF handouts.

    ROLE is the name of a file in profiles/, without .yaml. The PDF goes to output/ROLE.pdf. If a role
    cannot be built, its old PDF stays as it is and the other roles are built all the same. So does the PDF of
    a role of which nothing has changed since it was made, with the date of that day.
    """
    from careerpdf.products.product import Options
    from careerpdf.project.problems import unmatched_sections, unread_files

    if jobs and cluster:
        raise click.UsageError("Give --jobs or --dask, not both: a cluster has its own number of workers.", ctx)
    if every and roles:
        raise click.UsageError("Give role names or --all, not both.", ctx)
    if not every and not roles:
        raise click.UsageError("Name the roles to build, or use --all.", ctx)
    project, problems = open_folder(project_dir)
    if every:
        problems += (*unread_files(project), *unmatched_sections(project, project.profile_data()))
    if is_verbose(ctx):
        console.note(f"Folder: {project.root}")
    if console.has_errors(problems):
        results: tuple[Result, ...] = ()
    else:
        refuse_split_name(ctx, project, roles)
        chosen = project.role_ids() if every else tuple(dict.fromkeys(roles))
        if not chosen:
            folder = console.shown(project.profiles_dir)
            console.report(problems)
            raise Failure(f"error: the folder {folder} holds no profile yet. {FIRST_PROFILE}")
        options = Options(style=style, paper=paper, fit=fit, output=output, changes=settings, reuse=not no_cache)
        results = _build(project, chosen, options, jobs=jobs, cluster=cluster, quiet=quiet)

    if as_json:
        console.say_json(
            {
                "results": [_result_json(result) for result in results],
                "diagnostics": console.as_json(problems),
            }
        )
    else:
        _print(results, quiet=quiet)
        console.report(problems)
        for result in results:
            console.report(result.diagnostics)
        failed = [result.name for result in results if not result.ok]
        if failed and len(results) > 1:
            console.note(f"{len(failed)} of {len(results)} handouts could not be made: {', '.join(failed)}")
    if open_after:
        _open([result.path for result in results if result.ok and result.path])
    if console.has_errors(problems) or not all(result.ok for result in results):
        ctx.exit(PROBLEMS)


def _build(
    project: "Project",
    roles: Sequence[str],
    options: "Options",
    *,
    jobs: int | None,
    cluster: str | None,
    quiet: bool,
) -> tuple["Result", ...]:
    from careerpdf.system.jobs import JobsError, Lost, run

    if cluster:  # whose workers are in other folders
        project = replace(project, root=project.root.resolve())
        options = replace(options, output=options.output.resolve() if options.output else None)
    verbose = is_verbose(click.get_current_context())
    work = partial(_handouts, project, options, _Run(secrets.token_hex(8), epoch(), verbose))
    plan = _plan(project, options, len(roles), jobs, cluster)
    results: list[Result] = []
    try:
        with closing(run(work, roles, plan)) as done, _progress(len(roles), quiet=quiet) as step:
            step(roles[0])
            for number, result in enumerate(done, start=1):
                results.append(_lost(result, verbose=verbose) if isinstance(result, Lost) else result)
                if number < len(roles):
                    step(roles[number])
                if number == 1:  # one handout is done before a collection would pay
                    collect_seldom()
    except JobsError as error:
        raise Failure(f"error: {error}") from error
    return tuple(results)


def _plan(project: "Project", options: "Options", roles: int, jobs: int | None, cluster: str | None) -> "Plan":
    from careerpdf.system.jobs import Plan, processors, starts_quickly

    few, many = _WORTH_SHARING
    worth = roles >= few and (roles >= many or starts_quickly())
    wanted = jobs or (processors() if worth else 1)
    processes = min(wanted, roles)
    if processes == 1 and not cluster:
        return Plan()
    batch = max(1, min(_BATCH, roles // (2 * processes)))
    folder = options.output or project.output_dir
    return Plan(processes, batch, cluster, after=partial(sweep, folder))


class _Run(NamedTuple):
    """One run of the command, as all of its processes have to know it; `name` tells it from others."""

    name: str
    epoch: str | None
    verbose: bool


# A worker of a cluster may have several threads; what they share is made for one at a time.
_turn = threading.Lock()


def _handouts(project: "Project", options: "Options", run: _Run, roles: Sequence[str]) -> list["Result"]:
    """The handouts of some roles; in whichever process."""
    from careerpdf.text.library import limit_words

    with _turn:
        set_epoch(run.epoch)  # which a worker on another machine has not
        project = replace(project, listed=_listed(project.root, run.name))
        results = []
        for role in roles:
            results.append(_handout(project, role, options, verbose=run.verbose))
            limit_words()
        return results


@lru_cache(maxsize=1)
def _listed(root: Path, _run: str) -> tuple[str, ...]:
    """All roles that there are; looked up once in a run, as looking takes the longer the more there are."""
    from careerpdf.project.config import ProjectConfig
    from careerpdf.project.project import Project

    return Project(root, ProjectConfig()).role_ids()


def _handout(project: "Project", role: str, options: "Options", *, verbose: bool) -> "Result":
    from careerpdf.products.handout import Handout

    # Whatever goes wrong with one role, be it a full disk or a fault of ours, the others are still built.
    try:
        result = Handout(role).build(project, options)
    except Exception as error:  # noqa: BLE001
        result = _failed(role, as_diagnostic(error, role, verbose=verbose))
    return replace(result, files=frozenset())  # nobody asks for them here, and they would go from process to process


def _lost(lost: "Lost[str]", *, verbose: bool) -> "Result":
    from careerpdf.diagnostics import Diagnostic, Severity

    details = f" ({type(lost.error).__name__}: {lost.error})" if verbose else ""
    problem = Diagnostic(
        "lost-process",
        Severity.ERROR,
        f"{lost.unit}: the process that made this handout ended before it was done{details}",
        hint="memory may have run out, or somebody stopped it; try again with a smaller --jobs",
    )
    return _failed(lost.unit, problem)


def _failed(role: str, problem: "Diagnostic") -> "Result":
    from careerpdf.products.handout import Handout

    return Handout(role).failed(problem)


@contextmanager
def _progress(total: int, *, quiet: bool) -> Iterator[Callable[[str], None]]:
    """A bar on stderr for several roles if somebody watches; yields what to call before each role."""
    if total < 2 or quiet or not console.watched():
        yield lambda _role: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)
        done = iter(range(total))
        yield lambda role: bar.update(task, description=role, completed=next(done))


def _print(results: Sequence["Result"], *, quiet: bool) -> None:
    made = [(console.shown(result.path), result) for result in results if result.ok and result.path]
    if quiet or not made:
        return
    width = max(len(path) for path, _ in made)
    for path, result in made:
        pages = console.count(result.pages, "page")
        size = max(1, round(result.size / 1024))
        time = "unchanged" if result.unchanged else f"{result.seconds:5.2f} s"
        console.say(f"{path:<{width}}  {pages:>8}  {size:>5,} KB  {time}")


def _result_json(result: "Result") -> dict[str, object]:
    return {
        "role": result.name,
        "ok": result.ok,
        "path": str(result.path.resolve()) if result.path else None,
        "pages": result.pages,
        "bytes": result.size,
        "seconds": round(result.seconds, 3),
        "unchanged": result.unchanged,
        "diagnostics": console.as_json(result.diagnostics),
    }


def _open(paths: Sequence[Path]) -> None:
    if not paths:
        return
    console.open_file(paths[0] if len(paths) == 1 else paths[0].parent)
