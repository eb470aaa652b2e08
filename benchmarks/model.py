"""The independent model: what every program must answer of what happened, in plain Python."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from told import (
    ADOPTED,
    CARRIED_OUT,
    CLOSED,
    ENDING,
    NOTED,
    OPEN,
    OPENING,
    Facts,
    Told,
    day,
    week,
)

PAGE = 50


class Model:
    """All that happened, by matter, gone through anew for every question."""

    def __init__(self, happened: Iterable[Told]) -> None:
        self.matters: dict[str, list[tuple[str, Facts]]] = {}
        for told in happened:
            self.add(told)

    def add(self, told: Told) -> None:
        """Take in one happening more."""
        self.matters.setdefault(told["case"], []).append((told["kind"], told["facts"]))

    def open_with_owner(self) -> list[tuple[str, str]]:
        """Return the open matters and who answers for each."""
        return [
            (case, state["owner"])
            for case, state in self.states().items()
            if state["status"] == OPEN
        ]

    def history(self, case: str) -> list[list[str]]:
        """Return what happened to a matter: what, who, when, in which words."""
        return [
            [kind, facts["actor"], day(facts["occurred_at"]), words(kind, facts)]
            for kind, facts in self.matters[case]
        ]

    def has_note(self, case: str) -> bool:
        """Say whether a note was made of a matter."""
        return any(kind == NOTED for kind, _ in self.matters[case])

    def sentences(self, case: str) -> list[list[str]]:
        """Return what happened to a matter: what, who, when."""
        return [told[:3] for told in self.history(case)]

    def state(self, case: str, at: float = float("inf")) -> dict[str, Any]:
        """Return a matter as it was at an instant."""
        return state([one for one in self.matters[case] if one[1]["occurred_at"] <= at])

    def states(self, at: float = float("inf")) -> dict[str, dict[str, Any]]:
        """Return all matters as they were at an instant."""
        return {
            case: self.state(case, at)
            for case, said in self.matters.items()
            if said[0][1]["occurred_at"] <= at
        }

    def newest(self) -> list[str]:
        """Return the newest fifty matters."""
        return [*self.matters][: -PAGE - 1 : -1]

    def open_by(self, column: str) -> dict[str, int]:
        """Count the open matters by place, category or owner."""
        found = self.states().values()
        return dict(Counter(one[column] for one in found if one["status"] == OPEN))

    def overdue(self, today: str) -> list[Any]:
        """Return the newest open matters that nothing keeps any more, and how many there are."""
        found = [
            case
            for case, one in self.states().items()
            if one["status"] == OPEN and (one["due"] is None or one["due"] < today)
        ]
        return [found[: -PAGE - 1 : -1], len(found)]

    def entries(self, owner: str, year: int) -> list[str]:
        """Return the weeks of a year in which a cadre made an entry."""
        days = (
            day(said[0][1]["occurred_at"])
            for said in self.matters.values()
            if said[0][1]["actor"] == owner
        )
        return sorted({week(one) for one in days if week(one).startswith(str(year))})


def words(kind: str, facts: Facts) -> str:
    """Return the words in which something was told."""
    event = facts["event"]
    if kind == OPENING:
        return str(event["matter"]["text"])
    return str(event["effect" if kind == ENDING else "text"])


def state(said: list[tuple[str, Facts]]) -> dict[str, Any]:
    """Return the state that these happenings leave."""
    opened = said[0][1]["event"]
    found = {"status": OPEN, "owner": opened["owner"], "due": None, "said": len(said)}
    for name in ("category", "place"):
        found[name] = opened["matter"][name]
    for kind, facts in said:
        if kind == ADOPTED:
            found["due"] = facts["event"]["due"]
        elif kind == CARRIED_OUT:
            found["due"] = None
        elif kind == ENDING:
            found["status"] = CLOSED
    return found
