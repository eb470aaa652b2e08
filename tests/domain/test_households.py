"""Households are entered by those who know them, and visits say whom they reached."""

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.matters import refusal

from minqing_core.households import events
from minqing_core.households.decisions import keeping, visiting
from minqing_core.households.decisions.keeping import NewMember
from minqing_core.households.state import NONE, Household, fold, fold_visit
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.places import UnitTree
from minqing_core.kernel.standing import Standing

TODAY = date(2024, 3, 1)
SECRETARY = Standing(person="0002", reach=frozenset({"dafeng", "dafeng-1"}))
STRANGER = Standing(person="0009", reach=frozenset({"anyang"}))
PLACES = UnitTree({"town": None, "dafeng": "town", "dafeng-1": "dafeng", "anyang": "town"})
ENTERED = events.HouseholdEntered(
    village="dafeng", name=Personal("李大娘"), address=Personal("三队 12 号"), size=4
)
MEMBER = NewMember(name=Personal("李小军"), contact=Personal("13800000000"))
AWAY = events.HouseholdMoved(reason=Personal("进城务工"), on=TODAY)
HOME, OTHER = "dafeng-000001", "dafeng-1-000001"
VISIT = events.VisitMade(
    village="dafeng", form=events.VisitForm.HOUSEHOLD, on=TODAY, households=(HOME,)
)


def home(*history: events.HouseholdEvent) -> Household:
    return fold([ENTERED, *history])


def entered(**changes):
    asked = attrs.evolve(ENTERED, **changes)
    return keeping.enter(asked, by=SECRETARY, in_village=True)


def joined(household=None, by=SECRETARY, **changes):
    member = attrs.evolve(MEMBER, **changes)
    household = home() if household is None else household
    return keeping.enter_member(household, household_id=HOME, member=member, by=by)


def moved(household, *, by=SECRETARY, in_village=True, **where):
    asked = events.HouseholdMoved(**where)
    return keeping.move(
        household, household_id=HOME, moved=asked, by=by, in_village=in_village, today=TODAY
    )


def visited(homes=None, *, in_village=True, by=SECRETARY, **changes):
    return visiting.visit(
        attrs.evolve(VISIT, **changes),
        households={HOME: home()} if homes is None else homes,
        by=by,
        cadre="0002",
        places=PLACES,
        in_village=in_village,
        today=TODAY,
    )


@pytest.mark.clause("S23")
def test_a_household_is_entered_where_ones_posts_look() -> None:
    assert entered() == [ENTERED]
    assert entered(address=None, size=None) == [attrs.evolve(ENTERED, address=None, size=None)]
    assert refusal(entered, village="anyang") == (
        "not-allowed village-foreign: anyang 不在 0002 任职单位的范围内，"
        "不能查看或登记那里的住户和走访"
    )
    assert refusal(keeping.enter, ENTERED, by=SECRETARY, in_village=False) == (
        "invalid not-a-village: dafeng 不是村、社区或村民小组，"
        "登记住户须写明在哪个村（社区、小组）"
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": Personal(" ")}, "household-text: 户主姓名不能为空"),
        ({"address": Personal(" ")}, "household-text: 住址不能为空，不详的不填"),
        (
            {"address": Personal("\x00")},
            "household-text: 住址含有不能保存的控制字符（U+0000），请删去",
        ),
        (
            {"size": 0},
            "household-size: 户内人数 0 不对，应在 1 至 100 之间，不详的不填",
        ),
        (
            {"size": 101},
            "household-size: 户内人数 101 不对，应在 1 至 100 之间，不详的不填",
        ),
    ],
)
def test_a_household_that_is_not_rightly_described_is_refused(changes, said) -> None:
    assert refusal(entered, **changes) == f"invalid {said}"


def test_a_household_may_hold_one_or_a_hundred_people() -> None:
    assert [entered(size=size)[0].size for size in (1, 100)] == [1, 100]


