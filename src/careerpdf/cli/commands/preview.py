"""`careerpdf preview`: the pages of handouts and booklets as pictures."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from careerpdf.cli import console
from careerpdf.cli.errors import PROBLEMS, as_diagnostic
from careerpdf.cli.open_project import open_folder
from careerpdf.cli.options import (
    HELP_NAMES,
    examples,
    format_option,
    is_verbose,
    project_option,
    quiet_option,
    verbose_option,
)
from careerpdf.cli.products import chosen_products, product_options
from careerpdf.system.garbage import collect_seldom

if TYPE_CHECKING:
    from careerpdf.diagnostics import Diagnostic
    from careerpdf.preview.page_ranges import Range
    from careerpdf.preview.pictures import Pictured
    from careerpdf.products.product import Options, Product
    from careerpdf.project.project import Project
    from careerpdf.style.changes import Change

LOWEST, HIGHEST = 20, 600  # dots an inch: a thumbnail; what a print shop wants


def _ranges(_ctx: click.Context, _parameter: click.Parameter, text: str | None) -> "tuple[Range, ...] | None":
    if text is None:
        return None
    from careerpdf.preview.page_ranges import page_ranges

    try:
        return page_ranges(text)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def _dpi(_ctx: click.Context, _parameter: click.Parameter, dpi: int) -> int:
    if not LOWEST <= dpi <= HIGHEST:
        raise click.BadParameter(f"give a number from {LOWEST} to {HIGHEST}; 110 suits a screen, 300 a printer.")
    return dpi


@click.command(
    context_settings=HELP_NAMES,
    short_help="Make pictures (PNG) of the pages of handouts and booklets.",
    epilog=examples(
        "careerpdf preview machine-learning-intern",
        "careerpdf preview registered-nurse electrician --pages 1 --dpi 200 -o website",
        "careerpdf preview career-fair --pages 1-4",
    ),
)
@product_options
@click.option(
    "--dpi",
    type=int,
    callback=_dpi,
    default=110,
    show_default=True,
    metavar="NUMBER",
    help=f"Pixels to an inch of paper, from {LOWEST} to {HIGHEST}.",
)
@click.option("--pages", "ranges", metavar="PAGES", callback=_ranges, help="Which pages, such as 1, 1-2,4 or 3-.")
@project_option
@click.option("--open", "open_after", is_flag=True, help="Show the first picture when all are done.")
@quiet_option
@verbose_option
@format_option
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
    dpi: int,
    ranges: "tuple[Range, ...] | None",
    project_dir: Path | None,
    open_after: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Make a picture (PNG) of each page, to look at it, to send it, or for a website.

    Names are those of files in profiles/ and booklets/, without .yaml. The pictures go to output/NAME-1.png, and so
    on. They are made from the files as they are now; the PDFs in output/ are neither needed nor changed.
    """
    from careerpdf.products.product import Options

    if not names:
        raise click.UsageError("Name the roles or booklets to make pictures of.", ctx)
    project, problems = open_folder(project_dir)
    if is_verbose(ctx):
        console.note(f"Folder: {project.root}")
    results: tuple[Pictured, ...] = ()
    if not console.has_errors(problems):
        found = chosen_products(ctx, project, names, kind)
        collect_seldom()
        options = Options(style=style, paper=paper, fit=fit, changes=settings, output=output)
        results = tuple(_pictured(project, name, product, options, dpi, ranges) for name, product in found.items())
    if as_json:
        console.say_json(
            {"results": [_result_json(result) for result in results], "diagnostics": console.as_json(problems)}
        )
    else:
        _print(results, quiet=quiet)
        console.report(problems)
        for result in results:
            console.report(result.diagnostics)
    pictures = [picture for result in results for picture in result.pictures]
    if open_after and pictures:
        console.open_file(pictures[0].path)
    if console.has_errors(problems) or not all(result.ok for result in results):
        ctx.exit(PROBLEMS)


def _pictured(
    project: "Project",
    name: str,
    product: "Product | Diagnostic",
    options: "Options",
    dpi: int,
    ranges: "tuple[Range, ...] | None",
) -> "Pictured":
    """Whatever goes wrong with one of them, the others are made all the same."""
    from careerpdf.diagnostics import Diagnostic
    from careerpdf.preview.pictures import Pictured, take_pictures

    if isinstance(product, Diagnostic):
        return Pictured(name, None, 0, (), 0.0, (product,))
    try:
        return take_pictures(project, product, options, dpi=dpi, ranges=ranges)
    except Exception as error:  # noqa: BLE001
        problem = as_diagnostic(error, name, verbose=is_verbose(click.get_current_context()))
    return Pictured(name, product.kind, 0, (), 0.0, (problem,))


def _print(results: "Sequence[Pictured]", *, quiet: bool) -> None:
    pictures = [(console.shown(picture.path), picture) for result in results for picture in result.pictures]
    if quiet or not pictures:
        return
    width = max(len(path) for path, _ in pictures)
    for path, picture in pictures:
        pixels = f"{picture.width:,} × {picture.height:,} pixels"
        console.say(f"{path:<{width}}  {pixels:>21}  {max(1, round(picture.size / 1024)):>6,} KB")


def _result_json(result: "Pictured") -> dict[str, object]:
    return {
        "name": result.name,
        "kind": result.kind,
        "ok": result.ok,
        "pages": result.pages,
        "pictures": [
            {
                "page": picture.page,
                "path": str(picture.path.resolve()),
                "width": picture.width,
                "height": picture.height,
                "bytes": picture.size,
            }
            for picture in result.pictures
        ],
        "seconds": round(result.seconds, 3),
        "diagnostics": console.as_json(result.diagnostics),
    }
