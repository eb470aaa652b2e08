"""What was written in matters, passage by passage, and how alike passages find each other."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import frozen

from minqing_core.diary import events
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import CaseId, PersonId
from minqing_core.views import cases
from minqing_core.views.likeness import tokens
from minqing_core.views.schema import BAND
from minqing_core.views.tables import Change, Put, Row

WRITTEN = (
    events.CauseRecorded,
    events.DeliberationRecorded,
    events.NoteRecorded,
    events.MeasureAdopted,
    events.MeasureCarriedOut,
    events.FeedbackGiven,
    events.ExplanationGiven,
)


@frozen(kw_only=True)
class Passage:
    """A text as it now stands: which version of which matter it is, and who wrote it there."""

    case: CaseId
    version: int
    text: str
    written: Envelope[Any]

    @property
    def author(self) -> PersonId:
        """Whose words they are: of whom it was recorded for, or else of who recorded it."""
        return self.written.on_behalf_of or self.written.actor


def passages(history: Iterable[Envelope[Any]]) -> Mapping[int, Passage]:
    """Return the passages of a matter by version, corrected ones as they were corrected last."""
    found: dict[int, Passage] = {}
    for envelope in history:
        passage = passage_of(envelope)
        if passage is not None and (passage.version > 1 or 1 in found or envelope.version == 1):
            found[passage.version] = passage
    return found


def passage_of(envelope: Envelope[Any]) -> Passage | None:
    """Return the passage that an event wrote or wrote anew, if any.

    What a citizen wrote and was imported is nobody's diary.
    """
    event, version = envelope.event, envelope.version
    if isinstance(event, events.MatterRecorded):
        text = None if event.matter.source is not None else event.matter.text
    elif isinstance(event, events.TextAmended):
        version, text = event.version, event.text if event.field == "text" else None
    else:
        text = event.text if isinstance(event, WRITTEN) else None
    if text is None:
        return None
    case = cases.case_of(envelope.stream)
    return Passage(case=case, version=version, text=str(text), written=envelope)


def changes(envelope: Envelope[Any]) -> Iterator[Change]:
    """Yield what an event adds to the passages by which alike ones are found.

    A text that was corrected since is found as well; whoever compares looks at what stands now.
    """
    passage = passage_of(envelope)
    if passage is None:
        return
    found = tokens(passage.text)
    if found:
        bands: Row = dict(zip(BAND, found, strict=True))
        row = {"position": envelope.position, "case": passage.case, **bands}
        yield Put(table="passages", row=row)
