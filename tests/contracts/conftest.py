"""Events of a town that exists only in these tests."""

import sqlite3
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum

import psycopg
import pytest
from attrs import frozen

from minqing_core.application.ports import Batch, Draft
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.personal import Personal
from minqing_core.persistence.codec import Codec


class Kind(Enum):
    """What a matter is about."""

    ROAD = "road"
    WATER = "water"


@frozen(kw_only=True)
class Petitioner:
    """Somebody who came."""

    name: Personal
    telephone: Personal | None = None
    village: str


@frozen(kw_only=True)
class MatterNoted:
    """A matter with people in it."""

    title: str
    text: Personal
    petitioners: tuple[Petitioner, ...] = ()
    note: Personal | None = None


@frozen(kw_only=True)
class WellDug:
    """A fact without people."""

    village: str
    kind: Kind = Kind.WATER
    day: date = date(2026, 3, 1)
    at: datetime = datetime(2026, 3, 1, 8, tzinfo=UTC)
    cost: Decimal = Decimal("12.50")
    depths: tuple[int, ...] = ()
    finished: bool = False


TYPES = {"test.matter-noted.v1": MatterNoted, "test.well-dug.v1": WellDug}


class Town:
    """The test events, and batches of them."""

    codec = Codec(TYPES, {})
    Kind = Kind
    MatterNoted = MatterNoted
    Petitioner = Petitioner
    WellDug = WellDug
    types = TYPES

    @staticmethod
    def batch(*drafts, expect=None, key=None, request=b"", **act):
        """Make a batch from pairs of stream and event."""
        return Batch(
            act=Act(actor="p/li", key=key, **act),
            drafts=[Draft(stream=stream, event=event) for stream, event in drafts],
            expect=expect or {},
            request=request,
        )

    @staticmethod
    def matter(name="张三丰", text="村东水渠堵塞"):
        """Make a matter with one petitioner."""
        return MatterNoted(
            title="水渠",
            text=Personal(text),
            petitioners=(Petitioner(name=Personal(name, "p1"), village="柳溪村"),),
        )


@pytest.fixture
def town():
    """Give the test events."""
    return Town


@pytest.fixture
def log(open_store, town):
    """Give the open log of the test's store."""
    return open_store(town.codec)


_SQLITE = {
    "events": "stored_events",
    "leaf": "leaf",
    "frontier": "frontier",
    "position": "position",
}
_POSTGRES = {
    "events": "minqing.stored_events",
    "leaf": "minqing.leaf",
    "frontier": "minqing.frontier",
    "position": "notification_id",
}


@pytest.fixture
def behind(store):
    """Give a function that runs SQL on the stored tables behind the log's back."""

    def run(statement, *values) -> list[tuple]:
        if store.backend == "postgresql":
            with psycopg.connect(store.log, autocommit=True) as connection:
                sql = statement.format(**_POSTGRES).replace("?", "%s")
                cursor = connection.execute(sql, values)
                return cursor.fetchall() if cursor.description else []
        opened = sqlite3.connect(store.log, uri=True, isolation_level=None)
        try:
            return opened.execute(statement.format(**_SQLITE), values).fetchall()
        finally:
            opened.close()

    return run


@pytest.fixture
def tamper(store, behind):
    """Give a function that changes what is append-only, its triggers taken away."""

    def change(*statements) -> None:
        if store.backend == "postgresql":
            behind("ALTER TABLE {events} DISABLE TRIGGER ALL")
            behind("ALTER TABLE {leaf} DISABLE TRIGGER ALL")
        else:
            for table in ("stored_events", "leaf"):
                behind(f"DROP TRIGGER IF EXISTS {table}_update_refused")
                behind(f"DROP TRIGGER IF EXISTS {table}_delete_refused")
        for statement, *values in statements:
            behind(statement, *values)

    return change
