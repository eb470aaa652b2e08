"""Readings of bulletins: one issued, lists, and the figures of one that is not issued yet."""

from collections.abc import Iterator, Mapping
from datetime import date

import attrs
from attrs import frozen

from minqing_core.application.bulletin_figures import (
    Figures,
    digest_of,
    reckoned,
    require_begun,
)
from minqing_core.application.catalogue import use_case
from minqing_core.application.filtering import ANY, after_cursor, case_query
from minqing_core.application.findings import finding_rows
from minqing_core.application.households import among
from minqing_core.application.inspections import circulated, findings_of
from minqing_core.application.listing import (
    EVERYTHING,
    named_rows,
    require_limit,
    rows_at,
    visible,
)
from minqing_core.application.moments import FOREVER, NOW, Moment, When, day_of, found, recorded_on
from minqing_core.application.names import Directory, directory
from minqing_core.application.office import Office
from minqing_core.application.tables import rows, settled
from minqing_core.duties.limits import CLOCKS
from minqing_core.inspection.decisions.informing import bulletin_period
from minqing_core.inspection.decisions.refusals import BulletinUnknownError
from minqing_core.inspection.decisions.requirements import require_reach
from minqing_core.inspection.events import BulletinIssued
from minqing_core.kernel.envelope import Act, Envelope
from minqing_core.kernel.ids import BulletinId, InspectionId, PersonId, UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.powers.rules import Power
from minqing_core.roster.decisions import require_unit
from minqing_core.views.bulletins import bulletin_stream
from minqing_core.views.case_tables import SHOWN
from minqing_core.views.labels import label
from minqing_core.views.matching import matches
from minqing_core.views.tables import Query, Row, Where


@frozen(kw_only=True)
class BulletinFilter:
    """Which bulletins: of which unit, of which period."""

    unit: UnitId | None = None
    period: str | None = None


EVERY = BulletinFilter()


@frozen(kw_only=True)
class BulletinList:
    """A page of bulletins, the cursor to the next, and the position of the log it stands at."""

    items: tuple[Row, ...]
    next: str | None
    position: int


@frozen(kw_only=True)
class BulletinReport:
    """The figures of a unit in a period, what they amount to, and the names of who is in them.

    They are those of the log at this position on that day, whoever asks and whenever.
    """

    figures: Figures
    digest: str
    names: Mapping[str, str]
    position: int


@frozen(kw_only=True)
class BulletinPage:
    """A bulletin as it was issued, its figures reckoned anew, and whether they agree.

    ``named`` and ``findings`` are those that the reader may see, as they stood then.
    """

    bulletin: BulletinId
    version: int
    number: int
    unit: UnitId
    unit_name: str
    period: str
    title: str
    text: str
    issued_on: date
    issued_by: PersonId
    issued_by_name: str
    on: date
    upto: int
    digest: str
    agrees: bool
    figures: Figures
    names: Mapping[str, str]
    inspection: InspectionId | None
    named: tuple[Row, ...]
    findings: tuple[Row, ...]
    position: int


@use_case("report.bulletin", Power.INSPECTION_READ, "S60", "S61", reads=True)
def report_bulletin(
    office: Office, act: Act, *, unit: UnitId, period: str, when: When = NOW
) -> BulletinReport:
    """Reckon what a bulletin of a unit and period would say; the same at the same position."""
    months, moment = bulletin_period(period), found(office, when)
    require_unit(office.units().tree, unit)
    require_reach(office.standing(act.actor), unit)
    today = min(day_of(office, when, moment), civil_date(office.now()))
    require_begun(months, today)
    figures = reckoned(office, unit, months, moment.position, today, now=when.is_now)
    return BulletinReport(
        figures=_shown(office, act, figures),
        digest=digest_of(figures),
        names=_names(office, figures),
        position=moment.position,
    )


@use_case("bulletin.show", Power.INSPECTION_READ, "S60", "S61", reads=True)
def show(office: Office, act: Act, bulletin: BulletinId, *, when: When = NOW) -> BulletinPage:
    """Show a bulletin, with its figures reckoned anew from the log as it stood."""
    moment = settled(office, when)
    envelope = _seen(office, act, bulletin, moment)
    issued, names = envelope.event, directory(office)
    months = bulletin_period(issued.period)
    today = issued.issued_on or recorded_on(office, issued.upto)
    figures = reckoned(office, issued.unit, months, issued.upto, today)
    return BulletinPage(
        bulletin=bulletin,
        version=envelope.version,
        number=issued.number,
        unit=issued.unit,
        unit_name=names.on(issued.on)(issued.unit),
        period=issued.period,
        title=issued.title,
        text=issued.text.text,
        issued_on=civil_date(envelope.occurred_at),
        issued_by=envelope.actor,
        issued_by_name=names(envelope.actor),
        on=issued.on,
        upto=issued.upto,
        digest=issued.digest,
        agrees=digest_of(figures) == issued.digest and figures.named == issued.named,
        figures=_shown(office, act, figures),
        names=_names(office, figures),
        inspection=issued.inspection,
        named=tuple(_named(office, act, envelope)),
        findings=tuple(_findings(office, act, envelope)),
        position=moment.position,
    )


