"""`careerpdf styles`: the styles there are, what is in them, where a value comes from, and how to begin one."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from careerpdf.cli import console
from careerpdf.cli.errors import PROBLEMS, Failure
from careerpdf.cli.open_project import open_folder
from careerpdf.cli.options import (
    FIRST_PROFILE,
    HELP_NAMES,
    complete_roles,
    complete_styles,
    examples,
    file_name,
    format_option,
    project_option,
    set_option,
    verbose_option,
)
from careerpdf.cli.typos import refuse_slips
from careerpdf.project import scaffold
from careerpdf.system.garbage import collect_seldom

if TYPE_CHECKING:
    from careerpdf.diagnostics import Diagnostic
    from careerpdf.project.project import Project
    from careerpdf.style.changes import Change
    from careerpdf.style.explain import Explanation, LayerValue
    from careerpdf.style.pack import StylePack


#: What else has a say in which sections roles have.
_SECTIONS = {
    "sections": "  Before these come, if they say something: `role_sections` of a booklet, `sections` of a profile.\n"
    "  If nobody does, roles have all sections in their usual order.",
    "leave_out": "  To these are added: `leave_out_of_roles` of a booklet, `leave_out` of a profile.",
}


class _Styles(click.Group):
    """A group that knows what was meant by a word that is none of its commands."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in self.commands and not name.startswith("-") and not ctx.resilient_parsing:
            from careerpdf.diagnostics import did_you_mean

            meant = did_you_mean(name, self.commands)
            hint = f"Did you mean '{meant}'?" if meant else f"To see a style, type `careerpdf styles show {name}`."
            ctx.fail(f"No such command '{name}'. {hint}")
        found = super().resolve_command(ctx, args)
        if found[1] is not None and not ctx.resilient_parsing:
            refuse_slips(found[1], click.Context(found[1], ctx, found[0], **found[1].context_settings), found[2])
        return found


@click.group(
    cls=_Styles,
    context_settings=HELP_NAMES,
    invoke_without_command=True,
    short_help="List the styles, see what is in one, begin your own.",
    subcommand_metavar="[COMMAND] [ARGS]...",
    epilog=examples(
        "careerpdf styles",
        "careerpdf styles explain modern colours.accent",
        "careerpdf styles new maroon --from modern",
    ),
)
@project_option
@verbose_option
@format_option
@click.pass_context
def command(ctx: click.Context, project_dir: Path | None, as_json: bool) -> None:
    """List the styles: those that come along, and those in styles/ of this folder.

    A style is the look of handouts and booklets. `careerpdf build ROLE --style NAME` uses one, and `style: NAME` in
    careerpdf.yaml makes it the default. Your own colors and fonts can stand in careerpdf.yaml, below `brand:`, and
    need no style of their own.
    """
    if ctx.invoked_subcommand is None:
        _list(ctx, project_dir, as_json=as_json)


@command.command("list", context_settings=HELP_NAMES, hidden=True)
@project_option
@verbose_option
@format_option
@click.pass_context
def list_styles(ctx: click.Context, project_dir: Path | None, as_json: bool) -> None:
    """List the styles, as `careerpdf styles` does."""
    _list(ctx, project_dir, as_json=as_json)


def _list(ctx: click.Context, project_dir: Path | None, *, as_json: bool) -> None:
    project, problems = _open(project_dir)
    rows = [_row(project, name) for name in _names(project)]
    if as_json:
        console.say_json({"styles": rows, "diagnostics": console.as_json(problems)})
    else:
        console.report(problems)
        wide = max(len(str(row["name"])) for row in rows)
        for row in rows:
            origin = "comes along" if row["shipped"] else f"in {row['folder']}"
            console.say(f"{row['name']:<{wide}}  {row['description'] or '(has errors)'} ({origin})")
    if console.has_errors(problems):
        ctx.exit(PROBLEMS)


