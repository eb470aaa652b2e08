"""Whoever brought a matter sees with their slip how it goes on, and nobody anything of it."""

import pytest
from tests.towns import MEMBER, NEIGHBOUR, Town, by

ANYBODY = by("-")


def slip_of(town: Town, case: str) -> str:
    found: str = town.do("case.slip", act=by(MEMBER), case=case)["slip"]
    return found


@pytest.mark.clause("S28", "S37")
def test_the_slip_shows_days_and_steps_and_nothing_else(town: Town) -> None:
    case = town.record(act=by(MEMBER))
    town.step(case, "cause", act=by(MEMBER), text="线路老化")
    reminder = {"to": MEMBER, "text": "抓紧"}
    town.do("case.remind", case=case, reminder=reminder)
    town.later(days=1)
    told = {"stage": "opinion", "means": "visit", "text": "下周来修", "response": "accepted"}
    town.do("case.feedback", act=by(MEMBER), case=case, feedback=told)

    page = town.do("case.progress", act=ANYBODY, slip=slip_of(town, case))

    assert page == {
        "case": case,
        "status": "handling",
        "status_text": "在办",
        "status_says": "正在办理：已有人负责，有了处理意见和结果都会告诉您",
        "due": "2024-04-30",
        "steps": (
            {"on": "2024-03-01", "step": "recorded", "step_text": "已记录"},
            {"on": "2024-03-01", "step": "handling", "step_text": "开始办理"},
            {"on": "2024-03-02", "step": "told-opinion", "step_text": "已答复处理意见"},
        ),
        "position": town.office.log.size(),
    }


@pytest.mark.clause("S28", "S62")
def test_the_slip_says_whom_to_ask_and_by_when_one_is_answered(town: Town) -> None:
    case = town.record(act=by(MEMBER))

    slip = town.do("case.slip", act=by(MEMBER), case=case)

    assert (slip["recorded_on"], slip["unit_name"]) == ("2024-03-01", "大丰村")
    limits = town.do("deadline.explain", act=by(MEMBER), case=case)["items"]
    assert slip["due"] == min(one["due"] for one in limits if "feedback" in one["duty"])


@pytest.mark.clause("S12", "S28")
@pytest.mark.parametrize("made_up", ["", "2024-000001", "2024-000001-aaaaaaaaaaaaaaaa", "x\n"])
def test_a_code_that_was_never_handed_out_shows_nothing(town: Town, made_up: str) -> None:
    town.record(act=by(MEMBER))

    assert town.refused("case.progress", act=ANYBODY, slip=made_up).code == "slip-unknown"


@pytest.mark.clause("S12", "S28")
def test_a_slip_is_good_for_its_matter_alone(town: Town) -> None:
    first, second = town.record(act=by(MEMBER)), town.record(act=by(MEMBER))
    code = slip_of(town, first).removeprefix(first)

    refused = town.refused("case.progress", act=ANYBODY, slip=f"{second}{code}")

    assert refused.code == "slip-unknown"


@pytest.mark.clause("S28")
def test_a_number_that_no_matter_has_shows_nothing(town: Town) -> None:
    code = town.office.sealed.stamp("slip/2024-009999")

    assert town.refused("case.progress", act=ANYBODY, slip=f"2024-009999-{code}").code == (
        "slip-unknown"
    )


@pytest.mark.clause("S12")
def test_who_may_not_see_a_matter_gets_no_slip_of_it(town: Town) -> None:
    town.widen()
    case = town.record(act=by(MEMBER))

    assert town.refused("case.slip", act=by(NEIGHBOUR), case=case).code == "case-unknown"


@pytest.mark.clause("S28")
def test_an_end_and_a_new_beginning_are_steps_too(town: Town) -> None:
    case = town.record(act=by(MEMBER))
    town.step(case, "measure", act=by(MEMBER), text="修灯", owner=MEMBER, due="2024-03-05")
    town.step(case, "carried-out", act=by(MEMBER), measure=1, text="换了灯泡")
    result = {"stage": "result", "means": "visit", "text": "修好了", "response": "satisfied"}
    town.do("case.feedback", act=by(MEMBER), case=case, feedback=result)
    ended = {"outcome": "resolved", "effect": "路灯亮了"}
    town.do("case.conclude", act=by(MEMBER), case=case, conclusion=ended)
    town.do("case.reopen", act=by(MEMBER), case=case, reopened={"reason": "又坏了"})
    town.step(case, "note", act=by(MEMBER), text="再去看")

    page = town.do("case.progress", act=ANYBODY, slip=slip_of(town, case).upper())

    assert page["due"] is not None
    assert [step["step"] for step in page["steps"]] == [
        *("recorded", "handling", "told-result", "concluded", "reopened", "handling"),
    ]
