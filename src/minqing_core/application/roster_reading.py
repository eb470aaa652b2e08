"""Readings of people and units, on any day."""

from collections.abc import Iterable, Iterator
from datetime import date

import attrs
from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.filtering import CaseFilter
from minqing_core.application.listing import counted
from minqing_core.application.moments import NOW, Moment, When, found
from minqing_core.application.names import Directory, directory
from minqing_core.application.office import Office, person_stream
from minqing_core.application.roster_files import files_at, unit_names
from minqing_core.application.roster_guidance import (
    ContactPart,
    VisitPart,
    contacts_of,
    visits_of,
)
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.text import found_in
from minqing_core.powers.rules import Power
from minqing_core.roster.decisions import PersonUnknownError, require_unit
from minqing_core.roster.events import (
    CadreKind,
    LeaveGranted,
    LeaveKind,
    Post,
    UnitEstablished,
    UnitKind,
)
from minqing_core.roster.state import Units
from minqing_core.views import people
from minqing_core.views.case_file import Status
from minqing_core.views.labels import label
from minqing_core.views.tables import Row


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
    instead_of: PersonId | None


@frozen(kw_only=True)
class AbsencePart:
    """A stretch of days for which a person was excused, and by whom (S39)."""

    kind: LeaveKind
    kind_text: str
    since: date
    until: date
    approver: PersonId
    approver_name: str


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
    absences: tuple[AbsencePart, ...]
    contact_points: tuple[ContactPart, ...]
    visits: tuple[VisitPart, ...]
    last_day: date | None
    closed: date | None
    matters: dict[str, int]
    on: date
    position: int


@frozen(kw_only=True)
class UnitPage:
    """A unit, who serves in it, its matters by standing and by the theme's three stages (S3).

    ``unit`` has the name of the day asked about; a dissolved one names the unit that
    ``continues`` its matters; ``inherited`` are those whose matters it continues (S84).
    """

    unit: UnitEstablished
    names: tuple[str, ...]
    dissolved: date | None
    continues: UnitId
    inherited: tuple[UnitId, ...]
    below: tuple[UnitEstablished, ...]
    people: tuple[Row, ...]
    matters: dict[str, int]
    theme: dict[str, int]
    contact_points: tuple[ContactPart, ...]
    visits: tuple[VisitPart, ...]
    position: int


@use_case("roster.people", Power.ROSTER_READ, "S8", "S9", reads=True)
def list_people(
    office: Office,
    act: Act,
    *,
    kind: CadreKind | None = None,
    unit: UnitId | None = None,
    home: UnitId | None = None,
    words: str | None = None,
    when: When = NOW,
) -> RowPage:
    """List the people in the roster as it was on a day.

    They serve in a ``unit`` or below it; those with a ``home`` unit were sent from there, or
    from below it, and are stationed in a village (S8). All ``words`` occur in their name, their
    number or their posts.
    """
    page = people_page(office, kind=kind, unit=unit, home=home, when=when)
    return attrs.evolve(page, items=_saying(page.items, words, "name", "person", "posts"))


def people_page(
    office: Office,
    *,
    kind: CadreKind | None = None,
    unit: UnitId | None,
    home: UnitId | None = None,
    when: When,
) -> RowPage:
    """Return the people in the roster as it was on a day."""
    moment = found(office, when)
    rows = _rows(office, files_at(office, moment), moment, kind=kind, unit=unit, home=home)
    return RowPage(items=tuple(rows), next=None, position=moment.position)


@use_case("roster.units", Power.ROSTER_READ, "S84", reads=True)
def list_units(
    office: Office,
    act: Act,
    *,
    kind: UnitKind | None = None,
    words: str | None = None,
    when: When = NOW,
) -> RowPage:
    """List the units, by the names that they went by on a day; all ``words`` occur in these."""
    moment = found(office, when)
    units = office.units(moment.position)
    rows = (
        _unit_row(units, unit, moment.today)
        for unit, facts in units.known.items()
        if facts.since <= moment.today and kind in {None, facts.kind}
    )
    return RowPage(
        items=_saying(rows, words, "name", "unit"),
        next=None,
        position=moment.position,
    )


