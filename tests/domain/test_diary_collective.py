"""What a meeting resolves becomes part of each matter that it is about."""

from datetime import date

import attrs
import pytest
from tests.matters import (
    CAUSE,
    CLERK,
    DONE,
    ENDED,
    MEASURE,
    REASON,
    SECRETARY,
    STRANGER,
    TOLD,
    case,
    refusal,
)

from minqing_core.diary import events
from minqing_core.diary.decisions import collective
from minqing_core.diary.decisions.collective import Spoken
from minqing_core.diary.decisions.concluding import Conclusion, conclude
from minqing_core.kernel.personal import Personal

HEAD = attrs.evolve(SECRETARY, reach=frozenset({"dafeng"}))
MERGED = events.MergedInto(whole="2024-000009", reason=REASON)
RECUSED = events.RecusalGranted(person="0003")
WORDS, DUE = Personal("清淤"), date(2024, 5, 31)


def spoken(state):
    return Spoken(number="2024-000001", case=state)


def adopt(state, by=HEAD):
    return collective.adopt(spoken(state), text=WORDS, owner="0003", due=DUE, by=by)


@pytest.mark.clause("S52", "S78")
def test_a_resolution_becomes_the_next_measure_of_an_open_matter() -> None:
    adopted = events.MeasureAdopted(measure=2, text=WORDS, owner="0003", due=DUE)
    assert adopt(case(MEASURE)) == adopt(case(MEASURE), by=CLERK) == [adopted]
    over = (
        "conflict matter-over: 民情 2024-000001 已经办结，或已并入另一件办理，不能再为其定下措施"
    )
    assert refusal(adopt, case(MEASURE, DONE, TOLD, ENDED)) == refusal(adopt, case(MERGED)) == over
    assert refusal(adopt, case(RECUSED)) == (
        "not-allowed keeps-away: 0003 已经回避民情 2024-000001，不能为其定下或负责措施"
    )
    assert refusal(adopt, case(), by=STRANGER) == (
        "not-allowed not-theirs-to-resolve: 民情 2024-000001 由 dafeng 负责，"
        "不在 0009 任职单位的范围内，会议不能为其定下措施；可请其协办，或向上级汇报"
    )


@pytest.mark.clause("S51", "S52")
def test_what_a_meeting_may_resolve_on_is_open_and_within_what_it_looks_over() -> None:
    assert collective.takes_measures(case(), HEAD)
    assert collective.takes_measures(case(), CLERK)
    assert not collective.takes_measures(case(), STRANGER)
    assert not collective.takes_measures(case(MERGED), HEAD)
    assert not collective.takes_measures(case(MEASURE, DONE, TOLD, ENDED), HEAD)


@pytest.mark.clause("S52")
def test_carrying_it_out_carries_the_measure_out_once_and_never_in_an_ended_matter() -> None:
    def done(state, by="0003"):
        return collective.carry_out(spoken(state), measure=1, text=WORDS, by=by)

    assert done(case(MEASURE)) == [events.MeasureCarriedOut(measure=1, text=WORDS)]
    assert done(case(MEASURE, DONE)) == done(case(MEASURE, TOLD, ENDED)) == []
    assert refusal(done, case(MEASURE, RECUSED)) == (
        "not-allowed keeps-away: 0003 已经回避民情 2024-000001，不能报告其措施的落实"
    )


@pytest.mark.clause("S52")
def test_dropping_it_drops_the_measure_which_keeps_no_matter_open() -> None:
    def dropped(state):
        return collective.drop(spoken(state), measure=1, reason=WORDS)

    over = events.MeasureDropped(measure=1, reason=WORDS)
    assert dropped(case(MEASURE)) == dropped(case(MEASURE, MERGED)) == [over]
    assert dropped(case(MEASURE, DONE)) == dropped(case(MEASURE, over)) == []
    assert dropped(case(CAUSE, DONE, TOLD, ENDED)) == []
    resolved = Conclusion(outcome=events.Outcome.RESOLVED, effect=WORDS)
    ended = conclude(
        case(MEASURE, over, TOLD), conclusion=resolved, by=HEAD, today=DUE, latest_look=DUE
    )
    assert [type(event) for event in ended] == [events.CaseConcluded]


@pytest.mark.clause("S66", "S78")
def test_a_decision_is_a_deliberation_of_every_matter_that_goes_on() -> None:
    def deliberated(state):
        return collective.deliberate(spoken(state), text=WORDS, participants=("0002", "0003"))

    told = events.DeliberationRecorded(text=WORDS, form=events.Form.ANALYSIS)
    assert deliberated(case()) == [told]
    assert deliberated(case(MERGED)) == deliberated(case(MEASURE, DONE, TOLD, ENDED)) == []
    assert refusal(deliberated, case(RECUSED)) == (
        "not-allowed keeps-away: 0003 已经回避民情 2024-000001，不能参加其集体研究"
    )
