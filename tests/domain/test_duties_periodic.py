"""What comes round: weeks, quarters, half-years, years; who owes what, and who is excused."""

from datetime import date, timedelta
from itertools import pairwise

import attrs
import pytest
from tests.ledgers import (
    Q3,
    a_book,
    a_cadre,
    a_span,
    adopted,
    days,
    made,
    of_period,
    on_leave,
    rolls,
)

from minqing_core.duties.cells import Cell
from minqing_core.duties.of_units import UnitLife, headed, of_unit
from minqing_core.duties.personal import quarterly, weekly
from minqing_core.duties.readings import readings
from minqing_core.duties.spans import week_span
from minqing_core.kernel.periods import Week
from minqing_core.roster.events import CadreKind, CadreTransferredAway, Post, UnitKind
from minqing_core.views.people import Tenure

DAYS = ("monday", "tuesday", "thursday", "friday", "sunday")
Q1_2024 = a_span("2024-03-31", "2024-03-31")
W30 = a_span("2025-07-27", "2025-07-27")


def a_week(today: str, *facts, file=None, rules=(), within=W30) -> Cell:
    """Return the one week of somebody that ends within a span."""
    book, cadre = a_book(today, *rules), file or a_cadre()
    [cell] = weekly(rolls(book, cadre), book, cadre, facts, within=within)
    return cell


@pytest.mark.clause("S39")
@pytest.mark.parametrize(
    ("today", "facts", "state"),
    [
        ("2025-07-20", [], "not-due"),
        ("2025-07-21", [], "open"),
        ("2025-07-27", [], "open"),
        ("2025-07-28", [], "missed"),
        ("2025-07-22", [made("2025-07-22")], "met"),
        ("2025-08-30", [made("2025-07-21", "2025-07-27")], "met"),
        ("2025-08-30", [made("2025-07-27", "2025-07-28")], "met-late"),
        ("2025-08-30", [made("2025-07-20")], "missed"),
        ("2025-08-30", [made("2025-07-28")], "missed"),
        ("2025-07-25", [made("2025-07-22", "2025-08-01")], "met-late"),
    ],
)
def test_a_week_is_met_by_an_entry_made_in_it_and_recorded_by_its_end(today, facts, state) -> None:
    assert str(a_week(today, *facts).state) == state


@pytest.mark.clause("S39", "S83")
@pytest.mark.parametrize(
    ("begun", "state", "note"),
    [
        ("2025-07-28", "not-due", "当时尚未启用"),
        ("2025-07-26", "not-due", "当时尚未启用"),
        ("2025-07-25", "missed", ""),
    ],
)
def test_nothing_was_owed_of_a_period_that_was_over_before_the_record_was_begun(
    begun, state, note
) -> None:
    book, cadre = a_book("2025-08-30"), a_cadre()
    book = attrs.evolve(book, begun=date.fromisoformat(begun))
    [cell] = weekly(rolls(book, cadre), book, cadre, [], within=W30)
    assert (str(cell.state), cell.note) == (state, note)
    [cell] = weekly(rolls(book, cadre), book, cadre, [made("2025-07-24")], within=W30)
    assert str(cell.state) == ("met" if state == "missed" else "not-due")


@pytest.mark.clause("S39")
def test_a_week_knows_whose_it_is_what_met_it_and_when() -> None:
    cell = a_week(
        "2025-09-01",
        made("2025-07-24", "2025-08-20", position=100),
        made("2025-07-24", "2025-08-21", position=101),
    )
    assert (cell.id, cell.clause, cell.person) == ("record.weekly/0003/2025-W30", "S39", "0003")
    assert (cell.start, cell.due) == (date(2025, 7, 21), date(2025, 7, 27))
    assert (cell.met_on, cell.met_by) == (date(2025, 8, 20), (100,))
    assert cell.ground.says == "每周记录篇数：不少于 1 次"
    assert [day.number for day in cell.ground.days] == [1, 2, 3, 4, 5, None, None]


@pytest.mark.clause("S39")
def test_where_two_a_week_are_asked_for_one_is_not_enough() -> None:
    two = adopted("record.weekly", "2025-01-01", amount=2)
    first = made("2025-07-21")
    assert a_week("2025-09-01", first, rules=[two]).state == "missed"
    assert a_week("2025-09-01", first, rules=[two]).met_by == (first.position,)
    assert a_week("2025-09-01", first, made("2025-07-22"), rules=[two]).state == "met"
    late = made("2025-07-22", "2025-08-02")
    assert a_week("2025-09-01", first, late, rules=[two]).state == "met-late"


