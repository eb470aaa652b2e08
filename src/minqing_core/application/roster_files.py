"""The people of the roster as they were at a moment."""

from collections.abc import Iterator
from datetime import date
from functools import cache

from minqing_core.application.moments import Moment
from minqing_core.application.office import Office
from minqing_core.application.tables import caught_up
from minqing_core.duties.answering import Arrived, LastDay
from minqing_core.kernel.ids import PersonId
from minqing_core.views import people
from minqing_core.views.tables import Query

EVERYBODY = 10**6


def files_at(office: Office, moment: Moment) -> Iterator[people.PersonFile]:
    """Yield everybody who had been entered in the roster by a moment."""
    for file in office.persons(_entered(office), moment.position):
        if file.since is not None and file.since <= moment.today:
            yield file


def everybody(office: Office) -> Iterator[people.PersonFile]:
    """Yield everybody who is in the roster now."""
    yield from office.persons(_entered(office))


def file_at(office: Office, person: PersonId, moment: Moment) -> people.PersonFile:
    """Return what the roster said of a person at a moment."""
    return office.person(person, moment.position)


def arrivals(office: Office, upto: int | None) -> Arrived:
    """Return since when somebody has been in the roster, as it stood at a position (S9)."""

    @cache
    def arrived(person: PersonId) -> date | None:
        return office.person(person, upto).arrived

    return arrived


def last_days(office: Office, upto: int | None) -> LastDay:
    """Return until when who was transferred away is in town, as it stood at a position (S46)."""

    @cache
    def last_day(person: PersonId) -> date | None:
        return office.person(person, upto).last_day

    return last_day


def unit_names(office: Office, moment: Moment) -> dict[str, str]:
    """Return the names that units went by on the day of a moment (S84)."""
    units = office.units(moment.position)
    return {unit: units.name_on(unit, moment.today) for unit in units.known}


def _entered(office: Office) -> list[PersonId]:
    caught_up(office)
    query = Query(table="people", order="position", descending=False, limit=EVERYBODY)
    return [PersonId(str(row["person"])) for row in office.views.rows(query)]
