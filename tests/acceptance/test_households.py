"""The dossiers of people's troubles, and the visits that reached them."""

from typing import Any

import attrs
import pytest
from tests.pausing import Paused
from tests.towns import CLERK, INVESTIGATOR, MATTER, MEMBER, RETIRED, SECRETARY, Town, by

from minqing_core.application import household_reading
from minqing_core.application.asking import answer
from minqing_core.application.tables import rebuild
from minqing_core.kernel.refusals import StreamMovedError

STAFF, NEIGHBOUR = "0011", "0010"
ASKING = {"kind": "named", "name": "甲"}
LI, WANG, CHEN = "dafeng-000001", "dafeng-000002", "dafeng-1-000001"


@pytest.fixture
def homes(town: Town) -> Town:
    """Give a town with three households, and cadres of another village and of the town office."""
    people = (
        (NEIGHBOUR, "周海", "village-two-committees", "village-secretary", "anyang"),
        (STAFF, "林芳", "town-office-civil-servant", "staff", "org-office"),
    )
    for person, name, kind, post, unit in people:
        facts = {"name": name, "kind": kind, "since": "2020-01-01", "post": post, "unit": unit}
        town.do("roster.person", person=person, facts=facts)
    enter(town, "dafeng", "李大娘", address="三队 12 号", size=3)
    enter(town, "dafeng", "王老五")
    enter(town, "dafeng-1", "陈阿婆")
    add(town, LI, "李小军", contact="13800000000")
    add(town, LI, "李小红")
    return town


def enter(town: Town, village: str, name: str, *, act=None, **facts: Any) -> str:
    household = {"village": village, "name": name, **facts}
    return town.do("household.enter", act=act or by(SECRETARY), household=household)["id"]


def add(town: Town, household: str, name: str, **facts: Any) -> Any:
    member = {"name": name, **facts}
    return town.do("household.member", act=by(SECRETARY), household=household, member=member)


def visit(town: Town, on: str, *households: str, act=None, **facts: Any) -> str:
    made = {"village": "dafeng", "form": "household", "on": on, "households": households}
    return town.do("visit.record", act=act or by(SECRETARY), visit={**made, **facts})["id"]


def conclude(town: Town, case: str) -> None:
    act = by(SECRETARY)
    town.step(case, "cause", text="线路老化")
    told = {"stage": "result", "means": "visit", "text": "修好了"}
    town.do("case.feedback", act=act, case=case, feedback=told)
    ended = {"outcome": "resolved", "effect": "亮了"}
    town.do("case.conclude", act=act, case=case, conclusion=ended)


def told(town: Town, use_case: str, **asked: Any) -> Any:
    """Return what a reading answers from the tables, having seen that the log says the same."""
    found = town.do(use_case, **asked)
    walked = town.do(use_case, **asked, when={"position": town.office.log.size()})
    assert walked == found
    return found


@pytest.mark.clause("S23")
def test_a_household_is_entered_numbered_by_village_and_keeps_its_members(homes: Town) -> None:
    page = told(homes, "household.show", household=LI, act=by(SECRETARY))
    matters = ("open", "closed", "visits", "last_reached_on", "position")
    assert {name: page[name] for name in page if name not in matters} == {
        "household": LI,
        "version": 3,
        "village": "dafeng",
        "village_name": "大丰村",
        "away": False,
        "name": "李大娘",
        "address": "三队 12 号",
        "size": 3,
        "members": (
            {"member": 1, "name": "李小军", "contact": "13800000000"},
            {"member": 2, "name": "李小红", "contact": None},
        ),
    }
    assert add(homes, LI, "李小红")["events"] == ()
    bare = homes.do("household.show", household=CHEN)
    assert (bare["village_name"], bare["address"], bare["last_reached_on"]) == (
        "大丰村一组",
        None,
        None,
    )


