"""One-time codes of one's own, asked for beside the password once one was confirmed."""

from attrs import field, frozen

from minqing_core.access.decisions.refusals import CodesConfirmedError, CodeWrongError
from minqing_core.application.account_own import proven
from minqing_core.application.accounts import credential
from minqing_core.application.catalogue import use_case
from minqing_core.application.office import Office
from minqing_core.application.one_time_codes import address_of, fits
from minqing_core.application.sessions import judged
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.secret import Secret
from minqing_core.powers.rules import Power


@frozen(kw_only=True)
class CodesOffered:
    """What a telephone makes its codes of, shown this once; the address is for a QR code."""

    person: PersonId
    secret: str = field(repr=False)
    address: str = field(repr=False)


@frozen(kw_only=True)
class CodesAsked:
    """Whether a one-time code is asked for at the next log-in."""

    person: PersonId
    asked: bool


@use_case("account.codes-enrol", Power.ACCOUNT_OWN, "S12")
def enrol(office: Office, act: Act, *, current: Secret) -> CodesOffered:
    """Have a telephone make one-time codes; they are asked for once one of them is confirmed."""
    known = proven(office, act, current)
    if known.totp:
        raise CodesConfirmedError
    secret = office.credentials.enrol_totp(act.actor)
    return CodesOffered(person=act.actor, secret=secret, address=address_of(secret, known.login))


@use_case("account.codes-confirm", Power.ACCOUNT_OWN, "S12")
def confirm(office: Office, act: Act, *, code: Secret) -> CodesAsked:
    """Show that the telephone makes the right codes; one is asked for from now on."""
    known = credential(office, act.actor)
    with judged(office, known.login, act.address or "") as attempt:
        if not fits(office, act.actor, code.text):
            raise CodeWrongError
        attempt.succeeded()
    office.credentials.confirm_totp(act.actor)
    return CodesAsked(person=act.actor, asked=True)


@use_case("account.codes-disable", Power.ACCOUNT_OWN, "S12")
def disable(office: Office, act: Act, *, current: Secret) -> CodesAsked:
    """Be asked for no one-time code any more."""
    proven(office, act, current)
    office.credentials.disable_totp(act.actor)
    return CodesAsked(person=act.actor, asked=False)
