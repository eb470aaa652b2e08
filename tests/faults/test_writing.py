"""What was acknowledged is on record, once, whoever is killed and however often it is asked."""

import pytest
from tests.faults.programs import tried


@pytest.mark.clause("S37")
@pytest.mark.parametrize("where", ["kill", "killpg"])
def test_what_killed_writers_were_told_is_on_record_once(where: str) -> None:
    tally = tried(where)

    assert tally.wrong == []
    assert (tally.rounds, tally.lost, tally.doubled) == (3, 0, 0)


@pytest.mark.clause("S37")
def test_a_request_is_one_event_and_one_answer_though_the_server_crashed() -> None:
    tally = tried("repeat")

    assert tally.wrong == []
    assert tally.beside == {
        "servers killed between commit and reply": 1,
        "processes that died between commit and answer": 1,
    }


@pytest.mark.clause("S25")
def test_of_twenty_who_saw_the_same_one_wins_and_the_others_are_told() -> None:
    assert tried("conflict").wrong == []


@pytest.mark.clause("S37")
def test_a_database_that_crashes_loses_and_doubles_nothing() -> None:
    tally = tried("restart")

    assert tally.wrong == []
    assert tally.rounds == 3