@pytest.mark.clause("S4", "S23")
def test_a_dossier_collects_what_troubled_a_household_and_who_came_by(homes: Town) -> None:
    first = visit(homes, "2024-02-10", LI, companions=[MEMBER], text="拜年")
    second = visit(homes, "2024-02-20", LI, WANG)
    brought = [{"kind": "named", "name": "李小军", "member": 1}]
    lamp = homes.record(household=LI, visit=second, petitioners=brought)
    pipe = homes.record(household=LI, petitioners=[{"kind": "named", "name": "小红", "member": 2}])
    homes.record(household=WANG)
    conclude(homes, lamp)

    page = told(homes, "household.show", household=LI)
    assert [row["number"] for row in page["open"]] == [pipe]
    (closed,) = page["closed"]
    assert (closed["number"], closed["outcome_text"], closed["result_on"], closed["visit"]) == (
        lamp,
        "已解决",
        "2024-03-01",
        second,
    )
    assert page["last_reached_on"] == "2024-02-20"
    assert [(v["visit"], v["companion_names"], v["text"]) for v in page["visits"]] == [
        (second, "", None),
        (first, "李秀英", "拜年"),
    ]
    person = told(homes, "household.show", household=LI, member=2)
    assert [m["name"] for m in person["members"]] == ["李小红"]
    assert ([m["number"] for m in person["open"]], person["closed"]) == ([pipe], ())
    listed = told(homes, "case.list", which={"household": LI})["items"]
    assert [row["number"] for row in listed] == [pipe, lamp]
    assert [r["number"] for r in homes.do("case.list", which={"visit": second})["items"]] == [lamp]
    assert homes.do("case.count", which={"household": LI})["total"] == 2
    shown = homes.do("case.show", case=lamp)["matter"]
    assert (shown["household"], shown["visit"]) == (LI, second)
    assert homes.refused("household.show", household=LI, member=3).code == "member-unknown"


