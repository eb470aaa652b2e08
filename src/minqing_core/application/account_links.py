"""Accounts linked with whom a provider of identities knows."""

from attrs import frozen

from minqing_core.access.decisions.fitness import require_issuer
from minqing_core.access.decisions.refusals import IdentityTakenError, SubjectUnfitError
from minqing_core.application.accounts import credential
from minqing_core.application.catalogue import use_case
from minqing_core.application.office import Office
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.text import fault_in_name
from minqing_core.powers.rules import Power


@frozen(kw_only=True)
class Linked:
    """Whether a provider says who somebody is, and which."""

    person: PersonId
    issuer: str | None


@use_case("account.link", Power.ACCOUNTS_KEEP, "S12")
def link(office: Office, act: Act, *, person: PersonId, issuer: str, subject: str) -> Linked:
    """Let a provider of identities say that it is somebody who comes in."""
    credential(office, person)
    require_issuer(issuer)
    fault = fault_in_name(subject)
    if fault is not None:
        raise SubjectUnfitError(subject=subject, trouble=fault)
    if not office.credentials.link(person, issuer, subject):
        raise IdentityTakenError(subject=subject)
    return Linked(person=person, issuer=issuer)


@use_case("account.unlink", Power.ACCOUNTS_KEEP, "S12")
def unlink(office: Office, act: Act, *, person: PersonId) -> Linked:
    """Let no provider say any more that it is somebody; who is logged in is put out."""
    credential(office, person)
    if office.credentials.unlink(person):
        office.sessions.end_all(person)
    return Linked(person=person, issuer=None)