@pytest.mark.clause("S23")
def test_each_member_is_sealed_under_a_key_of_their_own() -> None:
    (first,) = joined()
    assert first == events.MemberEntered(
        member=1, name=Personal("李小军", "m1"), contact=Personal("13800000000", "m1")
    )
    (second,) = joined(home(first), name=Personal("李小红"), contact=None)
    assert second == events.MemberEntered(member=2, name=Personal("李小红", "m2"))
    assert joined(home(first, second)) == []
    assert joined(home(first, second), name=Personal("李小红"), contact=None) == []


def test_a_member_of_the_same_name_with_another_number_is_another_one() -> None:
    (first,) = joined()
    (second,) = joined(home(first), contact=Personal("139"))
    assert second.member == 2
    assert refusal(joined, name=Personal("")) == "invalid household-text: 成员姓名不能为空"
    assert refusal(joined, contact=Personal(" ")) == (
        "invalid household-text: 联系电话不能为空，不详的不填"
    )


@pytest.mark.clause("S23")
@pytest.mark.parametrize(("household", "by"), [(NONE, SECRETARY), (home(), STRANGER)])
def test_a_household_out_of_sight_is_as_one_that_does_not_exist(household, by) -> None:
    said = "not-found household-unknown: 没有编号为 dafeng-000001 的住户，请核对编号"
    assert refusal(joined, household, by) == said
    assert refusal(moved, household, by=by) == said


@pytest.mark.clause("S23")
def test_a_household_moves_away_and_comes_back() -> None:
    assert moved(home(), reason=Personal("进城务工")) == [AWAY]
    assert moved(home(AWAY)) == []
    assert moved(home(), village="dafeng") == []
    (elsewhere,) = moved(home(), village="anyang")
    assert fold([elsewhere], home()) == Household(
        version=2, village="anyang", first="dafeng", moves=((TODAY, "anyang"),)
    )
    (back,) = moved(home(AWAY), village="dafeng")
    assert back == events.HouseholdMoved(village="dafeng", on=TODAY)
    assert home(AWAY, back) == Household(
        version=3, village="dafeng", first="dafeng", moves=((TODAY, None), (TODAY, "dafeng"))
    )
    assert refusal(joined, home(AWAY)) == (
        "conflict household-away: 住户 dafeng-000001 已经迁出，不能再登记成员"
    )
    assert refusal(moved, home(), village="town", in_village=False) == (
        "invalid not-a-village: town 不是村、社区或村民小组，迁入须写明在哪个村（社区、小组）"
    )
    assert refusal(moved, home(), reason=Personal(" ")).startswith(
        "invalid household-text: 迁移原因不能为空"
    )


@pytest.mark.clause("S23")
def test_a_household_moves_in_the_order_of_its_days() -> None:
    (first,) = moved(home(), village="anyang", on=date(2024, 2, 10))
    gone = home(first)
    days = [date(2024, 2, 9), date(2024, 2, 10), TODAY]
    assert [gone.home(day) for day in days] == ["dafeng", "anyang", "anyang"]
    by = attrs.evolve(SECRETARY, reach=frozenset({"anyang"}))
    assert refusal(moved, gone, by=by, village="dafeng", on=date(2024, 2, 9)) == (
        "invalid household-move-day: 迁移日期 2024-02-09 不对，"
        "应不早于上次迁移（2024-02-10）、不晚于今天 2024-03-01"
    )
    assert refusal(moved, home(), village="anyang", on=date(2024, 3, 2)) == (
        "invalid household-move-day: 迁移日期 2024-03-02 不对，应不晚于今天 2024-03-01"
    )


