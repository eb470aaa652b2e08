"""What was put off is looked at again; what ended is revisited, disputed, reopened."""

from datetime import date

import attrs
import pytest
from tests.matters import (
    CAUSE,
    CLERK,
    ENDED,
    EXPLAINED,
    HEAD,
    MEASURE,
    REASON,
    REOPENED,
    SECRETARY,
    STRANGER,
    TODAY,
    TOLD,
    case,
    refusal,
)

from minqing_core.diary import events
from minqing_core.diary.decisions import after
from minqing_core.diary.decisions.after import Recategorisation
from minqing_core.diary.decisions.concluding import Conclusion, conclude
from minqing_core.kernel.personal import Personal

LATEST = date(2024, 5, 30)
DEFERRED = events.SolutionDeferred(
    cause=events.ObjectiveCause.FUNDS, basis=REASON, effect=REASON, next_look=date(2024, 4, 1)
)
LOOK = events.LookedAgain(text=Personal("资金仍未到位"), next_look=LATEST)
LOOKS = {"by": SECRETARY, "today": TODAY, "latest_look": LATEST}
REVISIT = events.Revisited(
    means=events.Means.TELEPHONE,
    response=events.Response.DISSATISFIED,
    as_told=False,
    text=Personal("群众说灯只亮了两天"),
)
DISPUTE = events.OutcomeDisputed(text=Personal("灯又不亮了"), means=events.Means.TELEPHONE)
BLANK = Personal(" ")
NOBODY: frozenset[str] = frozenset()


@pytest.mark.clause("S29", "S65")
def test_what_was_put_off_is_looked_at_again_and_stays_put_off() -> None:
    put_off = case(CAUSE, EXPLAINED, DEFERRED)
    assert put_off.course.put_off == DEFERRED.next_look
    assert after.look_again(put_off, look=LOOK, **LOOKS) == [LOOK]
    assert case(CAUSE, EXPLAINED, DEFERRED, LOOK).course.put_off == LATEST


@pytest.mark.clause("S29")
@pytest.mark.parametrize("look", [TODAY, date(2024, 5, 31)])
def test_the_next_look_after_a_look_is_within_the_limit_too(look) -> None:
    asked = attrs.evolve(LOOK, next_look=look)
    said = refusal(after.look_again, case(DEFERRED), look=asked, **LOOKS)
    assert said.startswith("invalid look-owed: 暂时不能解决的，须写明下次复看的日期")


@pytest.mark.clause("S29")
@pytest.mark.parametrize(
    "history", [(), (DEFERRED, CAUSE), (DEFERRED, MEASURE)], ids=["never", "cause", "measure"]
)
def test_what_is_being_handled_has_no_next_look(history) -> None:
    assert refusal(after.look_again, case(*history), look=LOOK, **LOOKS) == (
        "conflict not-put-off: 此事没有暂缓，无须复看；"
        "请记录办理过程（case step）或办结（case conclude）"
    )


def test_a_look_is_told_by_those_who_handle_the_open_matter() -> None:
    by_stranger = {**LOOKS, "by": STRANGER}
    said = refusal(after.look_again, case(DEFERRED), look=LOOK, **by_stranger)
    assert said.startswith("not-allowed not-in-hand")
    said = refusal(after.look_again, case(DEFERRED, ENDED), look=LOOK, **LOOKS)
    assert said.startswith("conflict case-concluded")
    assert case(DEFERRED, ENDED).course.put_off is None
    blank = attrs.evolve(LOOK, text=BLANK)
    assert refusal(after.look_again, case(DEFERRED), look=blank, **LOOKS) == (
        "invalid blank: 复看情况不能为空，请写明复看时情况如何、为何仍不能解决"
    )


@pytest.mark.clause("S28")
@pytest.mark.parametrize("by", [HEAD, SECRETARY, CLERK], ids=["reach", "unit", "coordinates"])
def test_what_ended_is_revisited_by_somebody_who_did_not_handle_it(by) -> None:
    handlers = frozenset({"0099"})
    ended = case(ENDED)
    assert after.revisit(ended, revisit=REVISIT, by=by, handlers=handlers) == [REVISIT]
    assert refusal(
        after.revisit, ended, revisit=REVISIT, by=by, handlers=handlers | {by.person}
    ) == (f"not-allowed handled-it: {by.person} 办理过此事，回访须由没有办理过的人进行")


@pytest.mark.clause("S28")
def test_a_matter_is_revisited_after_its_end_by_somebody_near_enough() -> None:
    asked = {"revisit": REVISIT, "handlers": NOBODY}
    said = refusal(after.revisit, case(), by=HEAD, **asked)
    assert said == "conflict not-concluded: 此事尚未办结，不能回访"
    said = refusal(after.revisit, case(ENDED), by=STRANGER, **asked)
    assert said == (
        "not-allowed beyond-reach: 此事由 dafeng 负责，不在 0009 现任职务的范围内，不能回访"
    )
    blank = {**asked, "revisit": attrs.evolve(REVISIT, text=BLANK)}
    said = refusal(after.revisit, case(ENDED), by=HEAD, **blank)
    assert said == "invalid blank: 回访情况不能为空，请写明群众怎么说、实际如何"


