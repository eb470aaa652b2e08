"""The record books of the town: printed, passed down, given out, handed in (S43–S47)."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from attrs import frozen

from minqing_cli.demo_town.courses import Action
from minqing_cli.demo_town.people import CLERK, VILLAGE, Cadre, Staff
from minqing_cli.demo_town.town import ORG_OFFICE, villages
from minqing_core.kernel.periods import OFFICE_ZONE

PREFIX, PAGES, EACH = "ZS", 200, 10
TOWNS = 100


@frozen
class Books:
    """Which book every cadre is given: in villages from their own row, elsewhere the town's."""

    staff: Staff

    def serials(self) -> dict[str, str]:
        """Return the serial of each cadre's book, by key."""
        rows = {village.key: TOWNS + n * EACH for n, village in enumerate(villages())}
        following = {ORG_OFFICE: 1, **{unit: first + 1 for unit, first in rows.items()}}
        found: dict[str, str] = {}
        for cadre in self.staff.cadres:
            if cadre.kind is not None:
                stock = stock_of(cadre)
                found[cadre.key] = f"{PREFIX}-{following[stock]:06d}"
                following[stock] += 1
        return found

    def passed_down(self, at: datetime) -> Iterator[Action]:
        """Yield the printing, and each row on its way down with both receipts."""
        clerk, last = self.staff[CLERK].person, TOWNS + EACH * len(villages())
        batch = {"batch": "2024年第一批", "prefix": PREFIX, "first": 1, "last": last}
        printed = {**batch, "issuer": "city", "pages": PAGES}
        yield _action(at, clerk, "books.print", batch=printed)
        yield from _passed(at, clerk, clerk, _row(1, last, "city", ORG_OFFICE))
        for number, village in enumerate(villages()):
            first = TOWNS + number * EACH + 1
            keeper = self.staff[f"{village.key}-secretary"].person
            row = _row(first, first + EACH - 1, ORG_OFFICE, village.key)
            yield from _passed(at, clerk, keeper, row)

    def given(self, cadre: Cadre, at: datetime) -> Iterator[Action]:
        """Yield the giving of a book to a cadre, who signs for it."""
        if cadre.kind is None:
            return
        stock, serial = stock_of(cadre), self.serials()[cadre.key]
        keeper = self.staff[CLERK if stock == ORG_OFFICE else f"{stock}-secretary"].person
        giving = {"holder": cadre.person, "unit": stock}
        yield _action(at, keeper, "books.give", serial=serial, giving=giving)
        yield _action(at, cadre.person, "books.sign", serial=serial)

    def handed_in(self, cadre: Cadre, day: date) -> Iterator[Action]:
        """Yield the handing in of a leaver's book, its receipt and its archiving."""
        archive, serial = stock_of(cadre), self.serials()[cadre.key]
        keeper = self.staff[CLERK if archive == ORG_OFFICE else f"{archive}-secretary"].person
        handed = {"to": archive, "reason": "leaving"}
        hours = (time(16, 0), time(16, 20), time(16, 40))
        on = [datetime.combine(day, hour, OFFICE_ZONE) for hour in hours]
        yield _action(on[0], cadre.person, "books.hand-in", serial=serial, handed=handed)
        yield _action(on[1], keeper, "books.take-in", serial=serial)
        yield _action(on[2], keeper, "books.archive", serial=serial, shelf=f"{day.year}-离任")


def stock_of(cadre: Cadre) -> str:
    """Return whose stock a cadre's book comes from, and where it is archived (S44, S45)."""
    return cadre.unit if cadre.kind == VILLAGE else ORG_OFFICE


def _row(first: int, last: int, giver: str, taker: str) -> dict[str, Any]:
    return {
        "prefix": PREFIX,
        "first": first,
        "last": last,
        "from_unit": giver,
        "to_unit": taker,
    }


def _passed(at: datetime, giver: str, taker: str, row: dict[str, Any]) -> Iterator[Action]:
    yield _action(at, giver, "books.issue", issued=row)
    received = {key: row[key] for key in ("prefix", "first", "last")} | {"unit": row["to_unit"]}
    yield _action(at, taker, "books.receive", received=received)


def _action(at: datetime, actor: str, use_case: str, **given: Any) -> Action:  # noqa: ANN401
    return Action(at=at, matter="", actor=actor, use_case=use_case, given=given)
