"""Personal data restricted and destroyed through the office."""

from typing import Any

import attrs
import pytest
from tests.towns import CLERK, INVESTIGATOR, MEMBER, RETIRED, SECRETARY, Town, by

from minqing_core.application import privacy_subjects
from minqing_core.application.asking import answer
from minqing_core.application.office import person_stream
from minqing_core.application.privacy_keeping import carry_out
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.personal import SHREDDED
from minqing_core.persistence.keyring import RESTRICTED

COMMISSIONER, LEADER, DEPUTY = "0010", "0011", "0012"
LAW = "个人信息保护法第四十七条"
TOLD = {"stage": "result", "means": "visit", "text": "灯已修好", "response": "satisfied"}
ORDERED = {"ground": "consent-withdrawn", "basis": LAW}
REVISIT = {"means": "visit", "response": "satisfied", "as_told": True, "text": "十年后回访"}
ASKING = {"ground": "retention-expired", "basis": LAW}


@pytest.fixture
def committee(town: Town) -> Town:
    """Give a town with an organisation commissioner, a secretary and a deputy."""
    for person, name, post in (
        (COMMISSIONER, "林组委", "organisation-commissioner"),
        (LEADER, "郑书记", "party-secretary"),
        (DEPUTY, "周副书记", "deputy-secretary"),
    ):
        facts = {"name": name, "kind": "town-office-civil-servant", "since": "2020-01-01"}
        town.do("roster.person", person=person, facts={**facts, "post": post, "unit": "town"})
    return town


def ended(town: Town, **matter) -> str:
    """Record a matter and end it on the same day."""
    case = town.record(**matter)
    town.step(case, "note", text="夜里看过")
    town.do("case.feedback", case=case, feedback=TOLD)
    town.do("case.conclude", case=case, conclusion={"outcome": "resolved", "effect": "亮了"})
    return case


@pytest.mark.clause("S12", "S44")
def test_words_are_destroyed_by_two_people_once_they_need_not_be_kept(committee: Town) -> None:
    town, case = committee, ended(committee)
    other = ended(committee, title="另一件事")
    subject = f"case:{case}"
    root = town.do("verify")
    assert root["findings"] == ()

    early = town.refused("privacy.shred", act=by(COMMISSIONER), subject=subject, asking=ASKING)
    assert str(early) == (
        f"{subject} 的保存期限未届满：自 2024-03-01 起保存 10 年，2034-03-01 起方可删除；"
        "此前只能限制处理（个人信息保护法第四十七条）"
    )
    town.set("2034-03-01")
    asked = town.do("privacy.shred", act=by(COMMISSIONER), subject=subject, asking=ASKING)
    before = town.office.log.root(town.office.log.size())
    town.do("privacy.approve", act=by(DEPUTY), subject=subject)

    assert asked["events"][0]["sentence"].startswith("林组委申请删除其个人信息")
    page = town.do("case.show", case=case)
    assert page["matter"]["title"] == SHREDDED
    assert town.do("case.show", case=other)["matter"]["title"] == "另一件事"
    audit = town.do("verify")
    assert audit["findings"] == ()
    assert town.office.log.root(audit["size"] - 1) == before
    assert [row["title"] for row in town.do("case.list")["items"]] == ["另一件事", SHREDDED]


def ask(town: Town, subject: str, **changed):
    asked = {**ASKING, **changed}
    return town.do("privacy.shred", act=by(COMMISSIONER), subject=subject, asking=asked)


def shredded(town: Town, subject: str) -> None:
    ask(town, subject)
    town.do("privacy.approve", act=by(DEPUTY), subject=subject)


def title(town: Town, case: str) -> str:
    shown: str = town.do("case.show", case=case)["matter"]["title"]
    return shown


