"""People, rules and facts for the tests of the ledger of duties."""

from datetime import date

import attrs

from minqing_core.application.scheme.calendars import CALENDARS
from minqing_core.application.scheme.policy import RULES
from minqing_core.duties.cells import Fact
from minqing_core.duties.ledger import Laid, Rulebook
from minqing_core.duties.matrix import Roll, RollOn
from minqing_core.duties.spans import Span
from minqing_core.kernel.calendar import DayUnit
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.places import UnitTree
from minqing_core.programme.events import RuleAdopted, RuleValue
from minqing_core.programme.state import fold as fold_programme
from minqing_core.programme.state.programme import in_force
from minqing_core.roster.events import CadreKind, LeaveGranted, LeaveKind, Post, UnitKind
from minqing_core.views.people import PersonFile, Tenure

SINCE = date(2020, 1, 1)
CALENDAR = fold_programme(CALENDARS.values()).calendar
TREE = UnitTree({"town": None, "office": "town", "dafeng": "town", "anyang": "town"})
KINDS = {
    "town": UnitKind.TOWN,
    "office": UnitKind.TOWN_OFFICE,
    "dafeng": UnitKind.VILLAGE,
    "anyang": UnitKind.COMMUNITY,
}
Q3 = Span(period="2025-Q3", first=date(2025, 7, 1), last=date(2025, 9, 30))


def a_span(first: str, last: str) -> Span:
    """Return a span between two days."""
    return Span(period="", first=date.fromisoformat(first), last=date.fromisoformat(last))


def a_cadre(person: str = "0003", post: str = "two-committees-member", **others) -> PersonFile:
    """Return somebody who takes part in the diaries of a village."""
    tenure = Tenure(
        post=Post(post), unit=others.pop("unit", "dafeng"), home=None, since=SINCE, until=None
    )
    kind = others.pop("kind", CadreKind.VILLAGE_TWO_COMMITTEES)
    facts = {"kinds": ((SINCE, kind),), "tenures": (tenure,), **others}
    return PersonFile(person=person, since=SINCE, **facts)


def on_leave(since: str, until: str, kind: str = "leave") -> LeaveGranted:
    """Return a leave between two days."""
    return LeaveGranted(
        kind=LeaveKind(kind),
        since=date.fromisoformat(since),
        until=date.fromisoformat(until),
        reason=Personal("探亲"),
        approver="0001",
    )


def adopted(rule: str, effective_from: str, **value) -> RuleAdopted:
    """Return a rule as a town adopts it from a day on."""
    return RuleAdopted(
        rule=rule,
        clause="S39",
        title="本镇规定",
        quote="…",
        value=RuleValue(**value),
        effective_from=date.fromisoformat(effective_from),
    )


def a_book(today: str, *changes: RuleAdopted) -> Rulebook:
    """Return the scheme's rules with a town's changes, on a day."""

    def over(_unit: str | None, on: date) -> dict[str, Laid]:
        versions: dict[str, list[RuleAdopted]] = {}
        for rule in (*reversed(changes), *RULES):
            versions.setdefault(rule.rule, []).append(rule)
        found = {code: in_force(those, on) for code, those in versions.items()}
        return {c: Laid(rule=rule, unit="town") for c, rule in found.items() if rule is not None}

    return Rulebook(over=over, calendar=CALENDAR, today=date.fromisoformat(today))


def days(amount: int) -> dict[str, object]:
    """Return the value of a rule of calendar days."""
    return {"amount": amount, "unit": DayUnit.CALENDAR_DAY}


def rolls(book: Rulebook, *people: PersonFile) -> RollOn:
    """Return the roster of these people, the same on each day."""
    files = {file.person: file for file in people}

    def on_day(day: date) -> Roll:
        return Roll(
            people=files,
            tree=TREE,
            kinds=KINDS,
            choice=lambda code, unit: book.choice(code, unit, day),
        )

    return on_day


def made(occurred: str, recorded: str | None = None, **others) -> Fact:
    """Return something on record, of a day."""
    on = date.fromisoformat(occurred)
    recorded_on = on if recorded is None else date.fromisoformat(recorded)
    position = others.pop("position", recorded_on.toordinal())
    return Fact(position=position, occurred_on=on, recorded_on=recorded_on, **others)


def of_period(period: str, recorded: str, **others) -> Fact:
    """Return something on record about a period."""
    return attrs.evolve(made(recorded, **others), period=period)
