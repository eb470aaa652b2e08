"""Whoever takes or leaves the posts that read, and stands in for whom: no reading is nobody's."""

from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ledgers import CALENDAR, a_book, a_cadre, a_span, adopted, on_leave, rolls

from minqing_core.duties.cells import State
from minqing_core.duties.matrix import Reader, assignments, readers_on
from minqing_core.duties.readings import readings
from minqing_core.kernel.periods import Months
from minqing_core.roster.events import CadreKind, Post
from minqing_core.views.people import PersonFile, Tenure

Q2, SPAN = Months(2024, 2, 3), a_span("2024-04-01", "2024-06-30")
SATURDAY = date(2024, 6, 29)
DAYS = st.sampled_from(
    [date(2024, 3, 1), date(2024, 5, 6), *(SATURDAY + timedelta(days=n) for n in range(-2, 3))]
)
STRETCHES = st.tuples(DAYS, DAYS).map(sorted)
POSTS = {
    Post.VILLAGE_SECRETARY: "dafeng",
    Post.DEPUTY_SECRETARY: "town",
    Post.ORGANISATION_COMMISSIONER: "town",
}
CADRES = ("0001", "0002", "0003", "0004")
BOTH = adopted("review.deputy-and-commissioner", "2024-01-01", choice="both")


@st.composite
def rosters(draw) -> list[PersonFile]:
    """Draw who holds the posts that read, who stands in for them, and who is on leave."""
    held: dict[str, list[Tenure]] = {person: [] for person in CADRES}
    for post, unit in POSTS.items():
        holder, other = draw(st.permutations(CADRES))[:2]
        until = draw(st.none() | st.just(SATURDAY))
        term = Tenure(post=post, unit=unit, home=None, since=draw(DAYS), until=until)
        held[holder].append(term)
        for since, last in draw(st.lists(STRETCHES, max_size=2)):
            stands_in = attrs.evolve(term, since=since, until=last, instead_of=holder)
            held[other].append(stands_in)
    leaves = st.lists(STRETCHES, max_size=1)
    return [
        attrs.evolve(
            a_cadre(person, kind=draw(st.sampled_from(CadreKind))),
            tenures=(*a_cadre().tenures, *held[person]),
            leaves=tuple(on_leave(*map(date.isoformat, stretch)) for stretch in draw(leaves)),
        )
        for person in CADRES
    ]


def was_there(file: PersonFile, reader: Reader) -> bool:
    """Say whether somebody was there on a working day on which the post was theirs."""
    held = [t for t in file.tenures if (t.post, t.instead_of) == (reader.post, reader.instead_of)]
    return any(
        CALENDAR.is_working(day) and file.away(day) is None
        for day in SPAN.days()
        if any(tenure.held(day) for tenure in held)
    )


@pytest.mark.clause("S53")
@given(rosters(), st.sampled_from([(), (BOTH,)]))
def test_a_reading_is_never_nobodys_and_who_was_there_to_read_or_their_substitute_owes_it(
    people, rules
) -> None:
    book = a_book("2024-08-01", *rules)
    roll = rolls(book, *people)(SPAN.last)
    found = [*readings(rolls(book, *people), book, {}, within=SPAN)]
    for assigned in assignments(roll, Q2):
        holders = [
            reader
            for reader in readers_on(roll, assigned, SPAN.last)
            if reader.instead_of is None and was_there(roll.people[reader.person], reader)
        ]
        for posts in assigned.parts:
            end = posts[0] if assigned.both else assigned.person
            about = (cell for cell in found if cell.about == assigned.person)
            cells = [cell for cell in about if cell.id.endswith(f"/{end}")]
            assert {cell.state for cell in cells} & {State.MISSED, State.EXCUSED}
            owing = {cell.person for cell in cells if cell.state is State.MISSED}
            there = any(reader.post in posts for reader in holders)
            assert not there or owing - {None}


@pytest.mark.clause("S53")
@given(rosters(), st.sampled_from([(), (BOTH,)]), st.frozensets(st.sampled_from(CADRES)))
def test_what_some_people_owe_is_theirs_of_what_all_owe(people, rules, some) -> None:
    book = a_book("2024-08-01", *rules)
    roll = rolls(book, *people)
    owed = [cell for cell in readings(roll, book, {}, within=SPAN) if cell.person in some]
    asked = readings(roll, book, {}, within=SPAN, by=some)
    assert [cell for cell in asked if cell.person in some] == owed