@use_case("roster.show", Power.ROSTER_READ, "S7", "S8", "S9", reads=True)
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
    kind, names = file.kind(moment.today), unit_names(office, moment)
    return PersonPage(
        person=person,
        version=len(history),
        name=file.name,
        kind=kind,
        kind_text=label("cadre", kind),
        posts=people.posts_line(file, moment.today, names),
        tenures=tuple(_tenure(tenure, names) for tenure in file.tenures),
        absences=tuple(_absence(leave, directory(office)) for leave in file.leaves),
        contact_points=contacts_of([file], names, office.units(moment.position)),
        visits=visits_of([file], names, moment),
        last_day=file.last_day,
        closed=file.closed,
        matters=_matters(office, act, CaseFilter(owner=person), when),
        on=moment.today,
        position=moment.position,
    )


@use_case("roster.unit-page", Power.ROSTER_READ, "S3", "S8", "S84", reads=True)
def show_unit(office: Office, act: Act, unit: UnitId, *, when: When = NOW) -> UnitPage:
    """Show a unit, who serves in it and guides it, and its matters by standing."""
    moment = found(office, when)
    units, today = office.units(moment.position), moment.today
    require_unit(units.tree, unit)
    files, names = tuple(files_at(office, moment)), unit_names(office, moment)
    gone = units.ended(unit, today)
    return UnitPage(
        unit=_named(units, unit, today),
        names=tuple(units.names(unit)),
        dissolved=None if gone is None else gone.since,
        continues=units.continues(unit, today),
        inherited=tuple(sorted(units.tree_on(today).continued_by({unit}) - {unit})),
        below=tuple(
            _named(units, below, today)
            for below, facts in units.known.items()
            if facts.parent == unit and facts.since <= today
        ),
        people=tuple(_rows(office, files, moment, unit=unit)),
        matters=_matters(office, act, CaseFilter(unit=unit), when),
        theme=_stages(office, act, unit, when),
        contact_points=contacts_of(files, names, units, unit),
        visits=visits_of(files, names, moment, unit),
        position=moment.position,
    )


def _rows(
    office: Office,
    files: Iterable[people.PersonFile],
    moment: Moment,
    *,
    kind: CadreKind | None = None,
    unit: UnitId | None = None,
    home: UnitId | None = None,
) -> Iterator[Row]:
    names, today = unit_names(office, moment), moment.today
    tree = office.units(moment.position).tree_on(today)
    wanted, homes = ((None if u is None else tree.within(u)) for u in (unit, home))
    for file in files:
        if kind is not None and file.kind(today) is not kind:
            continue
        sent_from = {t.home for t in file.tenures if t.held(today) and t.home is not None}
        there = wanted is None or wanted & file.standing(today).units
        if there and (homes is None or homes & sent_from):
            yield _person_row(file, today, names)


def _saying(rows: Iterable[Row], words: str | None, *columns: str) -> tuple[Row, ...]:
    return tuple(row for row in rows if found_in(words, *(str(row[one]) for one in columns)))


def _person_row(file: people.PersonFile, today: date, names: dict[str, str]) -> Row:
    kind = file.kind(today)
    return {
        "person": file.person,
        "name": file.name,
        "kind": kind,
        "kind_text": label("cadre", kind),
        "posts": people.posts_line(file, today, names),
        "since": None if file.since is None else file.since.isoformat(),
    }


def _unit_row(units: Units, unit: UnitId, today: date) -> Row:
    facts, gone = units.known[unit], units.ended(unit, today)
    return {
        "unit": unit,
        "name": units.name_on(unit, today),
        "kind": facts.kind,
        "kind_text": label("unit", facts.kind),
        "parent": facts.parent,
        "parent_name": None if facts.parent is None else units.name_on(facts.parent, today),
        "since": facts.since.isoformat(),
        "dissolved": None if gone is None else gone.since.isoformat(),
        "continues": None if gone is None else units.continues(unit, today),
    }


def _named(units: Units, unit: UnitId, today: date) -> UnitEstablished:
    return attrs.evolve(units.known[unit], name=units.name_on(unit, today))


def _absence(leave: LeaveGranted, names: Directory) -> AbsencePart:
    return AbsencePart(
        kind=leave.kind,
        kind_text=label("leave", leave.kind),
        since=leave.since,
        until=leave.until,
        approver=leave.approver,
        approver_name=names(leave.approver),
    )


def _tenure(tenure: people.Tenure, names: dict[str, str]) -> TenurePart:
    return TenurePart(
        post=tenure.post,
        post_text=people.title(tenure),
        unit=tenure.unit,
        unit_name=names.get(tenure.unit, tenure.unit),
        since=tenure.since,
        until=tenure.until,
        instead_of=tenure.instead_of,
    )


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
