"""Who answers for a matter that was mishandled with bad consequences (S66)."""

from typing import Any

import attrs
import pytest
from tests.towns import CLERK, INVESTIGATOR, MEMBER, RETIRED, SECRETARY, Town, by

from minqing_core.accountability import events
from minqing_core.application import accountability_reading
from minqing_core.kernel.ids import StreamId
from minqing_core.kernel.refusals import RefusalError

HEAD, DEPUTY, COMMISSIONER, STRANGER = "0101", "0102", "0103", "0106"
LEADERS = (
    (HEAD, "赵书记", "party-secretary", "town"),
    (DEPUTY, "钱副", "deputy-secretary", "town"),
    (COMMISSIONER, "孙组", "organisation-commissioner", "town"),
    (STRANGER, "吴主任", "village-director", "anyang"),
)
NEEDED = ("fault", "late", "consequence", "responsible")
DATED = ("not-handled", "late", "not-fed-back", "responsible")


class Inquired:
    """A town in which a matter was left lying, and an inquiry opened on its handler."""

    def __init__(self, town: Town) -> None:
        self.town = town
        for person, name, post, unit in LEADERS:
            facts = {"name": name, "kind": "town-office-civil-servant", "since": "2020-01-01"}
            town.do("roster.person", person=person, facts={**facts, "post": post, "unit": unit})
        self.case = town.record(act=by(MEMBER))
        town.set("2024-05-20")
        handover = {"unit": "dafeng", "to": SECRETARY, "reason": "换届"}
        town.do("case.handover", act=by(MEMBER), case=self.case, handover=handover)
        town.do("case.accept", act=by(SECRETARY), case=self.case)
        town.set("2024-06-12")
        self.incident = town.do("accountability.incident", incident=self.happened())["id"]
        opening = {"case": self.case, "person": MEMBER, "incident": self.incident}
        self.number = town.do(
            "accountability.open", act=by(INVESTIGATOR), opening={**opening, "text": "没有回音"}
        )["id"]

    def happened(self, **others: Any) -> dict[str, Any]:
        """Return an incident that came of the matter."""
        told = {"kind": "mass-incident", "unit": "dafeng", "on": "2024-06-12", "text": "上访"}
        return {**told, "cases": [self.case], **others}

    def do(self, what: str, person: str = INVESTIGATOR, **asked: Any) -> Any:
        """Have something of the inquiry done."""
        act = by(person)
        return self.town.do(f"accountability.{what}", act=act, inquiry=self.number, **asked)

    def refused(self, what: str, person: str = INVESTIGATOR, **asked: Any) -> RefusalError:
        """Have something of the inquiry refused."""
        return self.town.refused(
            f"accountability.{what}", act=by(person), inquiry=self.number, **asked
        )

    def finding(self, element: str, **facts: Any) -> dict[str, Any]:
        """Return a finding that an element holds."""
        stream = f"incident/{self.incident}" if element == "consequence" else f"case/{self.case}"
        day = {"on": "2024-05-01"} if element in DATED else {}
        evidence = [{"stream": stream, "version": 1}]
        told = {"element": element, "holds": True, "evidence": evidence, "text": "如材料所载"}
        return {**told, **day, **facts}

    def ready(self) -> None:
        """Find every element that is needed, show it and hear the person."""
        for element in NEEDED:
            self.do("find", finding=self.finding(element))
        self.do("show-evidence")
        self.do("hear", MEMBER, statement={"text": "找过供电所"})

    def show(self, person: str = INVESTIGATOR, **when: Any) -> Any:
        """Return the page of the inquiry."""
        return self.do("show", person, **when)

    def listed(self, person: str, **asked: Any) -> list[str]:
        """Return the numbers of the inquiries that somebody sees."""
        page = self.town.do("accountability.list", act=by(person), **asked)
        return [line["inquiry"] for line in page["items"]]

    def last(self) -> Any:
        """Return what was recorded last."""
        return self.town.office.log.stream(StreamId(f"inquiry/{self.number}"))[-1].event


@pytest.fixture
def inquired(town: Town) -> Inquired:
    return Inquired(town)


TALK = {"outcome": "talk", "text": "首次发生"}
DUTIES = {"limit", "feedback", "duty"}
FREE = {"outcome": "not-responsible", "text": "不是其责任"}


