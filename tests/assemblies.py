"""A town whose villages hold meetings, and matters to speak about."""

from typing import Any

from tests.towns import MATTER, SECRETARY, Town, by

NEIGHBOUR, DIRECTOR, LEADER, STAFF, WEST = "0010", "0011", "0012", "0013", "0014"
PEOPLE = (
    (NEIGHBOUR, "周海", "village-two-committees", "village-secretary", "anyang"),
    (DIRECTOR, "黄强", "village-two-committees", "village-director", "dafeng"),
    (LEADER, "陈镇", "town-office-civil-servant", "party-secretary", "town"),
    (STAFF, "林芳", "town-office-civil-servant", "staff", "urban"),
    (WEST, "吴西", "village-two-committees", "village-secretary", "nanwen"),
)
UNITS = (
    ("urban", "城建办", "town-office"),
    ("nanwen", "南文社区", "community"),
)


def peopled(town: Town) -> Town:
    """Give a town further cadres: of another village, of an office, and its leader."""
    for unit, name, kind in UNITS:
        facts = {"unit": unit, "name": name, "kind": kind, "parent": "town"}
        town.do("roster.unit", unit={**facts, "since": "2007-06-20"})
    for person, name, kind, post, unit in PEOPLE:
        facts = {"name": name, "kind": kind, "since": "2020-01-01", "post": post, "unit": unit}
        town.do("roster.person", person=person, facts=facts)
    return town


def hold(town: Town, *items: tuple[str, list[str]], act: Any = None, **said: Any) -> str:
    """Hold a meeting of 大丰村, and return its number."""
    agenda = [{"title": title, "cases": cases} for title, cases in items]
    given = {
        "village": "dafeng",
        "held_on": town.at.date().isoformat(),
        "attendants": ["0003"],
        "agenda": agenda or [{"title": "环境卫生"}],
        "text": "逐件分析了本季度的民情。",
        **said,
    }
    number: str = town.do("meeting.hold", act=act or by(SECRETARY), meeting=given)["id"]
    return number


def given_to(town: Town, owner: str, unit: str, *, act: Any = None, **matter: Any) -> str:
    """Write a matter down that somebody else answers for, and return its number."""
    asked = {"matter": {**MATTER, **matter}, "owner": owner, "unit": unit}
    number: str = town.do("case.record", act=act or by(SECRETARY), **asked)["id"]
    return number


def resolve(town: Town, body: str, number: str, *, act: Any = None, **said: Any) -> Any:
    """Put a resolution of a meeting or a study on record."""
    given = {"text": "清淤", "owner": "0003", "due": "2024-05-31", **said}
    asked = {body: number, "resolution": given}
    return town.do(f"{body}.resolve", act=act or by(SECRETARY), **asked)


def finish(town: Town, case: str, *, act: Any = None) -> None:
    """Handle a matter, tell the citizen the result, and conclude it."""
    act = act or by(SECRETARY)
    town.step(case, "cause", text="线路老化", act=act)
    tell(town, case, act=act)
    ended = {"outcome": "resolved", "effect": "亮了"}
    town.do("case.conclude", act=act, case=case, conclusion=ended)


def tell(town: Town, case: str, *, act: Any = None, **said: Any) -> None:
    """Tell the citizen of a matter."""
    told = {"stage": "result", "means": "visit", "text": "修好了", **said}
    town.do("case.feedback", act=act or by(SECRETARY), case=case, feedback=told)
