"""Which day it is: with SOURCE_DATE_EPOCH that day, so that the same input gives the same files and reports."""

import os
from datetime import UTC, date, datetime


def today() -> date:
    """The day, where the user is; in UTC if SOURCE_DATE_EPOCH says it."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(given), tz=UTC).date() if given.isdigit() else datetime.now().astimezone().date()