@pytest.mark.clause("S66")
def test_an_inquiry_runs_from_its_opening_to_the_decision_on_the_appeal(inquired) -> None:
    assert inquired.refused("decide", HEAD, ruling=TALK).code == "unheard"
    inquired.ready()
    assert inquired.refused("decide", ruling=TALK).code == "not-allowed"
    inquired.do("decide", HEAD, ruling=TALK)
    assert inquired.last() == events.InquiryDecided(
        outcome=events.Accounting.TALK, findings=(1, 2, 3, 4), text=inquired.last().text
    )
    assert inquired.refused("appeal", SECRETARY, lodged={"text": "不服"}).code == (
        "inquiry-unknown"
    )
    assert inquired.refused("appeal", DEPUTY, lodged={"text": "不服"}).code == "only-concerned"
    inquired.do("appeal", MEMBER, lodged={"text": "当日已移交"})
    assert inquired.refused("appeal-decide", HEAD, ruling=FREE).code == "first-decider"
    told = inquired.do("appeal-decide", DEPUTY, ruling=FREE)
    assert told["events"][0]["sentence"] == "钱副决定申诉：不予追究：不是其责任"
    page = inquired.show(MEMBER)
    assert (page["state_text"], page["outcome_text"]) == ("申诉已决定", "不予追究")
    assert page["decision"]["outcome"] == "talk"
    assert page["appeal"]["text"] == "当日已移交"
    assert page["appeal_decision"]["said"]["by_name"] == "钱副"


@pytest.mark.clause("S25", "S66")
def test_who_is_responsible_is_who_held_the_matter_at_that_time(inquired) -> None:
    late = inquired.finding("responsible", on="2024-06-01")
    refused = inquired.refused("find", finding=late)
    assert str(refused) == (
        f"0003 在 2024-06-01 不是民情 {inquired.case} 的责任人，当日的责任人是：陈国强（0002）"
    )
    inquired.do("find", finding=inquired.finding("responsible"))
    assert (inquired.last().person, str(inquired.last().on)) == (MEMBER, "2024-05-01")


@pytest.mark.clause("S24", "S25", "S66", "S69")
def test_who_owed_a_measure_answers_for_it_whoever_had_the_matter(town: Town) -> None:
    inquired = Inquired(town)
    case, owner = inquired.case, {"owner": STRANGER, "due": "2024-06-14"}
    measure = {"text": "接通电源", **owner}
    town.step(case, "measure", act=by(SECRETARY), **measure)
    ordered = {"to": SECRETARY, "text": "限期答复", "due": "2024-06-17"}
    town.do("case.supervise", act=by(CLERK), case=case, ordering=ordered)
    town.set("2024-06-20")
    facts = town.do("accountability.suggest", act=by(HEAD), case=case)["items"]
    told = [(f["bears_on"], f["person"], f["text"], f["evidence"]) for f in facts[-2:]]
    stream, laid = f"case/{case}", "2024-06-12 的记录定于"
    assert told == [
        (
            *("not-handled", STRANGER),
            f"落实措施（第 1 项）：期限 2024-06-14，逾期未完成（{laid} 2024-06-14，S24）",
            ({"stream": stream, "version": 4},),
        ),
        (
            *("not-handled", SECRETARY),
            f"答复督办（第 1 项）：期限 2024-06-17，逾期未完成（{laid} 2024-06-17，S72）",
            ({"stream": stream, "version": 5},),
        ),
    ]
    opening = {"case": case, "person": STRANGER, "text": "措施没有落实"}
    inquired.number = town.do("accountability.open", opening=opening)["id"]
    early = inquired.refused("find", finding=inquired.finding("responsible", on="2024-06-11"))
    assert str(early).endswith("当日的责任人是：陈国强（0002）")
    inquired.do("find", finding=inquired.finding("responsible", on="2024-06-15"))
    assert inquired.last().person == STRANGER
    sheet = town.do("appraisal.sheet", act=by(STRANGER), subject=STRANGER, year=2024)
    shares = {one["metric"]: (one["count"], one["of"]) for one in sheet["values"]}
    assert (shares["kept"], shares["on-time"]) == ((0, 1), (0, 0))


