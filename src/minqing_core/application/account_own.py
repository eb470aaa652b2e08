"""What everybody does with an account of their own: password, sessions."""

from datetime import datetime

from attrs import frozen

from minqing_core.access.decisions.fitness import require_password
from minqing_core.access.decisions.refusals import SessionHiddenError, SessionUnknownError
from minqing_core.application.account_ports import Credential, Session
from minqing_core.application.accounts import credential
from minqing_core.application.catalogue import use_case
from minqing_core.application.names import directory
from minqing_core.application.office import Office
from minqing_core.application.sessions import is_over, judged
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.refusals import RefusalError
from minqing_core.kernel.secret import Secret
from minqing_core.kernel.text import composed
from minqing_core.powers.rules import Power, holds, require


class PasswordWrongError(RefusalError):
    """The password in force was not given."""

    kind = "not-allowed"
    code = "password-wrong"
    fields = ("current",)
    text = "原口令（current）不对"


@frozen(kw_only=True)
class PasswordChanged:
    """A password was changed; whoever was logged in with the old one is no more."""

    person: PersonId
    ended: int


@frozen(kw_only=True)
class SessionLine:
    """Somebody who is logged in: since when, from where, and by what."""

    id: int
    person: PersonId
    name: str
    created: datetime
    last_seen: datetime
    by: str
    address: str
    agent: str


@frozen(kw_only=True)
class SessionList:
    """Who is logged in, the latest first."""

    items: tuple[SessionLine, ...]
    next: None = None
    position: int


@use_case("account.change-password", Power.ACCOUNT_OWN, "S12")
def change_password(
    office: Office, act: Act, *, current: Secret, password: Secret
) -> PasswordChanged:
    """Change one's own password; every session of one's own ends."""
    chosen = composed(password.text)
    require_password(chosen, field="password", login=credential(office, act.actor).login)
    proven(office, act, current)
    ended = 0
    if not office.rehearsing:
        office.credentials.change(act.actor, chosen, at=office.now(), must_change=False)
        ended = office.sessions.end_all(act.actor)
    return PasswordChanged(person=act.actor, ended=ended)


@use_case("session.list", Power.ACCOUNT_OWN, "S12", reads=True)
def list_sessions(office: Office, act: Act, *, person: PersonId | None = None) -> SessionList:
    """List where one is logged in; the administrators of security and audit see others' too."""
    whose = act.actor if person is None else person
    if whose != act.actor:
        require(office.standing(act.actor), Power.ACCOUNTS_READ)
    now, name = office.now(), directory(office)
    found = [one for one in office.sessions.listed(whose) if not is_over(one, now)]
    return SessionList(
        items=tuple(_line(one, name(one.person)) for one in found), position=office.size()
    )


@use_case("session.revoke", Power.ACCOUNT_OWN, "S12")
def revoke(office: Office, act: Act, session: int) -> SessionLine:
    """End a session of one's own, or anybody's by the security administrator."""
    found = office.sessions.one(session)
    keeps = holds(office.standing(act.actor), Power.ACCOUNTS_KEEP)
    if found is None:
        raise SessionUnknownError(session=session)
    if found.person != act.actor and not keeps:
        raise SessionHiddenError(session=session)
    office.sessions.end(session)
    return _line(found, directory(office)(found.person))


def proven(office: Office, act: Act, current: Secret) -> Credential:
    """Return how the acting person logs in, once they have shown that they know their password.

    Raises:
        AccountUnknownError: they have no account.
        LogInThrottledError: too many attempts failed; nothing was compared.
        PasswordWrongError: it is not their password.
    """
    known = credential(office, act.actor)
    with judged(office, known.login, act.address or "") as attempt:
        if not office.credentials.matches(act.actor, composed(current.text)):
            raise PasswordWrongError
        attempt.succeeded()
    return known


def _line(session: Session, name: str) -> SessionLine:
    return SessionLine(
        id=session.id,
        person=session.person,
        name=name,
        created=session.created,
        last_seen=session.last_seen,
        by=session.by,
        address=session.address,
        agent=session.agent,
    )
