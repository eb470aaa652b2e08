"""People are away, stand in, guide villages, hold roles and leave, each on certain days."""

import pytest
from tests.towns import CLERK, MATTER, MEMBER, SECRETARY, by

LEADER = "0010"
LEAVE = {
    "kind": "illness",
    "since": "2024-03-04",
    "until": "2024-03-15",
    "reason": "住院",
    "approver": CLERK,
}
NAMED = {
    "post": "village-secretary",
    "unit": "dafeng",
    "instead_of": SECRETARY,
    "since": "2024-03-04",
    "until": "2024-03-15",
    "approver": CLERK,
}


@pytest.fixture
def led(town):
    """Give a town with a party secretary."""
    facts = {
        "name": "林书记",
        "kind": "town-office-civil-servant",
        "since": "2020-01-01",
        "post": "party-secretary",
        "unit": "town",
    }
    town.do("roster.person", person=LEADER, facts=facts)
    return town


@pytest.mark.clause("S6", "S7", "S9")
def test_who_holds_two_posts_takes_part_once(town) -> None:
    taken = {"post": "village-director", "unit": "dafeng", "since": "2020-01-01"}
    town.do("roster.post", person=SECRETARY, taken=taken)
    page = town.do("roster.participants", kind="village-two-committees")
    rows = [(row["person"], row["posts"]) for row in page["items"]]
    assert rows == [
        (SECRETARY, "大丰村党组织书记、大丰村委员会主任"),
        (MEMBER, "大丰村“两委”委员"),
        ("0004", "大涌镇调查人员"),
    ]
    everybody = [row["person"] for row in town.do("roster.participants")["items"]]
    assert everybody == [CLERK, SECRETARY, MEMBER, "0004"]
    assert town.do("roster.participants", when={"as_of": "2019-12-31"})["items"] == ()


@pytest.mark.clause("S39")
def test_leave_shows_on_its_days_with_who_approved_it(town) -> None:
    said = town.do("roster.absence", person=MEMBER, granted=LEAVE)["events"][0]["sentence"]
    assert said == "王小明准予病假，2024-03-04 至 2024-03-15，由王小明批准"
    assert town.do("roster.absence", person=MEMBER, granted=LEAVE)["events"] == ()

    def away(day: str):
        page = town.do("roster.participants", when={"as_of": day})
        (row,) = [row for row in page["items"] if row["person"] == MEMBER]
        return row["leave"], row["leave_text"], row["leave_until"]

    assert away("2024-03-03") == away("2024-03-16") == (None, "", None)
    assert away("2024-03-04") == ("illness", "病假", "2024-03-15")
    ended = {"since": "2024-03-04", "until": "2024-03-08"}
    town.do("roster.absence-end", person=MEMBER, ended=ended)
    assert away("2024-03-08") == ("illness", "病假", "2024-03-08")
    assert away("2024-03-09") == (None, "", None)
    (absence,) = town.do("roster.show", person=MEMBER)["absences"]
    assert (absence["kind_text"], absence["until"], absence["approver_name"]) == (
        "病假",
        "2024-03-08",
        "王小明",
    )
    assert "住院" not in str(town.do("roster.show", person=MEMBER))


@pytest.mark.clause("S39")
def test_leave_is_not_granted_by_just_anybody(town) -> None:
    for approver, code in ((MEMBER, "own-approval"), ("0004", "not-over-them")):
        granted = {**LEAVE, "approver": approver}
        assert town.refused("roster.absence", person=MEMBER, granted=granted).code == code
    granted = {**LEAVE, "approver": SECRETARY}
    assert town.do("roster.absence", person=MEMBER, granted=granted)["events"]
    assert town.refused("roster.absence", person="9999", granted=LEAVE).code == "person-unknown"
    nobody = {**LEAVE, "approver": "9999"}
    assert town.refused("roster.absence", person=MEMBER, granted=nobody).code == "unknown-actor"


