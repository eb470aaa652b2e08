"""Bulletins as readers see them, the matters they name, and the rows they put into the tables."""

from collections.abc import Iterator, Sequence
from typing import Any

from minqing_core.inspection import events
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import BulletinId, StreamId
from minqing_core.kernel.periods import civil_date
from minqing_core.views.tables import Change, Put, Row

PREFIX = "bulletin/"


def bulletin_stream(bulletin: BulletinId) -> StreamId:
    """Return the stream of a bulletin."""
    return StreamId(f"{PREFIX}{bulletin}")


def bulletin_of(stream: StreamId) -> BulletinId:
    """Return the number of the bulletin that a stream is about."""
    return BulletinId(stream.removeprefix(PREFIX))


def changes(stream: StreamId, history: Sequence[Envelope[Any]]) -> Iterator[Change]:
    """Yield what a bulletin puts into the tables."""
    for envelope in history:
        row = bulletin_row(envelope)
        yield Put(table="bulletins", row=row)
        for case in envelope.event.named:
            yield Put(
                table="named",
                row={
                    "named_id": f"{bulletin_of(stream)}/{case}",
                    "case": case,
                    "bulletin": bulletin_of(stream),
                    "issued_on": row["issued_on"],
                    "position": envelope.position,
                },
            )


def bulletin_row(envelope: Envelope[events.BulletinIssued]) -> Row:
    """Return the row of a bulletin."""
    issued = envelope.event
    return {
        "bulletin": bulletin_of(envelope.stream),
        "unit": issued.unit,
        "period": issued.period,
        "title": issued.title,
        "inspection": issued.inspection,
        "on": issued.on.isoformat(),
        "issued_on": civil_date(envelope.occurred_at).isoformat(),
        "issued_by": envelope.actor,
        "digest": issued.digest,
        "text": issued.text.text,
        "number": issued.number,
        "named": len(issued.named),
        "upto": issued.upto,
        "position": envelope.position,
        "version": envelope.version,
    }
