"""Who changes the past is found by what has left the house; what nobody can find is said."""

import pytest
from tests.faults.programs import tried


@pytest.mark.clause("S37")
def test_a_rebuilt_past_is_found_by_checkpoint_and_receipt_but_not_after_the_last() -> None:
    tally = tried("insider")

    assert tally.wrong == []
    assert tally.beside == {
        "not found by the record alone, as must be said": 1,
        "found by the published checkpoint": 1,
        "found by a citizen's receipt": 1,
        "after the last checkpoint and found by nobody, as must be said": 1,
    }


@pytest.mark.clause("S37")
def test_a_witness_cosigns_no_fork_and_no_rollback() -> None:
    tally = tried("witness")

    assert tally.wrong == []
    assert {*tally.beside.values()} == {1}


@pytest.mark.clause("S37")
def test_whatever_the_verifier_is_handed_it_finds_and_does_not_break_down() -> None:
    tally = tried("verifier")

    assert (tally.wrong, tally.undetected) == ([], 0)


@pytest.mark.clause("S37")
def test_times_never_fall_when_the_clock_does_and_the_check_up_warns() -> None:
    assert tried("clock").wrong == []
