"""Who answers for the programme, leads it and carries it out, on any day (S71)."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from itertools import zip_longest

from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.moments import NOW, Moment, When, found
from minqing_core.application.names import Directory, directory
from minqing_core.application.office import ROLES, Office, facts, person_stream
from minqing_core.application.roster_files import file_at
from minqing_core.application.transact import Recorded, Request, transact
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId, StreamId, UnitId
from minqing_core.powers.rules import Power
from minqing_core.roster import decisions, events
from minqing_core.roster.decisions.roles import POSTS
from minqing_core.roster.state import Person, Roles, fold_person, fold_roles
from minqing_core.views.labels import label
from minqing_core.views.schema import UNITS

DAY = timedelta(days=1)


@frozen(kw_only=True)
class RoleTerm:
    """A stretch of days in which a person or unit held a role."""

    person: PersonId | None
    unit: UnitId | None
    name: str
    since: date
    until: date | None

    def held(self, on: date) -> bool:
        """Say whether it was running on a day."""
        return self.since <= on and (self.until is None or on <= self.until)


@frozen(kw_only=True)
class RolePart:
    """A role with its holder on a day, and all its holders so far."""

    role: events.ProgrammeRole
    role_text: str
    holder: str
    terms: tuple[RoleTerm, ...]


@frozen(kw_only=True)
class RolesPage:
    """Who was in charge on a day."""

    on: date
    items: tuple[RolePart, ...]
    next: None
    position: int


@use_case("roster.role", Power.ROSTER_KEEP, "S71", records=True)
def role(office: Office, act: Act, *, assigned: events.RoleAssigned) -> Recorded:
    """Give a role in the programme to a person, or its carrying out to a unit."""
    relies_on, units = office.versions(UNITS), office.units()
    holder = None
    if assigned.person is not None:
        stream = person_stream(assigned.person)
        relies_on |= office.versions(stream)
        holder = _person(office, stream)

    def decide(history: Sequence[events.RoleEvent], _: datetime) -> list[events.RoleEvent]:
        return decisions.assign_role(
            fold_roles(history), assigned=assigned, person=holder, units=units
        )

    request = Request(act=act, stream=ROLES, asked=["roster.role", assigned], relies_on=relies_on)
    return transact(office, request, decide)


@use_case("roster.roles", Power.ROSTER_READ, "S71", reads=True)
def list_roles(office: Office, act: Act, *, when: When = NOW) -> RolesPage:
    """Say who was in charge on a day, and who held each role before and after."""
    moment = found(office, when)
    roles = fold_roles(facts(office.log.stream(ROLES, moment.position)))
    names, ended = directory(office).on(moment.today), partial(_ended, office, moment)
    parts = ((role, tuple(_terms(roles, role, names, ended))) for role in events.ProgrammeRole)
    return RolesPage(
        on=moment.today,
        items=tuple(
            RolePart(
                role=role,
                role_text=label("role", role),
                holder=next((term.name for term in terms if term.held(moment.today)), ""),
                terms=terms,
            )
            for role, terms in parts
        ),
        next=None,
        position=moment.position,
    )


def _person(office: Office, stream: StreamId) -> Person:
    return fold_person(facts(office.log.stream(stream)))


def _ended(office: Office, moment: Moment, term: events.RoleAssigned) -> Iterator[date]:
    if term.unit is not None:
        gone = office.units(moment.position).dissolved.get(term.unit)
        if gone is not None:
            yield gone.since - DAY
    if term.person is not None:
        file = file_at(office, term.person, moment)
        yield from filter(None, (file.last_day, file.unbroken(POSTS[term.role], term.since)))


def _terms(
    roles: Roles,
    role: events.ProgrammeRole,
    names: Directory,
    ended: Callable[[events.RoleAssigned], Iterator[date]],
) -> Iterator[RoleTerm]:
    terms = roles.terms(role)
    for term, later in zip_longest(terms, terms[1:]):
        replaced = [] if later is None else [later.since - DAY]
        yield RoleTerm(
            person=term.person,
            unit=term.unit,
            name=names(term.person or term.unit),
            since=term.since,
            until=min((*ended(term), *replaced), default=None),
        )
