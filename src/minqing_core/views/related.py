"""Which records elsewhere are about which matters, so that nobody scans the log for them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from minqing_core.accountability import events as accountability
from minqing_core.inspection import events as inspection
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import CaseId
from minqing_core.meetings import events as meetings
from minqing_core.publicity import events as publicity
from minqing_core.review import events as review
from minqing_core.views.tables import Put

ABOUT: Mapping[type[Any], Callable[[Any], Iterable[CaseId | None]]] = {
    review.DiaryReviewed: lambda reviewed: (entry.case for entry in reviewed.entries),
    meetings.AnalysisMeetingHeld: lambda held: (c for item in held.agenda for c in item.cases),
    meetings.StudyOpened: lambda opened: opened.cases,
    meetings.MattersAdded: lambda added: added.cases,
    inspection.InspectionOpened: lambda opened: opened.sample,
    inspection.ProblemFound: lambda problem: (problem.case,),
    inspection.BulletinIssued: lambda issued: issued.named,
    publicity.PublicationDrafted: lambda drafted: (drafted.case,),
    accountability.IncidentRecorded: lambda recorded: recorded.cases,
    accountability.InquiryOpened: lambda opened: (opened.case,),
}


def related(envelope: Envelope[Any]) -> Iterator[Put]:
    """Yield the matters that a record outside of them is about."""
    about = ABOUT.get(type(envelope.event))
    for case in () if about is None else about(envelope.event):
        if case is not None:
            yield Put(
                table="related",
                row={
                    "related": f"{envelope.stream} {case}",
                    "case": case,
                    "stream": envelope.stream,
                    "position": envelope.position,
                },
            )
