"""The last guard before the user: whatever a command raises becomes one plain line and an exit code."""

import errno
import os
import traceback
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
    """What to raise in place of `error` so that click prints a plain message and leaves with the right code.

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


def explain_os_error(error: OSError) -> str:
    """One line that names the file, what is wrong with it and, where it is known, what to do."""
    name = console.shown(Path(os.fsdecode(error.filename))) if isinstance(error.filename, (str, bytes)) else ""
    place = f"{name}: " if name else ""
    if isinstance(error, PermissionError):
        locked = getattr(error, "winerror", None) in _LOCKED
        reason = "it is open in another program" if locked else "permission denied"
        advice = (
            "close it there and try again" if locked else "if it is open in a viewer, close it; or use another folder"
        )
        return f"{place}{reason}; {advice}"
    if error.errno == errno.ENOSPC:
        return f"{place}the disk is full; free some space and try again"
    reason = (error.strerror or str(error) or type(error).__name__).lower()
    return f"{place}{reason}"


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
