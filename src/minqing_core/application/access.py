"""API keys: who may speak for whom through the HTTP door."""

from datetime import date

from minqing_core.access.decisions.refusals import KeyUnknownError
from minqing_core.application.catalogue import use_case
from minqing_core.application.key_issuing import IssuedKey, WantedKey, end, enter
from minqing_core.application.key_lines import KeyLine, KeyList, key_line
from minqing_core.application.names import directory
from minqing_core.application.office import Office
from minqing_core.application.people import is_shut_out, require_person
from minqing_core.application.ports import AccessEntry, ApiKey
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.refusals import RefusalError
from minqing_core.powers.rules import ALONE, Power, beyond, powers_of


class KeyAloneError(RefusalError):
    """Nobody has pushed to another system what they may not read themselves."""

    kind = "not-allowed"
    code = "key-alone"
    text = "第 {key} 号密钥的持有人 {person} 能看的多于您所能看的，凭它的推送请由本人设立"


class KeyRefusedError(RefusalError):
    """The key presented is unknown, revoked or over, or its holder is shut out."""

    kind = "not-allowed"
    code = "key-refused"
    text = "密钥无效、已吊销或已过期，请向组织人事办公室申领新的密钥"


@use_case("key.issue", Power.ACCESS_KEEP, "S12", "S22", records=True)
def issue(
    office: Office,
    act: Act,
    *,
    person: PersonId,
    label: str,
    scopes: tuple[str, ...] = (),
    expires: date | None = None,
) -> IssuedKey:
    """Give a person a key by which a program speaks for them, for some things only if wanted.

    Raises:
        AdministratorKeyError: they are an administrator, and somebody else.
        KeyBeyondError: with it somebody could do or see what is not theirs to do or see.
    """
    require_person(office, person)
    wanted = WantedKey(person=person, label=label, scopes=scopes, expires=expires)
    return enter(office, act, wanted)


@use_case("key.list", Power.ACCESS_KEEP, "S22", reads=True)
def list_keys(
    office: Office, act: Act, *, person: PersonId | None = None, valid: bool = False
) -> KeyList:
    """List the keys ever issued, without their secrets: of everybody or a person, or the valid."""
    name = directory(office)
    return KeyList(
        items=tuple(
            key_line(key, name)
            for key in office.keys.listed()
            if person in {None, key.person} and (not valid or _is_good(office, key))
        )
    )


@use_case("key.revoke", Power.ACCESS_KEEP, "S22", records=True)
def revoke(office: Office, act: Act, key: int) -> KeyLine:
    """Let a key be of no use from now on."""
    return key_line(end(office, act, _of(office, key)), directory(office))


def valid_key(office: Office, number: int) -> ApiKey:
    """Return the key with a number.

    Raises:
        KeyUnknownError: no key goes by it.
        KeyRefusedError: it is revoked or no longer valid, or its holder is shut out.
    """
    key = _of(office, number)
    if not _is_good(office, key):
        raise KeyRefusedError
    return key


def key_holder(office: Office, secret: str, address: str | None = None) -> ApiKey:
    """Return the key that is presented from an address, noting the day.

    That a key was presented that is good no more is noted; what never was a key is not, so that
    nobody fills the disk.

    Raises:
        KeyRefusedError: it is unknown, revoked or no longer valid, or its holder is shut out.
    """
    key, today = office.keys.found(secret), civil_date(office.now())
    if key is None:
        raise KeyRefusedError
    office = office.entered()
    if not _is_good(office, key):
        _note_refused(office, key, address)
        raise KeyRefusedError
    if key.last_used != today:
        office.keys.used(key.id, today)
    return key


def require_lent(office: Office, act: Act, key: ApiKey) -> None:
    """Refuse to push by the key of somebody else who may do or see more, or is an administrator.

    Raises:
        KeyAloneError: the acting person is not the holder of the key.
    """
    if key.person == act.actor:
        return
    holder = office.standing(key.person)
    if holder.administers is not None or beyond(office.standing(act.actor), holder):
        raise KeyAloneError(key=key.id, person=key.person)


def _speaks_alone(office: Office, person: PersonId) -> bool:
    """Say whether nobody else may speak for somebody: an administrator, a reader of complaints."""
    holder = office.standing(person)
    return holder.administers is not None or not ALONE.isdisjoint(powers_of(holder))


def _of(office: Office, number: int) -> ApiKey:
    key = next((one for one in office.keys.listed() if one.id == number), None)
    if key is None:
        raise KeyUnknownError(key=number)
    return key


def _is_good(office: Office, key: ApiKey) -> bool:
    """Say whether a key may be used: also of one that others issued before its holder rose."""
    over = key.expires is not None and key.expires < civil_date(office.now())
    if key.revoked is not None or over or is_shut_out(office, key.person):
        return False
    return key.issued_by == key.person or not _speaks_alone(office, key.person)


def _note_refused(office: Office, key: ApiKey, address: str | None) -> None:
    office.access.note(
        AccessEntry(
            at=office.now(),
            actor=key.person,
            on_behalf_of=None,
            channel="http",
            use_case="log-in",
            subject=None,
            outcome=f"refused:{KeyRefusedError.code}",
            address=address,
        )
    )
