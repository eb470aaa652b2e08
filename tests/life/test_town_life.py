"""Whatever an office does, legal or not, on whichever store: the record stays true.

Random people give random commands about matters, books and the roster. What is refused leaves
nothing; a judge who knows only the events finds nothing wrong; and what is read agrees with them.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from functools import reduce
from pathlib import Path
from random import Random
from typing import Any, TypeAlias

import attrs
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)
from tests.life import commands
from tests.life.commands import CLERK, PEOPLE, POSTS, Told, World
from tests.life.judge import Judge
from tests.stores import fresh_database
from tests.towns import MATTER, UNITS, shanghai

from minqing_core.application.asking import answer
from minqing_core.application.founding import found_town
from minqing_core.application.office import Office
from minqing_core.application.tables import caught_up, rebuild
from minqing_core.books.state import evolve_custody, fold_book, fold_stock
from minqing_core.bootstrap import open_office
from minqing_core.diary.state import fold
from minqing_core.households import state as households
from minqing_core.kernel.envelope import Act, Envelope
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.refusals import RefusalError
from minqing_core.roster.state import fold_person, fold_units
from minqing_core.views.schema import TABLES
from minqing_core.views.tables import Query

FOUNDED = shanghai("2024-03-01T09:00")
NAMES = {"0002": "陈国强", "0003": "李秀英", "0006": "钱多", "0007": "郑书记", "0008": "吴工"}
HELD = {**POSTS, "0007": ("party-secretary", "town")}
FOLDS: dict[str, Callable[..., Any]] = {
    "case": fold,
    "person": fold_person,
    "units": fold_units,
    "book": fold_book,
    "books": fold_stock,
    "custody": lambda history, held=(): reduce(evolve_custody, history, held),
    "household": households.fold,
}
CHANCE = st.randoms(use_true_random=True)
Command: TypeAlias = tuple[str, str, dict[str, Any]]


class Interrupted:
    """A log before which somebody else comes in, once, between reading and writing."""

    def __init__(self, log: Any, first: Callable[[], Any]) -> None:
        self._log, self._first = log, first
        self.stood = log.size()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._log, name)

    def append(self, batches: Any) -> Any:
        """Let the other be first, once, then append."""
        first, self._first = self._first, lambda: None
        first()
        self.stood = self._log.size()
        return self._log.append(batches)


class Life(RuleBasedStateMachine):
    """A town, and what its people try."""

    open: Callable[[Callable[[], datetime]], Office]
    thorough = False

    def __init__(self) -> None:
        super().__init__()
        self.at = FOUNDED
        self.office = type(self).open(lambda: self.at)
        self.judge, self.heard = Judge(), 0
        self.read: list[tuple[str, datetime, int, Any]] = []
        found_town(self.office, town="大涌镇", clerk="王小明", login="wang")
        self._settle()

    @rule(chance=CHANCE)
    def something_happens(self, chance: Random) -> None:
        """Some of what happens in a town; not a rule each, so that all are mixed."""
        for happens in chance.choices(
            (
                self.somebody_does_something,
                self.two_at_once,
                self.the_ground_shifts,
                self.a_matter_goes_its_way,
                self.a_book_goes_home,
                self.somebody_reads,
                self.somebody_leaves_town,
                self.time_passes,
            ),
            weights=(18, 3, 12, 6, 1, 2, 1, 2),
            k=2,
        ):
            happens(chance)
            self.nothing_is_wrong_with_the_record()

    def somebody_does_something(self, chance: Random) -> None:
        """One command, legal or not; what is refused leaves nothing."""
        before = self.office.log.size()
        if not self._try(self.office, *self._command(chance)):
            assert self.office.log.size() == before

    def two_at_once(self, chance: Random) -> None:
        """Another command slips in between what one reads and what one writes."""
        self._between(self._command(chance), self._command(chance))

    def the_ground_shifts(self, chance: Random) -> None:
        """What somebody relies on is changed by another before it is written."""
        case = self.world.case(chance.choice)
        first, then = (
            self._told(case, chance.choice(told)) for told in (commands.MEANWHILE, commands.BEGUN)
        )
        self._between(then, first)

    def a_matter_goes_its_way(self, chance: Random) -> None:
        """A matter gets somewhere, as far as its owner is let."""
        case, steps = self.world.case(chance.choice), chance.choice([*commands.WAYS.values()])
        for step in steps[: chance.randint(1, len(steps))]:
            self._try(self.office, *self._told(case, step))

    def somebody_reads(self, chance: Random) -> None:
        """What is read of a matter is kept, to be read once more of the same moment later."""
        case = chance.choice(self.world.cases)
        page = self._ask("case.show", case=case)
        self.read.append((case, self.at, self.office.log.size(), page))

    def a_book_goes_home(self, chance: Random) -> None:
        """A book is full and handed in where it belongs."""
        serial = commands.serial(chance.choice)
        book = self.judge.shelf.books.get(serial)
        holder = CLERK if book is None or book.holder is None else book.holder
        archive, keeper = "org-office" if book is None else book.archive, CLERK
        for who, use_case, given in commands.HOME[: chance.randint(1, 4)]:
            handed = {"handed": {**given["handed"], "to": archive}} if given else {}
            actor = holder if who == commands.HOLDER else keeper
            self._try(self.office, actor, use_case, {"serial": serial, **handed})

    def somebody_leaves_town(self, chance: Random) -> None:
        """Who hands everything over is closed, unless something comes back meanwhile."""
        who, thorough = chance.choice(commands.CADRES), chance.choice((True, True, False))
        yesterday = (self.world.today - timedelta(days=1)).isoformat()
        gone = {"until": yesterday, "destination": "沙溪镇"}
        self._try(self.office, CLERK, "roster.transfer", {"person": who, "transferred": gone})
        for number, matter in self.judge.matters.items() if thorough else ():
            if matter.owner == who:
                assigned = {"owner": CLERK, "unit": "org-office", "reason": "调离"}
                given = {"case": number, "assigned": assigned}
                self._try(self.office, CLERK, "case.assign", given)
        for serial in self.judge.shelf.held_by(who):
            handed = {"to": self.judge.shelf.books[serial].archive, "reason": "leaving"}
            given = {"serial": serial, "handed": handed}
            self._try(self.office, who, "books.hand-in", given)
            self._try(self.office, CLERK, "books.take-in", {"serial": serial})
        first = self._told(self.world.cases[0], chance.choice(commands.RETURNS), who)
        closed = {"person": who, "closed": {"on": self.world.today.isoformat()}}
        self._between((CLERK, "roster.close", closed), first)

    def time_passes(self, chance: Random) -> None:
        """Some days go by."""
        self.at += timedelta(days=chance.randint(1, 15))

    @invariant()
    def nothing_is_wrong_with_the_record(self) -> None:
        """The judge hears what was recorded since, and finds nothing wrong; pages agree."""
        since = [*self.office.log.scan(self.heard)]
        self.judge.hear(since)
        self.heard += len(since)
        assert self.judge.wrong == []
        for kind, _, number in {envelope.stream.partition("/") for envelope in since}:
            if kind == "case":
                self._held_as_judged(number)

    def teardown(self) -> None:
        """See that what is read agrees with what the judge heard, and that replay is replay."""
        with self.office as office:
            self._books()
            self._read_again()
            for stream, history in self._streams():
                _replays_alike(stream, [envelope.event for envelope in history])
            if self.thorough:
                before = _tables(office)
                rebuild(office)
                assert _tables(office) == before
            assert self._ask("verify")["findings"] == ()

    @property
    def world(self) -> World:
        """What there is to talk about."""
        return World(cases=tuple(self.judge.matters), today=civil_date(self.at))

    def _held_as_judged(self, number: str) -> None:
        hands, matter = self._ask("case.show", case=number)["hands"], self.judge.matters[number]
        held = hands["holders"]
        found = [
            (one["person"], one["unit"], datetime.fromisoformat(one["since"])) for one in held
        ]
        assert found == matter.held
        assert (hands["owner"], hands["unit"]) == (matter.owner, matter.unit)
        assert [one["until"] for one in held] == [*(one["since"] for one in held[1:]), None]

    def _read_again(self) -> None:
        now = self.at
        for case, at, position, page in self.read:
            self.at = at
            again = self._ask("case.show", case=case, when={"position": position})
            assert again == page
        self.at = now

    def _books(self) -> None:
        ledger = self._ask("books.ledger")
        for line in ledger["items"]:
            told = {what: line[what] for what in commands.ACCOUNT if line[what]}
            assert told == self.judge.shelf.line(line["unit"])
        for line in (*ledger["items"], ledger["total"]):
            assert line["balanced"]
            assert line["issued"] == line["held"] + line["archived"] + line["void"]

    def _streams(self) -> Iterator[tuple[str, list[Envelope[Any]]]]:
        found: dict[str, list[Envelope[Any]]] = {}
        for envelope in self.office.log.scan():
            found.setdefault(envelope.stream, []).append(envelope)
        yield from found.items()

    def _ask(self, use_case: str, **given: Any) -> Any:
        return answer(self.office, use_case, Act(actor=CLERK), given)

    def _between(self, command: Command, first: Command) -> None:
        log = Interrupted(self.office.log, lambda: self._try(self.office, *first))
        if not self._try(attrs.evolve(self.office, log=log), *command):
            assert self.office.log.size() == log.stood

    def _told(self, case: str, told: Told, owner: str | None = None) -> Command:
        who, use_case, given = told
        known = self._known(case, owner)
        new = use_case == "case.record" or not use_case.startswith("case.")
        about = {} if new else {"case": case}
        return known.get(who, who), use_case, _filled({**about, **given}, known)

    def _known(self, case: str, owner: str | None) -> dict[str, str]:
        matter = self.judge.matters.get(case)
        owner = owner or (CLERK if matter is None else matter.owner)
        asked = None if matter is None or matter.asked is None else matter.asked[0] or "0008"
        post, unit = HELD.get(owner, ("staff", "org-office"))
        held = self.judge.shelf.held_by(owner)
        others = [number for number in self.judge.matters if number != case]
        days = {"today": 0, "yesterday": -1, "soon": 20, "later": 75}
        return {
            commands.OWNER: owner,
            commands.ASKED: asked or "0006",
            commands.OTHER_CASE: others[0],
            commands.POST: post,
            commands.UNIT: unit,
            commands.BOOK: held[0] if held else "ZS-000001",
            **{
                f"§{day}§": (self.world.today + timedelta(days=ahead)).isoformat()
                for day, ahead in days.items()
            },
        }

    def _command(self, chance: Random) -> Command:
        use_case, given = commands.command(chance.choice, self.world)
        likely = [*commands.USUALLY.get(use_case, self._concerned(given))] * 6
        who: str = chance.choice([*filter(None, likely), CLERK, *PEOPLE])
        return who, use_case, given

    def _concerned(self, given: dict[str, Any]) -> list[str]:
        matter = self.judge.matters.get(given.get("case", ""))
        if matter is not None:
            return [matter.owner, *((matter.asked or ())[:1])]
        book = self.judge.shelf.books.get(given.get("serial", ""))
        return [CLERK] if book is None or book.holder is None else [book.holder]

    def _try(self, office: Office, who: str, use_case: str, given: dict[str, Any]) -> bool:
        try:
            answer(office, use_case, Act(actor=who), given)
        except RefusalError:
            return False
        return True

    def _settle(self) -> None:
        city: dict[str, Any] = {"unit": "city", "name": "市", "kind": "city", "parent": None}
        urban = {"unit": "urban", "name": "规建办", "kind": "department", "parent": "town"}
        for unit in (city, urban, *UNITS):
            self._must("roster.unit", unit={**unit, "since": "2007-06-20"})
        for person, (post, where) in HELD.items():
            kind = "town-office-civil-servant" if where == "urban" else "village-two-committees"
            facts = {"name": NAMES[person], "kind": kind, "since": "2020-01-01"}
            given = {"facts": {**facts, "post": post, "unit": where}}
            self._must("roster.person", person=person, **given)
        row = {"prefix": commands.PREFIX, "first": commands.FIRST, "last": commands.LAST}
        batch = {**row, "batch": "一", "issuer": "city", "pages": 50}
        self._must("books.print", batch=batch)
        self._must("books.issue", issued={**row, "from_unit": "city", "to_unit": "org-office"})
        self._must("books.receive", received={**row, "unit": "org-office"})
        for number, person in enumerate((*POSTS, CLERK), start=commands.FIRST):
            serial, giving = f"{row['prefix']}-{number:06d}", {"unit": "org-office"}
            self._must("books.give", serial=serial, giving={**giving, "holder": person})
            if person != CLERK:
                answer(self.office, "books.sign", Act(actor=person), {"serial": serial})
        for person in ("0002", "0006"):
            matter = {**MATTER, "learned_at": "2024-02-28"}
            answer(self.office, "case.record", Act(actor=person), {"matter": matter})
        self.nothing_is_wrong_with_the_record()

    def _must(self, use_case: str, **given: Any) -> None:
        answer(self.office, use_case, Act(actor=CLERK), given)


def _filled(given: Any, known: dict[str, str]) -> Any:
    if isinstance(given, dict):
        return {key: _filled(value, known) for key, value in given.items()}
    return known.get(given, given) if isinstance(given, str) else given


def _replays_alike(stream: str, history: list[Any]) -> None:
    replay = FOLDS.get(stream.partition("/")[0])
    if replay is None:
        return
    whole = replay(history)
    for cut in {*range(0, len(history) + 1, len(history) // 8 + 1), len(history) - 1}:
        assert replay(history[cut:], replay(history[:cut])) == whole


def _tables(office: Office) -> dict[str, list[Any]]:
    caught_up(office)
    return {
        table.name: [
            dict(row)
            for row in office.views.rows(
                Query(table=table.name, order=table.key, descending=False, limit=10**6)
            )
        ]
        for table in TABLES
    }


def _lives(
    open_at: Callable[[Callable[[], datetime]], Office], examples: int, *, whole: bool = False
) -> None:
    class Here(Life):
        open = staticmethod(open_at)
        thorough = whole

    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=examples,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.clause("S25", "S38", "S43", "S46", "S47", "S63")
def test_a_towns_life_in_memory() -> None:
    examples = settings().max_examples // 2
    _lives(lambda clock: open_office("memory:", clock=clock), examples, whole=True)


@pytest.mark.clause("S25", "S38", "S47", "S63")
def test_a_towns_life_in_sqlite(tmp_path: Path) -> None:
    made = iter(range(10**6))

    def open_at(clock: Callable[[], datetime]) -> Office:
        url = f"sqlite:///{tmp_path}/life-{next(made)}.db"
        return open_office(url, clock=clock, create=True)

    _lives(open_at, 15)


@pytest.mark.clause("S25", "S38", "S47", "S63")
def test_a_towns_life_in_postgres(postgres_dsn: str, tmp_path: Path, worker_name: str) -> None:
    made = iter(range(10**6))
    with ExitStack() as kept:

        def open_at(clock: Callable[[], datetime]) -> Office:
            url = kept.enter_context(fresh_database(postgres_dsn, worker_name))
            key_file = tmp_path / f"life-{next(made)}.key"
            return open_office(url, key_file=key_file, clock=clock, create=True)

        _lives(open_at, 8)
