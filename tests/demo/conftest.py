"""A grown town to look at."""

import pytest
from tests.demo.grown_towns import Town
from tests.stores import empty_office


@pytest.fixture(scope="session")
def town():
    """Give the town of the demo, grown whole in memory."""
    from minqing_cli.demo_town.growing import SetClock, grow  # noqa: PLC0415

    clock = SetClock()
    with empty_office(clock=clock) as office:
        yield Town(office, grow(office, clock, login="wang"))