@pytest.mark.clause("S25")
def test_a_substitute_has_the_powers_of_the_post_on_those_days_only(led) -> None:
    led.do(
        "roster.person",
        person="0011",
        facts={"name": "张代理", "kind": None, "since": "2020-01-01"},
    )
    act = by("0011")
    led.do("roster.substitute", person="0011", named=NAMED)
    matter = {"learned_at": "2024-03-01T08:00:00+08:00"}
    assert led.refused("case.record", act=act, matter={**_matter(), **matter}).code == (
        "not-allowed"
    )
    led.set("2024-03-15")
    assert led.record(act=act)
    assert led.do("roster.show", person="0011")["posts"] == "大丰村党组织书记（代）"
    (tenure,) = led.do("roster.show", person="0011")["tenures"]
    assert (tenure["post_text"], tenure["instead_of"]) == ("党组织书记（代）", SECRETARY)
    led.set("2024-03-16")
    assert led.refused("case.record", act=act, matter={**_matter(), **matter}).code == (
        "not-allowed"
    )
    ended = {"post": "village-secretary", "unit": "dafeng", "until": "2024-03-08"}
    led.do("roster.substitute-end", person="0011", ended=ended)
    page = led.do("roster.show", person="0011", when={"as_of": "2024-03-09"})
    assert page["posts"] == ""
    again = led.refused("roster.substitute", person=SECRETARY, named=NAMED)
    assert again.code == "own-substitute"


@pytest.mark.clause("S73")
def test_a_village_shows_who_guides_it_and_the_visits_made(led) -> None:
    taken = {"village": "dafeng", "since": "2024-01-01", "campaigns": ["固本强基工程"]}
    led.do("roster.contact-point", person=LEADER, taken=taken)
    first = {"village": "dafeng", "on": "2024-02-01", "text": "看路灯"}
    second = {"village": "dafeng", "on": "2024-03-01", "text": "看水渠"}
    led.do("roster.guide", act=by(LEADER), person=LEADER, visit=first)
    led.do("roster.guide", person=LEADER, visit=second)
    page = led.do("roster.unit-page", unit="dafeng")
    assert [(c["name"], c["campaigns"]) for c in page["contact_points"]] == [
        ("林书记", ("固本强基工程",))
    ]
    assert [(v["on"], v["text"]) for v in page["visits"]] == [
        ("2024-03-01", "看水渠"),
        ("2024-02-01", "看路灯"),
    ]
    assert led.do("roster.unit-page", unit="anyang")["contact_points"] == ()
    then = led.do("roster.unit-page", unit="dafeng", when={"as_of": "2024-02-15"})
    assert [v["text"] for v in then["visits"]] == ["看路灯"]
    led.do(
        "roster.contact-point-end",
        person=LEADER,
        left={"village": "dafeng", "until": "2024-02-20"},
    )
    (contact,) = led.do("roster.show", person=LEADER)["contact_points"]
    assert (contact["village_name"], contact["until"]) == ("大丰村", "2024-02-20")
    later = {**second, "text": "再看"}
    assert led.refused("roster.guide", person=LEADER, visit=later).code == "not-contact-point"
    assert led.refused("roster.guide", act=by(SECRETARY), person=LEADER, visit=first).code == (
        "not-allowed"
    )
    assert led.refused("roster.contact-point", person=SECRETARY, taken=taken).code == (
        "leader-wanted"
    )


@pytest.mark.clause("S71")
def test_the_roles_tell_who_was_in_charge_on_a_day(led) -> None:
    led.do("roster.leave", person=LEADER, left=_post("party-secretary", until="2024-02-28"))
    successor = {"name": "黄书记", "since": "2024-02-29", "post": "party-secretary"}
    led.do("roster.person", person="0012", facts={**successor, "unit": "town", "kind": None})
    first = {"role": "overall-responsible", "person": "0012", "since": "2024-02-29"}
    former = {**first, "person": LEADER, "since": "2024-01-01"}
    after = {**former, "since": "2024-02-29"}
    assert led.refused("roster.role", assigned=after).code == "secretary-wanted"
    led.do("roster.role", assigned=former)
    led.do("roster.role", assigned=first)
    assert led.do("roster.role", assigned=first)["events"] == ()
    page = led.do("roster.roles")
    assert [(item["role_text"], item["holder"]) for item in page["items"]] == [
        ("负总责", "黄书记"),
        ("分管", ""),
        ("具体抓", "组织人事办公室"),
    ]
    before = led.do("roster.roles", when={"as_of": "2024-02-28"})
    assert [item["holder"] for item in before["items"]] == ["林书记", "", "组织人事办公室"]
    led.do("roster.post", person=SECRETARY, taken=_post("party-secretary", since="2024-03-01"))
    led.do("roster.role", assigned={**first, "person": SECRETARY, "since": "2024-03-01"})
    overall, _, _ = led.do("roster.roles")["items"]
    assert [(term["name"], term["until"]) for term in overall["terms"]] == [
        ("林书记", "2024-02-28"),
        ("黄书记", "2024-02-29"),
        ("陈国强", None),
    ]
    led.do(
        "roster.transfer",
        person=SECRETARY,
        transferred={"until": "2024-03-10", "destination": "市水务局"},
    )
    assert led.do("roster.roles")["items"][0]["terms"][2]["until"] == "2024-03-10"
    assert led.do("roster.roles", when={"as_of": "2024-03-11"})["items"][0]["holder"] == ""
    assert led.refused("roster.role", assigned={**first, "person": "9999"}).code == (
        "person-unknown"
    )


