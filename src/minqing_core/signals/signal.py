"""A signal: something in the record that a person may want to ask about, with what it rests on."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import field, frozen

from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import CaseId, PersonId, StreamId, UnitId
from minqing_core.kernel.periods import civil_date

CLAUSES: Mapping[str, str] = {
    "near-duplicate": "S37",
    "backdated": "S37",
    "burst": "S37",
    "edited-after-review": "S37",
    "feedback-denied": "S37",
    "self-rated": "S28",
    "thin-text": "S36",
    "stock-phrase": "S36",
    "several-matters": "S30",
    "forms": "S31",
    "other-share": "S17",
}


@frozen(kw_only=True)
class Thresholds:
    """From what on something is worth pointing out; a town may set it differently."""

    backdated: int = 7
    burst: int = 4
    likeness: int = 60
    other_share: int = 30


@frozen(kw_only=True)
class Compared:
    """An event that a signal looks at: where it stands, when it happened and was recorded."""

    stream: StreamId
    version: int
    position: int
    person: PersonId
    occurred_on: date
    recorded_on: date


@frozen(kw_only=True)
class Proposal:
    """A category below 其他 that might be opened, and how many matters its word occurs in."""

    code: str
    label: str
    matters: int


@frozen(kw_only=True)
class Signal:
    """Evidence and never a verdict: which events were compared, and what was seen.

    ``signal`` is the name by which it is found again; ``person`` is whose writing it is about.
    """

    signal: str
    kind: str
    clause: str
    case: CaseId | None
    unit: UnitId | None
    person: PersonId | None
    on: date
    text: str
    compares: tuple[Compared, ...]
    proposals: tuple[Proposal, ...] = field(default=())


def compared(envelope: Envelope[Any]) -> Compared:
    """Return where an event stands, and whose it is."""
    return Compared(
        stream=envelope.stream,
        version=envelope.version,
        position=envelope.position,
        person=envelope.on_behalf_of or envelope.actor,
        occurred_on=civil_date(envelope.occurred_at),
        recorded_on=civil_date(envelope.recorded_at),
    )


def about_matter(
    kind: str,
    case: CaseId,
    unit: UnitId | None,
    text: str,
    *events: Envelope[Any],
    version: int | None = None,
    person: PersonId | None = None,
) -> Signal:
    """Return a signal about a matter: about its last event compared, unless others are named."""
    last = compared(events[-1])
    return Signal(
        signal=f"{kind}.{case}.{version or last.version}",
        kind=kind,
        clause=CLAUSES[kind],
        case=case,
        unit=unit,
        person=person or last.person,
        on=last.recorded_on,
        text=text,
        compares=tuple(map(compared, events)),
    )
