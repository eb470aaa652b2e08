"""What is changed in the database is found and named, and nobody else is accused."""

import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from tests.faults.ground import do, founded, lived
from tests.faults.programs import tried


@pytest.mark.clause("S37")
def test_flipped_bits_are_found_and_nineteen_in_twenty_name_their_event() -> None:
    tally = tried("flip")

    assert tally.wrong == []
    assert (tally.undetected, tally.accused) == (0, 0)


@pytest.mark.clause("S37")
@pytest.mark.parametrize("what", ["delete", "swap", "cut"])
def test_what_is_deleted_exchanged_or_cut_off_is_named(what: str) -> None:
    tally = tried(what)

    assert tally.wrong == []
    assert (tally.tried, tally.undetected, tally.accused) == (5, 0, 0)


@pytest.mark.clause("S37")
def test_a_record_with_a_damaged_index_is_opened_to_be_verified(tmp_path: Path) -> None:
    ground = founded(tmp_path)
    with ground.open() as office:
        lived(office, 5, Random(0))
    with closing(sqlite3.connect(ground.file)) as sql:
        [(size,)] = sql.execute("PRAGMA page_size")
        [(page,)] = sql.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'sqlite_autoindex_stored_events_1'"
        )
    with ground.file.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)

    with ground.open() as office:
        found = do(office, "verify")["findings"]

    assert {one["code"] for one in found} == {"database-damaged"}
    assert any("数据库文件已损坏" in one["text"] for one in found)
