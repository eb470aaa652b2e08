"""Legacy times are read as the office's zone means them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_core.application.importing.times import instant_of
from minqing_core.kernel.periods import OFFICE_ZONE, end_of_day

NOW = datetime(2026, 3, 12, 1, 0, tzinfo=UTC)
THAT = datetime(2019, 4, 24, 16, 3, 40, tzinfo=OFFICE_ZONE)
WRITTEN = [
    "2019/4/24 16:03:40",
    "2019-04-24 16:03:40",
    "2019-4-24 16:3:40.123",
    "2019.4.24 16:03:40",
    "2019-04-24T16:03:40",
    "2019年4月24日16时3分40秒",
    "2019年4月24日 16\uff1a03\uff1a40",
    "2019/4/24 下午 4:03:40",
    "20190424 16:03:40",
    "2019-04-24T08:03:40Z",
    "2019-04-24T16:03:40+08:00",
    "43579.669212963",
]


@pytest.mark.clause("S22")
@pytest.mark.parametrize("written", WRITTEN)
def test_an_instant_is_read_in_any_of_these_forms(written) -> None:
    found = instant_of(written, NOW)

    assert found is not None
    assert found.replace(microsecond=0) == THAT


@pytest.mark.parametrize(
    "written", ["2019-04-24", "2019/4/24", "2019年4月24日", "20190424", "43579"]
)
def test_a_bare_day_means_its_end(written) -> None:
    assert instant_of(written, NOW) == end_of_day(THAT.date())


def test_today_means_now() -> None:
    assert instant_of("2026-03-12", NOW) == NOW


def test_minutes_suffice_and_midnight_is_no_noon() -> None:
    assert instant_of("2019/4/24 16:03", NOW) == THAT.replace(second=0)
    assert instant_of("2019/4/24 16时", NOW) == THAT.replace(minute=0, second=0)
    assert instant_of("2019/4/24 上午12:00", NOW) == THAT.replace(hour=0, minute=0, second=0)
    assert instant_of("2019/4/24 下午12:00", NOW) == THAT.replace(hour=12, minute=0, second=0)


@pytest.mark.parametrize(
    "written",
    [
        "", "昨天", "2019/2/30", "2019/13/1", "4/24/2019", "19-4-24", "2019", "2019/4/24 25:00",
        "99999999", "2019-04-24 16:03:40 左右", "1899-12-31", "9999-12-31", "2019-04-24+0800x",
        "-43579", "1+0800", "\u0662019-04-24",
    ],
)  # fmt: skip
def test_what_says_no_instant_is_no_instant(written) -> None:
    assert instant_of(written, NOW) is None


@given(st.datetimes(min_value=datetime(1991, 9, 16), max_value=datetime(2026, 3, 11)))  # noqa: DTZ001
def test_an_instant_written_out_is_read_back_by_text_and_by_number(naive) -> None:
    exact = naive.replace(microsecond=0, tzinfo=OFFICE_ZONE)
    days = (exact - datetime(1899, 12, 30, tzinfo=OFFICE_ZONE)) / timedelta(days=1)

    assert instant_of(f"{exact:%Y/%m/%d %H:%M:%S}", NOW) == exact
    if not days.is_integer():
        assert instant_of(f"{days:.9f}", NOW) == exact


@given(st.text(alphabet="0123456789/-：年月日时分秒上下午 T.Z+", max_size=30))
def test_no_text_whatever_breaks_the_reading(written) -> None:
    found = instant_of(written, NOW)

    assert found is None or found.tzinfo is not None
