"""Matters bound together and taken apart: both records say so, or neither."""

import pytest
from tests.towns import CLERK, MATTER, MEMBER, SECRETARY, by

from minqing_core.application.ports import Batch, Draft
from minqing_core.diary.events import CauseRecorded, Form
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.refusals import StreamMovedError

TOLD = {"stage": "result", "means": "visit", "text": "灯已修好", "response": "satisfied"}
DUPLICATE = {"outcome": "duplicate", "effect": "一并答复", "basis": "同一盏灯"}
NOTE = {"kind": "note", "text": "夜里到现场看过"}


@pytest.fixture
def two(town):
    """Give a town with two matters of the village."""
    town.record()
    town.record(title="路灯又坏了", petitioners=[{"kind": "named", "name": "张大爷"}])
    return town


A, B, C = "2024-000001", "2024-000002", "2024-000003"


def does(town, use_case, case, by_whom=SECRETARY, **given):
    return town.do(f"case.{use_case}", act=by(by_whom), case=case, **given)


def code(town, use_case, case, by_whom=SECRETARY, **given) -> str:
    refusal = town.refused(f"case.{use_case}", act=by(by_whom), case=case, **given)
    return f"{refusal.kind} {refusal.code}"


def links(town, case) -> dict[str, object]:
    found = town.do("case.show", case=case)["course"]["links"]
    return {name: value for name, value in found.items() if value}


def sentences(town, case) -> list[str]:
    return [item["sentence"] for item in town.do("case.log", case=case)["items"]]


@pytest.mark.clause("S26", "S30", "S63")
def test_a_duplicate_is_seen_on_both_pages_and_ends_with_its_own_answer(two) -> None:
    two.step(B, "note", text="夜里到现场看过")
    does(two, "feedback", B, feedback=TOLD)
    assert code(two, "conclude", B, conclusion=DUPLICATE) == "conflict duplicate-unlinked"
    recorded = does(two, "link", B, linked={"of": A, "reason": "同一盏灯"})
    assert (recorded["id"], recorded["version"]) == (B, 4)
    assert [e["sentence"] for e in recorded["events"]] == [
        f"陈国强认定此事与 {A} 重复，理由：同一盏灯",
        f"陈国强认定 {B} 与此事重复",
    ]
    assert links(two, B) == {"duplicate_of": A}
    assert links(two, A) == {"duplicates": (B,)}
    assert sentences(two, A)[-1] == f"陈国强认定 {B} 与此事重复"
    does(two, "conclude", B, conclusion=DUPLICATE)
    assert two.do("case.show", case=A)["status"] == "handling"
    undo = {"of": A, "reason": "是另一盏灯"}
    assert code(two, "unlink", B, unlinked=undo) == "conflict ended-so"
    does(two, "reopen", B, reopened={"reason": "是另一盏灯"})
    does(two, "unlink", B, unlinked=undo)
    assert (links(two, A), links(two, B)) == ({}, {})


@pytest.mark.clause("S25", "S30")
def test_a_duplicate_may_be_of_a_matter_in_other_hands_but_a_merger_takes_both(town) -> None:
    theirs = town.do("case.record", act=by(CLERK), matter=MATTER, unit="anyang")["id"]
    ours = town.record()
    merged = {"whole": theirs, "reason": "同一条线路"}
    assert code(town, "merge", ours, merged=merged) == "not-allowed not-in-hand"
    assert code(town, "link", theirs, linked={"of": ours, "reason": "x"}) == (
        "not-allowed not-in-hand"
    )
    does(town, "link", ours, linked={"of": theirs, "reason": "同一盏灯"})
    does(town, "merge", ours, CLERK, merged=merged)


@pytest.mark.clause("S30", "S63")
def test_what_is_merged_is_handled_in_the_whole_and_answered_by_itself(two) -> None:
    does(two, "merge", B, merged={"whole": A, "reason": "同一条线路"})
    assert (links(two, A), links(two, B)) == ({"parts": (B,)}, {"merged_into": A})
    assert code(two, "step", B, step=NOTE) == "conflict merged-away"
    two.set("2024-03-20")
    assert [row["number"] for row in two.do("report.hanging")["items"]] == [A]
    assert two.do("case.list", which={"unanswered": True})["items"][0]["merged_into"] == A
    ending = {"outcome": "resolved", "effect": "亮了"}
    assert code(two, "conclude", B, conclusion=ending) == "conflict feedback-owed"
    does(two, "feedback", B, feedback=TOLD)
    does(two, "conclude", B, conclusion=ending)
    assert two.do("case.show", case=A)["status"] == "handling"
    undo = {"whole": A, "reason": "线路不同"}
    assert code(two, "unmerge", B, undone=undo) == "conflict ended-so"
    does(two, "reopen", B, reopened={"reason": "线路不同"})
    does(two, "unmerge", B, undone=undo)
    assert (links(two, A), links(two, B)) == ({}, {})
    two.step(B, "note", text="夜里到现场看过")


