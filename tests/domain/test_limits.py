"""The limits of a matter: when each is due, and whether it was met, met late or missed."""

from datetime import UTC, date, datetime, timedelta

import attrs
import pytest
from tests.matters import CAUSE, ENDED, MATTER, TOLD

from minqing_core.application.scheme.calendars import CALENDARS
from minqing_core.application.scheme.policy import RULES
from minqing_core.diary import events
from minqing_core.duties.limits import Deadline, deadlines
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.personal import Personal
from minqing_core.programme.state import fold as fold_programme
from minqing_core.views import cases
from minqing_core.views.case_file import CaseFile

RULES_OF_DAYS = {rule.rule: rule for rule in RULES}
CALENDAR = fold_programme(CALENDARS.values()).calendar
OPINION = attrs.evolve(TOLD, stage=events.Stage.OPINION)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 4, 0, tzinfo=UTC)


def a_file(learned: date, *said: tuple[date, events.Event]) -> CaseFile:
    """Return the file of a matter learned on a day, with what was said on later days."""
    matter = attrs.evolve(MATTER, learned_at=noon(learned))
    opened = events.MatterRecorded(
        matter=matter,
        urgency=events.Urgency.ORDINARY,
        urgency_reason=None,
        unit="dafeng",
        owner="0002",
        post=None,
        attested=False,
    )
    history = [(learned, opened), *said]
    return cases.fold(
        "2024-000001",
        [
            Envelope(
                position=n,
                stream="case/2024-000001",
                version=n,
                recorded_at=noon(day) + timedelta(days=30),
                occurred_at=noon(day),
                actor="0002",
                event=event,
            )
            for n, (day, event) in enumerate(history, start=1)
        ],
    )


def standing(file: CaseFile, today: date) -> dict[str, Deadline]:
    found = deadlines(file, rules=RULES_OF_DAYS, calendar=CALENDAR, today=today)
    return {deadline.duty: deadline for deadline in found}


@pytest.mark.clause("S34", "S62")
@pytest.mark.parametrize(
    ("learned", "opinion", "result"),
    [
        (date(2024, 9, 27), date(2024, 10, 10), date(2024, 11, 26)),
        (date(2024, 2, 8), date(2024, 2, 21), date(2024, 4, 8)),
        (date(2024, 12, 30), date(2025, 1, 7), date(2025, 2, 28)),
    ],
    ids=["国庆", "春节", "元旦"],
)
def test_limits_run_from_the_day_the_matter_was_learned(learned, opinion, result) -> None:
    found = standing(a_file(learned), learned)
    assert [(d.duty, d.start, d.due) for d in found.values()] == [
        ("feedback.opinion", learned, opinion),
        ("feedback.result", learned, result),
        ("conclude", learned, result),
    ]
    assert {d.state for d in found.values()} == {"open"}
    assert not any(d.tentative for d in found.values())


@pytest.mark.clause("S1", "S62")
def test_a_limit_names_its_rule_its_clause_and_who_answers_for_it() -> None:
    opinion = standing(a_file(date(2024, 9, 27)), date(2024, 9, 27))["feedback.opinion"]
    assert attrs.evolve(opinion, days=()) == Deadline(
        duty="feedback.opinion",
        title="向群众反馈处理意见",
        clause="S62",
        person="0002",
        rule="反馈处理意见：自获知之日起 5个工作日",
        start=date(2024, 9, 27),
        due=date(2024, 10, 10),
        tentative=False,
        state="open",
        met_on=None,
        met_by=(),
        days=(),
    )
    assert [(c.day, c.number) for c in opinion.days if c.number] == [
        (date(2024, 9, 29), 1),
        (date(2024, 9, 30), 2),
        (date(2024, 10, 8), 3),
        (date(2024, 10, 9), 4),
        (date(2024, 10, 10), 5),
    ]


@pytest.mark.clause("S62")
def test_a_limit_is_open_through_its_last_day_and_then_missed() -> None:
    file = a_file(date(2024, 9, 27))
    assert standing(file, date(2024, 10, 10))["feedback.opinion"].state == "open"
    assert standing(file, date(2024, 10, 11))["feedback.opinion"].state == "missed"


@pytest.mark.clause("S62")
@pytest.mark.parametrize(
    ("told_on", "state"), [(date(2024, 10, 10), "met"), (date(2024, 10, 11), "met-late")]
)
def test_what_was_told_in_time_is_met_and_afterwards_met_late(told_on, state) -> None:
    file = a_file(date(2024, 9, 27), (date(2024, 9, 30), CAUSE), (told_on, OPINION))
    opinion = standing(file, date(2024, 12, 31))["feedback.opinion"]
    assert (opinion.state, opinion.met_on, opinion.met_by) == (state, told_on, (3,))
    assert standing(file, date(2024, 12, 31))["feedback.result"].state == "missed"


@pytest.mark.clause("S62")
def test_who_tells_the_result_has_told_the_opinion() -> None:
    file = a_file(date(2024, 9, 27), (date(2024, 10, 8), TOLD), (date(2024, 10, 20), OPINION))
    found = standing(file, date(2024, 12, 31))
    assert (found["feedback.opinion"].state, found["feedback.opinion"].met_by) == ("met", (2,))
    assert (found["feedback.result"].state, found["feedback.result"].met_by) == ("met", (2,))


@pytest.mark.clause("S28", "S63")
def test_a_recorded_impossibility_meets_the_limit() -> None:
    impossible = events.FeedbackImpossible(
        stage=events.Stage.RESULT, hindrance=events.Hindrance.DECLINED, text=Personal("谢绝")
    )
    file = a_file(date(2024, 9, 27), (date(2024, 10, 8), impossible))
    assert standing(file, date(2024, 12, 31))["feedback.result"].state == "met"


@pytest.mark.clause("S34")
def test_an_end_or_a_deferral_in_time_meets_the_limit_to_conclude() -> None:
    deferred = events.SolutionDeferred(
        cause=events.ObjectiveCause.FUNDS,
        basis=Personal("预算"),
        effect=Personal("列入计划"),
        next_look=date(2024, 12, 1),
    )
    learned, day = date(2024, 9, 27), date(2024, 11, 26)
    put_off = a_file(learned, (day, deferred))
    assert standing(put_off, date(2024, 11, 27))["conclude"].state == "met"
    assert standing(put_off, date(2024, 11, 27))["feedback.result"].state == "met"
    ended = a_file(learned, (day, TOLD), (day, ENDED))
    assert standing(ended, date(2024, 12, 31))["conclude"].state == "met"
    assert standing(ended, date(2024, 12, 31))["conclude"].met_by == (3,)
    late = a_file(learned, (day, TOLD), (day + timedelta(days=1), ENDED))
    assert standing(late, date(2024, 12, 31))["conclude"].state == "met-late"


def test_past_the_published_calendar_a_limit_of_working_days_is_tentative() -> None:
    found = standing(a_file(date(2026, 12, 30)), date(2026, 12, 30))
    assert [found[duty].tentative for duty in found] == [True, False, False]


@pytest.mark.clause("S83")
def test_without_a_rule_in_force_nothing_is_due() -> None:
    file = a_file(date(2024, 9, 27))
    assert list(deadlines(file, rules={}, calendar=CALENDAR, today=date(2024, 9, 27))) == []
    nothing = CaseFile(case="2024-000001")
    assert (
        list(deadlines(nothing, rules=RULES_OF_DAYS, calendar=CALENDAR, today=date(2024, 9, 27)))
        == []
    )