TRANSFERRED = {"until": "2024-03-04", "destination": "市水务局", "reason": "组织调动"}


@pytest.mark.clause("S46")
def test_nobody_is_closed_while_a_matter_is_in_their_hands(town) -> None:
    case, settled = town.record(), town.record()
    _conclude(town, settled)
    assert town.do("roster.leaving", person=SECRETARY)["items"] == (
        _item(case, "在办", open_=True),
    )
    town.do("roster.transfer", person=SECRETARY, transferred=TRANSFERRED)
    town.set("2024-03-05")
    page = town.do("roster.leaving", person=SECRETARY)
    assert (page["destination"], page["until"], page["clear"]) == ("市水务局", "2024-03-04", False)
    assert page["items"] == (
        _item(case, "在办", open_=True),
        {**_item(settled, "办结", open_=False), "done_on": "2024-03-01"},
    )
    closed = {"on": "2024-03-05"}
    refused = town.refused("roster.close", person=SECRETARY, closed=closed)
    assert str(refused) == f"{SECRETARY} 离任清单未清：未办结的民情 {case}"
    _conclude(town, case)
    assert town.do("roster.leaving", person=SECRETARY)["clear"]
    then = town.do("roster.leaving", person=SECRETARY, when={"as_of": "2024-03-04"})
    assert [item["open"] for item in then["items"]] == [True, False]
    town.do("roster.close", person=SECRETARY, closed=closed)
    assert town.do("roster.close", person=SECRETARY, closed=closed)["events"] == ()
    assert town.do("roster.leaving", person=SECRETARY)["closed"] == "2024-03-05"


@pytest.mark.clause("S46")
def test_after_the_last_day_the_person_hands_over_and_takes_nothing_on(town) -> None:
    case = town.record()
    town.do("roster.transfer", person=SECRETARY, transferred=TRANSFERRED)
    town.set("2024-03-04")
    assert town.record()
    town.set("2024-03-05")
    matter = _matter()
    refused = town.refused("case.record", act=by(SECRETARY), matter=matter)
    assert (refused.kind, refused.code) == ("conflict", "person-leaving")
    assert (
        town.refused("case.record", act=by(MEMBER), matter=matter, owner=SECRETARY).code
        == "person-leaving"
    )
    on_behalf = by(MEMBER, on_behalf_of=SECRETARY)
    assert town.refused("case.record", act=on_behalf, matter=matter).code == "person-leaving"
    town.step(case, "cause", text="线路老化")
    participants = [row["person"] for row in town.do("roster.participants")["items"]]
    assert SECRETARY not in participants


@pytest.mark.clause("S46")
def test_nobody_acts_as_somebody_who_was_closed(town) -> None:
    town.do("roster.transfer", person=SECRETARY, transferred=TRANSFERRED)
    town.set("2024-03-05")
    town.do("roster.close", person=SECRETARY, closed={"on": "2024-03-05"})
    matter = _matter()
    refused = town.refused("case.record", act=by(SECRETARY), matter=matter)
    assert (refused.kind, refused.code) == ("not-allowed", "closed-actor")
    assert (
        town.refused("case.record", act=by(MEMBER), matter=matter, owner=SECRETARY).code
        == "closed-actor"
    )
    taken = _post("staff", since="2024-03-06")
    assert town.refused("roster.post", person=SECRETARY, taken=taken).code == "person-closed"
    page = town.do("roster.show", person=SECRETARY)
    assert (page["closed"], page["last_day"], page["kind"]) == ("2024-03-05", "2024-03-04", None)
    assert [tenure["until"] for tenure in page["tenures"]] == ["2024-03-05"]


