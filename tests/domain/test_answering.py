"""Who answers for a matter from when on: never before they were there, or it was here."""

from datetime import date
from typing import Any

import attrs
import pytest
from tests.domain.test_duties_matters import ACCEPTED, DEFERRED, LOOKED, MONDAY, written
from tests.ledgers import a_book
from tests.matters import MEASURE

from minqing_core.diary import events
from minqing_core.duties.answering import (
    Answerable,
    Answering,
    answerable_on,
    answering,
    ever_there,
)
from minqing_core.duties.cells import Cell
from minqing_core.duties.matters import Written, of_matter
from minqing_core.duties.metrics import FIRST, Point, points

SOURCE = events.Source(system="网络留言", number="1862")
FRIDAY = "2025-07-25"


def arrived(day: str) -> Any:
    """Return that everybody came on a day."""
    return lambda _: date.fromisoformat(day)


def owed(matter: Written, came: str, today: str = "2025-10-01") -> dict[str, Cell]:
    """Return the duties of a matter by their kinds, where everybody came on a day."""
    book = attrs.evolve(a_book(today), arrived=arrived(came))
    return {cell.duty: cell for cell in of_matter(matter, book)}


@pytest.mark.clause("S9", "S25")
def test_who_was_there_on_monday_answers_from_monday_though_it_was_written_on_friday() -> None:
    matter = written(recorded=FRIDAY)
    assert [*answering(matter.file, arrived(MONDAY))] == [
        Answering(person="0002", unit="dafeng", since=date(2025, 7, 21), until=None, version=1)
    ]
    assert {cell.person for cell in owed(matter, MONDAY).values()} == {"0002"}


@pytest.mark.clause("S9", "S25", "S66")
def test_nobody_answers_for_what_was_due_before_they_came_and_it_stays_missed() -> None:
    found = owed(written(), "2025-08-01")
    opinion, result = found["feedback.opinion"], found["feedback.result"]
    assert (opinion.person, opinion.unit, opinion.state) == (None, "dafeng", "missed")
    assert opinion.note == "当时无人负责"
    assert (found["record.prompt"].person, found["record.prompt"].unit) == (None, "dafeng")
    assert (result.person, result.unit, result.note) == ("0002", None, "")


@pytest.mark.clause("S25", "S66", "S83")
def test_what_was_taken_over_from_elsewhere_is_nobodys_until_it_was_recorded_here() -> None:
    matter = written((FRIDAY, ACCEPTED), recorded="2025-08-10", source=SOURCE)
    assert [*answering(matter.file, ever_there)] == [
        Answering(person="0005", unit="anyang", since=date(2025, 8, 10), until=None, version=2)
    ]
    found = owed(matter, "2020-01-01")
    assert (found["feedback.opinion"].person, found["feedback.opinion"].unit) == (None, "anyang")
    assert found["conclude"].person == "0005"


@pytest.mark.clause("S9", "S65")
def test_the_day_of_another_look_is_nobodys_before_they_came() -> None:
    matter = written(("2025-08-01", DEFERRED), ("2025-08-04", LOOKED))
    [look] = [
        cell
        for cell in of_matter(
            matter, attrs.evolve(a_book("2026-01-05"), arrived=arrived("2025-10-01"))
        )
        if cell.id.endswith("relook/2025-000001/1")
    ]
    assert (look.person, look.unit, str(look.due)) == (None, "dafeng", "2025-09-01")


@pytest.mark.clause("S25", "S46", "S66")
def test_what_is_due_after_the_last_day_of_who_held_it_on_is_the_units() -> None:
    """Unless it was handed over: then it is theirs who took it."""
    gone = {"0002": date(2025, 7, 31)}.get
    measure = attrs.evolve(MEASURE, owner="0002", due=date(2025, 9, 30))
    matter = written(("2025-07-22", DEFERRED), ("2025-07-30", LOOKED), ("2025-09-02", measure))
    book = attrs.evolve(a_book("2026-06-01"), last_day=gone)
    found = {cell.id: (cell.person, cell.unit, cell.due) for cell in of_matter(matter, book)}
    assert found["feedback.opinion/2025-000001/1"] == ("0002", None, date(2025, 7, 28))
    for after in ("conclude/2025-000001/1", "relook/2025-000001/2", "measure/2025-000001/1"):
        assert found[after][:2] == (None, "dafeng"), after
    [limit] = [cell for cell in of_matter(matter, book) if cell.duty == "conclude"]
    assert limit.note == "当时无人负责"
    taken = written(("2025-07-31", ACCEPTED))
    assert [one.until for one in answering(taken.file, ever_there, gone)] == [
        date(2025, 7, 31),
        None,
    ]
    assert {cell.person for cell in of_matter(taken, book)} == {"0002", "0005"}


@pytest.mark.clause("S9", "S25")
def test_who_came_after_they_had_given_it_away_never_answered() -> None:
    matter = written((FRIDAY, ACCEPTED))
    late = {"0002": date(2025, 8, 1), "0005": date(2025, 8, 1)}.get
    assert [one.person for one in answering(matter.file, late)] == ["0005"]
    for day, by in (
        ("2025-07-22", Answerable(unit="dafeng")),
        ("2025-07-31", Answerable(unit="anyang")),
        ("2025-08-01", Answerable(person="0005")),
        ("2025-07-01", Answerable(unit="dafeng")),
    ):
        assert answerable_on(matter.file, date.fromisoformat(day), late) == by
    assert [*answering(matter.file, lambda _: None)] == []


@pytest.mark.clause("S9", "S69")
def test_a_sheet_counts_nothing_from_before_somebody_answered_and_old_sheets_stay() -> None:
    matter = written(recorded="2025-08-10", source=SOURCE)

    def counted(**how: Any) -> list[Point]:
        asked = {"late": True, "today": date(2025, 10, 1), **how}
        return [*points(matter.file, [], **asked)]

    assert counted() == []
    assert [point.person for point in counted(version=FIRST)] == ["0002"]
    assert [p.person for p in points(written().file, [], late=False, today=date(2025, 10, 1))] == [
        "0002"
    ]
