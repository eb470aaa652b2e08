"""PostgreSQL servers of a test's own, to be killed and promoted."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from tests.postgres_server import programs

PATIENCE = 60
NAME = "standby"


class Node:
    """One server, which speaks through a socket in its folder.

    It does not wait for the disk: a program that is killed loses nothing that the kernel has, and
    what the servers promise one another stays what it is.
    """

    def __init__(self, folder: Path) -> None:
        """Take the folder, made for it."""
        self.folder, self.data = folder, folder / "data"
        self._programs, self._owner = programs()
        self._process: subprocess.Popen[bytes] | None = None
        if self._owner is not None:
            shutil.chown(folder, self._owner)

    def run(self, program: str, *words: str) -> None:
        """Run one of PostgreSQL's programs."""
        made: dict[str, Any] = {} if self._owner is None else {"user": self._owner}
        done = subprocess.run(  # noqa: S603 - PostgreSQL's own
            [self._programs / program, *words],
            capture_output=True,
            text=True,
            cwd=self.folder,
            check=False,
            **made,
        )
        assert done.returncode == 0, done.stderr

    def make(self) -> None:
        """Make the data of a first server."""
        self.run("initdb", "-D", str(self.data), "-U", "postgres", "-A", "trust", "--no-sync")
        with (self.data / "postgresql.conf").open("a") as settings:
            settings.write("fsync = off\nfull_page_writes = off\nmax_connections = 60\n")

    def follow(self, other: "Node") -> None:
        """Make the data of a server that follows another one, by a slot."""
        source = f"host={other.folder} user=postgres application_name={NAME}"
        self.run(
            "pg_basebackup",
            *("-D", str(self.data), "-d", source, "-R", "-C", "-S", NAME),
            *("-X", "stream", "-c", "fast", "--no-sync"),
        )

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        made: dict[str, Any] = {} if self._owner is None else {"user": self._owner}
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - PostgreSQL's own
                [
                    *(self._programs / "postgres", "-D", self.data),
                    *("-k", self.folder, "-c", "listen_addresses="),
                ],
                stdout=log,
                stderr=log,
                **made,
            )
        until(lambda: self.ask("SELECT 1"), psycopg.OperationalError)

    def kill(self) -> None:
        """Kill the server and each of its processes, so that none can end anything."""
        if self._process is None:
            return
        parts = self.ask("SELECT pid FROM pg_stat_activity")
        self._process.kill()
        for (process,) in parts:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self._process.wait()
        self._process = None

    def catch_up(self, primary: "Node") -> None:
        """Wait until the standby has all that the primary has."""
        [(reached,)] = primary.ask("SELECT pg_current_wal_flush_lsn()")
        until(lambda: self.ask(f"SELECT pg_last_wal_replay_lsn() >= '{reached}'") == [(True,)])

    def promote(self) -> None:
        """Let a standby be the primary."""
        self.ask("SELECT pg_promote()")
        until(lambda: self.ask("SELECT NOT pg_is_in_recovery()") == [(True,)])

    def ask(self, statement: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Ask the server, not this or that session."""
        with psycopg.connect(
            f"host={self.folder} user=postgres dbname={database}", autocommit=True
        ) as connection:
            found = connection.execute(statement)
            return found.fetchall() if found.description else []


def until(found: Callable[[], object], *troubles: type[Exception]) -> None:
    """Wait until something is found."""
    deadline = time.monotonic() + PATIENCE
    while True:
        with contextlib.suppress(*troubles):
            if found():
                return
        assert time.monotonic() < deadline
        time.sleep(0.05)


@contextmanager
def pair() -> Iterator[tuple[Node, Node]]:
    """Give a primary that runs with a database *town*, and a standby that follows it."""
    with ExitStack() as stack:
        nodes = []
        for _ in range(2):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="minqing-pg-")))
            nodes.append(Node(folder))
            stack.callback(nodes[-1].kill)
        primary, standby = nodes
        primary.make()
        primary.start()
        primary.ask("CREATE DATABASE town")
        standby.follow(primary)
        standby.start()
        until(lambda: primary.ask("SELECT 1 FROM pg_stat_replication WHERE state = 'streaming'"))
        yield primary, standby


def wait_for_standby(primary: Node) -> None:
    """Have every commit wait until the standby has it."""
    primary.ask(f"ALTER SYSTEM SET synchronous_standby_names = '{NAME}'")
    primary.ask("SELECT pg_reload_conf()")
    until(lambda: primary.ask("SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'"))


def address(*nodes: Node) -> str:
    """Return the address of the town, on whichever of the servers takes writes."""
    hosts = ",".join(str(node.folder) for node in nodes)
    return f"postgresql://postgres@/town?host={hosts}&target_session_attrs=read-write"
