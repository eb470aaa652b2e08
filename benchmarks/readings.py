"""Reading: the whole log, one matter, lists, search, counts, proof, and what it all weighs."""

import random
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from itertools import repeat

from measuring import Goal, Line, compared, per_item, per_second
from raw import Raw
from told import BEGUN, DAYS, milliseconds, note
from town import Town, text

from minqing_core.application import case_reading, listing, replaying
from minqing_core.application.filtering import CaseFilter
from minqing_core.application.founding import FIRST
from minqing_core.application.moments import When, found
from minqing_core.application.office import facts
from minqing_core.application.ports import Batch, Draft
from minqing_core.application.tables import caught_up, rebuild
from minqing_core.diary.events import Form, NoteRecorded
from minqing_core.diary.state import fold
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import StreamId, UnitId
from minqing_core.persistence.sealing import personal_values

MANY = 200
LONG = 100
ACT = Act(actor=FIRST)
ANY_PLACE = UnitId("village-3")


def lines(town: Town, small: Town, raw: Raw, rounds: int) -> Iterator[Line]:
    """Compare every way of reading."""
    yield from replay_lines(town, raw, rounds)
    yield views_line(town)
    yield from case_lines(town, raw, rounds)
    yield from list_lines(town, raw, rounds)
    yield flat_line(town, small, rounds)
    yield verify_line(town, raw)
    yield size_line(town, raw)