@pytest.mark.clause("S83")
def test_nothing_is_due_before_the_programme_took_effect() -> None:
    early = attrs.evolve(a_cadre(), kinds=((date(2000, 1, 1), CadreKind.TOWN_OFFICE_SUPPORT),))
    before = a_week("2025-01-01", file=early, within=a_span("2007-06-17", "2007-06-17"))
    after = a_week("2025-01-01", file=early, within=a_span("2007-06-24", "2007-06-24"))
    assert (before.state, before.note, before.clause) == ("not-due", "当时没有这项规定", "S39")
    assert before.ground.says == "当时没有这项规定"
    assert after.state == "missed"
    book, first = a_book("2025-01-01"), a_span("2007-01-01", "2007-06-30")
    quarters = [*quarterly(rolls(book, early), book, early, (), within=first)]
    assert [(str(cell.due), str(cell.state)) for cell in quarters] == [
        ("2007-03-31", "not-due"),
        ("2007-06-30", "missed"),
    ]


@pytest.mark.clause("S9")
def test_nothing_is_due_before_somebody_came_or_after_they_left() -> None:
    kind = CadreKind.VILLAGE_TWO_COMMITTEES
    came = attrs.evolve(a_cadre(), kinds=((date(2025, 7, 24), kind),))
    left = attrs.evolve(
        a_cadre(), transferred=CadreTransferredAway(until=date(2025, 7, 24), destination="外镇")
    )
    paused = attrs.evolve(a_cadre(), kinds=((date(2020, 1, 1), kind), (date(2025, 7, 24), None)))
    on_sunday = attrs.evolve(a_cadre(), kinds=((date(2025, 7, 27), kind),))
    within = a_span("2025-07-14", "2025-08-03")
    book = a_book("2025-09-01")

    def found(file):
        cells = weekly(rolls(book, file), book, file, (), within=within)
        return [(str(cell.state), cell.note) for cell in cells]

    assert found(came) == [("not-due", "尚未参加"), ("missed", ""), ("missed", "")]
    gone = "不再参加：2025-07-24 离任"
    assert found(left) == [("missed", ""), ("not-due", gone), ("not-due", gone)]
    assert found(paused) == [("missed", ""), ("not-due", "不再参加"), ("not-due", "不再参加")]
    assert found(on_sunday)[1:] == [("not-due", "尚未参加"), ("missed", "")]


@pytest.mark.clause("S39")
def test_who_is_away_on_every_working_day_of_a_week_is_excused() -> None:
    away = a_cadre(leaves=(on_leave("2025-07-21", "2025-07-25", "training"),))
    back = a_cadre(leaves=(on_leave("2025-07-21", "2025-07-24"),))
    excused = a_week("2025-09-01", file=away)
    assert (excused.state, excused.note) == ("excused", "培训 2025-07-21 至 2025-07-25")
    assert [day.reason for day in excused.ground.days][:1] == ["准假（培训）"]
    assert a_week("2025-09-01", made("2025-07-22"), file=away).state == "met"
    assert a_week("2025-09-01", made("2025-07-22", "2025-08-22"), file=away).state == "excused"
    assert a_week("2025-07-20", file=away).state == "not-due"
    assert a_week("2025-09-01", file=back).state == "missed"


@pytest.mark.clause("S39")
def test_a_week_of_holidays_is_owed_all_the_same_unless_there_was_leave() -> None:
    """National Day began on the Thursday of that week, and the days after it were off."""
    golden = a_span("2020-10-04", "2020-10-04")
    assert a_week("2025-09-01", within=golden).state == "missed"


@pytest.mark.clause("S39")
def test_a_week_without_a_working_day_is_owed_by_who_was_there() -> None:
    """In 2023 the days from 29 September to 6 October were off, so a Friday-to-Thursday was."""
    friday = adopted("week.first-day", "2020-01-01", choice="friday")
    within = a_span("2023-10-05", "2023-10-05")
    cell = a_week("2025-09-01", rules=[friday], within=within)
    assert (cell.start, cell.due, cell.state) == (date(2023, 9, 29), date(2023, 10, 5), "missed")
    assert [day.number for day in cell.ground.days] == [1, 2, 3, 4, 5, 6, 7]
    away = a_cadre(leaves=(on_leave("2023-09-29", "2023-10-05"),))
    assert a_week("2025-09-01", file=away, rules=[friday], within=within).state == "excused"


