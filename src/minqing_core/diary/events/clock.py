"""When the clock of a matter stands still, and when its limits are put back (S34)."""

from datetime import date

from attrs import frozen

from minqing_core.diary.events.terms import Duty, Means, ObjectiveCause
from minqing_core.kernel.personal import Personal


@frozen(kw_only=True)
class ClockParked:
    """The limits of the matter stopped running until a day, for an objective cause."""

    reason: Personal
    cause: ObjectiveCause
    until: date


@frozen(kw_only=True)
class ClockResumed:
    """The limits of the matter ran on before the day until which they were stopped."""

    reason: Personal


@frozen(kw_only=True)
class ExtensionAsked:
    """More time was asked for one of the matter's limits."""

    extension: int
    duty: Duty
    until: date
    reason: Personal


@frozen(kw_only=True)
class ExtensionApproved:
    """The responsible head allowed the time that was asked for."""

    extension: int
    basis: Personal | None = None


@frozen(kw_only=True)
class ExtensionRefused:
    """The responsible head did not allow the time that was asked for."""

    extension: int
    reason: Personal


@frozen(kw_only=True)
class ExtensionTold:
    """The citizen was told that it takes longer, and why."""

    extension: int
    means: Means
    text: Personal