@pytest.mark.clause("S30")
def test_no_matter_is_bound_to_itself_to_nothing_or_in_a_chain(two) -> None:
    two.record(title="第三盏灯")
    for use_case, name, what in (("link", "linked", "of"), ("merge", "merged", "whole")):

        def asked(of, name=name, what=what):
            return {name: {what: of, "reason": "同一盏灯"}}

        assert code(two, use_case, A, **asked(A)) == "invalid same-matter"
        assert code(two, use_case, A, **asked("2024-999999")) == "not-found case-unknown"
        assert code(two, use_case, "2024-999999", **asked(A)) == "not-found case-unknown"
        does(two, use_case, B, **asked(A))
        assert does(two, use_case, B, **asked(A))["events"] == ()
        assert code(two, use_case, B, **asked(C)) == "conflict linked-elsewhere"
        assert code(two, use_case, C, **asked(B)) == "conflict linked-elsewhere"
        assert code(two, use_case, A, **asked(C)) == "conflict has-others"


@pytest.mark.clause("S30")
def test_who_binds_two_matters_has_seen_both_as_they_stand(two) -> None:
    """What slips in between reading and writing, in either matter, is not passed over."""
    cause = CauseRecorded(text=Personal("线路老化"), form=Form.ANALYSIS)
    real = two.office.log.append
    tried: list[bool] = []

    def slipped(batches):
        if not tried:
            tried.append(True)
            draft = Draft(stream=f"case/{A}", event=cause)
            real([Batch(act=Act(actor=MEMBER), drafts=[draft])])
        return real(batches)

    object.__setattr__(two.office.log, "append", slipped)
    try:
        with pytest.raises(StreamMovedError) as raised:
            does(two, "merge", B, merged={"whole": A, "reason": "同一条线路"})
    finally:
        object.__setattr__(two.office.log, "append", real)
    assert raised.value.facts["stream"] == f"case/{A}"
    assert (links(two, A), links(two, B)) == ({}, {})


@pytest.mark.clause("S30", "S63")
def test_a_part_is_split_off_with_its_petitioners_and_may_be_merged_back(two) -> None:
    portion = {
        "title": "水管漏水",
        "text": "李大娘还说家里水管漏水，已有半年",
        "category": "HOT_DIFFICULT.WATER",
        "reason": "一事一记",
    }
    recorded = does(two, "split", A, portion=portion)
    assert (recorded["id"], recorded["version"]) == (C, 2)
    assert [e["sentence"] for e in recorded["events"]][1:] == [
        f"陈国强将此事从 {A} 拆出，单独记录，理由：一事一记",
        f"陈国强从此事拆出 {C}，单独记录",
    ]
    part, whole = (two.do("case.show", case=case) for case in (C, A))
    assert part["matter"]["petitioners"] == whole["matter"]["petitioners"]
    assert part["matter"]["learned_at"] == whole["matter"]["learned_at"]
    assert (part["matter"]["category_label"], part["matter"]["source"]) == ("饮水难", None)
    assert (links(two, C), links(two, A)) == ({"split_from": A}, {"split_off": (C,)})
    early = {"as_of": "2024-03-01T08:30:00+08:00"}
    assert two.do("case.show", case=C, when=early)["matter"]["title"] == "水管漏水"
    does(two, "merge", C, merged={"whole": A, "reason": "还是一件事"})
    assert links(two, C) == {"split_from": A, "merged_into": A}
    for changes, said in (
        ({"owner": "9999"}, "not-found person-unknown"),
        ({"unit": "none"}, "not-found unit-unknown"),
        ({"category": "NONE"}, "not-found category-unknown"),
    ):
        assert code(two, "split", B, portion={**portion, **changes}) == said
    given = {"owner": MEMBER, "unit": "dafeng"}
    same = {name: portion[name] for name in ("title", "text", "reason")}
    second = does(two, "split", B, portion={**same, **given})["id"]
    page = two.do("case.show", case=second)
    assert (page["hands"]["owner"], page["matter"]["category"]) == (
        MEMBER,
        "HOT_DIFFICULT.ROADS",
    )


