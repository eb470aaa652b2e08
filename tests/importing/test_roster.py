"""Units and people come from a file: units first, then everybody with posts and stationing."""

import pytest
from tests.importing.foreign import ROOT, counts

from minqing_core.application.importing.sheet import Sheet
from minqing_core.documents.sheets import read_sheet
from minqing_core.kernel.ids import UnitId
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.refusals import InvalidInputError
from minqing_core.roster import events

PEOPLE = ("编号", "姓名", "性质", "单位", "职务", "起始日", "驻村", "联系电话")
UNITS = ("单位编号", "单位名称", "单位性质", "上级", "设立日")
HE = ("DC-3", "何伟文", "村（社区）“两委”干部", "东风村", "党组织书记", "2023-11-01", "", "139")
LIN = ("DC-2", "林秀英", "stationed-town", "town", "staff", "2024/1/2", "dongfeng", "")
DONGFENG = ("dongfeng", "东风村", "村", "town", "")
GROUP = ("dongfeng-1", "一组", "村民小组", "东风村", "2010-05-01")


def sheet(columns, *rows) -> dict[str, object]:
    return {"columns": columns, "rows": rows}


def enter(town, people, units=(), name="import.roster-apply"):
    given = {"units": sheet(UNITS, *units)} if units else {}
    return town.ask(name, people=sheet(PEOPLE, *people), **given)


def faults(result) -> list[tuple[object, ...]]:
    return [(f["sheet"], f["row"], f["column"], f["code"]) for f in result["faults"]]


@pytest.mark.clause("S7", "S8", "S84")
def test_units_are_established_in_whatever_order_and_then_people(town) -> None:
    result = enter(town, [HE, LIN], [GROUP, DONGFENG])

    assert counts(result) == {"rows": 4, "new": 4, "recorded": 4, "events": 7}
    assert (result["units"], result["people"]) == (2, 2)
    day, later = "2023-11-01", "2024-01-02"
    written = [str(getattr(event, "since", "")) for event in town.events()]
    assert written == ["2007-06-20", "2010-05-01", day, day, later, later, later]
    assert town.events()[0] == events.UnitEstablished(
        unit=UnitId("dongfeng"),
        name="东风村",
        kind=events.UnitKind.VILLAGE,
        parent=UnitId("town"),
        since=town.events()[0].since,
    )
    registered, post, _, _, stationed = town.events()[2:]
    assert (registered.name, registered.contact) == (Personal("何伟文"), Personal("139"))
    assert registered.kind is events.CadreKind.VILLAGE_TWO_COMMITTEES
    assert (post.post, post.unit) == (events.Post.VILLAGE_SECRETARY, "dongfeng")
    assert (stationed.village, stationed.home) == ("dongfeng", "town")


def test_a_check_records_nothing_and_the_same_again_neither(town) -> None:
    checked = enter(town, [HE, LIN], [DONGFENG], name="import.roster-check")

    assert counts(checked) == {"rows": 3, "new": 3}
    assert town.events() == []
    enter(town, [HE, LIN], [DONGFENG])
    assert counts(enter(town, [HE, LIN], [DONGFENG])) == {"rows": 3, "unchanged": 3}


@pytest.mark.clause("S7")
def test_one_person_may_hold_several_posts_a_row_each(town) -> None:
    second = (*HE[:4], "村民委员会主任", *HE[5:])
    third = (*HE[:4], "village-director", "2024-05-01", "", "")

    result = enter(town, [HE, second, third], [DONGFENG])

    assert faults(result) == [("people", 3, "职务", "wrong-value")]
    assert (result["people"], result["events"]) == (1, 4)


@pytest.mark.clause("S9")
def test_a_post_that_was_left_since_is_not_taken_again(town) -> None:
    enter(town, [HE], [DONGFENG])
    left = {"post": "village-secretary", "unit": "dongfeng", "until": "2025-01-01"}
    town.ask("roster.leave", person="DC-3", left=left)

    assert counts(enter(town, [HE], [DONGFENG])) == {"rows": 2, "unchanged": 2}


