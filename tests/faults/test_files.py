"""What becomes of the files of a record that are torn, rotten or out of room."""

import pytest
from tests.faults.full import NO_DISK
from tests.faults.programs import tried


@pytest.mark.clause("S37")
def test_a_torn_write_ahead_log_ends_at_the_last_whole_commit_and_goes_on_from_there() -> None:
    tally = tried("wal")

    assert tally.wrong == []
    assert (tally.tried, tally.lost) == (10, 0)


@pytest.mark.clause("S37")
def test_what_was_signed_and_vanished_with_a_flipped_bit_is_missed_at_the_start() -> None:
    tally = tried("walrot")

    assert (tally.wrong, tally.undetected) == ([], 0)
    assert tally.beside["refused at the start, the range named"] > 0


@pytest.mark.clause("S37")
def test_a_full_disk_is_said_to_be_one_and_with_room_all_goes_on() -> None:
    """In the library, on the command line and over HTTP."""
    tally = tried("full")

    assert tally.wrong == []
    if NO_DISK in tally.beside:
        pytest.skip("files that may not grow only: nobody may mount a small disk here")
    assert tally.beside == {
        "told to be full over HTTP": 1,
        "told to be full on the command line": 1,
    }
