"""`careerpdf watch`: PDFs that follow the files that they are made from, while those are written."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from careerpdf.cli import console
from careerpdf.cli.errors import PROBLEMS, as_diagnostic
from careerpdf.cli.open_project import open_folder
from careerpdf.cli.options import HELP_NAMES, examples, is_verbose, project_option, verbose_option
from careerpdf.cli.products import chosen_products, product_options
from careerpdf.system.garbage import collect_seldom

if TYPE_CHECKING:
    from careerpdf.diagnostics import Diagnostic
    from careerpdf.preview.watch import State, Update
    from careerpdf.products.product import Product, Result
    from careerpdf.project.project import Project
    from careerpdf.style.changes import Change


@click.command(
    context_settings=HELP_NAMES,
    short_help="Make PDFs again whenever a file that they are made from is saved.",
    epilog=examples(
        "careerpdf watch machine-learning-intern --open",
        "careerpdf watch registered-nurse career-fair",
    ),
)
@product_options
@project_option
@click.option("--open", "open_after", is_flag=True, help="Show the first PDF when it is made.")
@verbose_option
@click.pass_context
def command(
    ctx: click.Context,
    names: tuple[str, ...],
    kind: str,
    style: str | None,
    settings: tuple["Change", ...],
    paper: str | None,
    fit: int | None,
    output: Path | None,
    project_dir: Path | None,
    open_after: bool,
) -> None:
    """Make PDFs, and make them again at each save, until you press Ctrl-C.

    Names are those of files in profiles/ and booklets/, without .yaml. Changes of careerpdf.yaml, of pictures and of
    your own styles count too. While a file has mistakes, they are shown, and the last good PDF stays as it is.
    """
    from careerpdf.diagnostics import Diagnostic
    from careerpdf.preview.watch import Watch, updates
    from careerpdf.products.product import Options

    if not names:
        raise click.UsageError("Name the roles or booklets to watch.", ctx)
    project, problems = open_folder(project_dir)
    if not project.is_there:  # what is wrong with its settings can be mended meanwhile, but this cannot
        console.report(problems)
        ctx.exit(PROBLEMS)
    if is_verbose(ctx):
        console.note(f"Folder: {project.root}")
    found = chosen_products(ctx, project, tuple(names), kind).values()
    unknown = [one for one in found if isinstance(one, Diagnostic)]
    if unknown:
        console.report(unknown)
        ctx.exit(PROBLEMS)
    if style and (unknown_style := _unknown_style(project, style)):
        console.report(unknown_style)
        ctx.exit(PROBLEMS)
    products = tuple(dict.fromkeys(one for one in found if not isinstance(one, Diagnostic)))
    collect_seldom()
    options, verbose = Options(style=style, paper=paper, fit=fit, changes=settings, output=output), is_verbose(ctx)
    root = project.root.resolve()

    def make(project: "Project", product: "Product") -> "Result":
        try:
            return product.build(project, options)
        except Exception as error:  # noqa: BLE001
            return product.failed(as_diagnostic(error, product.name, verbose=verbose))

    watch = Watch(products, options, lambda: open_folder(root), make)
    show: Callable[[Update], None] = (_Screen if _is_terminal() else _Log)(products).show
    try:
        for update in updates(watch):
            show(update)
            if open_after:
                open_after = not _open_first(update)
    except KeyboardInterrupt:
        console.note("Stopped.")


def _unknown_style(project: "Project", name: str) -> "tuple[Diagnostic, ...]":
    """The problem that there is no style of the name that was typed: no save of a file mends it."""
    from careerpdf.style.load import load_style
    from careerpdf.style.pack import style_names

    folders = project.style_folders
    return () if name in style_names(folders) else load_style(name, folders)[1]


def _is_terminal() -> bool:
    """True if lines can be drawn over."""
    return console.watched() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _headline(products: "tuple[Product, ...]") -> str:
    names = [product.name for product in products]
    said = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    return f"Watching {said}. Each save makes the PDF again; Ctrl-C ends."


class _Screen:
    """A terminal that shows how everything stands now, and nothing of before."""

    def __init__(self, products: "tuple[Product, ...]") -> None:
        from rich.console import Console

        self._terminal = Console()
        self._headline = _headline(products)
        console.note(self._headline)

    def show(self, update: "Update") -> None:
        self._terminal.clear()
        console.say(f"{self._headline}\n")
        for state in update.states:
            mark = "  mended" if state.product in update.mended else ""
            console.say(_line(state) + mark)
        console.say("")
        console.report(_each_once(update.problems, update.states))


class _Log:
    """Lines that say what has happened, one after the other."""

    def __init__(self, products: "tuple[Product, ...]") -> None:
        console.note(_headline(products))
        self._problems: tuple[Diagnostic, ...] = ()
        self._warned: dict[Product, set[object]] = {}

    def show(self, update: "Update") -> None:
        tried = [state for state in update.states if state.product in update.tried]
        for state in tried:
            if state.result.ok:
                console.say(_line(state) + ("  mended" if state.product in update.mended else ""))
        problems = () if update.problems == self._problems else update.problems
        self._problems = update.problems
        before, self._warned = self._warned, self._warned | {state.product: _warnings(state) for state in tried}
        known = set().union(*(before.get(state.product, set()) for state in tried))
        console.report(problem for problem in _each_once(problems, tried) if _sense(problem) not in known)
        for state in tried:
            if not state.result.ok:
                console.note(_line(state))


def _warnings(state: "State") -> set[object]:
    return {_sense(problem) for problem in state.result.diagnostics if not console.has_errors([problem])}


def _sense(problem: "Diagnostic") -> object:
    """The sense of a problem: its words and its line, wherever that has moved to meanwhile."""
    span = problem.span
    return problem.severity, problem.message, (span.file, span.source_line) if span else problem.file


def _each_once(problems: "Sequence[Diagnostic]", states: "Sequence[State]") -> "list[Diagnostic]":
    """All problems, errors first; a mistake in a profile is one of its handout and of its booklet."""
    found = dict.fromkeys([*problems, *(problem for state in states for problem in state.result.diagnostics)])
    return sorted(found, key=lambda problem: not console.has_errors([problem]))


def _line(state: "State") -> str:
    result, path = state.result, console.shown(state.target)
    if result.ok:
        size = max(1, round(result.size / 1024))
        at = f"{state.good_at:%H:%M:%S}" if state.good_at else ""
        return f"{path}  {console.count(result.pages, 'page')}  {size:,} KB  {result.seconds:.2f} s  {at}".rstrip()
    if state.good_at:
        return f"{path}  not made again: still the one of {state.good_at:%H:%M:%S}"
    if state.target.exists():
        return f"{path}  not made again: still the one from before"
    return f"{path}  not made yet"


def _open_first(update: "Update") -> bool:
    """Show the first PDF that there is; whether there was one."""
    made = next((state.result.path for state in update.states if state.result.path), None)
    if made:
        console.open_file(made)
    return made is not None
