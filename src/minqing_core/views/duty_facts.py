"""What may meet a duty that comes round, one row a record: added to, never changed."""

from collections.abc import Iterator
from datetime import UTC
from typing import Any

from minqing_core.appraisal.events import SummaryIssued
from minqing_core.diary.events import MatterRecorded
from minqing_core.inspection.events import BulletinIssued
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.periods import civil_date
from minqing_core.meetings.events import AnalysisMeetingHeld
from minqing_core.review.events import DiaryReviewed, SelfAssessed
from minqing_core.views import cases
from minqing_core.views.tables import Put, Row

TOWN = "town"
ENTRY, ASSESSED, READ = "entry", "self-assessed", "read"
MEETING, BULLETIN, SUMMARY = "meeting", "bulletin", "summary"


def facts(envelope: Envelope[Any]) -> Iterator[Put]:
    """Yield what a record says towards somebody's duty: of what kind, for whom, for which period.

    An entry is its owner's (Q11); its period is the day on which it was made.
    """
    match envelope.event:
        case MatterRecorded(owner=owner):
            yield _fact(envelope, ENTRY, owner, None, case=cases.case_of(envelope.stream))
        case SelfAssessed(person=person, period=period):
            yield _fact(envelope, ASSESSED, person, period)
        case DiaryReviewed(person=person, period=period, post=post):
            yield _fact(envelope, READ, person, period, post=post)
        case AnalysisMeetingHeld(village=village, period=period):
            yield _fact(envelope, MEETING, village, period)
        case BulletinIssued(unit=unit, period=period, inspection=inspection):
            yield _fact(envelope, BULLETIN, unit, period, inspection=inspection)
        case SummaryIssued(year=year):
            yield _fact(envelope, SUMMARY, TOWN, str(year))
        case _:
            pass


def _fact(
    envelope: Envelope[Any], kind: str, subject: str, period: str | None, **more: str | None
) -> Put:
    row: Row = {
        "fact": f"{envelope.position:012d}",
        "kind": kind,
        "subject": subject,
        "period": period,
        "occurred_at": envelope.occurred_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "occurred_on": civil_date(envelope.occurred_at).isoformat(),
        "recorded_on": civil_date(envelope.recorded_at).isoformat(),
        "position": envelope.position,
        **more,
    }
    return Put(table="duty_facts", row=row)