@pytest.mark.clause("S39")
def test_a_town_may_begin_its_weeks_on_another_day() -> None:
    sunday = adopted("week.first-day", "2025-01-01", choice="sunday")
    cell = a_week("2025-09-01", rules=[sunday], within=a_span("2025-07-26", "2025-07-26"))
    assert (cell.period, cell.start, cell.due) == (
        "2025-W30",
        date(2025, 7, 20),
        date(2025, 7, 26),
    )
    for day in ("monday", "tuesday", "thursday", "friday", "saturday", "noday"):
        span = week_span(Week(2025, 30), day)
        assert date(2025, 7, 24) in span
        assert (span.last - span.first).days == 6


@pytest.mark.clause("S39")
@pytest.mark.parametrize("first", DAYS)
@pytest.mark.parametrize("then", DAYS)
def test_every_day_is_in_one_week_whichever_day_weeks_begin_on_and_are_to_begin_on(
    first, then
) -> None:
    """A week that another first day begins with goes on from where the one before it ended."""
    rules = (
        adopted("week.first-day", "2020-01-01", choice=first),
        adopted("week.first-day", "2025-07-14", choice=then),
    )
    book, cadre = a_book("2025-09-01", *rules), a_cadre()
    within = a_span("2025-06-30", "2025-08-10")
    cells = list(weekly(rolls(book, cadre), book, cadre, (), within=within))
    assert all(cell.start <= cell.due for cell in cells)
    for before, after in pairwise(cells):
        assert after.start - before.due == timedelta(days=1)
    on_its_own = [week_span(Week(2025, n), then) for n in (30, 31)]
    assert [(span.period, span.last) for span in on_its_own] == [
        (cell.period, cell.due) for cell in cells if cell.period in {"2025-W30", "2025-W31"}
    ]


@pytest.mark.clause("S39")
def test_an_entry_of_the_days_between_counts_for_the_week_that_goes_on_from_there() -> None:
    tuesday = adopted("week.first-day", "2025-07-21", choice="tuesday")
    within = a_span("2025-07-28", "2025-07-28")
    cell = a_week("2025-09-01", made("2025-07-21"), rules=[tuesday], within=within)
    assert (cell.start, cell.due, cell.state) == (date(2025, 7, 21), date(2025, 7, 28), "met")


@pytest.mark.clause("S41", "S42")
def test_a_quarter_is_met_by_a_self_assessment_of_it() -> None:
    book, cadre = a_book("2025-10-09"), a_cadre()
    late, other = of_period("2025-Q3", "2025-10-08"), of_period("2025-Q2", "2025-09-01")
    [cell] = quarterly(rolls(book, cadre), book, cadre, [other, late], within=Q3)
    assert (cell.id, cell.clause) == ("self-assessment.quarterly/0003/2025-Q3", "S41")
    assert (cell.due, cell.state, cell.met_by) == (
        date(2025, 9, 30),
        "met-late",
        (late.position,),
    )
    assert len(cell.ground.days) == 92
    graced = a_book("2025-10-09", adopted("period.grace", "2025-01-01", **days(10)))
    [cell] = quarterly(rolls(graced, cadre), graced, cadre, [late], within=Q3)
    assert (cell.due, cell.state) == (date(2025, 10, 10), "met")
    assert len(cell.ground.days) == 102


def of_diaries(today: str, *people, read=None, rules=()) -> dict[str, str]:
    """Return how the diaries of a quarter are to be read, by the ends of their ids."""
    book = a_book(today, *rules)
    cells = readings(rolls(book, *people), book, read or {}, within=Q3)
    return {cell.id.removeprefix("review.quarterly/"): str(cell.state) for cell in cells}


