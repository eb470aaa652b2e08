"""Who reads whose diary of a quarter."""

from collections.abc import Mapping
from datetime import date

import attrs
import pytest

from minqing_core.duties.matrix import (
    Roll,
    answerable_on,
    assignment,
    assignments,
    gap,
    readers_on,
)
from minqing_core.kernel.periods import Months
from minqing_core.kernel.places import UnitTree
from minqing_core.roster.events import CadreKind, CadreTransferredAway, Post, UnitKind
from minqing_core.views.people import PersonFile, Tenure

SINCE, Q3 = date(2020, 1, 1), Months(2025, 3, 3)
LAST = Q3.last
CIVIL, SUPPORT = CadreKind.TOWN_OFFICE_CIVIL_SERVANT, CadreKind.TOWN_OFFICE_SUPPORT
VILLAGE = CadreKind.VILLAGE_TWO_COMMITTEES
CITY_STATIONED, TOWN_STATIONED = CadreKind.STATIONED_CITY, CadreKind.STATIONED_TOWN
TREE = UnitTree(
    {"city": None, "town": "city", "office": "town", "dafeng": "town", "anyang": "town"}
    | {"dafeng-1": "dafeng", "old": "town"},
    {"old": "anyang"},
)
KINDS = {
    "city": UnitKind.CITY,
    "town": UnitKind.TOWN,
    "office": UnitKind.TOWN_OFFICE,
    "dafeng": UnitKind.VILLAGE,
    "anyang": UnitKind.COMMUNITY,
    "dafeng-1": UnitKind.GROUP,
    "old": UnitKind.VILLAGE,
}


def a_tenure(post: str | None, unit: str, **others) -> Tenure:
    return Tenure(
        post=None if post is None else Post(post),
        unit=unit,
        home=None,
        since=others.get("since", SINCE),
        until=others.get("until"),
        instead_of=others.get("instead_of"),
    )


def a_cadre(person: str, kind: CadreKind | None, *tenures: Tenure) -> PersonFile:
    return PersonFile(person=person, since=SINCE, kinds=((SINCE, kind),), tenures=tenures)


PEOPLE = (
    a_cadre("city-clerk", None, a_tenure("city-org-clerk", "city")),
    a_cadre("secretary", CIVIL, a_tenure("party-secretary", "town")),
    a_cadre("deputy", CIVIL, a_tenure("deputy-secretary", "town")),
    a_cadre("commissioner", CIVIL, a_tenure("organisation-commissioner", "town")),
    a_cadre("in-charge", CIVIL, a_tenure("leader-in-charge", "town")),
    a_cadre("member", CIVIL, a_tenure("leading-group-member", "town")),
    a_cadre("staff", CIVIL, a_tenure("staff", "office")),
    a_cadre("support", SUPPORT, a_tenure("support-worker", "office")),
    a_cadre("city-stationed", CITY_STATIONED, a_tenure(None, "dafeng")),
    a_cadre("town-stationed", TOWN_STATIONED, a_tenure(None, "anyang")),
    a_cadre("dafeng-secretary", VILLAGE, a_tenure("village-secretary", "dafeng")),
    a_cadre("dafeng-member", VILLAGE, a_tenure("two-committees-member", "dafeng-1")),
    a_cadre("anyang-secretary", VILLAGE, a_tenure("village-secretary", "anyang")),
    a_cadre("anyang-director", VILLAGE, a_tenure("village-director", "old")),
)


def a_roll(*people: PersonFile, **choices: str) -> Roll:
    rules = {"of_secretary": "city-org-dept", "by_pair": "either", **choices}
    codes = {
        "review.of-town-secretary": "of_secretary",
        "review.deputy-and-commissioner": "by_pair",
    }
    return Roll(
        people={one.person: one for one in people or PEOPLE},
        tree=TREE,
        kinds=KINDS,
        choice=lambda code, _unit: rules[codes[code]],
    )


