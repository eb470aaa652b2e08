"""The course of a matter beyond the straight line, read from its file."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, TypeAlias, assert_never, get_args

import attrs

from minqing_core.diary import events
from minqing_core.kernel.ids import CaseId, PersonId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.personal import Personal
from minqing_core.views.case_file import TAKEN_UP, CaseFile
from minqing_core.views.said import Said

PARKED, PUT_OFF = "挂账", "暂缓"


@attrs.frozen(kw_only=True)
class ExtensionLine:
    """More time asked for a limit: who asked it, what was decided, when the citizen was told."""

    extension: int
    duty: events.Duty
    until: date
    round: int
    reason: str
    asked_on: date
    asked_by: PersonId
    approved: bool | None = None
    decided_on: date | None = None
    decided_by: PersonId | None = None
    decision: str | None = None
    told_on: date | None = None


@attrs.frozen(kw_only=True)
class RecusalLine:
    """Somebody's keeping away from the matter: asked, and granted or refused."""

    person: PersonId
    reason: str
    asked_on: date
    asked_by: PersonId
    granted: bool | None = None
    decided_on: date | None = None
    decided_by: PersonId | None = None


@attrs.frozen(kw_only=True)
class ClosureLine:
    """One of the ends that a matter came to: in which round, how, and by whom."""

    version: int
    round: int
    on: date
    by: PersonId
    outcome: events.Outcome
    effect: str


@attrs.frozen(kw_only=True)
class Links:
    """The matters that this one is bound up with now."""

    duplicate_of: CaseId | None = None
    duplicates: tuple[CaseId, ...] = ()
    merged_into: CaseId | None = None
    parts: tuple[CaseId, ...] = ()
    split_from: CaseId | None = None
    split_off: tuple[CaseId, ...] = ()


def pauses(file: CaseFile) -> Mapping[date, str]:
    """Return the days on which the clock stood still: never longer than it was said to (S34)."""
    days: dict[date, str] = {}
    for n, said in enumerate(file.said):
        if isinstance(said.fact, events.ClockParked):
            first, last = civil_date(said.at), said.fact.until
            ends = (civil_date(s.at) for s in file.said[n:] if _sets_going(s))
            days |= _stood_still(first, min(last, next(ends, last)), PARKED)
    return days


def open_days(file: CaseFile) -> Iterator[tuple[date, date | None]]:
    """Yield the first and the last day of each round of a matter; None is that of one still open.

    The first begins when the matter was learned, each other with its reopening.
    """
    assert file.opened is not None  # noqa: S101 - only what is on record is read
    for number, said in enumerate(file.rounds):
        began = said[0].at if number else file.opened.matter.learned_at
        ended = (civil_date(one.at) for one in said if isinstance(one.fact, events.CaseConcluded))
        yield civil_date(began), next(ended, None)


def deferrals(said: Iterable[Said]) -> Iterator[tuple[Said, Said | None]]:
    """Yield since when a matter was put off, and what took it up again, if anything did (S29)."""
    began: Said | None = None
    for one in said:
        if isinstance(one.fact, events.SolutionDeferred):
            began = began or one
        elif began is not None and isinstance(one.fact, TAKEN_UP):
            yield began, one
            began = None
    if began is not None:
        yield began, None


def put_off_days(said: Iterable[Said]) -> Mapping[date, str]:
    """Return the days on which a matter was put off that has been taken up again (S29, S34)."""
    days: dict[date, str] = {}
    for began, taken_up in deferrals(said):
        if taken_up is not None:
            days |= _stood_still(civil_date(began.at), civil_date(taken_up.at), PUT_OFF)
    return days


def extensions(file: CaseFile) -> tuple[ExtensionLine, ...]:
    """Return every extension that was asked for, with what came of it (S34)."""
    lines: dict[int, ExtensionLine] = {}
    for number, said in _by_round(file):
        if isinstance(said.fact, events.ExtensionAsked):
            lines[said.fact.extension] = _asked(said, said.fact, number)
        elif isinstance(said.fact, DECISIONS) and said.fact.extension in lines:
            line = lines[said.fact.extension]
            lines[line.extension] = attrs.evolve(line, **_decided(said))
    return tuple(lines.values())


