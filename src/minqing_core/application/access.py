"""API keys: who may speak for whom through the HTTP door."""

from datetime import date, datetime

from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.office import Office
from minqing_core.application.people import require_person
from minqing_core.application.ports import ApiKey
from minqing_core.application.scopes import require_scopes
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.refusals import RefusalError
from minqing_core.kernel.text import fault_in_name
from minqing_core.powers.rules import Power


class KeyLabelError(RefusalError):
    """A key's label cannot be kept."""

    code = "key-label"
    text = "密钥用途「{label}」不对：{trouble}"


class KeyFromScopedError(RefusalError):
    """A key that is good for some things only gives nobody another key."""

    kind = "not-allowed"
    code = "key-from-scoped"
    text = "限定了范围（{scopes}）的密钥不能发放密钥，请本人办理"


class KeyExpiredAlreadyError(RefusalError):
    """A key would be of no use from the start."""

    code = "key-expires"
    text = "有效期至 {expires} 已过，应不早于今天（{today}）"


class KeyUnknownError(RefusalError):
    """No key goes by this number."""

    kind = "not-found"
    code = "key-unknown"
    text = "没有编号为 {key} 的密钥"


class KeyRefusedError(RefusalError):
    """The key presented is unknown, revoked or no longer valid."""

    kind = "not-allowed"
    code = "key-refused"
    text = "密钥无效、已吊销或已过期，请向组织人事办公室申领新的密钥"


@frozen(kw_only=True)
class IssuedKey:
    """A new key, shown this once: only its hash is kept."""

    key: str
    id: int
    person: PersonId
    label: str
    scopes: tuple[str, ...]
    expires: date | None


@frozen(kw_only=True)
class KeyList:
    """The keys ever issued, without their secrets."""

    items: tuple[ApiKey, ...]
    next: None = None


@use_case("key.issue", Power.ACCESS_KEEP, "S22")
def issue(
    office: Office,
    act: Act,
    *,
    person: PersonId,
    label: str,
    scopes: tuple[str, ...] = (),
    expires: date | None = None,
) -> IssuedKey:
    """Give a person a key by which a program speaks for them, for some things only if wanted."""
    if act.scopes:
        raise KeyFromScopedError(scopes="、".join(act.scopes))
    require_person(office, person)
    require_scopes(scopes)
    trouble = fault_in_name(label)
    if trouble is not None:
        raise KeyLabelError(label=label, trouble=trouble)
    now = office.now()
    if expires is not None and expires < civil_date(now):
        raise KeyExpiredAlreadyError(expires=expires, today=civil_date(now))
    made, secret = office.keys.issue(
        person=person, label=label, scopes=scopes, by=act.actor, at=now, expires=expires
    )
    return IssuedKey(
        key=secret, id=made.id, person=person, label=label, scopes=scopes, expires=expires
    )


@use_case("key.list", Power.ACCESS_KEEP, "S22")
def list_keys(
    office: Office, act: Act, *, person: PersonId | None = None, valid: bool = False
) -> KeyList:
    """List the keys ever issued, without their secrets: of everybody or a person, or the valid."""
    now = office.now()
    return KeyList(
        items=tuple(
            key
            for key in office.keys.listed()
            if person in {None, key.person} and (not valid or _valid(key, now))
        )
    )


@use_case("key.revoke", Power.ACCESS_KEEP, "S22")
def revoke(office: Office, act: Act, key: int) -> ApiKey:
    """Let a key be of no use from now on."""
    revoked = office.keys.revoke(key, by=act.actor, at=office.now())
    if revoked is None:
        raise KeyUnknownError(key=key)
    return revoked


def valid_key(office: Office, number: int) -> ApiKey:
    """Return the key with a number.

    Raises:
        KeyUnknownError: no key goes by it.
        KeyRefusedError: it is revoked or no longer valid.
    """
    key = next((one for one in office.keys.listed() if one.id == number), None)
    if key is None:
        raise KeyUnknownError(key=number)
    if not _valid(key, office.now()):
        raise KeyRefusedError
    return key


def key_holder(office: Office, secret: str) -> ApiKey:
    """Return the key that is presented, noting the day.

    Raises:
        KeyRefusedError: it is unknown, revoked or no longer valid.
    """
    key, now = office.keys.found(secret), office.now()
    if key is None or not _valid(key, now):
        raise KeyRefusedError
    today = civil_date(now)
    if key.last_used != today:
        office.keys.used(key.id, today)
    return key


def _valid(key: ApiKey, now: datetime) -> bool:
    return key.revoked is None and (key.expires is None or civil_date(now) <= key.expires)
