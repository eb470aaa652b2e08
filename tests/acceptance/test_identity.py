"""Who complained is sealed; each opening is on record."""

import json

import attrs
import pytest
from tests.acceptance.test_sight import COMPLAINT, complain, post
from tests.towns import CLERK, INVESTIGATOR, MATTER, MEMBER, SECRETARY, by

NAME, NUMBER, HOUSE = "李大娘", "13800000000", "大丰村三队 12 号"
PETITIONER = {"kind": "named", "name": NAME, "contact": NUMBER, "address": HOUSE}
READINGS = ("case.show", "case.log", "case.dossier", "deadline.explain")


@pytest.fixture
def sealed(town):
    """Give a town with a complaint about a cadre, fed back to who made it."""
    other = {"kind": "anonymous", "contact": "信箱"}
    number = complain(town, petitioners=[PETITIONER, other])
    told = {"stage": "opinion", "means": "visit", "text": "已核查", "told_to": NAME}
    town.do("case.feedback", case=number, feedback=told)
    value = {"field": "told_to", "version": 2, "value": "李婶", "reason": "写错"}
    town.do("case.amend", case=number, amendment=value)
    return town


def said(answer: object) -> str:
    """Return everything that an answer says."""
    return json.dumps(answer, ensure_ascii=False, default=str)


@pytest.mark.clause("S12")
@pytest.mark.parametrize("use_case", READINGS)
def test_nothing_that_is_read_of_a_complaint_names_who_made_it(sealed, use_case) -> None:
    case = "2024-000001"
    text = said(sealed.do(use_case, case=case))
    listed = said(sealed.do("case.list")) + said(
        sealed.do("case.diff", case=case, before={"position": sealed.office.log.size()})
    )
    for word in (NAME, NUMBER, HOUSE, "李婶", "信箱"):
        assert word not in text + listed
        assert sealed.do("case.list", which={"words": word})["items"] == ()


@pytest.mark.clause("S12")
def test_a_page_says_that_names_are_sealed_and_a_story_that_somebody_is_protected(sealed) -> None:
    page = sealed.do("case.show", case="2024-000001")
    assert [(p["name"], p["contact"]) for p in page["matter"]["petitioners"]] == [
        ("〔已密封〕", "〔已密封〕"),
        (None, "〔已密封〕"),
    ]
    first = sealed.do("case.log", case="2024-000001")["items"][0]["sentence"]
    assert first.startswith("陈国强记下 2 名受保护的反映人通过来信反映的问题")


@pytest.mark.clause("S12")
def test_what_is_told_of_a_stale_write_does_not_name_them_either(sealed) -> None:
    act = by(CLERK, seen=0)
    step = {"kind": "note", "text": "看过"}
    refusal = sealed.refused("case.step", act=act, case="2024-000001", step=step)
    meanwhile = said(refusal.facts["meanwhile"])
    assert refusal.code == "stream-moved"
    assert "2 名受保护的反映人" in meanwhile
    assert NAME not in meanwhile
    assert "李婶" not in meanwhile


@pytest.mark.clause("S12")
def test_a_matter_that_turns_into_a_complaint_is_sealed_in_its_past_too(town) -> None:
    number = town.do("case.record", matter=MATTER)["id"]
    when = {"position": town.office.log.size()}
    assert NAME in said(town.do("case.show", case=number, when=when))
    other = {"category": COMPLAINT["category"], "reason": "实为干部作风"}
    town.do("case.recategorise", case=number, recategorisation=other)
    for use_case in READINGS:
        assert NAME not in said(town.do(use_case, case=number, when=when))


@pytest.mark.clause("S12")
def test_opening_an_identity_tells_who_it_is_and_is_on_record_each_time(sealed) -> None:
    case, opening = "2024-000001", {"reason": "上门核实"}
    for version in (4, 5):
        answer = sealed.do("case.identity", act=by(INVESTIGATOR), case=case, opening=opening)
        assert [(p["number"], p["petitioner"]["name"]) for p in answer["petitioners"]] == [
            (1, NAME),
            (2, None),
        ]
        (event,) = answer["events"]
        assert event["sentence"] == "何正查看第 1、2 位反映人的身份，理由：上门核实"
        assert answer["version"] == version
    opening = {"reason": "反馈结果", "petitioners": [1]}
    answer = sealed.do("case.identity", case=case, opening=opening)
    assert [p["petitioner"]["address"] for p in answer["petitioners"]] == [HOUSE]