def recusals(file: CaseFile) -> tuple[RecusalLine, ...]:
    """Return who was said to have an interest in the matter, and what was decided (S66)."""
    lines: list[RecusalLine] = []
    for said in file.said:
        fact, on = said.fact, civil_date(said.at)
        if isinstance(fact, events.RecusalAsked):
            reason = str(fact.reason)
            lines.append(
                RecusalLine(person=fact.person, reason=reason, asked_on=on, asked_by=said.by)
            )
        elif isinstance(fact, events.RecusalGranted | events.RecusalRefused):
            granted = isinstance(fact, events.RecusalGranted)
            lines = [
                attrs.evolve(line, granted=granted, decided_on=on, decided_by=said.by)
                if line.person == fact.person and line.granted is None
                else line
                for line in lines
            ]
    return tuple(lines)


def closures(file: CaseFile) -> tuple[ClosureLine, ...]:
    """Return every end that the matter came to (S26)."""
    return tuple(
        ClosureLine(
            version=said.version,
            round=number,
            on=civil_date(said.at),
            by=said.by,
            outcome=said.fact.outcome,
            effect=str(said.fact.effect),
        )
        for number, said in _by_round(file)
        if isinstance(said.fact, events.CaseConcluded)
    )


def links(file: CaseFile) -> Links:
    """Return what the matter is bound up with now (S30)."""
    found = Links()
    for said in file.said:
        if type(said.fact) in LINKING:
            found = _linked(found, said.fact)
    return found


Linking: TypeAlias = (
    events.LinkedAsDuplicate
    | events.DuplicateUnlinked
    | events.DuplicateFound
    | events.DuplicateReleased
    | events.MergedInto
    | events.MergeUndone
    | events.TookIn
    | events.PartReleased
    | events.SplitFrom
    | events.SplitOff
)
LINKING = frozenset(get_args(Linking))
DECISIONS = (events.ExtensionApproved, events.ExtensionRefused, events.ExtensionTold)


def _stood_still(first: date, last: date, why: str) -> Mapping[date, str]:
    return {first + timedelta(days=n): why for n in range(1, (last - first).days + 1)}


def _sets_going(said: Said) -> bool:
    return isinstance(said.fact, events.ClockResumed | events.CaseConcluded)


def _by_round(file: CaseFile) -> Iterator[tuple[int, Said]]:
    for number, round_ in enumerate(file.rounds, start=1):
        for said in round_:
            yield number, said


def _asked(said: Said, asked: events.ExtensionAsked, number: int) -> ExtensionLine:
    return ExtensionLine(
        extension=asked.extension,
        duty=asked.duty,
        until=asked.until,
        round=number,
        reason=str(asked.reason),
        asked_on=civil_date(said.at),
        asked_by=said.by,
    )


def _decided(said: Said) -> dict[str, Any]:
    on = civil_date(said.at)
    if isinstance(said.fact, events.ExtensionTold):
        return {"told_on": on}
    approved = isinstance(said.fact, events.ExtensionApproved)
    words: Personal | None = said.fact.basis if approved else said.fact.reason
    decision = None if words is None else str(words)
    return {"approved": approved, "decided_on": on, "decided_by": said.by, "decision": decision}


def _linked(found: Links, fact: Linking) -> Links:  # noqa: C901, PLR0911 - one line a fact
    match fact:
        case events.LinkedAsDuplicate(of=of):
            return attrs.evolve(found, duplicate_of=of)
        case events.DuplicateUnlinked():
            return attrs.evolve(found, duplicate_of=None)
        case events.DuplicateFound(duplicate=other):
            return attrs.evolve(found, duplicates=(*found.duplicates, other))
        case events.DuplicateReleased(duplicate=other):
            return attrs.evolve(found, duplicates=_without(found.duplicates, other))
        case events.MergedInto(whole=whole):
            return attrs.evolve(found, merged_into=whole)
        case events.MergeUndone():
            return attrs.evolve(found, merged_into=None)
        case events.TookIn(part=part):
            return attrs.evolve(found, parts=(*found.parts, part))
        case events.PartReleased(part=part):
            return attrs.evolve(found, parts=_without(found.parts, part))
        case events.SplitFrom(whole=whole):
            return attrs.evolve(found, split_from=whole)
        case events.SplitOff(part=part):
            return attrs.evolve(found, split_off=(*found.split_off, part))
        case _:
            assert_never(fact)


def _without(cases: tuple[CaseId, ...], gone: CaseId) -> tuple[CaseId, ...]:
    return tuple(case for case in cases if case != gone)
