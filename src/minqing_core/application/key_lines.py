"""What is said of API keys."""

from datetime import date, datetime

from attrs import frozen

from minqing_core.application.names import Directory
from minqing_core.application.ports import ApiKey
from minqing_core.kernel.ids import PersonId


@frozen(kw_only=True)
class KeyLine:
    """A key by which a program speaks, or spoke, for somebody, and who issued it."""

    id: int
    person: PersonId
    person_name: str
    label: str
    scopes: tuple[str, ...]
    issued_by: PersonId
    issued_by_name: str
    created: datetime
    expires: date | None
    last_used: date | None
    revoked_by: PersonId | None
    revoked: datetime | None


@frozen(kw_only=True)
class KeyList:
    """Keys that were ever issued, without their secrets, the first one first."""

    items: tuple[KeyLine, ...]
    next: None = None


def key_line(key: ApiKey, name: Directory) -> KeyLine:
    """Return what is said of a key, with the names of people."""
    return KeyLine(
        id=key.id,
        person=key.person,
        person_name=name(key.person),
        label=key.label,
        scopes=key.scopes,
        issued_by=key.issued_by,
        issued_by_name=name(key.issued_by),
        created=key.created,
        expires=key.expires,
        last_used=key.last_used,
        revoked_by=key.revoked_by,
        revoked=key.revoked,
    )
