"""Who holds a matter at every instant, and who is told, asked, urged and ordered."""

import pytest
from tests.towns import (
    CLERK,
    ENGINEER,
    HEAD,
    INVESTIGATOR,
    LEADER,
    MEMBER,
    NEIGHBOUR,
    RETIRED,
    SECRETARY,
    Town,
    by,
)

from minqing_core.views import page_words

TODAY, SOON = "2024-03-01", "2024-03-15"
CONDUCT = {"category": "VILLAGE_GOVERNANCE.CONDUCT", "accused": [MEMBER]}


def code(town: Town, use_case: str, *, act=None, **given) -> str:
    return town.refused(f"case.{use_case}", act=act or by(SECRETARY), **given).code


@pytest.fixture
def wide(town: Town) -> Town:
    """Give a town with a neighbouring village's secretary, town leaders and a department."""
    town.widen()
    return town


def hands(town: Town, case: str) -> dict:
    found: dict = town.do("case.show", case=case)["hands"]
    return found


@pytest.mark.clause("S25", "S38")
def test_the_first_receiver_leads_until_the_other_accepts(wide: Town) -> None:
    case = wide.record()
    asked = {"to": NEIGHBOUR, "unit": "anyang", "reason": "路灯在安洋界内"}
    wide.do("case.handover", act=by(SECRETARY), case=case, handover=asked)

    assert (hands(wide, case)["owner"], hands(wide, case)["awaiting_name"]) == (SECRETARY, "钱多")
    waiting = wide.do("case.list", act=by(NEIGHBOUR), which={"awaiting": NEIGHBOUR})["items"]
    assert [row["number"] for row in waiting] == [case]
    assert code(wide, "step", act=by(NEIGHBOUR), case=case, step={"kind": "note", "text": "去看"})

    wide.later(hours=2)
    wide.do("case.accept", act=by(NEIGHBOUR), case=case)

    held = hands(wide, case)
    assert (held["owner"], held["unit"], held["handoffs"], held["returns"]) == (
        *(NEIGHBOUR, "anyang"),
        *(1, 0),
    )
    assert [(one["person"], one["until"]) for one in held["holders"]] == [
        (SECRETARY, held["holders"][1]["since"]),
        (NEIGHBOUR, None),
    ]
    note = {"kind": "note", "text": "还是我来"}
    assert code(wide, "step", case=case, step=note) == "not-in-hand"
    wide.step(case, "note", act=by(NEIGHBOUR), text="到现场看过")
    assert wide.do("case.count", which={"awaiting": NEIGHBOUR})["total"] == 0


@pytest.mark.clause("S38", "S77")
def test_a_unit_objects_in_time_or_the_office_assigns(wide: Town) -> None:
    case = wide.record()
    asked = {"unit": "urban", "reason": "属规划建设职责"}
    for refused_on in ("2024-03-08", "2024-03-11"):
        wide.do("case.handover", act=by(SECRETARY), case=case, handover=asked)
        wide.set(refused_on)
        objection = {"reason": "村内道路由村负责"}
        if refused_on == "2024-03-08":
            wide.do("case.decline", act=by(ENGINEER), case=case, refused=objection)
    wide.set("2024-03-18")
    objecting = {"act": by(ENGINEER), "case": case, "refused": {"reason": "不归我办"}}
    assert code(wide, "decline", **objecting) == "objection-late"

    owner = {"owner": ENGINEER, "unit": "urban", "reason": "两家相争，由规划建设办承办"}
    assert code(wide, "assign", case=case, act=by(NEIGHBOUR), assigned=owner) == "case-unknown"
    wide.do("case.assign", case=case, assigned=owner)

    assert (hands(wide, case)["owner"], hands(wide, case)["awaiting"]) == (ENGINEER, None)
    table = wide.do("report.handoffs")["items"]
    assert [(one["unit"], one["handoffs"], one["returns"]) for one in table] == [
        ("urban", 0, 1),
        ("dafeng", 1, 0),
    ]
    assert table[0]["unit_name"] == "规划建设办公室"


