"""What those who embed the office are given to test with says when something is not so."""

import doctest
from collections.abc import Iterator
from datetime import timedelta

import pytest

from minqing_core import Act, testing
from minqing_core.kernel.refusals import RefusalError
from minqing_core.testing import MORNING, Clock, Town


@pytest.fixture
def town() -> Iterator[Town]:
    with Town() as made:
        yield made


def test_what_was_recorded_is_insisted_on_by_name(town: Town) -> None:
    town.when("case.record", matter=town.MATTER)

    town.then("diary.matter-recorded.v1")
    with pytest.raises(AssertionError, match="recorded"):
        town.then()
    with pytest.raises(AssertionError, match="not case-unknown"):
        town.then_refused("case-unknown")
    assert town.answer["version"] == 1


def test_a_refusal_is_insisted_on_by_its_code(town: Town) -> None:
    town.when("case.step", case="2024-000009", step={"kind": "cause", "text": "不详"})

    town.then_refused("case-unknown")
    with pytest.raises(AssertionError, match="case-unknown"):
        town.then("diary.cause-recorded.v1")
    with pytest.raises(AssertionError, match="refused with case-unknown"):
        town.then_refused("not-allowed")
    assert town.answer is None


def test_what_is_given_must_be_done(town: Town) -> None:
    with pytest.raises(RefusalError):
        town.given("case.show", case="2024-000009")


def test_others_act_and_time_passes_only_when_it_is_said(town: Town) -> None:
    facts = {"name": "陈国强", "kind": "village-two-committees", "since": "2020-01-01"}
    town.given("roster.person", person="0002", facts=facts)
    town.when("case.record", by="0002", matter=town.MATTER)
    town.then_refused("not-allowed")
    town.when("case.record", by=Act(actor=town.clerk, key="k"), matter=town.MATTER)
    town.then("diary.matter-recorded.v1")

    assert town.office.now() == MORNING
    town.clock.later(hours=1)
    assert town.office.now() == MORNING + timedelta(hours=1)
    town.clock.set(MORNING)
    assert Clock()() == town.office.now() == MORNING


def test_its_own_example_runs() -> None:
    assert doctest.testmod(testing).failed == 0
