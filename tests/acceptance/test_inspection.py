"""Inspections: a sample that is proven, problems that are put right, and who reads of them."""

from typing import Any

import attrs
import pytest
from tests.inspectors import COMMISSIONER, ENGINEER, LEADER, NEIGHBOUR, told
from tests.towns import CLERK, INVESTIGATOR, MATTER, MEMBER, SECRETARY, Town, by

from minqing_core.application.asking import answer
from minqing_core.application.ports import Batch, Draft
from minqing_core.application.tables import rebuild
from minqing_core.inspection import events
from minqing_core.kernel.refusals import StreamMovedError

SPAN = {"since": "2024-02-01", "until": "2024-03-31"}
SPOT = {"kind": "spot-check", "units": ["dafeng"], **SPAN, "sample": 3}
HALF = {"kind": "half-year", "units": ["dafeng"], "period": "2024H1", "sample": 2}
WORDS = {"text": "写明"}


def complain(town: Town) -> str:
    """Record a complaint about a cadre of another village, which 大丰村 keeps."""
    return town.record(category="VILLAGE_GOVERNANCE.CONDUCT", accused=[NEIGHBOUR])


def accuse(town: Town, case: str) -> None:
    """Let a matter turn out to be a complaint about the secretary of 大丰村."""
    owner = {"owner": CLERK, "unit": "org-office", "reason": "另行办理"}
    town.do("case.assign", case=case, assigned=owner)
    town.do("case.accuse", case=case, naming={"person": SECRETARY, "reason": "举报信"})


def opened(town: Town, *, act=None, **changes: Any) -> str:
    return town.do("inspection.open", act=act or by(LEADER), opening={**SPOT, **changes})["id"]


def find(town: Town, number: str, *, act=None, **changes: Any) -> Any:
    problem = {"unit": "dafeng", "clause": "S62", "text": "没有反馈", **changes}
    return town.do("inspection.find", act=act or by(LEADER), inspection=number, problem=problem)


def order(town: Town, number: str, *, act=None, **changes: Any) -> Any:
    ordered = {"finding": 1, "owner": SECRETARY, "text": "补反馈", "due": "2024-03-15", **changes}
    return town.do("inspection.order", act=act or by(LEADER), inspection=number, ordered=ordered)


@pytest.mark.clause("S59")
def test_a_sample_is_drawn_from_the_matters_of_the_units_and_days(wide: Town) -> None:
    mine = [wide.record(title=f"第 {n} 盏灯") for n in range(5)]
    group = wide.do("case.record", act=by(SECRETARY), matter={**MATTER, "place": "dafeng-1"})["id"]
    wide.record(learned_at="2024-01-31T08:00:00+08:00")
    wide.record(act=by(NEIGHBOUR))
    complain(wide)
    before = wide.office.log.size()

    number = opened(wide)
    assert number == "2024-000001"
    page = told(wide, "inspection.show", act=by(LEADER), inspection=number)
    drawn = page["drawn"]
    assert (drawn["population"], drawn["upto"]) == (6, before)
    assert drawn["root"] == wide.office.log.root(before)
    assert len({*drawn["sample"]}) == 3
    assert {*drawn["sample"]} <= {*mine, group}
    assert [row["number"] for row in page["sample"]] == [*drawn["sample"]]
    assert page["left_out"] == 1
    assert (page["unit_names"], page["kind_text"]) == (("大丰村",), "督促检查")
    assert page["items"][0]["sentence"] == (
        "郑书记对大丰村开展督促检查（2024-02-01 至 2024-03-31），从 6 件民情中抽查 3 件"
    )
    assert len(told(wide, "inspection.show", inspection=opened(wide, sample=9))["sample"]) == 6
    empty = opened(wide, since="2023-01-01", until="2023-12-31")
    assert wide.do("inspection.show", inspection=empty)["drawn"]["sample"] == ()


@pytest.mark.clause("S59")
def test_a_sample_is_proven_by_drawing_it_again_from_the_log(wide: Town) -> None:
    for n in range(6):
        wide.record(title=f"第 {n} 盏灯")
    number = opened(wide)
    wide.later(days=40)
    for n in range(4):
        wide.record(title=f"后来的第 {n} 盏灯", learned_at="2024-03-20T08:00:00+08:00")
    again = wide.do("inspection.draw-again", act=by(LEADER), inspection=number)
    assert (again["agrees"], again["differences"]) == (True, ())
    assert again["drawn"] == again["recorded"]
    assert again["drawn"]["population"] == 6


