"""Inspections are drawn by nobody's choice, find problems, and see them put right."""

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.matters import refusal

from minqing_core.inspection import events
from minqing_core.inspection.decisions import drawing, informing, opening, rectifying
from minqing_core.inspection.decisions.drawing import Scope, draw
from minqing_core.inspection.decisions.informing import Frozen, Issuing
from minqing_core.inspection.decisions.opening import Inspecting
from minqing_core.inspection.decisions.rectifying import Named, Problem
from minqing_core.inspection.decisions.requirements import require_inspector
from minqing_core.inspection.state import NONE, Inspection, fold
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.refusals import RefusalError
from minqing_core.kernel.standing import Standing

TODAY, SOON = date(2024, 7, 1), date(2024, 7, 15)
TOWN = frozenset({"town", "dafeng", "dafeng-1", "anyang"})
CLERK = Standing(person="000001", reach=TOWN, coordinates=True)
LEADER = Standing(person="0007", reach=TOWN, leads=TOWN)
BRANCH = Standing(
    person="0002",
    reach=frozenset({"dafeng", "dafeng-1"}),
    leads=frozenset({"dafeng", "dafeng-1"}),
)
STRANGER = Standing(person="0009", reach=frozenset({"anyang"}), leads=frozenset({"anyang"}))
VILLAGES = frozenset({"dafeng", "anyang"})
HALF = Inspecting(kind=events.InspectionKind.HALF_YEAR, units=("dafeng",), period="2024H1")
SPOT = Inspecting(
    kind=events.InspectionKind.SPOT_CHECK,
    units=("dafeng", "anyang", "dafeng"),
    since=date(2024, 5, 1),
    until=date(2024, 6, 30),
    sample=2,
)
CASES = tuple(f"2024-{n:06d}" for n in range(1, 30))
ROOT = "ab" * 32
NUMBER = "2024-000001"
WORDS = Personal("写明")


def openable(asked: Inspecting, by: Standing = CLERK, *, spot_checker: bool = True) -> Scope:
    scope = opening.scope(asked)
    opening.require_openable(
        scope, by=by, spot_checker=spot_checker, villages=VILLAGES, today=TODAY
    )
    return scope


def opened(asked: Inspecting = HALF, **changes) -> events.InspectionOpened:
    scope = opening.scope(attrs.evolve(asked, **changes))
    drawn = draw(scope, CASES, upto=100, root=ROOT)
    (event,) = opening.open_inspection(scope, drawn=drawn, text=asked.text)
    assert isinstance(event, events.InspectionOpened)
    return event


FOUND = events.ProblemFound(finding=1, unit="dafeng", clause="S62", text=WORDS)
ORDERED = events.RectificationOrdered(finding=1, owner="0003", text=WORDS, due=SOON)
REPORTED = events.RectificationReported(finding=1, text=WORDS)
VERIFIED = events.RectificationVerified(finding=1, text=WORDS)
REJECTED = events.RectificationRejected(finding=1, text=WORDS)
ENDED = events.InspectionEnded(text=WORDS)
OWNER = Standing(person="0003")
OTHER = Standing(person="0008", reach=frozenset({"dafeng"}))


def after(*history: events.InspectionEvent) -> Inspection:
    return fold([opened(), *history])


def found(inspection: Inspection, named=None, below=("dafeng",), **changes):
    problem = attrs.evolve(Problem(unit="dafeng", clause="S62", text=WORDS), **changes)
    return rectifying.find(
        inspection,
        number=NUMBER,
        problem=problem,
        inspected={"dafeng", "dafeng-1"},
        named=named,
        below=below,
    )


