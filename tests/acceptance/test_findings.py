"""What was missed in a matter is named with whose it was, by which rule, from which records."""

from typing import Any

import pytest
from tests.inspectors import LEADER, NEIGHBOUR
from tests.towns import CLERK, INVESTIGATOR, MATTER, MEMBER, SECRETARY, Town, by, shanghai

TOLD = {"stage": "result", "means": "visit", "text": "修好了"}
ENDED = {"outcome": "resolved", "effect": "亮了"}


def found(town: Town, case: str, **asked: Any) -> Any:
    return town.do("case.findings", act=by(INVESTIGATOR), case=case, **asked)


def told(page: Any) -> list[tuple[str, str, str, str]]:
    return [(one["kind"], one["duty"], one["person"], one["due"]) for one in page["findings"]]


def assigned(town: Town, case: str, owner: str) -> None:
    given = {"owner": owner, "unit": "dafeng", "reason": "换人办理"}
    town.do("case.assign", act=by(CLERK), case=case, assigned=given)


@pytest.mark.clause("S25", "S34", "S62", "S66")
def test_what_was_missed_is_named_with_rule_days_and_records(wide: Town) -> None:
    case = wide.record()
    measure = {"text": "换灯", "owner": MEMBER, "due": "2024-03-15"}
    wide.step(case, "measure", **measure)
    wide.set("2024-03-13")
    wide.do("case.feedback", act=by(SECRETARY), case=case, feedback={**TOLD, "stage": "opinion"})
    wide.set("2024-03-20")
    page = found(wide, case)

    assert told(page) == [
        ("late", "feedback.opinion", SECRETARY, "2024-03-08"),
        ("missed", "measure", MEMBER, "2024-03-15"),
    ]
    late, missed = page["findings"]
    assert (late["clause"], late["met_on"], late["late_days"]) == ("S62", "2024-03-13", 3)
    assert [day["day"] for day in late["days"] if day["number"] is None] == [
        "2024-03-02",
        "2024-03-03",
    ]
    assert late["says"] == "反馈处理意见：自获知之日起 5个工作日"
    assert [(one["stream"], one["version"], one["event"]) for one in late["evidence"]] == [
        (f"case/{case}", 1, "MatterRecorded"),
        (f"case/{case}", 3, "FeedbackGiven"),
    ]
    assert all(
        next(wide.office.log.scan(one["position"] - 1, one["position"])).version == one["version"]
        for one in late["evidence"]
    )
    assert (missed["holder"], missed["late_days"], missed["met_on"]) == (SECRETARY, 3, None)
    assert [one["event"] for one in missed["evidence"]] == ["MeasureAdopted"]
    assert (page["names"][MEMBER], page["owed"]) == ("李秀英", 5)


@pytest.mark.clause("S25", "S38")
def test_whoever_answered_for_it_on_the_day_is_named_and_nobody_in_between(wide: Town) -> None:
    case = wide.record()
    wide.set("2024-03-06")
    assigned(wide, case, MEMBER)
    wide.set("2024-03-12")
    assigned(wide, case, SECRETARY)
    wide.set("2024-03-13")
    page = found(wide, case)

    assert [(one["person"], one["working_days"]) for one in page["held"]] == [
        (SECRETARY, 3),
        (MEMBER, 4),
        (SECRETARY, 1),
    ]
    assert [one["until"] for one in page["held"]] == [
        *(one["since"] for one in page["held"][1:]),
        None,
    ]
    assert [one["source"]["event"] for one in page["held"]] == [
        "MatterRecorded",
        "CaseAssigned",
        "CaseAssigned",
    ]
    assert told(page) == [("missed", "feedback.opinion", MEMBER, "2024-03-08")]


