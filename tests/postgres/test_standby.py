"""A standby takes over from a primary that was killed in the middle of everything."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.crowds import together
from tests.postgres.nodes import address, pair, until, wait_for_standby
from tests.postgres.writers import Acknowledged, numbers, recorded, went_on, whole

from minqing_core import open_office
from minqing_core.bootstrap import found_store, make_signer, open_signer
from minqing_core.integrity.refusals import LogShorterError

ORIGIN = "dachong.example/minqing"


@pytest.fixture
def signing_key(tmp_path: Path) -> Path:
    """Give the file of a key that signs checkpoints."""
    file = tmp_path / "minqing.skey"
    make_signer(file, ORIGIN)
    return file


def signed(url: str, signing_key: Path) -> int:
    """Sign how far the record is, and return that."""
    signer = open_signer(url, key_file=signing_key, checkpoints=signing_key.parent / "checkpoints")
    return signer.sign().size


@contextmanager
def writing(url: str, key_file: Path, ground: Path) -> Iterator[list[list[Acknowledged]]]:
    """Have four processes record as long as this lasts; what they were told is there after it."""
    programs = [(went_on, (url, key_file, who, ground)) for who in range(4)]
    told: list[list[Acknowledged]] = []
    with ThreadPoolExecutor(1) as pool:
        work = pool.submit(together, *programs)
        try:
            wait_for_more(ground)
            yield told
            wait_for_more(ground)
        finally:
            (ground / "stop").touch()
        told += work.result()


def wait_for_more(ground: Path) -> None:
    """Wait until each of the four was told more than it is now."""
    before = _told(ground)
    until(lambda: all(now > then + 4 for now, then in zip(_told(ground), before, strict=True)))


def _told(ground: Path) -> list[int]:
    files = [ground / f"{who}.told" for who in range(4)]
    return [int(file.read_text() or 0) if file.exists() else 0 for file in files]


def test_what_was_acknowledged_is_on_the_standby_that_takes_over(
    tmp_path: Path, key_file: Path, signing_key: Path
) -> None:
    with pair() as (primary, standby):
        wait_for_standby(primary)
        url, checkpoints = address(primary, standby), tmp_path / "checkpoints"
        found_store(url, key_file=key_file, town="大涌镇", clerk="王小明", login="wang")

        with writing(url, key_file, tmp_path) as told:
            size = signed(url, signing_key)
            primary.kill()
            standby.promote()

        with open_office(url, key_file=key_file, checkpoints=checkpoints) as office:
            assert office.log.size() > size
            acknowledged = numbers(told)
            assert whole(office, acknowledged) == acknowledged
            assert signed(url, signing_key) == office.log.size()


def test_a_standby_that_nobody_waited_for_and_that_lost_its_end_is_not_opened(
    tmp_path: Path, key_file: Path, signing_key: Path
) -> None:
    with pair() as (primary, standby):
        url = address(primary, standby)
        found_store(url, key_file=key_file, town="大涌镇", clerk="王小明", login="wang")
        standby.catch_up(primary)
        standby.kill()
        with open_office(url, key_file=key_file) as office:
            recorded(office, "lost")
        size = signed(url, signing_key)

        primary.kill()
        standby.start()
        standby.promote()

        with pytest.raises(LogShorterError) as refused:
            open_office(url, key_file=key_file, checkpoints=tmp_path / "checkpoints")
        with open_office(url, key_file=key_file) as office:
            assert office.log.size() < size
            assert whole(office, {}) == {}
        assert str(size) in str(refused.value)
