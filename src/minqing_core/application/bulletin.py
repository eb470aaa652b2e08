"""Issuing bulletins （通报） with frozen figures (S60, S61)."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from minqing_core.application.bulletin_figures import digest_of, reckoned, require_begun
from minqing_core.application.catalogue import use_case
from minqing_core.application.drawing import places_at
from minqing_core.application.inspections import inspection_of, villages
from minqing_core.application.office import Office
from minqing_core.application.on_case import at_once, held, in_person
from minqing_core.application.ports import Draft
from minqing_core.application.transact import Recorded, Request, transact
from minqing_core.inspection.decisions import informing
from minqing_core.inspection.decisions.informing import Frozen, Issuing
from minqing_core.inspection.decisions.requirements import require_part
from minqing_core.inspection.events import BulletinIssued
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import StreamId, UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.standing import Standing
from minqing_core.powers.rules import Power, checks_the_town
from minqing_core.roster.decisions import require_live
from minqing_core.views.bulletins import PREFIX
from minqing_core.views.inspections import inspection_stream
from minqing_core.views.schema import UNITS


@use_case("bulletin.issue", Power.INSPECT, "S60", "S61", records=True)
def issue(office: Office, act: Act, *, bulletin: Issuing) -> Recorded:
    """Issue a bulletin: the figures as they stand, the findings, and what is to be better."""
    at_once(act, "印发通报")
    in_person(act, "印发通报")
    relies_on, today = office.versions(UNITS), civil_date(office.now())
    by, upto = office.standing(act.actor), office.size()
    require_live(office.units(), bulletin.unit, today)
    informing.require_issuer(
        by,
        bulletin.unit,
        spot_checker=checks_the_town(by),
        village=bulletin.unit in villages(office),
    )
    inspected = _inspected(office, by, bulletin, upto)
    if bulletin.inspection is not None:
        relies_on |= office.versions(inspection_stream(bulletin.inspection))
    figures = _frozen(office, bulletin, upto, today)
    within = places_at(office, (bulletin.unit,), upto, today)
    stream = StreamId(f"{PREFIX}{bulletin.unit}-{today.year}-#new")

    def decide(_: object, __: datetime) -> list[Draft]:
        issued = informing.issue(bulletin, figures=figures, within=within, inspected=inspected)
        return [Draft(stream=stream, event=_numbered(stream, event)) for event in issued]

    request = Request(
        act=act,
        stream=stream,
        asked=["bulletin.issue", bulletin],
        relies_on={**relies_on, **held(by)},
    )
    return transact(office, request, decide)


def _inspected(office: Office, by: Standing, bulletin: Issuing, upto: int) -> tuple[UnitId, ...]:
    if bulletin.inspection is None:
        return ()
    inspection = inspection_of(office, bulletin.inspection)
    require_part(inspection, bulletin.inspection, by)
    return places_at(office, inspection.units, upto)


def _frozen(office: Office, bulletin: Issuing, upto: int, today: date) -> Frozen:
    period = informing.bulletin_period(bulletin.period)
    require_begun(period, today)
    figures = reckoned(office, bulletin.unit, period, upto, today, now=True)
    return Frozen(
        on=figures.on, today=today, upto=upto, digest=digest_of(figures), named=figures.named
    )


def _numbered(
    stream: StreamId, issued: BulletinIssued
) -> Callable[[Mapping[StreamId, StreamId]], BulletinIssued]:
    def given(named: Mapping[StreamId, StreamId]) -> BulletinIssued:
        number = named[stream].rpartition("-")[2]
        return informing.numbered(issued, int(number) if number.isdecimal() else 0)

    return given
