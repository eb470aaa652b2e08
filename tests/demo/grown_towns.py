"""A grown town, and what is asked of it."""

from collections.abc import Iterator
from typing import Any

from attrs import frozen
from tests.stores import empty_office

from minqing_cli.demo_town.growing import Grown, SetClock, grow
from minqing_core.application.asking import answer
from minqing_core.application.office import Office
from minqing_core.kernel.envelope import Act


@frozen
class Town:
    """A grown town and its office."""

    office: Office
    grown: Grown

    def ask(self, use_case: str, **given: Any) -> Any:
        """Have a use case answered to the first clerk, in plain values."""
        return answer(self.office, use_case, Act(actor=self.grown.clerk), given)

    def pages(self, use_case: str, **given: Any) -> Iterator[Any]:
        """Yield the items of a list, page after page."""
        cursor = None
        while page := self.ask(use_case, cursor=cursor, **given):
            yield from page["items"]
            cursor = page["next"]
            if cursor is None:
                return

    def logs(self) -> Iterator[Any]:
        """Yield the story of every matter."""
        for number in sorted(self.grown.numbers.values()):
            yield self.ask("case.log", case=number)


def told(seed: int, matters: int) -> tuple[list[Any], list[Any]]:
    """Return the stories and the pages of every matter of a town grown anew."""
    clock = SetClock()
    with empty_office(clock=clock) as office:
        town = Town(office, grow(office, clock, seed=seed, matters=matters))
        numbers = sorted(town.grown.numbers.values())
        return list(town.logs()), [town.ask("case.show", case=number) for number in numbers]
