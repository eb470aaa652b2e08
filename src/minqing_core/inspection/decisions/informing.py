"""Issuing a bulletin: how a village's or the town's diaries stand （通报）."""

from collections.abc import Collection
from datetime import date

import attrs
from attrs import frozen

from minqing_core.inspection import events
from minqing_core.inspection.decisions import refusals
from minqing_core.inspection.decisions.requirements import (
    require_branch,
    require_reach,
    require_words,
)
from minqing_core.kernel.ids import CaseId, InspectionId, UnitId
from minqing_core.kernel.periods import Months, period
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.refusals import PeriodError
from minqing_core.kernel.standing import Standing
from minqing_core.kernel.text import fault_in_name

PERIODS = "2025-H2、2025-Q3 或 2025"


@frozen(kw_only=True)
class Issuing:
    """A bulletin to be issued: of which unit and period, after which inspection, and its words."""

    unit: UnitId
    period: str
    title: str
    inspection: InspectionId | None = None
    text: Personal


@frozen(kw_only=True)
class Frozen:
    """The figures that a bulletin gives: to which day and position, what they amounted to."""

    on: date
    today: date
    upto: int
    digest: str
    named: tuple[CaseId, ...] = ()


def bulletin_period(text: str) -> Months:
    """Read the period of a bulletin: a half-year, a quarter or a year (S60)."""
    found = period(text)
    if not isinstance(found, Months):
        raise PeriodError(period=text, wanted=PERIODS)
    return found


def require_issuer(by: Standing, unit: UnitId, *, spot_checker: bool, village: bool) -> None:
    """Refuse a bulletin to all but the village's branch, or the town's committee (S59, S60)."""
    require_reach(by, unit)
    if village:
        require_branch(by, unit)
    elif not spot_checker:
        raise refusals.NotSpotCheckerError(person=by.person, what="印发通报")


def issue(
    issuing: Issuing, *, figures: Frozen, within: Collection[UnitId], inspected: Collection[UnitId]
) -> list[events.BulletinIssued]:
    """Issue a bulletin; its number is given when it is written (S60, S61).

    ``within`` are the unit and what lies below it, ``inspected`` the units that the inspection
    looked at, with what lies below them. Not idempotent: a later bulletin corrects an earlier one.
    """
    why = fault_in_name(issuing.title)
    if why is not None:
        raise refusals.WordsWantedError(field="通报标题", why=why)
    require_words("改进措施", issuing.text)
    if issuing.inspection is not None and {*inspected}.isdisjoint(within):
        raise refusals.NotOfUnitError(inspection=issuing.inspection, unit=issuing.unit)
    return [
        events.BulletinIssued(
            unit=issuing.unit,
            period=str(bulletin_period(issuing.period)),
            number=0,
            title=issuing.title,
            inspection=issuing.inspection,
            on=figures.on,
            issued_on=figures.today,
            upto=figures.upto,
            digest=figures.digest,
            named=figures.named,
            text=issuing.text,
        )
    ]


def numbered(issued: events.BulletinIssued, number: int) -> events.BulletinIssued:
    """Return a bulletin under the number that it was given (S60)."""
    return attrs.evolve(issued, number=number)
