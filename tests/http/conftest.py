"""A town behind a server, for the tests of this folder."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from tests.http.serving import Served
from tests.stores import TestClock, empty_office

from minqing_core import open_office


@pytest.fixture
def serve(clock: TestClock) -> Iterator[Callable[..., Served]]:
    """Give a function that founds a town in memory and serves it, with settings if wanted."""
    with ExitStack() as stack:

        def start(**settings: Any) -> Served:
            return stack.enter_context(Served(empty_office(clock=clock), **settings))

        yield start


@pytest.fixture(scope="module")
def town() -> Iterator[Served]:
    """Give one town for the tests of a module in which nothing is ever recorded."""
    with Served(empty_office()) as served:
        yield served


@pytest.fixture
def served(serve: Callable[..., Served]) -> Served:
    """Give a town in memory, served."""
    return serve()


@pytest.fixture
def served_anywhere(store_url: str, tmp_path: Path, clock: TestClock) -> Iterator[Served]:
    """Give a town in a store of each kind, served."""
    key_file = None if store_url == "memory:" else tmp_path / "town.key"
    office = open_office(store_url, key_file=key_file, clock=clock, create=True)
    with Served(office) as town:
        yield town
