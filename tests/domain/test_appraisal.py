"""What may be done with sheets, objections, summaries and commendations, by whom and when."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import rosters
from tests.samples import appraisal_samples

from minqing_core.appraisal import events
from minqing_core.appraisal.decisions import commending, sheets, summing
from minqing_core.appraisal.decisions.commending import Basis
from minqing_core.appraisal.decisions.requirements import Whose
from minqing_core.appraisal.state import NO_SHEET, fold, fold_commendation
from minqing_core.kernel.personal import Personal

MEMBER, SECRETARY, DEPUTY = "0003", "0002", "0102"
TODAY, WHOSE = date(2024, 12, 10), Whose(subject=MEMBER, year=2024)
SUMMARY, SHEET, RAISED, DECIDED, PROPOSED, GRANTED, PUBLISHED, REVOKED = appraisal_samples.SAMPLES
ANEW = attrs.evolve(SHEET, upto=920, values=(events.Measured(metric="on-time", count=10, of=10),))
DISMISSED = events.ObjectionDecided(objection=1, upheld=False, text=Personal("记录无误"))
REFUSED = events.CommendationDecided(granted=False, text=Personal("依据不足"))
SOUND = (
    Basis(
        case="2024-000123",
        confidential=False,
        theirs=True,
        concluded=True,
        resolved=True,
        denied=False,
    ),
)
CONFIDED = (attrs.evolve(SOUND[0], confidential=True),)
BLANK = Personal(" ")
AGAIN = "年内制作的，年后可重新制作一次，此外异议成立后才能重新制作"


def refusal(decide: Any, *state: Any, **asked: Any) -> str:
    """Return what a decision says when it refuses, without its code."""
    return rosters.refusal(decide, *state, **asked).partition(": ")[2]


def draw(history: Sequence[Any], drawn: Any = SHEET, today: date = TODAY) -> list[Any]:
    return sheets.draw(fold(history), whose=WHOSE, drawn=drawn, today=today)


def raised(
    history: Sequence[Any], text: str = "三月那件当天就反馈了", by: str = MEMBER
) -> list[Any]:
    given = {"whose": WHOSE, "text": Personal(text), "by": by, "entitled": {MEMBER}}
    return sheets.raise_objection(fold(history), **given)


def judged(history: Sequence[Any], decided: Any = DECIDED, by: str = DEPUTY) -> list[Any]:
    given = {"whose": WHOSE, "decided": decided, "by": by, "concerned": {MEMBER}}
    return sheets.decide(fold(history), **given)


def granted(history: Sequence[Any], decided: Any = GRANTED, by: str = DEPUTY, basis=SOUND) -> Any:
    given = {"decided": decided, "by": by, "concerned": {SECRETARY, MEMBER}, "basis": basis}
    return commending.decide(fold_commendation(history), **given)


def published(history: Sequence[Any], event: Any = PUBLISHED, basis=SOUND) -> Any:
    return commending.publish(fold_commendation(history), published=event, basis=basis)


def revoked(history: Sequence[Any], event: Any = REVOKED) -> Any:
    return commending.revoke(fold_commendation(history), revoked=event)


@pytest.mark.clause("S69")
def test_what_was_drawn_within_the_year_is_drawn_once_more_when_it_is_over() -> None:
    new_year = date(2025, 1, 1)
    whole = attrs.evolve(ANEW, on=new_year)
    assert draw([SHEET], whole, new_year) == [whole]
    assert draw([SHEET, RAISED, DISMISSED], whole, new_year) == [whole]
    assert draw([SHEET], SHEET, new_year) == []
    later = attrs.evolve(whole, upto=999, values=())
    for history, today in (
        ([SHEET], date(2024, 12, 31)),
        ([SHEET, whole], date(2025, 2, 1)),
        ([attrs.evolve(SHEET, on=None)], new_year),
    ):
        assert rosters.refusal(draw, history, later, today).startswith("conflict sheet-stands")
    assert rosters.refusal(draw, [SHEET, RAISED], whole, new_year).startswith(
        "conflict objection-open"
    )


@pytest.mark.clause("S69", "S70")
def test_a_sheet_is_drawn_once_and_anew_after_an_objection_was_upheld() -> None:
    assert draw([]) == [SHEET]
    assert draw([SHEET]) == []
    assert draw([SHEET, RAISED, DECIDED], ANEW) == [ANEW]
    assert draw([SHEET, RAISED, DECIDED]) == [SHEET]
    assert draw([SHEET, RAISED, DECIDED, ANEW], ANEW) == []
    assert refusal(draw, [SHEET], ANEW) == (
        f"0003 2024 年的考核表已按第 905 条前的记录定稿；{AGAIN}"
    )
    assert refusal(draw, [SHEET, RAISED, DISMISSED], ANEW) == refusal(draw, [SHEET], ANEW)
    assert refusal(draw, [SHEET, RAISED, DECIDED, ANEW], SHEET) == (
        f"0003 2024 年的考核表已按第 920 条前的记录定稿；{AGAIN}"
    )
    assert refusal(draw, [SHEET, RAISED], ANEW) == (
        "0003 2024 年考核表的第 1 次异议尚未答复，不能重新制作"
    )


@pytest.mark.clause("S67", "S69")
def test_a_year_is_closed_from_its_last_month_on() -> None:
    assert draw([], today=date(2024, 12, 1)) == [SHEET]
    assert draw([], today=date(2025, 6, 1)) == [SHEET]
    assert refusal(draw, [], today=date(2024, 11, 30)) == (
        "2024 年自 2024-12-01 起才可制作考核表，今天是 2024-11-30"
    )
    assert refusal(summing.issue, (), issued=SUMMARY, today=date(2024, 11, 30)) == (
        "2024 年自 2024-12-01 起才可印发总结，今天是 2024-11-30"
    )


@pytest.mark.clause("S70")
def test_an_objection_is_to_the_sheet_that_stands() -> None:
    assert raised([SHEET]) == [RAISED]
    assert raised([SHEET, RAISED]) == []
    assert raised([SHEET, RAISED, DISMISSED], "再提一次") == [
        events.ObjectionRaised(objection=2, text=Personal("再提一次"))
    ]
    assert raised([SHEET, RAISED, DECIDED, ANEW]) == [attrs.evolve(RAISED, objection=2)]
    assert refusal(raised, []) == "0003 2024 年的考核表尚未制作，不能提出异议"
    assert refusal(raised, [SHEET], " ") == "异议内容不能为空"
    assert refusal(raised, [SHEET], by=SECRETARY) == (
        "0002 不能对 0003 2024 年的考核表提出异议：个人的由本人提，党组织的由其书记提"
    )
    assert refusal(raised, [SHEET, RAISED], "另一条") == (
        "0003 2024 年考核表的第 1 次异议尚未答复，不能再提异议"
    )
    assert refusal(raised, [SHEET, RAISED, DECIDED], "另一条") == (
        "0003 2024 年考核表的第 1 次异议已成立，请等重新制作后再提"
    )


@pytest.mark.clause("S70")
def test_an_objection_is_decided_once_by_somebody_else() -> None:
    assert judged([SHEET, RAISED]) == [DECIDED]
    assert judged([SHEET, RAISED, DECIDED]) == []
    assert refusal(judged, [SHEET, RAISED], by=MEMBER) == (
        "0003 不能答复自己提出或代人提出的异议，也不能答复对自己制作的、有关本人的或"
        "本人当年负责的组织的考核表的异议，请由他人答复"
    )
    assert refusal(judged, []) == "0003 2024 年的考核表尚未制作，不能答复异议"
    assert refusal(judged, [SHEET]) == "0003 2024 年的考核表没有第 1 次异议，现有：无"
    second = attrs.evolve(DECIDED, objection=2)
    assert refusal(judged, [SHEET, RAISED], second) == (
        "0003 2024 年的考核表没有第 2 次异议，现有：1"
    )
    assert refusal(judged, [SHEET, RAISED, DISMISSED]) == (
        "第 1 次异议已答复为不成立，不能改作他论"
    )
    blank = attrs.evolve(DECIDED, text=BLANK)
    assert refusal(judged, [SHEET, RAISED], blank) == "答复理由不能为空"


@pytest.mark.clause("S67")
def test_the_same_words_are_issued_once() -> None:
    assert summing.issue((), issued=SUMMARY, today=TODAY) == [SUMMARY]
    later = attrs.evolve(SUMMARY, upto=990, digest="77aa")
    assert summing.issue((SUMMARY,), issued=later, today=TODAY) == []
    blank = attrs.evolve(SUMMARY, text=BLANK)
    assert refusal(summing.issue, (), issued=blank, today=TODAY) == "总结不能为空"


@pytest.mark.clause("S68", "S82")
def test_a_commendation_is_proposed_on_what_the_nominee_brought_to_an_end() -> None:
    assert commending.propose(PROPOSED, basis=SOUND) == [PROPOSED]
    for event, basis, told in (
        (attrs.evolve(PROPOSED, person=None), SOUND, "表彰对象须写且只写一个"),
        (attrs.evolve(PROPOSED, unit="dafeng"), SOUND, "表彰对象须写且只写一个"),
        (attrs.evolve(PROPOSED, title=""), SOUND, "表彰名称不能为空"),
        (attrs.evolve(PROPOSED, text=BLANK), SOUND, "事迹不能为空"),
        (PROPOSED, (), "表彰须写明所依据的民情（cases），至少一件"),
        (PROPOSED, CONFIDED, "所依据的民情中有须保密的，不能据此提名"),
        (PROPOSED, (attrs.evolve(SOUND[0], theirs=False),), "民情 2024-000123 不是 0003 办理过的"),
        (PROPOSED, (attrs.evolve(SOUND[0], concluded=False),), "民情 2024-000123 尚未办结"),
    ):
        assert refusal(commending.propose, event, basis=basis).startswith(told)


@pytest.mark.clause("S37", "S68")
@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"concluded": False, "resolved": False}, "尚未办结或正在重办，不能据此"),
        ({"resolved": False}, "不是以「已解决」办结的，不能据此"),
        ({"denied": True}, "办结后经回访查明与答复不符，或群众有异议，不能据此"),
    ],
)
def test_what_the_record_shows_not_to_be_solved_is_no_merit_at_any_step(changed, why) -> None:
    basis = (attrs.evolve(SOUND[0], **changed),)
    for told, what in (
        (refusal(commending.propose, PROPOSED, basis=basis), "提名"),
        (refusal(granted, [PROPOSED], basis=basis), "表彰"),
        (refusal(published, [PROPOSED, GRANTED], basis=basis), "公布表彰"),
    ):
        assert told.startswith(f"民情 2024-000123 {why}{what}")
    assert granted([PROPOSED], REFUSED, basis=basis) == [REFUSED]


@pytest.mark.clause("S68")
def test_a_commendation_is_decided_once_by_somebody_else() -> None:
    assert granted([PROPOSED]) == [GRANTED]
    assert granted([PROPOSED, GRANTED]) == []
    assert granted([PROPOSED], REFUSED, basis=CONFIDED) == [REFUSED]
    for by in (SECRETARY, MEMBER):
        assert refusal(granted, [PROPOSED], by=by) == (
            f"{by} 不能决定自己提名的或有关自己（所在党组织）的表彰，请由他人决定"
        )
    blank = attrs.evolve(GRANTED, text=BLANK)
    assert refusal(granted, [PROPOSED], blank) == "决定理由不能为空"
    assert refusal(granted, [PROPOSED, REFUSED]) == "该表彰已作出不予表彰的决定，不能改作他论"
    assert refusal(granted, [PROPOSED, GRANTED], REFUSED) == "该表彰已批准，不能改作他论"
    assert refusal(granted, [PROPOSED], basis=CONFIDED) == (
        "所依据的民情中有须保密的，不能据此表彰"
    )


@pytest.mark.clause("S68")
def test_what_was_granted_is_published_and_may_be_taken_back() -> None:
    given = [PROPOSED, GRANTED]
    assert published(given) == [PUBLISHED]
    assert published(given, events.CommendationPublished()) == [events.CommendationPublished()]
    assert published([*given, PUBLISHED]) == []
    assert revoked(given) == revoked([*given, PUBLISHED]) == [REVOKED]
    assert revoked([*given, REVOKED]) == []
    for history in ([PROPOSED], [PROPOSED, REFUSED]):
        assert refusal(published, history) == "该表彰尚未批准或未获批准，不能公布"
        assert refusal(revoked, history) == "该表彰尚未批准或未获批准，不能撤销"
    assert refusal(published, [*given, REVOKED]) == "该表彰已撤销，不能公布"
    again = events.CommendationRevoked(reason=Personal("另一理由"))
    assert refusal(revoked, [*given, REVOKED], again) == "该表彰已撤销，不能撤销"
    assert refusal(published, given, basis=CONFIDED) == (
        "所依据的民情中有须保密的，不能据此公布表彰"
    )
    blank = events.CommendationPublished(text=BLANK)
    assert refusal(published, given, blank) == "公布说明不能为空"
    assert refusal(revoked, given, events.CommendationRevoked(reason=BLANK)) == "撤销理由不能为空"


def test_what_was_decided_of_nothing_leaves_everything_as_it_was() -> None:
    assert fold([DECIDED]) == NO_SHEET


@pytest.mark.clause("S70")
def test_a_nominee_is_the_person_or_the_organisation() -> None:
    unit = attrs.evolve(PROPOSED, person=None, unit="dafeng")
    found = [fold_commendation(history).nominee for history in ([], [PROPOSED], [unit])]
    assert found == [None, MEMBER, "dafeng"]


@given(st.lists(st.sampled_from([SHEET, ANEW, RAISED, DECIDED, DISMISSED]), max_size=12))
@pytest.mark.clause("S70")
def test_whatever_happened_a_sheet_is_replaced_only_after_an_objection_was_upheld(history) -> None:
    state, other = fold(history), attrs.evolve(SHEET, values=())
    current = state.current.values()
    if not state.drawn:
        assert draw(history, other) == [other]
    elif any(one.open for one in current):
        assert rosters.refusal(draw, history, other).startswith("conflict objection-open")
    elif any(one.upheld for one in current):
        assert draw(history, other) == [other]
    else:
        assert rosters.refusal(draw, history, other).startswith("conflict sheet-stands")