@pytest.mark.clause("S25", "S38")
def test_a_hand_over_is_recalled_and_never_dated_back(wide: Town) -> None:
    case = wide.record()
    asked = {"to": NEIGHBOUR, "unit": "anyang", "reason": "路灯在安洋界内"}
    back = {"act": by(SECRETARY, occurred_at=wide.at), "case": case}
    wide.later(days=1)
    assert code(wide, "handover", **back, handover=asked) == "not-afterwards"
    wide.do("case.handover", act=by(SECRETARY), case=case, handover=asked)
    recall = {"reason": "核实后仍在本村"}
    wide.do("case.recall", act=by(SECRETARY), case=case, withdrawn=recall)
    assert code(wide, "accept", act=by(NEIGHBOUR), case=case) == "no-handover"
    unknown = {"to": "9999", "unit": "anyang", "reason": "x"}
    assert code(wide, "handover", case=case, handover=unknown) == "person-unknown"
    nowhere = {"unit": "nowhere", "reason": "x"}
    assert code(wide, "handover", case=case, handover=nowhere) == "unit-unknown"


@pytest.mark.clause("S64")
def test_what_is_beyond_ones_authority_is_explained_and_reported_and_stays(wide: Town) -> None:
    case = wide.record()
    report = {"to": LEADER, "text": "须镇里协调供电", "follow_up": SOON}
    assert code(wide, "escalate", case=case, report=report) == "report-unexplained"
    told = {"means": "visit", "text": "供电不归村管，已报镇里"}
    wide.do("case.explain", act=by(SECRETARY), case=case, explanation=told)
    own = {**report, "to": MEMBER}
    assert code(wide, "escalate", case=case, report=own) == "not-superior"
    wide.do("case.escalate", act=by(SECRETARY), case=case, report=report)
    open_reports = {"which": {"unacknowledged": True}}
    assert wide.do("case.count", **open_reports)["total"] == 1

    signed = {"report": 1, "instruction": "请供电所本周到场"}
    wide.do("case.acknowledge", act=by(LEADER), case=case, acknowledged=signed)

    (line,) = wide.do("case.show", case=case)["reports"]
    assert (line["to"], line["acknowledged_on"], line["instruction"]) == (
        *(LEADER, TODAY),
        "请供电所本周到场",
    )
    assert hands(wide, case)["owner"] == SECRETARY
    assert wide.do("case.count", **open_reports)["total"] == 0


@pytest.mark.clause("S76", "S77")
def test_the_lead_sees_who_has_not_replied(wide: Town) -> None:
    case = wide.record()
    task = {"unit": "urban", "person": ENGINEER, "text": "勘查线路", "due": SOON}
    wide.do("case.assist", act=by(SECRETARY), case=case, assistance=task)
    anybody = {"unit": "urban", "text": "报价", "due": SOON}
    wide.do("case.assist", act=by(SECRETARY), case=case, assistance=anybody)
    wide.do("case.assist", act=by(SECRETARY), case=case, assistance=anybody)
    wide.do("case.assist-accept", act=by(ENGINEER), case=case, accepted={"task": 1})
    objected = {"task": 2, "reason": "报价归财政所"}
    wide.do("case.assist-object", act=by(ENGINEER), case=case, objected=objected)
    assert wide.do("case.count", which={"assisted": True})["total"] == 1

    wide.do(
        "case.assist-reply", act=by(ENGINEER), case=case, replied={"task": 1, "text": "线已断"}
    )
    ended = {"task": 3, "reason": "村里已询价"}
    wide.do("case.assist-end", act=by(SECRETARY), case=case, ended=ended)

    tasks = wide.do("case.show", case=case)["tasks"]
    assert [(t["state"], t["answer"]) for t in tasks] == [
        ("replied", "线已断"),
        ("objected", "报价归财政所"),
        ("ended", "村里已询价"),
    ]
    assert wide.do("case.count", which={"assisted": True})["total"] == 0
    assert hands(wide, case)["returns"] == 1