SECRETARY = a_cadre("0002", "village-secretary")
MEMBER = a_cadre("0003")
TOWN = CadreKind.TOWN_OFFICE_CIVIL_SERVANT
DEPUTY = a_cadre("0011", "deputy-secretary", unit="town", kind=TOWN)
COMMISSIONER = a_cadre("0012", "organisation-commissioner", unit="town", kind=TOWN)
HEAD = a_cadre("0001", "party-secretary", unit="town", kind=TOWN)
BOTH = adopted("review.deputy-and-commissioner", "2025-01-01", choice="both")
NOBODY = adopted("review.of-town-secretary", "2025-01-01", choice="none")


@pytest.mark.clause("S53", "S55", "S57", "S58")
def test_every_diary_is_owed_a_reading_by_who_reads_it() -> None:
    read = {
        "0003": [of_period("2025-Q3", "2025-09-20", post="village-secretary")],
        "0002": [of_period("2025-Q3", "2025-10-20", post="deputy-secretary")],
    }
    people = (SECRETARY, MEMBER, DEPUTY, COMMISSIONER, HEAD)
    assert of_diaries("2025-11-01", *people, read=read) == {
        "0002/2025-Q3/0003": "met",
        "0011/2025-Q3/0002": "met-late",
        "0012/2025-Q3/0002": "met-late",
        "0001/2025-Q3/0011": "missed",
        "0001/2025-Q3/0012": "missed",
        "town/2025-Q3/0001": "missed",
    }


@pytest.mark.clause("S55")
def test_where_both_are_asked_for_each_of_them_owes_a_reading() -> None:
    read = {"0002": [of_period("2025-Q3", "2025-09-20", post="deputy-secretary")]}
    people = (SECRETARY, DEPUTY, COMMISSIONER)
    found = of_diaries("2025-11-01", *people, read=read, rules=[BOTH])
    assert found["0011/2025-Q3/0002/deputy-secretary"] == "met"
    assert found["0012/2025-Q3/0002/organisation-commissioner"] == "missed"
    alone = of_diaries("2025-11-01", SECRETARY, DEPUTY, rules=[BOTH])
    assert alone["dafeng/2025-Q3/0002/organisation-commissioner"] == "missed"


@pytest.mark.clause("S54")
def test_where_nobody_is_named_to_read_the_secretary_it_stands_there_and_is_never_met() -> None:
    book = a_book("2025-11-01", NOBODY)
    read = {"0001": [of_period("2025-Q3", "2025-09-20")]}
    [cell] = readings(rolls(book, HEAD), book, read, within=Q3)
    assert (cell.state, cell.note, cell.unit, cell.met_by) == ("not-due", "无规定", "town", ())


@pytest.mark.clause("S9", "S53")
def test_the_diary_of_who_came_on_the_last_weekend_of_a_quarter_is_owed_by_nobody() -> None:
    """The first quarter of 2024 ended on a Sunday."""
    book, secretary = a_book("2024-05-01"), a_cadre("0002", "village-secretary")

    def found(came: str) -> list[tuple[str | None, str, str]]:
        kinds = ((date.fromisoformat(came), CadreKind.VILLAGE_TWO_COMMITTEES),)
        member = a_cadre("0003", kinds=kinds)
        cells = readings(rolls(book, secretary, member), book, {}, within=Q1_2024)
        return [
            (cell.person or cell.unit, str(cell.state), cell.note)
            for cell in cells
            if cell.about == "0003"
        ]

    nothing = "该干部本季度没有可记的工作日：党组织书记"
    assert found("2024-03-30") == [("dafeng", "not-due", nothing)]
    assert found("2024-03-29") == [("0002", "missed", "党组织书记")]


@pytest.mark.clause("S53")
def test_a_gap_names_the_posts_that_are_empty() -> None:
    book = a_book("2025-11-01")
    [cell] = readings(rolls(book, MEMBER), book, {}, within=Q3)
    assert (cell.person, cell.unit, cell.state) == (None, "dafeng", "missed")
    assert (cell.note, cell.clause) == ("职务空缺：党组织书记", "S58")