@use_case("bulletin.list", Power.INSPECTION_READ, "S60", reads=True)
def list_bulletins(
    office: Office,
    act: Act,
    *,
    which: BulletinFilter = EVERY,
    cursor: str | None = None,
    limit: int = 50,
    when: When = NOW,
) -> BulletinList:
    """List the bulletins of one's units and of those above, the latest first."""
    require_limit(limit)
    query = Query(
        table="bulletins",
        where=(circulated(office.standing(act.actor)), *_conditions(office, which)),
        order="position",
        after=after_cursor(cursor),
        limit=limit + 1,
    )
    moment = settled(office, when)
    listed, names = rows(office, query, when, moment), directory(office)
    further = listed[limit - 1] if len(listed) > limit else None
    items = (
        {
            **row,
            "unit_name": names.on(date.fromisoformat(str(row["on"])))(str(row["unit"])),
            "issued_by_name": names(str(row["issued_by"])),
        }
        for row in listed[:limit]
    )
    return BulletinList(
        items=tuple(items),
        next=None if further is None else f"{further['position']}.{further['bulletin']}",
        position=moment.position,
    )


def _conditions(office: Office, which: BulletinFilter) -> Iterator[Where]:
    if which.unit is not None:
        require_unit(office.units().tree, which.unit)
        yield Where(column="unit", test="=", value=which.unit)
    if which.period is not None:
        yield Where(column="period", test="=", value=str(bulletin_period(which.period)))


def _seen(
    office: Office, act: Act, bulletin: BulletinId, moment: Moment
) -> Envelope[BulletinIssued]:
    history = moment.saw(office.log.stream(bulletin_stream(bulletin)))
    mine = circulated(office.standing(act.actor))
    if not history or not matches({"unit": history[0].event.unit}, (mine,)):
        raise BulletinUnknownError(bulletin=bulletin)
    return history[0]


def _names(office: Office, figures: Figures) -> Mapping[str, str]:
    names: Directory = directory(office).on(figures.on)
    programme = office.programme()
    people = {str(one.person): names(one.person) for one in figures.recorders}
    categories = {code: programme.category(code, figures.on) for code in figures.category}
    labels = {code: code if c is None else c.label for code, c in categories.items()}
    duties = {one.duty: CLOCKS[one.duty] for one in figures.limits}
    codes = {code: label("status", code) for code in figures.status}
    codes |= {code: label("outcome", code) for code in figures.outcome}
    return {str(figures.unit): names(figures.unit), **people, **labels, **duties, **codes}


def _shown(office: Office, act: Act, figures: Figures) -> Figures:
    seen = visible(office, act, [*figures.named])
    return attrs.evolve(figures, named=tuple(case for case in figures.named if case in seen))


def _named(office: Office, act: Act, envelope: Envelope[BulletinIssued]) -> Iterator[Row]:
    when, moment = _then(envelope)
    query = case_query(office, act, ANY, moment, limit=EVERYTHING, only=SHOWN)
    named = among("number", envelope.event.named)
    wanted = attrs.evolve(query, where=(named,), descending=False)
    yield from named_rows(office, act, rows_at(office, wanted, when, moment), moment)


def _findings(office: Office, act: Act, envelope: Envelope[BulletinIssued]) -> Iterator[Row]:
    inspection, (when, moment) = envelope.event.inspection, _then(envelope)
    if inspection is None:
        return
    query = Query(
        table="findings",
        where=(Where(column="inspection", test="=", value=inspection),),
        either=findings_of(office.standing(act.actor)),
        order="position",
        descending=False,
        limit=EVERYTHING,
    )
    yield from finding_rows(office, act, rows(office, query, when, moment), moment.today)


def _then(envelope: Envelope[BulletinIssued]) -> tuple[When, Moment]:
    upto, today = envelope.event.upto, civil_date(envelope.occurred_at)
    return When(position=upto), Moment(position=upto, until=FOREVER, today=today)