@pytest.mark.clause("S30", "S31", "S33", "S36")
def test_what_is_missing_and_what_to_ask_about_is_said_and_never_blocks(town) -> None:
    case = town.record(place=None, text="灯坏了。另外，还有水管")
    page = town.do("case.check", case=case)
    assert (page["complete"], page["missing"], page["status"]) == (66, ("地点",), "handling")
    assert [(hint["hint"], hint["clause"]) for hint in page["hints"]] == [
        ("several-matters", "S30"),
        ("thin-text", "S36"),
    ]
    assert {line["part_text"]: line["state_text"] for line in page["items"]}["办理效果"] == (
        "尚未到"
    )
    does(town, "feedback", case, feedback=TOLD)
    town.step(case, "note", text="已处理")
    does(town, "conclude", case, conclusion={"outcome": "resolved", "effect": "亮了"})
    ended = town.do("case.check", case=case)
    assert ended["missing"] == ("地点", "原因", "研究办法的过程", "具体措施", "领导责任", "分析")
    assert [hint["hint"] for hint in ended["hints"]][2:] == ["stock-phrase", "forms"]
    assert town.do("case.check", case=case, when={"position": page["position"]}) == page


@pytest.mark.clause("S33")
def test_how_complete_each_cadres_records_are(town) -> None:
    town.record()
    town.record(place=None)
    town.record(act=by(MEMBER), place=None)
    items = town.do("report.completeness")["items"]
    assert [(i["owner_name"], i["cases"], i["incomplete"], i["complete"]) for i in items] == [
        ("李秀英", 1, 1, 66),
        ("陈国强", 2, 1, 83),
    ]
    assert [
        row["number"] for row in town.do("case.list", which={"incomplete": True})["items"]
    ] == [
        C,
        B,
    ]
    of_one = town.do("report.completeness", which={"owner": MEMBER})["items"]
    assert [item["owner"] for item in of_one] == [MEMBER]
    before = town.do("report.completeness", when={"position": town.settled + 1})["items"]
    assert [(item["owner"], item["cases"]) for item in before] == [(SECRETARY, 1)]


@pytest.mark.clause("S30", "S40")
def test_the_leaders_hear_of_a_part_that_is_urgent(town) -> None:
    leader = {"name": "郑书记", "kind": "town-office-civil-servant", "since": "2020-01-01"}
    held = {"post": "party-secretary", "unit": "town"}
    town.do("roster.person", person="0007", facts={**leader, **held})
    case = town.record(urgency="urgent")
    portion = {"title": "电杆倾斜", "text": "路边电杆倾斜", "reason": "一事一记"}
    part = does(town, "split", case, portion=portion)["id"]
    log = town.do("case.log", case=part)["items"]
    assert [line["event"] for line in log] == ["MatterRecorded", "LeadersTold", "SplitFrom"]


@pytest.mark.clause("S30", "S34", "S63")
def test_a_whole_ends_after_its_parts_and_a_part_reopened_later_is_by_itself(two) -> None:
    does(two, "merge", B, merged={"whole": A, "reason": "同一条线路"})
    two.step(A, "cause", text="线路老化")
    ending = {"outcome": "resolved", "effect": "亮了"}
    does(two, "feedback", A, feedback=TOLD)
    said = two.refused("case.conclude", act=by(SECRETARY), case=A, conclusion=ending)
    assert (said.code, str(said)) == (
        "parts-open",
        f"并入此事的 {B} 尚未办结，请先向各事的群众反馈并分别办结，再办结此事",
    )
    put_off = {"outcome": "temporarily-unresolvable", "effect": "等", "basis": "无资金"}
    put_off |= {"cause": "funds", "next_look": "2024-03-10"}
    does(two, "explain", A, explanation={"means": "visit", "text": "资金未到"})
    does(two, "conclude", A, conclusion=put_off)
    does(two, "feedback", B, feedback=TOLD)
    for case in (B, A):
        does(two, "conclude", case, conclusion=ending)

    two.set("2024-06-20")
    does(two, "reopen", B, reopened={"reason": "又坏了"})

    assert (links(two, A), links(two, B)) == ({}, {})
    assert sentences(two, B)[-1] == f"陈国强将此事从 {A} 分出，单独办理，理由：又坏了"
    assert [row["number"] for row in two.do("report.hanging")["items"]] == []
    two.set("2024-07-20")
    assert [row["number"] for row in two.do("report.hanging")["items"]] == [B]
    two.step(B, "note", text="夜里到现场看过")


@pytest.mark.clause("S30")
def test_a_part_reopened_while_the_whole_is_open_stays_in_it(two) -> None:
    does(two, "merge", B, merged={"whole": A, "reason": "同一条线路"})
    does(two, "feedback", B, feedback=TOLD)
    does(two, "conclude", B, conclusion={"outcome": "resolved", "effect": "亮了"})
    does(two, "reopen", B, reopened={"reason": "又坏了"})
    assert links(two, B) == {"merged_into": A}


