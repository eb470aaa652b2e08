"""Making a key and ending one: for whom that may be, and that it is on record (S12)."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from attrs import frozen

from minqing_core.access.decisions import keys as deciding
from minqing_core.access.events import Event
from minqing_core.access.state import fold
from minqing_core.application.office import ACCOUNTS, Office, person_stream
from minqing_core.application.ports import ApiKey
from minqing_core.application.scopes import require_scopes
from minqing_core.application.transact import Request, transact
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.refusals import RefusalError
from minqing_core.kernel.text import fault_in_name
from minqing_core.powers.rules import beyond


class KeyLabelError(RefusalError):
    """A key's label cannot be kept."""

    code = "key-label"
    text = "密钥用途「{label}」不对：{trouble}"


class KeyFromScopedError(RefusalError):
    """A key that is good for some things only gives nobody another key."""

    kind = "not-allowed"
    code = "key-from-scoped"
    text = "限定了范围（{scopes}）的密钥不能发放密钥，请本人办理"


class KeyBeyondError(RefusalError):
    """By a key one does and sees what its holder may, and that would be more than one's own."""

    kind = "not-allowed"
    code = "key-beyond"
    text = "{person} 的职权（{further}）不由他人代用，密钥请由本人凭口令领取（我的账号）"


class KeyGivenAlreadyError(RefusalError):
    """The same request was answered with a key before, which is not shown again."""

    kind = "conflict"
    code = "key-given-already"
    text = "这次请求已办过，发放的是第 {key} 号密钥，只显示过一次；没有收到的，请吊销后重新办理"


class KeyExpiredAlreadyError(RefusalError):
    """A key would be of no use from the start."""

    code = "key-expires"
    text = "有效期至 {expires} 已过，应不早于今天（{today}）"


@frozen(kw_only=True)
class WantedKey:
    """A key that is asked for: whose it will be, what for, for which things, until when."""

    person: PersonId
    label: str
    scopes: tuple[str, ...]
    expires: date | None


@frozen(kw_only=True)
class IssuedKey:
    """A new key, shown this once: only its hash is kept."""

    key: str
    id: int
    person: PersonId
    label: str
    scopes: tuple[str, ...]
    expires: date | None


def enter(office: Office, act: Act, wanted: WantedKey) -> IssuedKey:
    """Make a key and put on record that it was issued; its holder finds it among their own.

    Nobody has the secret before that is on record.

    Raises:
        KeyFromScopedError: the acting key is good for some things only.
        KeyGivenAlreadyError: the request was sent before, and answered.
    """
    _require_fit(office, act, wanted)
    decide = partial(
        deciding.issue_key,
        person=wanted.person,
        by=act.actor,
        scopes=wanted.scopes,
        expires=wanted.expires,
    )
    decide(office.accounts(), key=0)
    _require_not_beyond(office, act, wanted.person)
    if office.rehearsing:
        return _shown(wanted, 0, "")
    made, secret = office.keys.issue(
        person=wanted.person,
        label=wanted.label,
        scopes=wanted.scopes,
        by=act.actor,
        at=office.now(),
        expires=wanted.expires,
    )
    try:
        _record_issued(office, act, wanted, made.id, decide)
    except RefusalError:
        office.keys.revoke(made.id, by=act.actor, at=office.now())
        raise
    return _shown(wanted, made.id, secret)


def end(office: Office, act: Act, key: ApiKey) -> ApiKey:
    """Let a key be of no use from now on, and put that on record."""
    revoked = key
    if not office.rehearsing:
        revoked = office.keys.revoke(key.id, by=act.actor, at=office.now()) or key
    asked = ["key.revoke", key.person, key.id]
    request = Request(act=act, stream=ACCOUNTS, asked=asked)
    transact(
        office,
        request,
        lambda history, _: deciding.revoke_key(fold(history), person=key.person, key=key.id),
    )
    return revoked


def _require_fit(office: Office, act: Act, wanted: WantedKey) -> None:
    if act.scopes:
        raise KeyFromScopedError(scopes="、".join(act.scopes))
    require_scopes(wanted.scopes)
    trouble = fault_in_name(wanted.label)
    if trouble is not None:
        raise KeyLabelError(label=wanted.label, trouble=trouble)
    today = civil_date(office.now())
    if wanted.expires is not None and wanted.expires < today:
        raise KeyExpiredAlreadyError(expires=wanted.expires, today=today)


def _require_not_beyond(office: Office, act: Act, person: PersonId) -> None:
    holder = office.standing(person)
    further = set() if person == act.actor else beyond(office.standing(act.actor), holder)
    if further:
        raise KeyBeyondError(person=person, further="、".join(sorted(further)))


def _record_issued(
    office: Office, act: Act, wanted: WantedKey, key: int, decide: Callable[..., Sequence[Event]]
) -> None:
    asked = ["key.issue", wanted.person, wanted.label, wanted.scopes, wanted.expires]
    relied = office.versions(person_stream(wanted.person))
    request = Request(act=act, stream=ACCOUNTS, asked=asked, relies_on=relied)
    recorded = transact(office, request, lambda history, _: decide(fold(history), key=key))
    given = recorded.events[0].event.key
    if given != key:
        raise KeyGivenAlreadyError(key=given)


def _shown(wanted: WantedKey, number: int, secret: str) -> IssuedKey:
    return IssuedKey(
        key=secret,
        id=number,
        person=wanted.person,
        label=wanted.label,
        scopes=wanted.scopes,
        expires=wanted.expires,
    )
