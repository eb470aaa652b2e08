"""Whatever the roster and whatever was recorded when, the ledger keeps its laws."""

from datetime import date, timedelta

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledgers import a_book, a_cadre, a_span, adopted, on_leave, rolls
from tests.towns import CLERK, MEMBER, SECRETARY, Town, by

from minqing_core.duties.cells import Asked, Cell, Fact, State, judged
from minqing_core.duties.personal import quarterly, weekly
from minqing_core.duties.readings import readings
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.refusals import InvalidInputError, RefusalError
from minqing_core.roster.events import CadreKind, CadreTransferredAway

START = date(2025, 7, 1)
DAYS = st.integers(0, 90).map(lambda n: START + timedelta(days=n))
KINDS = st.sampled_from([*CadreKind, None])
POSTS = st.sampled_from(["village-secretary", "two-committees-member", "staff", "party-secretary"])
SPANS = st.tuples(DAYS, st.integers(0, 40)).map(
    lambda drawn: (drawn[0].isoformat(), (drawn[0] + timedelta(days=drawn[1])).isoformat())
)
WITHIN = a_span("2025-06-01", "2025-12-31")


@st.composite
def a_person(draw, number: int):
    """Draw somebody with changing kinds, leaves, and perhaps a last day."""
    changes = draw(st.lists(st.tuples(DAYS, KINDS), max_size=2))
    until = draw(st.none() | DAYS)
    return attrs.evolve(
        a_cadre(f"{number:04d}", draw(POSTS)),
        kinds=tuple(sorted([(date(2020, 1, 1), draw(KINDS)), *changes], key=lambda pair: pair[0])),
        leaves=tuple(on_leave(*span) for span in draw(st.lists(SPANS, max_size=2))),
        transferred=until and CadreTransferredAway(until=until, destination="外镇"),
    )


@st.composite
def facts(draw):
    """Draw what was recorded one thing after the other, each of the same day or earlier."""
    recorded = sorted(draw(st.lists(DAYS, max_size=12)))
    back = [draw(st.integers(0, 20)) for _ in recorded]
    return [
        Fact(
            position=n,
            occurred_on=day - timedelta(days=before),
            recorded_on=day,
            period="2025-Q3",
        )
        for n, (day, before) in enumerate(zip(recorded, back, strict=True), start=1)
    ]


PEOPLE = st.tuples(*(a_person(number) for number in range(1, 4)))


def ledger(people, made, today: date, amount: int = 1) -> list[Cell]:
    """Return every cell of some people, where all that was recorded is the first one's."""
    book = a_book(today.isoformat(), adopted("record.weekly", "2025-01-01", amount=amount))
    found: list[Cell] = []
    for file in people:
        own = made if file.person == "0001" else []
        found += weekly(rolls(book, *people), book, file, own, within=WITHIN)
        found += quarterly(rolls(book, *people), book, file, own, within=WITHIN)
    return [*found, *readings(rolls(book, *people), book, {"0001": made}, within=WITHIN)]


@given(PEOPLE, facts(), DAYS, st.integers(1, 3))
def test_every_duty_has_one_cell_and_every_cell_one_state(people, made, today, amount) -> None:
    cells = ledger(people, made, today, amount)
    assert len({cell.id for cell in cells}) == len(cells)
    assert {cell.state for cell in cells} <= {*State}
    weeks = [cell.period for cell in cells if cell.duty == "record.weekly"]
    assert len(weeks) == len(people) * len(set(weeks))


@given(PEOPLE, facts(), DAYS)
def test_a_met_duty_names_what_met_it_in_time_and_a_missed_one_is_past_its_day(
    people, made, today
) -> None:
    recorded_on = {fact.position: fact.recorded_on for fact in made}
    for cell in ledger(people, made, today):
        days = [recorded_on[position] for position in cell.met_by]
        if cell.state is State.MET:
            assert days
            assert max(days) <= cell.due
        elif cell.state is State.MET_LATE:
            assert max(days) > cell.due
        elif cell.state is State.MISSED:
            assert (cell.due < today, days) == (True, [])
        elif cell.state is State.OPEN:
            assert cell.start <= today <= cell.due