COMPLAINT = {**MATTER, "category": "VILLAGE_GOVERNANCE.CONDUCT", "accused": [MEMBER]}
SAME, TOGETHER = {"of": B, "reason": "同为李秀英的事"}, {"whole": B, "reason": "一并查办"}
NEIGHBOUR = "0010"


def told_everywhere(town, reader, case, when) -> str:
    """Return everything that a reader is told of a matter, of its lists and of a stale write."""
    asked = {"act": by(reader), "when": when}
    answers = [town.do(f"case.{use_case}", case=case, **asked) for use_case in ("show", "log")]
    first = {"position": town.office.log.stream(f"case/{case}")[0].position}
    answers.append(town.do("case.diff", act=by(reader), case=case, before=first))
    answers += [town.do("case.list", **asked), town.do("case.check", case=case, **asked)]
    refusals = [
        town.refused("case.step", act=act, case=case, step=NOTE)
        for act in (by(reader, seen=1), by(reader))
    ]
    return f"{answers} {[(str(r), r.facts) for r in refusals]}"


@pytest.mark.clause("S12", "S30")
def test_a_complaint_is_bound_to_no_ordinary_matter(town) -> None:
    town.record()
    asked = {"matter": COMPLAINT, "owner": CLERK}
    for _ in "BC":
        town.do("case.record", act=by(SECRETARY), **asked)
    for this, that in ((A, B), (B, A)):
        link, merge = {**SAME, "of": that}, {**TOGETHER, "whole": that}
        assert code(town, "link", this, CLERK, linked=link) == "conflict unlike-matters"
        assert code(town, "merge", this, CLERK, merged=merge) == "conflict unlike-matters"
    does(town, "merge", C, CLERK, merged=TOGETHER)
    assert links(town, C) == {"merged_into": B}


@pytest.mark.clause("S12", "S30")
@pytest.mark.parametrize("how", ["link", "merge"])
def test_a_matter_bound_to_one_that_becomes_a_complaint_does_not_name_it(town, how) -> None:
    town.record()
    town.do("case.record", matter=MATTER, unit="dafeng")
    asked = {"linked": SAME} if how == "link" else {"merged": TOGETHER}
    does(town, how, A, CLERK, **asked)
    naming = {"person": MEMBER, "reason": "来电反映"}
    does(town, "accuse", B, CLERK, naming=naming)
    if how == "link":
        told = {"stage": "result", "means": "visit", "text": "灯已修好"}
        does(town, "step", A, step=NOTE)
        does(town, "feedback", A, feedback=told)
        does(town, "conclude", A, conclusion=DUPLICATE)
    now = {"position": town.office.log.size()}
    for when in ({}, now):
        for reader in (SECRETARY, MEMBER):
            said = told_everywhere(town, reader, A, when)
            assert B not in said
            assert "李秀英的事" not in said
            assert "一并查办" not in said
            assert "〔另一件事〕" in said
        assert links(town, A) == {"duplicate_of" if how == "link" else "merged_into": B}
        (row,) = (r for r in town.do("case.list", when=when)["items"] if r["number"] == A)
        assert B in {row["duplicate_of"], row["merged_into"]}


@pytest.mark.clause("S25", "S30")
def test_a_matter_bound_to_one_of_a_foreign_village_does_not_name_it(town) -> None:
    facts = {"name": "钱多", "since": "2020-01-01", "post": "village-secretary", "unit": "anyang"}
    town.do("roster.person", person=NEIGHBOUR, facts=facts)
    town.record()
    town.record(act=by(NEIGHBOUR), place="anyang")
    does(town, "link", B, CLERK, linked={"of": A, "reason": "与大丰村李大娘的事相同"})
    (_, last) = town.do("case.log", act=by(NEIGHBOUR), case=B)["items"]
    assert last["sentence"] == "王小明认定此事与 〔另一件事〕 重复，理由：〔不便列出〕"
    (row,) = town.do("case.list", act=by(NEIGHBOUR))["items"]
    assert row["duplicate_of"] == "〔另一件事〕"
    town.do("case.merge", case=A, merged={"whole": B, "reason": "并案"})
    again = {"of": "2024-000003", "reason": "同一件"}
    town.record(act=by(NEIGHBOUR), place="anyang")
    said = town.refused("case.link", act=by(NEIGHBOUR), case=B, linked=again)
    assert A not in f"{said} {said.facts}"