@pytest.mark.clause("S53", "S39")
def test_a_substitute_owes_the_reading_and_who_was_away_all_quarter_is_excused() -> None:
    stands_in = Tenure(
        post=Post.VILLAGE_SECRETARY,
        unit="dafeng",
        home=None,
        since=date(2025, 9, 1),
        until=date(2025, 12, 31),
        instead_of="0002",
    )
    deputy = attrs.evolve(a_cadre("0004"), tenures=(*a_cadre().tenures, stands_in))
    found = of_diaries("2025-11-01", SECRETARY, MEMBER, deputy)
    assert found["0004/2025-Q3/0003"] == "missed"
    assert found["0002/2025-Q3/0004"] == "missed"
    away = attrs.evolve(SECRETARY, leaves=(on_leave("2025-06-01", "2025-10-31"),))
    assert of_diaries("2025-11-01", away, MEMBER)["0002/2025-Q3/0003"] == "excused"


def of_last_quarter(*people) -> dict[str | None, tuple[str, str]]:
    """Return how the reading of the member's diary stands, by who owes it, at the end of 2028.

    The last two days of 2028 are a Saturday and a Sunday.
    """
    book, end = a_book("2029-02-01"), a_span("2028-12-31", "2028-12-31")
    cells = readings(rolls(book, *people, MEMBER), book, {}, within=end)
    return {
        cell.person or cell.unit: (str(cell.state), cell.note)
        for cell in cells
        if cell.about == "0003"
    }


def in_post(*spans: tuple[str, str | None], person: str = "0002", **others):
    """Return somebody who was the village's secretary over some spans of days."""
    held = [
        attrs.evolve(
            SECRETARY.tenures[0],
            since=date.fromisoformat(since),
            until=until and date.fromisoformat(until),
            instead_of=others.get("instead_of"),
        )
        for since, until in spans
    ]
    return attrs.evolve(
        SECRETARY, person=person, tenures=tuple(held), leaves=others.get("leaves", ())
    )


FRIDAY, SATURDAY, SUNDAY = "2028-12-29", "2028-12-30", "2028-12-31"


@pytest.mark.clause("S53", "S39")
@pytest.mark.parametrize("leaves", [(), (on_leave(SATURDAY, SUNDAY),)])
def test_what_who_took_the_post_on_the_last_weekend_does_not_owe_the_village_does(leaves) -> None:
    assert of_last_quarter(in_post((SATURDAY, None), leaves=leaves)) == {
        "0002": ("not-due", "党组织书记：任职期间没有工作日"),
        "dafeng": ("missed", "任职期间没有工作日：党组织书记"),
    }


@pytest.mark.clause("S53", "S39")
def test_who_took_the_post_on_the_last_friday_owes_the_reading_unless_on_leave() -> None:
    assert of_last_quarter(in_post((FRIDAY, None))) == {"0002": ("missed", "党组织书记")}
    away = in_post((FRIDAY, None), leaves=(on_leave(FRIDAY, FRIDAY),))
    assert of_last_quarter(away) == {"0002": ("excused", "党组织书记")}
    again = in_post(("2028-10-01", "2028-11-30"), (SATURDAY, None))
    assert of_last_quarter(again) == {"0002": ("missed", "党组织书记")}


@pytest.mark.clause("S53", "S39")
def test_a_substitute_who_could_read_nothing_does_not_relieve_who_holds_the_post() -> None:
    standing_in = {"person": "0004", "instead_of": "0002"}
    for_the_weekend = in_post((SATURDAY, "2029-01-12"), **standing_in)
    assert of_last_quarter(SECRETARY, for_the_weekend) == {
        "0002": ("missed", "党组织书记"),
        "0004": ("not-due", "党组织书记（代）：任职期间没有工作日"),
    }
    ill = in_post((FRIDAY, "2029-01-12"), **standing_in, leaves=(on_leave(FRIDAY, FRIDAY),))
    assert of_last_quarter(SECRETARY, ill) == {
        "0002": ("missed", "党组织书记"),
        "0004": ("excused", "党组织书记（代）"),
    }


@pytest.mark.clause("S53", "S39")
@pytest.mark.parametrize(
    "spans",
    [[(FRIDAY, "2029-01-12")], [("2028-10-09", "2028-10-13"), (SATURDAY, "2029-01-12")]],
)
def test_a_substitute_who_was_there_relieves_who_holds_the_post(spans) -> None:
    substitute = in_post(*spans, person="0004", instead_of="0002")
    assert of_last_quarter(SECRETARY, substitute) == {"0004": ("missed", "党组织书记（代）")}