@command.command(
    "show",
    context_settings=HELP_NAMES,
    short_help="Print every value of a style.",
    epilog=examples("careerpdf styles show classic", "careerpdf styles show modern --format json"),
)
@click.argument("name", metavar="NAME", shell_complete=complete_styles)
@set_option
@project_option
@verbose_option
@format_option
@click.pass_context
def show(
    ctx: click.Context, name: str, settings: tuple["Change", ...], project_dir: Path | None, as_json: bool
) -> None:
    """Print every value of a style as YAML: its own, those of the styles that it builds on, and your brand's.

    Any of it can be copied into a style.yaml. Lengths are in points.
    """
    from careerpdf.style.explain import as_yaml, style_data

    project, problems = _open(project_dir)
    pack, found = project.load_style(name, settings, otherwise=name)
    problems += found
    if as_json:
        console.say_json({"style": style_data(pack) if pack else None, "diagnostics": console.as_json(problems)})
    else:
        if pack:
            console.say(as_yaml(style_data(pack)).rstrip())
        console.report(problems)
    if console.has_errors(problems):
        ctx.exit(PROBLEMS)


@command.command(
    "explain",
    context_settings=HELP_NAMES,
    short_help="Say what a value of a style is, and who gave it.",
    epilog=examples(
        "careerpdf styles explain modern colours.accent",
        "careerpdf styles explain modern text.title --booklet career-fair",
    ),
)
@click.argument("name", metavar="NAME", shell_complete=complete_styles)
@click.argument("key", metavar="KEY")
@click.option("--booklet", metavar="NAME", help="With what the manifest of this booklet changes.")
@set_option
@project_option
@verbose_option
@format_option
@click.pass_context
def explain(
    ctx: click.Context,
    name: str,
    key: str,
    booklet: str | None,
    settings: tuple["Change", ...],
    project_dir: Path | None,
    as_json: bool,
) -> None:
    """Say what a value of a style is, and who gave it.

    KEY is the way to the value, such as colours.accent or text.title.size; a group such as text.title shows all that
    is in it. Whoever comes first in the list has the last word: the command line, the booklet, `brand:` in
    careerpdf.yaml, the style, and then the styles that it builds on.
    """
    from careerpdf.style.explain import explain_key
    from careerpdf.style.key_paths import UnknownKeyError

    project, problems = _open(project_dir)
    changes, found = _booklet_changes(project, booklet)
    pack, more = project.load_style(name, (*changes, *settings), otherwise=name)
    problems += (*found, *more)
    explanations: tuple[Explanation, ...] = ()
    if pack:
        try:
            explanations = tuple(_with_settings(one, project) for one in explain_key(pack, tuple(key.split("."))))
        except UnknownKeyError as error:
            ctx.fail(_no_key(error, pack))
    if as_json:
        values = [_explanation_json(one) for one in explanations]
        console.say_json({"style": name, "values": values, "diagnostics": console.as_json(problems)})
    else:
        _print(explanations)
        console.report(problems)
    if console.has_errors(problems):
        ctx.exit(PROBLEMS)


def _name(_ctx: click.Context, _parameter: click.Parameter, words: tuple[str, ...]) -> tuple[str, str]:
    """The style's name in words, and its folder's name."""
    title = " ".join(" ".join(words).split())
    return title, file_name(title)


@command.command(
    "new",
    context_settings=HELP_NAMES,
    short_help="Begin a style of your own.",
    epilog=examples("careerpdf styles new maroon --from modern"),
)
@click.argument("name", nargs=-1, required=True, metavar="NAME", callback=_name)
@click.option(
    "--from",
    "parent",
    metavar="STYLE",
    default="modern",
    show_default=True,
    shell_complete=complete_styles,
    help="The style to build on.",
)
@project_option
@verbose_option
def new(name: tuple[str, str], parent: str, project_dir: Path | None) -> None:
    """Begin a style of your own: a folder styles/NAME with a style.yaml that explains itself.

    It looks like the style that it builds on until you change something. A style that is there already is never
    overwritten.
    """
    from careerpdf.diagnostics import InputError
    from careerpdf.style.load import load_style

    title, folder = name
    project, problems = open_folder(project_dir)
    if not project.is_there:
        raise InputError(problems)
    console.report(problems)
    pack, found = load_style(parent, project.style_folders)
    if pack is None:
        raise InputError(found)
    path = project.styles_dir / folder / "style.yaml"
    if folder in _names(project):
        if not path.exists():
            raise Failure(f"error: a style that comes along is called {folder}, so yours needs another name.")
        raise Failure(f"error: {console.shown(path)} is there already; it stays as it is.")
    path.parent.mkdir(parents=True, exist_ok=True)
    if not scaffold.write_new(path, scaffold.style_text(title, folder, parent, pack.style)):
        raise Failure(f"error: {console.shown(path)} is there already; it stays as it is.")
    console.say(f"made  {console.shown(path)}")
    if given := project.brand_keys:
        console.note(
            f"note: `brand:` in careerpdf.yaml has the last word over every style; it gives {', '.join(given)}. "
            "Remove there what the new style shall give."
        )
    console.say("\nNext: open it in a text editor and change what you like. Then")
    role = next(iter(project.role_ids()), "ROLE")
    console.say(f"  careerpdf build {role} --style {folder}")


