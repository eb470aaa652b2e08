"""Webhooks and their deliveries in tables of their own, beside the log."""

import base64
import secrets
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

import attrs

from minqing_core.application.webhook_ports import Delivery, DeliveryState, Outcome, Try, Webhook
from minqing_core.kernel.ids import PersonId
from minqing_core.persistence.access_tables import AccessDatabase, SqliteAccess
from minqing_core.persistence.instants import instant, milliseconds
from minqing_core.persistence.migrations import Tables
from minqing_core.persistence.settings import Settings

_ENTROPY = 32
_HOOK = "id, url, key, reached, trouble, added_by, added, ended_by, ended"
_DELIVERY = "webhook, position, state, attempts, due, tried, status, trouble"
WEBHOOKS = Tables(
    "webhooks",
    {
        1: (
            """CREATE TABLE IF NOT EXISTS webhooks (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                url TEXT NOT NULL,
                key INTEGER NOT NULL,
                secret TEXT NOT NULL,
                reached INTEGER NOT NULL,
                trouble TEXT,
                added_by TEXT NOT NULL,
                added INTEGER NOT NULL,
                ended_by TEXT,
                ended INTEGER)""",
            """CREATE TABLE IF NOT EXISTS deliveries (
                webhook INTEGER NOT NULL,
                position INTEGER NOT NULL,
                state TEXT NOT NULL,
                attempts INTEGER NOT NULL,
                due INTEGER NOT NULL,
                tried INTEGER,
                status INTEGER,
                trouble TEXT,
                PRIMARY KEY (webhook, position)) WITHOUT ROWID""",
            "CREATE INDEX IF NOT EXISTS deliveries_due ON deliveries (state, due)",
            """CREATE TABLE IF NOT EXISTS tries (
                webhook INTEGER NOT NULL,
                position INTEGER NOT NULL,
                at INTEGER NOT NULL,
                status INTEGER,
                trouble TEXT)""",
            "CREATE INDEX IF NOT EXISTS tries_of ON tries (webhook, position)",
        )
    },
)
_ADD = (
    "INSERT INTO webhooks (url, key, secret, reached, added_by, added)"  # noqa: S608 - all written here
    f" VALUES (?, ?, ?, ?, ?, ?) RETURNING {_HOOK}"
)
_LISTED = f"SELECT {_HOOK} FROM webhooks ORDER BY id"  # noqa: S608 - all written here
_SECRET = "SELECT secret FROM webhooks WHERE id = ?"  # noqa: S105 - a statement
_END = (
    "UPDATE webhooks SET ended = coalesce(ended, ?), ended_by = coalesce(ended_by, ?)"  # noqa: S608 - all written here
    f" WHERE id = ? RETURNING {_HOOK}"
)
_REACHED = "UPDATE webhooks SET reached = ? WHERE id = ? AND reached < ? RETURNING id"
_STOP = "UPDATE webhooks SET trouble = ? WHERE id = ? RETURNING id"
_QUEUED = (
    "SELECT webhook, position, due,"
    " row_number() OVER (PARTITION BY webhook ORDER BY due, position) AS turn"
    " FROM deliveries WHERE state = 'waiting' AND due <= ?"
    " AND webhook IN (SELECT id FROM webhooks WHERE ended IS NULL)"
)
_SETTLE = (
    "UPDATE deliveries SET state = ?, attempts = attempts + ?, due = ?, tried = ?, status = ?,"
    " trouble = ? WHERE webhook = ? AND position = ? RETURNING position"
)
_TRIED = (
    "INSERT INTO tries (webhook, position, at, status, trouble) VALUES (?, ?, ?, ?, ?)"
    " RETURNING position"
)
_TRIES = (
    "SELECT position, at, status, trouble FROM tries"
    " WHERE webhook = ? AND position BETWEEN ? AND ? ORDER BY at"
)
_FORGET = (
    "DELETE FROM tries WHERE (webhook, position) IN"
    " (SELECT webhook, position FROM deliveries WHERE state = 'delivered' AND tried < ?)"
    " RETURNING position"
)
_AGAIN = (
    "UPDATE deliveries SET state = 'waiting', attempts = 0, due = ?"
    " WHERE webhook = ? AND position BETWEEN ? AND ? AND state <> 'waiting'"
)
_WAITING = "SELECT count(*) FROM deliveries WHERE webhook = ? AND state = 'waiting'"
_PRUNE = "DELETE FROM deliveries WHERE state = 'delivered' AND tried < ? RETURNING position"
_TOGETHER = 200


