"""An incident came after what had failed before its day; no cause is named."""

from datetime import date

import pytest

from minqing_core.kernel.calendar import WorkingCalendar
from minqing_core.replay.consequence import CameAfter, came_after
from minqing_core.replay.findings import Finding, FindingKind

ONE, OTHER = "2024-000001", "2024-000002"
FRIDAY, MONDAY = date(2024, 3, 8), date(2024, 3, 11)
CALENDAR = WorkingCalendar()


def found(name: str, due: date, met_on: date | None = None, **others) -> Finding:
    """Return a finding of a duty that was due on a day."""
    kind = FindingKind.LATE if met_on else FindingKind.MISSED
    facts = {
        "kind": kind,
        "duty": "conclude",
        "title": "办结",
        "clause": "S34",
        "person": "0002",
        "unit": None,
        "holder": "0002",
        "start": date(2024, 3, 1),
        "late_days": 0,
        "tentative": False,
        "says": "",
        "laid_by": None,
        "days": (),
        "evidence": (),
    }
    return Finding(id=name, due=due, met_on=met_on, recorded_on=met_on, **{**facts, **others})


def after(case: str, finding: str, due: date, gap_days: int, *, undone: bool) -> CameAfter:
    return CameAfter(case=case, finding=finding, due=due, gap_days=gap_days, undone=undone)


@pytest.mark.clause("S66")
def test_what_failed_in_any_of_the_matters_is_told_the_earliest_first() -> None:
    matters = {
        ONE: [found("b", FRIDAY)],
        OTHER: [found("a", FRIDAY), found("c", date(2024, 3, 4))],
    }
    assert came_after(MONDAY, matters, CALENDAR) == (
        after(OTHER, "c", date(2024, 3, 4), 5, undone=True),
        after(OTHER, "a", FRIDAY, 1, undone=True),
        after(ONE, "b", FRIDAY, 1, undone=True),
    )


@pytest.mark.clause("S66")
def test_what_was_due_on_the_day_or_later_did_not_fail_before_it() -> None:
    matters = {ONE: [found("a", FRIDAY), found("b", MONDAY)]}
    assert came_after(FRIDAY, matters, CALENDAR) == ()


@pytest.mark.clause("S66")
@pytest.mark.parametrize(
    ("met_on", "undone"),
    [
        (None, True),
        (date(2024, 3, 12), True),
        (MONDAY, True),
        (date(2024, 3, 10), False),
    ],
)
def test_what_was_done_before_the_day_is_not_said_to_have_been_undone(
    met_on: date | None, *, undone: bool
) -> None:
    """What was done on the day itself may have been done after it."""
    matters = {ONE: [found("a", FRIDAY, met_on)]}
    assert came_after(MONDAY, matters, CALENDAR) == (after(ONE, "a", FRIDAY, 1, undone=undone),)


@pytest.mark.clause("S37", "S66")
def test_nothing_was_left_undone_in_an_end_that_was_not_as_told() -> None:
    told = found("a", FRIDAY, kind=FindingKind.NOT_AS_TOLD)
    assert came_after(MONDAY, {ONE: [told]}, CALENDAR) == (
        after(ONE, "a", FRIDAY, 1, undone=False),
    )


@pytest.mark.clause("S66")
def test_an_incident_on_a_weekend_came_no_working_day_after() -> None:
    matters = {ONE: [found("a", FRIDAY)]}
    (one,) = came_after(date(2024, 3, 9), matters, CALENDAR)
    assert one.gap_days == 0


@pytest.mark.clause("S66")
def test_an_incident_of_no_matter_came_after_nothing() -> None:
    assert came_after(MONDAY, {}, CALENDAR) == ()