@pytest.mark.clause("S72")
def test_the_register_lists_every_order_with_what_came_of_it(wide: Town) -> None:
    case, other = wide.record(), wide.record(title="另一盏灯")
    order = {"to": SECRETARY, "text": "限期修好", "due": SOON}
    for number, listed in ((case, True), (other, False)):
        wide.do("case.supervise", case=number, ordering={**order, "listed": listed})
    wide.do("case.remind", case=case, reminder={"to": SECRETARY, "text": "只剩三天"})
    assert code(wide, "supervise", case=case, ordering=order) == "not-allowed"
    replied = {"order": 1, "text": "灯已订"}
    wide.do("case.supervise-reply", act=by(SECRETARY), case=case, replied=replied)
    wide.do("case.supervise-close", case=other, closed={"order": 1, "text": "已通电"})

    def register(**asked):
        items = wide.do("report.supervision", **asked)["items"]
        return [(i["case"], i["order"], i["state"], i["listed"]) for i in items]

    assert register() == [(other, 1, "closed", 0), (case, 1, "replied", 1)]
    assert (
        register(which={"open": True})
        == register(which={"listed": True})
        == [(case, 1, "replied", 1)]
    )
    first = wide.do("report.supervision", limit=1)
    assert [i["case"] for i in first["items"]] == [other]
    assert register(cursor=first["next"], limit=1) == [(case, 1, "replied", 1)]
    (row,) = wide.do("report.supervision", which={"open": True})["items"]
    assert (row["to_name"], row["state_text"], row["days_left"]) == ("陈国强", "已答复", 14)
    assert wide.do("case.count", which={"supervised": True})["total"] == 1
    foreign = wide.do("report.supervision", act=by(NEIGHBOUR))["items"]
    assert foreign == ()
    assert wide.refused("report.supervision", limit=0).code == "page-limit"


@pytest.mark.clause("S40")
def test_the_leaders_above_hear_at_once_of_what_is_urgent(wide: Town) -> None:
    case = wide.record(act=by(MEMBER), urgency="urgent")
    told = wide.do("case.log", case=case)["items"][-1]
    assert (told["event"], told["sentence"]) == (
        "LeadersTold",
        "李秀英即时报告陈国强、郑书记、梁主任",
    )
    (line,) = wide.do("case.show", case=case)["said"]
    assert (page_words.named(line), page_words.passage(line)) == (
        *("即时报告", "陈国强、郑书记、梁主任"),
    )
    ordinary = wide.record()
    assert [i["event"] for i in wide.do("case.log", case=ordinary)["items"]] == ["MatterRecorded"]

    change = {"field": "urgency", "value": "major", "reason": "桥将塌"}
    wide.do("case.amend", act=by(SECRETARY), case=ordinary, amendment=change)

    assert (
        wide.do("case.log", case=ordinary)["items"][-1]["sentence"]
        == "陈国强即时报告郑书记、梁主任"
    )


@pytest.mark.clause("S12", "S40")
def test_an_urgent_complaint_reaches_no_leader_whom_it_is_closed_to(wide: Town) -> None:
    asked = {"owner": CLERK, "unit": "org-office"}
    matter = {"urgency": "urgent", **CONDUCT}
    act = by(NEIGHBOUR)
    number = wide.do("case.record", act=act, matter={**_matter(), **matter}, **asked)["id"]
    told = wide.office.log.stream(f"case/{number}")[-1].event
    assert told.leaders == (LEADER,)
    handover = {"to": MEMBER, "unit": "dafeng", "reason": "x"}
    assert code(wide, "handover", act=by(CLERK), case=number, handover=handover) == "person-barred"


@pytest.mark.clause("S25")
def test_whoever_left_takes_nothing_over(wide: Town) -> None:
    case = wide.record()
    asked = {"to": RETIRED, "unit": "anyang", "reason": "x"}
    assert code(wide, "handover", case=case, handover=asked) == "receiver-elsewhere"
    assigned = {"owner": INVESTIGATOR, "unit": "anyang", "reason": "x"}
    assert (
        code(wide, "assign", act=by(CLERK), case=case, assigned=assigned) == "receiver-elsewhere"
    )
    reason = {"reason": "x"}
    assert code(wide, "decline", case=case, refused=reason) == "no-handover"
    assert code(wide, "recall", case=case, withdrawn=reason) == "no-handover"
    assert wide.do("case.accept", act=by(SECRETARY), case=case)["events"] == ()


