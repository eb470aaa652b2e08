"""How leaders take a village as their contact point and guide it (S73)."""

from datetime import date

from attrs import frozen

from minqing_core.kernel.ids import UnitId
from minqing_core.kernel.personal import Personal


@frozen(kw_only=True)
class ContactPointTaken:
    """A leader took a village as their contact point, within these campaigns."""

    village: UnitId
    since: date
    campaigns: tuple[str, ...] = ()


@frozen(kw_only=True)
class ContactPointLeft:
    """A leader's last day with a contact point."""

    village: UnitId
    until: date


@frozen(kw_only=True)
class GuidanceVisitMade:
    """A leader went to their contact point and guided it."""

    village: UnitId
    on: date
    text: Personal
