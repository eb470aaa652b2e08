"""What people say and do in the town, as it is written in the files beside this module."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
from attrs import field, frozen


@frozen(kw_only=True)
class Hard:
    """What outside the handler's power stands in the way, and how it is explained."""

    cause: str
    basis: str
    told: str


@frozen(kw_only=True)
class Refused:
    """Why what is asked for is not granted, and how it is explained."""

    basis: str
    told: str


@frozen(kw_only=True)
class Beyond:
    """Which organ above the town has the say, and why."""

    to: str
    basis: str


@frozen(kw_only=True)
class Situation:
    """A trouble of the town with everything that is said of it, as templates."""

    key: str
    category: str
    label: str | None = None
    kind: str
    at: str
    dept: str
    n: tuple[int, int]
    months: tuple[int, ...] = ()
    urgent: bool = False
    single: bool = False
    private: bool = False
    title: str
    text: str
    cause: str
    study: str
    plan: tuple[tuple[str, str], ...]
    effect: str
    thing: str
    hard: Hard | None = None
    never: Hard | None = None
    refused: Refused | None = None
    beyond: Beyond | None = None


@frozen(kw_only=True)
class PlantedStep:
    """One step of a mishandled matter, at its instant: the owner's, or what somebody else did."""

    at: str
    by: str | None = None
    did: str | None = None
    given: Mapping[str, Any] = field(factory=dict)
    step: Mapping[str, Any] | None = None
    feedback: Mapping[str, Any] | None = None
    conclude: Mapping[str, Any] | None = None


@frozen(kw_only=True)
class PlantedMatter:
    """A matter of a mishandling, told step by step."""

    key: str
    planted: str
    village: str
    owner: str
    category: str
    kind: str
    channel: str
    petitioner: str = ""
    title: str
    text: str
    learned: str
    step: tuple[PlantedStep, ...] = field(factory=tuple)


@frozen(kw_only=True)
class Planted:
    """A mishandling that the record gives away, and what is wrong with it."""

    key: str
    fault: str
    wrong: str
    held: str


@cache
def read(name: str) -> Any:  # noqa: ANN401 - what a TOML file holds
    """Return what a file of the town holds."""
    return tomllib.loads((files(__package__) / name).read_text(encoding="utf-8"))


@cache
def situations() -> tuple[Situation, ...]:
    """Return every situation, by file and then as they are written there."""
    folder = files(__package__) / "situations"
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".toml"))
    found = [entry for name in names for entry in read(f"situations/{name}")["situation"]]
    return msgspec.convert(found, tuple[Situation, ...])


@cache
def planted() -> tuple[Planted, ...]:
    """Return the mishandlings."""
    return msgspec.convert(read("planted.toml")["planted"], tuple[Planted, ...])


@cache
def planted_matters() -> tuple[PlantedMatter, ...]:
    """Return the matters of the mishandlings."""
    return msgspec.convert(read("planted.toml")["matter"], tuple[PlantedMatter, ...])


def phrases(*path: str) -> Any:  # noqa: ANN401 - templates
    """Return the templates that lie at a path of the phrases."""
    found = read("phrases.toml")
    for part in path:
        found = found[part]
    return found