@pytest.mark.clause("S12")
def test_who_orders_cannot_approve_and_who_approves_cannot_order(committee: Town) -> None:
    town, subject = committee, f"case:{ended(committee)}"
    town.set("2034-03-01")
    orders = (
        ("privacy.restrict", {"ordered": ORDERED}),
        ("privacy.lift", {"lifted": {"basis": LAW}}),
        ("privacy.shred", {"asking": ASKING}),
        ("privacy.withdraw", {"withdrawn": {"objection": "wrong-subject"}}),
    )
    decisions: tuple[Any, ...] = (
        ("privacy.approve", {}),
        ("privacy.refuse", {"refused": {"objection": "still-needed"}}),
    )
    readings: tuple[Any, ...] = (("privacy.show", {}), ("privacy.list", None))
    for person, barred in (
        (SECRETARY, (*orders, *decisions, *readings)),
        (CLERK, (*orders, *decisions, *readings)),
        (COMMISSIONER, decisions),
        (LEADER, orders),
        (DEPUTY, orders),
    ):
        for name, given in barred:
            asked = {} if given is None else {"subject": subject, **given}
            assert town.refused(name, act=by(person), **asked).code == "not-allowed"


@pytest.mark.clause("S12", "S44")
def test_one_who_holds_both_posts_does_not_approve_what_they_asked_for(committee: Town) -> None:
    town, subject = committee, f"case:{ended(committee)}"
    taken = {"post": "deputy-secretary", "unit": "town", "since": "2024-03-01"}
    town.do("roster.post", person=COMMISSIONER, taken=taken)
    town.set("2034-03-01")
    ask(town, subject)
    own = town.refused("privacy.approve", act=by(COMMISSIONER), subject=subject)
    assert (own.code, own.kind) == ("own-shredding", "not-allowed")
    town.do("privacy.approve", act=by(DEPUTY), subject=subject)


@pytest.mark.clause("S12", "S38")
def test_who_had_a_hand_in_the_matter_does_not_approve_that_its_words_go(committee: Town) -> None:
    town = committee
    case = town.record(act=by(DEPUTY), place="town")
    town.step(case, "note", act=by(LEADER), text="看过")
    town.do("case.feedback", act=by(DEPUTY), case=case, feedback=TOLD)
    ending = {"outcome": "resolved", "effect": "亮了"}
    town.do("case.conclude", act=by(DEPUTY), case=case, conclusion=ending)
    town.set("2034-03-01")
    ask(town, f"case:{case}")
    for person in (LEADER, DEPUTY):
        hand = town.refused("privacy.approve", act=by(person), subject=f"case:{case}")
        assert (hand.code, hand.kind) == ("involved", "not-allowed")
    shown = town.do("privacy.show", act=by(LEADER), subject=f"case:{case}")
    assert (shown["state_text"], title(town, case)) == ("删除待批准", "村口路灯不亮")


@pytest.mark.clause("S12", "S38")
def test_who_was_reported_to_or_asked_does_not_approve_that_its_words_go(committee: Town) -> None:
    town = committee
    case = town.record(urgency="urgent")
    explained = {"means": "visit", "text": "要镇里协调"}
    town.do("case.explain", act=by(SECRETARY), case=case, explanation=explained)
    told = {"to": LEADER, "text": "请协调", "follow_up": "2024-03-08"}
    town.do("case.escalate", act=by(SECRETARY), case=case, report=told)
    town.step(case, "note", text="看过")
    town.do("case.feedback", act=by(SECRETARY), case=case, feedback=TOLD)
    ending = {"outcome": "resolved", "effect": "亮了"}
    town.do("case.conclude", act=by(SECRETARY), case=case, conclusion=ending)
    town.set("2034-03-01")
    ask(town, f"case:{case}")
    hand = town.refused("privacy.approve", act=by(LEADER), subject=f"case:{case}")
    assert hand.code == "involved"
    assert town.do("privacy.approve", act=by(DEPUTY), subject=f"case:{case}")["events"]


@pytest.mark.clause("S12", "S44")
def test_what_was_asked_for_is_refused_or_taken_back(committee: Town) -> None:
    town, subject = committee, f"case:{ended(committee)}"
    town.set("2034-03-01")
    ask(town, subject)
    refused = {"objection": "still-needed"}
    done = town.do("privacy.refuse", act=by(DEPUTY), subject=subject, refused=refused)
    assert done["events"][0]["sentence"] == "周副书记不批准删除，理由：仍须使用"
    ask(town, subject)
    withdrawn = {"objection": "wrong-subject"}
    town.do("privacy.withdraw", act=by(COMMISSIONER), subject=subject, withdrawn=withdrawn)
    nothing = town.refused("privacy.approve", act=by(DEPUTY), subject=subject)
    assert nothing.code == "nothing-asked"