@pytest.mark.clause("S34", "S38", "S66", "S72", "S76")
def test_what_others_owed_is_found_with_the_record_that_asked_it(wide: Town) -> None:
    case = wide.record()
    explained = {"means": "visit", "text": "资金未到"}
    wide.do("case.explain", act=by(SECRETARY), case=case, explanation=explained)
    reporting = {"to": LEADER, "text": "请示", "follow_up": "2024-03-05"}
    wide.do("case.escalate", act=by(SECRETARY), case=case, report=reporting)
    task = {"unit": "urban", "text": "查线路", "due": "2024-03-12"}
    wide.do("case.assist", act=by(SECRETARY), case=case, assistance=task)
    ordering = {"to": SECRETARY, "text": "限期", "due": "2024-03-11"}
    wide.do("case.supervise", act=by(LEADER), case=case, ordering=ordering)
    asked = {"unit": "urban", "reason": "线路是他们的"}
    wide.do("case.handover", act=by(SECRETARY), case=case, handover=asked)
    wide.set("2024-03-29")
    others = {
        one["duty"]: (one["person"] or one["unit"], one["evidence"][0]["event"])
        for one in found(wide, case)["findings"]
        if one["duty"] != "feedback.opinion"
    }
    assert others == {
        "report.acknowledge": (LEADER, "ReportedUp"),
        "assist.answer": ("urban", "CohandlingAsked"),
        "assist.reply": ("urban", "CohandlingAsked"),
        "supervise.reply": (SECRETARY, "SupervisionOrdered"),
        "handover.answer": ("urban", "HandoverAsked"),
    }


@pytest.mark.clause("S28", "S29", "S37", "S65")
def test_later_rounds_looks_and_ends_that_were_not_as_told_are_found(wide: Town) -> None:
    case = wide.record()
    wide.step(case, "cause", text="线路老化")
    wide.do("case.feedback", act=by(SECRETARY), case=case, feedback=TOLD)
    wide.do("case.conclude", act=by(SECRETARY), case=case, conclusion=ENDED)
    wide.set("2024-03-05")
    looked = {"means": "visit", "response": "dissatisfied", "as_told": False, "text": "没有修"}
    wide.do("case.revisit", act=by(CLERK), case=case, revisit=looked)
    wide.do("case.reopen", act=by(CLERK), case=case, reopened={"reason": "没有修"})
    explained = {"means": "visit", "text": "资金未到"}
    wide.do("case.explain", act=by(SECRETARY), case=case, explanation=explained)
    put_off = {
        "outcome": "temporarily-unresolvable",
        "effect": "列入计划",
        "basis": "预算",
        "cause": "funds",
        "next_look": "2024-04-01",
    }
    wide.do("case.conclude", act=by(SECRETARY), case=case, conclusion=put_off)
    wide.set("2024-04-08")
    page = found(wide, case)

    assert told(page) == [
        ("not-as-told", "outcome.not-as-told", SECRETARY, "2024-03-01"),
        ("missed", "relook", SECRETARY, "2024-04-01"),
    ]
    untrue, missed = page["findings"]
    assert untrue["id"] == f"outcome.not-as-told/{case}/1/5"
    assert (untrue["late_days"], untrue["holder"], untrue["days"]) == (0, SECRETARY, ())
    assert [one["event"] for one in untrue["evidence"]] == ["CaseConcluded", "Revisited"]
    assert [one["event"] for one in missed["evidence"]] == ["SolutionDeferred"]
    assert [(one["kind"], one["text"][:8]) for one in page["beside"]] == [
        ("citizen", "王小明以上门方式"),
        ("explanation", "陈国强以上门方式"),
        ("cause", "因资金不足暂不能"),
    ]


@pytest.mark.clause("S25", "S46", "S66", "S83")
def test_who_answered_is_told_the_same_in_every_line_of_a_page(wide: Town) -> None:
    """Above and beside the findings: of what came from elsewhere, and of what was left behind."""
    wide.set("2024-03-20")
    source = {"system": "12345", "number": "77"}
    learned = {**MATTER, "learned_at": "2024-03-01", "source": source}
    case = wide.do("case.record", act=by(MEMBER), matter=learned)["id"]
    away = {"until": "2024-03-29", "destination": "市水务局", "reason": "组织调动"}
    wide.do("roster.transfer", act=by(CLERK), person=MEMBER, transferred=away)
    wide.set("2024-06-03")
    page = found(wide, case)
    assert [(one["person"], one["since"][:10], one["ended"]) for one in page["held"]] == [
        (None, "2024-03-01", "answered"),
        (MEMBER, "2024-03-20", "left"),
        (None, "2024-03-29", None),
    ]
    assert [one["source"]["event"] for one in page["held"]] == [
        *("MatterRecorded", "MatterRecorded", "CadreTransferredAway"),
    ]
    assert [(one["duty"], one["person"], one["holder"]) for one in page["findings"]] == [
        ("feedback.opinion", None, None),
        ("leaving.matter", MEMBER, MEMBER),
        ("conclude", None, None),
        ("feedback.result", None, None),
    ]
    blamed = wide.do("case.blame", act=by(INVESTIGATOR), case=case)
    assert blamed["held"] == page["held"]


