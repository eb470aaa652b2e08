"""A town over an empty store, with a clock that stands still until it is set."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from tests.stores import empty_office

from minqing_core.application.asking import answer
from minqing_core.application.founding import found_town
from minqing_core.application.office import Office
from minqing_core.application.ports import Batch, Draft
from minqing_core.bootstrap import open_office
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId, StreamId
from minqing_core.kernel.periods import OFFICE_ZONE
from minqing_core.kernel.refusals import RefusalError
from minqing_core.programme.events import PlanRuleAdopted, RuleAdopted

CLERK, SECRETARY, MEMBER, INVESTIGATOR, RETIRED = "000001", "0002", "0003", "0004", "0005"
NEIGHBOUR, LEADER, ENGINEER, HEAD = "0006", "0007", "0008", "0009"
FOUNDED = datetime(2024, 3, 1, 9, 0, tzinfo=OFFICE_ZONE)
UNITS = (
    {"unit": "dafeng", "name": "大丰村", "kind": "village", "parent": "town"},
    {"unit": "anyang", "name": "安洋社区", "kind": "community", "parent": "town"},
    {"unit": "dafeng-1", "name": "大丰村一组", "kind": "villagers-group", "parent": "dafeng"},
)
PEOPLE: tuple[dict[str, Any], ...] = (
    {"person": SECRETARY, "name": "陈国强", "post": "village-secretary", "unit": "dafeng"},
    {"person": MEMBER, "name": "李秀英", "post": "two-committees-member", "unit": "dafeng"},
    {"person": INVESTIGATOR, "name": "何正", "post": "investigator", "unit": "town"},
    {"person": RETIRED, "name": "老赵", "post": None, "unit": None},
)
FURTHER: tuple[dict[str, Any], ...] = (
    {"person": NEIGHBOUR, "name": "钱多", "post": "village-secretary", "unit": "anyang"},
    {"person": LEADER, "name": "郑书记", "post": "party-secretary", "unit": "town"},
    {"person": ENGINEER, "name": "吴工", "post": "staff", "unit": "urban"},
    {"person": HEAD, "name": "梁主任", "post": "leader-in-charge", "unit": "town"},
)
MATTER: Mapping[str, Any] = {
    "kind": "problem",
    "channel": "visit",
    "category": "HOT_DIFFICULT.ROADS",
    "title": "村口路灯不亮",
    "text": "村口路灯坏了三个月，老人夜里不敢出门。",
    "petitioners": [{"kind": "named", "name": "李大娘", "contact": "13800000000"}],
    "learned_at": "2024-03-01T08:30:00+08:00",
    "place": "dafeng",
}


class Town:
    """An office, asked by name with plain values."""

    def __init__(
        self, at: datetime = FOUNDED, url: str | None = None, name: str = "大涌镇", **where: Any
    ) -> None:
        self.at = at
        made = empty_office if url is None else partial(open_office, url, create=True)
        self.office: Office = made(clock=lambda: self.at, **where)
        found_town(self.office, town=name, clerk="王小明", login="wang")
        self.founded = self.settled = self.office.log.size()

    def settle(self) -> None:
        """Establish the villages and enter their cadres."""
        for unit in UNITS:
            self.do("roster.unit", unit={**unit, "since": "2007-06-20"})
        for facts in PEOPLE:
            kind = None if facts["post"] is None else "village-two-committees"
            rest = {key: value for key, value in facts.items() if key != "person"}
            self.do(
                "roster.person",
                person=facts["person"],
                facts={**rest, "kind": kind, "since": "2020-01-01"},
            )
        self.settled = self.office.log.size()

    def widen(self) -> None:
        """Enter a department, the neighbouring village's secretary and two leaders of the town."""
        urban = {"unit": "urban", "name": "规划建设办公室", "kind": "department"}
        self.do("roster.unit", unit={**urban, "parent": "town", "since": "2007-06-20"})
        for facts in FURTHER:
            rest = {key: value for key, value in facts.items() if key != "person"}
            served = {"kind": "town-office-civil-servant", "since": "2020-01-01"}
            self.do("roster.person", person=facts["person"], facts={**rest, **served})

    def set(self, when: str) -> None:
        """Set the clock to an instant of Shanghai, or to nine in the morning of a day."""
        self.at = shanghai(when if "T" in when else f"{when}T09:00")

    def later(self, **passed: int) -> None:
        """Let time pass."""
        self.at += timedelta(**passed)

    def do(self, use_case: str, *, act: Act | None = None, **given: Any) -> Any:
        """Have a use case done, by the clerk unless somebody else acts."""
        return answer(self.office, use_case, act or Act(actor=CLERK), given)

    def refused(self, use_case: str, *, act: Act | None = None, **given: Any) -> RefusalError:
        """Have a use case refused, and nothing recorded."""
        before = self.office.log.size()
        with pytest.raises(RefusalError) as raised:
            self.do(use_case, act=act, **given)
        assert self.office.log.size() == before
        return raised.value

    def record(self, *, act: Act | None = None, **matter: Any) -> str:
        """Write a matter down, and return its number."""
        recorded = self.do("case.record", act=act or by(SECRETARY), matter={**MATTER, **matter})
        number: str = recorded["id"]
        return number

    def step(self, case: str, kind: str, *, act: Act | None = None, **step: Any) -> Any:
        """Put a step of a matter on record."""
        return self.do(
            "case.step", act=act or by(SECRETARY), case=case, step={"kind": kind, **step}
        )


def shanghai(text: str) -> datetime:
    """Return an instant of the office's own zone."""
    return datetime.fromisoformat(text).replace(tzinfo=OFFICE_ZONE)


def by(person: str, **others: Any) -> Act:
    """Return the act of a person."""
    return Act(actor=person, channel="test", **others)


@pytest.fixture
def bare_town() -> Iterator[Town]:
    """Give a town just founded."""
    town = Town()
    yield town
    town.office.close()


@pytest.fixture
def town() -> Iterator[Town]:
    """Give a town with villages and cadres, on the morning of 1 March 2024."""
    made = Town()
    made.settle()
    yield made
    made.office.close()


@pytest.fixture
def wide_town(town: Town) -> Town:
    """Give a town with a department, a neighbouring village's secretary and two leaders."""
    town.widen()
    return town


def laid_down(town: Town, stream: str, rule: RuleAdopted | PlanRuleAdopted) -> None:
    """Put a rule on record that was in force before, as in a record kept since then."""
    act = Act(actor=PersonId(CLERK))
    town.office.log.append([Batch(act=act, drafts=[Draft(stream=StreamId(stream), event=rule)])])
