"""Keys of one's own: whoever speaks in one's name is known, and can be stopped (S12)."""

from datetime import date

from minqing_core.access.decisions.refusals import KeyHiddenError, KeyUnknownError
from minqing_core.application.account_own import proven
from minqing_core.application.catalogue import use_case
from minqing_core.application.key_issuing import IssuedKey, WantedKey, end, enter
from minqing_core.application.key_lines import KeyLine, KeyList, key_line
from minqing_core.application.names import directory
from minqing_core.application.office import Office
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.secret import Secret
from minqing_core.powers.rules import Power


@use_case("key.own", Power.ACCOUNT_OWN, "S12", reads=True)
def list_own(office: Office, act: Act) -> KeyList:
    """List the keys by which programs speak in one's own name, whoever issued them."""
    name = directory(office)
    mine = (key for key in office.keys.listed() if key.person == act.actor)
    return KeyList(items=tuple(key_line(key, name) for key in mine))


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
def revoke_own(office: Office, act: Act, key: int) -> KeyLine:
    """Let a key of one's own be of no use from now on."""
    found = next((one for one in office.keys.listed() if one.id == key), None)
    if found is None:
        raise KeyUnknownError(key=key)
    if found.person != act.actor:
        raise KeyHiddenError(key=key)
    return key_line(end(office, act, found), directory(office))
