"""`careerpdf booklet`: several roles in one PDF, with a cover, contents and indexes."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from careerpdf.cli import console
from careerpdf.cli.errors import PROBLEMS, Failure
from careerpdf.cli.open_project import open_folder
from careerpdf.cli.options import (
    FIRST_PROFILE,
    HELP_NAMES,
    complete_roles,
    examples,
    file_name,
    format_option,
    is_verbose,
    jobs_option,
    project_option,
    quiet_option,
    set_option,
    style_option,
    verbose_option,
)
from careerpdf.cli.typos import NearChoice, refuse_split_name
from careerpdf.style.paper import PAPERS
from careerpdf.system.garbage import collect_seldom

if TYPE_CHECKING:
    from careerpdf.booklet.model import Manifest
    from careerpdf.diagnostics import Diagnostic
    from careerpdf.products.product import Options, Product, Result
    from careerpdf.project.project import Project
    from careerpdf.style.changes import Change

TITLE = "Career guide"
_OTHER_FILES = (".txt", ".doc", ".docx", ".odt", ".html", ".png", ".jpg", ".yaml", ".yml")
_REDRAW = 0.1  # seconds between two looks of the progress bar
_MANY = "--roles"
_TEXTS = ("--title", "--subtitle", "--edition", "--category", "--tag")


class _ManyRoles(click.Command):
    """A command whose --roles takes every word up to the next option; click knows options of a fixed number only."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not ctx.resilient_parsing:
            _refuse_split_text(ctx, args)
        return super().parse_args(ctx, list(_one_by_one(args, ctx)))


def _refuse_split_text(ctx: click.Context, args: Sequence[str]) -> None:
    """Raise click.UsageError for a text of several words without quotes: `--title Careers after Lakeview`."""
    chosen = any(arg.partition("=")[0] in ("--all", _MANY, "--category", "--tag") for arg in args)
    for at, option in enumerate(args):
        if option not in _TEXTS:
            continue
        words = list(takewhile(lambda word: not word.startswith("-"), args[at + 1 :]))
        if len(words) > (1 if chosen else 2):  # one word behind the text may be the booklet's name
            text = " ".join(words).strip("“”„‘’")
            ctx.fail(f'Put the text in straight quotes: {option} "{text}"')


def _one_by_one(args: Sequence[str], ctx: click.Context) -> Iterator[str]:
    """`--roles a b` as `--roles a --roles b`. Raises click.UsageError if no role follows."""
    words = iter(args)
    inside, found = False, 0
    for word in words:
        option = word.startswith("-") and len(word) > 1
        if inside and option and not found and not ctx.resilient_parsing:
            break
        if inside and not option:
            found += 1
            yield from (_MANY, word)
            continue
        inside, found = word == _MANY, 0
        if word == "--":
            yield word
            yield from words
        elif not inside:
            yield word
    if inside and not found and not ctx.resilient_parsing:
        raise click.UsageError(f"Name at least one role after {_MANY}.", ctx)


def _target(_ctx: click.Context, _parameter: click.Parameter, path: Path | None) -> Path | None:
    """-o takes the PDF to write, or the folder for it."""
    if path is not None and path.is_file() and path.suffix.lower() != ".pdf":
        raise click.BadParameter(f"'{path}' is a file, and no PDF; give a name that ends in .pdf, or a folder.")
    if path is not None and not path.is_dir() and path.suffix.lower() in _OTHER_FILES:
        raise click.BadParameter(f"'{path}' is no name of a PDF; give one that ends in .pdf, or a folder.")
    return path


