"""Who answers for a matter where the roster says that they came late or left early."""

import pytest
from tests.properties.test_responsibility import read_of

from minqing_core.replay.responsibility import responsibility


@pytest.mark.clause("S25", "S46")
def test_who_left_before_they_came_answers_for_nothing() -> None:
    held = responsibility(read_of([], came={"0002": 20}, left={"0002": 10}))

    assert [one.person for one in held] == [None]