def of_village(today: str, unit: str, kind: UnitKind, facts=None, **life: str) -> dict[str, str]:
    """Return what a unit owes of the second half of 2025."""
    span = a_span(life.get("since", "2007-06-20"), life.get("until", "9999-12-31"))
    cells = of_unit(
        a_book(today),
        UnitLife(unit=unit, kind=kind, life=span),
        facts or {},
        within=a_span("2025-07-01", "2025-12-31"),
    )
    return {f"{cell.duty}/{cell.period}": str(cell.state) for cell in cells}


@pytest.mark.clause("S9", "S48")
@pytest.mark.parametrize(("since", "owed"), [("2024-03-30", 0), ("2024-03-29", 1)])
def test_a_village_founded_on_the_last_weekend_of_a_quarter_owes_nothing_of_it(
    since, owed
) -> None:
    life = a_span(since, "9999-12-31")
    unit = UnitLife(unit="dafeng", kind=UnitKind.VILLAGE, life=life)
    assert len(list(of_unit(a_book("2024-05-01"), unit, {}, within=Q1_2024))) == owed


@pytest.mark.clause("S48", "S60", "S67")
def test_villages_owe_meetings_and_bulletins_and_the_town_a_summary() -> None:
    facts = {
        "meeting.quarterly": [of_period("2025-Q3", "2025-09-20")],
        "inspection.half-yearly": [of_period("2025-H2", "2026-01-05")],
    }
    assert of_village("2026-02-01", "dafeng", UnitKind.VILLAGE, facts) == {
        "meeting.quarterly/2025-Q3": "met",
        "meeting.quarterly/2025-Q4": "missed",
        "inspection.half-yearly/2025-H2": "met-late",
    }
    assert of_village("2025-10-01", "town", UnitKind.TOWN) == {"summary.yearly/2025": "open"}
    assert of_village("2025-10-01", "office", UnitKind.TOWN_OFFICE) == {}


@pytest.mark.clause("S60")
def test_a_bulletin_from_before_the_last_month_of_its_half_year_does_not_meet_it() -> None:
    def states(*issued: str) -> str:
        made = {"inspection.half-yearly": [of_period("2025-H2", day) for day in issued]}
        found = of_village("2025-12-31", "dafeng", UnitKind.VILLAGE, made)
        return found["inspection.half-yearly/2025-H2"]

    assert [states("2025-07-01"), states("2025-11-30"), states("2025-12-01")] == [
        *("open", "open", "met"),
    ]
    assert states("2025-07-01", "2025-12-20") == "met"


@pytest.mark.clause("S48", "S84")
def test_a_village_owes_nothing_of_a_period_at_whose_end_it_was_not_there() -> None:
    gone = of_village("2026-02-01", "dafeng", UnitKind.VILLAGE, until="2025-10-31")
    new = of_village("2026-02-01", "dafeng", UnitKind.VILLAGE, since="2025-10-31")
    assert gone == {"meeting.quarterly/2025-Q3": "missed"}
    assert [*new] == ["meeting.quarterly/2025-Q4", "inspection.half-yearly/2025-H2"]


@pytest.mark.clause("S48", "S60", "S67")
def test_a_village_is_headed_by_its_secretary_and_the_town_by_its_own() -> None:
    book = a_book("2025-11-01")

    def heads(file, on: str = "2025-09-30") -> set[str]:
        return {*headed(rolls(book, file)(date.fromisoformat(on)), file, date.fromisoformat(on))}

    assert heads(SECRETARY) == {"dafeng"}
    assert heads(a_cadre("0006", "village-secretary", unit="anyang")) == {"anyang"}
    assert heads(HEAD) == {"town"}
    assert heads(
        attrs.evolve(HEAD, tenures=a_cadre(post="party-secretary", unit="office").tenures)
    ) == {"town"}
    assert heads(a_cadre(post="village-secretary", unit="town")) == set()
    assert [heads(one) for one in (MEMBER, DEPUTY, COMMISSIONER)] == [set(), set(), set()]
    assert heads(attrs.evolve(MEMBER, tenures=())) == set()
    gone = attrs.evolve(
        SECRETARY, transferred=CadreTransferredAway(until=date(2025, 9, 29), destination="外镇")
    )
    assert (heads(gone, "2025-09-29"), heads(gone)) == ({"dafeng"}, set())
    assert heads(in_post(("2025-01-01", "2025-09-29"))) == set()