@pytest.mark.clause("S4")
def test_a_visit_reaches_who_lived_there_on_its_day() -> None:
    homes = {HOME: home(events.HouseholdMoved(village="anyang", on=TODAY))}
    before = date(2024, 2, 29)
    assert visited(homes, on=before)
    assert visited(homes, village="anyang")
    there = attrs.evolve(SECRETARY, reach=frozenset({"anyang"}))
    for where, on in (("dafeng", TODAY), ("anyang", before)):
        for by, code in ((there, "household-elsewhere"), (SECRETARY, "household-unknown")):
            assert f" {code}: " in refusal(visited, homes, by=by, village=where, on=on)
    assert visited({HOME: home(AWAY)}, on=before)


@pytest.mark.clause("S4")
def test_a_visit_says_where_in_which_form_on_which_day_and_to_whom() -> None:
    assert visited() == [VISIT]
    group = home(events.HouseholdMoved(village="dafeng-1"))
    twice = visited(
        {HOME: home(), OTHER: group},
        households=(OTHER, HOME, OTHER),
        companions=("0003", "0002", "0003"),
        text=Personal("问了收成"),
    )
    assert twice == [
        attrs.evolve(
            VISIT, households=(OTHER, HOME), companions=("0003",), text=Personal("问了收成")
        )
    ]
    assert fold_visit(twice) == frozenset((OTHER, HOME))
    assert fold_visit([]) is None
    forum = {"form": events.VisitForm.FORUM, "households": ()}
    assert visited({}, **forum) == [attrs.evolve(VISIT, **forum)]


@pytest.mark.clause("S4")
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"on": date(2024, 3, 2)},
            "visit-in-future: 走访日期 2024-03-02 晚于今天 2024-03-01，请填今天或更早的日期",
        ),
        (
            {"households": ()},
            "visit-empty: 入户走访（household）须写明走访了哪些住户（households），至少一户",
        ),
        (
            {"village": "anyang"},
            (
                "household-elsewhere: 住户 dafeng-000001 在 2024-03-01 不住在 anyang，"
                "请核对住户编号和日期，或按所在村另记一次走访"
            ),
        ),
        (
            {"village": "dafeng-1"},
            (
                "household-elsewhere: 住户 dafeng-000001 在 2024-03-01 不住在 dafeng-1，"
                "请核对住户编号和日期，或按所在村另记一次走访"
            ),
        ),
        (
            {"text": Personal("\x07")},
            "household-text: 走访情况含有不能保存的控制字符（U+0007），请删去",
        ),
        (
            {"in_village": False},
            "not-a-village: dafeng 不是村、社区或村民小组，走访须写明在哪个村（社区、小组）",
        ),
    ],
)
def test_a_visit_that_cannot_have_been_is_refused(changes, said) -> None:
    assert refusal(visited, **changes) == f"invalid {said}"


@pytest.mark.clause("S4")
def test_a_visit_does_not_reach_who_is_not_there() -> None:
    assert refusal(visited, {HOME: NONE}) == (
        "not-found household-unknown: 没有编号为 dafeng-000001 的住户，请核对编号"
    )
    assert refusal(visited, {HOME: home(AWAY)}) == (
        "conflict household-away: 住户 dafeng-000001 已经迁出，不能再走访"
    )


@pytest.mark.clause("S23")
@pytest.mark.parametrize(("joining", "known"), [([], "无"), ([joined()[0]], "1")])
def test_somebody_whom_the_household_does_not_have_is_not_found(joining, known) -> None:
    asked = {"household_id": HOME, "member": 2}
    assert refusal(keeping.require_member, home(*joining), **asked) == (
        f"not-found member-unknown: 住户 dafeng-000001 没有第 2 位家庭成员，现有：{known}"
    )
    for number in range(1, len(joining) + 1):
        keeping.require_member(home(*joining), household_id=HOME, member=number)


@given(st.lists(st.from_type(events.HouseholdEvent), max_size=6), st.integers(0, 6))
def test_a_household_folds_the_same_wherever_its_history_is_cut(history, cut) -> None:
    assert fold(history[cut:], fold(history[:cut])) == fold(history)