@pytest.mark.clause("S59")
@pytest.mark.parametrize(
    ("changes", "differences"),
    [
        ({"sample": ("2024-000001", "2024-000002", "2024-000003")}, ("sample",)),
        ({"population": 7}, ("population",)),
        ({"size": 2}, ("seed", "sample")),
        ({"root": "ab" * 32}, ("root",)),
        ({"upto": 60}, ("root", "seed", "population", "sample")),
    ],
)
def test_a_sample_of_which_one_number_was_changed_is_found_out(
    wide: Town, changes: Any, differences: Any
) -> None:
    """What is handed to the log in the place of a draw does not agree with the draw."""
    for n in range(6):
        wide.record(title=f"第 {n} 盏灯")
    number = opened(wide)
    (honest,) = wide.office.log.stream(f"inspection/{number}")
    forged = attrs.evolve(honest.event, **changes)
    assert forged != honest.event
    draft = Draft(stream="inspection/2024-000009", event=forged)
    wide.office.log.append([Batch(act=by(LEADER), drafts=[draft])])
    again = wide.do("inspection.draw-again", act=by(LEADER), inspection="2024-000009")
    assert (again["agrees"], again["differences"]) == (False, differences)


@pytest.mark.clause("S59")
def test_a_draw_rests_on_the_whole_log_and_cannot_be_tried_first(wide: Town) -> None:
    wide.record()
    rehearsing = attrs.evolve(wide.office, rehearsing=True)
    size = wide.office.log.size()
    with pytest.raises(Exception, match="抽样不能演练"):
        answer(rehearsing, "inspection.open", by(LEADER), {"opening": SPOT})
    back = by(LEADER, occurred_at=wide.at)
    assert wide.refused("inspection.open", act=back, opening=SPOT).code == "not-afterwards"
    other = by(LEADER, on_behalf_of=CLERK)
    assert wide.refused("inspection.open", act=other, opening=SPOT).code == "not-for-another"
    assert wide.office.log.size() == size
    number = opened(wide, act=by(LEADER, key="k1"))
    assert opened(wide, act=by(LEADER, key="k1")) == number
    (opening,) = wide.office.log.stream(f"inspection/{number}")
    assert opening.position == opening.event.upto + 1


@pytest.mark.clause("S59", "S60")
def test_who_inspects_what(wide: Town) -> None:
    def code(person: str, opening: Any) -> str:
        return wide.refused("inspection.open", act=by(person), opening=opening).code

    assert code(SECRETARY, SPOT) == "not-spot-checker"
    assert code(MEMBER, HALF) == code(INVESTIGATOR, SPOT) == code(ENGINEER, HALF) == "not-allowed"
    assert code(NEIGHBOUR, HALF) == "unit-foreign"
    assert code(LEADER, {**SPOT, "units": ["nowhere"]}) == "unit-unknown"
    assert code(LEADER, {**HALF, "units": ["dafeng-1"]}) == "inspection-one-village"
    number = wide.do("inspection.open", act=by(SECRETARY), opening=HALF)["id"]
    page = wide.do("inspection.show", act=by(SECRETARY), inspection=number)
    assert (page["since"], page["until"], page["left_out"]) == ("2024-01-01", "2024-06-30", None)
    assert wide.do("inspection.open", opening=HALF)["id"] == "2024-000002"


@pytest.mark.clause("S61")
def test_a_problem_is_overdue_until_it_is_reported_and_verified(wide: Town) -> None:
    case, number = wide.record(), opened(wide)
    find(wide, number, case=case)
    order(wide, number)
    wide.set("2024-03-18")
    (late,) = told(wide, "inspection.findings", which={"overdue": True})["items"]
    assert (late["state_text"], late["age_days"], late["days_over"]) == ("整改中", 17, 3)
    assert (late["unit_name"], late["owner_name"], late["case"]) == ("大丰村", "陈国强", case)
    put_right(wide, number)
    wide.set("2024-04-18")
    (row,) = told(wide, "inspection.findings", which={"inspection": number})["items"]
    assert (row["state"], row["age_days"], row["days_over"], row["verified_by"]) == (
        *("verified", 17, 3),
        LEADER,
    )
    assert told(wide, "inspection.findings", which={"open": True})["items"] == ()
    then = {"as_of": "2024-03-02", "position": wide.office.log.size()}
    (row,) = wide.do("inspection.findings", when=then)["items"]
    assert (row["state"], row["age_days"], row["days_over"]) == ("ordered", 1, 0)


