"""For those who embed the office and test what they make of it: a town in memory, no mocks.

>>> from minqing_core.testing import Town
>>> with Town() as town:
...     _ = town.given("roster.unit", unit={**town.VILLAGE, "unit": "dafeng", "name": "大丰村"})
...     town.when("case.record", matter={**town.MATTER, "place": "dafeng"})
...     town.then("diary.matter-recorded.v1")
...     town.when("case.feedback", case="2024-000001", feedback={})
...     town.then_refused("invalid-input")
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

import attrs

from minqing_core.application.asking import answer
from minqing_core.application.founding import found_town
from minqing_core.bootstrap import open_office
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.periods import OFFICE_ZONE
from minqing_core.kernel.refusals import RefusalError

MORNING = datetime(2024, 3, 1, 9, 0, tzinfo=OFFICE_ZONE)


class Clock:
    """A clock that stands still until it is set; given to an office, it is the time there."""

    def __init__(self, at: datetime = MORNING) -> None:
        """Stand at an instant with a time zone."""
        self.at = at

    def __call__(self) -> datetime:
        """Read the clock."""
        return self.at

    def set(self, at: datetime) -> None:
        """Stand at another instant."""
        self.at = at

    def later(self, **passed: float) -> None:
        """Let days, hours, minutes pass, as ``timedelta`` counts them."""
        self.at += timedelta(**passed)


class Town:
    """A town in memory, just founded, with one clerk: what was given, is done, and came of it.

    Everything goes through the real office with its real rules; nothing is written to a disk.
    ``answer`` and ``refusal`` are what came of the thing that is looked at.
    """

    VILLAGE: ClassVar[Mapping[str, Any]] = {
        "kind": "village",
        "parent": "town",
        "since": "2007-06-20",
    }
    MATTER: ClassVar[Mapping[str, Any]] = {
        "kind": "problem",
        "channel": "visit",
        "category": "HOT_DIFFICULT.ROADS",
        "title": "村口路灯不亮",
        "text": "村口路灯坏了三个月，老人夜里不敢出门。",
        "petitioners": [{"kind": "named", "name": "李大娘", "contact": "13800000000"}],
        "learned_at": "2024-03-01",
    }

    def __init__(
        self, *, town: str = "大涌镇", clerk: str = "王小明", at: datetime = MORNING
    ) -> None:
        """Found the town at an instant."""
        self.clock = Clock(at)
        self.office = open_office("memory:", clock=self.clock)
        self.clerk = found_town(self.office, town=town, clerk=clerk, login=None).clerk
        self.answer: Any = None
        self.refusal: RefusalError | None = None
        self._before = self.office.log.size()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.office.close()

    def given(self, use_case: str, *, by: Act | str | None = None, **asked: Any) -> Any:  # noqa: ANN401 - plain values
        """Have something done beforehand, and return its answer; a refusal is raised."""
        return answer(self.office, use_case, self._act(by), asked)

    def when(self, use_case: str, *, by: Act | str | None = None, **asked: Any) -> None:  # noqa: ANN401 - plain values
        """Have the thing done that is looked at; its answer, or why it was refused, is kept."""
        self.answer = self.refusal = None
        self._before = self.office.log.size()
        try:
            self.answer = answer(self.office, use_case, self._act(by), asked)
        except RefusalError as refusal:
            self.refusal = refusal

    def then(self, *names: str) -> None:
        """Insist that exactly these events were recorded, by their stored names, in this order.

        Raises:
            AssertionError: it was refused, or others were.
        """
        if self.refusal is not None:
            raise AssertionError(f"refused: {self.refusal} ({self.refusal.code})")
        recorded = self.recorded()
        if recorded != [*names]:
            raise AssertionError(f"recorded {recorded}, not {[*names]}")

    def then_refused(self, code: str) -> None:
        """Insist that it was refused with this code, and that nothing was recorded.

        Raises:
            AssertionError: it was not, or for another reason.
        """
        found = None if self.refusal is None else self.refusal.code
        if found != code or self.recorded():
            raise AssertionError(f"refused with {found}, recorded {self.recorded()}, not {code}")

    def recorded(self) -> list[str]:
        """Return the stored names of what was recorded by the thing that is looked at."""
        headers = self.office.log.headers(self.office.log.size(), self._before)
        return [header.name for header in headers]

    def _act(self, by: Act | str | None) -> Act:
        if isinstance(by, Act):
            return by
        act = Act(actor=self.clerk, channel="test")
        return act if by is None else attrs.evolve(act, actor=PersonId(by))