@pytest.mark.clause("S28", "S38")
def test_who_took_a_matter_over_does_not_revisit_it(wide: Town) -> None:
    case = wide.record()
    asked = {"to": NEIGHBOUR, "unit": "anyang", "reason": "路灯在安洋界内"}
    wide.do("case.handover", act=by(SECRETARY), case=case, handover=asked)
    wide.do("case.accept", act=by(NEIGHBOUR), case=case)
    wide.step(case, "cause", act=by(CLERK), text="线路老化")
    told = {"stage": "result", "means": "visit", "text": "灯已修好"}
    wide.do("case.feedback", case=case, feedback=told)
    wide.do("case.conclude", case=case, conclusion={"outcome": "resolved", "effect": "亮了"})
    seen = {"means": "visit", "response": "satisfied", "as_told": True, "text": "亮了"}
    assert code(wide, "revisit", act=by(NEIGHBOUR), case=case, revisit=seen) == "handled-it"


@pytest.mark.clause("S25", "S38")
def test_a_matter_does_not_end_while_somebody_is_asked_to_take_it(wide: Town) -> None:
    case = wide.record()
    wide.step(case, "note", text="到现场看过")
    asked = {"to": NEIGHBOUR, "unit": "anyang", "reason": "路灯在安洋界内"}
    wide.do("case.handover", act=by(SECRETARY), case=case, handover=asked)
    told = {"stage": "result", "means": "visit", "text": "灯已修好"}
    wide.do("case.feedback", case=case, feedback=told)
    ended = {"outcome": "resolved", "effect": "亮了"}
    assert code(wide, "conclude", case=case, conclusion=ended) == "handover-pending"
    wide.do("case.recall", act=by(SECRETARY), case=case, withdrawn={"reason": "已自行办好"})
    wide.do("case.conclude", case=case, conclusion=ended)
    assert code(wide, "accept", act=by(NEIGHBOUR), case=case) == "no-handover"


@pytest.mark.clause("S76")
def test_a_reply_dated_back_before_the_signing_still_stands(wide: Town) -> None:
    case, asked_at = wide.record(), wide.at
    task = {"unit": "urban", "text": "报价", "due": SOON}
    wide.do("case.assist", act=by(SECRETARY), case=case, assistance=task)
    wide.later(hours=5)
    wide.do("case.assist-accept", act=by(ENGINEER), case=case, accepted={"task": 1})
    replied = {"task": 1, "text": "已报价"}
    earlier = by(ENGINEER, occurred_at=asked_at)
    wide.do("case.assist-reply", act=earlier, case=case, replied=replied)
    [line] = wide.do("case.show", case=case)["tasks"]
    assert (line["state"], line["answer"]) == ("replied", "已报价")


@pytest.mark.clause("S28", "S76")
def test_a_co_handler_who_replied_does_not_revisit(wide: Town) -> None:
    case = wide.record()
    task = {"unit": "anyang", "text": "一起修", "due": SOON}
    wide.do("case.assist", act=by(SECRETARY), case=case, assistance=task)
    wide.do("case.assist-reply", act=by(NEIGHBOUR), case=case, replied={"task": 1, "text": "好"})
    wide.step(case, "note", text="到现场看过")
    told = {"stage": "result", "means": "visit", "text": "灯已修好"}
    wide.do("case.feedback", case=case, feedback=told)
    wide.do("case.conclude", case=case, conclusion={"outcome": "resolved", "effect": "亮了"})
    seen = {"means": "visit", "response": "satisfied", "as_told": True, "text": "亮了"}
    assert code(wide, "revisit", act=by(NEIGHBOUR), case=case, revisit=seen) == "handled-it"


@pytest.mark.clause("S12", "S66", "S72")
def test_a_leader_who_keeps_away_neither_assigns_nor_supervises(wide: Town) -> None:
    case = wide.record()
    order = {"to": SECRETARY, "text": "限期办结", "due": SOON}
    wide.do("case.supervise", act=by(LEADER), case=case, ordering=order)
    interest = {"person": LEADER, "reason": "反映人是亲属"}
    wide.do("case.recuse", act=by(LEADER), case=case, asked=interest)
    wide.do("case.recuse-grant", act=by(CLERK), case=case, granting={"person": LEADER})
    away = by(LEADER)
    assigned = {"owner": ENGINEER, "unit": "urban", "reason": "由其承办"}
    urged = {"to": SECRETARY, "text": "快办"}
    for use_case, given in (
        ("assign", {"assigned": assigned}),
        ("supervise", {"ordering": order}),
        ("supervise-close", {"closed": {"order": 1, "text": "办到了"}}),
        ("remind", {"reminder": urged}),
    ):
        assert code(wide, use_case, act=away, case=case, **given) == "recused"


