"""What was said, signed or asked for before a matter was reopened does not end it again."""

import pytest
from tests.towns import HEAD, LEADER, SECRETARY, Town, by

TOLD = {"stage": "result", "means": "visit", "text": "灯已修好", "response": "satisfied"}
EXPLAINED = {"means": "visit", "text": "供电不归村管"}
REASON = {"reason": "群众不服"}
BASIS = {"effect": "灯仍未亮", "basis": "供电排期"}
PUT_OFF = {"outcome": "temporarily-unresolvable", "cause": "funds", "next_look": "2024-08-01"}


def does(town: Town, use_case: str, case: str, who: str = SECRETARY, **given) -> None:
    town.do(f"case.{use_case}", act=by(who), case=case, **given)


def refused(town: Town, use_case: str, case: str, who: str = SECRETARY, **given) -> str:
    return town.refused(f"case.{use_case}", act=by(who), case=case, **given).code


def report(day: str) -> dict:
    return {"report": {"to": LEADER, "text": "须镇里协调", "follow_up": day}}


@pytest.fixture
def reopened(wide_town):
    """Give a matter that was explained, reported up, signed for, ended and reopened."""
    case = wide_town.record()
    does(wide_town, "explain", case, explanation=EXPLAINED)
    for number in (1, 2):
        does(wide_town, "escalate", case, **report("2024-03-15"))
        does(wide_town, "acknowledge", case, LEADER, acknowledged={"report": number})
    does(wide_town, "escalate", case, **report("2024-03-15"))
    asking = {"until": "2024-05-20", "reason": "供电排期"}
    for duty in ("conclude", "feedback.result"):
        does(wide_town, "extend", case, asking={"duty": duty, **asking})
    does(wide_town, "extend-approve", case, HEAD, approval={"extension": 2})
    wide_town.step(case, "cause", text="线路老化")
    does(wide_town, "feedback", case, feedback=TOLD)
    does(wide_town, "conclude", case, conclusion={"outcome": "resolved", "effect": "亮了"})
    wide_town.set("2024-03-20")
    does(wide_town, "reopen", case, reopened=REASON)
    return case


@pytest.mark.clause("S29", "S34", "S64")
def test_an_explanation_or_signing_of_an_earlier_round_does_not_end_this_one(
    wide_town, reopened
) -> None:
    case = reopened
    does(wide_town, "feedback", case, feedback=TOLD)
    unresolvable = {**BASIS, "outcome": "unresolvable", "cause": "funds"}
    reported = {**BASIS, "outcome": "escalated-up"}
    late = {"report": 3}
    does(wide_town, "acknowledge", case, LEADER, acknowledged=late)
    for outcome, why in (
        ({**BASIS, **PUT_OFF}, "explanation-owed"),
        (unresolvable, "explanation-owed"),
        (reported, "report-owed"),
    ):
        assert refused(wide_town, "conclude", case, conclusion=outcome) == why
    assert refused(wide_town, "escalate", case, **report("2024-04-01")) == "report-unexplained"
    does(wide_town, "explain", case, explanation=EXPLAINED)
    does(wide_town, "escalate", case, **report("2024-04-01"))
    does(wide_town, "acknowledge", case, LEADER, acknowledged={"report": 4})
    does(wide_town, "conclude", case, conclusion=reported)


@pytest.mark.clause("S34")
def test_an_extension_asked_for_in_an_earlier_round_is_spent(wide_town, reopened) -> None:
    case = reopened
    approval = {"approval": {"extension": 1}}
    assert refused(wide_town, "extend-approve", case, HEAD, **approval) == "extension-past"
    told = {"told": {"extension": 2, "means": "visit", "text": "要等供电"}}
    assert refused(wide_town, "extend-tell", case, **told) == "extension-past"
    asking = {"duty": "conclude", "until": "2024-06-01", "reason": "供电排期"}
    does(wide_town, "extend", case, asking=asking)
    does(wide_town, "extend-approve", case, HEAD, approval={"extension": 3})
    told["told"]["extension"] = 3
    does(wide_town, "extend-tell", case, **told)


