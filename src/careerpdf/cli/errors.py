"""The last guard before the user: whatever a command raises becomes one plain line and an exit code."""

import errno
import os
import traceback
from dataclasses import replace
from pathlib import Path

import click

from careerpdf.cli import console
from careerpdf.diagnostics import Diagnostic, InputError, Severity

PROBLEMS, INTERRUPTED = 1, 130
# Windows: another program holds the file (sharing violation, lock violation).
_LOCKED = {32, 33}


class Failure(click.ClickException):
    """Problems in the input or the output: a message and diagnostics for stderr."""

    exit_code = PROBLEMS

    def __init__(self, message: str, diagnostics: tuple[Diagnostic, ...] = ()) -> None:
        super().__init__(message)
        self.diagnostics = diagnostics

    def show(self, file: object = None) -> None:  # noqa: ARG002  (click's signature)
        console.report(self.diagnostics)
        if self.message:
            console.note(self.message)


class Interrupted(Failure):
    """Ctrl-C."""

    exit_code = INTERRUPTED


def as_click_error(error: BaseException, *, verbose: bool) -> BaseException:
    """Make the exception in place of `error` with which click prints a plain message and leaves with the right code.

    The traceback of an unexpected error is added only if `verbose` or CAREERPDF_DEBUG is set.
    """
    if isinstance(error, (click.ClickException, click.Abort, click.exceptions.Exit)) or _is_closed_pipe(error):
        return error
    if isinstance(error, KeyboardInterrupt):
        return Interrupted("Stopped. Files already written are complete; the others are as they were.")
    if isinstance(error, InputError):
        return Failure("", diagnostics=error.diagnostics)
    if isinstance(error, OSError):
        return Failure(f"error: {explain_os_error(error)}")
    problem = internal_error(error, verbose=verbose)
    return Failure("", diagnostics=(problem,))


def as_diagnostic(error: Exception, about: str, *, verbose: bool) -> Diagnostic:
    """Describe what went wrong with one of several things, `about` by name, so that the others can go on."""
    if isinstance(error, OSError):
        return Diagnostic("cannot-write", Severity.ERROR, explain_os_error(error))
    problem = internal_error(error, verbose=verbose)
    return replace(problem, message=f"{about}: {problem.message}")


def explain_os_error(error: OSError) -> str:
    """One line that names the file, what is wrong with it and, where it is known, what to do."""
    path = Path(os.fsdecode(error.filename)) if isinstance(error.filename, (str, bytes)) else None
    blocking = _file_in_the_way(path) if path and isinstance(error, (NotADirectoryError, FileExistsError)) else None
    place = f"{console.shown(blocking or path)}: " if path else ""
    if blocking:
        return f"{place}a file of this name is in the way of a folder; rename or remove it"
    if isinstance(error, IsADirectoryError):
        return f"{place}a folder of this name is in the way; rename or remove it"
    if isinstance(error, PermissionError):
        return place + _forbidden(error, path)
    if error.errno == errno.EROFS:
        return f"{place}nothing can be written to this disk; use another folder"
    if error.errno == errno.ENOSPC:
        return f"{place}the disk is full; free some space and try again"
    reason = (error.strerror or str(error) or type(error).__name__).lower()
    return f"{place}{reason}"


def _forbidden(error: PermissionError, path: Path | None) -> str:
    if getattr(error, "winerror", None) in _LOCKED:
        return "it is open in another program; close it there and try again"
    if path and _is_write_protected(path):
        return "it is write-protected and stays as it is; take the protection away, or use another folder"
    if path and path.suffix.lower() == ".pdf":
        return "permission denied; if it is open in a viewer, close it; or use another folder"
    return "permission denied; use another folder, or ask whoever looks after this computer"


def _is_write_protected(path: Path) -> bool:
    try:
        return path.is_file() and not path.stat().st_mode & 0o222
    except OSError:
        return False


def _file_in_the_way(path: Path) -> Path | None:
    """The file where a folder of this path would have to be."""
    try:
        return next((place for place in (path, *path.parents) if place.is_file()), None)
    except OSError:
        return None


def _is_closed_pipe(error: BaseException) -> bool:
    # `careerpdf list | head` is no fault of anybody; click knows how to leave quietly.
    return isinstance(error, OSError) and error.errno == errno.EPIPE


def internal_error(error: BaseException, *, verbose: bool) -> Diagnostic:
    """A fault of careerpdf itself, said without blaming anybody's files; with its traceback on request."""
    asked = verbose or os.environ.get("CAREERPDF_DEBUG") == "1"
    what = f"{type(error).__name__}: {error}".rstrip(": ").splitlines()[0]
    details = "\n" + "".join(traceback.format_exception(error)).rstrip() if asked else ""
    return Diagnostic(
        "internal-error",
        Severity.ERROR,
        f"something went wrong inside careerpdf ({what}){details}",
        hint="this is a fault in the program, not in your files; please report it and the command you typed"
        + ("" if asked else ". The same command with -v shows the details to send along"),
    )
