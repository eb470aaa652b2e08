"""A grown town to look at, and one that the command grew and kept."""

from pathlib import Path

import pytest
from tests.demo.commanding import FEW, Kept, run
from tests.demo.grown_towns import Town
from tests.stores import empty_office


@pytest.fixture(scope="session")
def town():
    """Give the town of the demo, grown whole in memory."""
    from minqing_cli.demo_town.growing import SetClock, grow  # noqa: PLC0415

    clock = SetClock()
    with empty_office(clock=clock) as office:
        yield Town(office, grow(office, clock, login="wang"))


@pytest.fixture(scope="session")
def kept(tmp_path_factory) -> Kept:
    """Give a small town that the command grew and kept, of which all only read."""
    folder: Path = tmp_path_factory.mktemp("kept")
    store = str(folder / "demo.db")
    return Kept(folder, store, run(folder, "demo", "--no-serve", "--db", store, *FEW))