def replay_lines(town: Town, raw: Raw, rounds: int) -> Iterator[Line]:
    """Compare reading the whole log, folding long streams, and all matters at a date."""
    log, size = town.office.log, town.office.log.size()
    every = partial(per_second, items=size, rounds=rounds)

    def opened() -> None:
        for envelope in log.scan():
            for _, words in personal_values(envelope.event):
                str(words)

    by_hand = repeat(lambda: [None for _ in raw.events()])
    share = Goal(1.67)
    yield every(
        "whole log into typed events",
        repeat(lambda: [None for _ in log.scan()]),
        by_hand,
        goal=share,
    )
    yield every("whole log, personal words opened", repeat(opened), by_hand)
    yield fold_line(town, raw, rounds)
    halfway = BEGUN + timedelta(days=DAYS // 2)
    when = When(as_of=halfway)
    moment = found(town.office, when)
    yield every(
        "all matters as of a date",
        repeat(lambda: [None for _ in listing.files_at(town.office, moment)]),
        repeat(lambda: raw.cases_as_of(milliseconds(halfway))),
        goal=Goal(2, aim=1.5),
    )
    yield every(
        "case.replay as of a date, to canonical bytes",
        repeat(lambda: [*replaying.replay(town.office, ACT, when=when).pieces]),
        repeat(lambda: [*raw.replayed(milliseconds(halfway))]),
    )


def fold_line(town: Town, raw: Raw, rounds: int) -> Line:
    """Compare reading and folding streams of a hundred events."""
    stream = StreamId("note/long")
    chance = random.Random(5)  # noqa: S311 - texts of a benchmark
    told = [NoteRecorded(text=text(chance), form=Form.NARRATIVE) for _ in range(LONG)]
    drafts = [Draft(stream=stream, event=event) for event in told]
    town.office.log.append([Batch(act=ACT, drafts=drafts)])
    later = milliseconds(BEGUN + timedelta(days=9 * DAYS))
    by_hand = (note("long", FIRST, later, event.text.text) for event in told)
    raw.insert(raw.numbered(by_hand))

    def ours() -> None:
        for _ in range(MANY):
            fold(facts(town.office.log.stream(stream)))

    def theirs() -> None:
        for _ in range(MANY):
            raw.stream("case/long")

    return per_second(
        f"streams of {LONG} events read and folded",
        repeat(ours),
        repeat(theirs),
        items=MANY * LONG,
        rounds=rounds,
        goal=Goal(2),
    )


def views_line(town: Town) -> Line:
    """Compare building the tables anew with inserting the events and their state by hand."""
    size = town.office.log.size()
    other = Raw(town.folder / "rebuilt.db")
    rows = other.numbered(one.told() for one in town.happenings)

    def by_hand() -> None:
        for start in range(0, len(rows), 1000):
            other.insert_with_state(rows[start : start + 1000])

    return per_second(
        "view tables and search built anew; the limit fills its tables",
        repeat(lambda: rebuild(town.office)),
        iter([by_hand]),
        items=size,
        rounds=1,
    )


def case_lines(town: Town, raw: Raw, rounds: int) -> Iterator[Line]:
    """Compare the page and the story of one matter with its decoded events."""
    caught_up(town.office)
    goals = {"case.show": Goal(5, aim=2.5), "case.log": Goal(4, aim=2.5)}
    ours = {"case.show": case_reading.show, "case.log": case_reading.log}
    middle = town.cases[len(town.cases) // 2 :][:MANY]

    def by_hand() -> None:
        for number in middle:
            raw.stream(f"case/{number}")

    for name, reading in ours.items():

        def read(reading=reading) -> None:  # noqa: ANN001 - one of those above
            for number in middle:
                reading(town.office, ACT, number)

        yield per_item(
            name, repeat(read), repeat(by_hand), items=len(middle), rounds=rounds, goal=goals[name]
        )


def list_lines(town: Town, raw: Raw, rounds: int) -> Iterator[Line]:
    """Compare a page of matters, a search and a count with what is written by hand."""
    goal = Goal(4, aim=2)
    place = (ANY_PLACE,)
    pairs: list[tuple[str, CaseFilter, str, tuple[str, ...]]] = [
        ("case.list, newest 50", CaseFilter(), "1 = 1", ()),
        ("case.list, of a village", CaseFilter(place=ANY_PLACE), "place = ?", place),
        ("case.list, in handling", CaseFilter(status="handling"), "status = ?", ("handling",)),
        ("case.list, two-character word", CaseFilter(words="路灯"), "title LIKE ?", ("%路灯%",)),
        ("case.list, one-character word", CaseFilter(words="渠"), "title LIKE ?", ("%渠%",)),
    ]
    for name, which, condition, values in pairs:
        yield per_item(
            name,
            repeat(partial(listing.list_cases, town.office, ACT, which=which)),
            repeat(partial(raw.newest, condition, values)),
            rounds=rounds * 4,
            goal=goal,
        )
    yield per_item(
        "case.count by category, open",
        repeat(
            partial(
                listing.count,
                town.office,
                ACT,
                which=CaseFilter(status="handling"),
                by="category",
            )
        ),
        repeat(partial(raw.open_by, "category")),
        rounds=rounds * 4,
        goal=goal,
    )


def flat_line(town: Town, small: Town, rounds: int) -> Line:
    """Compare a page of matters with the same page of a log a tenth as long."""
    caught_up(small.office)
    which = CaseFilter(status="handling")
    return per_item(
        "case.list; the limit is ours on a tenth of the log",
        repeat(partial(listing.list_cases, town.office, ACT, which=which)),
        repeat(partial(listing.list_cases, small.office, ACT, which=which)),
        rounds=rounds * 4,
        goal=Goal(1.5),
    )


def verify_line(town: Town, raw: Raw) -> Line:
    """Compare proving the whole log with decoding it."""
    return per_second(
        "audit of the log; the limit decodes",
        repeat(town.office.log.audit),
        repeat(lambda: [None for _ in raw.events()]),
        items=town.office.log.size(),
        rounds=1,
    )


def size_line(town: Town, raw: Raw) -> Line:
    """Compare the bytes on disk for each event, log, keys, views and search index."""
    ours = sum(file.stat().st_size for file in town.folder.glob("town*.db*"))
    return compared(
        "on disk, all files",
        "B",
        [(ours / town.office.log.size(), raw.weight() / raw.size)],
        goal=Goal(2.5, aim=1.6),
    )
