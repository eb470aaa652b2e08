"""Nobody writes over what they have not seen."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.http.serving import CAUSE, Served

STEPS = "/v1/cases/2026-000001/steps"
TOLD = ["王小明写明原因：线路老化"]


def test_a_reading_and_a_writing_tell_the_version(served: Served) -> None:
    assert served.record().etag == '"1"'
    assert served.get("/v1/cases/2026-000001").etag == '"1"'
    assert served.post(STEPS, CAUSE, If_Match='"1"').etag == '"2"'


def test_who_has_seen_nothing_cannot_add_to_a_record(served: Served) -> None:
    served.record()

    told = served.post(STEPS, CAUSE)

    assert (told.status, told.body["code"]) == (428, "if-match-missing")


@pytest.mark.clause("S25")
def test_who_has_seen_an_old_version_is_told_what_happened_meanwhile(served: Served) -> None:
    served.record()
    served.post(STEPS, CAUSE, If_Match='"1"')

    told = served.post(STEPS, CAUSE, If_Match='"1"')

    assert (told.status, told.body["code"]) == (412, "stream-moved")
    assert told.body["kind"] == "conflict"
    assert told.body["meanwhile"] == TOLD


@pytest.mark.parametrize("given", ["1", "W/1", 'W/"1"', '"1", "2"', "*", '"x"', '"-1"', '""'])
def test_only_one_version_in_quotes_is_understood(served: Served, given: str) -> None:
    served.record()

    told = served.post(STEPS, CAUSE, If_Match=given)

    assert (told.status, told.body["code"]) == (400, "header")
    assert "If-Match" in told.body["detail"]


def test_what_is_new_needs_nothing_to_have_been_seen(served: Served) -> None:
    assert served.record().status == 201
    assert served.post("/v1/cases/2026-000009/steps", CAUSE, If_Match='"1"').status in {404, 412}


def test_of_twenty_parallel_writers_one_wins_and_the_others_are_told(
    served_anywhere: Served,
) -> None:
    town = served_anywhere
    town.record()

    def write(number: int) -> tuple[int, list[str]]:
        step = {"step": {"kind": "note", "text": f"第 {number} 人到场"}}
        told = town.post(STEPS, step, If_Match='"1"')
        return told.status, told.body.get("meanwhile", [])

    with ThreadPoolExecutor(20) as people:
        answers = list(people.map(write, range(20)))

    lost = [meanwhile for status, meanwhile in answers if status in {409, 412}]
    assert [status for status, _ in answers].count(200) == 1
    assert len(lost) == 19
    assert {len(meanwhile) for meanwhile in lost} == {1}
    assert town.get("/v1/cases/2026-000001").etag == '"2"'
