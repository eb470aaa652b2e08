"""Who brings a matter, and how they are spoken of."""

from typing import Any

from attrs import frozen

from minqing_cli.demo_town.chance import Chance
from minqing_cli.demo_town.content import phrases, read
from minqing_cli.demo_town.people import person_name
from minqing_cli.demo_town.town import Village

SHARES = {"named": 79, "two": 4, "group": 9, "anonymous": 8}
NAMELESS = ("telephone", "letter", "online", "media")


@frozen(kw_only=True)
class Petition:
    """Those who bring a matter, as plain values, and what they are called in the telling."""

    kind: str
    he: str
    people: tuple[dict[str, Any], ...]


def petition(chance: Chance, village: Village, channel: str, *, single: bool) -> Petition:
    """Return who brings a matter from a village by some way; one alone where it is their own."""
    kind = "named" if single else chance.weighted(SHARES)
    if kind == "anonymous" and channel in NAMELESS:
        he = chance.one(phrases("pools", "nameless"))
        return Petition(kind=kind, he=he, people=({"kind": "anonymous"},))
    if kind == "group":
        return _group(chance)
    first = _named(chance, village)
    if kind == "two":
        second = _named(chance, village)
        he = f"{first['name']}和{second['name']}"
        return Petition(kind="named", he=he, people=(first, second))
    called = first["name"] if chance.happens(50) else _familiar(chance, first["name"])
    return Petition(kind="named", he=called, people=(first,))


def _group(chance: Chance) -> Petition:
    group = {"kind": "group", "count": chance.number(5, 42)}
    return Petition(kind="group", he=chance.one(phrases("pools", "crowd")), people=(group,))


def _named(chance: Chance, village: Village) -> dict[str, Any]:
    facts: dict[str, Any] = {"kind": "named", "name": person_name(chance, village.clans)}
    if chance.happens(85):
        facts["contact"] = f"1380000{chance.number(0, 9999):04d}"
    if chance.happens(50):
        lane = chance.one(village.places["lane"])
        facts["address"] = f"{village.name}{lane}{chance.number(1, 88)}号"
    if chance.happens(20):
        facts["may_be_named"] = True
    return facts


def _familiar(chance: Chance, name: str) -> str:
    names = read("town.toml")["names"]
    womanly = set(name[1:]) & set(names["womanly"])
    return f"{name[0]}{chance.one(names['women' if womanly else 'men'])}"