BAD = {
    "no number": (("", "甲", "", "", "", "2024-01-01", "", ""), "编号", "blank"),
    "no name": (("DC-9", "", "", "", "", "2024-01-01", "", ""), "姓名", "blank"),
    "no day": (("DC-9", "甲", "", "", "", "", "", ""), "起始日", "blank"),
    "a strange day": (("DC-9", "甲", "", "", "", "去年", "", ""), "起始日", "time-unreadable"),
    "a day to come": (("DC-9", "甲", "", "", "", "2027-01-01", "", ""), "编号", "day-in-future"),
    "a small letter": (("dc-9", "甲", "", "", "", "2024-01-01", "", ""), "编号", "id-unfit"),
    "a strange kind": (("DC-9", "甲", "干", "", "", "2024-01-01", "", ""), "性质", "wrong-value"),
    "a strange unit": (
        ("DC-9", "甲", "", "西河村", "staff", "2024-01-01", "", ""), "单位", "unit-unknown",
    ),
    "a unit without a post": (
        ("DC-9", "甲", "", "town", "", "2024-01-01", "", ""), "职务", "blank",
    ),
    "a post without a unit": (
        ("DC-9", "甲", "", "", "staff", "2024-01-01", "", ""), "单位", "blank",
    ),
    "stationed in an office": (
        ("DC-9", "甲", "", "town", "", "2024-01-01", "org-office", ""), "编号", "village-wanted",
    ),
}  # fmt: skip


@pytest.mark.clause("S9")
@pytest.mark.parametrize(("bad", "column", "code"), BAD.values(), ids=BAD.keys())
def test_a_bad_row_comes_back_and_costs_no_good_one(town, bad, column, code) -> None:
    result = enter(town, [bad, HE], [DONGFENG])

    assert faults(result) == [("people", 2, column, code)]
    assert (result["recorded"], result["rejected"]) == (2, 1)


BAD_UNITS = {
    "no superior": ((("x", "甲村", "村", "y", ""),), "上级", "unit-unknown"),
    "no kind": ((("x", "甲村", "", "", ""),), "单位性质", "blank"),
    "a strange id": ((("X", "甲村", "村", "", ""),), "单位编号", "id-unfit"),
    "another name": ((("town", "小涌镇", "镇", "", ""),), "单位编号", "unit-exists"),
}


@pytest.mark.clause("S84")
@pytest.mark.parametrize(("bad", "column", "code"), BAD_UNITS.values(), ids=BAD_UNITS.keys())
def test_a_bad_unit_comes_back_and_costs_no_good_one(town, bad, column, code) -> None:
    result = enter(town, [HE], [*bad, DONGFENG])

    assert faults(result) == [("units", 2, column, code)]
    assert (result["units"], result["people"]) == (1, 1)


def test_of_two_units_by_one_name_the_id_is_asked_for(town) -> None:
    result = enter(town, [HE], [DONGFENG, ("df2", "东风村", "社区", "", "")])

    assert result["faults"][0]["text"] == "有 2 个单位叫「东风村」，请改用编号：dongfeng、df2"


def test_somebody_on_record_otherwise_is_not_changed(town) -> None:
    enter(town, [HE], [DONGFENG])
    other = ("DC-3", "何伟", "stationed-city", "", "", "2023-11-01", "", "138")

    result = enter(town, [other])

    assert [f["text"] for f in result["faults"]] == [
        (
            "编号 DC-3 在册为「何伟文」，此行的姓名、性质、联系电话与在册不符；"
            "性质有变请在花名册中改类别"
        )
    ]


def test_where_two_units_stand_at_the_top_none_is_taken_for_granted(town) -> None:
    unit = {"unit": "city", "name": "中山市", "kind": "city", "since": "2007-06-20"}
    town.ask("roster.unit", unit=unit)

    enter(town, [HE], [("dongfeng", "东风村", "村", "", "")])

    assert town.office.units().known[UnitId("dongfeng")].parent is None


def test_the_columns_that_must_be_there_are_named(town) -> None:
    with pytest.raises(InvalidInputError) as refused:
        town.ask("import.roster-check", people=sheet(("编号", "名字"), ("1", "甲")))

    assert [f.field for f in refused.value.faults] == [
        "mapping.person.name", "mapping.person.since",
    ]  # fmt: skip


def test_the_example_is_taken_in_whole(town) -> None:
    found: Sheet = read_sheet(ROOT / "examples" / "roster.csv")
    people = {"columns": found.columns, "rows": found.rows, "first": found.first}

    first = town.ask("import.roster-apply", people=people)
    again = town.ask("import.roster-apply", people=people)

    assert counts(first) == {"rows": 9, "new": 9, "recorded": 9, "events": 15}
    assert counts(again) == {"rows": 9, "unchanged": 9}
    assert first["unused"] == ()