@pytest.mark.clause("S46")
def test_nobody_is_closed_while_a_book_is_with_them(town) -> None:
    town.do(
        "roster.unit",
        unit={"unit": "city", "name": "中山市", "kind": "city", "since": "2007-06-20"},
    )
    batch = {
        "batch": "2024-1",
        "prefix": "ZS",
        "first": 1,
        "last": 1,
        "format": "paper",
        "pages": 100,
    }
    town.do("books.print", batch={**batch, "issuer": "city"})
    row = {"prefix": "ZS", "first": 1, "last": 1}
    town.do("books.issue", issued={**row, "from_unit": "city", "to_unit": "org-office"})
    town.do("books.receive", received={**row, "unit": "org-office"})
    serial = "ZS-000001"
    giving = {"unit": "org-office", "holder": CLERK}
    town.do("books.give", serial=serial, giving=giving)
    town.do("books.sign", serial=serial)
    _second_clerk(town)
    town.do("roster.transfer", act=by("0013"), person=CLERK, transferred=TRANSFERRED)
    town.set("2024-03-05")
    closed = {"on": "2024-03-05"}
    refused = town.refused("roster.close", act=by("0013"), person=CLERK, closed=closed)
    assert str(refused) == f"{CLERK} 离任清单未清：未上交的记录本 {serial}"
    assert (
        town.refused("books.give", act=by("0013"), serial=serial, giving=giving).code
        == "person-leaving"
    )
    town.do("books.hand-in", serial=serial, handed={"to": "org-office", "reason": "leaving"})
    town.do("books.take-in", act=by("0013"), serial=serial)
    page = town.do("roster.leaving", act=by("0013"), person=CLERK)
    assert [
        (item["what_text"], item["id"], item["status_text"], item["done_on"])
        for item in page["items"]
    ] == [("记录本", serial, "已收回", "2024-03-05")]
    town.do("roster.close", act=by("0013"), person=CLERK, closed=closed)


@pytest.mark.clause("S25", "S46", "S63")
def test_a_matter_of_somebody_who_is_gone_is_taken_over_by_who_takes_it_up(town) -> None:
    case = town.record()
    _conclude(town, case)
    town.do("roster.transfer", person=SECRETARY, transferred=TRANSFERRED)
    town.set("2024-03-05")
    town.do("roster.close", person=SECRETARY, closed={"on": "2024-03-05"})
    leader = {"name": "郑书记", "kind": "town-office-civil-servant", "since": "2020-01-01"}
    held = {"post": "party-secretary", "unit": "town"}
    town.do("roster.person", person="0007", facts={**leader, **held})
    again = {"reason": "灯又灭了"}
    refusal = town.refused("case.reopen", act=by("0007"), case=case, reopened=again)
    assert refusal.code == "receiver-elsewhere"
    town.do("case.reopen", act=by(MEMBER), case=case, reopened=again)
    hands = town.do("case.show", act=by(MEMBER), case=case)["hands"]
    assert (hands["owner"], hands["unit"]) == (MEMBER, "dafeng")


@pytest.mark.clause("S38", "S46")
def test_nobody_is_closed_while_a_matter_is_changing_hands(town) -> None:
    case, other = town.record(), town.record(act=by(MEMBER))
    town.do("roster.transfer", person=SECRETARY, transferred=TRANSFERRED)
    asked = {"to": SECRETARY, "unit": "dafeng", "reason": "请接手"}
    town.do("case.handover", act=by(MEMBER), case=other, handover=asked)
    town.set("2024-03-05")
    given = {**asked, "to": MEMBER}
    town.do("case.handover", act=by(SECRETARY), case=case, handover=given)
    closed = {"on": "2024-03-05"}
    assert str(town.refused("roster.close", person=SECRETARY, closed=closed)) == (
        f"{SECRETARY} 离任清单未清：未办结的民情 {case}；未了结的移交 {case}、{other}"
    )
    items = town.do("roster.leaving", person=SECRETARY)["items"]
    assert [(item["what_text"], item["id"]) for item in items] == [
        ("民情", case),
        ("移交", case),
        ("移交", other),
    ]
    refused = town.refused("case.accept", act=by(SECRETARY), case=other)
    assert refused.code == "person-leaving"
    town.do("case.accept", act=by(MEMBER), case=case)
    declined = {"reason": "已调离"}
    town.do("case.decline", act=by(SECRETARY), case=other, refused=declined)
    (item,) = town.do("roster.leaving", person=SECRETARY)["items"]
    assert (item["id"], item["status_text"], item["done_on"]) == (case, "已移交", "2024-03-05")
    town.do("roster.close", person=SECRETARY, closed=closed)