def complete_booklets(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The booklets of the project that begin with what is typed, for shell completion."""
    from careerpdf.project.load import open_project

    project, _ = open_project(ctx.params.get("project_dir"))
    return [CompletionItem(name) for name in project.booklet_ids() if name.startswith(incomplete)]


@click.command(
    cls=_ManyRoles,
    context_settings=HELP_NAMES,
    short_help="Make one PDF booklet of several roles, with a cover, contents and indexes.",
    epilog=examples(
        "careerpdf booklet career-fair",
        'careerpdf booklet --roles data-scientist electrician --title "Two good jobs"',
        'careerpdf booklet --category "Health Care" --title "Careers in health care" -o health.pdf',
        'careerpdf booklet --all --edition "Spring 2027"',
    ),
)
@click.argument("name", required=False, metavar="[NAME]", shell_complete=complete_booklets)
@click.option("--all", "every", is_flag=True, help="Every role in profiles/, with no manifest.")
@click.option(
    _MANY,
    multiple=True,
    metavar="ROLE...",
    shell_complete=complete_roles,
    help="These roles in this order, with no manifest: all words up to the next option.",
)
@click.option("--category", "categories", multiple=True, metavar="NAME", help="Every role of a category; repeatable.")
@click.option("--tag", "tags", multiple=True, metavar="NAME", help="Every role with a tag; repeatable.")
@click.option("--title", metavar="TEXT", help=f"The title. Otherwise: the manifest's, or {TITLE}.")
@click.option("--subtitle", metavar="TEXT", help="The line below the title.")
@click.option("--edition", metavar="TEXT", help="Which edition it is, such as Spring 2027.")
@style_option("the manifest's")
@set_option
@click.option(
    "--paper",
    type=NearChoice(PAPERS, case_sensitive=False),
    help="The size of a page. Otherwise: the manifest's, or half-letter.",
)
@click.option(
    "--starts",
    type=NearChoice(["recto", "any", "run-on"], case_sensitive=False),
    help="Begin each role on a right-hand page, on any page, or right below the one before.",
)
@click.option(
    "--order",
    type=NearChoice(["title", "pay", "given"], case_sensitive=False),
    help="Roles by title, by pay with the highest first, or as they are given.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    callback=_target,
    metavar="FILE|DIR",
    help="The PDF to write, or the folder for it. Otherwise: output/NAME.pdf.",
)
@jobs_option
@click.option("--no-cache", is_flag=True, help="Draw every page again, also if nothing of it has changed.")
@project_option
@click.option("--open", "open_after", is_flag=True, help="Show the PDF when it is done.")
@quiet_option
@verbose_option
@format_option
@click.pass_context
def command(
    ctx: click.Context,
    name: str | None,
    every: bool,
    roles: tuple[str, ...],
    categories: tuple[str, ...],
    tags: tuple[str, ...],
    title: str | None,
    subtitle: str | None,
    edition: str | None,
    style: str | None,
    settings: tuple["Change", ...],
    paper: str | None,
    starts: str | None,
    order: str | None,
    output: Path | None,
    jobs: int | None,
    no_cache: bool,
    project_dir: Path | None,
    open_after: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Make one PDF booklet of several roles.

    NAME is the name of a file in booklets/, without .yaml: the booklet's manifest. The PDF goes to
    output/NAME.pdf. Without a manifest, say which roles the booklet has: --all, --roles, --category, --tag.
    With --category and --tag, a role needs one of each. If the booklet cannot be made, its old PDF stays as it is.
    """
    from careerpdf.products.booklet import Booklet
    from careerpdf.products.product import Options
    from careerpdf.project.problems import unknown_booklet, unread_files

    roles = tuple(one for word in roles for one in word.split(",") if one)  # commas are as good as spaces
    chosen = bool(every or roles or categories or tags)
    if name and chosen:
        raise click.UsageError(
            "Give a booklet's name or say which roles it has, not both. Put a name of several words in quotes.", ctx
        )
    if every and (roles or categories or tags):
        raise click.UsageError("With --all the booklet has every role; leave the other choice out.", ctx)
    project, problems = open_folder(project_dir)
    if not name and not chosen:
        raise click.UsageError(_nothing_named(project), ctx)
    if every:
        problems += unread_files(project)
    if is_verbose(ctx):
        console.note(f"Folder: {project.root}")
    changes = {"title": title, "subtitle": subtitle, "edition": edition, "starts": starts, "order": order}
    product: Product | None = None
    if name and not console.has_errors(problems):
        if project.booklet_path(name) is None:
            problems += (unknown_booklet(project, name),)
        else:
            product = Booklet(name, overrides=_overrides(ctx, changes))
    elif not console.has_errors(problems):
        refuse_split_name(ctx, project, roles)
        if not project.role_ids():
            console.report(problems)
            folder = console.shown(project.profiles_dir)
            raise Failure(f"error: the folder {folder} holds no profile yet. {FIRST_PROFILE}")
        manifest = _made_up(ctx, changes, roles, categories, tags)
        product = Booklet(manifest, _slug(manifest.title))
    result: Result | None = None
    if product is not None:
        options = Options(style=style, paper=paper, output=output, changes=settings, jobs=jobs, reuse=not no_cache)
        result = _build(project, product, options, quiet=quiet)
    _say(result, problems, quiet=quiet, as_json=as_json)
    if open_after and result and result.ok and result.path:
        console.open_file(result.path)
    if result is None or not result.ok or console.has_errors(problems):
        ctx.exit(PROBLEMS)


def _nothing_named(project: "Project") -> str:
    names = project.booklet_ids()
    there = f" There are these booklets: {', '.join(names)}." if names else ""
    return f"Name a booklet, or say which roles it has: --all, --roles, --category or --tag.{there}"


def _overrides(ctx: click.Context, changes: dict[str, Any]) -> dict[str, Any]:
    """Check what the command line says in place of a manifest's fields."""
    given = {field: value for field, value in changes.items() if value is not None}
    checked = _model(ctx, {"title": TITLE, **given})
    return {field: getattr(checked, field) for field in given}


def _made_up(
    ctx: click.Context,
    changes: dict[str, Any],
    roles: Sequence[str],
    categories: Sequence[str],
    tags: Sequence[str],
) -> "Manifest":
    """A booklet that has no manifest."""
    fields = {**changes, "roles": tuple(dict.fromkeys(roles)), "category": tuple(categories), "tag": tuple(tags)}
    return _model(ctx, {"title": TITLE} | {field: value for field, value in fields.items() if value not in (None, ())})


def _model(ctx: click.Context, fields: dict[str, Any]) -> "Manifest":
    """Make a manifest of the options. Raises click.UsageError for a text that none could have."""
    from pydantic import ValidationError

    from careerpdf.booklet.model import Manifest

    try:
        return Manifest.model_validate(fields)
    except ValidationError as error:
        options = dict.fromkeys(f"--{problem['loc'][0]}" for problem in error.errors(include_url=False))
        raise click.UsageError(f"{' and '.join(options)} must not be empty.", ctx) from None


def _slug(title: str) -> str:
    """Name the file of a booklet without a manifest."""
    try:
        return file_name(title)
    except click.BadParameter:  # a title in other letters, or a long one, is fine on a cover
        return "booklet"


def _build(project: "Project", product: "Product", options: "Options", *, quiet: bool) -> "Result":
    collect_seldom()
    with _progress(quiet=quiet) as progress:
        return product.build(project, options, progress)


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Callable[[int, int, str], None]]:
    """A bar on stderr if somebody watches; yields what to call with steps done, of how many, and the next role."""
    if quiet or not console.watched():
        yield lambda _done, _total, _role: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), TaskProgressColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    # Drawn from here and not by a thread: processes are started meanwhile, and those do not go well with threads.
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task = bar.add_task("", total=None)
        drawn = 0.0

        def step(done: int, total: int, role: str) -> None:
            nonlocal drawn
            now = time.monotonic()
            due = now - drawn >= _REDRAW
            drawn = now if due else drawn
            bar.update(task, completed=done, total=total, description=role, refresh=due)

        yield step


def _say(result: "Result | None", problems: "tuple[Diagnostic, ...]", *, quiet: bool, as_json: bool) -> None:
    if as_json:
        results = [_result_json(result)] if result else []
        console.say_json({"results": results, "diagnostics": console.as_json(problems)})
        return
    if result and result.ok and result.path and not quiet:
        pages, roles = console.count(result.pages, "page"), console.count(result.roles, "role")
        size = max(1, round(result.size / 1024))
        console.say(f"{console.shown(result.path)}  {roles}  {pages}  {size:,} KB  {result.seconds:.2f} s")
    console.report(problems)
    console.report(result.diagnostics if result else ())


def _result_json(result: "Result") -> dict[str, object]:
    return {
        "booklet": result.name,
        "ok": result.ok,
        "path": str(result.path.resolve()) if result.path else None,
        "pages": result.pages,
        "roles": result.roles,
        "bytes": result.size,
        "seconds": round(result.seconds, 3),
        "diagnostics": console.as_json(result.diagnostics),
    }
