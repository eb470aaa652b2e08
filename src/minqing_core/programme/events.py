"""What can happen to the programme.

Stored for good: never rename, retype or drop a field here; add a new event
or a new version of one (docs/adr/0004).
"""

from datetime import date
from typing import TypeAlias

from attrs import frozen

from minqing_core.kernel.calendar import DayUnit
from minqing_core.kernel.ids import UnitId


@frozen(kw_only=True)
class ProgrammeEstablished:
    """A party committee ordered the diaries to be kept."""

    title: str
    town: str
    theme: str
    purpose: str
    issuer: str
    dated: date


@frozen(kw_only=True)
class LegalBasisRecorded:
    """A document was named on whose authority the programme stands."""

    title: str
    issuer: str
    number: str
    dated: date | None = None


@frozen(kw_only=True)
class RuleValue:
    """What a rule demands: so many days, so many times, or one choice among several."""

    amount: int | None = None
    unit: DayUnit | None = None
    choice: str | None = None


@frozen(kw_only=True)
class RuleAdopted:
    """A rule was adopted, or changed, from a day on."""

    rule: str
    clause: str
    title: str
    quote: str
    value: RuleValue
    effective_from: date


@frozen(kw_only=True)
class CategoryAdopted:
    """A category of matters came into use, or was renamed, from a day on."""

    code: str
    label: str
    clause: str
    parent: str | None = None
    effective_from: date


@frozen(kw_only=True)
class CategoryRetired:
    """A category is no longer given to new matters from a day on."""

    code: str
    reason: str
    effective_from: date


@frozen(kw_only=True)
class CalendarYearPublished:
    """The weekdays off and the weekend days worked of a year were published."""

    year: int
    off: tuple[date, ...] = ()
    work: tuple[date, ...] = ()
    source: str


@frozen(kw_only=True)
class PlanAdopted:
    """A village, or the city, adopted its own plan of carrying the programme out."""

    unit: UnitId
    title: str
    dated: date
    text: str


@frozen(kw_only=True)
class PlanRuleAdopted:
    """A plan made a rule stricter than those above it, from a day on."""

    rule: str
    clause: str
    title: str
    quote: str
    value: RuleValue
    effective_from: date


Rule: TypeAlias = RuleAdopted | PlanRuleAdopted
PlanEvent: TypeAlias = PlanAdopted | PlanRuleAdopted
Event: TypeAlias = (
    ProgrammeEstablished
    | LegalBasisRecorded
    | RuleAdopted
    | CategoryAdopted
    | CategoryRetired
    | CalendarYearPublished
)
