"""A town on a store of its own, and what is done in it."""

import os
import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import psycopg
from attrs import frozen
from tests.postgres_server import OwnServer

from minqing_core.application.asking import answer
from minqing_core.application.founding import found_town
from minqing_core.application.office import Office
from minqing_core.bootstrap import open_office, wall_clock
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId
from minqing_core.testing import Town

CLERK = PersonId("000001")
PROJECT = Path(__file__).parents[2]
MATTER: Mapping[str, Any] = {**Town.MATTER, "learned_at": "2026-03-11", "place": "town"}


@frozen
class Ground:
    """The address of a store and the file of its master key."""

    url: str
    key_file: Path

    @property
    def file(self) -> Path:
        """The file of the log, where it is one."""
        return Path(self.url)

    def open(self, **how: Any) -> Office:
        """Open the office."""
        return open_office(self.url, key_file=self.key_file, **how)

    def copied(self, folder: Path) -> "Ground":
        """Copy a store that nobody has open, as files."""
        shutil.copytree(self.file.parent, folder, dirs_exist_ok=True)
        return Ground(str(folder / self.file.name), folder / self.key_file.name)


def founded(folder: Path, url: str | None = None, *, clock: Any = wall_clock) -> Ground:
    """Make a store with a town that has just been founded."""
    folder.mkdir(parents=True, exist_ok=True)
    ground = Ground(url or str(folder / "town.db"), folder / "town.key")
    with ground.open(create=True, clock=clock) as office:
        found_town(office, town="大涌镇", clerk="王小明", login="wang")
    return ground


def founded_on(server: OwnServer, folder: Path) -> Ground:
    """Make a town in a database of a PostgreSQL server."""
    with psycopg.connect(server.dsn, autocommit=True) as connection:
        connection.execute("CREATE DATABASE town")
    return founded(folder, server.dsn.replace("/postgres?", "/town?"))


def lived(office: Office, commands: int, chance: Random) -> None:
    """Let matters be recorded and handled, a few steps each."""
    cases: list[str] = []
    for number in range(commands):
        key = f"lived-{number}"
        if not cases or chance.random() < 0.4:
            matter = {**MATTER, "title": f"第 {number} 件"}
            cases.append(do(office, "case.record", key=key, matter=matter)["id"])
        else:
            step = {"kind": "note", "text": f"第 {number} 次到场"}
            do(office, "case.step", key=key, case=chance.choice(cases), step=step)


def do(office: Office, use_case: str, *, key: str | None = None, **given: Any) -> Any:
    """Have the clerk do something."""
    return answer(office, use_case, Act(actor=CLERK, channel="faults", key=key), given)


def environment() -> dict[str, str]:
    """Return the environment of a process that finds the tests and the product."""
    given = os.environ.get("PYTHONPATH", "")
    path = os.pathsep.join(part for part in (str(PROJECT), given) if part)
    return {**os.environ, "PYTHONPATH": path}


def instant(text: str) -> datetime:
    """Return an instant with its zone."""
    return datetime.fromisoformat(text)
