"""Units and people in office, for the tests of the roster's decisions."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from minqing_core.kernel.personal import Personal
from minqing_core.kernel.refusals import RefusalError
from minqing_core.kernel.standing import Standing
from minqing_core.roster import events
from minqing_core.roster.state import Person, Units, fold_person, fold_units

TODAY = date(2024, 3, 1)
SINCE = date(2020, 1, 1)


def a_unit(
    unit: str, name: str, kind: str = "village", parent: str | None = "town"
) -> events.UnitEstablished:
    """Return the founding of a unit."""
    return events.UnitEstablished(
        unit=unit, name=name, kind=events.UnitKind(kind), parent=parent, since=SINCE
    )


UNITS = fold_units(
    [
        a_unit("town", "大涌镇", "town", None),
        a_unit("org-office", "组织人事办公室", "org-personnel-office"),
        a_unit("dafeng", "大丰村"),
        a_unit("dafeng-1", "大丰村一组", "villagers-group", "dafeng"),
        a_unit("anyang", "安洋社区", "community"),
        a_unit("nanwen", "南文社区", "community"),
    ]
)
CLERK = Standing(person="000001", units=frozenset({"org-office"}), coordinates=True)
LEADER = Standing(person="0001", leads=UNITS.tree.within("town"))
STRANGER = Standing(person="0009", leads=frozenset({"anyang"}))


def units(*history: events.UnitEvent) -> Units:
    """Return the units after further events."""
    return fold_units(history, UNITS)


def a_person(*history: events.PersonEvent, name: str = "陈国强") -> Person:
    """Return somebody registered, after further events."""
    registered = events.PersonRegistered(
        name=Personal(name),
        kind=events.CadreKind.VILLAGE_TWO_COMMITTEES,
        contact=None,
        since=SINCE,
    )
    return fold_person([registered, *history])


def in_post(post: str, unit: str = "dafeng", since: date = SINCE) -> events.PostTaken:
    """Return the taking up of a post."""
    return events.PostTaken(post=events.Post(post), unit=unit, since=since)


def refusal(decide: Callable[..., Sequence[Any]], *state: Any, **asked: Any) -> str:
    """Return what a decision says when it refuses."""
    with pytest.raises(RefusalError) as raised:
        decide(*state, **asked)
    return f"{raised.value.kind} {raised.value.code}: {raised.value}"
