"""A part that is split off keeps what was confided, and nobody is made its owner unasked."""

import pytest
from tests.acceptance.test_books import give, pass_on, unit
from tests.towns import (
    CLERK,
    ENGINEER,
    HEAD,
    INVESTIGATOR,
    LEADER,
    MATTER,
    MEMBER,
    NEIGHBOUR,
    SECRETARY,
    Town,
    by,
)

CONDUCT = "VILLAGE_GOVERNANCE.CONDUCT"
COMPLAINT = {
    **MATTER,
    "channel": "letter",
    "category": "ECONOMY",
    "title": "吃拿卡要",
    "text": "办证要送烟",
    "petitioners": [{"kind": "named", "name": "李大娘"}],
}
PORTION = {"title": "水管漏水", "text": "还说家里水管漏水", "reason": "一事一记"}
AT_OFFICE = {"owner": CLERK, "unit": "org-office"}


def complaint(town: Town, **matter) -> str:
    """Have a complaint handed in at the office, and return its number."""
    number: str = town.do("case.record", matter={**COMPLAINT, **matter}, **AT_OFFICE)["id"]
    return number


def split(town: Town, case: str, who: str = CLERK, **portion) -> str:
    given = {**PORTION, **portion}
    number: str = town.do("case.split", act=by(who), case=case, portion=given)["id"]
    return number


def seen(town: Town, case: str, who: str) -> bool:
    listed = town.do("case.list", act=by(who))["items"]
    found = case in {row["number"] for row in listed}
    if found:
        shown = town.do("case.show", act=by(who), case=case)
        assert shown["matter"]["petitioners"][0]["name"] != "李大娘"
    else:
        assert town.refused("case.show", act=by(who), case=case).code == "case-unknown"
    return found


def opened(town: Town, case: str):
    return town.office.log.stream(f"case/{case}")[0].event


@pytest.mark.clause("S12", "S30")
def test_a_part_of_a_complaint_is_closed_to_whom_the_whole_is_closed_to(wide_town) -> None:
    case = complaint(wide_town)
    naming = {"person": MEMBER, "reason": "群众指名"}
    wide_town.do("case.accuse", case=case, naming=naming)
    part = split(wide_town, case)
    assert (opened(wide_town, part).matter.accused, opened(wide_town, part).accused_units) == (
        (MEMBER,),
        ("dafeng",),
    )
    for who in (MEMBER, SECRETARY, NEIGHBOUR, HEAD, LEADER, INVESTIGATOR, CLERK):
        assert seen(wide_town, part, who) == seen(wide_town, case, who)
    assert not seen(wide_town, part, MEMBER)
    assert seen(wide_town, part, INVESTIGATOR)


@pytest.mark.clause("S12", "S30")
@pytest.mark.parametrize("later", [None, "ECONOMY"])
def test_a_part_of_what_was_confided_stays_so_whatever_its_category(wide_town, later) -> None:
    case = complaint(wide_town, category=CONDUCT)
    if later is not None:
        filed = {"category": later, "reason": "实为经济问题"}
        wide_town.do("case.recategorise", case=case, recategorisation=filed)
    part = split(wide_town, case, category="ECONOMY")
    assert not seen(wide_town, case, SECRETARY)
    assert not seen(wide_town, part, SECRETARY)
    assert seen(wide_town, part, INVESTIGATOR)
    again = split(wide_town, part)
    assert not seen(wide_town, again, SECRETARY)
    opening = {"reason": "核实情况"}
    named = wide_town.do("case.identity", act=by(INVESTIGATOR), case=again, opening=opening)
    assert named["petitioners"][0]["petitioner"]["name"] == "李大娘"


@pytest.mark.clause("S12", "S30")
def test_a_part_of_a_protected_matter_names_nobody_either(wide_town) -> None:
    case = wide_town.record(protected=True)
    part = split(wide_town, case, SECRETARY)
    (shown,) = wide_town.do("case.show", act=by(SECRETARY), case=part)["matter"]["petitioners"]
    assert shown["name"] == "〔已密封〕"