@pytest.mark.clause("S9", "S25", "S66")
def test_who_writes_an_old_matter_down_does_not_answer_for_the_time_before_they_came(
    inquired,
) -> None:
    town = inquired.town
    town.set("2024-06-03")
    facts = {"name": "冯新", "kind": "village-two-committees", "since": "2024-06-03"}
    post = {"post": "two-committees-member", "unit": "dafeng"}
    town.do("roster.person", person="0108", facts={**facts, **post})
    inquired.case = town.record(act=by("0108"), learned_at="2024-03-01T08:30:00+08:00")
    town.set("2024-06-20")
    facts = town.do("accountability.suggest", act=by(HEAD), case=inquired.case)["items"]
    assert {(fact["person"], fact["name"]) for fact in facts} == {(None, "大丰村")}
    opening = {"case": inquired.case, "person": "0108", "text": "没有回音"}
    inquired.number = town.do("accountability.open", opening=opening)["id"]
    refused = inquired.refused("find", finding=inquired.finding("responsible", on="2024-04-30"))
    assert str(refused).endswith("当日的责任人是：无（尚无人负责）")
    inquired.do("find", finding=inquired.finding("responsible", on="2024-06-03"))


@pytest.mark.clause("S25", "S66")
def test_who_took_a_matter_over_does_not_answer_for_what_failed_before(inquired) -> None:
    about = {"case": inquired.case, "person": SECRETARY, "incident": inquired.incident}
    opening = {**about, "text": "没有回音"}
    inquired.number = inquired.town.do("accountability.open", opening=opening)["id"]
    for element in ("fault", "late", "consequence"):
        inquired.do("find", finding=inquired.finding(element))
    inquired.do("find", finding=inquired.finding("responsible", on="2024-06-01"))
    inquired.do("show-evidence")
    inquired.do("hear", SECRETARY, statement={"text": "当时不是我办"})
    refused = inquired.refused("decide", HEAD, ruling=TALK)
    assert refused.code == "other-time"
    assert "认定其负责的是 2024-06-01，失职之日的责任人是：2024-05-01 李秀英（0003）" in str(
        refused
    )
    assert inquired.do("decide", HEAD, ruling=FREE)["events"]


@pytest.mark.clause("S66")
@pytest.mark.parametrize(
    ("stream", "version", "code"),
    [
        ("person/0003", 1, None),
        ("person/0002", 1, None),
        ("units", 1, None),
        ("programme", 2, None),
        ("person/0106", 1, "evidence-foreign"),
        ("case/2024-000099", 1, "evidence-foreign"),
        ("units", 999, "evidence-unknown"),
    ],
)
def test_evidence_stands_in_the_log_and_belongs_to_it(inquired, stream, version, code) -> None:
    evidence = [{"stream": stream, "version": version}]
    asked = inquired.finding("fault", evidence=evidence)
    if code is None:
        inquired.do("find", finding=asked)
        (part,) = inquired.show()["elements"][0]["findings"][0]["evidence"]
        assert (part["stream"], part["later"]) == (stream, False)
    else:
        assert inquired.refused("find", finding=asked).code == code


@pytest.mark.clause("S66")
def test_the_person_concerned_reads_everything_of_their_own_and_others_nothing(inquired) -> None:
    inquired.ready()
    own, theirs = inquired.show(MEMBER), inquired.show(INVESTIGATOR)
    assert own == theirs
    fault = own["elements"][0]["findings"][0]
    assert fault["evidence"][0]["sentence"].startswith("李秀英记下群众李大娘")
    for stranger in (SECRETARY, STRANGER):
        hidden = inquired.refused("show", stranger)
        assert str(hidden) == f"没有编号为 {inquired.number} 的问责调查，请核对编号"
        assert inquired.listed(stranger) == []
    for reader in (MEMBER, INVESTIGATOR, CLERK, HEAD, DEPUTY, COMMISSIONER):
        assert inquired.listed(reader) == [inquired.number]
    assert inquired.refused("show", RETIRED).kind == "not-allowed"
    unknown = inquired.town.refused("accountability.show", inquiry="2024-000099")
    assert unknown.code == "inquiry-unknown"


@pytest.mark.clause("S66")
def test_each_reading_and_each_refusal_is_noted(inquired) -> None:
    inquired.show(MEMBER)
    inquired.refused("show", STRANGER)
    lines = inquired.town.do(
        "access.list", act=by(INVESTIGATOR), subject=f"inquiry/{inquired.number}"
    )["items"]
    assert [(line["actor"], line["use_case"], line["outcome"]) for line in lines[:2]] == [
        (STRANGER, "accountability.show", "refused:inquiry-unknown"),
        (MEMBER, "accountability.show", "read"),
    ]
    assert inquired.town.do("access.list", act=by(INVESTIGATOR), subject="inquiry/2024-000099")


