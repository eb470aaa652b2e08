"""The tables of a store have versions, which one program at a time brings up, step by step."""

import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from eventsourcing.persistence import PersistenceError
from tests.contracts.starters import initiated, opened, upgraded
from tests.crowds import together
from tests.http.serving import CLERK, MATTER

from minqing_core import open_office
from minqing_core.application.access import key_holder
from minqing_core.application.asking import answer
from minqing_core.application.founding import found_town
from minqing_core.bootstrap import back_up, restore_store, upgrade_store
from minqing_core.kernel.envelope import Act
from minqing_core.persistence.migrations import (
    Added,
    SchemaNewerError,
    SchemaOlderError,
    Tables,
    upgrade,
    version,
)
from minqing_core.persistence.postgres_migrations import upgrade as upgrade_in_postgres
from minqing_core.persistence.refusals import StoreMissingError, StoreUnreadableError

ALL = {"log": 1, "vault": 2, "keys": 2, "readings": 2, "accounts": 2, "webhooks": 1}
FILES = dict(
    zip(ALL, ("", "-vault", "-access", "-readings", "-accounts", "-webhooks"), strict=True)
)
EARLIER = {
    "vault": "DROP TABLE carried_out",
    "keys": "ALTER TABLE keys DROP COLUMN scopes",
    "readings": "ALTER TABLE readings DROP COLUMN address",
    "accounts": "ALTER TABLE sessions DROP COLUMN way",
}
TWO: Tables = Tables("boxes", {1: ("CREATE TABLE boxes (a INTEGER)",), 2: ("bad",)})
GOOD: Tables = Tables(
    "boxes",
    {
        1: ("CREATE TABLE boxes (a INTEGER)", "INSERT INTO boxes VALUES (1)"),
        2: (Added(table="boxes", column="b", kind="INTEGER NOT NULL DEFAULT 7"),),
        3: ("UPDATE boxes SET a = a + b",),
    },
)


class Place:
    """A store of one kind, and its tables behind everybody's back."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self.folder, self.key_file = url, folder, folder / "town.key"

    def opened(self, **how: Any) -> Any:
        """Open the office."""
        return open_office(self.url, key_file=self.key_file, **how)

    def made(self) -> str:
        """Make the store, with a town and a key, and return the key's secret."""
        with self.opened(create=True) as office:
            found_town(office, town="大涌镇", clerk="王小明", login="wang")
            issued = answer(
                office, "key.issue", Act(actor=CLERK), {"person": CLERK, "label": "屏"}
            )
            answer(office, "case.record", Act(actor=CLERK), {"matter": MATTER})
            office.access.listed(person=None, subject=None, before=None, limit=1)
            office.credentials.listed()
            office.webhooks.listed()
            secret: str = issued["key"]
        return secret

    def versions(self) -> dict[str, int]:
        """Return the versions that are noted."""
        if not self.url.startswith("postgresql"):
            found = {}
            for name in ALL:
                with closing(self._file(name)) as connection:
                    found[name] = version(connection)
            return found
        with psycopg.connect(self.url) as connection:
            return dict(connection.execute("SELECT tables, version FROM minqing.schema_versions"))

    def set(self, versions: dict[str, int], earlier: dict[str, str] | None = None) -> None:
        """Let tables be of a version, and as they were then."""
        for name, number in versions.items():
            change = (earlier or {}).get(name, "SELECT 1")
            if not self.url.startswith("postgresql"):
                with closing(self._file(name)) as connection:
                    connection.executescript(f"{change}; PRAGMA user_version = {number}")
                continue
            with psycopg.connect(self.url) as connection:
                connection.execute("SET search_path TO minqing_access, minqing_vault")
                connection.execute(change)
                connection.execute(
                    "UPDATE minqing.schema_versions SET version = %s WHERE tables = %s",
                    (number, name),
                )

    def uncount(self) -> None:
        """Let the store be one of before versions were counted."""
        self.set(dict.fromkeys(ALL, 0))
        if self.url.startswith("postgresql"):
            with psycopg.connect(self.url) as connection:
                connection.execute("DROP TABLE minqing.schema_versions")

    def _file(self, name: str) -> sqlite3.Connection:
        return sqlite3.connect(self.folder / f"town{FILES[name]}.db")


@pytest.fixture(params=["sqlite", "postgres"])
def place(request, tmp_path: Path) -> Place:
    """Give the place of a store of each kind that lasts, not yet made."""
    if request.param == "sqlite":
        return Place(str(tmp_path / "town.db"), tmp_path)
    return Place(request.getfixturevalue("postgres_url"), tmp_path)


def test_a_store_is_made_at_the_newest_versions_which_nothing_upgrades(place: Place) -> None:
    place.made()

    assert place.versions() == ALL
    assert upgrade_store(place.url) == [
        {"tables": name, "before": number, "after": number} for name, number in ALL.items()
    ]


@pytest.mark.parametrize("counted", [True, False])
def test_an_earlier_store_is_upgraded_before_it_is_opened(place: Place, *, counted: bool) -> None:
    secret = place.made()
    place.set(dict.fromkeys(ALL, 1), EARLIER)
    if not counted:
        place.uncount()

    with pytest.raises(SchemaOlderError, match=r"请停用各处程序.*再运行 minqing db upgrade"):
        place.opened()
    done = upgrade_store(place.url)

    assert {one["tables"]: (one["before"], one["after"]) for one in done} == {
        name: (int(counted), number) for name, number in ALL.items()
    }
    with place.opened() as office:
        found = key_holder(office, secret)
        assert (found.person, found.scopes) == (CLERK, ())
        shown = answer(office, "case.show", Act(actor=CLERK), {"case": "2026-000001"})
        assert shown["matter"]["petitioners"][0]["name"] == "李大娘"
        assert office.log.audit().findings == ()