@pytest.mark.clause("S28")
def test_an_end_that_was_found_as_told_is_no_finding(wide: Town) -> None:
    case = wide.record()
    wide.step(case, "cause", text="线路老化")
    wide.do("case.feedback", act=by(SECRETARY), case=case, feedback=TOLD)
    wide.do("case.conclude", act=by(SECRETARY), case=case, conclusion=ENDED)
    looked = {"means": "visit", "response": "dissatisfied", "as_told": True, "text": "太慢"}
    wide.do("case.revisit", act=by(CLERK), case=case, revisit=looked)
    assert found(wide, case)["findings"] == ()


@pytest.mark.clause("S34")
def test_a_limit_of_a_later_round_began_with_the_reopening(wide: Town) -> None:
    case = wide.record()
    wide.step(case, "cause", text="线路老化")
    wide.do("case.feedback", act=by(SECRETARY), case=case, feedback=TOLD)
    wide.do("case.conclude", act=by(SECRETARY), case=case, conclusion=ENDED)
    wide.set("2024-03-05")
    wide.do("case.reopen", act=by(CLERK), case=case, reopened={"reason": "又坏了"})
    wide.set("2024-06-03")
    page = found(wide, case)
    assert {one["duty"] for one in page["findings"]} == {"conclude", "feedback.result"}
    for one in page["findings"]:
        assert [source["event"] for source in one["evidence"]] == ["CaseReopened"]


@pytest.mark.clause("S39", "S66")
def test_leaves_stand_beside_with_the_record_that_granted_them(wide: Town) -> None:
    case = wide.record()
    leave = {"kind": "illness", "since": "2024-03-04", "until": "2024-03-08", "reason": "住院"}
    granted = {**leave, "approver": CLERK}
    wide.do("roster.absence", act=by(CLERK), person=SECRETARY, granted=granted)
    wide.set("2024-03-06")
    (beside,) = found(wide, case)["beside"]
    assert (beside["kind"], beside["person"]) == ("leave", SECRETARY)
    assert [one["event"] for one in beside["evidence"]] == ["LeaveGranted"]
    assert beside["evidence"][0]["stream"] == f"person/{SECRETARY}"


@pytest.mark.clause("S39", "S66")
def test_leaves_after_the_end_and_between_two_rounds_stand_beside_nothing(wide: Town) -> None:
    case = wide.record()
    wide.step(case, "cause", text="线路老化")
    wide.set("2024-03-05")
    assigned(wide, case, MEMBER)
    assigned(wide, case, SECRETARY)
    wide.do("case.feedback", act=by(SECRETARY), case=case, feedback=TOLD)
    wide.do("case.conclude", act=by(SECRETARY), case=case, conclusion=ENDED)
    wide.set("2024-05-06")
    wide.do("case.reopen", act=by(CLERK), case=case, reopened={"reason": "又坏了"})
    wide.do("case.feedback", act=by(SECRETARY), case=case, feedback=TOLD)
    wide.step(case, "note", text="又修了一次")
    wide.do("case.conclude", act=by(SECRETARY), case=case, conclusion=ENDED)
    wide.set("2024-08-01")
    for since, until in (
        *(("2024-03-05", "2024-03-06"), ("2024-04-08", "2024-04-12")),
        *(("2024-05-05", "2024-05-06"), ("2024-06-03", "2024-06-07")),
    ):
        granted = {"kind": "illness", "since": since, "until": until, "reason": "住院"}
        wide.do(
            "roster.absence",
            act=by(CLERK),
            person=SECRETARY,
            granted={**granted, "approver": CLERK},
        )
    beside = found(wide, case)["beside"]
    assert [one["text"][:10] for one in beside if one["kind"] == "leave"] == [
        *("2024-03-05", "2024-05-05"),
    ]


