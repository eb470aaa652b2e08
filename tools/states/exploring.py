"""Trying every command in every state that can be reached, breadth first; no rule of its own."""

from collections import deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any, TypeAlias

from attrs import frozen

from minqing_core.kernel.refusals import RefusalError

State: TypeAlias = Any
Event: TypeAlias = Any
MOST = 5_000
DONE, ALREADY = "✓", "="


@frozen
class Command:
    """A command as people know it, with one valid request of its kind."""

    name: str
    decide: Callable[[State], Sequence[Event]]


@frozen(kw_only=True)
class Diagram:
    """The commands of one kind of record, and how its states are told apart.

    ``opening`` is what begins such a record, where nothing else can be said of one that is not
    there. ``node`` names what is drawn, from the state and its history; ``facts`` are what else
    the commands may ask about, as coarse as keeps the exploring finite.
    """

    context: str
    of: str
    about: str
    initial: State
    evolve: Callable[[State, Event], State]
    node: Callable[[State, Sequence[Event]], str]
    facts: Callable[[State], Hashable]
    commands: Sequence[Command]
    opening: Command | None = None


@frozen(kw_only=True)
class Standing:
    """A state that was reached, by which commands, and as what it is drawn."""

    state: State
    history: tuple[Event, ...]
    path: tuple[str, ...]
    node: str


@frozen(kw_only=True)
class Trial:
    """What came of a command in a state: done, already so, or the code of the refusal."""

    command: str
    before: Standing
    outcome: str
    refusal: type[RefusalError] | None
    after: Standing


def explored(diagram: Diagram) -> list[Trial]:
    """Return what comes of every command in every state that can be reached.

    Raises:
        RuntimeError: there are too many states; the facts are too fine.
    """
    start = _standing(diagram, diagram.initial, (), ())
    waiting, seen = deque([start]), {_key(diagram, start)}
    trials: list[Trial] = []
    while waiting:
        before = waiting.popleft()
        for trial in _tried(diagram, before):
            trials.append(trial)
            key = _key(diagram, trial.after)
            if key not in seen:
                seen.add(key)
                waiting.append(trial.after)
        if len(seen) > MOST:
            raise RuntimeError(f"{diagram.context} has more than {MOST} states")
    return trials


def _tried(diagram: Diagram, before: Standing) -> Iterator[Trial]:
    opening = diagram.opening if not before.history else None
    for command in diagram.commands if opening is None else (opening,):
        refusal, after = None, before
        try:
            events = command.decide(before.state)
        except RefusalError as refused:
            outcome, refusal = refused.code, type(refused)
        else:
            outcome = DONE if events else ALREADY
            after = _after(diagram, before, command, events) if events else before
        yield Trial(
            command=command.name, before=before, outcome=outcome, refusal=refusal, after=after
        )


def _after(
    diagram: Diagram, before: Standing, command: Command, events: Sequence[Event]
) -> Standing:
    state = before.state
    for event in events:
        state = diagram.evolve(state, event)
    history = (*before.history, *events)
    return _standing(diagram, state, history, (*before.path, command.name))


def _standing(
    diagram: Diagram, state: State, history: tuple[Event, ...], path: tuple[str, ...]
) -> Standing:
    node = diagram.node(state, history)
    return Standing(state=state, history=history, path=path, node=node)


def _key(diagram: Diagram, standing: Standing) -> Hashable:
    return standing.node, diagram.facts(standing.state)
