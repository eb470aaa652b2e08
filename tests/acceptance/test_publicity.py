"""Publishing through the office: what the public reads, and what it never learns."""

import pytest
from tests.towns import CLERK, INVESTIGATOR, MEMBER, SECRETARY, Town, by

LEADER = "0007"
TOLD = {"stage": "result", "means": "visit", "text": "灯已修好", "response": "satisfied"}
TEXT = "李大娘（13800000000）反映路灯不亮，次日修好，李小军和三队12号的邻居都说好。"


@pytest.fixture
def ended(town: Town) -> str:
    """Give a matter of a household that ended well, and a leader of the town."""
    facts = {"name": "郑书记", "kind": "town-office-civil-servant", "since": "2020-01-01"}
    held = {"post": "party-secretary", "unit": "town"}
    town.do("roster.person", person=LEADER, facts={**facts, **held})
    home = {"village": "dafeng", "name": "李大娘", "address": "三队12号"}
    household = town.do("household.enter", act=by(SECRETARY), household=home)["id"]
    member = {"name": "李小军", "contact": "13900000000"}
    town.do("household.member", act=by(SECRETARY), household=household, member=member)
    town.do("household.member", act=by(SECRETARY), household=household, member={"name": "李小妹"})
    case = town.record(household=household)
    town.step(case, "note", text="夜里看过")
    town.do("case.feedback", case=case, feedback=TOLD)
    town.do("case.conclude", case=case, conclusion={"outcome": "resolved", "effect": "亮了"})
    return case


def draft(town: Town, about: str, act=None, **changed) -> str:
    asked = {"kind": "matter", "unit": "dafeng", "case": about, "title": "路灯亮了", "text": TEXT}
    done = town.do("publish.draft", act=act or by(SECRETARY), publication={**asked, **changed})
    number: str = done["id"]
    return number


@pytest.mark.clause("S79", "S80", "S81")
def test_a_matter_reaches_the_board_without_those_it_is_about(town: Town, ended: str) -> None:
    number = draft(town, ended, kind="good-practice")
    assert (number, town.do("publish.board")["items"]) == ("2024-000001", ())
    assert town.refused("publish.release", publication=number).code == "publication-stage"
    assert (
        town.refused("publish.approve", act=by(SECRETARY), publication=number, approved={}).code
        == "not-allowed"
    )
    town.do("publish.approve", act=by(LEADER), publication=number, approved={"text": "同意"})
    town.do("publish.release", publication=number)

    [shown] = town.do("publish.board", kind="good-practice", words="路灯")["items"]
    assert shown == {
        "publication": number,
        "kind": "good-practice",
        "kind_text": "好做法",
        "unit_name": "大丰村",
        "title": "路灯亮了",
        "text": "某某（〔联系方式〕）反映路灯不亮，次日修好，某某和〔住址〕的邻居都说好。",
        "released_on": "2024-03-01",
    }
    assert town.do("publish.board", words="水管")["items"] == ()
    elsewhere = {"name": "钱多", "kind": "village-two-committees", "since": "2020-01-01"}
    held = {"post": "village-secretary", "unit": "anyang"}
    town.do("roster.person", person="0006", facts={**elsewhere, **held})
    seen = town.do("publish.show", act=by("0006"), publication=number)
    assert (seen["text"], seen["case"], seen["removals"], seen["items"]) == (
        shown["text"],
        None,
        (),
        (),
    )
    then = {"position": town.office.log.size() - 3}
    asked = {"act": by("0006"), "publication": number}
    assert town.refused("publish.show", **asked, when=then).code == "publication-unknown"
    page = town.do("publish.show", publication=number)
    assert [(one["removed"], one["times"]) for one in page["removals"]] == [
        ("address", 1),
        ("contact", 1),
        ("name", 2),
    ]
    released = town.office.log.size()
    town.do("publish.withdraw", publication=number, withdrawn={"reason": "情况有变"})
    assert town.do("publish.board")["items"] == ()
    assert town.do("publish.show", publication=number)["stage_text"] == "已撤下"
    for when in ({}, {"when": {"position": released}}):
        assert town.refused("publish.show", **asked, **when).code == "publication-unknown"