def test_tables_that_have_already_what_a_step_adds_are_left_with_it(place: Place) -> None:
    place.made()
    place.uncount()

    upgrade_store(place.url)

    assert place.versions() == ALL
    place.opened().close()


@pytest.mark.parametrize("name", ALL)
def test_a_later_store_is_neither_opened_nor_changed(place: Place, name: str) -> None:
    place.made()
    later = {**ALL, name: 99}
    place.set(later)

    for attempt in (place.opened, lambda: upgrade_store(place.url)):
        with pytest.raises(SchemaNewerError, match=r"只认识到第 . 版；请改用新版程序") as refused:
            attempt()
        assert refused.value.code == "schema-newer"
    assert place.versions() == later


def test_a_copy_by_a_later_program_is_not_put_back(place: Place, tmp_path: Path) -> None:
    place.made()
    place.set({"keys": 99})
    if not place.url.startswith("postgresql"):
        back_up(place.url, tmp_path / "copy", key_file=place.key_file)
        (tmp_path / "town.db").rename(tmp_path / "aside.db")
        with pytest.raises(SchemaNewerError):
            restore_store(str(tmp_path / "again.db"), tmp_path / "copy", key_file=place.key_file)
        assert not (tmp_path / "again.db").exists()


@pytest.mark.parametrize("lose", [Path.unlink, lambda file: file.write_bytes(b"")])
def test_a_vault_that_is_lost_is_not_made_anew(tmp_path: Path, lose: Any) -> None:
    place = Place(str(tmp_path / "town.db"), tmp_path)
    place.made()
    lose(tmp_path / "town-vault.db")

    assert "vault" not in {one["tables"] for one in upgrade_store(place.url)}

    with pytest.raises((StoreUnreadableError, PersistenceError)):
        place.opened()


def test_where_there_is_no_store_nothing_is_upgraded(place: Place) -> None:
    with pytest.raises(StoreMissingError, match="db init"):
        upgrade_store(place.url)

    assert list(place.folder.iterdir()) == []


@contextmanager
def database(request, kind: str, tmp_path: Path):
    """Give a database of a kind, and what brings tables in it up."""
    if kind == "sqlite":
        with closing(sqlite3.connect(tmp_path / "boxes.db", isolation_level=None)) as opened:
            yield opened, lambda tables: upgrade(opened, tables, "here")
        return
    with psycopg.connect(request.getfixturevalue("postgres_url"), autocommit=True) as connection:
        connection.execute("SET search_path TO boxes")

        def brought(tables: Tables) -> Any:
            with connection.transaction():
                return upgrade_in_postgres(connection, "boxes", tables, "here")

        yield connection, brought


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_steps_are_taken_in_order_and_once(request, tmp_path: Path, kind: str) -> None:
    first = Tables("boxes", {1: GOOD.versions[1]})
    with database(request, kind, tmp_path) as (found, bring):
        assert [(bring(tables).before, tables.newest) for tables in (first, GOOD, GOOD)] == [
            (0, 1),
            (1, 3),
            (3, 3),
        ]
        assert found.execute("SELECT a, b FROM boxes").fetchall() == [(8, 7)]


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_step_that_fails_leaves_everything_as_it_was(request, tmp_path: Path, kind: str) -> None:
    with database(request, kind, tmp_path) as (found, bring):
        with pytest.raises((sqlite3.Error, psycopg.Error)):
            bring(TWO)
        with pytest.raises((sqlite3.Error, psycopg.Error), match="boxes"):
            found.execute("SELECT a FROM boxes")

        assert bring(GOOD).before == 0


@pytest.mark.parametrize("moment", [1, 2])
@pytest.mark.parametrize("name", ["keys", "readings", "accounts", "webhooks"])
def test_tables_that_another_program_makes_meanwhile_are_not_taken_for_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, moment: int
) -> None:
    place = Place(str(tmp_path / "town.db"), tmp_path)
    place.made()
    begun = tmp_path / f"town{FILES[name]}.db"
    begun.write_bytes(b"")
    asked: list[str] = []
    connect = sqlite3.connect

    def overtaken(file: str, **how: Any) -> sqlite3.Connection:
        connection = connect(file, **how)
        if Path(file.partition("?")[0]).name == begun.name:
            connection.set_trace_callback(made_at_the_moment)
        return connection

    def made_at_the_moment(statement: str) -> None:
        asked.append(statement)
        if len(asked) == moment:
            monkeypatch.undo()
            upgrade_store(place.url)

    monkeypatch.setattr(sqlite3, "connect", overtaken)
    place.opened().close()

    assert place.versions() == ALL


def test_forty_programs_that_start_at_once_make_one_store_and_none_dies(place: Place) -> None:
    both = (place.url, place.key_file)
    programs = [(initiated, both), (initiated, both), (upgraded, both[:1]), (opened, both)] * 10

    came = together(*programs)

    inits = [came[n] for n in range(40) if programs[n][0] is initiated]
    assert sorted(inits) == ["made", *["store-exists"] * 19]
    made = [one for n in range(40) if programs[n][0] is upgraded for one in came[n]]
    assert len(made) == len(set(made))
    numbers = [came[n] for n in range(40) if programs[n][0] is opened]
    assert sorted(numbers) == [f"2026-{n:06}" for n in range(1, 11)]
    assert place.versions() == ALL
    with place.opened() as office:
        assert office.log.audit().findings == ()
        listed = answer(office, "case.list", Act(actor=CLERK), {})["items"]
        assert sorted(one["number"] for one in listed) == sorted(numbers)
