"""Whom a sheet is about: a person who took part, or a party organisation with its secretary."""

from datetime import date

from attrs import frozen

from minqing_core.application.moments import NOW
from minqing_core.application.office import Office, person_stream
from minqing_core.application.roster_files import files_at
from minqing_core.application.tables import settled
from minqing_core.appraisal.decisions import refusals
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.periods import Months
from minqing_core.powers.rules import Power, holds
from minqing_core.roster.events import Post, UnitKind
from minqing_core.views.people import PersonFile

ORGANISATIONS = frozenset(
    {
        UnitKind.VILLAGE,
        UnitKind.COMMUNITY,
        UnitKind.DEPARTMENT,
        UnitKind.TOWN_OFFICE,
        UnitKind.ORG_PERSONNEL_OFFICE,
    }
)
SECRETARIES = frozenset({Post.VILLAGE_SECRETARY, Post.DEPARTMENT_HEAD})


@frozen(kw_only=True)
class Subject:
    """A person or a party organisation, by the id that it goes by."""

    person: PersonId | None = None
    unit: UnitId | None = None

    @property
    def id(self) -> PersonId | UnitId:
        """The id that the sheet goes by."""
        return self.person or self.unit  # type: ignore[return-value] # one of them is there


def subject_named(office: Office, named: str) -> Subject:
    """Return whom an id names.

    Raises:
        SubjectUnknownError: neither a person nor a unit goes by it.
        NotOrganisationError: the unit is no party organisation of its own.
    """
    unit = office.units().known.get(UnitId(named))
    if unit is not None:
        if unit.kind not in ORGANISATIONS:
            raise refusals.NotOrganisationError(unit=unit.name)
        return Subject(unit=UnitId(named))
    if office.version(person_stream(PersonId(named))) == 0:
        raise refusals.SubjectUnknownError(subject=named)
    return Subject(person=PersonId(named))


def require_appraised(office: Office, subject: Subject, year: Months) -> None:
    """Refuse a sheet of somebody who took no part in a year (S9).

    Raises:
        NotAppraisedError: they took part on no day of it.
    """
    if subject.person is not None and not took_part(office.person(subject.person), year):
        raise refusals.NotAppraisedError(subject=subject.person, year=year.year)


def took_part(file: PersonFile, year: Months) -> bool:
    """Say whether somebody took part in the diaries on some day of a year (S9)."""
    begun = [since for since, _ in file.kinds if year.first <= since <= year.last]
    return any(file.kind(day) is not None for day in (year.first, *begun))


def secretaries(office: Office, unit: UnitId) -> frozenset[PersonId]:
    """Return who heads an organisation now, substitutes included."""
    moment = settled(office, NOW)
    return frozenset(
        file.person for file in files_at(office, moment) if _heads(file, unit, moment.today)
    )


def entitled(office: Office, subject: Subject) -> frozenset[PersonId]:
    """Return who may dispute a sheet: whom it is about, or who heads the organisation (S70)."""
    if subject.person is not None:
        return frozenset({subject.person})
    return secretaries(office, UnitId(subject.id))


def interested(office: Office, subject: Subject, year: Months) -> frozenset[PersonId]:
    """Return whom a sheet of a year speaks of, and who may dispute it (S70).

    Of an organisation that is who headed it at any time of the year, or heads it now.
    """
    if subject.person is not None:
        return entitled(office, subject)
    return entitled(office, subject) | frozenset(
        file.person
        for file in files_at(office, settled(office, NOW))
        if _headed(file, UnitId(subject.id), year)
    )


def may_read(office: Office, reader: PersonId, subject: Subject) -> bool:
    """Say whether somebody may read a sheet: it is theirs, or they answer for all (S70)."""
    return holds(office.standing(reader), Power.APPRAISAL_OVERSEE) or reader in entitled(
        office, subject
    )


def _headed(file: PersonFile, unit: UnitId, year: Months) -> bool:
    return any(
        t.unit == unit and t.post in SECRETARIES and t.since <= year.last and t.lasts(year.first)
        for t in file.tenures
    )


def _heads(file: PersonFile, unit: UnitId, on: date) -> bool:
    return file.closed is None and any(
        t.unit == unit and t.post in SECRETARIES and t.held(on) for t in file.tenures
    )
