"""The folder that a command works in, with what is wrong with its settings: also what is left of their examples."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from careerpdf.cli import console
from careerpdf.project import scaffold
from careerpdf.system import resources

if TYPE_CHECKING:
    from careerpdf.diagnostics import Diagnostic
    from careerpdf.project.project import Project

# Domains and telephone numbers that exist for examples only; no office has them.
_EXAMPLE = re.compile(r"\.example\b|\bexample\.(com|org|net|edu)\b|\b555[- .]?01\d\d\b", re.IGNORECASE)


def open_folder(project_dir: Path | None) -> tuple["Project", tuple["Diagnostic", ...]]:
    """The project at `project` or around the current folder, and the problems of its settings."""
    from careerpdf.project.load import open_project

    project, problems = open_project(project_dir)
    return project, (*problems, *_left_of_the_example(project))


def _left_of_the_example(project: "Project") -> tuple["Diagnostic", ...]:
    """A warning if the office still has values of the example; it would be printed on every handout."""
    from careerpdf.diagnostics import Diagnostic, Severity, Span

    # The college of the sample project, which lies beside the shipped profiles, is meant to be an example.
    if project.root.resolve() == resources.profiles_dir().parent.resolve():
        return ()
    example = scaffold.example_office()
    office = {name: value for name, value in project.config.office if isinstance(value, str)}
    left = [name for name, value in office.items() if value == example.get(name) or _EXAMPLE.search(value)]
    if not left:
        return ()
    path = project.root / "careerpdf.yaml"
    span = None
    for number, line in enumerate(path.read_text(encoding="utf-8-sig", errors="replace").splitlines(), start=1):
        found = re.match(rf"\s+{left[0]} *: *", line)
        if found:
            span = Span(console.shown(path), number, found.end() + 1, len(line.rstrip()) + 1, line)
            break
    names = " and ".join(filter(None, (", ".join(left[:-1]), left[-1])))
    return (
        Diagnostic(
            "example-office",
            Severity.WARNING,
            f"the office's {names} {'are' if len(left) > 1 else 'is'} still the example's",
            span,
            file=console.shown(path),
            hint="write your own office's, or put # in front of the line to leave it out",
        ),
    )