@pytest.mark.clause("S12", "S80")
@pytest.mark.usefixtures("ended")
def test_a_complaint_and_an_open_matter_are_not_published(town: Town) -> None:
    case = town.record()
    asked = {"kind": "matter", "unit": "dafeng", "case": case, "title": "路灯", "text": "x"}
    refusal = town.refused("publish.draft", act=by(SECRETARY), publication=asked)
    assert refusal.code == "matter-unfinished"
    complaint = town.record(
        act=by(INVESTIGATOR),
        category="VILLAGE_GOVERNANCE.CONDUCT",
        accused=[MEMBER],
        place=None,
    )
    for act, code in ((by(SECRETARY), "case-unknown"), (by(CLERK), "confidential-matter")):
        one = {**asked, "case": complaint, "unit": "dafeng"}
        assert town.refused("publish.draft", act=act, publication=one).code == code


@pytest.mark.clause("S80")
def test_a_matter_is_told_of_by_its_own_village_or_one_above_it(town: Town, ended: str) -> None:
    asked = {"kind": "matter", "case": ended, "title": "路灯亮了", "text": "修好了"}
    refusal = town.refused("publish.draft", publication={**asked, "unit": "anyang"})
    assert refusal.code == "matter-elsewhere"
    for unit in ("dafeng", "town"):
        assert town.do("publish.draft", publication={**asked, "unit": unit})["events"]


@pytest.mark.clause("S28", "S37", "S81")
def test_a_practice_is_not_made_public_once_its_matter_was_taken_up_again(
    town: Town, ended: str
) -> None:
    number = draft(town, ended, kind="good-practice")
    approval = {"act": by(LEADER), "publication": number, "approved": {}}
    disputing = {"text": "灯又不亮", "means": "visit"}
    town.do("case.dispute", act=by(SECRETARY), case=ended, dispute=disputing)
    assert town.refused("publish.approve", **approval).code == "matter-denied"
    seen = {"means": "visit", "response": "satisfied", "as_told": True, "text": "已修好"}
    town.do("case.revisit", act=by(LEADER), case=ended, revisit=seen)
    town.do("publish.approve", **approval)
    town.do("case.reopen", act=by(CLERK), case=ended, reopened={"reason": "灯又不亮"})
    assert town.refused("publish.release", publication=number).code == "matter-unfinished"


@pytest.mark.clause("S80")
def test_drafts_are_seen_within_reach_at_any_moment(town: Town, ended: str) -> None:
    number = draft(town, ended)
    before = town.office.log.size()
    town.later(days=1)
    again = {"title": "路灯修好了", "text": "群众反映的路灯已修好"}
    act = by(SECRETARY)
    town.do("publish.rewrite", act=act, publication=number, rewriting=again)
    town.do("publish.refuse", act=by(LEADER), publication=number, refused={"reason": "数字不实"})

    which = {"kind": "matter", "stage": "refused", "unit": "dafeng", "case": ended}
    assert [row["title"] for row in town.do("publish.list", which=which)["items"]] == [
        "路灯修好了"
    ]
    then = {"position": before}
    [row] = town.do("publish.list", when=then)["items"]
    assert (row["title"], row["stage_text"]) == ("路灯亮了", "待审核")
    assert town.do("publish.show", publication=number, when=then)["version"] == 1
    elsewhere = {"name": "钱多", "kind": "village-two-committees", "since": "2020-01-01"}
    held = {"post": "village-secretary", "unit": "anyang"}
    town.do("roster.person", person="0006", facts={**elsewhere, **held})
    assert town.do("publish.list", act=by("0006"))["items"] == ()
    refusal = town.refused("publish.show", act=by("0006"), publication=number)
    assert refusal.code == "publication-unknown"


