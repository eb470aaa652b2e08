"""Who could have known of a matter by what is on record elsewhere."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import attrs

from minqing_core.accountability import events as accountability
from minqing_core.diary import events as diary
from minqing_core.inspection import events as inspection
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import CaseId, PersonId
from minqing_core.meetings import events as meetings
from minqing_core.publicity import events as publicity
from minqing_core.replay.knew import By, Knew, abroad, knew
from minqing_core.review import events as review
from minqing_core.views.sealing import BONDS

History: TypeAlias = Sequence[Envelope[Any]]
HELD = (diary.MatterRecorded, diary.HandoverAccepted, diary.CaseAssigned)
LOOSED = (diary.DuplicateUnlinked, diary.DuplicateReleased, diary.MergeUndone, diary.PartReleased)


def elsewhere(case: CaseId, history: History) -> Iterator[Knew]:
    """Yield who could have known by the history of a review, meeting, study, inspection …."""
    return ELSEWHERE[history[0].stream.partition("/")[0]](case, history)


def _reviews(case: CaseId, history: History) -> Iterator[Knew]:
    """Yield who read it in a diary of a quarter, and how far it went that they read."""
    for envelope in history:
        reviewed = envelope.event
        if isinstance(reviewed, review.DiaryReviewed):
            of = f"{reviewed.person} {reviewed.period}"
            for entry in reviewed.entries:
                if entry.case == case:
                    read = knew(envelope, reviewed.reviewer, By.REVIEW)
                    yield attrs.evolve(read, of=of, version=entry.version)


def _meetings(case: CaseId, history: History) -> Iterator[Knew]:
    """Yield who was at a meeting that spoke about it."""
    for envelope in history:
        held = envelope.event
        if isinstance(held, meetings.AnalysisMeetingHeld) and any(
            case in item.cases for item in held.agenda
        ):
            yield from _together(envelope, (held.chair, *held.attendants), By.MEETING)


def _studies(case: CaseId, history: History) -> Iterator[Knew]:
    """Yield who brought it into a study, and who took part in one that it was in."""
    within = False
    for envelope in history:
        match envelope.event:
            case meetings.StudyOpened(cases=cases) | meetings.MattersAdded(cases=cases):
                within = within or case in cases
                if case in cases:
                    yield abroad(envelope, envelope.actor, By.STUDY)
            case meetings.StudyDecided() as decided if within:
                those = (decided.chair, *decided.participants)
                yield from _together(envelope, those, By.STUDY)
            case _:
                pass


def _inspections(case: CaseId, history: History) -> Iterator[Knew]:
    """Yield who drew it, who found something wrong with it, who was to put that right."""
    about: set[int] = set()
    for envelope in history:
        match envelope.event:
            case inspection.InspectionOpened(sample=sample) if case in sample:
                yield abroad(envelope, envelope.actor, By.INSPECTION)
            case inspection.ProblemFound(case=of, finding=number) if of == case:
                about.add(number)
                yield abroad(envelope, envelope.actor, By.INSPECTION)
            case inspection.RectificationOrdered(finding=number, owner=to) if number in about:
                yield abroad(envelope, to, By.INSPECTION)
            case _:
                pass


def _bulletins(case: CaseId, history: History) -> Iterator[Knew]:
    """Yield who issued a bulletin that names it."""
    for envelope in history:
        if isinstance(envelope.event, inspection.BulletinIssued) and case in envelope.event.named:
            yield abroad(envelope, envelope.actor, By.BULLETIN)


def _publications(case: CaseId, history: History) -> Iterator[Knew]:
    """Yield who drafted or approved what the public is told of it."""
    drafted = history[0].event
    if isinstance(drafted, publicity.PublicationDrafted) and drafted.case == case:
        for envelope in history:
            yield abroad(envelope, envelope.actor, By.PUBLICATION)


def _inquiries(case: CaseId, history: History) -> Iterator[Knew]:
    """Yield who put on record what came of it, or anything of an inquiry into it."""
    match history[0].event:
        case accountability.IncidentRecorded(cases=cases):
            about = case in cases
        case accountability.InquiryOpened(case=of):
            about = of == case
        case _:
            about = False
    for envelope in history if about else ():
        yield abroad(envelope, envelope.actor, By.INQUIRY)


def _bound(case: CaseId, history: History) -> Iterator[Knew]:
    """Yield who answered for another matter while it was bound to this one: it was before them."""
    owner, is_bound = None, False
    for envelope in history:
        event = envelope.event
        taken = event.owner if isinstance(event, HELD) else None
        owner = taken or owner
        bound = isinstance(event, tuple(BONDS)) and getattr(event, BONDS[type(event)]) == case
        if bound:
            is_bound = not isinstance(event, LOOSED)
        if owner is not None and is_bound and (bound or taken is not None):
            yield abroad(envelope, owner, By.BOUND)


ELSEWHERE: Mapping[str, Callable[[CaseId, History], Iterator[Knew]]] = {
    "case": _bound,
    "review": _reviews,
    "meeting": _meetings,
    "study": _studies,
    "inspection": _inspections,
    "bulletin": _bulletins,
    "publication": _publications,
    "incident": _inquiries,
    "inquiry": _inquiries,
}


def _together(envelope: Envelope[Any], those: Iterable[PersonId], by: By) -> Iterator[Knew]:
    for one in dict.fromkeys(those):
        yield attrs.evolve(abroad(envelope, one, by), on=envelope.event.held_on)
