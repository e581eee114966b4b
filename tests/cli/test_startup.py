"""What a command leaves out while it starts, and that nobody misses it."""

import subprocess
import sys

import pytest


def python(code: str) -> str:
    """What a Python of its own prints after it started as the command line does."""
    start = "import sys; from careerpdf.cli.startup import start_quickly; start_quickly()\n"
    run = subprocess.run([sys.executable, "-c", start + code], capture_output=True, text=True, check=True)
    return run.stdout.strip()


def test_models_are_imported_without_what_pydantic_needs_for_plugins_only() -> None:
    assert (
        python("import careerpdf.profile.load; print('email' in sys.modules, 'zipfile' in sys.modules)")
        == "False False"
    )


@pytest.mark.parametrize(
    "code",
    [
        "import importlib.metadata; print(importlib.metadata.version('click'))",
        "from importlib.metadata import version; print(version('click'))",
        "from importlib import metadata; print(metadata.version('click'))",
        "import pydantic.types; from importlib.metadata import version; print(version('click'))",
    ],
)
def test_who_asks_for_the_version_of_a_package_gets_it(code: str) -> None:
    assert python(code)[0].isdecimal()


def test_the_real_module_takes_its_place_once_it_is_used() -> None:
    code = (
        "import importlib, importlib.metadata as first\nfirst.entry_points(group='pydantic')\n"
        "print(sys.modules['importlib.metadata'] is importlib.metadata, hasattr(importlib.metadata, '__file__'))"
    )
    assert python(code) == "True True"