@pytest.mark.clause("S66")
def test_nobody_inquires_into_or_decides_on_themselves(inquired) -> None:
    town, case = inquired.town, inquired.case
    opening = {"case": case, "person": INVESTIGATOR, "text": "自查"}
    own = town.refused("accountability.open", act=by(INVESTIGATOR), opening=opening)
    assert own.code == "own-inquiry"
    opening["person"] = COMMISSIONER
    other = town.do("accountability.open", act=by(INVESTIGATOR), opening=opening)["id"]
    for use_case, asked in (("show-evidence", {}), ("decide", {"ruling": FREE})):
        refused = town.refused(
            f"accountability.{use_case}", act=by(COMMISSIONER), inquiry=other, **asked
        )
        assert refused.code == "own-inquiry"
    again = {"case": case, "person": MEMBER, "text": "再查"}
    twice = town.refused("accountability.open", act=by(INVESTIGATOR), opening=again)
    assert inquired.number in str(twice)
    inquired.do("drop", dropped={"reason": "另案处理"})
    assert inquired.show(MEMBER)["dropped"]["text"] == "另案处理"
    assert town.do("accountability.open", act=by(INVESTIGATOR), opening=again)["events"]


@pytest.mark.clause("S66")
def test_who_keeps_away_from_the_matter_has_no_part_in_the_inquiry(inquired) -> None:
    town, case = inquired.town, inquired.case
    town.do("case.recuse", act=by(DEPUTY), case=case, asked={"person": DEPUTY, "reason": "亲属"})
    town.do("case.recuse-grant", act=by(CLERK), case=case, granting={"person": DEPUTY})
    assert inquired.refused("decide", DEPUTY, ruling=FREE).code == "inquiry-unknown"
    assert inquired.listed(DEPUTY) == []
    page = town.do("accountability.incidents", act=by(DEPUTY))
    assert page["items"] == ()
    told = [str(town.do("events.follow", act=by(who), limit=1000)) for who in (DEPUTY, CLERK)]
    assert ["incident/" in one for one in told] == [False, True]
    hidden = town.refused("accountability.suggest", act=by(DEPUTY), case=case)
    assert hidden.code == "case-unknown"


@pytest.mark.clause("S66")
def test_an_incident_names_only_matters_that_its_recorder_looks_into(inquired) -> None:
    town, case = inquired.town, inquired.case
    asked = {"person": COMMISSIONER, "reason": "亲属"}
    town.do("case.recuse", act=by(COMMISSIONER), case=case, asked=asked)
    town.do("case.recuse-grant", act=by(CLERK), case=case, granting={"person": COMMISSIONER})
    incident = inquired.happened()
    hidden = town.refused("accountability.incident", act=by(COMMISSIONER), incident=incident)
    assert (hidden.kind, hidden.code) == ("not-found", "case-unknown")


@pytest.mark.clause("S12", "S66")
def test_a_complaint_about_a_cadre_stays_closed_to_them(inquired) -> None:
    town, case = inquired.town, inquired.case
    inquired.ready()
    assigned = {"owner": CLERK, "unit": "org-office", "reason": "由组织人事办公室办理"}
    town.do("case.assign", case=case, assigned=assigned)
    naming = {"person": MEMBER, "reason": "群众反映其收受好处"}
    town.do("case.accuse", act=by(CLERK), case=case, naming=naming)
    fault = inquired.show(MEMBER)["elements"][0]["findings"][0]
    assert fault["evidence"][0]["sentence"] == "（此件对您不公开）"
    assert "李秀英记下" in inquired.show()["elements"][0]["findings"][0]["evidence"][0]["sentence"]
    assert {one["person"] for one in inquired.show(MEMBER)["duties"]} == {MEMBER}
    assert inquired.refused("show", DEPUTY).code == "inquiry-unknown"
    opening = {"case": case, "person": SECRETARY, "text": "另有责任"}
    barred = town.refused("accountability.open", act=by(INVESTIGATOR), opening=opening)
    assert barred.code == "concerned-barred"


