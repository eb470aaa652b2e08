"""The town lives through every system of the scheme: whatever can be put on record is."""

import pytest

from minqing_core.persistence.event_types import EVENT_TYPES

ELSEWHERE = {
    "privacy": "nothing may be destroyed before ten years are over",
    "access": "nobody logs in before the pages of the demo are served",
    "backups": "a town in memory has nothing that could be copied or lost",
}


@pytest.mark.clause("S75")
def test_everything_that_can_happen_happens_in_the_two_years(town) -> None:
    happened = {type(envelope.event) for envelope in town.office.log.scan()}

    wanting = [name for name, kind in EVENT_TYPES.items() if kind not in happened]
    assert {name.partition(".")[0] for name in wanting} <= ELSEWHERE.keys()
