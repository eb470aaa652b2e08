"""Publications as readers see them, and the rows that they put into the tables (S79–S81)."""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from typing import Any

import attrs

from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import PersonId, StreamId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.text import words
from minqing_core.publicity import events
from minqing_core.views.tables import Change, Put, Words

PUBLICATION = "publication/"
STAGES: dict[type[Any], str] = {
    events.PublicationDrafted: "drafted",
    events.PublicationRewritten: "drafted",
    events.PublicationApproved: "approved",
    events.PublicationRefused: "refused",
    events.PublicationReleased: "released",
    events.PublicationWithdrawn: "withdrawn",
}


@attrs.frozen(kw_only=True)
class Removal:
    """What was taken out of a text: in which version, what, how often and why (S80)."""

    version: int
    removed: str
    times: int
    reason: str


@attrs.frozen(kw_only=True)
class PublicationFile:
    """Everything that is on record of a publication."""

    number: str
    version: int = 0
    position: int = 0
    drafted: events.PublicationDrafted | None = None
    stage: str = "drafted"
    title: Personal | str = ""
    text: Personal | str = ""
    released_on: str | None = None
    authors: frozenset[PersonId] = frozenset()
    removals: tuple[Removal, ...] = ()


def publication_stream(number: str) -> StreamId:
    """Return the stream of a publication."""
    return StreamId(f"{PUBLICATION}{number}")


def fold(number: str, history: Iterable[Envelope[Any]]) -> PublicationFile:
    """Return the publication that a history makes."""
    return reduce(evolve, history, PublicationFile(number=number))


def evolve(file: PublicationFile, envelope: Envelope[Any]) -> PublicationFile:
    """Return the publication after an event."""
    event = envelope.event
    file = attrs.evolve(file, version=envelope.version, stage=STAGES[type(event)])
    if isinstance(event, events.PublicationReleased):
        on = civil_date(envelope.occurred_at).isoformat()
        return attrs.evolve(file, title=event.title, text=event.text, released_on=on)
    if not isinstance(event, events.PublicationDrafted | events.PublicationRewritten):
        return file
    wrote = {envelope.actor, envelope.on_behalf_of} - {None}
    file = attrs.evolve(
        file,
        title=event.title,
        text=event.text,
        authors=file.authors.union(person for person in wrote if person is not None),
        removals=(*file.removals, *_removals(envelope.version, event.redactions)),
    )
    if isinstance(event, events.PublicationDrafted):
        return attrs.evolve(file, drafted=event, position=envelope.position)
    return file


def changes(stream: StreamId, history: Sequence[Envelope[Any]]) -> Iterator[Change]:
    """Yield what a publication puts into the table; only what was released can be searched."""
    file = fold(stream.removeprefix(PUBLICATION), history)
    assert file.drafted is not None  # noqa: S101 - it begins with its draft
    yield Put(
        table="publications",
        row={
            "publication": file.number,
            "kind": file.drafted.kind,
            "unit": file.drafted.unit,
            "case": file.drafted.case,
            "stage": file.stage,
            "title": str(file.title),
            "text": str(file.text),
            "released_on": file.released_on,
            "position": file.position,
            "version": file.version,
        },
    )
    for envelope in history:
        if isinstance(envelope.event, events.PublicationReleased):
            yield Words(
                table="publications",
                key=file.number,
                position=envelope.position,
                words=words(f"{envelope.event.title} {envelope.event.text}"),
            )


def _removals(version: int, redactions: Iterable[events.Redaction]) -> Iterator[Removal]:
    for one in redactions:
        yield Removal(version=version, removed=one.removed, times=one.times, reason=one.reason)
