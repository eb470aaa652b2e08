"""What the Organisation & Personnel Office does with units, people and posts."""

from collections.abc import Sequence
from datetime import date, datetime

from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.logins import login_stream
from minqing_core.application.office import Office, person_stream
from minqing_core.application.on_person import on_person
from minqing_core.application.people import require_person
from minqing_core.application.ports import Draft
from minqing_core.application.roster_files import everybody
from minqing_core.application.roster_keepers import require_kept_without
from minqing_core.application.roster_standing_in import relieved
from minqing_core.application.transact import Recorded, Request, transact
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId, StreamId, UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.personal import Personal
from minqing_core.powers.rules import Power
from minqing_core.roster import decisions, events
from minqing_core.roster.state import Person, Units, fold_login, fold_person, fold_units
from minqing_core.views.schema import PERSON, UNITS


@frozen(kw_only=True)
class NewPerson:
    """A person to be entered in the roster, with the post taken up at once, if any."""

    name: Personal
    kind: events.CadreKind | None = None
    contact: Personal | None = None
    since: date
    post: events.Post | None = None
    unit: UnitId | None = None


@use_case("roster.unit", Power.ROSTER_KEEP, "S84", records=True)
def unit(office: Office, act: Act, *, unit: events.UnitEstablished) -> Recorded:
    """Establish a unit under another."""

    def decide(history: Sequence[events.UnitEvent], _: datetime) -> list[events.UnitEvent]:
        return decisions.establish_unit(fold_units(history), unit=unit)

    return transact(office, Request(act=act, stream=UNITS, asked=["roster.unit", unit]), decide)


@use_case("roster.person", Power.ROSTER_KEEP, "S6", "S7", "S8", "S9", records=True)
def person(
    office: Office, act: Act, *, facts: NewPerson, person: PersonId | None = None
) -> Recorded:
    """Enter a person in the roster; without a number of their own they are given one."""
    registered = events.PersonRegistered(
        name=facts.name, kind=facts.kind, contact=facts.contact, since=facts.since
    )
    relies_on, units = office.versions(UNITS), office.units()

    def decide(history: Sequence[events.PersonEvent], at: datetime) -> list[events.PersonEvent]:
        state = fold_person(history)
        found = decisions.register(state, person_id=person, facts=registered, today=civil_date(at))
        return [*found, *_first_post(fold_person(found, state), facts, person, units)]

    stream = StreamId(f"{PERSON}#new") if person is None else person_stream(person)
    asked = ["roster.person", facts, person]
    request = Request(act=act, stream=stream, asked=asked, relies_on=relies_on)
    return transact(office, request, decide)


@use_case("roster.kind", Power.ROSTER_KEEP, "S9", records=True)
def kind(
    office: Office, act: Act, person: PersonId, *, kind: events.CadreKind | None, since: date
) -> Recorded:
    """Say as which kind of cadre a person takes part, from a day on."""
    return on_person(
        office,
        act,
        person,
        ["roster.kind", person, kind, since],
        lambda state, _: decisions.assign_kind(state, person_id=person, kind=kind, since=since),
    )


@use_case("roster.post", Power.ROSTER_KEEP, "S7", "S9", records=True)
def post(office: Office, act: Act, person: PersonId, *, taken: events.PostTaken) -> Recorded:
    """Let a person take up a post in a unit."""
    relies_on, units = office.versions(UNITS), office.units()
    return on_person(
        office,
        act,
        person,
        ["roster.post", person, taken],
        lambda state, _: decisions.take_post(state, person_id=person, taken=taken, units=units),
        relies_on=relies_on,
    )


@use_case("roster.leave", Power.ROSTER_KEEP, "S9", records=True)
def leave(office: Office, act: Act, person: PersonId, *, left: events.PostLeft) -> Recorded:
    """Put a person's last day in a post on record; whoever stands in for them does no longer."""

    def decide(state: Person, _: date) -> Sequence[events.PersonEvent | Draft]:
        found = decisions.leave_post(state, person_id=person, left=left)
        files, post = tuple(everybody(office)), (left.post, left.unit)
        require_kept_without(files, person, left.until, post)
        return [*found, *relieved(files, person, left.until, post)]

    return on_person(office, act, person, ["roster.leave", person, left], decide, whole_log=True)


@use_case("roster.station", Power.ROSTER_KEEP, "S8", records=True)
def station(
    office: Office, act: Act, person: PersonId, *, stationed: events.Stationed
) -> Recorded:
    """Station a cadre in a village."""
    relies_on, units = office.versions(UNITS), office.units()
    return on_person(
        office,
        act,
        person,
        ["roster.station", person, stationed],
        lambda state, _: decisions.station(
            state, person_id=person, stationed=stationed, units=units
        ),
        relies_on=relies_on,
    )


@use_case("roster.unstation", Power.ROSTER_KEEP, "S8", records=True)
def unstation(
    office: Office, act: Act, person: PersonId, *, ended: events.StationingEnded
) -> Recorded:
    """Put a cadre's last day of being stationed in a village on record."""
    return on_person(
        office,
        act,
        person,
        ["roster.unstation", person, ended],
        lambda state, _: decisions.end_stationing(state, person_id=person, ended=ended),
    )


@use_case("roster.bind", Power.ROSTER_KEEP, "S22", records=True)
def bind(office: Office, act: Act, person: PersonId, *, login: str) -> Recorded:
    """Let a user of the operating system act as a person."""
    require_person(office, person)

    def decide(history: Sequence[events.LoginEvent], _: datetime) -> list[events.LoginEvent]:
        return decisions.bind_login(fold_login(history), login=login, person=person)

    asked = ["roster.bind", person, login]
    return transact(office, Request(act=act, stream=login_stream(login), asked=asked), decide)


def _first_post(
    state: Person, facts: NewPerson, person: PersonId | None, units: Units
) -> list[events.PersonEvent]:
    if facts.post is None and facts.unit is None:
        return []
    if facts.post is None or facts.unit is None:
        raise decisions.PostIncompleteError
    taken = events.PostTaken(post=facts.post, unit=facts.unit, since=facts.since)
    return decisions.take_post(
        state, person_id=person or PersonId("新登记人员"), taken=taken, units=units
    )
