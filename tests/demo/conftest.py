"""A grown town to look at."""

import pytest
from tests.demo.grown_towns import Town

from minqing_core.bootstrap import open_office


@pytest.fixture(scope="session")
def town():
    """Give the town of the demo, grown whole in memory."""
    from minqing_cli.demo_town.growing import SetClock, grow  # noqa: PLC0415

    clock = SetClock()
    with open_office("memory:", clock=clock, create=True) as office:
        yield Town(office, grow(office, clock, login="wang"))
