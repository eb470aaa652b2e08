"""Readings of inquiries and of the incidents that gave rise to them (S66)."""

from datetime import date

import attrs
from attrs import frozen

from minqing_core.accountability.decisions.refusals import InquiryUnknownError
from minqing_core.accountability.events import IncidentKind, IncidentRecorded
from minqing_core.application.catalogue import use_case
from minqing_core.application.filtering import after_cursor
from minqing_core.application.inquiry_page import InquiryPage
from minqing_core.application.inquiry_page import page as page_of
from minqing_core.application.inquiry_sight import dossier, sees_incident, sees_inquiry
from minqing_core.application.listing import require_limit
from minqing_core.application.moments import NOW, Moment, When
from minqing_core.application.names import directory
from minqing_core.application.office import Office
from minqing_core.application.tables import rows, settled
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId, IncidentId, InquiryId, PersonId, UnitId
from minqing_core.powers.rules import Power, holds
from minqing_core.views import inquiries
from minqing_core.views.inquiries import InquiryState, inquiry_stream
from minqing_core.views.labels import label
from minqing_core.views.schema import BY_NAME
from minqing_core.views.tables import Query, Row, Where

PAGE = 200


@frozen(kw_only=True)
class InquiryFilter:
    """Which inquiries: every condition given must hold."""

    case: CaseId | None = None
    person: PersonId | None = None
    state: InquiryState | None = None


ANY = InquiryFilter()


@frozen(kw_only=True)
class InquiryLine:
    """An inquiry in a list."""

    inquiry: InquiryId
    case: CaseId
    person: PersonId
    name: str
    incident: IncidentId | None
    opened_on: date
    state: InquiryState
    state_text: str
    outcome_text: str


@frozen(kw_only=True)
class InquiryList:
    """A page of inquiries, the cursor to the next, and the position of the log it stands at."""

    items: tuple[InquiryLine, ...]
    next: str | None
    position: int


@frozen(kw_only=True)
class IncidentLine:
    """An incident in a list."""

    incident: IncidentId
    kind: IncidentKind
    kind_text: str
    unit: UnitId
    unit_name: str
    on: date
    cases: tuple[CaseId, ...]
    text: str


@frozen(kw_only=True)
class IncidentList:
    """A page of incidents, the cursor to the next, and the position of the log it stands at."""

    items: tuple[IncidentLine, ...]
    next: str | None
    position: int


@frozen(kw_only=True)
class Asked:
    """Who asks for how many rows from where on, at which moment."""

    office: Office
    reader: PersonId
    when: When
    moment: Moment
    cursor: str | None
    limit: int


@use_case("accountability.show", Power.ACCOUNT_READ, "S25", "S66", reads=True)
def show(office: Office, act: Act, inquiry: InquiryId, *, when: When = NOW) -> InquiryPage:
    """Show an inquiry with everything that it rests on; to the person concerned their own."""
    history = office.log.stream(inquiry_stream(inquiry))
    seen, moment = dossier(office, act.actor, inquiry, history), settled(office, when)
    file = inquiries.fold(inquiry, moment.saw(history))
    if file.opening is None:
        raise InquiryUnknownError(inquiry=inquiry)
    return page_of(office, act, attrs.evolve(seen, file=file), moment)


@use_case("accountability.list", Power.ACCOUNT_READ, "S66", reads=True)
def list_inquiries(
    office: Office,
    act: Act,
    *,
    which: InquiryFilter = ANY,
    cursor: str | None = None,
    limit: int = 50,
    when: When = NOW,
) -> InquiryList:
    """List the inquiries that one may see, the latest first; others see those about themselves."""
    asked = _asked(office, act, when, cursor, limit)
    columns = {"matter": which.case, "person": which.person, "state": which.state}
    where = [Where(column=c, test="=", value=v) for c, v in columns.items() if v is not None]
    if not holds(office.standing(act.actor), Power.DOSSIER_READ):
        where.append(Where(column="person", test="=", value=act.actor))
    query = Query(table="inquiries", where=tuple(where), order="position", limit=PAGE)
    rows = _first(asked, query)
    return InquiryList(
        items=tuple(_inquiry(office, row) for row in rows[:limit]),
        next=_next(rows, limit, "inquiry"),
        position=asked.moment.position,
    )