@pytest.mark.clause("S12", "S66", "S72")
def test_who_keeps_away_is_not_responsible_any_more_and_is_neither_urged_nor_ordered(wide) -> None:
    case = wide.record()
    wide.step(case, "leader", leader=HEAD)
    for person in (ENGINEER, HEAD):
        assert hands(wide, case)["leader"] == HEAD
        interest = {"person": person, "reason": "反映人是亲属"}
        wide.do("case.recuse", case=case, asked=interest)
        wide.do("case.recuse-grant", case=case, granting={"person": person})
    assert hands(wide, case)["leader"] is None
    urged, order = {"to": HEAD, "text": "快办"}, {"to": HEAD, "text": "限期", "due": SOON}
    assert code(wide, "remind", act=by(CLERK), case=case, reminder=urged) == "recused"
    assert code(wide, "supervise", act=by(CLERK), case=case, ordering=order) == "recused"
    wide.step(case, "leader", leader=LEADER)
    assert hands(wide, case)["leader"] == LEADER
    urgent = {"field": "urgency", "value": "urgent", "reason": "桥将塌"}
    wide.do("case.amend", case=case, amendment=urgent)
    assert _told(wide, case) == [(SECRETARY, LEADER)]
    assert code(wide, "step", case=case, step={"kind": "leader", "leader": HEAD}) == "recused"


@pytest.mark.clause("S12", "S25")
def test_nobody_takes_the_owners_place_in_a_complaint_that_is_closed_to_them(wide: Town) -> None:
    asked = {"owner": CLERK, "unit": "org-office", "matter": {**_matter(), **CONDUCT}}
    case = wide.do("case.record", act=by(NEIGHBOUR), **asked)["id"]
    interest = {"person": CLERK, "reason": "反映人是亲属"}
    wide.do("case.recuse", case=case, asked=interest)
    for owner in (MEMBER, SECRETARY):
        granting = {"person": CLERK, "owner": owner, "unit": "dafeng"}
        given = {"act": by(LEADER), "case": case, "granting": granting}
        assert code(wide, "recuse-grant", **given) == "person-barred"
    granting = {"person": CLERK, "owner": INVESTIGATOR, "unit": "town"}
    wide.do("case.recuse-grant", act=by(LEADER), case=case, granting=granting)


def _matter() -> dict:
    return {
        "kind": "problem",
        "channel": "letter",
        "category": "ECONOMY",
        "title": "吃拿卡要",
        "text": "办证要送烟",
        "petitioners": [{"kind": "anonymous"}],
        "learned_at": "2024-03-01T08:30:00+08:00",
    }


EXPLAINED = {"means": "visit", "text": "供电不归村管"}
SEEN = {"means": "visit", "response": "satisfied", "as_told": True, "text": "亮了"}


@pytest.mark.clause("S64")
def test_nobody_reports_to_the_owner_of_the_matter_or_for_somebody_to_themselves(wide) -> None:
    case = wide.record()
    wide.do("case.explain", act=by(SECRETARY), case=case, explanation=EXPLAINED)
    for_owner = by(CLERK, on_behalf_of=SECRETARY)
    for_leader = by(CLERK, on_behalf_of=LEADER)
    for act, to in ((by(MEMBER), SECRETARY), (for_owner, SECRETARY), (for_leader, LEADER)):
        report = {"to": to, "text": "须镇里协调", "follow_up": SOON}
        assert code(wide, "escalate", act=act, case=case, report=report) == "not-superior"
    report = {"to": LEADER, "text": "须镇里协调", "follow_up": SOON}
    wide.do("case.escalate", act=by(MEMBER), case=case, report=report)