@pytest.mark.clause("S60")
def test_a_village_is_inspected_half_yearly_by_its_own_branch_or_the_office() -> None:
    scope = openable(HALF, BRANCH, spot_checker=False)
    assert scope == openable(HALF, CLERK, spot_checker=False)
    assert (scope.since, scope.until, scope.size) == (date(2024, 1, 1), date(2024, 6, 30), 5)
    explained = attrs.evolve(HALF, text=WORDS)
    assert (opened(explained).text, opened().text) == (WORDS, None)
    assert refusal(openable, HALF, STRANGER) == (
        "not-allowed unit-foreign: dafeng 不在 0009 任职单位的范围内，不能检查、通报或统计"
    )
    deputy = attrs.evolve(LEADER, leads=frozenset())
    assert refusal(openable, HALF, deputy).startswith("not-allowed not-branch: dafeng 的半年检查")
    for units, said in ((("town",), "town"), (("dafeng", "anyang"), "anyang、dafeng")):
        assert refusal(openable, attrs.evolve(HALF, units=units)) == (
            "invalid inspection-one-village: 半年检查（half-year）须写明一个村或社区，"
            f"所填的是：{said}"
        )
    assert refusal(openable, attrs.evolve(HALF, period="2024-Q1")) == (
        "invalid inspection-half-year: 半年检查的时段须是一个半年，如 2025-H2，"
        "所填的是 2024-01-01 至 2024-03-31"
    )


@pytest.mark.clause("S59")
def test_the_town_checks_at_irregular_times_what_it_looks_over() -> None:
    assert openable(SPOT, LEADER) == Scope(
        kind=events.InspectionKind.SPOT_CHECK,
        units=("anyang", "dafeng"),
        since=date(2024, 5, 1),
        until=date(2024, 6, 30),
        size=2,
    )
    assert refusal(
        openable, attrs.evolve(SPOT, units=("dafeng",)), BRANCH, spot_checker=False
    ) == (
        "not-allowed not-spot-checker: 督促检查和镇一级通报由镇党委、镇组织人事办公室办理，"
        "0002 的职务不能开展督促检查"
    )


@pytest.mark.clause("S59")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"units": ()}, "inspection-units"),
        ({"sample": 0}, "inspection-sample"),
        ({"sample": 201}, "inspection-sample"),
        ({"since": None}, "inspection-span"),
        ({"until": None}, "inspection-span"),
        ({"period": "2024-H1"}, "inspection-span"),
        ({"period": "2024-H1", "since": None}, "inspection-span"),
        ({"since": date(2024, 7, 1)}, "inspection-span"),
        ({"period": "2024-H3", "since": None, "until": None}, "period"),
        ({"since": date(2024, 7, 2), "until": date(2024, 7, 2)}, "period-not-begun"),
    ],
)
def test_an_inspection_that_is_not_rightly_said_is_refused(changes, code) -> None:
    assert refusal(openable, attrs.evolve(SPOT, **changes)).split(":")[0] == f"invalid {code}"
    openable(attrs.evolve(SPOT, since=TODAY, until=TODAY, sample=200))
    blank = attrs.evolve(SPOT, text=Personal(" "))
    assert refusal(opened, blank) == "invalid inspection-text: 检查说明不能为空"


@pytest.mark.clause("S59")
@given(st.sets(st.sampled_from(CASES)), st.integers(1, 10), st.randoms())
def test_a_draw_depends_on_what_is_drawn_from_and_on_nothing_else(cases, size, chance) -> None:
    scope = opening.scope(attrs.evolve(SPOT, sample=size))
    drawn = draw(scope, cases, upto=7, root=ROOT)
    shuffled = sorted(cases)
    chance.shuffle(shuffled)
    assert draw(scope, [*shuffled, *shuffled], upto=7, root=ROOT) == drawn
    assert {*drawn.sample} <= cases
    assert len({*drawn.sample}) == len(drawn.sample) == min(size, len(cases))
    assert drawn.population == len(cases)
    left = cases - {*drawn.sample}
    assert draw(scope, left | {*drawn.sample}, upto=7, root=ROOT).sample == drawn.sample


@pytest.mark.clause("S59")
def test_every_part_of_what_is_inspected_and_the_log_itself_make_the_seed() -> None:
    scope = opening.scope(SPOT)
    one_more = {
        "kind": events.InspectionKind.HALF_YEAR,
        "units": ("dafeng",),
        "since": date(2024, 5, 2),
        "until": date(2024, 6, 29),
        "size": 3,
    }
    scopes = [scope, *(attrs.evolve(scope, **{name: one_more[name]}) for name in one_more)]
    seeds = {draw(one, CASES, upto=7, root=ROOT).seed for one in scopes}
    seeds |= {
        draw(scope, CASES, upto=upto, root=root).seed for upto, root in ((8, ROOT), (7, "c"))
    }
    assert len(seeds) == len(scopes) + 2
    assert draw(scope, CASES, upto=7, root=ROOT).sample == ("2024-000001", "2024-000005")


