"""However a matter is passed on, ended and taken up again, somebody answers while it is open."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.matters import CAUSE, ENDED, REASON, REOPENED, recorded

from minqing_core.diary import events
from minqing_core.kernel.calendar import WorkingCalendar
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.periods import civil_date, end_of_day
from minqing_core.replay.findings import Read
from minqing_core.replay.responsibility import Ended, Held, responsibility
from minqing_core.replay.sources import by_version
from minqing_core.views import cases

LEARNED, START = datetime(2024, 2, 20, 1, 0, tzinfo=UTC), datetime(2024, 3, 1, 1, 0, tzinfo=UTC)
TODAY = date(2024, 6, 28)
PEOPLE = ("0002", "0003", "0009")
TAKEN = st.builds(
    events.HandoverAccepted,
    owner=st.sampled_from(PEOPLE),
    unit=st.sampled_from(["dafeng", "anyang"]),
)
GIVEN = st.builds(
    events.CaseAssigned,
    owner=st.sampled_from(PEOPLE),
    unit=st.sampled_from(["dafeng", "anyang"]),
    reason=st.just(REASON),
)
TURNED = st.sampled_from([CAUSE, ENDED, REOPENED])
STEPS = st.lists(st.tuples(st.one_of(TAKEN, GIVEN, TURNED), st.integers(0, 80)), max_size=12)
SOURCES = st.sampled_from([None, events.Source(system="12345", number="77")])
DAYS = st.dictionaries(st.sampled_from(PEOPLE), st.integers(-30, 100), max_size=3)


def read_of(steps: list[tuple[Any, int]], **asked: Any) -> Read:
    """Return a matter as it is read, with who came and who left so many days after its start."""
    source, came, left = (asked.get(name) for name in ("source", "came", "left"))
    said = [(recorded(source=source)[0], 0), *steps]
    history = [
        Envelope(
            position=n + 1,
            stream="case/2024-000001",
            version=n + 1,
            recorded_at=START + timedelta(days=10 + n),
            occurred_at=START + timedelta(days=day),
            actor="0002",
            event=event,
        )
        for n, (event, day) in enumerate(said)
    ]
    sources = by_version(history)
    return Read(
        file=cases.fold("2024-000001", history),
        sources=sources,
        left=dict.fromkeys(PEOPLE, sources[1]),
        calendar=WorkingCalendar(),
        today=TODAY,
        arrived=days(came or {}, date.min),
        last_day=days(left or {}, None),
    )


def days(found: dict[str, int], otherwise: date | None) -> Callable[[str], date | None]:
    return lambda person: (
        civil_date(START) + timedelta(days=found[person]) if person in found else otherwise
    )


def open_from(read: Read) -> Iterator[tuple[datetime, datetime | None]]:
    """Yield from when until when a matter was open."""
    since: datetime | None = LEARNED
    for said in read.file.said:
        if since is not None and isinstance(said.fact, events.CaseConcluded):
            yield since, said.at
            since = None
        elif since is None and isinstance(said.fact, events.CaseReopened):
            since = said.at
    if since is not None:
        yield since, None


def answered(held: list[Held], at: datetime) -> list[str | None]:
    """Return who answered at an instant, the unit being nobody."""
    return [
        one.person for one in held if one.since <= at and (one.until is None or at < one.until)
    ]


@pytest.mark.clause("S25", "S46", "S66", "S83")
@given(STEPS, SOURCES, DAYS, DAYS)
def test_while_it_is_open_responsibility_has_no_gap_and_no_overlap(
    steps: list[tuple[Any, int]], source: Any, came: dict[str, int], left: dict[str, int]
) -> None:
    read = read_of(steps, source=source, came=came, left=left)
    held, windows = [*responsibility(read)], [*open_from(read)]
    ended = {until for _, until in windows}

    for before, after in pairwise(held):
        assert before.until is not None
        assert before.until <= after.since
        if before.until not in ended:
            assert before.until == after.since
    for one in held:
        assert (one.until is None) == (one.ended is None)
        assert one.source.event in {
            *("MatterRecorded", "HandoverAccepted", "CaseAssigned", "CaseReopened"),
        }
    whole = sum(
        read.calendar.working_days_between(civil_date(a), TODAY if b is None else civil_date(b))
        for a, b in windows
    )
    assert sum(one.working_days for one in held) == whole


@pytest.mark.clause("S25", "S46", "S66", "S83")
@given(STEPS, SOURCES, DAYS, DAYS)
def test_each_day_it_is_of_whom_duties_say_that_it_is_and_of_nobody_once_it_ended(
    steps: list[tuple[Any, int]], source: Any, came: dict[str, int], left: dict[str, int]
) -> None:
    read = read_of(steps, source=source, came=came, left=left)
    held, windows = [*responsibility(read)], [*open_from(read)]
    for n in range(-10, (TODAY - civil_date(START)).days):
        on = civil_date(START) + timedelta(days=n)
        at = end_of_day(on) - timedelta(hours=1)
        is_open = any(a <= at and (b is None or at < b) for a, b in windows)
        theirs = [read.answerable_on(on).person] if is_open else []
        assert answered(held, at) == theirs


@pytest.mark.clause("S25", "S66")
def test_it_ends_with_the_conclusion_and_begins_again_with_the_reopening() -> None:
    read = read_of([(ENDED, 10), (TAKEN_OVER, 20), (REOPENED, 30)])
    first, second = responsibility(read)
    assert (first.person, first.until, first.ended) == (
        "0002",
        START + timedelta(days=10),
        Ended.CONCLUDED,
    )
    assert (second.person, second.since, second.until) == (
        "0003",
        START + timedelta(days=30),
        None,
    )
    assert second.source.event == "CaseReopened"


TAKEN_OVER = events.CaseAssigned(owner="0003", unit="dafeng", reason=REASON)


@pytest.mark.clause("S25", "S46")
def test_it_ends_with_the_last_day_of_who_held_it_and_is_then_the_units_until_handed_on() -> None:
    held = [*responsibility(read_of([(TAKEN_OVER, 20)], left={"0002": 10}))]
    assert [(one.person, one.ended) for one in held] == [
        ("0002", Ended.LEFT),
        (None, Ended.HANDED_ON),
        ("0003", None),
    ]
    assert held[0].until == held[1].since == end_of_day(date(2024, 3, 11))
    assert {one.unit for one in held} == {"dafeng"}
    [still] = responsibility(read_of([], left={"0002": 300}))
    assert (still.person, still.until) == ("0002", None)


@pytest.mark.clause("S9", "S25", "S83")
@pytest.mark.parametrize("asked", [{"source": events.Source(system="a", number="1")}, {}])
def test_before_it_was_recorded_here_or_its_holder_came_it_was_nobodys(
    asked: dict[str, Any],
) -> None:
    came = {} if asked else {"0002": 10}
    nobody, theirs = responsibility(read_of([], came=came, **asked))
    assert (nobody.person, nobody.since, nobody.ended) == (None, LEARNED, Ended.ANSWERED)
    assert (theirs.person, civil_date(theirs.since)) == ("0002", date(2024, 3, 11))
    assert theirs.source.event == "MatterRecorded"


@pytest.mark.clause("S25", "S46")
def test_who_left_takes_nothing_up_again_and_who_does_answers_at_once() -> None:
    read = read_of([(ENDED, 10), (REOPENED, 30), (TAKEN_OVER, 30)], left={"0002": 20})
    assert [one.person for one in responsibility(read)] == ["0002", "0003"]