@pytest.mark.clause("S12")
def test_restricted_words_are_kept_and_shown_nowhere_until_they_are_lifted(committee: Town):
    town, case = committee, ended(committee)
    act, subject = by(COMMISSIONER), f"case:{case}"
    done = town.do("privacy.restrict", act=act, subject=subject, ordered=ORDERED)
    assert done["events"][0]["sentence"] == (
        "林组委限制处理其个人信息，理由：本人撤回同意，依据：个人信息保护法第四十七条"
    )
    assert town.do("privacy.restrict", act=act, subject=subject, ordered=ORDERED)["events"] == ()
    assert title(town, case) == RESTRICTED
    assert [row["title"] for row in town.do("case.list")["items"]] == [RESTRICTED]
    assert town.do("case.list", which={"words": "夜里"})["items"] == ()

    town.do("privacy.lift", act=act, subject=subject, lifted={"basis": LAW})
    assert title(town, case) == "村口路灯不亮"
    assert len(town.do("case.list", which={"words": "夜里"})["items"]) == 1


@pytest.mark.clause("S12")
def test_one_petitioner_is_restricted_without_the_matter_and_stays_so_within_it(
    committee: Town,
) -> None:
    town, case = committee, ended(committee)
    act, whole, one = by(COMMISSIONER), f"case:{case}", f"case:{case}:p1"

    def petitioner() -> str:
        [shown] = town.do("case.show", case=case)["matter"]["petitioners"]
        name: str = shown["name"]
        return name

    town.do("privacy.restrict", act=act, subject=one, ordered=ORDERED)
    assert (title(town, case), petitioner()) == ("村口路灯不亮", RESTRICTED)
    town.do("privacy.restrict", act=act, subject=whole, ordered=ORDERED)
    town.do("privacy.lift", act=act, subject=one, lifted={"basis": LAW})
    assert (title(town, case), petitioner()) == (RESTRICTED, RESTRICTED)
    town.do("privacy.lift", act=act, subject=whole, lifted={"basis": LAW})
    assert (title(town, case), petitioner()) == ("村口路灯不亮", "李大娘")
    missing = town.refused("privacy.restrict", act=act, subject=f"case:{case}:p2", ordered=ORDERED)
    assert missing.code == "privacy-subject-unknown"


@pytest.mark.clause("S12")
def test_the_basis_names_nobody(committee: Town) -> None:
    town, subject = committee, f"case:{ended(committee)}"
    named = {"ground": "consent-withdrawn", "basis": "应李大娘要求"}
    said = town.refused("privacy.restrict", act=by(COMMISSIONER), subject=subject, ordered=named)
    assert (said.code, "不能含有当事人的姓名" in str(said)) == ("privacy-basis", True)


@pytest.mark.clause("S44")
def test_a_matter_that_goes_on_is_kept_and_its_years_run_from_its_last_word(
    committee: Town,
) -> None:
    town, act, case = committee, by(COMMISSIONER), committee.record()
    subject = f"case:{case}"
    town.set("2044-03-01")
    open_ = town.refused("privacy.shred", act=act, subject=subject, asking=ASKING)
    assert str(open_).startswith(f"{subject} 尚未办结，保存期限尚未起算，不能删除")
    shown = town.do("privacy.show", act=act, subject=subject)
    assert (shown["running"], shown["allowed_from"], shown["words"]) == ("尚未办结", None, True)

    town.step(case, "note", text="夜里看过")
    town.do("case.feedback", case=case, feedback=TOLD)
    town.do("case.conclude", case=case, conclusion={"outcome": "resolved", "effect": "亮了"})
    town.set("2044-04-01")
    town.do("case.revisit", act=by(LEADER), case=case, revisit=REVISIT)
    shown = town.do("privacy.show", act=act, subject=subject)
    assert (shown["running"], shown["ended"], shown["years"], shown["allowed_from"]) == (
        *("", "2044-04-01", 10, "2054-04-01"),
    )


