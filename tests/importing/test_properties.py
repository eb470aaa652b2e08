"""What holds of every table that may be handed in."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.importing.foreign import Town, answered, counts, row
from tests.stores import TestClock

from minqing_core.diary.events import MatterRecorded

WORDS = st.text(alphabet="路灯停水村A \n\t=\x07", max_size=12)
DAYS = st.datetimes(min_value=datetime(2015, 1, 1), max_value=datetime(2026, 3, 1))  # noqa: DTZ001
TIMES = st.one_of(
    DAYS.map(lambda at: f"{at:%Y/%m/%d %H:%M:%S}"),
    DAYS.map(lambda at: f"{at:%Y-%m-%d}"),
    st.sampled_from(["", "昨天", "2027-01-01"]),
)


@contextmanager
def standing_still() -> Iterator[Town]:
    """Give a town whose clock stands still."""
    clock = TestClock()
    clock.step = timedelta()
    town = Town(None, clock=clock)
    with town.office:
        yield town


@st.composite
def rows(draw):
    """Draw a row, good or bad."""
    return row(
        draw(st.sampled_from(["", "1", "2", "3", "4.5"])),
        留言用户=draw(WORDS),
        留言主题=draw(WORDS),
        留言时间=draw(TIMES),
        留言详情=draw(WORDS),
        答复意见=draw(WORDS),
        答复时间=draw(TIMES),
    )


@settings(max_examples=40)
@given(st.lists(rows(), max_size=8))
def test_a_table_that_was_taken_in_records_nothing_a_second_time(table) -> None:
    with standing_still() as town:
        checked, first = town.check(*table), town.apply(*table)
        size = town.office.log.size()
        again = town.apply(*table)

        assert (first["new"], first["faults"]) == (checked["new"], checked["faults"])
        assert first["recorded"] == first["new"]
        assert (again["new"], again["changed"], again["events"]) == (0, 0, 0)
        assert again["faults"] == first["faults"]
        assert town.office.log.size() == size
        assert first["rows"] == first["new"] + first["unchanged"] + first["rejected"]


@settings(max_examples=40)
@given(st.lists(rows(), max_size=8), st.randoms(use_true_random=False))
def test_no_mix_of_bad_rows_loses_a_good_one(bad, random) -> None:
    table = [*bad, row("good-1"), answered("good-2"), row("good-3")]
    random.shuffle(table)
    with standing_still() as town:
        town.apply(*table)

        opened = [event for event in town.events() if isinstance(event, MatterRecorded)]
        numbers = {event.matter.source.number for event in opened if event.matter.source}
        assert {"good-1", "good-2", "good-3"} <= numbers
        assert town.ask("verify")["findings"] == ()


def test_a_clock_that_moves_on_a_day_changes_nothing_of_a_bare_day() -> None:
    clock = TestClock()
    town = Town(None, clock=clock)
    today = row(留言时间="2026-03-12")
    town.apply(today)

    clock.now += timedelta(days=1)

    assert counts(town.apply(today)) == {"rows": 1, "unchanged": 1}
    town.office.close()
