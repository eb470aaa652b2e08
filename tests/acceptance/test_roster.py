"""The roster answers for any day: who took part, as what, where, and what is in their hands."""

import pytest
from tests.towns import CLERK, MEMBER, RETIRED, SECRETARY, by

from minqing_core.application.logins import bound_person
from minqing_core.application.names import (
    NameAmbiguousError,
    NameUnknownError,
    find_person,
    find_unit,
)
from minqing_core.application.scheme.policy import RULES

FOUNDED = 67 + len(RULES)


@pytest.mark.clause("S7")
def test_one_person_on_both_committees_is_listed_once(town) -> None:
    taken = {"post": "village-director", "unit": "dafeng", "since": "2020-01-01"}
    town.do("roster.post", person=SECRETARY, taken=taken)
    rows = town.do("roster.people", unit="dafeng")["items"]
    assert [(row["person"], row["posts"]) for row in rows] == [
        (SECRETARY, "大丰村党组织书记、大丰村委员会主任"),
        (MEMBER, "大丰村“两委”委员"),
    ]


@pytest.mark.clause("S9")
def test_the_roster_is_that_of_the_day_that_is_asked_about(town) -> None:
    left = {"post": "village-secretary", "unit": "dafeng", "until": "2024-02-10"}
    town.do("roster.leave", person=SECRETARY, left=left)
    town.do("roster.kind", person=SECRETARY, kind=None, since="2024-02-11")

    def listed(**asked) -> list[str]:
        return [row["person"] for row in town.do("roster.people", **asked)["items"]]

    two = "village-two-committees"
    assert listed(kind=two) == [MEMBER, "0004"]
    assert listed(kind=two, when={"as_of": "2024-02-10"}) == [SECRETARY, MEMBER, "0004"]
    assert listed(unit="dafeng", when={"as_of": "2024-02-11"}) == [MEMBER]
    assert listed(when={"as_of": "2019-12-31"}) == []
    assert listed(when={"position": town.founded}) == [CLERK]
    page = town.do("roster.show", person=SECRETARY, when={"as_of": "2024-02-10"})
    assert (page["name"], page["kind_text"], page["posts"]) == (
        "陈国强",
        "村（社区）“两委”干部",
        "大丰村党组织书记",
    )
    now = town.do("roster.show", person=SECRETARY)
    assert (now["kind"], now["kind_text"], now["posts"]) == (None, "", "")


@pytest.mark.clause("S8")
def test_a_stationed_cadre_is_found_in_the_village(town) -> None:
    there = {"village": "anyang", "home": "town", "since": "2024-01-01"}
    town.do("roster.station", person=SECRETARY, stationed=there)
    assert town.do("roster.show", person=SECRETARY)["posts"] == "大丰村党组织书记、安洋社区驻村"
    (row,) = town.do("roster.people", unit="anyang")["items"]
    assert row["person"] == SECRETARY
    town.do(
        "roster.unstation", person=SECRETARY, ended={"village": "anyang", "until": "2024-02-01"}
    )
    assert town.do("roster.people", unit="anyang")["items"] == ()


@pytest.mark.clause("S3", "S84")
def test_the_page_of_a_unit_shows_what_lies_below_and_what_it_has_in_hand(town) -> None:
    first, _ = town.record(), town.record()
    town.step(first, "cause", text="线路老化")
    told = {"stage": "result", "means": "visit", "text": "已修"}
    town.do("case.feedback", act=by(SECRETARY), case=first, feedback=told)
    ended = {"outcome": "resolved", "effect": "亮了"}
    before = {"position": town.office.log.size()}
    town.do("case.conclude", act=by(SECRETARY), case=first, conclusion=ended)
    page = town.do("roster.unit-page", unit="town")
    assert [unit["unit"] for unit in page["below"]] == ["org-office", "dafeng", "anyang"]
    assert page["matters"] == {"在办": 1, "办结": 1}
    assert page["theme"] == {"记民情": 2, "解民忧": 1, "暖民心": 1}
    assert town.do("roster.unit-page", unit="dafeng", when=before)["matters"] == {"在办": 2}
    assert town.do("roster.show", person=SECRETARY)["matters"] == {"在办": 1, "办结": 1}
    assert town.refused("roster.unit-page", unit="none").code == "unit-unknown"
    assert town.refused("roster.show", person="9999").code == "person-unknown"
    assert town.refused("roster.show", person=MEMBER, when={"position": town.founded}).code == (
        "person-unknown"
    )