class StoredWebhooks:
    """The webhooks of a store; see the port for what they promise."""

    def __init__(self, database: AccessDatabase) -> None:
        self._database = database

    def add(self, *, url: str, key: int, cursor: int, by: PersonId, at: datetime) -> Webhook:
        """Enter an address, with a secret of its own."""
        secret = f"whsec_{base64.b64encode(secrets.token_bytes(_ENTROPY)).decode()}"
        rows = self._database.run(_ADD, url, key, secret, cursor, by, milliseconds(at))
        return _webhook(rows[0])

    def listed(self) -> list[Webhook]:
        """Return every address that was ever entered, the first one first."""
        return [_webhook(row) for row in self._database.run(_LISTED)]

    def secret(self, webhook: int) -> str:
        """Return what messages to an address are signed with."""
        return str(self._database.run(_SECRET, webhook)[0][0])

    def end(self, webhook: int, *, by: PersonId, at: datetime) -> Webhook | None:
        """Push nothing more to an address; None when there is no such one."""
        rows = self._database.run(_END, milliseconds(at), by, webhook)
        return _webhook(rows[0]) if rows else None

    def take(self, webhook: int, positions: Collection[int], *, cursor: int, at: datetime) -> None:
        """Enter the events at these positions to be delivered, once each, and put the cursor on.

        The cursor is put on last: what was entered before a crash is entered again, to no effect.
        """
        due, wanted = milliseconds(at), sorted(positions)
        for start in range(0, len(wanted), _TOGETHER):
            part = wanted[start : start + _TOGETHER]
            marks = ", ".join(["(?, ?, 'waiting', 0, ?)"] * len(part))
            self._database.run(
                "INSERT INTO deliveries (webhook, position, state, attempts, due)"  # noqa: S608 - all written here
                f" VALUES {marks} ON CONFLICT DO NOTHING RETURNING position",
                *(value for position in part for value in (webhook, position, due)),
            )
        self._database.run(_REACHED, cursor, webhook, cursor)

    def stop(self, webhook: int, trouble: str | None) -> None:
        """Note why nothing more is taken for an address, or that all is well again."""
        self._database.run(_STOP, trouble, webhook)

    def claim(
        self,
        *,
        at: datetime,
        until: datetime,
        most: int,
        each: int,
        busy: Collection[int] = (),
    ) -> list[Delivery]:
        """Return deliveries that are due, one to each address in turn, but none to a busy one."""
        now, others = milliseconds(at), sorted(busy)
        waiting = _QUEUED + "".join(" AND webhook <> ?" for _ in others)
        statement = (
            "UPDATE deliveries SET due = ? WHERE (webhook, position) IN"  # noqa: S608 - all written here
            f" (SELECT webhook, position FROM ({waiting}) AS queued WHERE turn <= ?"
            " ORDER BY turn, due, position LIMIT ?) AND state = 'waiting' AND due <= ?"
            f" RETURNING {_DELIVERY}"
        )
        rows = self._database.run(statement, milliseconds(until), now, *others, each, most, now)
        return sorted(map(_delivery, rows), key=lambda d: (d.webhook, d.position))

    def settle(self, delivery: Delivery, outcome: Outcome) -> None:
        """Note how it went with a delivery, and that it was tried if it was."""
        if outcome.attempted:
            self._database.run(
                _TRIED,
                delivery.webhook,
                delivery.position,
                milliseconds(outcome.at),
                outcome.status,
                outcome.trouble,
            )
        self._database.run(
            _SETTLE,
            str(outcome.state),
            int(outcome.attempted),
            milliseconds(outcome.due),
            milliseconds(outcome.at),
            outcome.status,
            outcome.trouble,
            delivery.webhook,
            delivery.position,
        )

    def deliveries(
        self, webhook: int, *, state: DeliveryState | None, before: int | None, limit: int
    ) -> list[Delivery]:
        """Return the deliveries to an address of events before a position, the latest first.

        Each has every time that it was tried.
        """
        where, values = "webhook = ?", [webhook]
        if before is not None:
            where, values = f"{where} AND position < ?", [*values, before]
        statement = f"SELECT {_DELIVERY} FROM deliveries WHERE {where}"  # noqa: S608 - all written here
        of_state = "" if state is None else f" AND state = '{state}'"
        rows = self._database.run(
            f"{statement}{of_state} ORDER BY position DESC LIMIT ?", *values, limit
        )
        found = [_delivery(row) for row in rows]
        tries = self._tries(webhook, [delivery.position for delivery in found])
        return [attrs.evolve(one, tries=tuple(tries[one.position])) for one in found]

    def again(
        self, webhook: int, *, since: int, upto: int, state: DeliveryState | None, at: datetime
    ) -> int:
        """Have events of these positions delivered again, and return how many there are."""
        of_state = "" if state is None else f" AND state = '{state}'"
        statement = f"{_AGAIN}{of_state} RETURNING position"
        return len(self._database.run(statement, milliseconds(at), webhook, since, upto))

    def waiting(self, webhook: int) -> int:
        """Return how many deliveries to an address are still to be made."""
        return int(self._database.run(_WAITING, webhook)[0][0])

    def prune(self, before: datetime) -> int:
        """Forget what was delivered before an instant, and return how much that was."""
        self._database.run(_FORGET, milliseconds(before))
        return len(self._database.run(_PRUNE, milliseconds(before)))

    def close(self) -> None:
        """Let the database go."""
        self._database.close()

    def _tries(self, webhook: int, positions: Collection[int]) -> Mapping[int, list[Try]]:
        found: dict[int, list[Try]] = {position: [] for position in positions}
        if not found:
            return found
        rows = self._database.run(_TRIES, webhook, min(found), max(found))
        for position, at, status, trouble in rows:
            if position in found:
                found[position].append(Try(at=instant(at), status=status, trouble=trouble))
        return found


def open_webhooks(place: Settings) -> StoredWebhooks:
    """Give the webhooks of a store; nothing is opened before it is needed."""
    if place.backend == "postgresql":
        from minqing_core.persistence.postgres_access import PostgresAccess  # noqa: PLC0415

        return StoredWebhooks(PostgresAccess(place.access))
    return StoredWebhooks(SqliteAccess(place.webhooks, WEBHOOKS))


def _webhook(row: tuple[Any, ...]) -> Webhook:
    number, url, key, reached, trouble, added_by, added, ended_by, ended = row
    return Webhook(
        id=number,
        url=url,
        key=key,
        cursor=reached,
        trouble=trouble,
        added_by=PersonId(added_by),
        added=instant(added),
        ended_by=None if ended_by is None else PersonId(ended_by),
        ended=None if ended is None else instant(ended),
    )


def _delivery(row: tuple[Any, ...]) -> Delivery:
    webhook, position, state, attempts, due, tried, status, trouble = row
    return Delivery(
        webhook=webhook,
        position=position,
        state=DeliveryState(state),
        attempts=attempts,
        due=instant(due),
        tried=None if tried is None else instant(tried),
        status=status,
        trouble=trouble,
    )
