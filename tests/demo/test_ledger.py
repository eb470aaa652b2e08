"""The ledger of the town's duties names what was planted and missed, and nothing done well."""

from datetime import date
from typing import Any

import pytest

from minqing_cli.demo_town import town as places
from minqing_cli.demo_town.checks import bulletin_key
from minqing_cli.demo_town.meetings import meeting_key
from minqing_cli.demo_town.schedule import half_years, quarters
from minqing_cli.demo_town.weekly import KEPT, LATE, WRITTEN_UP_LATE, WRITTEN_UP_ON
from minqing_core.kernel.periods import Week
from minqing_core.review.events import DiaryReviewed, SelfAssessed

LAPSES = {"missed", "met-late"}


def duties(town, duty: str, **which: Any) -> list[Any]:
    """Return the duties of a kind that somebody or a unit has."""
    return list(town.pages("duties.list", which={"duty": duty, **which}, limit=1000))


@pytest.mark.clause("S24", "S34", "S62", "S72")
def test_of_matters_only_the_mishandled_are_late(town) -> None:
    late = {
        (number, item["duty"], item["state"])
        for number in town.grown.numbers.values()
        for item in town.ask("duties.list", which={"case": number}, limit=200)["items"]
        if item["state"] in LAPSES
    }
    written_late = {number for number, duty, _ in late if duty == "record.prompt"}
    told_late, left, late_written = (
        town.grown.numbers[key] for key in ("late-feedback", "left-hanging", "back-filled")
    )
    limits = ("feedback.opinion", "feedback.result", "conclude")

    assert late == {
        *((number, "record.prompt", "met-late") for number in written_late),
        *((told_late, duty, "met-late") for duty in limits),
        *((left, duty, "missed") for duty in (*limits, "measure", "supervise.reply")),
    }
    assert late_written in written_late
    assert len(written_late) < len(town.grown.numbers) * 0.05


@pytest.mark.clause("S39")
def test_some_keep_every_week_and_the_others_missed_most(town) -> None:
    staff, of = town.grown.staff, {"unit": "town"}
    kept = {
        (staff[key].person, str(week)): "met-late" if week == WRITTEN_UP_LATE else "met"
        for key, (first, last) in KEPT.items()
        for week in _weeks(first, last)
    }
    cells = [
        cell
        for period in quarters()
        for cell in duties(town, "record.weekly", period=str(period), **of)
    ]
    states = {(cell["person"], cell["period"]): cell["state"] for cell in cells}

    assert {cell: states[cell] for cell in kept} == kept
    assert sum(state == "missed" for state in states.values()) > len(states) / 2


@pytest.mark.clause("S22", "S39")
def test_a_week_written_up_late_was_missed_until_it_was(town) -> None:
    week = {"person": town.grown.staff[LATE].person, "period": str(WRITTEN_UP_LATE)}

    def state(**when: str) -> tuple[str, str | None]:
        which = {**week, "duty": "record.weekly"}
        (cell,) = town.ask("duties.list", which=which, when=when)["items"]
        return cell["state_text"], cell["met_on"] and str(cell["met_on"])

    assert state(as_of="2025-12-31") == ("逾期完成", str(WRITTEN_UP_ON))
    assert state(known_by="2024-08-06") == ("逾期未完成", None)
    assert state(as_of="2024-08-06") == ("逾期完成", str(WRITTEN_UP_ON))


@pytest.mark.clause("S39")
def test_who_was_away_for_training_is_excused_of_whole_weeks(town) -> None:
    person = town.grown.staff["dongxing-secretary"].person
    weeks = duties(town, "record.weekly", person=person, period="2024-Q4")

    assert {cell["period"] for cell in weeks if cell["state"] == "excused"} == {
        *("2024-W42", "2024-W43"),
    }


@pytest.mark.clause("S48", "S60")
def test_villages_missed_the_meetings_and_bulletins_that_they_never_held(town) -> None:
    def missed(duty: str, periods: Any) -> set[tuple[str, str]]:
        return {
            (cell["unit"], cell["period"])
            for period in periods
            for cell in duties(town, duty, unit="town", period=str(period), state="missed")
        }

    def never(key: Any, periods: Any) -> set[tuple[str, str]]:
        return {
            (village.key, str(period))
            for village in places.villages()
            for period in periods
            if key(village.key, period) not in town.grown.papers
        }

    held, issued = [*quarters()][:-1], [*half_years()][:-1]
    assert missed("meeting.quarterly", held) == never(meeting_key, held) != set()
    assert missed("inspection.half-yearly", issued) == never(bulletin_key, issued) != set()


@pytest.mark.clause("S41", "S53")
def test_the_quarters_that_nobody_assessed_or_reviewed_are_missed(town) -> None:
    facts = list(town.office.log.scan(prefix="review/"))
    done = {
        kind: {(e.event.person, e.event.period) for e in facts if isinstance(e.event, kind)}
        for kind in (SelfAssessed, DiaryReviewed)
    }
    for duty, whose, kind in (
        ("self-assessment.quarterly", "person", SelfAssessed),
        ("review.quarterly", "about", DiaryReviewed),
    ):
        cells = [
            cell
            for period in [*quarters()][:-1]
            for cell in duties(town, duty, unit="town", period=str(period))
            if cell["state"] not in {"not-due", "excused"}
        ]
        owed = {(cell[whose], cell["period"]) for cell in cells}
        missed = {(cell[whose], cell["period"]) for cell in cells if cell["state"] == "missed"}

        assert missed == owed - done[kind] != set()
        assert any(cell["state"] == "met-late" for cell in cells)


def _weeks(first: Week, last: Week) -> list[Week]:
    ordinals = range(first.first.toordinal(), last.last.toordinal(), 7)
    return [Week.of(date.fromordinal(day)) for day in ordinals]
