"""A board is of one position, also when something is recorded while it is made."""

from collections.abc import Callable
from typing import Any

import attrs
import pytest
from tests.towns import CLERK, Town, by

from minqing_core.application.asking import answer


class Meanwhile:
    """The tables of a town, in which something happens whenever their position is asked."""

    def __init__(self, views: Any, happens: Callable[[], object]) -> None:
        self._views, self._happens = views, happens

    def position(self) -> int:
        """Tell the position, after what happens."""
        self._happens()
        position: int = self._views.position()
        return position

    def __getattr__(self, name: str) -> Any:
        return getattr(self._views, name)


@pytest.mark.clause("S54", "S74")
def test_a_board_tells_nothing_of_what_is_recorded_while_it_is_made(town: Town) -> None:
    town.record()

    def recorded() -> None:
        town.record()
        town.do("case.list")

    office = attrs.evolve(town.office, views=Meanwhile(town.office.views, recorded))

    board = answer(office, "report.quarter", by(CLERK), {"period": "2024-Q1"})

    asked = {"period": "2024-Q1", "when": {"position": board["position"]}}
    assert board["position"] < town.office.log.size()
    assert board == town.do("report.quarter", **asked)
