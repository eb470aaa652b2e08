"""A town that takes in foreign files, at hand in every test of importing."""

import pytest
from tests.importing.foreign import Town


@pytest.fixture
def town(clock):
    """Give a town whose record is in memory."""
    made = Town(None, clock=clock)
    yield made
    made.office.close()