@pytest.mark.clause("S66")
def test_the_log_shows_limits_causes_and_leaves_and_no_verdict(inquired) -> None:
    town, case = inquired.town, inquired.case
    leave = {"kind": "illness", "since": "2024-04-01", "until": "2024-04-10", "reason": "住院"}
    town.do("roster.absence", person=MEMBER, granted={**leave, "approver": CLERK})
    before = {**leave, "since": "2024-02-01", "until": "2024-02-03"}
    town.do("roster.absence", person=MEMBER, granted={**before, "approver": CLERK})
    facts = town.do("accountability.suggest", act=by(HEAD), case=case)["items"]
    told = [(f["kind"], f["bears_on"], f["person"], str(f["on"])) for f in facts]
    assert told == [
        ("duty", None, MEMBER, "2024-03-02"),
        ("feedback", "not-fed-back", MEMBER, "2024-03-08"),
        ("leave", "excusal", MEMBER, "2024-04-01"),
        ("feedback", "not-fed-back", MEMBER, "2024-04-30"),
        ("limit", "not-handled", MEMBER, "2024-04-30"),
        ("duty", None, SECRETARY, "2024-05-27"),
    ]
    assert facts[2]["evidence"] == ({"stream": f"person/{MEMBER}", "version": 3},)
    assert facts[2]["text"] == "2024-04-01 至 2024-04-10 病假"
    assert town.refused("accountability.suggest", act=by(MEMBER), case=case).code == "not-allowed"
    assert inquired.show()["beside"] == ()
    inquired.do("drop", dropped={"reason": "重新立案"})
    opening = {"case": case, "person": MEMBER, "text": "重新立案"}
    inquired.number = town.do("accountability.open", opening=opening)["id"]
    assert inquired.show(MEMBER)["beside"] == (facts[2],)


@pytest.mark.clause("S34", "S65", "S66")
def test_clocks_extensions_and_objective_causes_are_beside_it(  # noqa: PLR0915 - one story
    town: Town,
) -> None:
    case = town.record(act=by(MEMBER))

    def do(what: str, person: str = MEMBER, **asked: Any) -> None:
        town.do(f"case.{what}", act=by(person), case=case, **asked)

    asking = {"duty": "conclude", "until": "2024-05-20", "reason": "管材未到货"}
    do("extend", asking=asking)
    do("extend-refuse", SECRETARY, refused={"extension": 1, "reason": "可以按期完成"})
    do("extend", asking=asking)
    do("extend-approve", SECRETARY, approval={"extension": 2})
    do("extend-tell", told={"extension": 2, "means": "telephone", "text": "管材下月到"})
    town.set("2024-03-20")
    do("feedback", feedback={"stage": "opinion", "means": "visit", "text": "已报修"})
    do("park", parked={"reason": "汛期", "cause": "nature", "until": "2024-04-10"})
    town.set("2024-04-02")
    do("resume", resumed={"reason": "水退了"})
    hindered = {"stage": "result", "hindrance": "unreachable", "text": "外出务工，联系不上"}
    do("excuse", impossible=hindered)
    do("step", step={"kind": "cause", "text": "管材涨价"})
    do("explain", explanation={"means": "visit", "text": "资金未到"})
    put_off = {"effect": "列入计划", "basis": "预算", "cause": "funds", "next_look": "2024-05-01"}
    do("conclude", conclusion={"outcome": "temporarily-unresolvable", **put_off})
    facts = town.do("accountability.suggest", case=case)["items"]
    assert [(f["kind"], f["bears_on"], f["text"].partition("（")[0]) for f in facts] == [
        ("clock", None, "第 1 次申请办结延期至 2024-05-20"),
        ("clock", None, "第 1 次延期申请未批准"),
        ("clock", None, "第 2 次申请办结延期至 2024-05-20"),
        ("clock", "excusal", "第 2 次延期申请已批准"),
        ("clock", None, "已将第 2 次延期告知群众"),
        ("duty", None, "及时记录：期限 2024-03-02，2024-03-01 完成，按期"),
        (
            *("feedback", "not-fed-back"),
            "向群众反馈处理意见：期限 2024-03-08，2024-03-20 完成，逾期完成",
        ),
        ("clock", "objective-cause", "因自然条件挂账至 2024-04-10"),
        ("clock", None, "恢复计时"),
        ("hindrance", "objective-cause", "办理结果无法反馈：联系不上"),
        ("cause", "objective-cause", "因资金不足暂不能解决，定于 2024-05-01 再看"),
        ("duty", None, "复看暂缓事项"),
        (
            *("feedback", None),
            "向群众反馈办理结果：期限 2024-05-13，2024-04-02 完成，按期",
        ),
        ("limit", None, "办结：期限 2024-06-02，2024-04-02 完成，按期"),
    ]
    opening = {"case": case, "person": MEMBER, "text": "有人上访"}
    number = town.do("accountability.open", opening=opening)["id"]
    beside = town.do("accountability.show", act=by(MEMBER), inquiry=number)["beside"]
    assert beside == tuple(f for f in facts if f["kind"] not in DUTIES)


