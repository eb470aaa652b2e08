"""The city benchmark, small: three towns in one PostgreSQL, counted in every way it knows."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parents[2]
SMALL = ("--towns", "3", "--events", "120", "--times", "2", "--workers", "2")


def test_three_towns_in_one_server_are_followed_counted_and_asked_alike(postgres_dsn: str) -> None:
    pytest.importorskip("duckdb", reason="the questions are not asked: pip install minqing[city]")
    pytest.importorskip(
        "dask.distributed", reason="no cluster counts beside DuckDB: pip install minqing[bench]"
    )
    done = subprocess.run(  # noqa: S603 - our own benchmark
        [sys.executable, str(HERE / "benchmarks" / "city.py"), *SMALL],
        env=os.environ | {"PYTHONPATH": str(HERE / "src"), "MINQING_TEST_PG_DSN": postgres_dsn},
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )

    assert done.returncode == 0, done.stderr
    assert "all the same" in done.stdout.splitlines()[-1]
    assert done.stdout.count("Dask, 2 processes") == 4
