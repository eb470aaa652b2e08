"""The one table: the workload *town-year*, ours and peers against the limit, answers checked."""

import random
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import cycle, islice
from pathlib import Path

from measuring import Goal, Line, beside
from model import Model
from outside import served, started
from programs import (
    LIMIT,
    OURS,
    Asked,
    Fed,
    Home,
    Program,
    Run,
    asking,
    filled,
    peers,
    require_same,
    say,
)
from questions import Question, answers, checked, questions
from told import AFTER, milliseconds, note, write
from town import happening, text

SIZE = 100_000
IMPORTING = Goal(120, aim=75, absolute=True)


def lines(run: Run) -> Iterator[Line]:
    """Feed all programs with the same happenings, and compare them line by line."""
    told = run.folder / "told.jsonl"
    write(told, (one.told() for one in happening(run.events)))
    model = Model(one.told() for one in happening(run.events))
    programs = [OURS, LIMIT, *(peers() if run.compare else ())]
    homes = [_home(run, program) for program in programs]
    happened = sum(map(len, model.matters.values()))
    fed = Fed(run=run, model=model, homes=homes, happened=happened)
    yield from _imported(fed, told)
    with ExitStack() as running:
        asked = [running.enter_context(asking(home)) for home in homes]
        yield from _commands(fed, asked)
        for question in questions(fed):
            yield from answers(fed, asked, question)
        peaks = {one.name: [one.peak] for one in asked}
        yield beside("peak memory of the questions", "MiB", peaks)
        yield _weighed(fed)
        (key,) = asked[0].told("key")["answers"]
    yield from started(fed)
    yield from served(fed, key)
    _require_all_kept(fed)


def _home(run: Run, program: Program) -> Home:
    folder = run.folder / program.name
    folder.mkdir()
    store = str(folder / program.file)
    if run.address is not None:
        from postgres import database  # noqa: PLC0415 - only where it is asked for

        store = database(run.address, f"bench_{program.name}")
    return Home(program=program, folder=folder, store=store)


def _imported(fed: Fed, told: Path) -> Iterator[Line]:
    found = {}
    for home in fed.homes:
        say(f"{home.name} takes in {fed.happened:,} events")
        found[home.name] = filled(home, told)
    rates = {name: [fed.happened / one["filled"]] for name, one in found.items()}
    whole = {
        name: [fed.happened / (one["filled"] + one["finished"])] for name, one in found.items()
    }
    log, limit = rates["ours"], rates["limit"]
    views = [fed.happened / found["ours"]["finished"]]
    peaks = {name: [one["peak"]] for name, one in found.items()}
    goal = fed.run.goal("import")
    yield beside("bulk import with all tables and the search", "/s", whole, goal=goal)
    yield beside(
        "  ours into the log alone, 1,000 events at a time", "/s", {"ours": log, "limit": limit}
    )
    yield beside(
        "  ours from the log into the tables; the limit is its import",
        "/s",
        {"ours": views, "limit": limit},
    )
    yield beside("peak memory of the import", "MiB", peaks, goal=IMPORTING)


def _commands(fed: Fed, asked: Sequence[Asked]) -> Iterator[Line]:
    run, chance = fed.run, random.Random(3)  # noqa: S311 - texts of a benchmark
    open_ones, rates = cycle(fed.model.open_with_owner()), {one.name: [] for one in asked}
    noted: set[str] = set()
    for _ in range(run.rounds):
        told = [
            (case, actor, f"{chance.getrandbits(64):x}", str(text(chance)))
            for case, actor in islice(open_ones, run.notes)
        ]
        for case, actor, _key, words in told:
            fed.model.add(note(case, actor, milliseconds(AFTER), words))
            noted.add(case)
        for one in asked:
            rates[one.name].append(len(told) / sum(one.ask("note", told) or ()))
    fed.noted = run.rounds * run.notes
    for one in asked:
        checked(fed, one, Question(name="", ask="history", of=[(case,) for case in sorted(noted)]))
    yield beside("single durable commands: a note", "/s", rates, goal=run.goal("note"))


def _weighed(fed: Fed) -> Line:
    size = fed.happened + fed.noted
    weights = {home.name: [_weight(fed.run, home) / size] for home in fed.homes}
    return beside("bytes on disk for each event", "B", weights, goal=fed.run.goal("bytes"))


def _weight(run: Run, home: Home) -> int:
    if run.address is None:
        return sum(file.stat().st_size for file in home.folder.glob("*.db*"))
    from postgres import weight  # noqa: PLC0415 - only where it is asked for

    return weight(home.store)


def _require_all_kept(fed: Fed) -> None:
    """Refuse a table in which a program acknowledged a matter and did not keep it."""
    for home in fed.homes:
        with asking(home) as one:
            wanted = len(fed.model.matters) + fed.created[home.name]
            require_same(home.name, "matters", [()], one.told("matters")["answers"], [wanted])
