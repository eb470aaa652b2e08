"""One event of every kind of the roster context."""

from datetime import date
from typing import Any

from minqing_core.kernel.personal import Personal
from minqing_core.roster import events as roster

SAMPLES: tuple[Any, ...] = (
    roster.UnitEstablished(
        unit="dafeng",
        name="大丰村",
        kind=roster.UnitKind.VILLAGE,
        parent="town",
        since=date(2007, 6, 20),
    ),
    roster.PersonRegistered(
        name=Personal("陈国强"),
        kind=roster.CadreKind.VILLAGE_TWO_COMMITTEES,
        contact=Personal("13900000000"),
        since=date(2020, 1, 1),
    ),
    roster.KindAssigned(kind=roster.CadreKind.STATIONED_TOWN, since=date(2024, 1, 1)),
    roster.PostTaken(post=roster.Post.VILLAGE_SECRETARY, unit="dafeng", since=date(2020, 1, 1)),
    roster.PostLeft(post=roster.Post.VILLAGE_SECRETARY, unit="dafeng", until=date(2024, 5, 31)),
    roster.Stationed(village="anyang", home="org-office", since=date(2024, 6, 1)),
    roster.StationingEnded(village="anyang", until=date(2024, 12, 31)),
    roster.LoginBound(person="0002"),
)