@command.command(
    "gallery",
    context_settings=HELP_NAMES,
    short_help="Make pictures of your handouts and booklets in every style.",
    epilog=examples("careerpdf styles gallery -o gallery", "careerpdf styles gallery modern classic -o gallery"),
)
@click.argument("names", nargs=-1, metavar="[NAME]...", shell_complete=complete_styles)
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    metavar="DIR",
    help="The folder for the pictures.",
)
@click.option("--role", metavar="ROLE", shell_complete=complete_roles, help="The role to show. Otherwise: the first.")
@project_option
@verbose_option
@click.pass_context
def gallery(
    ctx: click.Context, names: tuple[str, ...], output: Path, role: str | None, project_dir: Path | None
) -> None:
    """Make a PNG for each style and product, from your own profiles: HANDOUT with both sides, BOOKLET with its cover,
    contents, a role and an index.

    Without a NAME, shows every style. Handouts take as many pages as they need. A style that cannot be shown is
    reported, and the others are made all the same.
    """
    from careerpdf.diagnostics import InputError
    from careerpdf.preview.gallery import gallery as make
    from careerpdf.project.problems import unknown_role

    project, problems = open_folder(project_dir)
    if console.has_errors(problems):
        raise InputError(problems)
    console.report(problems)
    roles = project.role_ids()
    if not roles:
        raise Failure(f"error: the folder {console.shown(project.profiles_dir)} holds no profile yet. {FIRST_PROFILE}")
    if role and role not in roles:
        raise InputError([unknown_role(project, role)])
    collect_seldom()
    shown = role or (scaffold.SAMPLE if scaffold.SAMPLE in roles else roles[0])
    said: set[Diagnostic] = set()
    failed = False
    for sheet in make(project, names or _names(project), output, role=shown):
        if sheet.path:
            console.say(f"made  {console.shown(sheet.path)}")
            continue
        failed = True
        console.report(problem for problem in dict.fromkeys(sheet.diagnostics) if problem not in said)
        said.update(sheet.diagnostics)
        console.note(f"The {sheet.product} in the style {sheet.style} could not be made.")
    if failed:
        ctx.exit(PROBLEMS)


def _open(project_dir: Path | None) -> tuple["Project", tuple["Diagnostic", ...]]:
    """The folder, which for styles need not be one of handouts; and what is wrong with its settings."""
    project, problems = open_folder(project_dir)
    if project_dir is None and not project.is_there:
        problems = ()
    return project, problems


def _names(project: "Project") -> tuple[str, ...]:
    from careerpdf.style.pack import style_names

    return style_names(project.style_folders)


def _row(project: "Project", name: str) -> dict[str, Any]:
    from careerpdf.style.load import load_style

    own = (project.styles_dir / name / "style.yaml").is_file()
    folder = next(f / name for f in project.style_folders if (f / name / "style.yaml").is_file())
    pack, _ = load_style(name, project.style_folders)
    return {
        "name": name,
        "description": pack.style.description if pack else None,
        "extends": pack.style.extends if pack else None,
        "shipped": not own or _same(project.style_folders),
        "folder": console.shown(folder),
    }


