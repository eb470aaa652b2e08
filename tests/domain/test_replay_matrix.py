"""Who could have known when is shown by days, weeks or months, from the first day to the last."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_core.replay.gaps import Gap
from minqing_core.replay.knew import By, Knew
from minqing_core.replay.knowledge import Knower
from minqing_core.replay.matrix import Mark, Matrix, Row, Stretch, matrix
from minqing_core.replay.sources import Source

FRIDAY = date(2024, 3, 1)
DAYS = st.integers(0, 500).map(lambda n: FRIDAY + timedelta(days=n))


def a_record(on: date) -> Source:
    """Return a record of a day."""
    return Source(
        stream="case/2024-000001",
        version=1,
        position=1,
        event="NoteRecorded",
        actor="0002",
        on=on,
        recorded_on=on,
    )


def a_knower(person: str | None, first: date, *acts: date, unit: str | None = None) -> Knower:
    """Return somebody who could have known from a day on, and did something on others."""
    knew = Knew(person=person, unit=unit, by=By.LEADING, on=first, source=a_record(first))
    acted = tuple(map(a_record, acts))
    return Knower(
        person=person,
        unit=unit,
        first=knew,
        known=(knew,),
        acted=acted,
        first_act=None,
        gap=None if person is None else Gap.STILL,
        gap_days=None if person is None else 0,
    )


def spans(first: date, until: date) -> list[tuple[str, str]]:
    """Return the first and last days of the columns."""
    return [
        (str(one.first), str(one.last)) for one in matrix([a_knower("0002", first)], until).columns
    ]


@pytest.mark.clause("S25")
def test_a_column_is_marked_by_what_is_so_within_its_days() -> None:
    knew, acted, silent = (
        a_knower("0002", FRIDAY, FRIDAY, date(2024, 3, 3)),
        a_knower("0003", date(2024, 3, 2), date(2024, 3, 4)),
        a_knower(None, date(2024, 3, 2), unit="urban"),
    )
    assert matrix([acted, knew, silent], date(2024, 3, 4)) == Matrix(
        columns=tuple(
            Stretch(first=date(2024, 3, n), last=date(2024, 3, n)) for n in (1, 2, 3, 4)
        ),
        rows=(
            Row(
                person="0003",
                unit=None,
                marks=("unknown", "first", "knew", "acted"),
            ),
            Row(
                person="0002",
                unit=None,
                marks=("first-and-acted", "knew", "acted", "knew"),
            ),
            Row(
                person=None,
                unit="urban",
                marks=("unknown", "first", "knew", "knew"),
            ),
        ),
    )


@pytest.mark.clause("S25")
def test_columns_are_days_for_31_weeks_for_seven_times_31_and_months_beyond() -> None:
    days = spans(FRIDAY, date(2024, 3, 31))
    assert (len(days), days[0], days[-1]) == (
        31,
        ("2024-03-01", "2024-03-01"),
        ("2024-03-31", "2024-03-31"),
    )
    assert spans(FRIDAY, date(2024, 4, 1)) == [
        ("2024-03-01", "2024-03-03"),
        ("2024-03-04", "2024-03-10"),
        ("2024-03-11", "2024-03-17"),
        ("2024-03-18", "2024-03-24"),
        ("2024-03-25", "2024-03-31"),
        ("2024-04-01", "2024-04-01"),
    ]
    weeks = spans(FRIDAY, date(2024, 10, 3))
    assert (len(weeks), weeks[-1]) == (32, ("2024-09-30", "2024-10-03"))
    assert spans(date(2024, 1, 31), date(2024, 10, 4))[:3] == [
        ("2024-01-31", "2024-01-31"),
        ("2024-02-01", "2024-02-29"),
        ("2024-03-01", "2024-03-31"),
    ]
    assert spans(FRIDAY, date(2024, 10, 4))[-1] == ("2024-10-01", "2024-10-04")
    assert spans(date(2023, 11, 30), date(2024, 12, 31))[1:3] == [
        ("2023-12-01", "2023-12-31"),
        ("2024-01-01", "2024-01-31"),
    ]


@pytest.mark.clause("S25")
def test_an_act_on_the_edge_of_a_week_is_of_that_week() -> None:
    sunday, monday = date(2024, 3, 10), date(2024, 3, 11)
    for act, marks in ((sunday, ("acted", "knew", "knew")), (monday, ("knew", "acted", "knew"))):
        known = [a_knower("0002", date(2024, 2, 5)), a_knower("0003", date(2024, 2, 26), act)]
        (_, row) = matrix(known, date(2024, 3, 18)).rows
        assert row.marks[3:7] == ("first", *marks)
    (row,) = matrix([a_knower("0002", date(2024, 2, 5), date(2024, 2, 11))], sunday).rows
    assert row.marks[:2] == ("first-and-acted", "knew")


@pytest.mark.clause("S25")
@given(st.lists(DAYS, min_size=1, max_size=4), DAYS)
def test_columns_follow_each_other_and_everybody_learns_of_it_once(firsts, until) -> None:
    until = max(until, *firsts)
    found = matrix([a_knower(f"{n}", first) for n, first in enumerate(firsts)], until)

    assert (found.columns[0].first, found.columns[-1].last) == (min(firsts), until)
    for one, other in pairwise(found.columns):
        assert other.first - one.last == timedelta(days=1)
    for first, row in zip(firsts, found.rows, strict=True):
        column = found.columns[row.marks.index(Mark.FIRST)]
        assert column.first <= first <= column.last
        assert row.marks.count(Mark.FIRST) == 1
        assert set(row.marks) <= {Mark.UNKNOWN, Mark.FIRST, Mark.KNEW}
        assert list(row.marks) == sorted(row.marks, key=[*Mark].index)