@pytest.mark.clause("S28", "S66")
def test_what_the_citizen_said_of_the_end_stands_beside_before_and_after_a_reopening(
    wide: Town,
) -> None:
    case = wide.record()
    wide.step(case, "cause", text="线路老化")
    wide.do("case.feedback", act=by(SECRETARY), case=case, feedback=TOLD)
    wide.do("case.conclude", act=by(SECRETARY), case=case, conclusion=ENDED)
    wide.set("2024-03-05")
    content = {"means": "visit", "response": "satisfied", "as_told": True, "text": "亮了"}
    wide.do("case.revisit", act=by(CLERK), case=case, revisit=content)
    looked = {**content, "response": "dissatisfied", "text": "太慢"}
    wide.do("case.revisit", act=by(CLERK), case=case, revisit=looked)
    disputed = {"text": "根本没修", "means": "visit"}
    wide.do("case.dispute", act=by(CLERK), case=case, dispute=disputed)

    def said() -> list[tuple[str, str, str]]:
        return [
            (one["kind"], one["person"], one["evidence"][0]["event"])
            for one in found(wide, case)["beside"]
        ]

    words = [("citizen", CLERK, "Revisited"), ("citizen", CLERK, "OutcomeDisputed")]
    assert said() == words
    assert "根本没修" in found(wide, case)["beside"][1]["text"]
    wide.do("case.reopen", act=by(CLERK), case=case, reopened={"reason": "没修"})
    assert said() == words


@pytest.mark.clause("S25", "S34", "S66")
def test_what_was_asked_decided_or_told_stands_beside_with_who_did_it(wide: Town) -> None:
    """Not with who held the matter: a superior's decision is not the holder's."""
    case = wide.record()
    explained = {"means": "visit", "text": "资金未到"}
    wide.do("case.explain", act=by(SECRETARY), case=case, explanation=explained)
    asked = {"duty": "conclude", "until": "2024-05-29", "reason": "等材料"}
    wide.do("case.extend", act=by(SECRETARY), case=case, asking=asked)
    refused = {"extension": 1, "reason": "材料在县里就有"}
    wide.do("case.extend-refuse", act=by(LEADER), case=case, refused=refused)
    assert [(one["text"], one["person"]) for one in found(wide, case)["beside"][1:]] == [
        ("第 1 次申请办结延期至 2024-05-29", SECRETARY),
        ("第 1 次延期申请未批准", LEADER),
    ]


@pytest.mark.clause("S46")
def test_a_matter_left_behind_is_found_where_it_began(wide: Town) -> None:
    case = wide.record(act=by(MEMBER))
    away = {"until": "2024-03-08", "destination": "市水务局", "reason": "组织调动"}
    wide.do("roster.transfer", act=by(CLERK), person=MEMBER, transferred=away)
    wide.set("2024-03-11")
    page = found(wide, case)
    assert ("missed", "leaving.matter", MEMBER, "2024-03-08") in told(page)
    (left,) = (one for one in page["findings"] if one["duty"] == "leaving.matter")
    assert [one["event"] for one in left["evidence"]] == ["CadreTransferredAway"]


@pytest.mark.clause("S62")
def test_findings_are_those_of_what_was_known_then(wide: Town) -> None:
    case = wide.record()
    wide.set("2024-03-20")
    act = by(SECRETARY, occurred_at=shanghai("2024-03-04T10:00"))
    wide.do("case.feedback", act=act, case=case, feedback={**TOLD, "stage": "opinion"})
    assert told(found(wide, case)) == [("filled-in", "feedback.opinion", SECRETARY, "2024-03-08")]
    assert told(found(wide, case, when={"known_by": "2024-03-19"})) == [
        ("missed", "feedback.opinion", SECRETARY, "2024-03-08")
    ]
    then = {"known_by": "2024-02-28"}
    refusal = wide.refused("case.findings", act=by(INVESTIGATOR), case=case, when=then)
    assert refusal.code == "not-yet"


@pytest.mark.clause("S37", "S62", "S66")
def test_what_was_filled_in_after_its_day_is_met_and_told_with_when_it_was_written(
    wide: Town,
) -> None:
    """A year's delay written up as if it had been in time is not passed over."""
    case, prompt = wide.record(), wide.record(title="另一盏灯")
    wide.set("2024-03-08")
    act = by(SECRETARY, occurred_at=shanghai("2024-03-06T10:00"))
    opinion = {**TOLD, "stage": "opinion"}
    wide.do("case.feedback", act=act, case=prompt, feedback=opinion)
    wide.set("2024-03-20")
    wide.do("case.feedback", act=act, case=case, feedback=opinion)
    (one,) = found(wide, case)["findings"]
    assert (one["kind"], one["person"], one["due"]) == ("filled-in", SECRETARY, "2024-03-08")
    assert (one["met_on"], one["recorded_on"], one["late_days"]) == ("2024-03-06", "2024-03-20", 8)
    assert [line["event"] for line in one["evidence"]] == ["MatterRecorded", "FeedbackGiven"]
    duties = wide.do("duties.list", which={"case": case})["items"]
    assert {item["id"]: item["state"] for item in duties}[one["id"]] == "met"
    assert found(wide, prompt)["findings"] == ()


