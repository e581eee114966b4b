"""The clock, and what stands in for it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from careerpdf.diagnostics import InputError
from careerpdf.system.clock import epoch, now, set_epoch, today


def test_source_date_epoch_stands_in_for_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert now("America/Chicago") == datetime(1970, 1, 1, tzinfo=UTC)
    assert today() == date(1970, 1, 1)


@pytest.mark.parametrize("given", ["soon", "1.5", "9" * 30])
def test_what_is_no_number_of_seconds_is_refused(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    for asked in (now, today):
        with pytest.raises(InputError, match=given):
            asked()


def test_the_time_has_its_zone_and_whole_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    there = now("Asia/Tokyo")
    assert there.utcoffset() == timedelta(hours=9)
    assert there.microsecond == 0
    assert abs(there - datetime.now(UTC)) < timedelta(minutes=1)


def test_an_epoch_is_set_and_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "5")
    for given in ("7", None):
        set_epoch(given)
        assert epoch() == given