ALLOWED = {
    (State.NOT_DUE, State.OPEN),
    (State.NOT_DUE, State.MET),
    (State.NOT_DUE, State.MISSED),
    (State.NOT_DUE, State.EXCUSED),
    (State.OPEN, State.MET),
    (State.OPEN, State.MISSED),
    (State.OPEN, State.MET_LATE),
    (State.NOT_DUE, State.MET_LATE),
    (State.EXCUSED, State.MET),
    (State.MISSED, State.MET_LATE),
}


@given(PEOPLE, facts(), st.lists(DAYS, min_size=2, max_size=6))
def test_as_time_goes_by_missed_turns_met_late_only_and_met_stays(people, made, looks) -> None:
    """Who looks each day at what was on record by then sees a duty go one way only.

    Nothing that was missed is ever met, and nothing that was met is ever taken back.
    """
    before: dict[str, State] = {}
    for today in sorted(looks):
        known = [fact for fact in made if fact.recorded_on <= today]
        for cell in ledger(people, known, today):
            was = before.get(cell.id, cell.state)
            assert was is cell.state or (was, cell.state) in ALLOWED, cell.id
            before[cell.id] = cell.state


@given(facts(), DAYS, DAYS, st.integers(1, 3), st.booleans())
def test_once_the_day_is_over_nothing_recorded_since_makes_a_duty_met(
    made, due, today, needed, excused
) -> None:
    """Seen from one day, what is recorded after the due day turns missed into met-late alone."""
    asked = Asked(first=START, due=due, needed=needed, excused=excused)
    in_time = [fact for fact in made if fact.recorded_on <= due]
    was = judged(asked, in_time, today).state
    for known in range(len(in_time), len(made) + 1):
        state = judged(asked, made[:known], today).state
        assert (state is State.MET) == (was is State.MET)
        if was is State.EXCUSED:
            assert state in {State.EXCUSED, State.NOT_DUE}


LATER = st.lists(
    st.tuples(
        st.sampled_from(["record", "back", "leave", "transfer", "rule"]),
        st.sampled_from([MEMBER, SECRETARY]),
        st.integers(0, 20),
    ),
    min_size=1,
    max_size=6,
)


def do(town: Town, what: str, person: str, back: int) -> None:
    """Have something recorded that bears on the weeks of March and April 2024."""
    day = town.at - timedelta(days=back)
    match what:
        case "record":
            town.record(act=by(person), learned_at=day.isoformat())
        case "back":
            town.record(act=Act(actor=person, occurred_at=day), learned_at=day.isoformat())
        case "leave":
            dates = {"since": day.date().isoformat(), "until": town.at.date().isoformat()}
            granted = {**dates, "kind": "leave", "reason": "探亲", "approver": CLERK}
            town.do("roster.absence", person=person, granted=granted)
        case "transfer":
            left = {"until": day.date().isoformat(), "destination": "外镇"}
            town.do("roster.transfer", person=person, transferred=left)
        case _:
            value = {"amount": 1 + back % 3}
            rule = {"rule": "record.weekly", "clause": "S39", "title": "每周", "quote": "…"}
            since = {"effective_from": day.date().isoformat()}
            town.do("programme.rule", rule={**rule, "value": value, **since})


@settings(max_examples=15)
@given(LATER, LATER)
def test_what_was_known_by_then_is_never_changed_by_what_is_recorded_later(first, then) -> None:
    """Not even by leave, transfers or rules that reach back into those days."""
    town = Town()
    town.settle()

    def run(story) -> None:
        for what, person, back in story:
            town.later(days=3)
            try:
                do(town, what, person, back)
            except InvalidInputError:
                raise
            except RefusalError:
                continue

    def look(known_by: str):
        return town.do(
            "duties.list",
            which={"unit": "town", "period": "2024"},
            limit=1000,
            when={"known_by": known_by, "as_of": "2024-06-30"},
        )["items"]

    run(first)
    known_by = town.at.isoformat()
    before = look(known_by)
    town.later(seconds=1)
    run(then)
    assert look(known_by) == before
    town.office.close()
