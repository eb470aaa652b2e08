"""What can happen to meetings, ``meeting/2025-000001``, and studies, ``study/2025-000001``.

Stored for good: never rename, retype or drop a field here; add a new event
or a new version of one (docs/adr/0004).
"""

from datetime import date
from enum import StrEnum
from typing import TypeAlias

from attrs import frozen

from minqing_core.kernel.ids import CaseId, PersonId, UnitId
from minqing_core.kernel.personal import Personal


class CombinedWith(StrEnum):
    """With which other meeting it was held together (S49)."""

    WORK_MEETING = "work-meeting"
    BRANCH_MEETING = "branch-meeting"
    VILLAGERS_MEETING = "villagers-meeting"
    OTHER = "other"


class StudyReason(StrEnum):
    """Why matters are studied collectively (S78)."""

    HOT = "hot"
    GLOBAL = "global"
    TENDENCY = "tendency"


@frozen(kw_only=True)
class AgendaItem:
    """Something the meeting spoke about, and the matters it was about (S51)."""

    item: int
    title: Personal
    cases: tuple[CaseId, ...] = ()


@frozen(kw_only=True)
class AnalysisMeetingHeld:
    """A village analysed its diaries of a quarter (S48–S51).

    ``pack`` is the position of the log at which the statistics before it stood, ``digest`` what
    they amounted to, so that anyone who reckons them anew can compare (S50).
    """

    village: UnitId
    period: str
    held_on: date
    combined_with: CombinedWith | None = None
    chair: PersonId
    attendants: tuple[PersonId, ...]
    pack: int
    digest: str
    agenda: tuple[AgendaItem, ...]
    text: Personal


@frozen(kw_only=True)
class MeasureIn:
    """As which measure a resolution was adopted in a matter (S52)."""

    case: CaseId
    measure: int


@frozen(kw_only=True)
class ResolutionAdopted:
    """The meeting or the study resolved what is to be done, by whom and by when (S52).

    ``measures`` are what it became in the matters that it is about, recorded in the same breath.
    """

    resolution: int
    item: int | None = None
    text: Personal
    owner: PersonId
    due: date
    measures: tuple[MeasureIn, ...] = ()


@frozen(kw_only=True)
class ResolutionCarriedOut:
    """What had been resolved was done."""

    resolution: int
    text: Personal


@frozen(kw_only=True)
class ResolutionDropped:
    """What had been resolved will not be done, for a reason."""

    resolution: int
    reason: Personal


@frozen(kw_only=True)
class StudyOpened:
    """Matters that are hot, town-wide or of a tendency are to be studied together (S78)."""

    title: Personal
    reason: StudyReason
    cases: tuple[CaseId, ...]
    text: Personal


@frozen(kw_only=True)
class MattersAdded:
    """Further matters came into a study."""

    cases: tuple[CaseId, ...]


@frozen(kw_only=True)
class StudyDecided:
    """Those who studied it together decided (S78)."""

    held_on: date
    chair: PersonId
    participants: tuple[PersonId, ...]
    text: Personal


MeetingEvent: TypeAlias = (
    AnalysisMeetingHeld | ResolutionAdopted | ResolutionCarriedOut | ResolutionDropped
)
StudyEvent: TypeAlias = (
    StudyOpened
    | MattersAdded
    | StudyDecided
    | ResolutionAdopted
    | ResolutionCarriedOut
    | ResolutionDropped
)
ResolutionEvent: TypeAlias = ResolutionAdopted | ResolutionCarriedOut | ResolutionDropped
Event: TypeAlias = MeetingEvent | StudyEvent