@pytest.mark.clause("S46", "S76")
def test_nobody_is_closed_while_a_task_is_theirs_and_nothing_new_is_given_to_them(town) -> None:
    case = town.record(act=by(CLERK))
    task = {"unit": "dafeng", "person": SECRETARY, "text": "协助换线", "due": "2024-03-20"}
    town.do("case.assist", act=by(CLERK), case=case, assistance=task)
    town.do("roster.transfer", person=SECRETARY, transferred=TRANSFERRED)
    town.set("2024-03-05")
    closed = {"on": "2024-03-05"}
    assert str(town.refused("roster.close", person=SECRETARY, closed=closed)) == (
        f"{SECRETARY} 离任清单未清：未完成的协办 {case}"
    )
    (item,) = town.do("roster.leaving", person=SECRETARY)["items"]
    assert (item["what_text"], item["id"], item["open"]) == ("协办", case, True)
    leaving = [
        ("case.assist", by(CLERK), {"assistance": task}),
        ("case.assist-accept", by(SECRETARY), {"accepted": {"task": 1}}),
        (
            "case.handover",
            by(CLERK),
            {"handover": {"to": SECRETARY, "unit": "dafeng", "reason": "请接手"}},
        ),
        (
            "case.assign",
            by(CLERK),
            {"assigned": {"owner": SECRETARY, "unit": "dafeng", "reason": "指定"}},
        ),
    ]
    for use_case, act, given in leaving:
        assert town.refused(use_case, act=act, case=case, **given).code == "person-leaving"
    replied = {"task": 1, "text": "已换线"}
    town.do("case.assist-reply", act=by(SECRETARY), case=case, replied=replied)
    town.do("roster.close", person=SECRETARY, closed=closed)


@pytest.mark.clause("S40", "S46")
def test_an_urgent_matter_is_not_told_to_who_is_gone(led) -> None:
    led.do("roster.transfer", person=LEADER, transferred=TRANSFERRED)
    led.set("2024-03-05")
    led.do("roster.close", person=LEADER, closed={"on": "2024-03-05"})
    urgent = {**_matter(), "urgency": "urgent"}
    told = led.do("case.record", act=by(MEMBER), matter=urgent)["events"]
    assert "陈国强" in told[-1]["sentence"]
    assert "林书记" not in str(told)


@pytest.mark.clause("S84")
def test_nothing_is_handed_to_a_dissolved_unit(town) -> None:
    case = town.record()
    gone = {"unit": "anyang", "heir": "town", "since": "2024-03-01"}
    town.do("roster.abolish", abolished=gone)
    there = {"unit": "anyang", "reason": "请接手"}
    task = {"unit": "anyang", "person": None, "text": "协助", "due": "2024-03-20"}
    for use_case, given in (("handover", {"handover": there}), ("assist", {"assistance": task})):
        refused = town.refused(f"case.{use_case}", act=by(SECRETARY), case=case, **given)
        assert refused.code == "unit-dissolved"
    assigned = {"owner": MEMBER, "unit": "anyang", "reason": "指定"}
    assert town.refused("case.assign", case=case, assigned=assigned).code == "unit-dissolved"


def test_nothing_is_known_of_somebody_who_is_not_there(town) -> None:
    assert town.refused("roster.leaving", person="9999").code == "person-unknown"
    assert (
        town.refused("roster.transfer", person="9999", transferred=TRANSFERRED).code
        == "person-unknown"
    )


def _second_clerk(town) -> None:
    facts = {"name": "周小燕", "kind": None, "since": "2024-01-01", "post": "org-office-clerk"}
    town.do("roster.person", person="0013", facts={**facts, "unit": "org-office"})


def _post(post: str, **days: str):
    return {"post": post, "unit": "town", **days}


def _matter():
    return dict(MATTER)


def _item(case: str, status: str, *, open_: bool):
    return {
        "what": "matter",
        "what_text": "民情",
        "id": case,
        "title": "村口路灯不亮",
        "status_text": status,
        "open": open_,
        "done_on": None,
        "receiver": None,
        "receiver_name": "",
        "village": None,
        "village_name": "",
    }


def _conclude(town, case: str) -> None:
    town.step(case, "cause", text="线路老化")
    told = {"stage": "result", "means": "visit", "text": "已修"}
    town.do("case.feedback", act=by(SECRETARY), case=case, feedback=told)
    ended = {"outcome": "resolved", "effect": "亮了"}
    town.do("case.conclude", act=by(SECRETARY), case=case, conclusion=ended)