def put_right(town: Town, number: str) -> None:
    """Let a problem be reported as put right, and be verified."""
    done = {"finding": 1, "text": "已上门"}
    town.do("inspection.report", act=by(SECRETARY), inspection=number, reported=done)
    look = {"finding": 1, "text": "属实"}
    town.do("inspection.verify", act=by(LEADER), inspection=number, verified=look)


@pytest.mark.clause("S61")
def test_what_is_not_put_right_goes_on_when_the_inspection_has_ended(wide: Town) -> None:
    number = opened(wide)
    find(wide, number)
    order(wide, number)
    said, own = {"finding": 1, "text": "改了"}, {"act": by(SECRETARY), "inspection": number}
    wide.do("inspection.report", **own, reported=said)
    assert wide.refused("inspection.verify", **own, verified=said).code == "not-spot-checker"
    look = {"act": by(LEADER), "inspection": number}
    wide.do("inspection.reject", **look, rejected={"finding": 1, "text": "本人说没有"})
    (row,) = told(wide, "inspection.findings", which={"state": "rejected"})["items"]
    assert row["report"] == "改了"
    wide.do("inspection.end", **look, ended=WORDS)
    problem = {"unit": "dafeng", "clause": "S1", "text": "又"}
    assert wide.refused("inspection.find", **look, problem=problem).code == "inspection-ended"
    put_right(wide, number)
    page = told(wide, "inspection.show", act=by(SECRETARY), inspection=number)
    assert (page["ended_on"], page["conclusion"], page["version"]) == ("2024-03-01", "写明", 8)
    assert [line["state_text"] for line in page["findings"]] == ["已销号"]


@pytest.mark.clause("S61")
def test_the_open_findings_are_listed_by_unit_owner_and_page(wide: Town) -> None:
    number = opened(wide, units=["dafeng", "anyang"])
    find(wide, number)
    find(wide, number, unit="anyang", text="记录过简")
    find(wide, number, unit="dafeng-1", text="没有措施")
    order(wide, number, finding=2, owner=ENGINEER)

    def texts(person: str = LEADER, **which: Any) -> list[str]:
        page = told(wide, "inspection.findings", act=by(person), which=which)
        return [row["text"] for row in page["items"]]

    assert texts() == ["没有措施", "记录过简", "没有反馈"]
    assert texts(unit="dafeng") == texts(SECRETARY) == ["没有措施", "没有反馈"]
    assert texts(owner=ENGINEER) == texts(ENGINEER) == texts(NEIGHBOUR) == ["记录过简"]
    assert texts(state="found") == ["没有措施", "没有反馈"]
    first = told(wide, "inspection.findings", limit=2)
    last = told(wide, "inspection.findings", limit=2, cursor=first["next"])
    assert ([row["text"] for row in last["items"]], last["next"]) == (["没有反馈"], None)
    assert wide.refused("inspection.findings", limit=0).code == "page-limit"
    assert wide.refused("inspection.findings", which={"unit": "x"}).code == "unit-unknown"
    assert wide.refused("inspection.findings", which={"owner": "x"}).code == "person-unknown"
    before = wide.do("inspection.findings")
    rebuild(wide.office)
    assert wide.do("inspection.findings") == before


