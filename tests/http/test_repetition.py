"""A request sent again is answered again, and recorded once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.http.serving import CAUSE, MATTER, Served

TODAY = {"matter": {**MATTER, "learned_at": "2026-03-12"}}


def test_twenty_at_once_with_one_key_are_one_event_and_one_answer(
    served_anywhere: Served,
) -> None:
    town = served_anywhere
    before = town.office.log.size()

    with ThreadPoolExecutor(20) as people:
        answers = list(people.map(lambda _: town.record(Idempotency_Key="draft-1"), range(20)))

    assert town.office.log.size() == before + 1
    assert {told.status for told in answers} == {201}
    assert len({told.text for told in answers}) == 1


def test_a_matter_learned_today_may_be_sent_again(served: Served) -> None:
    answers = [served.post("/v1/cases", TODAY, Idempotency_Key="d") for _ in range(2)]

    assert [told.status for told in answers] == [201, 201]
    assert answers[0].text == answers[1].text


def test_a_key_is_not_for_another_request(served: Served) -> None:
    served.record(Idempotency_Key="draft-1")

    told = served.post("/v1/cases", TODAY, Idempotency_Key="draft-1")

    assert (told.status, told.body["code"]) == (422, "key-reused")


def test_a_step_sent_again_is_answered_though_the_version_moved_on(served: Served) -> None:
    served.record()
    steps = "/v1/cases/2026-000001/steps"

    answers = [served.post(steps, CAUSE, If_Match='"1"', Idempotency_Key="step") for _ in range(2)]

    assert answers[0].text == answers[1].text
    assert [told.status for told in answers] == [200, 200]


@pytest.mark.parametrize("key", ["键".encode().decode("latin-1"), "a b", "k" * 129, "a\tb"])
def test_a_key_is_plain_and_short(served: Served, key: str) -> None:
    before = served.office.log.size()

    told = served.record(Idempotency_Key=key)

    assert (told.status, told.body["code"]) == (400, "header")
    assert served.office.log.size() == before