@pytest.mark.clause("S44", "S83")
def test_a_retention_made_shorter_afterwards_frees_nothing_that_ended_under_the_longer(
    committee: Town,
) -> None:
    town, case = committee, ended(committee)
    rule = {"rule": "privacy.retention", "clause": "S44", "title": "保存期限", "quote": "改"}
    for day, years in (("2024-04-01", 30), ("2024-05-01", 1)):
        town.set(day)
        changed = {**rule, "value": {"amount": years}, "effective_from": day}
        town.do("programme.rule", rule=changed)
    later = ended(town, learned_at="2024-05-01T08:00:00+08:00")
    act = by(COMMISSIONER)
    kept = [town.do("privacy.show", act=act, subject=f"case:{n}")["years"] for n in (case, later)]
    assert kept == [30, 1]


def test_a_town_that_rules_no_retention_destroys_nothing(committee: Town, monkeypatch) -> None:
    case = ended(committee)
    monkeypatch.setattr(privacy_subjects, "RETENTION", "no.such.rule")
    said = committee.refused(
        "privacy.shred", act=by(COMMISSIONER), subject=f"case:{case}", asking=ASKING
    )
    assert said.code == "retention-unruled"


@pytest.mark.clause("S44", "S66")
def test_what_an_inquiry_still_needs_is_kept(committee: Town) -> None:
    town, case = committee, ended(committee)
    told = {"kind": "mass-incident", "unit": "dafeng", "on": "2024-03-01", "text": "上访"}
    incident = town.do("accountability.incident", incident={**told, "cases": [case]})["id"]
    opening = {"case": case, "person": SECRETARY, "incident": incident, "text": "没有回音"}
    act = by(INVESTIGATOR)
    inquiry = town.do("accountability.open", act=act, opening=opening)["id"]
    town.set("2034-03-01")
    said = town.refused(
        "privacy.shred", act=by(COMMISSIONER), subject=f"case:{case}", asking=ASKING
    )
    assert str(said) == f"责任追究 {inquiry} 尚未终结，case:{case} 的记录须保留，不能删除"
    town.do("accountability.drop", act=act, inquiry=inquiry, dropped={"reason": "查无此事"})
    ask(town, f"case:{case}")


@pytest.mark.clause("S12", "S23")
def test_a_household_goes_ten_years_after_it_left_and_a_visit_after_it_was_made(
    committee: Town,
) -> None:
    town, act = committee, by(COMMISSIONER)
    home = {"village": "dafeng", "name": "司马长河"}
    household = town.do("household.enter", act=by(SECRETARY), household=home)["id"]
    member = {"name": "司马望舒"}
    town.do("household.member", act=by(SECRETARY), household=household, member=member)
    made = {"village": "dafeng", "form": "field", "on": "2024-03-01", "text": "灶台漏雨"}
    visit = town.do("visit.record", act=by(SECRETARY), visit=made)["id"]
    bare = town.do("visit.record", act=by(SECRETARY), visit={**made, "text": None})["id"]
    lives = town.refused("privacy.shred", act=act, subject=f"household:{household}", asking=ASKING)
    assert "仍在本镇" in str(lives)
    moved = {"on": "2024-03-01"}
    town.do("household.move", act=by(SECRETARY), household=household, moved=moved)
    nothing = town.refused("privacy.restrict", act=act, subject=f"visit:{bare}", ordered=ORDERED)
    assert nothing.code == "already-shredded"

    town.set("2034-03-01")
    shredded(town, f"household:{household}:m1")
    [line] = town.do("household.show", household=household)["members"]
    assert (line["name"], town.do("household.show", household=household)["name"]) == (
        *(SHREDDED, "司马长河"),
    )
    shredded(town, f"visit:{visit}")
    assert {row["text"] for row in town.do("visit.list")["items"]} == {SHREDDED, None}
    rows = town.do("privacy.list", act=act)["items"]
    assert [(row["subject"], row["state_text"], row["kind_text"]) for row in rows] == [
        (f"visit:{visit}", "已删除", "走访"),
        (f"household:{household}:m1", "已删除", "住户"),
    ]


