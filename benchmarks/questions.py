"""What every program is asked, how long it takes, and whether the answer is that of the model."""

import random
from collections.abc import Iterator, Sequence
from statistics import median, quantiles
from typing import Any

from attrs import frozen
from measuring import Goal, Line, beside
from programs import Asked, Fed, require_same, say
from told import AFTER, BEGUN, DAYS, day, milliseconds

CASES, CADRES = 200, 4
HALFWAY = milliseconds(BEGUN) + DAYS // 2 * 86_400_000
TODAY = day(milliseconds(AFTER))
YEAR = 2025
SLOW, SHORT, AGAIN = 2.0, 0.1, 10


@frozen(kw_only=True)
class Question:
    """What is asked of every program, of what, and how its line is called.

    Where it is ``cold``, how long the first answers took has a line of its own.
    """

    name: str
    ask: str
    of: Sequence[Sequence[Any]] = ((),)
    goal: Goal | None = None
    checked: bool = True
    events: int | None = None
    p99: bool = False
    cold: bool = False


def questions(fed: Fed) -> Iterator[Question]:
    """Go through all questions, about matters and cadres taken at random."""
    run, model = fed.run, fed.model
    chance = random.Random(7)  # noqa: S311 - a benchmark
    then = [case for case in model.states(HALFWAY) if not model.has_note(case)]
    some = sorted(chance.sample(then, min(CASES, len(then))))
    owners = sorted({state["owner"] for state in model.states().values()})
    size = fed.happened + fed.noted
    yield Question(
        name="history of one matter",
        ask="history",
        of=[(case,) for case in some],
        goal=run.goal("history"),
        p99=True,
        cold=True,
    )
    yield Question(
        name="  in sentences (case.log)", ask="sentences", of=[(case,) for case in some]
    )
    yield Question(
        name="one matter as of a moment",
        ask="state",
        of=[(case, HALFWAY) for case in some],
        goal=run.goal("state"),
        p99=True,
    )
    yield Question(
        name="all matters as of a date",
        ask="states",
        of=[(HALFWAY,)],
        goal=run.goal("states"),
        events=size,
    )
    yield Question(
        name="  every word written out (case.replay)",
        ask="written",
        of=[(HALFWAY,)],
        events=size,
        checked=False,
    )
    yield Question(name="list, newest 50", ask="newest", goal=run.goal("dashboard"))
    for column in ("place", "category", "owner"):
        yield Question(
            name=f"dashboard: open matters by {column}",
            ask="open_by",
            of=[(column,)],
            goal=run.goal("dashboard"),
        )
    yield Question(
        name="dashboard: overdue, 50 and how many",
        ask="overdue",
        of=[(TODAY,)],
        goal=run.goal("dashboard"),
    )
    yield Question(
        name="duty ledger: a cadre's year",
        ask="entries",
        of=[(owner, YEAR) for owner in chance.sample(owners, min(CADRES, len(owners)))],
    )
    yield Question(name="audit", ask="audit", events=size, checked=False)


def answers(fed: Fed, asked: Sequence[Asked], question: Question) -> Iterator[Line]:
    """Check what each answers first; what took long then counts, what is short is asked often."""
    say(question.name.strip())
    first = {one.name: checked(fed, one, question) for one in asked}
    able = [one for one in asked if first[one.name]]
    spent: dict[str, list[list[float]]] = {one.name: [] for one in able}
    for _ in range(fed.run.rounds):
        for one in able:
            before = first[one.name] or []
            if sum(before) > SLOW:
                spent[one.name].append(before)
                continue
            times = AGAIN if sum(before) < SHORT else 1
            spent[one.name].append(one.ask(question.ask, [*question.of] * times) or [])
    if question.events is not None:
        size = question.events
        rates = {name: [size / median(one) for one in found] for name, found in spent.items()}
        yield beside(question.name, "/s", rates, goal=question.goal)
        return
    halves = {name: [median(one) * 1000 for one in found] for name, found in spent.items()}
    named = f"{question.name}, p50" if question.p99 else question.name
    yield beside(named, "ms", halves, goal=question.goal)
    if question.p99:
        most = {name: [_p99(one) * 1000 for one in found] for name, found in spent.items()}
        yield beside("  p99", "ms", most, goal=question.goal)
    if question.cold:
        once = {one.name: [median(first[one.name] or ()) * 1000] for one in able}
        yield beside("  of matters not opened before", "ms", once)


def checked(fed: Fed, one: Asked, question: Question) -> list[float] | None:
    """Return how long it took, once all answers are those of the model."""
    found = one.told(question.ask, question.of)
    if question.checked and found["spent"] is not None:
        right = [getattr(fed.model, question.ask)(*values) for values in question.of]
        require_same(one.name, question.ask, question.of, found["answers"], right)
    spent: list[float] | None = found["spent"]
    return spent


def _p99(spent: Sequence[float]) -> float:
    return quantiles(spent, n=100, method="inclusive")[98] if len(spent) > 1 else spent[0]