@pytest.mark.clause("S59")
def test_what_was_drawn_is_read_back_from_what_was_recorded() -> None:
    event = opened(SPOT)
    scope = drawing.scope_of(event)
    assert scope == opening.scope(SPOT)
    assert drawing.recorded(event) == draw(scope, CASES, upto=100, root=ROOT)


@pytest.mark.clause("S61")
def test_what_is_found_is_numbered_and_lies_where_the_inspection_looks() -> None:
    assert found(after()) == [FOUND]
    named = Named(units=frozenset({"dafeng", "town"}), confidential=False)
    (second,) = found(after(FOUND), named, case="2024-000003")
    assert (second.finding, second.case) == (2, "2024-000003")
    assert refusal(found, after(), unit="anyang") == (
        "invalid found-elsewhere: anyang 不在这次检查的单位之内：dafeng"
    )
    assert refusal(found, after(), named, ("dafeng-1",), case="2024-000003", unit="dafeng-1") == (
        "invalid finding-case-elsewhere: 民情 2024-000003 不是 dafeng-1 承办的，请核对编号或单位"
    )
    secret = attrs.evolve(named, confidential=True)
    assert refusal(found, after(), secret, case="2024-000003").startswith(
        "not-allowed finding-confidential"
    )
    assert refusal(found, after(), clause=" ") == "invalid inspection-text: 依据条款不能为空"
    assert (
        refusal(found, after(), text=Personal("")) == "invalid inspection-text: 存在问题不能为空"
    )
    assert refusal(found, after(ENDED)).startswith("conflict inspection-ended: 检查 2024-000001")


@pytest.mark.clause("S61")
def test_a_problem_is_put_right_by_one_and_verified_by_another() -> None:
    def order(inspection, **changes):
        ordered = attrs.evolve(ORDERED, **changes)
        return rectifying.order(inspection, ordered=ordered, today=TODAY)

    assert order(after(FOUND)) == [ORDERED]
    assert order(after(FOUND, ORDERED)) == []
    assert order(after(FOUND), due=TODAY)[0].due == TODAY
    other = attrs.evolve(ORDERED, owner="0008")
    assert order(after(FOUND, ORDERED), owner="0008") == [other]
    assert refusal(order, after(FOUND), due=date(2024, 6, 30)) == (
        "invalid rectify-due: 整改期限 2024-06-30 早于今天 2024-07-01，请填今天或以后的日期"
    )
    assert refusal(order, after(FOUND), text=Personal("")) == (
        "invalid inspection-text: 整改要求不能为空"
    )
    assert refusal(order, after()) == "not-found finding-unknown: 检查中没有第 1 个问题，现有：无"
    reported = after(FOUND, ORDERED, REPORTED)
    assert refusal(order, reported, owner="0008").startswith("conflict rectification-reported")
    assert rectifying.verify(reported, verified=VERIFIED, by=OTHER) == [VERIFIED]
    done = after(FOUND, ORDERED, REPORTED, VERIFIED)
    assert rectifying.verify(done, verified=VERIFIED, by=OTHER) == []
    assert refusal(order, done, owner="0008") == (
        "conflict finding-verified: 第 1 个问题已经核查销号，不能再责成整改"
    )
    assert refusal(rectifying.verify, reported, verified=VERIFIED, by=OWNER) == (
        "not-allowed own-verification: 第 1 个问题由 0003 整改，须由另一人核查"
    )