@pytest.mark.clause("S12", "S23")
def test_who_is_entered_into_a_restricted_household_is_closed_at_once(committee: Town) -> None:
    town, act = committee, by(COMMISSIONER)
    home = {"village": "dafeng", "name": "司马长河"}
    household = town.do("household.enter", act=by(SECRETARY), household=home)["id"]
    subject = f"household:{household}"
    town.do("privacy.restrict", act=act, subject=subject, ordered=ORDERED)
    for name in ("司马望舒", "司马相如"):
        member = {"name": name}
        town.do("household.member", act=by(SECRETARY), household=household, member=member)
    page = town.do("household.show", household=household)
    assert {page["name"], *(line["name"] for line in page["members"])} == {RESTRICTED}
    assert town.do("verify")["findings"] == ()
    town.do("privacy.lift", act=act, subject=subject, lifted={"basis": LAW})
    page = town.do("household.show", household=household)
    assert [line["name"] for line in page["members"]] == ["司马望舒", "司马相如"]


@pytest.mark.clause("S12", "S46")
def test_a_person_goes_ten_years_after_their_file_was_closed_and_no_name_is_remembered(
    committee: Town,
) -> None:
    town, subject = committee, f"person:{RETIRED}"
    here = town.refused("privacy.shred", act=by(COMMISSIONER), subject=subject, asking=ASKING)
    assert "仍在册" in str(here)
    gone = {"until": "2024-03-01", "destination": "退休"}
    town.do("roster.transfer", person=RETIRED, transferred=gone)
    town.do("roster.close", person=RETIRED, closed={"on": "2024-03-01"})
    town.set("2034-03-01")
    assert town.office.person(RETIRED).name == "老赵"
    shredded(town, subject)
    assert town.office.person(RETIRED).name == SHREDDED
    assert town.do("roster.show", person=RETIRED)["name"] == SHREDDED


@pytest.mark.clause("S12")
def test_a_name_that_was_known_at_the_door_is_gone_with_its_keys(committee: Town) -> None:
    inside, stream = committee.office.entered(), person_stream(PersonId(RETIRED))
    assert inside.person(PersonId(RETIRED)).name == "老赵"

    inside.mark(shredded=[key.key for key in inside.sealed.of(stream)])

    assert inside.person(PersonId(RETIRED)).name == SHREDDED


@pytest.mark.clause("S12")
@pytest.mark.parametrize(
    ("subject", "code"),
    [
        ("case:2024-000009", "case-unknown"),
        ("person:0099", "privacy-subject-unknown"),
        ("household:dafeng-000009", "household-unknown"),
        ("visit:2024-000009", "visit-unknown"),
        ("meeting:2024-000001", "privacy-subject-unknown"),
        ("老赵", "privacy-subject-unknown"),
    ],
)
def test_nothing_is_ordered_about_what_is_not_there(committee: Town, subject, code) -> None:
    act = by(COMMISSIONER)
    said = committee.refused("privacy.restrict", act=act, subject=subject, ordered=ORDERED)
    assert (said.code, said.kind) == (code, "not-found")
    assert committee.refused("privacy.show", act=act, subject=subject).code == code


@pytest.mark.clause("S12")
def test_a_complaint_is_named_to_nobody_to_whom_it_is_closed(committee: Town) -> None:
    town = committee
    case = town.record(act=by(CLERK), category="VILLAGE_GOVERNANCE.CONDUCT", accused=[MEMBER])
    other = ended(town)
    for number in (case, other):
        subject = f"case:{number}"
        town.do("privacy.restrict", act=by(COMMISSIONER), subject=subject, ordered=ORDERED)
    subject = f"case:{case}"
    assert town.refused("privacy.show", act=by(DEPUTY), subject=subject).code == "case-unknown"
    seen = {
        person: [row["subject"] for row in town.do("privacy.list", act=by(person))["items"]]
        for person in (DEPUTY, COMMISSIONER)
    }
    assert seen == {DEPUTY: [f"case:{other}"], COMMISSIONER: [f"case:{other}", f"case:{case}"]}
    noted = town.do("access.list", act=by(COMMISSIONER), subject=f"case/{case}")["items"]
    assert [(e["use_case"], e["outcome"]) for e in noted if e["actor"] == DEPUTY] == [
        ("privacy.show", "refused:case-unknown")
    ]


