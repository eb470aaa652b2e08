"""The log in PostgreSQL, on the library's recorder."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from eventsourcing.persistence import ProgrammingError, StoredEvent
from eventsourcing.postgres import (
    PostgresApplicationRecorder,
    PostgresDatastore,
    PostgresFactory,
)
from eventsourcing.utils import Environment
from psycopg import Connection
from psycopg.rows import DictRow, dict_row

from minqing_core.application.ports import Clock
from minqing_core.persistence.instants import milliseconds
from minqing_core.persistence.ledger import Row, Writing, extended
from minqing_core.persistence.postgres_line import pool, troubles
from minqing_core.persistence.postgres_migrations import upgrade
from minqing_core.persistence.postgres_tables import LOG, SCHEMA_NAME, WRITING, PostgresTables

_CONNECTIONS = 16
_GIVEN_WITH_THE_ADDRESS = (
    "POSTGRES_DBNAME",
    "POSTGRES_HOST",
    "POSTGRES_USER",
    "POSTGRES_PASSWORD",
)


class PostgresRecorder(PostgresApplicationRecorder):
    """The library's recorder, with a dense position and a Merkle leaf for every event.

    Writers wait for one another at an advisory lock of the transaction, so that
    positions are committed in their order.
    """

    clock: Clock
    remote = True

    def __init__(
        self, datastore: PostgresDatastore, *, events_table_name: str = "stored_events"
    ) -> None:
        if datastore.enable_db_functions:
            msg = "POSTGRES_ENABLE_DB_FUNCTIONS would record events without their leaves"
            raise ProgrammingError(msg)
        super().__init__(datastore, events_table_name=events_table_name)

    def create_table(self) -> None:
        """Make the tables."""
        with self.datastore.get_connection() as connection, connection.transaction():
            upgrade(connection, SCHEMA_NAME, LOG, SCHEMA_NAME)

    def insert_events(
        self, stored_events: Sequence[StoredEvent], **_: object
    ) -> Sequence[int] | None:
        """Keep events as the library hands them in."""
        if not stored_events:
            return None
        with self.writing() as tables:
            before = tables.standing((), (), ()).head
            rows = [
                Row(position, str(e.originator_id), e.originator_version, e.topic, e.state)
                for position, e in enumerate(stored_events, before.size + 1)
            ]
            head, leaves = extended(before, rows, milliseconds(self.clock()))
            tables.write(Writing(head=head, rows=rows, leaves=leaves))
            tables.settle()
        return [row.position for row in rows]

    @contextmanager
    def reading(self) -> Iterator[PostgresTables]:
        """Read what has been committed."""
        with troubles(), self.datastore.get_connection() as connection:
            yield PostgresTables(connection)

    @contextmanager
    def inspecting(self) -> Iterator[PostgresTables]:
        """Read whatever is there; PostgreSQL keeps no malformed text."""
        with self.reading() as tables:
            yield tables

    @contextmanager
    def writing(self) -> Iterator[PostgresTables]:
        """Write alone, whole or not at all.

        BEGIN and COMMIT travel in the pipeline: the driver's own transaction block
        would wait for an answer to each.
        """
        with troubles(), self.datastore.get_connection() as connection:
            try:
                with connection.pipeline() as pipeline:
                    connection.execute("BEGIN")
                    connection.execute(
                        "SELECT pg_advisory_xact_lock(%s)", (WRITING,), prepare=True
                    )
                    yield PostgresTables(connection, pipeline)
                    connection.execute("COMMIT")
            except BaseException:
                if not connection.closed:
                    connection.rollback()
                raise

    def damage(self) -> Sequence[str]:
        """Return nothing: PostgreSQL checks its pages as it reads them."""
        return ()

    def close(self) -> None:
        """Wait for the connections and let them go."""
        self.datastore.close()


class LogFactory(PostgresFactory):
    """Makes the recorder from settings that are given, never found in the environment."""

    application_recorder_class = PostgresRecorder


def postgres_recorder(address: str, clock: Clock, *, create: bool = False) -> PostgresRecorder:
    """Return the recorder of the log at this address, its tables made if asked."""
    settings = {
        **dict.fromkeys(_GIVEN_WITH_THE_ADDRESS, ""),
        "POSTGRES_SCHEMA": SCHEMA_NAME,
        "POSTGRES_ENABLE_DB_FUNCTIONS": "n",
        "ORIGINATOR_ID_TYPE": "text",
        "CREATE_TABLE": "n",
    }
    factory = LogFactory(Environment(env=settings))
    factory.datastore.pool = pool(
        address,
        _CONNECTIONS,
        factory.datastore.after_connect_func(),
        connection_class=Connection[DictRow],
        kwargs={"row_factory": dict_row},
        open=False,
    )
    recorder = factory.application_recorder()
    if not isinstance(recorder, PostgresRecorder):
        msg = f"{type(recorder).__name__} is not the log's recorder"
        raise TypeError(msg)
    recorder.clock = clock
    if create:
        recorder.create_table()
    return recorder
