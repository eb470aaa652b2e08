"""What each matter is about: where, when, who brings it, who keeps it and how it will end."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import attrs
from attrs import field, frozen

from minqing_cli.demo_town.chance import Chance
from minqing_cli.demo_town.content import Situation, phrases, situations
from minqing_cli.demo_town.days import FIRST, LAST, OPENS, at
from minqing_cli.demo_town.people import Cadre, Staff
from minqing_cli.demo_town.petitioners import Petition, petition
from minqing_cli.demo_town.town import ORG_OFFICE, TOWN, Village, unit_names, villages
from minqing_cli.demo_town.town import village as village_named
from minqing_cli.demo_town.weekly import writes_nothing

CHANNELS = {
    "visit": 38,
    "caller": 18,
    "telephone": 14,
    "online": 9,
    "meeting": 6,
    "superior": 6,
    "letter": 4,
    "forwarded": 4,
    "media": 1,
}
HELD_BY = {"village": 77, "department": 18, TOWN: 3, ORG_OFFICE: 2}
OUTCOMES = {
    "resolved": 79,
    "temporarily-unresolvable": 5,
    "not-supported": 4,
    "escalated-up": 3,
    "transferred": 3,
    "withdrawn": 3,
    "unresolvable": 3,
}
TRIES = 30


@frozen(kw_only=True)
class Plot:
    """One matter, before anything of it is told; ``at_once``: it is written down that day."""

    key: str
    situation: Situation
    village: Village
    spot: str
    channel: str
    petition: Petition
    owner: Cadre
    unit: str
    helper: Cadre
    learned: datetime
    outcome: str
    at_once: bool = False
    slots: Mapping[str, str]


@frozen
class Plots:
    """The making of plots, none of the same trouble at the same spot as another."""

    chance: Chance
    staff: Staff
    used: set[tuple[str, str]] = field(factory=set)

    def plot(self, key: str, day: date, **fixed: Any) -> Plot:  # noqa: ANN401 - parts of a plot
        """Return a plot that begins on a day; what is fixed is not left to chance."""
        chance, owner = self.chance, fixed.get("owner")
        outcome = fixed.get("outcome") or chance.weighted(OUTCOMES)
        where = villages() if owner is None else (village_named(owner.works_in),)
        situation, village, spot = self._trouble(day, outcome, where)
        if situation.urgent:
            outcome = "resolved"
        unit = self._unit(situation, village) if owner is None else village.key
        channel = self._channel(situation, unit)
        brought = petition(chance, village, channel, single=situation.single)
        helpers = self.staff.of(village.key if unit != village.key else _dept(situation), day)
        plot = Plot(
            key=key,
            situation=situation,
            village=village,
            spot=spot,
            channel=channel,
            petition=brought,
            owner=owner or self._owner(unit, day),
            unit=unit,
            helper=chance.one(helpers),
            learned=at(day, chance.number(OPENS, 15 * 60)),
            outcome=outcome,
            at_once=fixed.get("at_once", False),
            slots={},
        )
        return attrs.evolve(plot, slots=self._slots(plot))

    def again(self, plot: Plot, key: str, day: date) -> Plot:
        """Return the plot of somebody else who brings the same matter later."""
        channel = self.chance.one(("visit", "caller", "telephone"))
        brought = petition(self.chance, plot.village, channel, single=plot.situation.single)
        second = attrs.evolve(
            plot,
            key=key,
            channel=channel,
            petition=brought,
            learned=at(day, self.chance.number(OPENS, 15 * 60)),
            outcome="duplicate",
        )
        return attrs.evolve(second, slots={**self._slots(second), "first": f"§{plot.key}§"})

    def _trouble(
        self, day: date, outcome: str, where: tuple[Village, ...]
    ) -> tuple[Situation, Village, str]:
        open_ones = [s for s in situations() if _fits(s, day, outcome)]
        seasonal = [s for s in open_ones if s.months]
        pool = seasonal if seasonal and self.chance.happens(25) else open_ones
        found = self._drawn(pool, where)
        for _ in range(TRIES):
            if (found[0].key, found[2]) not in self.used:
                break
            found = self._drawn(open_ones, where)
        self.used.add((found[0].key, found[2]))
        return found

    def _drawn(
        self, pool: list[Situation], where: tuple[Village, ...]
    ) -> tuple[Situation, Village, str]:
        situation, village = self.chance.one(pool), self.chance.one(where)
        return situation, village, self.chance.one(village.places[situation.at])

    def _unit(self, situation: Situation, village: Village) -> str:
        held = self.chance.weighted(HELD_BY)
        return {"village": village.key, "department": _dept(situation)}.get(held, held)

    def _channel(self, situation: Situation, unit: str) -> str:
        channel = self.chance.weighted(CHANNELS)
        in_village = unit in {village.key for village in villages()}
        if situation.urgent or (channel == "meeting" and not in_village):
            return self.chance.one(("telephone", "caller", "visit"))
        return channel

    def _owner(self, unit: str, day: date) -> Cadre:
        there = self.staff.of(unit, day)
        return self.chance.one([cadre for cadre in there if not writes_nothing(cadre.key, day)])

    def _slots(self, plot: Plot) -> dict[str, str]:
        chance, situation, names = self.chance, plot.situation, unit_names()
        own = plot.unit == _dept(situation)
        return {
            "village": plot.village.name,
            "spot": plot.spot,
            "n": str(chance.number(*situation.n)),
            "he": plot.petition.he,
            "group": chance.one(phrases("pools", "groups")),
            "since": chance.one(phrases("pools", "since")),
            "thing": f"{plot.spot}{situation.thing}" if chance.happens(60) else situation.thing,
            "dept": plot.village.places["office"][0] if own else names[_dept(situation)],
            "helper": plot.helper.name,
            "leader": self.staff.leader_for(plot.unit).name,
        }


def _dept(situation: Situation) -> str:
    return ORG_OFFICE if situation.dept == "org" else situation.dept


def _fits(situation: Situation, day: date, outcome: str) -> bool:
    possible = {
        "temporarily-unresolvable": situation.hard is not None,
        "unresolvable": situation.never is not None,
        "escalated-up": situation.beyond is not None,
        "not-supported": situation.refused is not None,
        "withdrawn": situation.private,
        "duplicate": not situation.single,
        "hanging": not situation.urgent,
    }
    in_season = not situation.months or day.month in situation.months
    return in_season and possible.get(outcome, True)


def some_day(chance: Chance, first: date = FIRST, last: date = LAST) -> date:
    """Return a day on which somebody learns of something."""
    return first + timedelta(days=chance.number(0, (last - first).days))
