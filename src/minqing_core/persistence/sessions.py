"""Who is logged in, in a table of its own beside the log."""

import hashlib
import secrets
from datetime import datetime
from typing import Any

from minqing_core.application.account_ports import LoggedIn, Session, SignedIn, Whence
from minqing_core.kernel.ids import PersonId
from minqing_core.persistence.access_tables import AccessDatabase
from minqing_core.persistence.instants import instant, milliseconds

_ENTROPY, _LONGEST = 32, 200
_FIELDS = "s.id, s.person, s.created, s.last_seen, s.way, s.address, s.agent, c.must_change"
_SESSIONS = f"SELECT {_FIELDS} FROM sessions s JOIN credentials c ON c.person = s.person"  # noqa: S608  (all written here)
_BEGIN = (
    "INSERT INTO sessions (hash, person, created, last_seen, way, address, agent)"
    " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id"
)
_ORDER = " ORDER BY s.last_seen DESC, s.id DESC"
_SEEN = "UPDATE sessions SET last_seen = ? WHERE id = ? RETURNING id"
_END = "DELETE FROM sessions WHERE id = ? RETURNING id"
_END_ALL = "DELETE FROM sessions WHERE person = ? RETURNING id"
_PRUNE = "DELETE FROM sessions WHERE created < ? OR last_seen < ? RETURNING id"


class StoredSessions:
    """The sessions of a store; see the port for what they promise."""

    def __init__(self, database: AccessDatabase) -> None:
        self._database = database

    def begin(
        self, person: PersonId, *, by: SignedIn, at: datetime, door: Whence, most: int
    ) -> LoggedIn:
        """Begin a session; of more than *most* the one seen longest ago ends."""
        secret, now = secrets.token_urlsafe(_ENTROPY), milliseconds(at)
        kept = (_hash(secret), person, now, now, by, _shown(door.address), _shown(door.agent))
        rows = self._database.run(_BEGIN, *kept)
        session = self.one(int(rows[0][0]))
        assert session is not None  # noqa: S101 - just begun
        for old in self.listed(person)[most:]:
            self.end(old.id)
        return LoggedIn(secret=secret, session=session)

    def found(self, secret: str) -> Session | None:
        """Return the session with this secret."""
        rows = self._database.run(f"{_SESSIONS} WHERE s.hash = ?", _hash(secret))
        return _session(rows[0]) if rows else None

    def one(self, session: int) -> Session | None:
        """Return the session with this number."""
        rows = self._database.run(f"{_SESSIONS} WHERE s.id = ?", session)
        return _session(rows[0]) if rows else None

    def listed(self, person: PersonId | None) -> list[Session]:
        """Return somebody's sessions, or everybody's, the latest first."""
        if person is None:
            return [_session(row) for row in self._database.run(_SESSIONS + _ORDER)]
        rows = self._database.run(f"{_SESSIONS} WHERE s.person = ?{_ORDER}", person)
        return [_session(row) for row in rows]

    def seen(self, session: int, at: datetime) -> None:
        """Note when a session was last used."""
        self._database.run(_SEEN, milliseconds(at), session)

    def end(self, session: int) -> None:
        """End a session."""
        self._database.run(_END, session)

    def end_all(self, person: PersonId) -> int:
        """End all of somebody's sessions, and return how many there were."""
        return len(self._database.run(_END_ALL, person))

    def prune(self, *, created: datetime, seen: datetime) -> None:
        """Forget the sessions that began, or were last used, before these instants."""
        self._database.run(_PRUNE, milliseconds(created), milliseconds(seen))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _shown(text: str) -> str:
    return "".join(one for one in text[:_LONGEST] if one.isprintable())


def _session(row: tuple[Any, ...]) -> Session:
    number, person, created, last_seen, by, address, agent, must_change = row
    return Session(
        id=number,
        person=PersonId(person),
        created=instant(created),
        last_seen=instant(last_seen),
        by=by,
        address=address,
        agent=agent,
        must_change=by == "password" and bool(must_change),
    )