@pytest.mark.clause("S28")
@pytest.mark.parametrize("by", [HEAD, SECRETARY, CLERK], ids=["leads", "hand", "coordinates"])
def test_a_citizen_disputes_how_a_matter_ended_and_it_is_taken_up_again(by) -> None:
    assert after.dispute(case(ENDED), dispute=DISPUTE, by=by) == [DISPUTE]
    assert after.reopen(case(ENDED, DISPUTE), reopened=REOPENED, by=by) == [REOPENED]


def test_only_what_ended_is_disputed_or_taken_up_again() -> None:
    said = refusal(after.dispute, case(), dispute=DISPUTE, by=SECRETARY)
    assert said == "conflict not-concluded: 此事尚未办结，不能记录群众异议"
    said = refusal(after.reopen, case(), reopened=REOPENED, by=SECRETARY)
    assert said == "conflict not-concluded: 此事尚未办结，不能重新办理"
    said = refusal(after.dispute, case(ENDED), dispute=DISPUTE, by=STRANGER)
    assert said.startswith("not-allowed beyond-reach")
    said = refusal(after.reopen, case(ENDED), reopened=REOPENED, by=STRANGER)
    assert said.startswith("not-allowed beyond-reach")
    blank = attrs.evolve(DISPUTE, text=BLANK)
    said = refusal(after.dispute, case(ENDED), dispute=blank, by=SECRETARY)
    assert said.startswith("invalid blank: 群众异议不能为空")
    silent = events.CaseReopened(reason=BLANK)
    said = refusal(after.reopen, case(ENDED), reopened=silent, by=SECRETARY)
    assert said.startswith("invalid blank: 重新办理的理由不能为空")


@pytest.mark.clause("S34", "S63")
def test_what_is_taken_up_again_owes_the_result_anew() -> None:
    """Every end is kept; what was told of the opinion and done of the measures stays."""
    opinion = attrs.evolve(TOLD, stage=events.Stage.OPINION)
    again = case(CAUSE, opinion, TOLD, ENDED, REOPENED)
    assert again.concluded is None
    assert again.answered == {events.Stage.OPINION}
    assert (again.course.round, again.course.closures, again.steps) == (2, 1, 1)
    ending = Conclusion(outcome=events.Outcome.RESOLVED, effect=Personal("亮了"))
    asked = {"conclusion": ending, "by": SECRETARY, "today": TODAY, "latest_look": LATEST}
    assert refusal(conclude, again, **asked).startswith("conflict feedback-owed")
    told_again = case(CAUSE, opinion, TOLD, ENDED, REOPENED, TOLD)
    assert conclude(told_again, **asked) == [ENDED]
    assert case(CAUSE, TOLD, ENDED, REOPENED, TOLD, ENDED).course.closures == 2


RECATEGORISED = events.Recategorised(
    before="HOT_DIFFICULT.ROADS", after="OTHER", label=Personal("路灯养护"), reason=REASON
)
ANEW = Recategorisation(category="OTHER", label=Personal("路灯养护"), reason=REASON)


@pytest.mark.clause("S17", "S35")
def test_a_matter_is_filed_anew_and_the_category_it_had_stays_on_record() -> None:
    assert after.recategorise(case(), recategorisation=ANEW, by=SECRETARY) == [RECATEGORISED]
    filed = case(RECATEGORISED)
    assert filed.facts["category"] == "OTHER"
    assert filed.texts[1, "category_label"] == Personal("路灯养护")
    assert after.recategorise(filed, recategorisation=ANEW, by=SECRETARY) == []
    unsaid = attrs.evolve(ANEW, label=None)
    assert after.recategorise(filed, recategorisation=unsaid, by=SECRETARY) == []
    back = attrs.evolve(ANEW, category="ECONOMY", label=None)
    assert after.recategorise(filed, recategorisation=back, by=SECRETARY) == [
        events.Recategorised(before="OTHER", after="ECONOMY", label=None, reason=REASON)
    ]
    other = attrs.evolve(ANEW, label=Personal("宠物"))
    assert len(after.recategorise(filed, recategorisation=other, by=SECRETARY)) == 1
    kept = case(attrs.evolve(RECATEGORISED, after="ECONOMY", label=None))
    assert (1, "category_label") not in kept.texts


@pytest.mark.clause("S17")
def test_a_matter_goes_under_other_only_when_it_says_what_it_is_about() -> None:
    unsaid = attrs.evolve(ANEW, label=None)
    said = refusal(after.recategorise, case(), recategorisation=unsaid, by=SECRETARY)
    assert said.startswith("invalid label-wanted")
    blank = attrs.evolve(ANEW, label=BLANK)
    said = refusal(after.recategorise, case(), recategorisation=blank, by=SECRETARY)
    assert said.startswith("invalid blank: 类别说明不能为空")
    silent = attrs.evolve(ANEW, reason=BLANK)
    said = refusal(after.recategorise, case(), recategorisation=silent, by=SECRETARY)
    assert said.startswith("invalid blank: 改归类别的理由不能为空")
    said = refusal(after.recategorise, case(), recategorisation=ANEW, by=STRANGER)
    assert said.startswith("not-allowed not-in-hand")