@pytest.mark.clause("S59", "S60")
def test_an_inspection_of_a_foreign_village_is_as_none_at_all(wide: Town) -> None:
    number = opened(wide)
    both = opened(wide, units=["dafeng", "anyang"])
    find(wide, both, text="大丰的事")
    asked = {"act": by(NEIGHBOUR), "inspection": number}
    for use_case, given in (
        ("inspection.show", {}),
        ("inspection.draw-again", {}),
        ("inspection.report", {"reported": {"finding": 1, "text": "改了"}}),
        ("inspection.end", {"ended": WORDS}),
    ):
        assert wide.refused(use_case, **asked, **given).code == "inspection-unknown"
    for unknown in ("2024-000099", "2024-#a"):
        assert wide.refused("inspection.show", inspection=unknown).code == "inspection-unknown"
    listed = told(wide, "inspection.list", act=by(NEIGHBOUR))["items"]
    assert [row["inspection"] for row in listed] == [both]
    page = wide.do("inspection.show", act=by(NEIGHBOUR), inspection=both)
    assert page["findings"] == ()
    assert [item["event"] for item in page["items"]] == ["InspectionOpened"]
    assert told(wide, "inspection.list", act=by(MEMBER), kind="half-year")["items"] == ()
    (first, second) = told(wide, "inspection.list")["items"]
    assert (first["inspection"], first["unit_names"], first["unverified"]) == (
        both,
        "安洋社区、大丰村",
        1,
    )
    assert (second["kind_text"], second["opened_by_name"]) == ("督促检查", "郑书记")
    cut = told(wide, "inspection.list", limit=1)
    assert told(wide, "inspection.list", limit=1, cursor=cut["next"])["items"] == (second,)


@pytest.mark.clause("S12", "S61")
def test_what_is_confided_is_not_written_into_a_finding(wide: Town) -> None:
    case, secret = wide.record(), complain(wide)
    half = wide.do("inspection.open", act=by(SECRETARY), opening=HALF)["id"]
    asked = {"act": by(SECRETARY), "inspection": half}
    problem = {"unit": "dafeng", "clause": "S62", "text": "没有反馈"}

    def code(number: str) -> str:
        return wide.refused("inspection.find", **asked, problem={**problem, "case": number}).code

    assert code(secret) == "finding-confidential"
    accuse(wide, case)
    assert code(case) == code("2024-000099") == "case-unknown"


@pytest.mark.clause("S12", "S59", "S61")
def test_what_is_confided_later_is_told_to_those_alone_who_may_see_it(wide: Town) -> None:
    case, other = wide.record(), wide.record(title="另一件")
    complain(wide)
    number = opened(wide, sample=9)
    find(wide, number, case=case, text="账目不清")
    find(wide, number, case=other)
    accuse(wide, case)

    page = wide.do("inspection.show", act=by(SECRETARY), inspection=number)
    assert page["drawn"]["sample"] == tuple(row["number"] for row in page["sample"]) == (other,)
    assert "账目不清" not in str(page)
    assert (page["left_out"], page["drawn"]["population"]) == (None, 2)
    again = wide.do("inspection.draw-again", act=by(SECRETARY), inspection=number)
    assert (again["agrees"], again["drawn"]["sample"]) == (True, (other,))
    found = wide.do("inspection.findings", act=by(SECRETARY))["items"]
    assert [row["text"] for row in found] == ["没有反馈"]
    whole = wide.do("inspection.show", act=by(COMMISSIONER), inspection=number)
    assert {*whole["drawn"]["sample"]} == {case, other}
    assert (whole["left_out"], len(whole["findings"])) == (1, 2)


@pytest.mark.clause("S61")
def test_an_order_rests_on_who_is_there_to_carry_it_out(
    wide: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = opened(wide)
    find(wide, number)
    asked = {"act": by(LEADER), "inspection": number}
    ordered = {"finding": 1, "owner": "9999", "text": "改", "due": "2024-03-15"}
    assert wide.refused("inspection.order", **asked, ordered=ordered).code == "person-unknown"
    append = type(wide.office.log).append

    def late(log: Any, batches: Any) -> Any:
        monkeypatch.setattr(type(log), "append", append)
        left = {"post": "village-secretary", "unit": "dafeng", "until": "2024-03-01"}
        wide.do("roster.leave", person=SECRETARY, left=left)
        return append(log, batches)

    monkeypatch.setattr(type(wide.office.log), "append", late)
    with pytest.raises(StreamMovedError):
        order(wide, number)


@pytest.mark.clause("S59")
def test_the_facts_of_an_inspection_are_its_events(wide: Town) -> None:
    number = opened(wide)
    find(wide, number)
    kinds = [type(e.event) for e in wide.office.log.stream(f"inspection/{number}")]
    assert kinds == [events.InspectionOpened, events.ProblemFound]