@pytest.mark.clause("S37", "S83")
def test_what_came_from_elsewhere_with_its_answer_was_not_filled_in(wide: Town) -> None:
    wide.set("2024-03-20")
    source = {"system": "12345", "number": "77"}
    learned = {**MATTER, "learned_at": "2024-03-01T08:30:00+08:00", "source": source}
    case = wide.do("case.record", act=by(SECRETARY), matter=learned)["id"]
    act = by(SECRETARY, occurred_at=shanghai("2024-03-04T10:00"))
    wide.do("case.feedback", act=act, case=case, feedback={**TOLD, "stage": "opinion"})
    assert found(wide, case)["findings"] == ()


@pytest.mark.clause("S66", "S74")
def test_what_if_a_rule_or_the_calendar_had_been_otherwise_leaves_no_trace(wide: Town) -> None:
    case = wide.record()
    wide.set("2024-03-11")
    log = wide.office.log
    before = (log.size(), log.root(log.size()), [*log.scan()])
    rows = wide.do("case.list")

    def due(**what_if: Any) -> list[tuple[str, str]]:
        page = found(wide, case, what_if=what_if)
        return [(one["due"], one["says"]) for one in page["findings"]]

    assert due() == [("2024-03-08", "反馈处理意见：自获知之日起 5个工作日")]
    assert due(rules=[{"rule": "feedback.opinion", "amount": 10}]) == []
    sooner = {"rule": "feedback.opinion", "amount": 4, "unit": "calendar-day"}
    assert due(rules=[sooner]) == [
        ("2024-03-05", "反馈处理意见（假设）：自获知之日起 4个自然日"),
    ]
    off = {"year": 2024, "off": ["2024-03-07", "2024-03-08"]}
    assert due(calendar=[off]) == []
    assert due(calendar=[{"year": 2031}]) == due()

    assert (log.size(), log.root(log.size()), [*log.scan()]) == before
    assert wide.do("case.list") == rows


@pytest.mark.clause("S83")
def test_what_is_supposed_of_a_rule_is_nothing_where_the_rule_was_not_in_force(wide: Town) -> None:
    case = wide.record(learned_at="2007-06-19")
    what_if = {"rules": [{"rule": "feedback.opinion", "amount": 1}]}
    page = found(wide, case, what_if=what_if)
    told = "规定「向群众反馈处理意见」（feedback.opinion）：当时尚未施行，此项假设不起作用"
    assert (page["owed"], page["supposed"]) == (0, (told,))


@pytest.mark.clause("S66", "S74")
def test_what_is_supposed_is_told_against_what_was_so(wide: Town) -> None:
    case = wide.record()
    year = wide.do("calendar.show", year=2024)
    (first, *off), (worked, *work) = year["off"], year["work"]

    def supposed(**what_if: Any) -> tuple[str, ...]:
        told: tuple[str, ...] = found(wide, case, what_if=what_if)["supposed"]
        return told

    rules = [
        {"rule": "feedback.opinion", "amount": 10},
        {"rule": "conclude", "amount": 30, "unit": "working-day"},
    ]
    assert supposed(rules=rules) == (
        "规定「反馈处理意见」（feedback.opinion，S62）：5个工作日 → 10个工作日",
        "规定「办结」（conclude，S34）：60个自然日 → 30个工作日",
    )
    same = {"year": 2024, "off": year["off"], "work": year["work"]}
    other = {"year": 2024, "off": [*off, "2024-03-07"], "work": [*work, "2024-03-09"]}
    assert supposed(calendar=[same]) == ("2024 年工作日历：与公布的相同",)
    changed = f"不放假 {first[5:]}；另放假 03-07；不调休上班 {worked[5:]}；另调休上班 03-09"
    assert supposed(calendar=[other]) == (f"2024 年工作日历：{changed}",)
    assert supposed(calendar=[{"year": 2031, "off": ["2031-01-01"]}]) == (
        "2031 年工作日历：原未公布，只计周末；另放假 01-01",
    )


