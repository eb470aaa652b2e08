"""How people are away, and who stands in for them (S39)."""

from datetime import date

from attrs import frozen

from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.personal import Personal
from minqing_core.roster.events.terms import LeaveKind, Post


@frozen(kw_only=True)
class LeaveGranted:
    """A person was excused from the diaries for some days by somebody over them (S39)."""

    kind: LeaveKind
    since: date
    until: date
    reason: Personal
    approver: PersonId


@frozen(kw_only=True)
class LeaveEndedEarly:
    """The leave that began on a day ended sooner than was granted."""

    since: date
    until: date


@frozen(kw_only=True)
class SubstituteNamed:
    """A person stands in for another in a post, for some days only."""

    post: Post
    unit: UnitId
    instead_of: PersonId
    since: date
    until: date
    approver: PersonId


@frozen(kw_only=True)
class SubstitutionEnded:
    """A person's last day of standing in, sooner than was laid down."""

    post: Post
    unit: UnitId
    until: date