def with_changed(person: str, *tenures: Tenure) -> tuple[PersonFile, ...]:
    changed = {one.person: one for one in PEOPLE}
    changed[person] = a_cadre(person, changed[person].kind(LAST), *tenures)
    return tuple(changed.values())


def readers(roll: Roll, person: str, on: date = LAST) -> set[str]:
    return {reader.person for reader in readers_on(roll, _assigned(roll, person), on)}


def answerable(roll: Roll, person: str, on: date = LAST) -> list[str]:
    return [reader.person for reader in answerable_on(roll, _assigned(roll, person), on)]


def _assigned(roll: Roll, person: str):
    assigned = assignment(roll, person, Q3)
    assert assigned is not None
    return assigned


MATRIX: Mapping[str, tuple[str, str, set[str]]] = {
    "secretary": ("Q1", "S54", {"city-clerk"}),
    "deputy": ("R1", "S54", {"secretary"}),
    "commissioner": ("R1", "S54", {"secretary"}),
    "in-charge": ("R1", "S54", {"secretary"}),
    "member": ("R1", "S54", {"secretary"}),
    "staff": ("R2a", "S55", {"deputy", "commissioner"}),
    "support": ("R2a", "S55", {"deputy", "commissioner"}),
    "city-stationed": ("R2b", "S56", {"deputy", "commissioner"}),
    "town-stationed": ("R2b", "S56", {"deputy", "commissioner"}),
    "dafeng-secretary": ("R2c", "S57", {"deputy", "commissioner"}),
    "anyang-secretary": ("R2c", "S57", {"deputy", "commissioner"}),
    "dafeng-member": ("R3", "S58", {"dafeng-secretary"}),
    "anyang-director": ("R3", "S58", {"anyang-secretary"}),
}


@pytest.mark.clause("S53", "S54", "S55", "S56", "S57", "S58")
@pytest.mark.parametrize("person", MATRIX)
def test_each_diary_is_read_by_the_posts_that_the_scheme_names(person):
    roll = a_roll()
    assigned = _assigned(roll, person)
    assert (assigned.rule, assigned.clause, readers(roll, person)) == MATRIX[person]
    assert gap(roll, assigned, LAST) is None


@pytest.mark.clause("S53")
def test_everybody_who_takes_part_is_read_and_nobody_else():
    assert {one.person for one in assignments(a_roll(), Q3)} == {*MATRIX}


@pytest.mark.clause("S53", "S9")
def test_who_left_within_the_quarter_is_not_read():
    gone = a_cadre("staff", None, a_tenure("staff", "office"))
    assert assignment(a_roll(gone), "staff", Q3) is None


@pytest.mark.clause("S58")
def test_nobody_reads_their_own_diary():
    both = with_changed(
        "deputy", a_tenure("deputy-secretary", "town"), a_tenure("party-secretary", "town")
    )
    for roll in (a_roll(), a_roll(*both)):
        for assigned in assignments(roll, Q3):
            for on in (Q3.first, LAST, date(2025, 12, 1)):
                found = {reader.person for reader in readers_on(roll, assigned, on)}
                assert assigned.person not in found


@pytest.mark.clause("S54")
def test_where_no_rule_says_who_reads_the_secretary_it_is_said_so():
    roll = a_roll(of_secretary="none")
    assigned = _assigned(roll, "secretary")
    assert (assigned.posts, gap(roll, assigned, LAST)) == ((), "无规定")


@pytest.mark.clause("S54")
def test_a_town_may_name_the_post_that_reads_its_secretary():
    assert readers(a_roll(of_secretary="deputy-secretary"), "secretary") == {"deputy"}


@pytest.mark.clause("S53")
def test_a_post_that_nobody_holds_leaves_a_gap_that_is_named():
    others = (one for one in PEOPLE if one.person != "secretary")
    roll = a_roll(*others)
    assert gap(roll, _assigned(roll, "member"), LAST) == "职务空缺"


