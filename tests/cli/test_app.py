"""The command group: version, help, what it does not load, and what it says to a slip of the finger."""

import subprocess
import sys

import click
import pytest

from careerpdf import __version__
from careerpdf.cli.app import COMMANDS, cli
from tests.support.commands import Run

HEAVY = ("pydantic", "reportlab", "rich", "babel", "yaml", "pikepdf", "uharfbuzz", "jinja2")


def modules_after(*arguments: str) -> set[str]:
    """The top-level modules that a whole process has loaded once it has run this command line."""
    code = (
        "import sys\nfrom careerpdf.cli.app import cli\n"
        "try: cli(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "print('LOADED', *sorted({name.split('.')[0] for name in sys.modules}))"
    )
    run = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    return set(run.stdout.rsplit("LOADED", 1)[1].split())


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["build", "--help"], ["list", "-h"], ["biuld"]])
def test_help_and_version_load_nothing_heavy(arguments: list[str]) -> None:
    loaded = modules_after(*arguments)
    assert "click" in loaded
    assert not loaded & set(HEAVY)


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_version_is_that_of_the_package(run: Run, option: str) -> None:
    result = run(option)
    assert (result.exit_code, result.stdout) == (0, f"careerpdf {__version__}\n")


def test_python_m_careerpdf_is_the_same_command() -> None:
    run = subprocess.run([sys.executable, "-m", "careerpdf", "--version"], capture_output=True, text=True, check=True)
    assert run.stdout == f"careerpdf {__version__}\n"


def test_help_lists_every_command_in_working_order(run: Run) -> None:
    text = run("--help").stdout
    places = [text.index(f"\n  {name} ") for name in COMMANDS]
    assert places == sorted(places)


def test_without_a_command_help_is_shown_and_the_exit_code_says_usage(run: Run) -> None:
    result = run()
    assert result.exit_code == 2
    assert "Usage: careerpdf" in result.stdout


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_every_command_has_help_with_an_example(run: Run, name: str, option: str) -> None:
    result = run(name, option)
    assert result.exit_code == 0
    assert "Example" in result.stdout
    assert f"careerpdf {name}" in result.stdout.split("Example")[1]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_every_command_has_a_help_text(name: str) -> None:
    context = click.Context(cli)
    command = cli.get_command(context, name)
    assert command is not None
    options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
    assert options or name in ("completion", "import")
    assert all(option.help for option in options)


@pytest.mark.parametrize(("typed", "meant"), [("biuld", "build"), ("Validate", "validate"), ("lst", "list")])
def test_an_unknown_command_gets_the_one_that_was_meant(run: Run, typed: str, meant: str) -> None:
    result = run(typed)
    assert result.exit_code == 2
    assert f"No such command '{typed}'. Did you mean '{meant}'?" in result.stderr


def test_a_role_in_place_of_a_command_gets_the_command_that_builds_it(run: Run) -> None:
    result = run("registered-nurse")
    assert result.exit_code == 2
    assert "careerpdf build registered-nurse" in result.stderr


@pytest.mark.parametrize("arguments", [["build", "--stlye", "modern"], ["list", "--fromat", "json"], ["--versoin"]])
def test_an_unknown_option_gets_the_one_that_was_meant(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "No such option" in result.stderr
    assert "Did you mean" in result.stderr
