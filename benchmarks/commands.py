"""Durable commands, one at a time and in bulk, against one row a transaction by hand."""

import random
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice

from eventsourcing.persistence import StoredEvent
from measuring import Goal, Line, Rounds, per_item, per_second
from raw import Raw, Row, encode
from town import Town, filled, happenings, text

from minqing_core.application import case
from minqing_core.application.asking import answer
from minqing_core.diary import events
from minqing_core.diary.decisions.handling import Step, StepKind
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId, PersonId
from minqing_core.persistence.sqlite_store import SqliteStore

COMMANDS = 200
COMMITS_OF_MANY = 50
BULK = 5_000
CHUNK = 1_000
MUST = Goal(2.2, aim=1.5)
RECORDER: Sequence[tuple[int, int, Goal]] = (
    (1, COMMANDS, Goal(1.25)),
    (100, COMMITS_OF_MANY, Goal(1.5)),
)

Asked = tuple[Act, CaseId]
Commands = Callable[[Sequence[Asked]], None]


def lines(town: Town, raw: Raw, rounds: int) -> Iterator[Line]:
    """Compare commands through the use cases, the recorder alone, and an import."""
    waiting, asked = rows(raw), requests(town)
    for name, commands in kinds(town).items():
        yield per_item(
            f"{name}, durable",
            done(commands, asked),
            inserted(raw, waiting),
            items=COMMANDS,
            rounds=rounds,
            goal=MUST,
        )
    yield per_item(
        "case.step, durable; the limit keeps an indexed state",
        done(kinds(town)["case.step"], asked),
        inserted(raw, waiting, with_state=True),
        items=COMMANDS,
        rounds=rounds,
        goal=MUST,
    )
    yield from recorder_lines(town, raw, rounds)
    yield per_second(
        "bulk append in transactions of 1,000; the limit keeps its state",
        appended(town),
        filled_by_hand(raw, waiting),
        items=BULK,
        rounds=rounds,
        goal=Goal(4, aim=2),
    )


def requests(town: Town) -> Iterator[Asked]:
    """Go round the open matters, each time with a fresh key."""
    chance = random.Random(3)  # noqa: S311 - keys of a benchmark
    owners: dict[CaseId, PersonId] = {}
    for happening in town.happenings:
        owners[happening.case] = happening.actor
        if isinstance(happening.event, events.CaseConcluded):
            del owners[happening.case]
    for number, owner in cycle(list(owners.items())):
        yield Act(actor=owner, channel="cli", key=f"{chance.getrandbits(64):x}"), number


def kinds(town: Town) -> dict[str, Commands]:
    """Return what does so many durable commands of each kind."""
    chance = random.Random(4)  # noqa: S311 - texts of a benchmark

    def step(asked: Sequence[Asked]) -> None:
        for act, number in asked:
            told = Step(kind=StepKind.NOTE, text=text(chance))
            case.step(town.office, act, number, step=told)

    def feedback(asked: Sequence[Asked]) -> None:
        for act, number in asked:
            told = events.FeedbackGiven(
                stage=events.Stage.OPINION, means=events.Means.VISIT, text=text(chance)
            )
            case.feedback(town.office, act, number, feedback=told)

    def from_plain_values(asked: Sequence[Asked]) -> None:
        for act, number in asked:
            told = {"kind": "note", "text": str(text(chance))}
            answer(town.office, "case.step", act, {"case": number, "step": told})

    return {
        "case.step": step,
        "case.feedback": feedback,
        "case.step from plain values to plain values": from_plain_values,
    }


def done(commands: Commands, asked: Iterator[Asked]) -> Rounds:
    """Give rounds of commands."""
    while True:
        round_ = list(islice(asked, COMMANDS))
        yield lambda round_=round_: commands(round_)


def inserted(raw: Raw, waiting: Iterator[Row], *, with_state: bool = False) -> Rounds:
    """Give rounds of single rows, each in its own transaction."""
    insert = raw.insert_with_state if with_state else raw.insert
    while True:
        round_ = [[row] for row in islice(waiting, COMMANDS)]
        yield lambda round_=round_: [insert(row) for row in round_]


def rows(raw: Raw) -> Iterator[Row]:
    """Yield further rows for the limit, for as long as they are asked for."""
    for seed in range(1_000, 10_000):
        yield from raw.numbered(one.told() for one in happenings(BULK, seed=seed))


def recorder_lines(town: Town, raw: Raw, rounds: int) -> Iterator[Line]:
    """Compare the recorder alone: its leaf, but no sealing and no rules."""
    recorder = SqliteStore((town.folder / "recorder.db").as_uri(), town.clock).recorder
    recorder.create_table()
    waiting, theirs = rows(raw), rows(raw)

    def recorded(size: int, commits: int) -> Rounds:
        while True:
            taken = list(islice(theirs, size * commits))
            parts = [taken[start : start + size] for start in range(0, len(taken), size)]
            yield lambda parts=parts: [
                recorder.insert_events([_stored(row) for row in part]) for part in parts
            ]

    def by_hand(size: int, commits: int) -> Rounds:
        while True:
            parts = [list(islice(waiting, size)) for _ in range(commits)]
            yield lambda parts=parts: [raw.insert(part) for part in parts]

    for size, commits, goal in RECORDER:
        yield per_second(
            f"recorder alone, {size} to a commit",
            recorded(size, commits),
            by_hand(size, commits),
            items=size * commits,
            rounds=rounds,
            goal=goal,
        )
    recorder.close()


def _stored(row: Row) -> StoredEvent:
    position, _, _, name, told = row
    return StoredEvent(
        originator_id=f"recorder/{position}",
        originator_version=1,
        topic=name,
        state=encode(told),
    )


def appended(town: Town) -> Rounds:
    """Give rounds of appending through the log, as an import does."""
    for seed in range(10_000, 20_000):
        happened = happenings(BULK, seed=seed)
        yield lambda happened=happened: filled(town.office, town.clock, happened, CHUNK)


def filled_by_hand(raw: Raw, waiting: Iterator[Row]) -> Rounds:
    """Give rounds of inserting by hand, in transactions of the same size."""
    while True:
        taken = list(islice(waiting, BULK))
        parts = [taken[start : start + CHUNK] for start in range(0, BULK, CHUNK)]
        yield lambda parts=parts: [raw.insert_with_state(part) for part in parts]