@pytest.mark.clause("S28")
@pytest.mark.parametrize(
    ("use_case", "given"),
    [
        ("escalate", {"report": {"to": LEADER, "text": "请协调", "follow_up": SOON}}),
        ("park", {"parked": {"cause": "authority", "until": SOON, "reason": "待供电"}}),
        ("extend-tell", {"told": {"extension": 1, "means": "visit", "text": "要等供电"}}),
        ("supervise-reply", {"replied": {"order": 1, "text": "灯已订"}}),
        ("assist-accept", {"accepted": {"task": 1}}),
        ("step", {"step": {"kind": "leader", "leader": MEMBER}}),
    ],
)
def test_who_had_a_hand_in_a_matter_does_not_revisit_it(wide, use_case, given) -> None:
    case = wide.record(act=by(CLERK), place="dafeng")
    wide.do("case.assign", case=case, assigned=_to(SECRETARY, "dafeng"))
    asking = {"duty": "conclude", "until": "2024-05-20", "reason": "供电排期"}
    task = {"unit": "dafeng-1", "person": MEMBER, "text": "带路", "due": SOON}
    posted = {"post": "staff", "unit": "dafeng-1", "since": "2024-01-01"}
    wide.do("roster.post", person=MEMBER, taken=posted)
    for before, who, asked in (
        ("explain", SECRETARY, {"explanation": EXPLAINED}),
        ("extend", SECRETARY, {"asking": asking}),
        ("extend-approve", HEAD, {"approval": {"extension": 1}}),
        ("step", SECRETARY, {"step": {"kind": "leader", "leader": SECRETARY}}),
        ("assist", SECRETARY, {"assistance": task}),
        ("supervise", CLERK, {"ordering": {"to": MEMBER, "text": "限期", "due": SOON}}),
    ):
        wide.do(f"case.{before}", act=by(who), case=case, **asked)
    actor = SECRETARY if use_case == "step" else MEMBER
    wide.do(f"case.{use_case}", act=by(actor), case=case, **given)
    told = {"stage": "result", "means": "visit", "text": "灯已修好"}
    withdrawn = {"outcome": "withdrawn", "effect": "自行解决", "basis": "本人说明"}
    wide.step(case, "note", text="到现场看过")
    wide.do("case.feedback", act=by(SECRETARY), case=case, feedback=told)
    wide.do("case.conclude", act=by(SECRETARY), case=case, conclusion=withdrawn)
    assert code(wide, "revisit", act=by(MEMBER), case=case, revisit=SEEN) == "handled-it"
    wide.do("case.revisit", act=by(HEAD), case=case, revisit=SEEN)


def _to(owner: str, unit: str) -> dict:
    return {"owner": owner, "unit": unit, "reason": "由其承办"}


def _told(town: Town, case: str) -> list[tuple[str, ...]]:
    log = town.office.log.stream(f"case/{case}")
    return [e.event.leaders for e in log if type(e.event).__name__ == "LeadersTold"]


@pytest.mark.clause("S13", "S17", "S40")
def test_what_turns_out_to_be_a_sudden_incident_is_urgent_and_the_leaders_hear(wide) -> None:
    case = wide.record(act=by(MEMBER))
    portion = {"title": "电杆倾斜", "text": "路边电杆倾斜", "reason": "一事一记"}
    sudden = {"category": "DISPUTE.SUDDEN"}
    split = {"act": by(MEMBER), "case": case, "portion": {**portion, **sudden}}
    part = wide.do("case.split", **split)["id"]
    filed = {**sudden, "reason": "电杆当晚倒了"}
    wide.do("case.recategorise", act=by(MEMBER), case=case, recategorisation=filed)
    for number in (case, part):
        matter = wide.do("case.show", case=number)["matter"]
        assert matter["urgency"] == "urgent"
        assert _told(wide, number) == [(SECRETARY, LEADER, HEAD)]
    log = wide.do("case.log", case=case)["items"]
    assert [line["event"] for line in log][2:] == ["Recategorised", "FactAmended", "LeadersTold"]
    calm = {"field": "urgency", "value": "ordinary", "reason": "无人受伤"}
    wide.do("case.amend", act=by(MEMBER), case=case, amendment=calm)
    label = {**filed, "label": "电杆"}
    wide.do("case.recategorise", act=by(MEMBER), case=case, recategorisation=label)
    assert wide.do("case.show", case=case)["matter"]["urgency"] == "ordinary"
    split["portion"] = {**portion, **sudden}
    second = wide.do("case.split", **split)["id"]
    assert wide.do("case.show", case=second)["matter"]["urgency"] == "ordinary"