@pytest.mark.clause("S23")
def test_a_dossier_holds_every_matter_however_many(
    homes: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(household_reading, "MOST", 1)
    numbers = [homes.record(household=LI) for _ in range(3)]
    page = homes.do("household.show", household=LI)
    assert [row["number"] for row in page["open"]] == numbers[::-1]


@pytest.mark.clause("S23")
def test_a_matter_of_a_household_lies_where_the_household_lives(homes: Town) -> None:
    act = by(SECRETARY)
    matter = {key: value for key, value in MATTER.items() if key != "place"}
    case = homes.do("case.record", act=act, matter={**matter, "household": CHEN})["id"]
    assert homes.do("case.show", case=case)["matter"]["place"] == "dafeng-1"
    case = homes.record(household=CHEN, place="dafeng")
    assert homes.do("case.show", case=case)["matter"]["place"] == "dafeng"


@pytest.mark.clause("S4", "S23")
@pytest.mark.parametrize(
    ("named", "code"),
    [
        ({"household": "dafeng-000009"}, "household-unknown"),
        ({"household": "dafeng-#a"}, "household-unknown"),
        ({"visit": "2024-000009"}, "visit-unknown"),
        ({"household": WANG, "visit": "2024-000001"}, "not-visited"),
        ({"petitioners": [{"kind": "named", "name": "李", "member": 1}]}, "not-a-member"),
    ],
)
def test_a_matter_names_only_what_there_is(homes: Town, named: Any, code: str) -> None:
    visit(homes, "2024-02-20", LI)
    refusal = homes.refused("case.record", act=by(SECRETARY), matter={**MATTER, **named})
    assert refusal.code == code


@pytest.mark.clause("S23")
@pytest.mark.parametrize("person", [NEIGHBOUR, STAFF])
def test_a_household_of_a_foreign_village_is_as_none_at_all(homes: Town, person: str) -> None:
    for household in (LI, "dafeng-000099"):
        for use_case, asked in (
            ("household.show", {"household": household}),
            ("case.list", {"which": {"household": household}}),
            ("case.count", {"which": {"household": household}}),
        ):
            refusal = homes.refused(use_case, act=by(person), **asked)
            assert str(refusal) == f"没有编号为 {household} 的住户，请核对编号"
    assert homes.do("household.list", act=by(person))["items"] == ()
    for use_case in ("household.themes", "report.visits"):
        assert homes.refused(use_case, act=by(person), village="dafeng").code == "village-foreign"
    for use_case in ("household.list", "visit.list"):
        refusal = homes.refused(use_case, act=by(person), which={"village": "dafeng"})
        assert refusal.code == "village-foreign"


@pytest.mark.clause("S23")
def test_households_are_kept_by_their_village_and_by_the_organisation_office(homes: Town) -> None:
    neighbour, moved = by(NEIGHBOUR), {"village": "anyang"}
    household = {"village": "dafeng", "name": "甲"}
    refused = homes.refused("household.enter", act=neighbour, household=household)
    assert refused.code == "village-foreign"
    for use_case, asked in (
        ("household.member", {"member": {"name": "甲"}}),
        ("household.move", {"moved": moved}),
    ):
        refused = homes.refused(use_case, act=neighbour, household=LI, **asked)
        assert refused.code == "household-unknown"
    for person in (INVESTIGATOR, STAFF, RETIRED):
        refused = homes.refused("household.enter", act=by(person), household=household)
        assert refused.code == "not-allowed"
    assert enter(homes, "anyang", "甲", act=by(CLERK)) == "anyang-000001"
    town_house = {"village": "town", "name": "甲"}
    assert homes.refused("household.enter", household=town_house).code == "not-a-village"
    nowhere = {"village": "nowhere", "name": "甲"}
    assert homes.refused("household.enter", household=nowhere).code == "unit-unknown"


@pytest.mark.clause("S23")
def test_a_household_that_moved_is_found_where_it_lives_now_and_then(homes: Town) -> None:
    before = {"position": homes.office.log.size()}
    act = by(SECRETARY)
    moved = homes.do("household.move", act=act, household=LI, moved={"village": "anyang"})
    assert moved["events"][0]["sentence"] == "陈国强记明该户迁入安洋社区"
    assert homes.refused("household.show", act=act, household=LI).code == "household-unknown"
    assert homes.do("household.show", act=by(NEIGHBOUR), household=LI)["name"] == "李大娘"
    assert homes.do("household.show", act=act, household=LI, when=before)["village"] == "dafeng"
    homes.do("household.move", act=by(NEIGHBOUR), household=LI, moved={"reason": "外出"})
    assert homes.do("household.move", household=LI, moved={})["events"] == ()
    assert told(homes, "household.list", which={"village": "anyang"})["items"] == ()
    (gone,) = told(homes, "household.list", which={"away": True})["items"]
    assert (gone["household"], gone["village_name"]) == (LI, "安洋社区")
    refused = homes.refused("household.move", household=WANG, moved={"village": "town"})
    assert refused.code == "not-a-village"


@pytest.mark.clause("S4")
def test_households_are_listed_with_the_day_they_were_last_reached(homes: Town) -> None:
    visit(homes, "2024-02-20", LI, CHEN)
    visit(homes, "2024-02-10", LI, act=by(MEMBER))
    rows = told(homes, "household.list", act=by(SECRETARY))["items"]
    assert [
        (r["household"], r["name"], r["members"], r["last_on"], r["visits"]) for r in rows
    ] == [
        (LI, "李大娘", 2, "2024-02-20", 2),
        (WANG, "王老五", 0, None, 0),
        (CHEN, "陈阿婆", 0, "2024-02-20", 1),
    ]
    never = told(homes, "household.list", which={"never_reached": True})["items"]
    assert [row["household"] for row in never] == [WANG]
    group = told(homes, "household.list", which={"village": "dafeng-1"})["items"]
    assert [row["household"] for row in group] == [CHEN]
    first = told(homes, "household.list", limit=2)
    last = told(homes, "household.list", limit=2, cursor=first["next"])
    assert ([row["household"] for row in last["items"]], last["next"]) == ([CHEN], None)
    then = {"as_of": "2024-02-15", "position": homes.office.log.size()}
    assert homes.do("household.list", when=then)["items"] == ()
    assert homes.refused("household.list", limit=0).code == "page-limit"
    before = homes.do("household.list")
    rebuild(homes.office)
    assert homes.do("household.list") == before


@pytest.mark.clause("S4")
def test_a_visit_happens_on_its_day_and_is_the_cadres_it_was_recorded_for(homes: Town) -> None:
    late = by(SECRETARY, on_behalf_of=MEMBER)
    visit(homes, "2024-02-27", LI, act=late, companions=[SECRETARY, MEMBER])
    (row,) = told(homes, "visit.list")["items"]
    assert {name: row[name] for name in row if name.endswith(("_name", "_names", "_text"))} == {
        "village_name": "大丰村",
        "cadre_name": "李秀英",
        "form_text": "入户走访",
        "companion_names": "陈国强",
    }
    as_of = {"position": homes.office.log.size()}
    assert homes.do("visit.list", when={**as_of, "as_of": "2024-02-26"})["items"] == ()
    assert len(homes.do("visit.list", when={**as_of, "as_of": "2024-02-27"})["items"]) == 1


@pytest.mark.clause("S4")
def test_a_visit_of_today_repeated_tomorrow_is_recorded_once(homes: Town) -> None:
    act = by(SECRETARY, key="v1")
    number = visit(homes, "2024-03-01", LI, act=act)
    size = homes.office.log.size()
    homes.set("2024-03-02")
    assert visit(homes, "2024-03-01", LI, act=act) == number
    assert homes.office.log.size() == size
    told_then = homes.do(
        "visit.record",
        act=by(SECRETARY, occurred_at=homes.at),
        visit={"village": "dafeng", "form": "field", "on": "2024-03-02"},
    )
    assert told_then["events"][0]["sentence"] == (
        "陈国强于 2024年3月2日 星期六 到大丰村开展民情走访（田间地头）"
    )


@pytest.mark.clause("S4")
def test_visits_are_those_of_ones_villages_and_ones_own(homes: Town) -> None:
    first = visit(homes, "2024-02-10", LI)
    second = visit(homes, "2024-02-20", LI, act=by(STAFF))
    third = visit(homes, "2024-02-22", act=by(CLERK), village="anyang", form="forum")

    def listed(person: str, **which: Any) -> list[str]:
        asked = {"which": which} if which else {}
        return [
            row["visit"] for row in told(homes, "visit.list", act=by(person), **asked)["items"]
        ]

    assert listed(CLERK) == [third, second, first]
    assert listed(SECRETARY) == [second, first]
    assert listed(NEIGHBOUR) == [third]
    assert listed(STAFF) == []
    assert listed(STAFF, cadre=STAFF) == [second]
    assert listed(NEIGHBOUR, cadre=STAFF) == []
    assert listed(CLERK, form="forum", made_from="2024-02-21") == [third]
    assert listed(CLERK, made_to="2024-02-10") == [first]
    assert listed(CLERK, cadre=SECRETARY, village="town") == [first]
    for which in ({"cadre": "0099"}, {"village": "nowhere"}):
        assert homes.refused("visit.list", which=which).code.endswith("-unknown")
    page = told(homes, "visit.list", limit=2)
    assert [r["visit"] for r in page["items"]] == [third, second]
    assert told(homes, "visit.list", limit=2, cursor=page["next"])["next"] is None
    homes.record(act=by(CLERK), visit=second, household=LI)
    for person in (CLERK, SECRETARY, STAFF):
        found = homes.do("case.list", act=by(person), which={"visit": second})["items"]
        assert len(found) == 1
    refused = homes.refused("case.list", act=by(NEIGHBOUR), which={"visit": second})
    assert str(refused) == f"没有编号为 {second} 的走访，请核对编号"


@pytest.mark.clause("S4")
@pytest.mark.parametrize(
    ("made", "code"),
    [
        ({"households": [LI, "dafeng-000009"]}, "household-unknown"),
        ({"households": [LI], "village": "anyang"}, "household-elsewhere"),
        ({"households": [LI], "on": "2024-03-02"}, "visit-in-future"),
        ({"households": []}, "visit-empty"),
        ({"households": [LI], "companions": ["0099"]}, "person-unknown"),
        ({"households": [LI], "village": "org-office"}, "not-a-village"),
    ],
)
def test_a_visit_that_cannot_have_been_records_nothing(homes: Town, made: Any, code: str) -> None:
    asked = {"village": "dafeng", "form": "household", "on": "2024-03-01", **made}
    assert homes.refused("visit.record", act=by(SECRETARY), visit=asked).code == code


def test_somebody_who_takes_no_part_makes_no_visits(homes: Town) -> None:
    asked = {"village": "dafeng", "form": "field", "on": "2024-03-01"}
    for person in (INVESTIGATOR, RETIRED):
        assert homes.refused("visit.record", act=by(person), visit=asked).code == "not-allowed"


@pytest.mark.clause("S4")
def test_a_report_counts_whom_a_village_reached_and_never_reached(homes: Town) -> None:
    away = enter(homes, "dafeng", "外出户")
    visit(homes, "2024-01-10", LI, WANG, away)
    visit(homes, "2024-02-10", LI, act=by(MEMBER))
    visit(homes, "2024-02-11", LI, act=by(MEMBER))
    visit(homes, "2024-02-12", form="field", act=by(MEMBER))
    homes.do("household.move", act=by(SECRETARY), household=away, moved={})

    report = told(homes, "report.visits", village="dafeng", act=by(SECRETARY))
    report.pop("position")
    assert report == {
        "village": "dafeng",
        "village_name": "大丰村",
        "made_from": None,
        "made_to": None,
        "households": 3,
        "visits": 4,
        "reached": {"count": 2, "of": 3, "percent": 66.7},
        "missed": {"count": 1, "of": 3, "percent": 33.3},
        "never": {"count": 1, "of": 3, "percent": 33.3},
        "cadres": (
            {
                "cadre": SECRETARY,
                "name": "陈国强",
                "visits": 1,
                "reached": {"count": 2, "of": 3, "percent": 66.7},
            },
            {
                "cadre": MEMBER,
                "name": "李秀英",
                "visits": 3,
                "reached": {"count": 1, "of": 3, "percent": 33.3},
            },
        ),
    }
    period = {"made_from": "2024-02-01", "made_to": "2024-02-10"}
    report = told(homes, "report.visits", village="dafeng", **period)
    assert [report[name]["count"] for name in ("reached", "missed", "never")] == [1, 2, 1]
    assert [(c["cadre"], c["visits"]) for c in report["cadres"]] == [(MEMBER, 1)]
    empty = told(homes, "report.visits", village="anyang")
    assert (empty["never"], empty["cadres"]) == ({"count": 0, "of": 0, "percent": None}, ())


@pytest.mark.clause("S23")
def test_a_villages_dossier_tells_by_theme_what_came_of_its_matters(homes: Town) -> None:
    conclude(homes, homes.record(household=LI))
    homes.record(household=WANG)
    homes.record(category="ECONOMY", place="dafeng-1")
    homes.record(category="ECONOMY", place="anyang")
    page = told(homes, "household.themes", village="dafeng", act=by(SECRETARY))
    assert (page["village_name"], page["items"]) == (
        "大丰村",
        (
            {
                "category": "HOT_DIFFICULT.ROADS",
                "category_text": "行路难",
                "matters": 2,
                "open": 1,
                "closed": 1,
                "answered": 1,
            },
            {
                "category": "ECONOMY",
                "category_text": "农村经济发展问题",
                "matters": 1,
                "open": 1,
                "closed": 0,
                "answered": 0,
            },
        ),
    )
    early = homes.do("household.themes", village="dafeng", when={"as_of": "2007-01-01"})
    assert early["items"] == ()
    long_ago = homes.record(learned_at="2007-01-01")
    assert long_ago
    then = {"as_of": "2007-01-02", "position": homes.office.log.size()}
    (line,) = homes.do("household.themes", village="dafeng", when=then)["items"]
    assert line["category_text"] == "HOT_DIFFICULT.ROADS"


@pytest.mark.clause("S4", "S23")
@pytest.mark.parametrize(
    ("use_case", "asked"),
    [
        ("case.record", {"matter": {**MATTER, "household": LI}}),
        (
            "visit.record",
            {
                "visit": {
                    "village": "dafeng",
                    "form": "household",
                    "on": "2024-03-01",
                    "households": [LI],
                }
            },
        ),
    ],
)
def test_a_household_that_moves_between_reading_and_writing_stops_the_write(
    homes: Town, use_case: str, asked: Any
) -> None:
    def move() -> object:
        return homes.do("household.move", household=LI, moved={"village": "anyang"})

    office = attrs.evolve(homes.office, log=Paused(homes.office.log, append=move))
    before = homes.office.log.size()
    with pytest.raises(StreamMovedError):
        answer(office, use_case, by(SECRETARY), asked)
    assert homes.office.log.size() == before + 1


@pytest.mark.clause("S12", "S23")
@pytest.mark.parametrize("person", [NEIGHBOUR, STAFF])
def test_a_matter_tells_nothing_of_a_household_out_of_sight(homes: Town, person: str) -> None:
    seen = visit(homes, "2024-02-20", LI)
    homes.do("household.move", act=by(SECRETARY), household=WANG, moved={"reason": "外出"})
    matter = {key: value for key, value in MATTER.items() if key != "place"}
    if person == STAFF:
        matter["place"] = "town"
    for household in (LI, WANG, "dafeng-000099"):
        for member in (1, 9):
            brought = {"household": household, "petitioners": [{**ASKING, "member": member}]}
            refusal = homes.refused("case.record", act=by(person), matter={**matter, **brought})
            assert str(refusal) == f"没有编号为 {household} 的住户，请核对编号"
    for number in (seen, "2024-000099"):
        asked = {"matter": {**matter, "visit": number}}
        refusal = homes.refused("case.record", act=by(person), **asked)
        assert str(refusal) == f"没有编号为 {number} 的走访，请核对编号"


@pytest.mark.clause("S4", "S23")
def test_who_visited_a_household_out_of_sight_records_its_matter(homes: Town) -> None:
    act = by(STAFF)
    went = visit(homes, "2024-02-20", LI, act=act)
    matter = {key: value for key, value in MATTER.items() if key != "place"}
    named = {**matter, "visit": went, "household": LI}
    case = homes.do("case.record", act=act, matter=named)["id"]
    page = homes.do("case.show", act=act, case=case)["matter"]
    assert (page["household"], page["visit"], page["place"]) == (LI, went, None)
    brought = {**named, "petitioners": [{**ASKING, "member": 1}]}
    assert homes.refused("case.record", act=act, matter=brought).code == "not-a-member"
    facts = {"name": "赵刚", "since": "2020-01-01", "post": "staff", "unit": "org-office"}
    homes.do("roster.person", person="0012", facts=facts)
    asked = {"matter": {**MATTER, "visit": went}}
    assert homes.refused("case.record", act=by("0012"), **asked).code == "visit-unknown"
    assert homes.do("case.record", act=by("0012", on_behalf_of=STAFF), **asked)


@pytest.mark.clause("S4", "S23")
def test_a_visit_does_not_tell_where_a_household_out_of_sight_went(homes: Town) -> None:
    homes.do("household.move", act=by(SECRETARY), household=WANG, moved={"reason": "外出"})
    for person, codes in (
        (NEIGHBOUR, ["household-unknown"] * 3),
        (STAFF, ["household-unknown"] * 3),
        (SECRETARY, ["household-elsewhere", "household-away", "household-unknown"]),
    ):
        found = []
        for household in (LI, WANG, "dafeng-000099"):
            asked = {"village": "anyang", "form": "household", "on": "2024-03-01"}
            made = {**asked, "households": [household]}
            found.append(homes.refused("visit.record", act=by(person), visit=made).code)
        assert found == codes
