"""Whose personal data is restricted or destroyed, and by which orders (S12, S44)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import reduce
from typing import Any

import attrs

from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import PersonId, StreamId
from minqing_core.kernel.subjects import PRIVACY, Subject, SubjectKey, subject
from minqing_core.privacy import events
from minqing_core.views.tables import Change, Put

TABLE = "privacy"


class PrivacyState(StrEnum):
    """How it stands with the personal data of a subject."""

    ACTIVE = "active"
    RESTRICTED = "restricted"
    ASKED = "asked"
    SHREDDED = "shredded"


@attrs.frozen(kw_only=True)
class PrivacyFile:
    """Everything that was ordered about a subject; ``shredded_at`` are positions of the log."""

    version: int = 0
    position: int = 0
    restricted: bool = False
    asked: events.ShreddingAsked | None = None
    askers: frozenset[PersonId] = frozenset()
    ground: events.Ground | None = None
    allowed_from: date | None = None
    shredded_at: tuple[int, ...] = ()

    @property
    def state(self) -> PrivacyState:
        """How it stands."""
        if self.asked is not None:
            return PrivacyState.ASKED
        if self.restricted:
            return PrivacyState.RESTRICTED
        return PrivacyState.SHREDDED if self.shredded_at else PrivacyState.ACTIVE


def fold(history: Iterable[Envelope[Any]]) -> PrivacyFile:
    """Return what a history of orders makes."""
    return reduce(evolve, history, PrivacyFile())


def evolve(file: PrivacyFile, envelope: Envelope[Any]) -> PrivacyFile:
    """Return the file after an order."""
    file = attrs.evolve(
        file, version=envelope.version, position=file.position or envelope.position
    )
    match envelope.event:
        case events.RestrictionOrdered(ground=ground):
            return attrs.evolve(file, restricted=True, ground=ground)
        case events.RestrictionLifted():
            return attrs.evolve(file, restricted=False)
        case events.ShreddingAsked(ground=ground, allowed_from=allowed_from) as asked:
            people = {envelope.actor, envelope.on_behalf_of}
            askers = frozenset(person for person in people if person is not None)
            return attrs.evolve(
                file, asked=asked, askers=askers, ground=ground, allowed_from=allowed_from
            )
        case events.ShreddingApproved():
            at = (*file.shredded_at, envelope.position)
            return attrs.evolve(file, asked=None, restricted=False, shredded_at=at)
        case _:
            return attrs.evolve(file, asked=None)


def changes(stream: StreamId, history: Sequence[Envelope[Any]]) -> Iterator[Change]:
    """Yield the row of a subject."""
    about = subject(stream.removeprefix(PRIVACY))
    assert about is not None  # noqa: S101 - it was recorded under its name
    file = fold(history)
    yield Put(
        table=TABLE,
        row={
            "subject": about.name,
            "kind": about.kind,
            "number": about.number,
            "state": file.state,
            "ground": file.ground,
            "allowed_from": None if file.allowed_from is None else file.allowed_from.isoformat(),
            "restricted": int(file.restricted),
            "position": file.position,
            "version": file.version,
        },
    )


@attrs.frozen
class Wanted:
    """The keys of a stream that its orders close, and those that they destroy."""

    restricted: frozenset[int]
    shredded: frozenset[int]


def wanted(orders: Mapping[Subject, PrivacyFile], keys: Iterable[SubjectKey]) -> Wanted:
    """Return what the orders about a stream and its parts want of its keys.

    What was sealed after an approval has a key of its own, which it does not reach.
    """
    restricted, shredded = set(), set()
    for key in keys:
        over = [file for about, file in orders.items() if about.holds(key.part)]
        if any(key.first < at for file in over for at in file.shredded_at):
            shredded.add(key.key)
        elif any(file.restricted for file in over):
            restricted.add(key.key)
    return Wanted(frozenset(restricted), frozenset(shredded))