@use_case("accountability.incidents", Power.DOSSIER_READ, "S66", reads=True)
def list_incidents(
    office: Office,
    act: Act,
    *,
    kind: IncidentKind | None = None,
    unit: UnitId | None = None,
    cursor: str | None = None,
    limit: int = 50,
    when: When = NOW,
) -> IncidentList:
    """List the incidents of matters that one looks into, the latest first."""
    asked, columns = _asked(office, act, when, cursor, limit), {"kind": kind, "unit": unit}
    where = tuple(Where(column=c, test="=", value=v) for c, v in columns.items() if v is not None)
    rows = _first(asked, Query(table="incidents", where=where, order="position", limit=PAGE))
    return IncidentList(
        items=tuple(_incident(office, row) for row in rows[:limit]),
        next=_next(rows, limit, "incident"),
        position=asked.moment.position,
    )


def incident_line(office: Office, incident: IncidentId, event: IncidentRecorded) -> IncidentLine:
    """Return an incident as it is listed."""
    return IncidentLine(
        incident=incident,
        kind=event.kind,
        kind_text=label("incident", event.kind),
        unit=event.unit,
        unit_name=directory(office).on(event.on)(event.unit),
        on=event.on,
        cases=event.cases,
        text=str(event.text),
    )


def _asked(office: Office, act: Act, when: When, cursor: str | None, limit: int) -> Asked:
    require_limit(limit)
    moment = settled(office, when)
    return Asked(
        office=office, reader=act.actor, when=when, moment=moment, cursor=cursor, limit=limit
    )


def _first(asked: Asked, query: Query) -> list[Row]:
    """Return the rows of a page and one more, those that are not the reader's to see left out."""
    kept: list[Row] = []
    key, after = BY_NAME[query.table].key, after_cursor(asked.cursor)
    while len(kept) <= asked.limit:
        page = attrs.evolve(query, after=after)
        found = rows(asked.office, page, asked.when, asked.moment)
        kept += [row for row in found if _seen(asked, row)]
        if len(found) < PAGE:
            break
        after = (found[-1]["position"], str(found[-1][key]))
    return kept[: asked.limit + 1]


def _seen(asked: Asked, row: Row) -> bool:
    if "inquiry" not in row:
        matters = filter(None, str(row["matters"]).split("、"))
        return sees_incident(asked.office, asked.reader, map(CaseId, matters))
    inquiry = InquiryId(str(row["inquiry"]))
    file = inquiries.fold(inquiry, asked.office.log.stream(inquiry_stream(inquiry)))
    return sees_inquiry(asked.office, asked.reader, file)


def _next(rows: list[Row], limit: int, key: str) -> str | None:
    last = rows[limit - 1] if len(rows) > limit else None
    return None if last is None else f"{last['position']}.{last[key]}"


def _inquiry(office: Office, row: Row) -> InquiryLine:
    state = InquiryState(str(row["state"]))
    return InquiryLine(
        inquiry=InquiryId(str(row["inquiry"])),
        case=CaseId(str(row["matter"])),
        person=PersonId(str(row["person"])),
        name=directory(office)(str(row["person"])),
        incident=None if row["incident"] is None else IncidentId(str(row["incident"])),
        opened_on=date.fromisoformat(str(row["opened_on"])),
        state=state,
        state_text=label("inquiry", state),
        outcome_text="" if row["outcome"] is None else label("accounting", str(row["outcome"])),
    )


def _incident(office: Office, row: Row) -> IncidentLine:
    incident = IncidentId(str(row["incident"]))
    (envelope,) = office.log.stream(inquiries.incident_stream(incident))
    return incident_line(office, incident, envelope.event)
