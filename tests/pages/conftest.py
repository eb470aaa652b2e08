"""A small town that lived through two years, behind a server with accounts for its people."""

from collections.abc import Iterator

import pytest
from tests.pages.visiting import Visited


@pytest.fixture(scope="session")
def town() -> Iterator[Visited]:
    """Give the town; whoever adds to it leaves to the others what they count on."""
    with Visited.grown(site="https://minqing.example") as visited:
        yield visited
