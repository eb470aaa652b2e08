"""Whatever the town, a list shows exactly the matters that can be opened, and no other."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.towns import CLERK, INVESTIGATOR, MATTER, Town, by

from minqing_core.diary.decisions.refusals import CaseUnknownError
from minqing_core.kernel.refusals import RefusalError
from minqing_core.powers.sight import may_see
from minqing_core.views import cases

PLACES = ("town", "org-office", "dafeng", "dafeng-1", "anyang")
POSTS = (
    "party-secretary",
    "deputy-secretary",
    "organisation-commissioner",
    "org-office-clerk",
    "village-secretary",
    "staff",
    "investigator",
)
PEOPLE = ("0101", "0102", "0103", "0104", "0105")
PERSON = st.sampled_from([*PEOPLE, CLERK, INVESTIGATOR])
TENURES = st.lists(
    st.tuples(st.sampled_from(POSTS), st.sampled_from(PLACES)), min_size=1, max_size=2, unique=True
)
TOWNS = st.fixed_dictionaries(dict.fromkeys(PEOPLE, TENURES))
MATTERS = st.fixed_dictionaries(
    {
        "category": st.sampled_from(
            ["ECONOMY", "VILLAGE_GOVERNANCE.CONDUCT", "HOT_DIFFICULT.ROADS"]
        ),
        "place": st.sampled_from([None, *PLACES]),
        "accused": st.lists(st.sampled_from(PEOPLE), max_size=2, unique=True),
    }
)
RECORDED = st.tuples(MATTERS, PERSON, PERSON, st.sampled_from(PLACES))
LATER = st.one_of(
    st.tuples(st.just("accuse"), PERSON),
    st.tuples(st.just("leader"), PERSON),
    st.tuples(st.just("move"), st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PLACES))),
    st.tuples(st.just("category"), st.sampled_from(["ECONOMY", "VILLAGE_GOVERNANCE.CONDUCT"])),
)
STORIES = st.lists(st.tuples(RECORDED, st.lists(LATER, max_size=3)), min_size=1, max_size=5)


def attempt(town: Town, use_case: str, actor: str, **asked) -> str | None:
    """Have something done, and return the number of what it was done to, if it was."""
    try:
        number: str = town.do(use_case, act=by(actor), **asked)["id"]
    except RefusalError:
        return None
    return number


def happen(town: Town, case: str, owner: str, what: str, how) -> None:
    """Let something happen to a matter, or to a person, if the rules allow it."""
    if what == "accuse":
        naming = {"person": how, "reason": "来信"}
        attempt(town, "case.accuse", owner, case=case, naming=naming)
    elif what == "leader":
        attempt(town, "case.step", owner, case=case, step={"kind": "leader", "leader": how})
    elif what == "move":
        taken = {"post": "staff", "unit": how[1], "since": "2024-01-01"}
        attempt(town, "roster.post", CLERK, person=how[0], taken=taken)
    else:
        amendment = {"field": "category", "value": how, "reason": "改类"}
        attempt(town, "case.amend", owner, case=case, amendment=amendment)


def lived(tenures, stories) -> Town:
    """Return a town with these people in which these stories happened."""
    town = Town()
    town.settle()
    for person, held in tenures.items():
        facts = {"name": f"某{person}", "since": "2020-01-01"}
        town.do("roster.person", person=person, facts=facts)
        for post, unit in held:
            taken = {"post": post, "unit": unit, "since": "2020-01-01"}
            town.do("roster.post", person=person, taken=taken)
    for (matter, actor, owner, unit), later in stories:
        asked = {"matter": {**MATTER, **matter}, "owner": owner, "unit": unit}
        case = attempt(town, "case.record", actor, **asked)
        for what, how in later if case else []:
            happen(town, case or "", owner, what, how)
    return town


def openable(town: Town, reader: str, numbers: list[str]) -> list[str]:
    """Return the matters whose page somebody is shown."""
    found = []
    for number in numbers:
        try:
            town.do("case.show", act=by(reader), case=number)
        except CaseUnknownError:
            continue
        found.append(number)
    return found


@settings(max_examples=40)
@given(TOWNS, STORIES)
def test_a_list_shows_exactly_the_matters_that_can_be_opened(tenures, stories) -> None:
    """SQL over the side tables, the rules over one matter, and a walk through the past agree."""
    town = lived(tenures, stories)
    streams = {e.stream for e in town.office.log.scan(prefix=cases.PREFIX)}
    numbers = sorted((cases.case_of(stream) for stream in streams), reverse=True)
    then = {"position": town.office.log.size()}
    for reader in (*PEOPLE, CLERK, INVESTIGATOR):
        seen = openable(town, reader, numbers)
        for when in ({}, then):
            listed = town.do("case.list", act=by(reader), when=when)["items"]
            assert [row["number"] for row in listed] == seen, reader
            assert town.do("case.count", act=by(reader), when=when)["total"] == len(seen)
    town.office.close()


@settings(max_examples=40)
@given(TOWNS, STORIES)
def test_the_accused_and_those_they_serve_with_never_see_a_complaint(tenures, stories) -> None:
    town = lived(tenures, stories)
    for stream in {e.stream for e in town.office.log.scan(prefix=cases.PREFIX)}:
        file = cases.fold(cases.case_of(stream), town.office.log.stream(stream))
        for reader in (*PEOPLE, CLERK, INVESTIGATOR):
            standing = town.office.standing(reader)
            beside = {
                accused
                for accused in file.accused
                if town.office.standing(accused).units & standing.under
            }
            if reader in file.accused or beside or standing.under & file.accused_units:
                assert openable(town, reader, [file.case]) == []
            else:
                assert (openable(town, reader, [file.case]) != []) == may_see(
                    standing, file.bearing
                )
    town.office.close()