@pytest.mark.clause("S12")
def test_the_list_is_asked_by_kind_and_state_a_page_at_a_time_and_as_of_then(
    committee: Town,
) -> None:
    town, act = committee, by(COMMISSIONER)
    cases = [ended(town) for _ in range(3)]
    for case in cases:
        town.do("privacy.restrict", act=act, subject=f"case:{case}", ordered=ORDERED)
    position = town.office.log.size()
    town.do("privacy.lift", act=act, subject=f"case:{cases[0]}", lifted={"basis": LAW})

    page = town.do("privacy.list", act=act, limit=2)
    rest = town.do("privacy.list", act=act, limit=2, cursor=page["next"])
    named = [row["subject"] for row in (*page["items"], *rest["items"])]
    assert (named, rest["next"]) == ([f"case:{case}" for case in reversed(cases)], None)
    closed = town.do("privacy.list", act=act, which={"state": "restricted", "kind": "case"})
    assert [row["subject"] for row in closed["items"]] == named[:2]
    then = town.do("privacy.list", act=act, when={"position": position})
    assert [row["state"] for row in then["items"]] == ["restricted"] * 3
    assert town.do("privacy.list", act=act, which={"kind": "visit"})["items"] == ()
    page = town.do("privacy.show", act=act, subject=named[-1], when={"position": position})
    assert (page["state"], page["version"], len(page["items"])) == ("restricted", 1, 1)


@pytest.mark.clause("S12")
def test_it_takes_effect_when_it_is_ordered_and_is_decided_in_person(committee: Town) -> None:
    town, subject = committee, f"case:{ended(committee)}"
    then = by(COMMISSIONER, occurred_at=town.at)
    town.later(hours=1)
    said = town.refused("privacy.restrict", act=then, subject=subject, ordered=ORDERED)
    assert said.code == "not-afterwards"
    town.set("2034-03-01")
    ask(town, subject)
    for_another = by(DEPUTY, on_behalf_of=LEADER)
    said = town.refused("privacy.approve", act=for_another, subject=subject)
    assert said.code == "not-for-another"
    refused = {"objection": "still-needed"}
    said = town.refused("privacy.refuse", act=for_another, subject=subject, refused=refused)
    assert said.code == "not-for-another"


@pytest.mark.clause("S12", "S44")
def test_what_is_tried_out_restricts_and_destroys_nothing(committee: Town) -> None:
    town, case = committee, ended(committee)
    rehearsing = attrs.evolve(town.office, rehearsing=True)
    asked = {"subject": f"case:{case}", "ordered": ORDERED}
    answer(rehearsing, "privacy.restrict", by(COMMISSIONER), asked)
    assert (title(town, case), town.office.sealed.marked()) == ("村口路灯不亮", {})


@pytest.mark.clause("S12", "S44")
def test_words_that_come_after_shredding_stay_until_they_are_asked_for_themselves(
    committee: Town,
) -> None:
    town, case = committee, ended(committee)
    town.set("2034-03-01")
    shredded(town, f"case:{case}")
    gone = town.refused(
        "privacy.shred", act=by(COMMISSIONER), subject=f"case:{case}", asking=ASKING
    )
    assert gone.code == "already-shredded"
    town.do("case.revisit", act=by(LEADER), case=case, revisit=REVISIT)
    assert "十年后回访" in str(town.do("case.show", case=case))
    early = town.refused(
        "privacy.shred", act=by(COMMISSIONER), subject=f"case:{case}", asking=ASKING
    )
    assert (early.code, str(early.facts["allowed_from"])) == (
        "retention-runs",
        "2044-03-01",
    )
    town.set("2044-03-01")
    shredded(town, f"case:{case}")
    assert "十年后回访" not in str(town.do("case.show", case=case))


@pytest.mark.clause("S12")
def test_where_nothing_was_ordered_nothing_is_carried_out(town: Town) -> None:
    noted = town.office.sealed.carried_out()

    assert carry_out(town.office) == 0
    assert town.office.sealed.carried_out() == noted