@pytest.mark.clause("S12", "S40")
def test_an_urgent_part_of_a_complaint_reaches_no_leader_whom_it_is_closed_to(wide_town) -> None:
    case = complaint(wide_town, category=CONDUCT, urgency="urgent")
    part = split(wide_town, case, owner=NEIGHBOUR, unit="anyang", category="ECONOMY")
    told = wide_town.office.log.stream(f"case/{part}")[1].event
    assert told.leaders == (LEADER,)


@pytest.mark.clause("S12", "S25")
def test_nobody_answers_for_a_part_of_a_complaint_against_them_or_their_unit(wide_town) -> None:
    case = complaint(wide_town, accused=[MEMBER])

    def refused(who=CLERK, **portion) -> str:
        given = {**PORTION, **portion}
        return wide_town.refused("case.split", act=by(who), case=case, portion=given).code

    assert refused(owner=MEMBER) == "person-barred"
    assert refused(owner=SECRETARY, unit="dafeng") == "person-barred"
    assert refused(owner=INVESTIGATOR, unit="anyang") == "owners-unit"
    investigator = {"owner": INVESTIGATOR, "unit": "town", "reason": "由其核查"}
    wide_town.do("case.assign", case=case, assigned=investigator)
    assert refused(INVESTIGATOR, owner=NEIGHBOUR, unit="anyang") == "unit-not-own"
    part = split(wide_town, case, INVESTIGATOR)
    assert (opened(wide_town, part).owner, opened(wide_town, part).unit) == (INVESTIGATOR, "town")


@pytest.mark.clause("S12")
def test_where_the_accused_serves_by_now_counts_for_a_part_too(wide_town) -> None:
    case = complaint(wide_town, accused=[MEMBER])
    moved = {"post": "two-committees-member", "unit": "anyang", "since": "2024-03-01"}
    wide_town.do("roster.post", person=MEMBER, taken=moved)
    assert opened(wide_town, split(wide_town, case)).accused_units == ("anyang", "dafeng")


@pytest.mark.clause("S22", "S30")
def test_a_part_takes_the_next_page_of_its_author_unless_it_is_confided(wide_town) -> None:
    wide_town.do("roster.unit", unit=unit("city", "大涌市", "city"))
    batch = {"batch": "一", "prefix": "ZS", "first": 1, "last": 9, "pages": 100}
    wide_town.do("books.print", batch={**batch, "issuer": "city"})
    pass_on(wide_town, 1, 9, "city", "org-office")
    pass_on(wide_town, 1, 9, "org-office", "dafeng")
    give(wide_town, "ZS-000001", MEMBER)
    case = wide_town.record(act=by(MEMBER))
    assert opened(wide_town, split(wide_town, case, MEMBER)).book == "ZS-000001"
    assert opened(wide_town, split(wide_town, case, SECRETARY)).book is None
    for_member = by(CLERK, on_behalf_of=MEMBER)
    written = wide_town.do("case.split", act=for_member, case=case, portion=PORTION)["id"]
    first = opened(wide_town, written)
    assert (first.book, first.post) == ("ZS-000001", "two-committees-member")
    confided = split(wide_town, case, MEMBER, category=CONDUCT)
    assert opened(wide_town, confided).book is None
    closed = wide_town.record(act=by(MEMBER), category=CONDUCT)
    assert opened(wide_town, split(wide_town, closed, MEMBER, category="ECONOMY")).book is None


@pytest.mark.clause("S25", "S38")
def test_nobody_is_made_to_answer_for_a_unit_in_which_they_do_not_serve(wide_town) -> None:
    asked = {"act": by(SECRETARY), "matter": dict(MATTER), "owner": ENGINEER, "unit": "dafeng"}
    said = wide_town.refused("case.record", **asked)
    assert str(said) == "0008 不在 dafeng 任职，不能以该单位名义接手；其任职单位：urban"
    case = wide_town.record()
    for portion in ({"owner": ENGINEER}, {"unit": "anyang"}):
        given = {"act": by(CLERK), "case": case, "portion": {**PORTION, **portion}}
        assert wide_town.refused("case.split", **given).code == "receiver-elsewhere"
    of_the_office = wide_town.do("case.record", matter=dict(MATTER), unit="dafeng")["id"]
    assert opened(wide_town, of_the_office).owner == CLERK
    assert opened(wide_town, split(wide_town, of_the_office, SECRETARY)).owner == CLERK
