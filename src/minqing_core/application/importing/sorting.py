"""Sorting the rows of a file: good ones once each, bad ones with their reasons."""

from collections.abc import Sequence
from typing import Any, Literal

import attrs
from attrs import frozen

from minqing_core.application.importing.desk import Desk
from minqing_core.application.importing.known import Known, history_of, known_cases
from minqing_core.application.importing.rows import Message, Rows
from minqing_core.application.importing.sheet import RowFault
from minqing_core.application.office import Office
from minqing_core.application.ports import Batch, Draft
from minqing_core.application.sight import sees
from minqing_core.diary.events import MatterRecorded
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import CaseId
from minqing_core.kernel.refusals import RefusalError
from minqing_core.views.cases import fold


@frozen(kw_only=True)
class Good:
    """A message that the rules allow, and what it becomes where it is new."""

    message: Message
    drafts: Sequence[Draft]

    @property
    def category(self) -> str:
        """The category that was suggested."""
        recorded: MatterRecorded = self.drafts[0].event
        return recorded.matter.category


@frozen(kw_only=True)
class Sorted:
    """The rows of a file, each number once; rows that repeat a good one word for word apart."""

    rows: int
    good: Sequence[Good]
    repeated: int
    faults: Sequence[RowFault]


@frozen(kw_only=True)
class Change:
    """What a known message says differently from what the source said last."""

    row: int
    number: str
    case: CaseId
    fields: tuple[str, ...]


@frozen(kw_only=True)
class Outcome:
    """What becomes of a good message, the request that records it, and how many events it made."""

    good: Good
    kind: Literal["new", "unchanged", "changed", "rejected"]
    batch: Batch | None = None
    change: Change | None = None
    faults: Sequence[RowFault] = ()
    events: int = 0

    def kept(self, envelopes: Sequence[Envelope[Any]], before: int) -> "Outcome":
        """Return what became of it; what somebody else recorded just before is unchanged."""
        if not envelopes or envelopes[-1].position <= before:
            return attrs.evolve(self, kind="unchanged", change=None)
        return attrs.evolve(self, events=len(envelopes))


def sort(rows: Rows, desk: Desk) -> Sorted:
    """Sort the rows: a good row is never lost for the sake of a bad one with its number."""
    good: dict[str, Good] = {}
    faults: list[RowFault] = []
    count = repeated = 0
    for found in rows.messages():
        count += 1
        if isinstance(found, tuple):
            faults += found
        elif found.number not in good:
            try:
                good[found.number] = Good(message=found, drafts=desk.decided(found))
            except RefusalError as refusal:
                faults.append(rows.refused(found, refusal))
        elif found.says(good[found.number].message):
            repeated += 1
        else:
            faults.append(rows.doubled(found, good[found.number].message))
    return Sorted(rows=count, good=tuple(good.values()), repeated=repeated, faults=faults)


def outcomes(
    office: Office, desk: Desk, rows: Rows, good: Sequence[Good], *, amend: bool
) -> list[Outcome]:
    """Return what becomes of good messages, as the record now stands."""
    numbers = [each.message.number for each in good]
    known = known_cases(office, desk.mapping.source, numbers) if numbers else {}
    found = []
    for each in good:
        case = known.get(each.message.number)
        if case is None:
            batch = desk.batch(each.message, each.drafts)
            found.append(Outcome(good=each, kind="new", batch=batch))
        else:
            found.append(_known(office, desk, rows, each, case, amend=amend))
    return found


def _known(
    office: Office, desk: Desk, rows: Rows, good: Good, case: CaseId, *, amend: bool
) -> Outcome:
    message, history = good.message, history_of(office, case)
    if not sees(office, desk.standing, fold(case, history)):
        return Outcome(good=good, kind="unchanged")
    known = Known(desk, message, history)
    amendments = known.amendments()
    fields = [amendment.field for amendment in amendments]
    fields += ["reply"] if known.answered_since() else []
    if not fields:
        return Outcome(good=good, kind="unchanged")
    change = Change(row=message.line.row, number=message.number, case=case, fields=tuple(fields))
    try:
        batch = known.batch(amendments) if amend else None
    except RefusalError as refusal:
        return Outcome(good=good, kind="rejected", faults=[rows.refused(message, refusal)])
    return Outcome(good=good, kind="changed", batch=batch, change=change)
