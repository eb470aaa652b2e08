"""Contact points: which leader guides which village, and the visits made (S73)."""

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.moments import Moment
from minqing_core.application.office import Office
from minqing_core.application.on_person import on_person
from minqing_core.application.transact import Recorded
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.powers.rules import Power
from minqing_core.roster import decisions, events
from minqing_core.roster.decisions.guidance import TOWN_LEADERS
from minqing_core.roster.state import Units
from minqing_core.views.people import DAY, Contact, PersonFile
from minqing_core.views.schema import UNITS


@frozen(kw_only=True)
class ContactPart:
    """A stretch of days in which a village was a leader's contact point."""

    person: PersonId
    name: str
    village: UnitId
    village_name: str
    since: date
    until: date | None
    campaigns: tuple[str, ...]


@frozen(kw_only=True)
class VisitPart:
    """A visit that a leader made to their contact point."""

    person: PersonId
    name: str
    village: UnitId
    village_name: str
    on: date
    text: str


@use_case("roster.contact-point", Power.ROSTER_KEEP, "S73", records=True)
def contact_point(
    office: Office, act: Act, person: PersonId, *, taken: events.ContactPointTaken
) -> Recorded:
    """Let a leader take a village as their contact point."""
    relies_on, units = office.versions(UNITS), office.units()
    return on_person(
        office,
        act,
        person,
        ["roster.contact-point", person, taken],
        lambda state, _: decisions.take_contact_point(
            state, person_id=person, taken=taken, units=units
        ),
        relies_on=relies_on,
    )


@use_case("roster.contact-point-end", Power.ROSTER_KEEP, "S73", records=True)
def contact_point_end(
    office: Office, act: Act, person: PersonId, *, left: events.ContactPointLeft
) -> Recorded:
    """End a leader's contact point after a last day."""
    return on_person(
        office,
        act,
        person,
        ["roster.contact-point-end", person, left],
        lambda state, _: decisions.leave_contact_point(state, person_id=person, left=left),
    )


@use_case("roster.guide", Power.GUIDE, "S73", records=True)
def guide(
    office: Office, act: Act, person: PersonId, *, visit: events.GuidanceVisitMade
) -> Recorded:
    """Put a leader's visit to their contact point on record."""
    by, relies_on, units = office.standing(act.actor), office.versions(UNITS), office.units()
    return on_person(
        office,
        act,
        person,
        ["roster.guide", person, visit],
        lambda state, today: decisions.make_visit(
            state, person_id=person, visit=visit, by=by, units=units, today=today
        ),
        relies_on=relies_on,
    )


def contacts_of(
    files: Iterable[PersonFile],
    names: dict[str, str],
    units: Units,
    village: UnitId | None = None,
) -> tuple[ContactPart, ...]:
    """Return the contact points of some people, of one village if it is named.

    One ends with the leader's last day in a leading post, and with the village.
    """
    return tuple(
        ContactPart(
            person=file.person,
            name=file.name,
            village=contact.village,
            village_name=names.get(contact.village, contact.village),
            since=contact.since,
            until=min(_ends(file, contact, units), default=None),
            campaigns=contact.campaigns,
        )
        for file in files
        for contact in file.contacts
        if village in {None, contact.village}
    )


def _ends(file: PersonFile, contact: Contact, units: Units) -> Iterator[date]:
    gone = units.dissolved.get(contact.village)
    ends = (
        contact.until,
        file.last_day,
        file.unbroken(TOWN_LEADERS, contact.since),
        None if gone is None else gone.since - DAY,
    )
    return (day for day in ends if day is not None)


def visits_of(
    files: Iterable[PersonFile],
    names: dict[str, str],
    moment: Moment,
    village: UnitId | None = None,
) -> tuple[VisitPart, ...]:
    """Return the visits that some people had made by a moment, the latest first."""
    made = [
        VisitPart(
            person=file.person,
            name=file.name,
            village=visit.village,
            village_name=names.get(visit.village, visit.village),
            on=visit.on,
            text=visit.text.text,
        )
        for file in files
        for visit in file.visits
        if village in {None, visit.village} and visit.on <= moment.today
    ]
    return tuple(sorted(made, key=lambda visit: visit.on, reverse=True))
