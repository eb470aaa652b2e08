"""The account of the record books: issued = held + archived + void (S47)."""

from collections import Counter
from collections.abc import Mapping

import attrs
from attrs import frozen

from minqing_core.application import custody
from minqing_core.application.catalogue import use_case
from minqing_core.application.moments import NOW, When
from minqing_core.application.names import directory
from minqing_core.application.office import Office
from minqing_core.application.tables import rows, settled
from minqing_core.books.decisions.stock import is_theirs, serial_of
from minqing_core.books.state import Stock
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import UnitId
from minqing_core.powers.rules import Power
from minqing_core.views.books import BookState
from minqing_core.views.tables import Query

EVERY = 10**9
ARCHIVED = (BookState.TAKEN_IN, BookState.ARCHIVED)


@frozen(kw_only=True)
class LedgerLine:
    """A unit's account: what came, what went, what is there; ``issued`` singly (S47).

    ``next_serial`` is the first book in stock, which can be given out next, by the reader if the
    stock is ``theirs``.
    """

    unit: UnitId | None
    unit_name: str
    printed: int
    received: int
    passed_on: int
    on_the_way: int
    stock: int
    issued: int
    held: int
    archived: int
    void: int
    balanced: bool
    next_serial: str | None
    theirs: bool


@frozen(kw_only=True)
class Ledger:
    """Every unit's account, and the sum."""

    items: tuple[LedgerLine, ...]
    total: LedgerLine
    next: None = None
    position: int


@use_case("books.ledger", Power.BOOKS_READ, "S47", reads=True)
def ledger(office: Office, act: Act, *, unit: UnitId | None = None, when: When = NOW) -> Ledger:
    """Draw up the account of the books, unit by unit and in all."""
    moment = settled(office, when)
    stock, names, by = custody.stock(office, moment), directory(office), office.standing(act.actor)
    states: dict[str, Counter[str]] = {}
    for row in rows(office, Query(table="books", order="serial", limit=EVERY), when, moment):
        states.setdefault(str(row["unit"]), Counter()).update([str(row["state"])])
    units = sorted(stock.accounts)
    wanted = [u for u in units if unit in (None, u)]
    return Ledger(
        items=tuple(
            attrs.evolve(_line(states, stock, [u], u, names(u)), theirs=is_theirs(by, u))
            for u in wanted
        ),
        total=_line(states, stock, units, None, "合计"),
        position=moment.position,
    )


def _line(
    found: Mapping[str, Counter[str]],
    stock: Stock,
    units: list[UnitId],
    unit: UnitId | None,
    name: str,
) -> LedgerLine:
    accounts = [stock.accounts[one] for one in units]
    printed, received = sum(a.printed for a in accounts), sum(a.received for a in accounts)
    passed_on, drawn = sum(a.passed_on for a in accounts), sum(a.drawn for a in accounts)
    on_the_way = sum(map(stock.on_the_way, units))
    on_hand = sum(map(stock.on_hand, units))
    states: Counter[str] = Counter()
    for one in units:
        states.update(found.get(one, Counter()))
    archived, void = sum(states[state] for state in ARCHIVED), states[BookState.VOID]
    held = states.total() - archived - void
    there = passed_on + on_the_way + on_hand + drawn
    return LedgerLine(
        unit=unit,
        unit_name=name,
        printed=printed,
        received=received,
        passed_on=passed_on,
        on_the_way=on_the_way,
        stock=on_hand,
        issued=drawn,
        held=held,
        archived=archived,
        void=void,
        balanced=printed + received == there and drawn == held + archived + void,
        next_serial=None if unit is None else _first(stock, unit),
        theirs=False,
    )


def _first(stock: Stock, unit: UnitId) -> str | None:
    there = [(row.prefix, row.first) for row in stock.rows if row.unit == unit and row.to is None]
    return serial_of(*min(there)) if there else None
