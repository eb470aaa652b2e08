"""Units change and end; old names stay on old records, and somebody continues every matter."""

import pytest
from tests.towns import MATTER, MEMBER, SECRETARY, by

from minqing_core.application.names import find_unit

ABOLISHED = {"unit": "dafeng", "heir": "anyang", "since": "2024-03-05"}


@pytest.mark.clause("S84")
def test_old_names_stay_on_old_records(town) -> None:
    old = town.record()
    renamed = {"unit": "dafeng", "name": "大丰社区", "since": "2024-03-05"}
    recorded = town.do("roster.rename", renamed=renamed)
    assert (
        recorded["events"][0]["sentence"] == "王小明自 2024-03-05 起将 dafeng 更名为「大丰社区」"
    )
    assert town.do("roster.rename", renamed=renamed)["events"] == ()
    town.set("2024-03-06")
    new = town.record(learned_at="2024-03-06T08:00:00+08:00")

    pages = [town.do("case.show", case=case) for case in (old, new)]
    assert [page["hands"]["unit_name"] for page in pages] == ["大丰村", "大丰社区"]
    assert [page["matter"]["place_name"] for page in pages] == ["大丰村", "大丰社区"]
    rows = {row["number"]: row for row in town.do("case.list")["items"]}
    assert [rows[case]["unit_name"] for case in (old, new)] == ["大丰村", "大丰社区"]
    assert [rows[case]["place_name"] for case in (old, new)] == ["大丰村", "大丰社区"]
    said = [town.do("case.log", case=case)["items"][0]["sentence"] for case in (old, new)]
    assert ["由大丰村陈国强负责" in said[0], "由大丰社区陈国强负责" in said[1]] == [True, True]
    page = town.do("roster.unit-page", unit="dafeng")
    assert (page["unit"]["name"], page["names"]) == ("大丰社区", ("大丰村", "大丰社区"))
    before = {"as_of": "2024-03-04"}
    assert town.do("roster.unit-page", unit="dafeng", when=before)["unit"]["name"] == "大丰村"
    assert town.do("roster.show", person=SECRETARY)["posts"] == "大丰社区党组织书记"
    assert town.do("roster.show", person=SECRETARY, when=before)["posts"] == "大丰村党组织书记"


@pytest.mark.clause("S84")
def test_a_matter_with_no_place_has_none(town) -> None:
    case = town.record(place=None)
    (row,) = town.do("case.list")["items"]
    assert (row["number"], row["place_name"]) == (case, None)
    amendment = {"field": "place", "value": "dafeng", "reason": "核实"}
    town.do("case.amend", act=by(SECRETARY), case=case, amendment=amendment)
    said = town.do("case.log", case=case)["items"][-1]["sentence"]
    assert said == "陈国强更正地点：由「空」改为「大丰村」，理由：核实"


@pytest.mark.clause("S25", "S84")
def test_the_matters_of_an_abolished_unit_are_those_of_its_heir(town) -> None:
    town.do(
        "roster.person",
        person="0008",
        facts={
            "name": "周小燕",
            "kind": "village-two-committees",
            "since": "2020-01-01",
            "post": "village-secretary",
            "unit": "anyang",
        },
    )
    case = town.record()
    step = {"kind": "cause", "text": "线路老化"}
    heir = by("0008")
    assert town.refused("case.step", act=heir, case=case, step=step).code == "case-unknown"
    town.do("roster.abolish", abolished=ABOLISHED)
    assert town.refused("case.step", act=heir, case=case, step=step).code == "case-unknown"
    town.set("2024-03-05")
    town.do("case.step", act=heir, case=case, step=step)
    page = town.do("roster.unit-page", unit="anyang")
    assert (page["inherited"], page["continues"], page["dissolved"]) == (
        ("dafeng",),
        "anyang",
        None,
    )
    assert page["matters"] == {"在办": 1}
    assert [row["person"] for row in page["people"]] == [SECRETARY, MEMBER, "0008"]
    gone = town.do("roster.unit-page", unit="dafeng")
    assert (gone["dissolved"], gone["continues"]) == ("2024-03-05", "anyang")
    rows = {row["unit"]: row for row in town.do("roster.units")["items"]}
    assert (rows["dafeng"]["dissolved"], rows["dafeng"]["continues"]) == ("2024-03-05", "anyang")
    assert rows["anyang"]["dissolved"] is None
    # whoever has one live unit need not name it
    second = town.record(act=heir, place="anyang", learned_at="2024-03-05T08:00:00+08:00")
    assert town.do("case.show", case=second)["hands"]["unit"] == "anyang"


@pytest.mark.clause("S84")
def test_a_dissolved_unit_takes_no_new_matter_and_no_post(town) -> None:
    town.do("roster.abolish", abolished=ABOLISHED)
    town.set("2024-03-05")
    matter = {"matter": _matter("2024-03-05T08:00:00+08:00", place="anyang")}
    assert town.refused("case.record", act=by(SECRETARY), **matter).code == "unit-wanted"
    assert town.refused("case.record", act=by(SECRETARY), unit="dafeng", **matter).code == (
        "unit-dissolved"
    )
    there = {"matter": _matter("2024-03-05T08:00:00+08:00", place="dafeng")}
    assert town.refused("case.record", unit="org-office", **there).code == "unit-dissolved"
    before = {"matter": _matter("2024-03-04T08:00:00+08:00", place="dafeng")}
    assert town.do("case.record", unit="org-office", **before)["events"]
    taken = {"post": "staff", "unit": "dafeng", "since": "2024-03-05"}
    assert town.refused("roster.post", person=MEMBER, taken=taken).code == "unit-dissolved"
    stationed = {"village": "dafeng", "home": "town", "since": "2024-03-05"}
    assert town.refused("roster.station", person=MEMBER, stationed=stationed).code == (
        "unit-dissolved"
    )


@pytest.mark.clause("S84")
def test_units_are_split_and_merged_again(town) -> None:
    for unit, name in (("east", "东村"), ("west", "西村")):
        facts = {"unit": unit, "name": name, "kind": "village", "parent": "town"}
        town.do("roster.unit", unit={**facts, "since": "2024-03-01"})
    split = {"unit": "dafeng", "into": ["east", "west"], "heir": "east", "since": "2024-03-05"}
    assert town.do("roster.split", split=split)["events"][0]["sentence"] == (
        "王小明自 2024-03-05 起将大丰村分立为东村、西村，其事项由东村承接"
    )
    merged = {"units": ["east", "west"], "into": "anyang", "since": "2024-06-01"}
    town.do("roster.merge", merged=merged)
    assert town.do("roster.merge", merged=merged)["events"] == ()
    for day, heir in (("2024-03-04", "dafeng"), ("2024-03-05", "east"), ("2024-06-01", "anyang")):
        page = town.do("roster.unit-page", unit="dafeng", when={"as_of": day})
        assert page["continues"] == heir
    assert town.refused("roster.split", split={**split, "heir": "anyang"}).code == "heir-unfit"


@pytest.mark.clause("S84")
def test_a_unit_is_found_by_each_of_its_names_the_present_one_first(town) -> None:
    town.do("roster.rename", renamed={"unit": "dafeng", "name": "新丰", "since": "2024-03-01"})
    town.do("roster.rename", renamed={"unit": "anyang", "name": "大丰村", "since": "2024-03-01"})
    assert find_unit(town.office, "新丰") == "dafeng"
    assert find_unit(town.office, "大丰村") == "anyang"
    assert find_unit(town.office, "安洋社区") == "anyang"


def _matter(learned_at: str, **matter):
    return {**MATTER, "learned_at": learned_at, **matter}