@pytest.mark.clause("S13", "S40")
def test_what_is_major_stays_so_when_it_is_filed_as_a_sudden_incident(wide) -> None:
    case = wide.record(urgency="major")
    filed = {"category": "DISPUTE.SUDDEN", "reason": "电杆当晚倒了"}
    wide.do("case.recategorise", act=by(SECRETARY), case=case, recategorisation=filed)
    portion = {"title": "电杆", "text": "电杆倾斜", "reason": "一事", "category": "DISPUTE.SUDDEN"}
    part = wide.do(
        "case.split", act=by(SECRETARY), case=wide.record(urgency="major"), portion=portion
    )["id"]
    for number in (case, part):
        assert wide.do("case.show", case=number)["matter"]["urgency"] == "major"


@pytest.mark.clause("S25", "S40")
@pytest.mark.parametrize("way", ["accept", "assign", "recuse"])
def test_the_leaders_of_the_unit_that_an_urgent_matter_comes_to_hear_of_it(wide, way) -> None:
    facts = {"name": "安洋委员", "kind": "village-two-committees", "since": "2020-01-01"}
    held = {"post": "two-committees-member", "unit": "anyang"}
    wide.do("roster.person", person="0010", facts={**facts, **held})
    case = wide.record(urgency="urgent")
    first = [(LEADER, HEAD)]
    assert _told(wide, case) == first
    if way == "accept":
        asked = _to("0010", "anyang")
        handover = {"to": "0010", "unit": "anyang", "reason": asked["reason"]}
        wide.do("case.handover", act=by(SECRETARY), case=case, handover=handover)
        assert _told(wide, case) == first
        wide.do("case.accept", act=by("0010"), case=case)
        wide.do("case.accept", act=by("0010"), case=case)
    elif way == "assign":
        wide.do("case.assign", case=case, assigned=_to("0010", "anyang"))
    else:
        interest = {"person": SECRETARY, "reason": "反映人是亲属"}
        wide.do("case.recuse", case=case, asked=interest)
        granting = {"person": SECRETARY, "owner": "0010", "unit": "anyang"}
        wide.do("case.recuse-grant", case=case, granting=granting)
    assert _told(wide, case) == [*first, (NEIGHBOUR,)]


@pytest.mark.clause("S38")
def test_what_stays_where_it_is_was_not_handed_off_and_a_task_sent_back_is_a_return(wide) -> None:
    case = wide.record()
    asked = {"to": NEIGHBOUR, "unit": "anyang", "reason": "路灯在安洋界内"}
    wide.do("case.handover", act=by(SECRETARY), case=case, handover=asked)
    wide.do("case.assign", case=case, assigned=_to(SECRETARY, "dafeng"))
    held = hands(wide, case)
    assert (held["handoffs"], len(held["holders"]), held["awaiting"]) == (0, 1, None)
    assert wide.do("report.handoffs")["items"] == ()

    task = {"unit": "urban", "text": "报价", "due": SOON}
    wide.do("case.assist", act=by(SECRETARY), case=case, assistance=task)
    objected = {"task": 1, "reason": "报价归财政所"}
    wide.do("case.assist-object", act=by(ENGINEER), case=case, objected=objected)
    wide.do("case.assign", case=case, assigned=_to(NEIGHBOUR, "anyang"))
    table = wide.do("report.handoffs")["items"]
    assert [(one["unit"], one["handoffs"], one["returns"]) for one in table] == [
        ("urban", 0, 1),
        ("dafeng", 1, 0),
        ("anyang", 0, 0),
    ]
    held = hands(wide, case)
    assert (held["handoffs"], held["returns"], len(held["holders"])) == (1, 1, 2)