@pytest.mark.clause("S53", "S46")
def test_who_left_the_town_reads_no_more_though_the_post_is_still_theirs():
    gone = CadreTransferredAway(until=date(2025, 9, 28), destination="外镇")
    left = (
        attrs.evolve(one, transferred=gone) if one.person == "dafeng-secretary" else one
        for one in PEOPLE
    )
    roll = a_roll(*left)
    assert readers(roll, "dafeng-member", date(2025, 9, 28)) == {"dafeng-secretary"}
    assert readers(roll, "dafeng-member") == set()
    assert gap(roll, _assigned(roll, "dafeng-member"), LAST) == "职务空缺"


@pytest.mark.clause("S58")
def test_the_two_committees_of_no_village_have_no_reader():
    roll = a_roll(*PEOPLE, a_cadre("lost", VILLAGE, a_tenure("two-committees-member", "town")))
    assert gap(roll, _assigned(roll, "lost"), LAST) == "职务空缺"


@pytest.mark.clause("S55")
def test_the_town_may_ask_for_both_the_deputy_and_the_commissioner():
    either, both = _assigned(a_roll(), "staff"), _assigned(a_roll(by_pair="both"), "staff")
    pair = (Post.DEPUTY_SECRETARY, Post.ORGANISATION_COMMISSIONER)
    assert (either.both, either.parts) == (False, (pair,))
    assert (both.both, both.parts) == (True, ((pair[0],), (pair[1],)))
    assert not _assigned(a_roll(by_pair="both"), "dafeng-member").both


@pytest.mark.clause("S53")
def test_a_substitute_answers_for_the_reading_while_standing_in():
    away = {"since": date(2025, 9, 1), "until": LAST, "instead_of": "dafeng-secretary"}
    roll = a_roll(
        *with_changed(
            "dafeng-member",
            a_tenure("two-committees-member", "dafeng"),
            a_tenure("village-secretary", "dafeng", **away),
        ),
        a_cadre("other", VILLAGE, a_tenure("two-committees-member", "dafeng")),
    )
    assert answerable(roll, "other", date(2025, 8, 31)) == ["dafeng-secretary"]
    assert answerable(roll, "other") == ["dafeng-member"]
    assert answerable(roll, "other", date(2025, 10, 1)) == ["dafeng-secretary"]
    assert readers(roll, "other") == {"dafeng-secretary", "dafeng-member"}
    assert _assigned(roll, "dafeng-member").rule == "R3"
    assert answerable(roll, "dafeng-member") == ["dafeng-secretary"]


@pytest.mark.clause("S57")
def test_the_matrix_is_that_of_the_posts_held_when_the_quarter_ended():
    risen = with_changed(
        "dafeng-member",
        a_tenure("two-committees-member", "dafeng", until=date(2025, 9, 9)),
        a_tenure("village-secretary", "dafeng", since=date(2025, 9, 10)),
    )
    roll = a_roll(*(one for one in risen if one.person != "dafeng-secretary"))
    assert _assigned(roll, "dafeng-member").rule == "R2c"
    before = assignment(roll, "dafeng-member", Months(2025, 2, 3))
    assert before is not None
    assert before.rule == "R3"


@pytest.mark.clause("S58", "S84")
def test_it_is_the_secretary_of_the_village_as_it_is_on_the_day_who_reads():
    """The village of a director is merged into another by the end of the quarter."""
    secretary = a_cadre("old-secretary", VILLAGE, a_tenure("village-secretary", "old"))
    merged = a_roll(*PEOPLE, secretary)
    before = attrs.evolve(merged, tree=UnitTree(TREE.parents))
    assigned = _assigned(merged, "anyang-director")
    assert (assigned.village, assigned.seat) == ("anyang", "old")
    for roll, named in (
        (before, {"old-secretary"}),
        (merged, {"old-secretary", "anyang-secretary"}),
    ):
        assert {reader.person for reader in readers_on(roll, assigned, LAST)} == named