@pytest.mark.clause("S25", "S66")
def test_a_later_round_has_limits_of_its_own_and_evidence_may_be_later(town: Town) -> None:
    case = town.record(act=by(MEMBER))
    told = {"stage": "result", "means": "visit", "text": "灯已修好", "response": "satisfied"}
    act = by(MEMBER)
    town.step(case, "cause", act=act, text="线路老化")
    town.do("case.feedback", act=act, case=case, feedback=told)
    ended = {"outcome": "resolved", "effect": "亮了"}
    town.do("case.conclude", act=act, case=case, conclusion=ended)
    town.later(days=1)
    opening = {"case": case, "person": MEMBER, "text": "有人上访"}
    number = town.do("accountability.open", opening=opening)["id"]
    town.do("case.reopen", act=act, case=case, reopened={"reason": "群众不满意"})
    town.set("2024-08-01")
    facts = town.do("accountability.suggest", case=case)["items"]
    last = [fact for fact in facts if fact["text"].startswith("第 2 轮")]
    assert {fact["bears_on"] for fact in last} == {"not-fed-back", "not-handled"}
    evidence = last[0]["evidence"]
    assert evidence == ({"stream": f"case/{case}", "version": 5},)
    finding = {"element": "not-handled", "holds": True, "evidence": evidence, "text": "没有办"}
    finding["on"] = str(last[0]["on"])
    town.do("accountability.find", inquiry=number, finding=finding)
    elements = town.do("accountability.show", inquiry=number)["elements"]
    (part,) = elements[1]["findings"][0]["evidence"]
    assert (part["version"], part["later"]) == (5, True)


@pytest.mark.clause("S66")
def test_who_had_a_hand_in_the_inquiry_decides_neither_on_it_nor_on_the_appeal(inquired) -> None:
    for element in NEEDED:
        inquired.do("find", COMMISSIONER, finding=inquired.finding(element))
    inquired.do("show-evidence")
    inquired.do("hear", MEMBER, statement={"text": "找过供电所"})
    refused = inquired.refused("decide", COMMISSIONER, ruling=TALK)
    assert (refused.kind, refused.code) == ("not-allowed", "inquirer-decides")
    inquired.do("decide", HEAD, ruling=TALK)
    inquired.do("appeal", MEMBER, lodged={"text": "不服"})
    refused = inquired.refused("appeal-decide", COMMISSIONER, ruling=FREE)
    assert refused.code == "inquirer-decides"
    inquired.do("appeal-decide", DEPUTY, ruling=FREE)


@pytest.mark.clause("S66")
def test_what_was_owed_stands_beside_the_elements_and_a_failure_is_held_to_it(inquired) -> None:
    owed = [(one["text"].partition("（")[0], one["name"]) for one in inquired.show()["duties"]]
    assert owed == [
        ("及时记录：期限 2024-03-02，2024-03-01 完成，按期", "李秀英"),
        ("向群众反馈处理意见：期限 2024-03-08，逾期未完成", "李秀英"),
        ("向群众反馈办理结果：期限 2024-04-30，逾期未完成", "李秀英"),
        ("办结：期限 2024-04-30，逾期未完成", "李秀英"),
        ("接手或提出异议", "陈国强"),
    ]
    early = inquired.finding("late", on="2024-04-29")
    assert inquired.refused("find", finding=early).code == "nothing-overdue"
    inquired.do("find", finding={**early, "without_limit": "当面答应四月底前修好"})
    (found,) = inquired.show(MEMBER)["elements"][2]["findings"]
    assert found["without_limit"] == "当面答应四月底前修好"


