"""The steps of handling: cause, deliberation, measures and the responsible leader."""

from datetime import date

import attrs
import pytest
from tests.matters import (
    CAUSE,
    CLERK,
    DONE,
    ENDED,
    MEASURE,
    SECRETARY,
    STRANGER,
    TODAY,
    case,
    refusal,
)

from minqing_core.diary import events
from minqing_core.diary.decisions.handling import Step, StepKind, take
from minqing_core.kernel.personal import Personal

ASKED = {"by": SECRETARY, "today": TODAY}
TEXT = Personal("线路老化")


def step(kind, **said) -> Step:
    return Step(kind=StepKind(kind), **{"text": TEXT, **said})


def whole(kind: StepKind) -> Step:
    told = {
        StepKind.MEASURE: {"owner": "0003", "due": TODAY},
        StepKind.CARRIED_OUT: {"measure": 1},
        StepKind.LEADER: {"leader": "0002"},
    }
    return step(kind, **told.get(kind, {}))


MEASURED = step("measure", owner="0003", due=TODAY)


@pytest.mark.clause("S24", "S31")
@pytest.mark.parametrize(
    ("kind", "event", "form"),
    [
        ("cause", events.CauseRecorded, events.Form.ANALYSIS),
        ("deliberation", events.DeliberationRecorded, events.Form.ANALYSIS),
        ("note", events.NoteRecorded, events.Form.NARRATIVE),
    ],
)
def test_a_passage_is_told_in_its_usual_form_or_in_the_one_that_is_named(
    kind, event, form
) -> None:
    assert take(case(), step=step(kind), **ASKED) == [event(text=TEXT, form=form)]
    comment = step(kind, form=events.Form.COMMENT)
    assert take(case(CAUSE), step=comment, **ASKED) == [event(text=TEXT, form=events.Form.COMMENT)]


@pytest.mark.clause("S24")
def test_measures_are_numbered_in_the_order_in_which_they_are_adopted() -> None:
    first = attrs.evolve(MEASURE, text=TEXT, due=TODAY)
    assert take(case(), step=MEASURED, **ASKED) == [first]
    assert take(case(first), step=MEASURED, **ASKED) == [attrs.evolve(first, measure=2)]


@pytest.mark.clause("S24")
@pytest.mark.parametrize(
    ("missing", "named"),
    [
        ({"owner": None}, "负责人（owner）"),
        ({"due": None}, "完成日期（due）"),
        ({"owner": None, "due": None}, "负责人（owner）和完成日期（due）"),
    ],
)
def test_a_measure_without_owner_or_date_is_refused(missing, named) -> None:
    assert refusal(take, case(), step=attrs.evolve(MEASURED, **missing), **ASKED) == (
        f"invalid measure-incomplete: 落实措施缺少{named}，须写明由谁负责、何时完成"
    )


def test_a_measure_is_not_due_before_it_is_adopted() -> None:
    past = attrs.evolve(MEASURED, due=date(2024, 2, 29))
    assert refusal(take, case(), step=past, **ASKED) == (
        "invalid due-past: 完成日期 2024-02-29 早于今天 2024-03-01，请填今天或以后的日期"
    )


@pytest.mark.clause("S24")
def test_a_measure_is_carried_out_once() -> None:
    done = step("carried-out", measure=1, text=Personal("已换"))
    assert take(case(MEASURE), step=done, **ASKED) == [DONE]
    assert take(case(MEASURE, DONE), step=done, **ASKED) == []
    assert refusal(take, case(MEASURE), step=attrs.evolve(done, measure=2), **ASKED) == (
        "not-found measure-unknown: 没有第 2 项措施，现有：1"
    )
    assert refusal(take, case(), step=attrs.evolve(done, measure=None), **ASKED) == (
        "not-found measure-unknown: 没有第 ? 项措施，现有：无"
    )


@pytest.mark.clause("S24")
def test_a_leader_is_made_responsible_by_name_and_once() -> None:
    leader = step("leader", leader="0002", text=None)
    assigned = events.LeaderAssigned(leader="0002", text=None)
    assert take(case(), step=leader, **ASKED) == [assigned]
    assert take(case(assigned), step=leader, **ASKED) == []
    other = attrs.evolve(leader, leader="0003", text=TEXT)
    assert take(case(assigned), step=other, **ASKED) == [
        events.LeaderAssigned(leader="0003", text=TEXT)
    ]
    assert refusal(take, case(), step=attrs.evolve(leader, leader=None), **ASKED) == (
        "invalid leader-wanted: 领导责任须写明是哪位领导（leader）"
    )
    blank = attrs.evolve(leader, text=Personal(""))
    assert refusal(take, case(), step=blank, **ASKED).startswith("invalid blank: 领导责任")


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("cause", "办理情况"),
        ("deliberation", "办理情况"),
        ("note", "办理情况"),
        ("measure", "具体措施"),
        ("carried-out", "落实情况"),
    ],
)
@pytest.mark.parametrize("text", [None, Personal("  ")])
def test_a_step_says_something(kind, wanted, text) -> None:
    assert refusal(take, case(MEASURE), step=step(kind, text=text), **ASKED) == (
        f"invalid blank: 内容不能为空，请写明{wanted}"
    )


@pytest.mark.clause("S25")
@pytest.mark.parametrize("kind", StepKind)
def test_a_matter_is_handled_by_its_owner_its_unit_or_the_office(kind) -> None:
    asked = {"step": whole(kind)}
    assert take(case(MEASURE), by=CLERK, today=TODAY, **asked)
    owner = attrs.evolve(STRANGER, person="0002")
    assert take(case(MEASURE), by=owner, today=TODAY, **asked)
    assert refusal(take, case(MEASURE), by=STRANGER, today=TODAY, **asked) == (
        "not-allowed not-in-hand: "
        "此事由 0002（dafeng）负责，0009 不是负责人，也不在该单位任职，不能办理"
    )


@pytest.mark.parametrize("kind", StepKind)
def test_no_step_is_taken_after_the_end(kind) -> None:
    asked = whole(kind)
    assert refusal(take, case(MEASURE, ENDED), step=asked, **ASKED) == (
        "conflict case-concluded: 此事已经办结（已解决），不能再记录办理过程"
    )


@pytest.mark.clause("S24", "S25")
def test_whoever_answers_for_a_measure_reports_on_it_and_on_nothing_else() -> None:
    owner = attrs.evolve(STRANGER, person=MEASURE.owner)
    done = step("carried-out", measure=1, text=Personal("已换"))

    assert take(case(MEASURE), step=done, by=owner, today=TODAY) == [
        events.MeasureCarriedOut(measure=1, text=Personal("已换"))
    ]
    for other, by in ((step("cause"), owner), (done, STRANGER)):
        refused = refusal(take, case(MEASURE), step=other, by=by, today=TODAY)
        assert refused.startswith("not-allowed not-in-hand:")


@pytest.mark.clause("S24")
def test_a_step_is_not_told_what_its_kind_has_no_use_for() -> None:
    asked = step("cause", due=TODAY, leader="0002")

    assert refusal(take, case(), step=asked, **ASKED) == (
        "invalid step-field: cause 这一类办理步骤不填 due、leader，只填 form、text"
    )
