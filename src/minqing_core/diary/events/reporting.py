"""What is beyond a cadre's authority goes up; leaders hear of what is urgent (S40, S64)."""

from datetime import date

from attrs import frozen

from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.personal import Personal


@frozen(kw_only=True)
class ReportedUp:
    """A superior was told of what lies beyond the cadre's own authority."""

    report: int
    to: PersonId
    text: Personal
    follow_up: date


@frozen(kw_only=True)
class ReportAcknowledged:
    """The superior signed for a report, with or without an instruction."""

    report: int
    instruction: Personal | None = None


@frozen(kw_only=True)
class LeadersTold:
    """The leaders above were told at once of an urgent or major matter."""

    leaders: tuple[PersonId, ...]