@pytest.mark.clause("S66")
def test_a_past_moment_shows_what_was_there(inquired) -> None:
    before = {"position": inquired.town.office.log.size()}
    inquired.ready()
    inquired.do("decide", HEAD, ruling=TALK)
    assert inquired.show(when=before)["state"] == "open"
    assert inquired.listed(HEAD, when=before, which={"state": "open"}) == [inquired.number]
    assert inquired.listed(HEAD, which={"state": "open"}) == []
    assert inquired.listed(HEAD, which={"state": "decided", "person": MEMBER}) == [inquired.number]
    early = inquired.refused("show", when={"position": 3})
    assert early.code == "inquiry-unknown"
    assert inquired.listed(HEAD, when={"position": 3}) == []


@pytest.mark.clause("S66")
def test_incidents_are_listed_page_by_page_for_those_who_look_into_them(
    inquired, monkeypatch
) -> None:
    monkeypatch.setattr(accountability_reading, "PAGE", 1)
    town = inquired.town
    town.do("accountability.incident", incident=inquired.happened(cases=[], text="跌伤"))
    first = town.do("accountability.incidents", limit=1)
    assert [(i["text"], i["kind_text"]) for i in first["items"]] == [("跌伤", "群体性事件")]
    second = town.do("accountability.incidents", limit=1, cursor=first["next"])
    assert [(i["incident"], i["cases"]) for i in second["items"]] == [
        (inquired.incident, (inquired.case,))
    ]
    assert second["next"] is None
    elsewhere = {"case": inquired.case, "person": SECRETARY, "text": "查"}
    for incident, code in (("2024-000002", "incident-elsewhere"), ("2024-9", "incident-unknown")):
        opening = {**elsewhere, "incident": incident}
        assert town.refused("accountability.open", opening=opening).code == code
    for wrong, code in (
        ({"on": "2024-02-29"}, "incident-before-matter"),
        ({"cases": ["2024-000099"]}, "case-unknown"),
    ):
        refused = town.refused("accountability.incident", incident=inquired.happened(**wrong))
        assert refused.code == code
    bad = inquired.happened(unit="nowhere")
    assert town.refused("accountability.incident", incident=bad).code == "unit-unknown"


@pytest.mark.clause("S66")
def test_incidents_are_found_by_kind_and_unit(inquired) -> None:
    def listed(**asked) -> list[str]:
        page = inquired.town.do("accountability.incidents", **asked)
        return [line["incident"] for line in page["items"]]

    (line,) = inquired.town.do("accountability.incidents")["items"]
    assert listed(kind=line["kind"], unit=line["unit"]) == [inquired.incident]
    assert listed(unit="anyang") == []
    other = next(one for one in events.IncidentKind if one != line["kind"])
    assert listed(kind=other) == []


@pytest.mark.clause("S66")
def test_who_hears_is_who_inquires_or_the_person(inquired) -> None:
    inquired.do("find", finding=inquired.finding("excusal", holds=False, evidence=[]))
    inquired.do("show-evidence")
    said = {"statement": {"text": "本人表示不作陈述", "declined": True}}
    assert inquired.refused("hear", SECRETARY, **said).code == "not-allowed"
    assert inquired.refused("hear", INVESTIGATOR, **said).code == "waiver-alone"
    inquired.do("hear", CLERK, **said)
    again = {"statement": {"text": "本人写明不作陈述", "declined": True}}
    inquired.do("hear", MEMBER, **again)
    told = inquired.show()["statements"]
    assert [(one["by_name"], one["declined"]) for one in told] == [
        ("王小明", True),
        ("李秀英", True),
    ]
    tolerated = {"outcome": "tolerated", "text": "轻微", "tolerance": "没有私利"}
    assert inquired.refused("decide", HEAD, ruling=tolerated).code == "elements-missing"
    inquired.do("decide", HEAD, ruling=FREE)
    act = attrs.evolve(by(SECRETARY), on_behalf_of=MEMBER)
    lodged = {"inquiry": inquired.number, "lodged": {"text": "不服"}}
    refused = inquired.town.refused("accountability.appeal", act=act, **lodged)
    assert refused.code == "not-for-another"


@pytest.mark.clause("S66")
def test_tolerance_is_shown_with_its_reason(inquired) -> None:
    inquired.ready()
    ruling = {"outcome": "tolerated", "text": "轻微", "tolerance": "没有私利"}
    inquired.do("decide", HEAD, ruling=ruling)
    assert inquired.show(MEMBER)["decision"]["tolerance"] == "没有私利"