@pytest.mark.clause("S12")
def test_a_rehearsed_opening_opens_nothing(sealed) -> None:
    rehearsal = attrs.evolve(sealed.office, rehearsing=True)
    before, sealed.office = sealed.office, rehearsal
    answer = sealed.do("case.identity", case="2024-000001", opening={"reason": "核实"})
    sealed.office = before
    assert answer["petitioners"] == ()
    assert len(answer["events"]) == 1
    assert sealed.do("case.show", case="2024-000001")["version"] == 3


@pytest.mark.clause("S12")
def test_only_owner_investigator_and_commissioner_open_an_identity(sealed) -> None:
    post(sealed, "0011", "郑书记", "party-secretary", "town")
    post(sealed, "0012", "冯委员", "organisation-commissioner", "town")
    post(sealed, "0013", "又一干事", "org-office-clerk", "org-office")
    asked = {"case": "2024-000001", "opening": {"reason": "核实"}}
    for person, code in (
        ("0011", "not-allowed"),
        ("0013", "not-allowed"),
        (SECRETARY, "case-unknown"),
        (MEMBER, "case-unknown"),
    ):
        assert sealed.refused("case.identity", act=by(person), **asked).code == code
    for person in ("0012", INVESTIGATOR, CLERK):
        assert sealed.do("case.identity", act=by(person), **asked)["petitioners"]


@pytest.mark.clause("S12")
def test_a_petitioner_who_asks_for_secrecy_is_sealed_in_an_ordinary_matter(town) -> None:
    number = town.record(protected=True)
    assert NAME not in said(town.do("case.show", case=number))
    assert town.do("case.show", act=by(MEMBER), case=number)["matter"]["protected"]
    asked = {"case": number, "opening": {"reason": "反馈"}}
    assert town.refused("case.identity", act=by(MEMBER), **asked).code == "not-allowed"
    assert said(town.do("case.identity", act=by(SECRETARY), **asked)).count(NAME) == 1
    plain = town.record()
    refusal = town.refused("case.identity", act=by(SECRETARY), **{**asked, "case": plain})
    assert refusal.code == "not-sealed"


LI = "dafeng-000001"


def living(town, **matter: object) -> str:
    """Return a sealed matter that a member of a household brought, told of on a visit."""
    act = by(SECRETARY)
    town.do("household.enter", act=act, household={"village": "dafeng", "name": "李大娘家"})
    town.do("household.member", act=act, household=LI, member={"name": NAME})
    went = {"village": "dafeng", "form": "household", "on": "2024-03-01", "households": [LI]}
    visit = town.do("visit.record", act=act, visit=went)["id"]
    brought = [{**PETITIONER, "member": 1}]
    named = {"household": LI, "visit": visit, "petitioners": brought, **matter}
    return town.record(act=by(SECRETARY), **named)


@pytest.mark.clause("S12", "S23")
@pytest.mark.parametrize("later", [False, True])
def test_neither_household_nor_visit_tells_who_asked_for_secrecy(town, later) -> None:
    case = living(town, protected=not later)
    then = {"position": town.office.log.size()}
    if later:
        to = {"category": COMPLAINT["category"], "reason": "实为干部作风"}
        act = by(SECRETARY)
        town.do("case.recategorise", act=act, case=case, recategorisation=to)
    act = by(SECRETARY)
    for when in ({}, then):
        matter = town.do("case.show", act=act, case=case, when=when)["matter"]
        assert (matter["household"], matter["visit"]) == (None, None)
        assert [p["member"] for p in matter["petitioners"]] == [None]
        (row,) = town.do("case.list", act=act, when=when)["items"]
        assert (row["household"], row["visit"], row["members"]) == (None, None, None)
        for which in ({"household": LI}, {"visit": "2024-000001"}):
            assert town.do("case.list", act=act, which=which, when=when)["items"] == ()
            assert town.do("case.count", act=act, which=which, when=when)["total"] == 0
        for member in (None, 1):
            dossier = town.do("household.show", act=act, household=LI, member=member, when=when)
            assert (dossier["open"], dossier["closed"]) == ((), ())
    answer = town.do("case.identity", act=act, case=case, opening={"reason": "上门核实"})
    assert (answer["household"], answer["visit"]) == (LI, "2024-000001")
    assert answer["petitioners"][0]["petitioner"]["member"] == 1
