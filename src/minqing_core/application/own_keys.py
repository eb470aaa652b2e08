"""Keys of one's own: whoever speaks in one's name is known, and can be stopped (S12)."""

from datetime import date, datetime

from attrs import frozen

from minqing_core.access.decisions.refusals import KeyHiddenError, KeyUnknownError
from minqing_core.application.account_own import proven
from minqing_core.application.catalogue import use_case
from minqing_core.application.key_issuing import IssuedKey, WantedKey, end, enter
from minqing_core.application.names import directory
from minqing_core.application.office import Office
from minqing_core.application.ports import ApiKey
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.secret import Secret
from minqing_core.powers.rules import Power


@frozen(kw_only=True)
class OwnKey:
    """A key by which a program speaks, or spoke, in one's name, and who issued it."""

    id: int
    label: str
    scopes: tuple[str, ...]
    issued_by: PersonId
    issued_by_name: str
    created: datetime
    expires: date | None
    last_used: date | None
    revoked: datetime | None


@frozen(kw_only=True)
class OwnKeyList:
    """The keys that were ever issued in one's name, the first one first."""

    items: tuple[OwnKey, ...]
    next: None = None


@use_case("key.own", Power.ACCOUNT_OWN, "S12", reads=True)
def list_own(office: Office, act: Act) -> OwnKeyList:
    """List the keys by which programs speak in one's own name, whoever issued them."""
    name = directory(office)
    mine = (key for key in office.keys.listed() if key.person == act.actor)
    return OwnKeyList(items=tuple(_line(key, name(key.issued_by)) for key in mine))


@use_case("key.own-issue", Power.ACCOUNT_OWN, "S12", records=True)
def issue_own(
    office: Office,
    act: Act,
    *,
    current: Secret,
    label: str,
    scopes: tuple[str, ...] = (),
    expires: date | None = None,
) -> IssuedKey:
    """Take a key of one's own by one's password, for some things only if wanted.

    Raises:
        PasswordWrongError: it is not their password.
    """
    proven(office, act, current)
    wanted = WantedKey(person=act.actor, label=label, scopes=scopes, expires=expires)
    return enter(office, act, wanted)


@use_case("key.own-revoke", Power.ACCOUNT_OWN, "S12", records=True)
def revoke_own(office: Office, act: Act, key: int) -> OwnKey:
    """Let a key of one's own be of no use from now on."""
    found = next((one for one in office.keys.listed() if one.id == key), None)
    if found is None:
        raise KeyUnknownError(key=key)
    if found.person != act.actor:
        raise KeyHiddenError(key=key)
    return _line(end(office, act, found), directory(office)(found.issued_by))


def _line(key: ApiKey, issuer: str) -> OwnKey:
    return OwnKey(
        id=key.id,
        label=key.label,
        scopes=key.scopes,
        issued_by=key.issued_by,
        issued_by_name=issuer,
        created=key.created,
        expires=key.expires,
        last_used=key.last_used,
        revoked=key.revoked,
    )
