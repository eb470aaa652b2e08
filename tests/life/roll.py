"""Who serves where and stands over whom, read from the roster's events alone."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import attrs

from minqing_core.roster import events

STATIONED, COORDINATOR = "stationed", "org-office-clerk"
LEADERS = {
    "party-secretary",
    "deputy-secretary",
    "organisation-commissioner",
    "leader-in-charge",
    "leading-group-member",
    "village-secretary",
    "department-head",
}


@attrs.define
class Tenure:
    """Some days in a post of a unit."""

    post: str
    unit: str
    since: date
    until: date | None = None
    instead: bool = False

    def runs(self, on: date) -> bool:
        """Say whether a day is one of them."""
        return self.since <= on and (self.until is None or on <= self.until)

    def ends(self, last: date) -> bool:
        """Say whether it can end with a day; on the day before its first it never began."""
        return self.runs(last) or (self.since - last).days == 1


@attrs.define
class Roll:
    """The units and the people, as the judge has heard of them."""

    tenures: dict[str, list[Tenure]] = attrs.Factory(dict)
    parents: dict[str, str | None] = attrs.Factory(dict)
    heirs: dict[str, tuple[str, date]] = attrs.Factory(dict)
    closed: set[str] = attrs.Factory(set)
    villages: set[str] = attrs.Factory(set)

    def hear_of_units(self, event: Any) -> None:
        """Take in what happened to a unit."""
        match event:
            case events.UnitEstablished(unit=unit, parent=parent, kind=kind):
                self.parents[unit] = parent
                self.villages |= {unit} if kind in {"village", "community"} else set()
            case (
                events.UnitSplit(unit=unit, heir=heir, since=since)
                | events.UnitAbolished(unit=unit, heir=heir, since=since)
            ):
                self.heirs[unit] = (heir, since)
            case events.UnitsMerged(units=units, into=into, since=since):
                self.heirs |= dict.fromkeys(units, (into, since))
            case _:
                pass

    def hear_of_person(self, person: str, event: Any) -> None:  # noqa: C901 - one line an event
        """Take in what happened to a person."""
        held = self.tenures.setdefault(person, [])
        match event:
            case events.PostTaken(post=post, unit=unit, since=since):
                held.append(Tenure(post, unit, since))
            case events.Stationed(village=village, since=since):
                held.append(Tenure(STATIONED, village, since))
            case events.SubstituteNamed(post=post, unit=unit, since=since, until=until):
                held.append(Tenure(post, unit, since, until, instead=True))
            case events.PostLeft(post=post, unit=unit, until=until):
                _end(held, post, unit, until)
            case events.StationingEnded(village=village, until=until):
                _end(held, STATIONED, village, until)
            case events.SubstitutionEnded(post=post, unit=unit, until=until):
                for one in held:
                    if one.instead and (one.post, one.unit) == (post, unit) and one.ends(until):
                        one.until = until
            case events.PersonClosed(on=on):
                self.closed.add(person)
                for one in held:
                    one.until = on if one.until is None else min(one.until, on)
            case _:
                pass

    def serves(self, person: str, unit: str, on: date) -> bool:
        """Say whether somebody serves in a unit, or in the one that continues it."""
        held = {tenure.unit for tenure in self._held(person, on)}
        return bool(held & {unit, self.continues(unit, on)})

    def continues(self, unit: str, on: date) -> str:
        """Return the unit that continues a unit's matters."""
        return [*self._line_of_heirs(unit, on)][-1]

    def has_left(self, person: str, village: str, on: date) -> bool:
        """Say whether somebody served in a village, or below it, and does no more."""
        heir = self.continues(village, on)
        there = [t for t in self.tenures.get(person, ()) if heir in self._upwards(t.unit, on)]
        over = any(t.until is not None and t.until < on and not t.instead for t in there)
        return heir in self.villages and over and not any(t.runs(on) for t in there)

    def leads(self, person: str, unit: str, on: date) -> bool:
        """Say whether a leading post of somebody stands over a unit."""
        over = {tenure.unit for tenure in self._held(person, on) if tenure.post in LEADERS}
        return bool(over & {*self._upwards(unit, on)})

    def coordinates(self, person: str, on: date) -> bool:
        """Say whether somebody is a clerk of the office that coordinates every matter."""
        return any(tenure.post == COORDINATOR for tenure in self._held(person, on))

    def _held(self, person: str, on: date) -> Iterator[Tenure]:
        return (tenure for tenure in self.tenures.get(person, ()) if tenure.runs(on))

    def _heir(self, unit: str, on: date) -> str | None:
        heir, since = self.heirs.get(unit, ("", date.max))
        return heir if since <= on else None

    def _line_of_heirs(self, unit: str, on: date) -> Iterator[str]:
        at: str | None = unit
        while at is not None:
            yield at
            at = self._heir(at, on)

    def _upwards(self, unit: str, on: date) -> Iterator[str]:
        at: str | None = unit
        while at is not None:
            yield at
            at = self._heir(at, on) or self.parents.get(at)


def _end(held: list[Tenure], post: str, unit: str, until: date) -> None:
    for tenure in held:
        if (tenure.post, tenure.unit, tenure.until) == (post, unit, None):
            tenure.until = until
