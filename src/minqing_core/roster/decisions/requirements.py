"""What several decisions about the roster require alike."""

from datetime import date

from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.places import UnitTree
from minqing_core.kernel.text import fault_in_name, fault_in_text
from minqing_core.roster.decisions import refusals
from minqing_core.roster.state import Person, Units


def require_unit(units: UnitTree, unit: UnitId) -> None:
    """Refuse a unit that was never established (S84)."""
    if unit not in units:
        raise refusals.UnitUnknownError(unit=unit)


def require_live(units: Units, unit: UnitId, on: date) -> None:
    """Refuse a unit that was never established, or was dissolved by a day (S84)."""
    require_unit(units.tree, unit)
    gone = units.ended(unit, on)
    if gone is not None:
        heir = units.continues(unit, on)
        raise refusals.UnitDissolvedError(unit=unit, since=gone.since, heir=heir)


def require_registered(person: Person, person_id: PersonId) -> None:
    """Refuse somebody who was never entered in the roster (S9)."""
    if person.registered is None:
        raise refusals.PersonUnknownError(person=person_id)


def require_serving(person: Person, person_id: PersonId, on: date) -> None:
    """Refuse somebody who is not in the roster, or has left the town by a day (S9, S46)."""
    require_registered(person, person_id)
    if person.closed is not None:
        raise refusals.PersonClosedError(person=person_id, on=person.closed)
    require_staying(person_id, last_day=person.last_day, on=on)


def require_staying(person: PersonId, *, last_day: date | None, on: date) -> None:
    """Refuse what is new to somebody whose last day in the town is over (S46)."""
    if last_day is not None and on > last_day:
        raise refusals.PersonLeavingError(person=person, until=last_day)


def require_name(field: str, name: str) -> None:
    """Refuse a name that cannot be kept."""
    why = fault_in_name(name)
    if why is not None:
        raise refusals.NameUnfitError(field=field, name=name, why=why)


def require_words(field: str, words: Personal | None) -> None:
    """Refuse words that are blank or cannot be kept."""
    text = "" if words is None else words.text
    why = fault_in_text(text) if text.strip() else "不能为空"
    if why is not None:
        raise refusals.WordsUnfitError(field=field, why=why)


def require_past(field: str, day: date, today: date) -> None:
    """Refuse a day that has not come."""
    if day > today:
        raise refusals.DayInFutureError(field=field, day=day, today=today)


def require_order(since: date, until: date) -> None:
    """Refuse an end before the beginning."""
    if until < since:
        raise refusals.DaysOutOfOrderError(since=since, until=until)