@pytest.mark.clause("S66", "S74")
@pytest.mark.parametrize(
    ("what_if", "code"),
    [
        ({"rules": [{"rule": "x", "amount": 1}]}, "supposed-rule"),
        ({"rules": [{"rule": "record.weekly", "amount": 10}]}, "supposed-rule"),
        ({"rules": [{"rule": "conclude", "amount": -1}]}, "supposed-amount"),
        ({"rules": [{"rule": "conclude", "amount": 3651}]}, "supposed-amount"),
        ({"rules": [{"rule": "conclude", "amount": n} for n in (10, 11)]}, "supposed-twice"),
        ({"calendar": [{"year": 2024}, {"year": 2024}]}, "supposed-twice"),
        ({"calendar": [{"year": -5}]}, "calendar-year"),
        ({"calendar": [{"year": 2024, "off": ["2025-05-01"]}]}, "calendar-day"),
        (
            {"calendar": [{"year": 2024, "off": ["2024-05-02"], "work": ["2024-05-02"]}]},
            "calendar-day",
        ),
    ],
)
def test_what_could_not_be_laid_down_or_published_cannot_be_supposed(
    wide: Town, what_if: dict[str, Any], code: str
) -> None:
    case, act = wide.record(), by(INVESTIGATOR)
    assert wide.refused("case.findings", act=act, case=case, what_if=what_if).code == code


@pytest.mark.clause("S66")
def test_findings_are_for_those_who_inquire_and_do_not_keep_away(wide: Town) -> None:
    case = wide.record()
    for name in ("case.findings", "case.knowledge"):
        assert wide.refused(name, act=by(SECRETARY), case=case).code == "not-allowed"
    asked = {"person": CLERK, "reason": "亲属"}
    wide.do("case.recuse", act=by(CLERK), case=case, asked=asked)
    granted = {"person": CLERK}
    wide.do("case.recuse-grant", act=by(LEADER), case=case, granting=granted)
    for name in ("case.findings", "case.knowledge"):
        refusal = wide.refused(name, act=by(CLERK), case=case)
        assert (refusal.kind, refusal.code) == ("not-allowed", "recused-from-inquiry")
        assert wide.do(name, act=by(INVESTIGATOR), case=case)["case"] == case
    assert wide.do("case.show", act=by(CLERK), case=case)["case"] == case


def neighbours(town: Town) -> str:
    """Record a matter of the neighbouring village."""
    return town.record(act=by(NEIGHBOUR), place="anyang", title="路面塌陷")


@pytest.mark.clause("S12", "S25")
def test_a_complaint_is_not_looked_into_by_who_it_is_against(wide: Town) -> None:
    """They may inquire into other matters, and are told nothing of the one against themselves."""
    accused = "0201"
    facts = {"name": "孙副", "kind": "town-office-civil-servant", "since": "2020-01-01"}
    at = {"post": "deputy-secretary", "unit": "anyang"}
    wide.do("roster.person", person=accused, facts={**facts, **at})
    conduct = {"category": "VILLAGE_GOVERNANCE.CONDUCT", "accused": [accused], "title": "报销"}
    case, open_to_them = wide.record(act=by(CLERK), place="town", **conduct), neighbours(wide)
    wide.set("2024-04-08")
    act = by(CLERK, occurred_at=shanghai("2024-03-04T10:00"))
    wide.step(case, "note", text="已约谈", act=act)
    plainly = ("case.findings", "case.knowledge", "case.why", "case.blame")
    asked = {**{name: {} for name in plainly}, "case.bisect": {"person": CLERK}}
    for name, further in asked.items():
        refusal = wide.refused(name, act=by(accused), case=case, **further)
        assert refusal.code == "case-unknown", name
        assert wide.do(name, act=by(accused), case=open_to_them, **further)["case"]
        assert wide.do(name, act=by(INVESTIGATOR), case=case, **further)["case"] == case
    signed = {"known_by": "2024-03-31"}
    everything: tuple[tuple[str, dict[str, str]], ...] = (
        ("case.replay", {}),
        ("report.diff", {"report": "hanging"}),
    )
    for name, given in everything:
        assert case not in str(wide.do(name, act=by(accused), when=signed, **given))
        assert case in str(wide.do(name, act=by(INVESTIGATOR), when=signed, **given)), name
