"""Readings of people and units, on any day."""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.filtering import CaseFilter
from minqing_core.application.listing import counted
from minqing_core.application.moments import NOW, Moment, When, found
from minqing_core.application.office import Office, person_stream
from minqing_core.application.tables import caught_up
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.powers.rules import Power
from minqing_core.roster.decisions import PersonUnknownError, require_unit
from minqing_core.roster.events import CadreKind, Post, UnitEstablished
from minqing_core.views import people
from minqing_core.views.case_file import Status
from minqing_core.views.labels import label
from minqing_core.views.tables import Query, Row


@frozen(kw_only=True)
class RowPage:
    """Rows of a small table."""

    items: tuple[Row, ...]
    next: None
    position: int


@frozen(kw_only=True)
class TenurePart:
    """A stretch of days in a post of a unit, or of being stationed there."""

    post: Post | None
    post_text: str
    unit: UnitId
    unit_name: str
    since: date
    until: date | None


@frozen(kw_only=True)
class PersonPage:
    """A person with kind and posts on a day, and how many matters are in their hands."""

    person: PersonId
    version: int
    name: str
    kind: CadreKind | None
    kind_text: str
    posts: str
    tenures: tuple[TenurePart, ...]
    matters: dict[str, int]
    on: date
    position: int


@frozen(kw_only=True)
class UnitPage:
    """A unit, who serves in it, its matters by standing and by the theme's three stages (S3)."""

    unit: UnitEstablished
    below: tuple[UnitEstablished, ...]
    people: tuple[Row, ...]
    matters: dict[str, int]
    theme: dict[str, int]
    position: int


@use_case("roster.people", Power.ROSTER_READ, "S9")
def list_people(
    office: Office,
    act: Act,
    *,
    kind: CadreKind | None = None,
    unit: UnitId | None = None,
    when: When = NOW,
) -> RowPage:
    """List the people in the roster as it was on a day."""
    return people_page(office, kind=kind, unit=unit, when=when)


def people_page(
    office: Office, *, kind: CadreKind | None = None, unit: UnitId | None, when: When
) -> RowPage:
    """Return the people in the roster as it was on a day."""
    moment = found(office, when)
    wanted = None if unit is None else office.units(moment.position).tree.within(unit)
    return RowPage(
        items=tuple(
            _person_row(office, file, moment)
            for file in _people_at(office, moment)
            if (kind is None or file.kind(moment.today) is kind)
            and (wanted is None or wanted & file.standing(moment.today).units)
        ),
        next=None,
        position=moment.position,
    )


@use_case("roster.units", Power.ROSTER_READ, "S84")
def list_units(office: Office, act: Act, *, when: When = NOW) -> RowPage:
    """List the units."""
    moment = found(office, when)
    return RowPage(
        items=tuple(
            {
                "unit": unit.unit,
                "name": unit.name,
                "kind": unit.kind,
                "kind_text": label("unit", unit.kind),
                "parent": unit.parent,
                "since": unit.since.isoformat(),
            }
            for unit in office.units(moment.position).known.values()
        ),
        next=None,
        position=moment.position,
    )


@use_case("roster.show", Power.ROSTER_READ, "S7", "S8", "S9")
def show_person(
    office: Office,
    act: Act,
    person: PersonId,
    *,
    when: When = NOW,
) -> PersonPage:
    """Show a person with the posts held on a day."""
    moment = found(office, when)
    history = office.log.stream(person_stream(person), moment.position)
    file = people.fold(person, history)
    if file.since is None:
        raise PersonUnknownError(person=person)
    kind, names = file.kind(moment.today), _unit_names(office, moment)
    return PersonPage(
        person=person,
        version=len(history),
        name=file.name,
        kind=kind,
        kind_text=label("cadre", kind),
        posts=people.posts_line(file, moment.today, names),
        tenures=tuple(_tenure(tenure, names) for tenure in file.tenures),
        matters=_matters(office, act, CaseFilter(owner=person), when),
        on=moment.today,
        position=moment.position,
    )


@use_case("roster.unit-page", Power.ROSTER_READ, "S3", "S8", "S84")
def show_unit(office: Office, act: Act, unit: UnitId, *, when: When = NOW) -> UnitPage:
    """Show a unit, who serves in it, and its matters by standing."""
    moment = found(office, when)
    units = office.units(moment.position)
    require_unit(units.tree, unit)
    return UnitPage(
        unit=units.known[unit],
        below=tuple(below for below in units.known.values() if below.parent == unit),
        people=people_page(office, unit=unit, when=when).items,
        matters=_matters(office, act, CaseFilter(unit=unit), when),
        theme=_stages(office, act, unit, when),
        position=moment.position,
    )


def _people_at(office: Office, moment: Moment) -> Iterator[people.PersonFile]:
    caught_up(office)
    for row in office.views.rows(
        Query(table="people", order="position", descending=False, limit=10**6)
    ):
        person = PersonId(str(row["person"]))
        file = people.fold(person, office.log.stream(person_stream(person), moment.position))
        if file.since is not None and file.since <= moment.today:
            yield file


def _person_row(office: Office, file: people.PersonFile, moment: Moment) -> Row:
    kind = file.kind(moment.today)
    return {
        "person": file.person,
        "name": file.name,
        "kind": kind,
        "kind_text": label("cadre", kind),
        "posts": people.posts_line(file, moment.today, _unit_names(office, moment)),
        "since": None if file.since is None else file.since.isoformat(),
    }


def _tenure(tenure: people.Tenure, names: dict[str, str]) -> TenurePart:
    return TenurePart(
        post=tenure.post,
        post_text="驻村" if tenure.post is None else label("post", tenure.post),
        unit=tenure.unit,
        unit_name=names.get(tenure.unit, tenure.unit),
        since=tenure.since,
        until=tenure.until,
    )


def _unit_names(office: Office, moment: Moment) -> dict[str, str]:
    return {unit: facts.name for unit, facts in office.units(moment.position).known.items()}


def _matters(office: Office, act: Act, which: CaseFilter, when: When) -> dict[str, int]:
    counts = counted(office, act, which=which, by="status", when=when).by
    return {label("status", status): n for status, n in counts.items()}


def _stages(office: Office, act: Act, unit: UnitId, when: When) -> dict[str, int]:
    stages = {
        "记民情": CaseFilter(unit=unit),
        "解民忧": CaseFilter(unit=unit, status=Status.CONCLUDED),
        "暖民心": CaseFilter(unit=unit, answered=True),
    }
    return {
        stage: counted(office, act, which=which, when=when).total
        for stage, which in stages.items()
    }
