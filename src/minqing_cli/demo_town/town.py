"""The town's units and villages, with the places where troubles arise."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from attrs import frozen

from minqing_cli.demo_town.content import read

TOWN, ORG_OFFICE = "town", "org-office"
DEPARTMENTS = (
    *("urban", "agri", "social", "safety", "env"),
    *("econ", "educ", "enforce", "health", "finance"),
)
FACTS = ("key", "name", "kind", "clans")
ESTABLISHED = "2007-06-20"


@frozen(kw_only=True)
class Village:
    """A village or community: its clans, and its places by kind."""

    key: str
    name: str
    kind: str
    clans: str
    places: Mapping[str, tuple[str, ...]]


@cache
def villages() -> tuple[Village, ...]:
    """Return the villages and communities."""
    return tuple(
        Village(
            **{fact: entry[fact] for fact in FACTS},
            places={kind: tuple(entry[kind]) for kind in entry if kind not in FACTS},
        )
        for entry in read("town.toml")["village"]
    )


def village(key: str) -> Village:
    """Return a village by its key."""
    return next(found for found in villages() if found.key == key)


def name() -> str:
    """Return the town's name."""
    return str(read("town.toml")["town"])


def unit_names() -> dict[str, str]:
    """Return the name of every unit by its id."""
    found = {unit["unit"]: unit["name"] for unit in units()}
    return {TOWN: name(), ORG_OFFICE: "组织人事办公室", **found}


def units() -> Iterator[dict[str, Any]]:
    """Yield the units that are established after the town and its first office."""
    for unit in read("town.toml")["unit"]:
        yield {
            "unit": unit["key"],
            "name": unit["name"],
            "kind": unit["kind"],
            "parent": unit.get("parent"),
            "since": ESTABLISHED,
        }
    for place in villages():
        yield {
            "unit": place.key,
            "name": place.name,
            "kind": place.kind,
            "parent": TOWN,
            "since": ESTABLISHED,
        }
