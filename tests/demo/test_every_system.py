"""The town lives through every system of the scheme: whatever can be put on record is."""

import pytest

from minqing_core.persistence.event_types import EVENT_TYPES


@pytest.mark.clause("S75")
def test_everything_that_can_happen_happens_in_the_two_years(town) -> None:
    happened = {type(envelope.event) for envelope in town.office.log.scan()}

    assert [name for name, kind in EVENT_TYPES.items() if kind not in happened] == []
