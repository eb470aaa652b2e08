"""What was destroyed is readable in no file of the house."""

import pytest
from tests.faults.programs import tried


@pytest.mark.clause("S12", "S44")
def test_of_what_was_destroyed_no_file_copy_export_or_log_shows_a_word() -> None:
    tally = tried("shred")

    assert tally.wrong == []
    assert (tally.lost, tally.undetected) == (0, 0)
