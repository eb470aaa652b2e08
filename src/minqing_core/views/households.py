"""Households and visits as readers see them, and the rows that they put into the tables."""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from typing import Any

import attrs

from minqing_core.households import events
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import HouseholdId, PersonId, StreamId, UnitId, VisitId
from minqing_core.kernel.personal import Personal
from minqing_core.views import identities
from minqing_core.views.tables import Change, Put, Raise, Row

HOUSEHOLD, VISIT = "household/", "visit/"


@attrs.frozen(kw_only=True)
class HouseholdFile:
    """Everything that is on record of a household itself; no position before it was entered."""

    household: HouseholdId
    version: int = 0
    position: int = 0
    village: UnitId | None = None
    away: bool = False
    name: Personal | None = None
    address: Personal | None = None
    size: int | None = None
    members: tuple[events.MemberEntered, ...] = ()


def household_stream(household: HouseholdId) -> StreamId:
    """Return the stream of a household."""
    return StreamId(f"{HOUSEHOLD}{household}")


def visit_stream(visit: VisitId) -> StreamId:
    """Return the stream of a visit."""
    return StreamId(f"{VISIT}{visit}")


def fold(household: HouseholdId, history: Iterable[Envelope[Any]]) -> HouseholdFile:
    """Return the household that a history makes."""
    return reduce(evolve, history, HouseholdFile(household=household))


def evolve(file: HouseholdFile, envelope: Envelope[Any]) -> HouseholdFile:
    """Return the household after an event."""
    file = attrs.evolve(file, version=max(file.version, envelope.version))
    match envelope.event:
        case events.HouseholdEntered(village=village, name=name, address=address, size=size):
            return attrs.evolve(
                file,
                position=envelope.position,
                village=village,
                name=name,
                address=address,
                size=size,
            )
        case events.HouseholdMoved(village=None):
            return attrs.evolve(file, away=True)
        case events.HouseholdMoved(village=village):
            return attrs.evolve(file, village=village, away=False)
        case member:
            return attrs.evolve(file, members=(*file.members, member))


def cadre_of(envelope: Envelope[Any]) -> PersonId:
    """Return who made a visit: the one it was recorded for, or else who recorded it."""
    return envelope.on_behalf_of or envelope.actor


def changes(stream: StreamId, history: Sequence[Envelope[Any]]) -> Iterator[Change]:
    """Yield what a household or a visit puts into the tables."""
    if stream.startswith(HOUSEHOLD):
        file = fold(HouseholdId(stream.removeprefix(HOUSEHOLD)), history)
        if file.position:
            yield Put(table="households", row=_household(file))
            yield _identities(stream, file)
        return
    for envelope in history:
        visit = VisitId(stream.removeprefix(VISIT))
        yield Put(table="visits", row=_visit(visit, envelope))
        yield from _reached(visit, envelope)


def _household(file: HouseholdFile) -> Row:
    return {
        "household": file.household,
        "name": str(file.name),
        "village": file.village,
        "size": file.size,
        "members": len(file.members),
        "away": int(file.away),
        "position": file.position,
        "version": file.version,
    }


def words_of(file: HouseholdFile) -> Iterator[identities.Telling]:
    """Yield what tells who lives in a household, and where (S80)."""
    yield from identities.told(name=file.name, address=file.address)
    for member in file.members:
        yield from identities.told(name=member.name, contact=member.contact)


def _identities(stream: StreamId, file: HouseholdFile) -> Put:
    where = {"unit": file.village, "place": file.village}
    return identities.put(stream, words_of(file), position=file.position, **where)


def _visit(visit: VisitId, envelope: Envelope[events.VisitMade]) -> Row:
    made = envelope.event
    return {
        "visit": visit,
        "village": made.village,
        "cadre": cadre_of(envelope),
        "form": made.form,
        "made_on": made.on.isoformat(),
        "households": "、".join(made.households),
        "companions": "、".join(made.companions),
        "text": None if made.text is None else made.text.text,
        "reached": len(made.households),
        "position": envelope.position,
        "version": envelope.version,
    }


def _reached(visit: VisitId, envelope: Envelope[events.VisitMade]) -> Iterator[Change]:
    made, cadre = envelope.event, cadre_of(envelope)
    for household in made.households:
        row: Row = {
            "reached": f"{visit} {household}",
            "visit": visit,
            "household": household,
            "village": made.village,
            "cadre": cadre,
            "pair": f"{cadre} {household}",
            "made_on": made.on.isoformat(),
            "position": envelope.position,
        }
        yield Put(table="reached", row=row)
        yield Raise(table="households", key=household, column="last_on", value=made.on.isoformat())
