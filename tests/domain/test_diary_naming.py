"""A matter may name a household, one of its members, and the visit that brought it."""

import attrs
import pytest
from tests.matters import MATTER, NAMED, refusal

from minqing_core.diary.decisions.naming import require_named


def matter(*, member=None, **named):
    petitioners = (NAMED, attrs.evolve(NAMED, member=member))
    return attrs.evolve(MATTER, petitioners=petitioners, **named)


@pytest.mark.clause("S4", "S23")
def test_a_matter_names_a_household_that_its_visit_reached_and_a_member_of_it() -> None:
    home = {"household": "dafeng-000001"}
    require_named(matter(), members=(), visited=None)
    require_named(matter(**home, member=2), members=(1, 2), visited=None)
    require_named(matter(visit="2026-000001"), members=(), visited=frozenset())
    both = matter(**home, visit="2026-000001")
    require_named(both, members=(), visited={"dafeng-000001"})
    assert refusal(require_named, both, members=(), visited={"dafeng-000002"}) == (
        "invalid not-visited: 走访 2026-000001 没有到过住户 dafeng-000001，请核对两个编号"
    )


@pytest.mark.clause("S23")
@pytest.mark.parametrize("members", [(), (1, 2)])
def test_a_petitioner_is_one_whom_the_household_has(members) -> None:
    said = refusal(require_named, matter(member=3), members=members, visited=None)
    assert said == (
        "invalid not-a-member: 第 2 位诉求人的家庭成员序号（member）3 不在所写的住户"
        "（household）之中，请核对住户编号和成员序号"
    )
