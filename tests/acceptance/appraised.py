"""A town at the end of a year: some matters handled well, some late, some not at all."""

from typing import Any

import pytest
from tests.towns import CLERK, MEMBER, SECRETARY, Town, by

HEAD, DEPUTY, STAFF = "0101", "0102", "0105"
CIVIL = "town-office-civil-servant"
TOLD = {"stage": "result", "means": "visit", "text": "灯已修好", "response": "satisfied"}
RESOLVED = {"outcome": "resolved", "effect": "亮了"}
CONDUCT = {"category": "VILLAGE_GOVERNANCE.CONDUCT", "accused": [SECRETARY]}


def enter(town: Town, person: str, name: str, post: str, unit: str = "town") -> None:
    """Enter somebody of the town's office in the roster."""
    facts = {"name": name, "kind": CIVIL, "since": "2020-01-01", "post": post, "unit": unit}
    town.do("roster.person", person=person, facts=facts)


def does(town: Town, use_case: str, case: str, by_whom: str = MEMBER, **given: Any) -> Any:
    """Do something with a matter."""
    return town.do(f"case.{use_case}", act=by(by_whom), case=case, **given)


def solved(town: Town, told: Any = TOLD, conclusion: Any = RESOLVED, **matter: Any) -> str:
    """Return a matter of the member that was handled, answered and concluded at once."""
    learned = {"learned_at": town.at.isoformat(), **matter}
    case = town.record(act=by(MEMBER), **learned)
    town.step(case, "cause", act=by(MEMBER), text="线路老化")
    does(town, "feedback", case, feedback=told)
    does(town, "conclude", case, conclusion=conclusion)
    return case


def draw(town: Town, subject: str = MEMBER, year: int = 2024, actor: str = CLERK) -> Any:
    """Draw up a sheet."""
    return town.do("appraisal.draw", act=by(actor), subject=subject, year=year)


def sheet(town: Town, subject: str = MEMBER, reader: str = MEMBER, **when: Any) -> Any:
    """Show a sheet."""
    asked = {"subject": subject, "year": 2024, **when}
    return town.do("appraisal.sheet", act=by(reader), **asked)


def values(page: Any) -> dict[str, tuple[int, int | None]]:
    """Return the metrics of a sheet by name."""
    return {one["metric"]: (one["count"], one["of"]) for one in page["values"]}


def objected(town: Town, text: str = "三月那件当天就反馈了", subject: str = MEMBER) -> Any:
    """Object to a sheet, as the member."""
    given = {"subject": subject, "year": 2024, "text": text}
    return town.do("appraisal.object", act=by(MEMBER), **given)


def decision(upheld: bool = True, text: str = "已核实", number: int = 1) -> dict[str, Any]:
    """Return what is asked when an objection is decided."""
    decided = {"objection": number, "upheld": upheld, "text": text}
    return {"subject": MEMBER, "year": 2024, "decided": decided}


@pytest.fixture
def year(town: Town) -> Town:
    """Give a town in December: the member solved one matter, left one alone, one is at work."""
    enter(town, HEAD, "赵书记", "party-secretary")
    enter(town, DEPUTY, "钱副", "deputy-secretary")
    enter(town, STAFF, "周员", "staff", "org-office")
    solved(town)
    town.set("2024-04-01")
    town.record(act=by(MEMBER), learned_at="2024-03-25T08:30:00+08:00")
    town.set("2024-12-10")
    town.record(act=by(MEMBER), learned_at="2024-12-10T08:30:00+08:00")
    return town
