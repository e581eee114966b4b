"""Damage in other programs' files: the faults that reading them can raise, and the message that comes of one."""

from collections.abc import Iterator
from contextlib import contextmanager

from pikepdf.exceptions import PikepdfError

from careerpdf.diagnostics import Diagnostic, Severity

#: All that pikepdf, Pillow and arithmetic raise where the objects of a file are not what they should be.
FAULTS = (
    PikepdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError,
    NotImplementedError, RecursionError, RuntimeError, OSError, MemoryError, SyntaxError,
)  # fmt: skip
HINT = "have the program that made it save or export it once more, or print it to a new PDF from a viewer"


class DamageError(Exception):
    """A part of a file that cannot be read, as the message for its user."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def damaged(place: str, what: str, reason: str = "") -> Diagnostic:
    """The message about a file that is damaged."""
    message = f"the PDF is damaged: {what}" + (f" ({reason})" if reason else "")
    return Diagnostic("damaged-pdf", Severity.ERROR, message, file=place, hint=HINT)


@contextmanager
def reading(place: str, what: str) -> Iterator[None]:
    """Turn the faults of a damaged file into DamageError, which names the part that was being read."""
    try:
        yield
    except FAULTS as fault:
        raise DamageError(damaged(place, f"{what} cannot be read")) from fault