@pytest.mark.clause("S80")
@pytest.mark.usefixtures("ended")
def test_a_report_of_no_matter_names_nobody_of_the_village(town: Town) -> None:
    elsewhere = {"name": "钱多", "kind": "village-two-committees", "since": "2020-01-01"}
    held = {"post": "village-secretary", "unit": "anyang"}
    town.do("roster.person", person="0006", facts={**elsewhere, **held})
    abroad = {"village": "anyang", "name": "赵大叔"}
    town.do("household.enter", act=by("0006"), household=abroad)
    named = [{"kind": "named", "name": "孙大嫂"}]
    town.record(act=by(MEMBER), title="水渠图纸", petitioners=named, protected=True)
    cadre = [{"kind": "named", "name": "李秀英", "contact": "无", "address": "大丰"}]
    town.record(act=by(MEMBER), title="路", petitioners=cadre)
    text = "李大娘、李小军（三队12号）在大丰反映，李秀英办理；孙大嫂、赵大叔无关。"
    report = {"kind": "report", "case": None, "title": "李小妹来电", "text": text}
    number = draft(town, "", **report)
    page = town.do("publish.show", publication=number)
    assert (page["title"], page["text"]) == (
        "某某来电",
        "某某、某某（〔住址〕）在大丰反映，李秀英办理；孙大嫂、赵大叔无关。",
    )
    town.do("publish.approve", act=by(LEADER), publication=number, approved={})
    assert town.refused("publish.release", publication=number).code == "still-tells"
    again = {"title": "来电", "text": "群众反映停车难", "omitted": ["停车难"]}
    town.do("publish.rewrite", act=by(CLERK), publication=number, rewriting=again)
    town.do("publish.approve", act=by(LEADER), publication=number, approved={})
    town.do("publish.release", publication=number)
    [shown] = town.do("publish.board")["items"]
    assert shown["text"] == "群众反映〔略〕"


@pytest.mark.clause("S79")
def test_the_board_is_read_page_by_page_by_anybody(town: Town, ended: str) -> None:
    for title in ("一", "二"):
        policy = {"kind": "policy", "case": None, "title": title, "text": "人人可看"}
        number = draft(town, ended, act=by(CLERK), **policy)
        town.do("publish.approve", act=by(LEADER), publication=number, approved={})
        town.do("publish.release", publication=number)
    first = town.do("publish.board", act=by("nobody"), limit=1)
    rest = town.do("publish.board", act=by("nobody"), limit=1, cursor=first["next"])
    assert [one["items"][0]["title"] for one in (first, rest)] == ["二", "一"]
    assert rest["next"] is None


@pytest.mark.clause("S12", "S80")
def test_what_becomes_a_complaint_is_told_to_nobody_it_is_closed_to(
    town: Town, ended: str
) -> None:
    policy = {"kind": "policy", "case": None, "title": "方案", "text": "人人可看"}
    draft(town, ended, **policy)
    released, drafted = draft(town, ended), draft(town, ended, title="另一稿")
    town.do("publish.approve", act=by(LEADER), publication=released, approved={})
    town.do("publish.release", publication=released)
    town.do("case.reopen", act=by(CLERK), case=ended, reopened={"reason": "另有情况"})
    to_clerk = {"owner": CLERK, "unit": "org-office", "reason": "由组织办查"}
    town.do("case.assign", case=ended, assigned=to_clerk)
    town.do("case.accuse", case=ended, naming={"person": SECRETARY, "reason": "来电反映"})

    assert town.do("publish.board")["items"] == ()
    assert len(town.do("publish.list")["items"]) == 3
    [row] = town.do("publish.list", act=by(SECRETARY), limit=1)["items"]
    assert row["title"] == "方案"
    for number in (released, drafted):
        refusal = town.refused("publish.show", act=by(SECRETARY), publication=number)
        assert refusal.code == "publication-unknown"
        again = {"title": "路灯", "text": "亮了"}
        refusal = town.refused(
            "publish.rewrite", act=by(SECRETARY), publication=number, rewriting=again
        )
        assert refusal.code == "publication-unknown"
