"""Leave, substitutes, and who takes part in the diaries on a day."""

from datetime import date

from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.moments import NOW, When, found
from minqing_core.application.office import Office, person_stream
from minqing_core.application.on_person import on_person
from minqing_core.application.roster_files import everybody, files_at, unit_names
from minqing_core.application.roster_standing_in import standing_in
from minqing_core.application.transact import Recorded
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId
from minqing_core.powers.rules import Power
from minqing_core.roster import decisions, events
from minqing_core.roster.state import fold_person
from minqing_core.views import people
from minqing_core.views.labels import label
from minqing_core.views.schema import UNITS


@frozen(kw_only=True)
class Participant:
    """Somebody who takes part on a day, once however many posts they hold (S7)."""

    person: PersonId
    name: str
    kind: events.CadreKind
    kind_text: str
    posts: str
    leave: events.LeaveKind | None
    leave_text: str
    leave_until: date | None


@frozen(kw_only=True)
class Participants:
    """Who takes part in the diaries on a day (S6–S9)."""

    on: date
    items: tuple[Participant, ...]
    next: None
    position: int


@use_case("roster.absence", Power.ROSTER_KEEP, "S39", records=True)
def absence(
    office: Office, act: Act, person: PersonId, *, granted: events.LeaveGranted
) -> Recorded:
    """Excuse a person from the diaries for some days, with the approver named."""
    approver = office.standing(granted.approver)
    return on_person(
        office,
        act,
        person,
        ["roster.absence", person, granted],
        lambda state, today: decisions.grant_leave(
            state, person_id=person, granted=granted, approver=approver, today=today
        ),
        relies_on={person_stream(approver.person): approver.version},
    )


@use_case("roster.absence-end", Power.ROSTER_KEEP, "S39", records=True)
def absence_end(
    office: Office, act: Act, person: PersonId, *, ended: events.LeaveEndedEarly
) -> Recorded:
    """End a person's leave sooner than was granted."""
    return on_person(
        office,
        act,
        person,
        ["roster.absence-end", person, ended],
        lambda state, _: decisions.end_leave(state, person_id=person, ended=ended),
    )


@use_case("roster.substitute", Power.ROSTER_KEEP, "S25", records=True)
def substitute(
    office: Office, act: Act, person: PersonId, *, named: events.SubstituteNamed
) -> Recorded:
    """Let a person stand in for another in a post, for some days only."""
    away = person_stream(named.instead_of)
    relies_on = office.versions(UNITS, away)
    units, approver = office.units(), office.standing(named.approver)
    absent = fold_person(envelope.event for envelope in office.log.stream(away))
    relies_on[person_stream(approver.person)] = approver.version
    return on_person(
        office,
        act,
        person,
        ["roster.substitute", person, named],
        lambda state, _: decisions.name_substitute(
            state,
            person_id=person,
            named=named,
            absent=absent,
            approver=approver,
            units=units,
            others=standing_in(everybody(office), person, named),
        ),
        relies_on=relies_on,
        whole_log=True,
    )


@use_case("roster.substitute-end", Power.ROSTER_KEEP, "S25", records=True)
def substitute_end(
    office: Office, act: Act, person: PersonId, *, ended: events.SubstitutionEnded
) -> Recorded:
    """End a person's standing in sooner than was laid down."""
    return on_person(
        office,
        act,
        person,
        ["roster.substitute-end", person, ended],
        lambda state, _: decisions.end_substitution(state, person_id=person, ended=ended),
    )


@use_case("roster.participants", Power.ROSTER_READ, "S6", "S7", "S8", "S9", "S39", reads=True)
def participants(
    office: Office, act: Act, *, kind: events.CadreKind | None = None, when: When = NOW
) -> Participants:
    """List who takes part in the diaries on a day, each person once, with their leave."""
    moment = found(office, when)
    names, today = unit_names(office, moment), moment.today
    taking_part = ((file, file.kind(today)) for file in files_at(office, moment))
    return Participants(
        on=today,
        items=tuple(
            _participant(file, cadre, today, names)
            for file, cadre in taking_part
            if cadre is not None and kind in {None, cadre}
        ),
        next=None,
        position=moment.position,
    )


def _participant(
    file: people.PersonFile, kind: events.CadreKind, today: date, names: dict[str, str]
) -> Participant:
    leave = file.away(today)
    return Participant(
        person=file.person,
        name=file.name,
        kind=kind,
        kind_text=label("cadre", kind),
        posts=people.posts_line(file, today, names),
        leave=None if leave is None else leave.kind,
        leave_text="" if leave is None else label("leave", leave.kind),
        leave_until=None if leave is None else leave.until,
    )
