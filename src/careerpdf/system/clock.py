"""The clock. SOURCE_DATE_EPOCH stands in for it, so that the same input gives the same files and reports
(https://reproducible-builds.org/specs/source-date-epoch/)."""

import os
from datetime import UTC, date, datetime, tzinfo

from careerpdf.diagnostics import Diagnostic, InputError, Severity

_EPOCH = "SOURCE_DATE_EPOCH"


def now(time_zone: str | None = None) -> datetime:
    """The time in a zone of the tz database, such as America/Chicago, or else where the user is; to the second.

    In UTC if SOURCE_DATE_EPOCH names it. Raises InputError if that is no number of seconds.
    """
    if fixed := epoch():
        try:
            return datetime.fromtimestamp(int(fixed), tz=UTC)
        except (ValueError, OverflowError, OSError):
            raise InputError((_bad_epoch(fixed),)) from None
    zone: tzinfo | None = None
    if time_zone:
        from zoneinfo import ZoneInfo  # most commands do without

        zone = ZoneInfo(time_zone)
    return datetime.now(UTC).astimezone(zone).replace(microsecond=0)


def today() -> date:
    """The day where the user is, or in UTC that of SOURCE_DATE_EPOCH. Raises InputError as `now` does."""
    return now().date()


def epoch() -> str | None:
    """SOURCE_DATE_EPOCH as it is set, for a process or a key that has to agree with this one; None if it is not."""
    return os.environ.get(_EPOCH)


def set_epoch(given: str | None) -> None:
    """Set SOURCE_DATE_EPOCH in this process, or unset it."""
    if given is None:
        os.environ.pop(_EPOCH, None)
    else:
        os.environ[_EPOCH] = given


def _bad_epoch(given: str) -> Diagnostic:
    return Diagnostic(
        "bad-environment",
        Severity.ERROR,
        f"{_EPOCH} is '{given}'",
        expected="a number of seconds since 1970-01-01, such as 1767225600",
        hint="unset it if you did not mean to set it",
    )