@pytest.mark.clause("S34", "S65")
def test_one_parking_after_the_other_does_not_stop_the_clock_for_good(wide_town) -> None:
    case = wide_town.record()
    parked = {"cause": "funds", "reason": "等资金"}
    for today, until in (("2024-03-02", "2024-04-01"), ("2024-04-10", "2024-05-31")):
        wide_town.set(today)
        does(wide_town, "park", case, parked={**parked, "until": until})
    wide_town.set("2024-05-31")
    does(wide_town, "resume", case, resumed={"reason": "资金已到"})
    spent = {"parked": {**parked, "until": "2024-06-20"}}
    assert refused(wide_town, "park", case, **spent) == "parking-spent"
    wide_town.step(case, "cause", text="线路老化")
    does(wide_town, "feedback", case, feedback=TOLD)
    does(wide_town, "conclude", case, conclusion={"outcome": "resolved", "effect": "亮了"})
    does(wide_town, "reopen", case, reopened=REASON)
    does(wide_town, "park", case, **spent)


SEEN = {"means": "visit", "response": "satisfied", "as_told": True, "text": "亮了"}


@pytest.mark.clause("S28")
def test_what_the_citizen_is_not_content_with_awaits_a_decision(wide_town) -> None:
    def listed(**which) -> list[str]:
        rows = wide_town.do("case.list", which=which)["items"]
        end = {"position": wide_town.office.log.size()}
        past = wide_town.do("case.list", which=which, when=end)["items"]
        assert rows == past
        return [row["number"] for row in rows]

    first, second, third = (wide_town.record() for _ in range(3))
    for case in (first, second, third):
        wide_town.step(case, "cause", text="线路老化")
        does(wide_town, "feedback", case, feedback=TOLD)
        does(wide_town, "conclude", case, conclusion={"outcome": "resolved", "effect": "亮了"})
    assert (listed(disputed=True), listed(dissatisfied=True)) == ([], [])

    does(wide_town, "dispute", first, dispute={"means": "visit", "text": "还是不亮"})
    wrong, unhappy = {**SEEN, "as_told": False}, {**SEEN, "response": "dissatisfied"}
    does(wide_town, "revisit", second, LEADER, revisit=wrong)
    does(wide_town, "revisit", third, LEADER, revisit=unhappy)
    assert (listed(disputed=True), listed(dissatisfied=True)) == ([first], [third, second])

    wide_town.later(hours=1)
    does(wide_town, "revisit", third, HEAD, revisit=SEEN)
    for case in (first, second):
        does(wide_town, "reopen", case, reopened=REASON)
    assert (listed(disputed=True), listed(dissatisfied=True)) == ([], [])


@pytest.mark.clause("S12", "S28", "S38", "S65")
def test_a_matter_says_what_cannot_be_done_about_it_as_it_stands(town: Town) -> None:
    case = town.record()

    def closed() -> set[str]:
        return set(town.do("case.show", case=case)["not_now"])

    assert closed() == {
        *("case.revisit", "case.dispute", "case.reopen"),
        *("case.accept", "case.decline", "case.recall", "case.resume", "case.identity"),
    }
    town.do("case.handover", case=case, handover={"unit": "anyang", "reason": "归其管"})
    assert not closed() & {"case.accept", "case.decline", "case.recall"}
    town.do("case.recall", case=case, withdrawn={"reason": "仍由本村办"})
    result = {"stage": "result", "means": "visit", "text": "修好了", "response": "satisfied"}
    town.step(case, "note", text="已修")
    town.do("case.feedback", case=case, feedback=result)
    town.do("case.conclude", case=case, conclusion={"outcome": "resolved", "effect": "路灯亮了"})
    assert {"case.step", "case.conclude", "case.handover", "case.resume"} <= closed()
    assert not closed() & {"case.revisit", "case.dispute", "case.reopen"}
    assert town.refused(
        "case.handover", case=case, handover={"unit": "anyang", "reason": "x"}
    ).code