@pytest.mark.clause("S38", "S76")
def test_a_task_is_not_objected_to_once_it_was_signed_for_nor_after_the_end(wide) -> None:
    case = wide.record()
    task = {"unit": "urban", "text": "报价", "due": SOON}
    for _ in range(2):
        wide.do("case.assist", act=by(SECRETARY), case=case, assistance=task)
    wide.do("case.assist-accept", act=by(ENGINEER), case=case, accepted={"task": 1})
    objected = {"task": 1, "reason": "报价归财政所"}
    objecting = {"act": by(ENGINEER), "case": case}
    assert code(wide, "assist-object", **objecting, objected=objected) == "task-accepted"
    wide.step(case, "note", text="到现场看过")
    told = {"stage": "result", "means": "visit", "text": "灯已修好"}
    wide.do("case.feedback", case=case, feedback=told)
    withdrawn = {"outcome": "withdrawn", "effect": "自行解决", "basis": "本人说明"}
    wide.do("case.conclude", case=case, conclusion=withdrawn)
    second = {"task": 2, "reason": "报价归财政所"}
    assert code(wide, "assist-object", **objecting, objected=second) == "case-concluded"
    assert code(wide, "assist-accept", **objecting, accepted={"task": 2}) == "case-concluded"


@pytest.mark.clause("S66")
def test_a_leader_above_says_that_somebody_should_keep_away(wide) -> None:
    case = wide.record()
    interest = {"person": SECRETARY, "reason": "反映人是亲属"}
    wide.do("case.recuse", act=by(HEAD), case=case, asked=interest)
    granting = {"person": SECRETARY, "owner": MEMBER, "unit": "dafeng"}
    wide.do("case.recuse-grant", act=by(LEADER), case=case, granting=granting)


@pytest.mark.clause("S38", "S72")
def test_an_order_to_the_owner_passes_on_with_the_matter(wide) -> None:
    case = wide.record()
    measure = {"text": "换线", "owner": MEMBER, "due": SOON}
    wide.step(case, "measure", **measure)
    for to in (SECRETARY, MEMBER):
        order = {"to": to, "text": "限期修好", "due": SOON}
        wide.do("case.supervise", case=case, ordering=order)
    wide.do("case.assign", case=case, assigned=_to(LEADER, "town"))
    reply = {"text": "灯已订"}
    for number, who in ((1, LEADER), (2, MEMBER), (1, SECRETARY)):
        replied = {"order": number, **reply}
        wide.do("case.supervise-reply", act=by(who), case=case, replied=replied)
    for number, who in ((2, LEADER), (1, MEMBER)):
        replied = {"order": number, **reply}
        given = {"act": by(who), "case": case, "replied": replied}
        assert code(wide, "supervise-reply", **given) == "not-asked"
    closing = {"act": by(LEADER), "case": case}
    assert code(wide, "supervise-close", **closing, closed={"order": 1, **reply}) == "own-order"
    wide.do("case.supervise-close", **closing, closed={"order": 2, **reply})


@pytest.mark.clause("S24", "S38", "S64", "S72", "S76", "S77")
def test_what_waits_for_an_answer_says_what_is_asked_by_whom_and_by_when(wide: Town) -> None:
    case = wide.record()
    task = {"unit": "urban", "person": ENGINEER, "text": "勘查线路", "due": SOON}
    wide.do("case.assist", act=by(SECRETARY), case=case, assistance=task)
    asked = {"to": ENGINEER, "unit": "urban", "reason": "归供电管"}
    wide.do("case.handover", act=by(SECRETARY), case=case, handover=asked)

    def listed(**which) -> list[tuple[str, str, str]]:
        items = wide.do("duties.inbox", act=by(ENGINEER), which=which)["items"]
        return [(line["duty"], line["text"], line["asked_by_name"]) for line in items]

    assert sorted(listed()) == [
        ("assist.answer", "勘查线路", "陈国强"),
        ("assist.reply", "勘查线路", "陈国强"),
        ("handover.answer", "归供电管", "陈国强"),
    ]
    (line,) = wide.do("duties.inbox", act=by(ENGINEER), which={"duty": "assist.reply"})["items"]
    title = wide.do("case.show", case=case)["matter"]["title"]
    assert (line["case"], line["matter"], line["item"], line["due"]) == (case, title, "1", SOON)
    assert line["days_left"] > 0
    assert [duty for duty, _, _ in listed(words="供电")] == ["handover.answer"]
    assert listed(overdue=True) == []
    assert wide.do("duties.inbox", act=by(SECRETARY))["items"] == ()
    wide.later(days=60)
    assert len(listed(overdue=True)) == 3