@pytest.mark.clause("S84")
def test_units_are_listed_as_they_were_established(town) -> None:
    units = town.do("roster.units")["items"]
    assert [(unit["unit"], unit["kind_text"], unit["parent"]) for unit in units] == [
        ("town", "镇", None),
        ("org-office", "组织人事办公室", "town"),
        ("dafeng", "村", "town"),
        ("anyang", "社区", "town"),
        ("dafeng-1", "村民小组", "dafeng"),
    ]
    assert len(town.do("roster.units", when={"position": town.founded})["items"]) == 2


def test_people_are_numbered_when_they_have_no_number_of_their_own(town) -> None:
    facts = {"name": "周小燕", "since": "2024-03-01"}
    first = town.do("roster.person", facts=facts)["id"]
    second = town.do("roster.person", facts=facts)["id"]
    assert (len(first), int(second)) == (6, int(first) + 1)
    assert first != CLERK


def test_a_person_is_entered_with_a_post_or_without_but_not_with_half_of_one(town) -> None:
    facts = {"name": "周小燕", "since": "2024-03-01", "post": "staff"}
    assert town.refused("roster.person", facts=facts).code == "post-incomplete"
    facts = {"name": "周小燕", "since": "2024-03-01", "unit": "dafeng"}
    assert town.refused("roster.person", facts=facts).code == "post-incomplete"
    facts = {**facts, "post": "staff", "unit": "none"}
    assert town.refused("roster.person", facts=facts).code == "unit-unknown"
    recorded = town.do("roster.person", person="0006", facts={**facts, "unit": "dafeng"})
    assert [event["event"] for event in recorded["events"]] == ["PersonRegistered", "PostTaken"]
    again = town.do("roster.person", person="0006", facts={**facts, "unit": "dafeng"})
    assert again == {**recorded, "events": ()}


def test_people_and_units_are_found_by_number_or_name(town) -> None:
    assert find_person(town.office, SECRETARY) == SECRETARY
    assert find_person(town.office, "陈国强") == SECRETARY
    assert find_unit(town.office, "dafeng") == find_unit(town.office, "大丰村") == "dafeng"
    with pytest.raises(NameUnknownError, match="花名册中没有编号或姓名为「无名氏」的人"):
        find_person(town.office, "无名氏")
    with pytest.raises(NameUnknownError, match="无名村"):
        find_unit(town.office, "无名村")
    town.do("roster.person", person="0007", facts={"name": "陈国强", "since": "2024-03-01"})
    with pytest.raises(NameAmbiguousError, match="有 2 人名叫「陈国强」，请改用编号：0007、0002"):
        find_person(town.office, "陈国强")
    town.do(
        "roster.unit",
        unit={"unit": "dafeng2", "name": "大丰村", "kind": "village", "since": "2024-01-01"},
    )
    with pytest.raises(NameAmbiguousError, match="dafeng、dafeng2"):
        find_unit(town.office, "大丰村")


@pytest.mark.clause("S22")
def test_a_login_is_bound_to_somebody_in_the_roster(town) -> None:
    assert bound_person(town.office, "wang") == CLERK
    assert bound_person(town.office, "chen") is None
    town.do("roster.bind", person=SECRETARY, login="chen")
    assert bound_person(town.office, "chen") == SECRETARY
    assert town.do("roster.bind", person=SECRETARY, login="chen")["events"] == ()
    town.do("roster.bind", person=MEMBER, login="chen")
    assert bound_person(town.office, "chen") == MEMBER
    assert town.refused("roster.bind", person="9999", login="x").code == "person-unknown"
    assert town.refused("roster.bind", person=RETIRED, login="#").code == "name-unfit"


@pytest.mark.clause("S7", "S9")
def test_people_are_found_by_their_name_their_number_or_their_post(town) -> None:
    def listed(words: str) -> list[str]:
        return [row["person"] for row in town.do("roster.people", words=words)["items"]]

    assert listed("国强") == listed(SECRETARY) == [SECRETARY]
    assert listed("大丰村 党组织书记") == [SECRETARY]
    assert listed("国强 安洋") == []


@pytest.mark.clause("S84")
def test_units_are_found_by_their_name_and_kind(town) -> None:
    def listed(**asked) -> list[str]:
        return [row["unit"] for row in town.do("roster.units", **asked)["items"]]

    assert listed(words="大丰", kind="village") == ["dafeng"]
    assert listed(words="大丰 安洋") == []
    assert "town" not in listed(kind="village")