def _same(folders: Sequence[Path]) -> bool:
    """True if the project is the one that careerpdf comes with."""
    return len({folder.resolve() for folder in folders}) == 1


def _booklet_changes(project: "Project", name: str | None) -> tuple[tuple["Change", ...], tuple["Diagnostic", ...]]:
    """The changes of a style by the manifest of a booklet, and what is wrong with the manifest."""
    from careerpdf.project.problems import unknown_booklet

    if name is None:
        return (), ()
    from careerpdf.booklet.load import load_booklet
    from careerpdf.booklet.style import manifest_changes

    path = project.booklet_path(name)
    if path is None:
        return (), (unknown_booklet(project, name),)
    loaded = load_booklet(path, root=project.root)
    return (manifest_changes(loaded.value, loaded) if loaded.value else ()), loaded.diagnostics


def _no_key(error: Any, pack: "StylePack") -> str:
    from careerpdf.style.explain import style_data
    from careerpdf.style.key_paths import child_names, closest_path

    data = style_data(pack)
    known = ".".join(error.key[: error.known])
    there = child_names(error.key[: error.known], data)
    near = closest_path(error, data) if there else None
    wrong = ".".join(error.key)
    if near:
        return f"There is no value '{wrong}'. Did you mean '{near}'?"
    if there is None:
        return f"There is no value '{wrong}': '{known}' is one already."
    return f"There is no value '{wrong}'. {f'In {known}' if known else 'In a style'} there are: {', '.join(there)}."


def _with_settings(one: "Explanation", project: "Project") -> "Explanation":
    """The explanation of a style's sections with what careerpdf.yaml says, which comes after the style."""
    from dataclasses import replace

    from careerpdf.style.changes import Source
    from careerpdf.style.explain import LayerValue

    if one.key not in _SECTIONS or (value := getattr(project.config, one.key)) is None:
        return one
    span = project.spans.get((one.key,))
    place = f"{span.file}:{span.line}:{span.column}" if span else "careerpdf.yaml"
    values = (LayerValue(Source.PROJECT, "careerpdf.yaml", list(value), place), *one.layer_values)
    adds = one.key == "leave_out" and project.config.sections is None  # what is left out adds up
    every = dict.fromkeys([*(one.value if adds and isinstance(one.value, list | tuple) else ()), *value])
    return replace(one, value=list(every), layer_values=values)


def _print(explanations: Sequence["Explanation"]) -> None:
    for one in explanations:
        console.say(f"{one.key} = {_shown(one.value)}{f' ({one.colour})' if one.colour else ''}")
        if one.like:
            console.say(f"  has none of its own and is like {one.like}:")
        if not one.layer_values and one.key not in _SECTIONS:
            console.say("  nobody gives it a value: this is the program's own")
        rows = [(_shown(given.value), _who(given), given.place) for given in one.layer_values]
        widths = [max(len(row[column]) for row in rows) if rows else 0 for column in (0, 1)]
        for number, (value, who, place) in enumerate(rows):
            note = "" if number == 0 or one.key == "leave_out" else "  (replaced)"
            console.say(f"  {value:<{widths[0]}}  {who:<{widths[1]}}  {place}{note}".rstrip())
        if one.colour_values and len(explanations) == 1:
            given = one.colour_values[0]
            console.say(f"colours.{one.value} = {one.colour}\n  {_shown(given.value)}  {_who(given)}  {given.place}")
        if one.key in _SECTIONS:
            console.say(_SECTIONS[one.key])


def _who(given: "LayerValue") -> str:
    return f"style {given.name}" if given.source == "pack" else given.source.value


def _shown(value: object) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:g}"
    return f"[{', '.join(map(_shown, value))}]" if isinstance(value, list | tuple) else str(value)


def _explanation_json(one: "Explanation") -> dict[str, object]:
    return {
        "key": one.key,
        "value": one.value,
        "colour": one.colour,
        "like": one.like,
        "colour_given": [
            {"by": given.source.value, "style": given.name, "value": given.value, "place": given.place}
            for given in one.colour_values
        ],
        "given": [
            {"by": given.source.value, "style": given.name, "value": given.value, "place": given.place}
            for given in one.layer_values
        ],
    }
