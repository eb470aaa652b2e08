"""The growing of the town: every action done through its use case, each at its instant."""

import re
from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

import attrs
from attrs import frozen

from minqing_cli.demo_town import town
from minqing_cli.demo_town.chance import Chance, filled
from minqing_cli.demo_town.content import planted_matters
from minqing_cli.demo_town.courses import Action
from minqing_cli.demo_town.days import ENDED, FIRST, Days, published
from minqing_cli.demo_town.people import CLERK, Staff, staff
from minqing_cli.demo_town.record_books import Books
from minqing_cli.demo_town.story import MATTERS, PLANTED, SEED, Story, story
from minqing_cli.demo_town.turnover import OWES_A_BOOK, enlisted
from minqing_cli.demo_town.weekly import LATE
from minqing_core.application.asking import answer, perform
from minqing_core.application.founding import found_town
from minqing_core.application.office import Office
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.periods import OFFICE_ZONE

CHANNEL = "cli"
FOUNDED = datetime.combine(FIRST - timedelta(days=1), time(9), OFFICE_ZONE)
YEARS = range(FIRST.year - 1, FIRST.year + 3)
NUMBER = re.compile("§([A-Za-z0-9-]+)§")
OPENING = frozenset({"case.record", "case.split"})
PAPERS = frozenset(
    {
        *("meeting.hold", "study.open", "inspection.open", "bulletin.issue", "household.enter"),
        *("visit.record", "appraisal.commend", "publish.draft", "accountability.incident"),
        "accountability.open",
    }
)
HUNG = "left-hanging"
Told = Callable[[int, int], None]


class SetClock:
    """A clock that stands where it is set."""

    def __init__(self, now: datetime = FOUNDED) -> None:
        """Set it for the first time."""
        self.now = now.astimezone(UTC)

    def __call__(self) -> datetime:
        """Read it."""
        return self.now

    def set(self, now: datetime) -> None:
        """Set it to another instant."""
        self.now = now.astimezone(UTC)


@frozen(kw_only=True)
class Answer:
    """A mishandling with the matters that show it, what is wrong, and who held them."""

    key: str
    fault: str
    cases: tuple[str, ...]
    wrong: str
    held: str


@frozen(kw_only=True)
class Grown:
    """A town of two years: its people, its matters by key, and the answers to its riddles.

    ``papers`` are its meetings, inspections and whatever else has a number of its own, by key.
    """

    staff: Staff
    numbers: Mapping[str, str]
    papers: Mapping[str, str]
    exemplary: str
    planted: tuple[Answer, ...]

    @property
    def leaving(self) -> PersonId:
        """Who was transferred away and still owes something."""
        return PersonId(self.staff[OWES_A_BOOK].person)

    @property
    def keeper(self) -> PersonId:
        """Who kept every week of a year, and wrote one of them up late."""
        return PersonId(self.staff[LATE].person)

    @property
    def owing(self) -> PersonId:
        """Who left a matter hanging."""
        hung = next(matter for matter in planted_matters() if matter.key == HUNG)
        return PersonId(self.staff[hung.owner].person)

    @property
    def clerk(self) -> PersonId:
        """The first clerk, who may read everything."""
        return PersonId(self.staff[CLERK].person)


@frozen(kw_only=True)
class Growth:
    """The town while it grows: its office, its clock, and the numbers given so far."""

    office: Office
    clock: SetClock
    numbers: dict[str, str] = attrs.field(factory=dict)
    papers: dict[str, str] = attrs.field(factory=dict)

    def do(self, action: Action) -> None:
        """Do one thing at its instant."""
        self.clock.set(action.at)
        act = Act(actor=PersonId(action.actor), channel=CHANNEL, occurred_at=action.occurred_at)
        given = numbered(action.given, ChainMap(self.numbers, self.papers))
        recorded = perform(self.office, action.use_case, act, given)
        number = recorded.stream.partition("/")[2]
        if action.use_case in OPENING:
            self.numbers[action.matter] = number
        elif action.use_case in PAPERS:
            self.papers[action.matter] = number


def grow(
    office: Office,
    clock: SetClock,
    *,
    seed: int = SEED,
    matters: int = MATTERS,
    login: str | None = None,
    told: Told = lambda _done, _all: None,
) -> Grown:
    """Grow the town in an empty record; *told* hears how far it has come.

    Raises:
        RefusalError: something is on record already.
    """
    growth = Growth(office=office, clock=clock)
    everybody = staff(Chance(f"{seed}/staff"))
    _found(growth, everybody, login)
    tale = story(seed, matters, everybody, _days(office, everybody))
    for done, action in enumerate(tale.actions, start=1):
        growth.do(action)
        told(done, len(tale.actions))
    clock.set(ENDED)
    return Grown(
        staff=everybody,
        numbers=growth.numbers,
        papers=growth.papers,
        exemplary=growth.numbers[tale.exemplary],
        planted=tuple(_answers(tale, growth.numbers)),
    )


def numbered(value: Any, numbers: Mapping[str, str]) -> Any:  # noqa: ANN401 - plain values
    """Return plain values with the matters that they name by key named by number."""
    if isinstance(value, str):
        return NUMBER.sub(lambda found: numbers[found[1]], value)
    if isinstance(value, dict):
        return {key: numbered(inner, numbers) for key, inner in value.items()}
    if isinstance(value, list):
        return [numbered(inner, numbers) for inner in value]
    return value


def _found(growth: Growth, everybody: Staff, login: str | None) -> None:
    clerk = everybody[CLERK]
    found_town(growth.office, town=town.name(), clerk=clerk.name, login=login, channel=CHANNEL)
    for unit in town.units():
        growth.do(_on_first_day(clerk.person, "roster.unit", {"unit": unit}))
    for cadre in everybody.cadres:
        if cadre.key != CLERK and cadre.since < FIRST:
            for use_case, given in enlisted(cadre):
                growth.do(_on_first_day(clerk.person, use_case, given))
    books = Books(everybody)
    for action in books.passed_down(FOUNDED):
        growth.do(action)
    for cadre in everybody.cadres:
        for action in books.given(cadre, FOUNDED) if cadre.since < FIRST else ():
            growth.do(action)


def _on_first_day(actor: str, use_case: str, given: dict[str, Any]) -> Action:
    return Action(at=FOUNDED, matter="", actor=actor, use_case=use_case, given=given)


def _days(office: Office, everybody: Staff) -> Days:
    act = Act(actor=PersonId(everybody[CLERK].person), channel=CHANNEL)
    return published(answer(office, "calendar.show", act, {"year": year}) for year in YEARS)


def _answers(tale: Story, numbers: Mapping[str, str]) -> Iterator[Answer]:
    for planted in PLANTED:
        facts = tale.facts[planted.key]
        cases = {facts["matter"]: None, facts["again"]: None}
        yield Answer(
            key=planted.key,
            fault=planted.fault,
            cases=tuple(numbered(list(cases), numbers)),
            wrong=numbered(filled(planted.wrong, facts), numbers),
            held=filled(planted.held, facts),
        )
