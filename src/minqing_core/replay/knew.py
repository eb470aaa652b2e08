"""One way in which somebody could have known of a matter, and the record of it."""

from datetime import date
from enum import StrEnum
from typing import Any

import attrs
from attrs import frozen

from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.replay.sources import Source, source


class By(StrEnum):
    """By what somebody could have known."""

    RECORDING = "recording"
    ANSWERING = "answering"
    LEADING = "leading"
    MEASURE = "measure"
    HANDOVER = "handover"
    REPORT = "report"
    TOLD = "told"
    COHANDLING = "cohandling"
    UNIT_HANDOVER = "unit-handover"
    UNIT_COHANDLING = "unit-cohandling"
    REMINDER = "reminder"
    SUPERVISION = "supervision"
    IDENTITY = "identity"
    REVIEW = "review"
    MEETING = "meeting"
    STUDY = "study"
    INSPECTION = "inspection"
    BULLETIN = "bulletin"
    PUBLICATION = "publication"
    INQUIRY = "inquiry"
    BOUND = "bound"
    ACTING = "acting"


@frozen(kw_only=True)
class Knew:
    """That a person, or the people of a unit, could have known from a day on, and by what.

    ``on`` is the day that the record tells of, while it is proved only since the day on which
    ``source`` was recorded. ``version`` is how far the matter went that they had before them,
    None where the record does not say; ``of`` is whose diary, or which meeting, it was.
    """

    person: PersonId | None
    unit: UnitId | None = None
    by: By
    on: date
    version: int | None = None
    of: str | None = None
    source: Source


def knew(
    envelope: Envelope[Any], person: PersonId | None, by: By, *, unit: UnitId | None = None
) -> Knew:
    """Return that somebody, or else a unit, could have known by a record of the matter."""
    return Knew(
        person=person,
        unit=unit if person is None else None,
        by=by,
        on=civil_date(envelope.occurred_at),
        version=envelope.version,
        source=source(envelope),
    )


def abroad(envelope: Envelope[Any], person: PersonId, by: By) -> Knew:
    """Return that somebody could have known by a record elsewhere."""
    return attrs.evolve(knew(envelope, person, by), of=envelope.stream, version=None)
