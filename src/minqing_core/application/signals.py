"""Signals: what in the record somebody may want to ask about; evidence, never a verdict."""

from collections.abc import Iterator
from datetime import date
from itertools import islice

import attrs
from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.filtering import CursorError
from minqing_core.application.listing import require_limit
from minqing_core.application.moments import NOW, When
from minqing_core.application.names import Directory, directory
from minqing_core.application.office import Office
from minqing_core.application.people import require_person
from minqing_core.application.signal_compared import ComparedLine, compared
from minqing_core.application.signal_ground import Ground
from minqing_core.application.signal_search import (
    KINDS,
    OF_UNITS,
    Place,
    SignalFilter,
    of_matters,
    of_units,
    one_query,
    place,
    search,
)
from minqing_core.application.spans import span
from minqing_core.application.tables import settled
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId, PersonId, UnitId
from minqing_core.kernel.refusals import RefusalError
from minqing_core.powers.rules import Power, holds, require
from minqing_core.roster.decisions import require_unit
from minqing_core.signals.signal import Compared, Proposal, Signal
from minqing_core.views.labels import label

ANY = SignalFilter()
RULES = {
    "backdated": "signal.backdated",
    "burst": "signal.burst",
    "near-duplicate": "signal.likeness",
    "other-share": "signal.other-share",
}


class SignalKindError(RefusalError):
    """There is no such kind of signal."""

    code = "signal-kind"
    text = "没有「{kind}」这种信号，可用的有：{known}"


class SignalUnknownError(RefusalError):
    """There is no such signal, or it is not for the reader to see."""

    kind = "not-found"
    code = "signal-unknown"
    text = "没有编号为「{signal}」的信号，或者它已不再成立"


@frozen(kw_only=True)
class SignalLine:
    """A signal as people read it."""

    signal: str
    kind: str
    kind_text: str
    clause: str
    case: CaseId | None
    unit: UnitId | None
    unit_name: str
    person: PersonId | None
    person_name: str
    on: date
    text: str
    compares: tuple[Compared, ...]


@frozen(kw_only=True)
class SignalList:
    """A page of signals, the cursor to the next, and the position of the log it stands at."""

    items: tuple[SignalLine, ...]
    next: str | None
    position: int


@frozen(kw_only=True)
class SignalPage:
    """A signal with everything that it rests on, and the rule that makes it one."""

    signal: str
    kind: str
    kind_text: str
    clause: str
    rule: str
    case: CaseId | None
    unit: UnitId | None
    unit_name: str
    person: PersonId | None
    person_name: str
    on: date
    text: str
    compares: tuple[ComparedLine, ...]
    proposals: tuple[Proposal, ...]
    position: int


@use_case("signals.list", Power.SIGNALS_READ, "S17", "S28", "S30", "S31", "S36", "S37", reads=True)
def list_signals(
    office: Office,
    act: Act,
    *,
    which: SignalFilter = ANY,
    cursor: str | None = None,
    limit: int = 50,
    when: When = NOW,
) -> SignalList:
    """List what in the record somebody may want to ask about; a cadre sees what is theirs."""
    require_limit(limit)
    which = _asked(office, act, which)
    ground = Ground(office=office, act=act, when=when, moment=settled(office, when))
    found = list(islice(search(ground, which, _after(cursor)), limit + 1))
    names = directory(office)
    return SignalList(
        items=tuple(_line(signal, names) for signal in found[:limit]),
        next=found[limit - 1].signal if len(found) > limit else None,
        position=ground.moment.position,
    )


@use_case("signals.explain", Power.SIGNALS_READ, "S37", reads=True)
def explain(office: Office, act: Act, signal: str, *, when: When = NOW) -> SignalPage:
    """Show what a signal compares, word for word, and by which rule it is one."""
    ground = Ground(office=office, act=act, when=when, moment=settled(office, when))
    whose = _asked(office, act, ANY).person
    for found in _candidates(ground, place(signal)):
        if found.signal == signal and whose in {None, found.person}:
            return _page(ground, found)
    raise SignalUnknownError(signal=signal)


def _asked(office: Office, act: Act, which: SignalFilter) -> SignalFilter:
    """Return what is asked, of their own writing alone where a reader oversees nobody (S37)."""
    if which.kind is not None and which.kind not in KINDS:
        raise SignalKindError(kind=which.kind, known="、".join(KINDS))
    if which.unit is not None:
        require_unit(office.units().tree, which.unit)
    if which.period is not None:
        span(which.period)
    if which.person is not None:
        require_person(office, which.person)
    reader = office.standing(act.actor)
    if holds(reader, Power.SIGNALS_OVERSEE):
        return which
    if which.person not in {None, act.actor}:
        require(reader, Power.SIGNALS_OVERSEE)
    return attrs.evolve(which, person=act.actor)


def _after(cursor: str | None) -> Place | None:
    found = None if cursor is None else place(cursor)
    if cursor is not None and found is None:
        raise CursorError(cursor=cursor)
    return found


def _candidates(ground: Ground, at: Place | None) -> Iterator[Signal]:
    if at is None:
        return
    if at.kind == OF_UNITS:
        period = None if at.tail == "all" else at.tail
        which = SignalFilter(kind=OF_UNITS, unit=UnitId(at.subject), period=period)
        yield from of_units(ground, which)
    else:
        rows = ground.rows(one_query(ground, CaseId(at.subject)))
        yield from of_matters(ground, rows, at.kind)


def _line(signal: Signal, names: Directory) -> SignalLine:
    return SignalLine(
        signal=signal.signal,
        kind=signal.kind,
        kind_text=label("signal", signal.kind),
        clause=signal.clause,
        case=signal.case,
        unit=signal.unit,
        unit_name="" if signal.unit is None else names(signal.unit),
        person=signal.person,
        person_name="" if signal.person is None else names(signal.person),
        on=signal.on,
        text=signal.text,
        compares=signal.compares,
    )


def _page(ground: Ground, signal: Signal) -> SignalPage:
    line = _line(signal, directory(ground.office))
    return SignalPage(
        signal=line.signal,
        kind=line.kind,
        kind_text=line.kind_text,
        clause=line.clause,
        rule=_rule(ground, signal),
        case=line.case,
        unit=line.unit,
        unit_name=line.unit_name,
        person=line.person,
        person_name=line.person_name,
        on=line.on,
        text=line.text,
        compares=tuple(compared(ground, one) for one in signal.compares),
        proposals=signal.proposals,
        position=ground.moment.position,
    )


def _rule(ground: Ground, signal: Signal) -> str:
    code = RULES.get(signal.kind)
    if code is None:
        return f"条款 {signal.clause}"
    rule = ground.office.programme(ground.moment.position).rule(code, ground.moment.today)
    if rule is None:
        return f"条款 {signal.clause}"
    return f"{rule.title}：{rule.value.amount}（{rule.clause}）"
