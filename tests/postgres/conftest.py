"""A town in a PostgreSQL database of its own."""

from pathlib import Path

import pytest

from minqing_core.bootstrap import found_store


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    """Give the place of the master key."""
    return tmp_path / "town.key"


@pytest.fixture
def town_url(postgres_url: str, key_file: Path) -> str:
    """Give the address of a town just founded."""
    found_store(postgres_url, key_file=key_file, town="大涌镇", clerk="王小明", login="wang")
    return postgres_url
