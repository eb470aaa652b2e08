"""Several units on one matter: one leads, others handle a task each （协办， S76, S77）."""

from datetime import date

from attrs import frozen

from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.personal import Personal


@frozen(kw_only=True)
class CohandlingAsked:
    """A unit, or one person of it, was asked to handle a task by a day.

    ``object_by`` is the last day on which they may object.
    """

    task: int
    unit: UnitId
    person: PersonId | None = None
    text: Personal
    due: date
    object_by: date


@frozen(kw_only=True)
class CohandlingAccepted:
    """The co-handler signed for the task."""

    task: int


@frozen(kw_only=True)
class CohandlingObjected:
    """The co-handler objected: the task is not theirs, for this reason."""

    task: int
    reason: Personal


@frozen(kw_only=True)
class CohandlingReplied:
    """The co-handler told what was done about the task."""

    task: int
    text: Personal


@frozen(kw_only=True)
class CohandlingEnded:
    """The lead no longer asks for the task."""

    task: int
    reason: Personal