@pytest.mark.clause("S61")
def test_only_who_was_told_to_says_what_was_done() -> None:
    def report(*history, by=OWNER):
        return rectifying.report(after(*history), number=NUMBER, reported=REPORTED, by=by)

    assert report(FOUND, ORDERED) == report(FOUND, ORDERED, REPORTED) == [REPORTED]
    assert refusal(report, FOUND, by=OTHER) == (
        "conflict rectification-not-ordered: 第 1 个问题尚未责成整改，"
        "请先写明由谁、何时前改好（inspection order）"
    )
    assert refusal(report, FOUND, ORDERED, by=OTHER) == (
        "not-allowed not-rectifier: 第 1 个问题由 0003 整改，0008 不能代报"
    )
    assert refusal(report, FOUND, ORDERED, REPORTED, VERIFIED).startswith(
        "conflict finding-verified"
    )
    for history in ((FOUND,), (FOUND, ORDERED)):
        assert refusal(report, *history, by=STRANGER) == (
            "not-found inspection-unknown: 没有编号为 2024-000001 的检查，请核对编号"
        )
    inspection, blank = (
        after(FOUND, ORDERED),
        events.RectificationReported(finding=1, text=Personal("")),
    )
    assert refusal(rectifying.report, inspection, number=NUMBER, reported=blank, by=OWNER) == (
        "invalid inspection-text: 整改情况不能为空"
    )


@pytest.mark.clause("S61")
def test_what_was_not_put_right_is_open_again() -> None:
    def reject(*history, by=OTHER, rejected=REJECTED):
        return rectifying.reject(after(*history), rejected=rejected, by=by)

    assert reject(FOUND, ORDERED, REPORTED) == [REJECTED]
    again = (FOUND, ORDERED, REPORTED, REJECTED)
    assert refusal(reject, *again).startswith("conflict rectification-not-reported")
    assert rectifying.report(after(*again), number=NUMBER, reported=REPORTED, by=OWNER) == [
        REPORTED
    ]
    assert refusal(reject, FOUND, ORDERED, REPORTED, by=OWNER).startswith(
        "not-allowed own-verification"
    )
    assert refusal(reject, FOUND, ORDERED, REPORTED, VERIFIED) == (
        "conflict finding-verified: 第 1 个问题已经核查销号，不能再退回"
    )
    blank = attrs.evolve(REJECTED, text=Personal(""))
    assert refusal(reject, FOUND, ORDERED, REPORTED, rejected=blank) == (
        "invalid inspection-text: 退回理由不能为空"
    )
    unsaid = attrs.evolve(VERIFIED, text=Personal(""))
    reported = after(FOUND, ORDERED, REPORTED)
    assert refusal(rectifying.verify, reported, verified=unsaid, by=OTHER) == (
        "invalid inspection-text: 核查情况不能为空"
    )
    unreported = after(FOUND, ORDERED)
    assert refusal(rectifying.verify, unreported, verified=VERIFIED, by=OTHER).startswith(
        "conflict rectification-not-reported"
    )
    assert refusal(rectifying.verify, after(FOUND), verified=VERIFIED, by=OTHER).startswith(
        "conflict rectification-not-ordered"
    )


@pytest.mark.clause("S61")
def test_an_inspection_ends_and_what_it_found_goes_on() -> None:
    assert rectifying.end(after(FOUND), ended=ENDED) == [ENDED]
    assert rectifying.end(after(FOUND, ENDED), ended=ENDED) == []
    unsaid = events.InspectionEnded(text=Personal(" "))
    assert refusal(rectifying.end, after(), ended=unsaid) == (
        "invalid inspection-text: 检查结论不能为空"
    )
    over = after(FOUND, ENDED, ORDERED)
    assert rectifying.report(over, number=NUMBER, reported=REPORTED, by=OWNER) == [REPORTED]


@pytest.mark.clause("S59", "S60")
def test_an_inspection_is_carried_out_by_those_whose_it_is() -> None:
    def require(inspection, by, *, spot_checker=True):
        require_inspector(inspection, NUMBER, by, spot_checker=spot_checker)
        return []

    assert require(after(), BRANCH, spot_checker=False) == []
    spot = fold([opened(SPOT)])
    assert require(spot, LEADER) == []
    unknown = "not-found inspection-unknown: 没有编号为 2024-000001 的检查，请核对编号"
    assert refusal(require, NONE, LEADER) == refusal(require, spot, BRANCH) == unknown
    assert refusal(require, spot, LEADER, spot_checker=False).startswith(
        "not-allowed not-spot-checker"
    )


