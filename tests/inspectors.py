"""A town with those who inspect and supervise, for the tests of inspections and bulletins."""

from typing import Any

import pytest
from tests.towns import Town

NEIGHBOUR, LEADER, ENGINEER, COMMISSIONER = "0006", "0007", "0008", "0009"
PEOPLE = (
    (NEIGHBOUR, "钱多", "village-secretary", "anyang"),
    (LEADER, "郑书记", "party-secretary", "town"),
    (ENGINEER, "吴工", "staff", "urban"),
    (COMMISSIONER, "冯委员", "organisation-commissioner", "town"),
)


@pytest.fixture
def wide(town: Town) -> Town:
    """Give a town with a neighbouring village's secretary, town leaders and a department."""
    urban = {"unit": "urban", "name": "规划建设办公室", "kind": "department", "parent": "town"}
    town.do("roster.unit", unit={**urban, "since": "2007-06-20"})
    for person, name, post, unit in PEOPLE:
        facts = {"name": name, "kind": "town-office-civil-servant", "since": "2020-01-01"}
        town.do("roster.person", person=person, facts={**facts, "post": post, "unit": unit})
    return town


def told(town: Town, use_case: str, **asked: Any) -> Any:
    """Return what a reading answers from the tables, having seen that the log says the same."""
    found = town.do(use_case, **asked)
    walked = town.do(use_case, **asked, when={"position": town.office.log.size()})
    assert walked == found
    return found