ISSUING = Issuing(
    unit="dafeng", period="2024h1", title="上半年通报", inspection=NUMBER, text=WORDS
)
FIGURES = Frozen(
    on=date(2024, 6, 30),
    today=date(2024, 7, 5),
    upto=130,
    digest="d" * 64,
    named=("2024-000003",),
)


def issued(inspected=("dafeng",), **changes):
    asked = attrs.evolve(ISSUING, **changes)
    return informing.issue(asked, figures=FIGURES, within={"dafeng"}, inspected=inspected)


@pytest.mark.clause("S60", "S61")
def test_a_bulletin_gives_frozen_figures_and_what_is_to_be_better() -> None:
    (event,) = issued()
    assert event == events.BulletinIssued(
        unit="dafeng",
        period="2024-H1",
        number=0,
        title="上半年通报",
        inspection=NUMBER,
        on=date(2024, 6, 30),
        issued_on=date(2024, 7, 5),
        upto=130,
        digest="d" * 64,
        named=("2024-000003",),
        text=WORDS,
    )
    assert informing.numbered(event, 3) == attrs.evolve(event, number=3)
    assert issued((), inspection=None)[0].inspection is None
    assert refusal(issued, ("anyang",)) == (
        "invalid inspection-elsewhere: 检查 2024-000001 检查的不是 dafeng，请核对编号"
    )
    assert refusal(issued, title="") == "invalid inspection-text: 通报标题不能为空"
    assert refusal(issued, text=Personal("")) == "invalid inspection-text: 改进措施不能为空"
    assert refusal(issued, period="2024-W10") == (
        "invalid period: 期间「2024-W10」不对，应写作2025-H2、2025-Q3 或 2025"
    )


@pytest.mark.clause("S59", "S60")
def test_a_bulletin_is_issued_by_the_branch_or_by_the_town() -> None:
    def require(by, unit="dafeng", *, spot_checker=False, village=True):
        informing.require_issuer(by, unit, spot_checker=spot_checker, village=village)
        return []

    assert require(BRANCH) == require(CLERK) == []
    assert require(LEADER, "town", spot_checker=True, village=False) == []
    assert refusal(require, STRANGER).startswith("not-allowed unit-foreign")
    assert refusal(require, attrs.evolve(LEADER, leads=frozenset())).startswith(
        "not-allowed not-branch"
    )
    assert refusal(require, BRANCH, "dafeng-1", village=False) == (
        "not-allowed not-spot-checker: 督促检查和镇一级通报由镇党委、镇组织人事办公室办理，"
        "0002 的职务不能印发通报"
    )


EVENTS = st.lists(
    st.sampled_from([FOUND, ORDERED, REPORTED, VERIFIED, REJECTED, ENDED]), max_size=8
)


@given(EVENTS)
def test_whatever_is_recorded_can_be_folded(history) -> None:
    """A finding that was never found is nobody's, and the fold says nothing of it."""
    inspection = fold(history)
    assert inspection.version == len(history)
    assert {*inspection.findings} == ({1} if FOUND in history else set())


@given(EVENTS, st.sampled_from(["order", "report", "verify", "reject"]))
def test_what_was_verified_stays_verified_whatever_is_asked(history, what) -> None:
    inspection = after(FOUND, ORDERED, REPORTED, VERIFIED, *history)
    asked = {
        "order": lambda: rectifying.order(inspection, ordered=ORDERED, today=TODAY),
        "report": lambda: rectifying.report(
            inspection, number=NUMBER, reported=REPORTED, by=OWNER
        ),
        "verify": lambda: rectifying.verify(inspection, verified=VERIFIED, by=OTHER),
        "reject": lambda: rectifying.reject(inspection, rejected=REJECTED, by=OTHER),
    }
    if FOUND in history:
        return
    try:
        recorded = asked[what]()
    except RefusalError:
        recorded = []
    assert recorded == []
