"""Logging in and out, and who is logged in: what a front end asks before it asks anything else.

``log_in`` hashes a password, which is slow and takes memory on purpose: a front end runs few of
them at once, in threads of their own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from attrs import define

from minqing_core.access.decisions.fitness import is_login, login_form
from minqing_core.application.account_ports import Credential, LoggedIn, Session, SignedIn, Whence
from minqing_core.application.admission import UNNAMED
from minqing_core.application.office import Office
from minqing_core.application.one_time_codes import fits
from minqing_core.application.people import is_shut_out
from minqing_core.application.ports import AccessEntry
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.refusals import RefusalError
from minqing_core.kernel.text import composed

IDLE, ABSOLUTE = timedelta(minutes=30), timedelta(hours=8)
NOTED_EVERY = timedelta(minutes=1)
OF_ACCOUNT, OF_ORIGIN, WINDOW = 5, 50, timedelta(minutes=10)
MOST_SESSIONS = 10
NETWORK = 64


class LogInRefusedError(RefusalError):
    """The login name or the password is wrong, or the account is locked: nobody learns which."""

    kind = "not-allowed"
    code = "log-in-refused"
    text = "登录名或口令不对，或账号已停用"


class LogInThrottledError(RefusalError):
    """Too many attempts failed with this account, or from this network."""

    kind = "not-allowed"
    code = "log-in-throttled"
    text = "此账号或这里的网络登录失败太多，请 {minutes} 分钟后再试；急用的，请安全管理员解锁账号"


class CodeWantedError(RefusalError):
    """The password is right, and a one-time code is asked for besides."""

    kind = "not-allowed"
    code = "code-wanted"
    text = "请再填动态口令（totp）"


class IdentityUnknownError(RefusalError):
    """Who the provider says they are has no account here, or one that is locked."""

    kind = "not-allowed"
    code = "identity-unknown"
    text = "统一身份认证中的此人没有对应的账号，或账号已停用，请联系安全管理员"


class SessionOverError(RefusalError):
    """The session has ended, or there never was one."""

    kind = "not-allowed"
    code = "session-over"
    text = "登录已失效，请重新登录"


class PasswordMustChangeError(RefusalError):
    """A password that somebody else gave out is good for nothing but choosing one's own."""

    kind = "not-allowed"
    code = "password-must-change"
    text = "首次登录或口令重置后，请先改为自己的口令"


@define
class Attempt:
    """An attempt to prove who one is: a failure until it is known to be none."""

    failed: bool = True

    def succeeded(self) -> None:
        """Say that it was none."""
        self.failed = False


def log_in(
    office: Office,
    login: str,
    password: str,
    *,
    address: str,
    agent: str,
    totp: str | None = None,
    previous: str | None = None,
) -> LoggedIn:
    """Let somebody in by name and password; the secret of the session is shown this once.

    Args:
        office: where they work.
        login: their login name.
        password: their password.
        address: from where they come.
        agent: by what they come, as it calls itself.
        totp: a one-time code, where one is asked for.
        previous: the secret of a session that this one takes the place of.

    Raises:
        LogInThrottledError: too many attempts failed; nothing was compared.
        LogInRefusedError: name, password or code is wrong, or the account is locked.
        CodeWantedError: the password is right, and a one-time code is missing.
    """
    login, door = login_form(composed(login)), Whence(address, agent)
    with judged(office, login, address) as attempt:
        known = _known(office, login, composed(password), door)
        if known.totp and totp is None:
            attempt.succeeded()
            raise CodeWantedError
        if known.totp and not fits(office, known.person, totp or ""):
            _note(office, known.person, door, f"refused:{LogInRefusedError.code}")
            raise LogInRefusedError
        attempt.succeeded()
        office.credentials.succeeded(login)
    return _begun(office, known.person, door, previous, "password")


def sign_in(
    office: Office,
    issuer: str,
    subject: str,
    *,
    address: str,
    agent: str,
    previous: str | None = None,
) -> LoggedIn:
    """Let somebody in of whom a provider of identities says who they are.

    Raises:
        IdentityUnknownError: nobody's account is linked with them, or it is locked.
    """
    known, door = office.credentials.by_identity(issuer, subject), Whence(address, agent)
    if known is None or not _may_log_in(office, known.person):
        person = UNNAMED if known is None else known.person
        _note(office, person, door, f"refused:{IdentityUnknownError.code}")
        raise IdentityUnknownError
    return _begun(office, known.person, door, previous, "sso")


def session_holder(office: Office, secret: str, *, changing: bool = False) -> Session:
    """Return the session that is presented, noting when it was last used.

    *changing* is true only of the page on which a password that was given out is changed.

    Raises:
        SessionOverError: there is no such session, or it is over.
        PasswordMustChangeError: the password was given out, and is to be changed first.
    """
    session, now = office.sessions.found(secret), office.now()
    if session is None:
        raise SessionOverError
    if is_over(session, now) or not _may_log_in(office, session.person):
        office.sessions.end(session.id)
        raise SessionOverError
    if now - session.last_seen >= NOTED_EVERY:
        office.sessions.seen(session.id, now)
    if session.must_change and not changing:
        raise PasswordMustChangeError
    return session


def log_out(office: Office, secret: str) -> None:
    """End the session that is presented, if there is one."""
    session = office.sessions.found(secret)
    if session is not None:
        office.sessions.end(session.id)
        _note(office, session.person, Whence(session.address, session.agent), "done", "log-out")


def is_over(session: Session, now: datetime) -> bool:
    """Say whether a session is over: unused for half an hour, or eight hours old."""
    return now - session.last_seen >= IDLE or now - session.created >= ABSOLUTE


@contextmanager
def judged(office: Office, login: str, address: str) -> Iterator[Attempt]:
    """Count an attempt as a failure before it is judged, so that no two slip through at once.

    Raises:
        LogInThrottledError: as many as are borne failed with this account or from this network.
    """
    now, origin = office.now(), origin_of(address)
    borne = (OF_ACCOUNT, OF_ORIGIN)
    number = office.credentials.attempt(login, origin, at=now, since=now - WINDOW, most=borne)
    if number is None:
        raise LogInThrottledError(minutes=WINDOW // timedelta(minutes=1))
    attempt = Attempt()
    try:
        yield attempt
    finally:
        if not attempt.failed:
            office.credentials.forgive(number)


def origin_of(address: str) -> str:
    """Return what an address is counted by: itself, or the network of one in IPv6."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    mapped = getattr(found, "ipv4_mapped", None)
    if found.version == 4 or mapped is not None:  # noqa: PLR2004 - the version of a protocol
        return str(mapped or found)
    return str(ip_network((found, NETWORK), strict=False))


def _known(office: Office, login: str, password: str, door: Whence) -> Credential:
    known = office.credentials.by_login(login) if is_login(login) else None
    right = office.credentials.matches(None if known is None else known.person, password)
    if known is None or not right or not _may_log_in(office, known.person):
        _note(
            office,
            UNNAMED if known is None else known.person,
            door,
            f"refused:{LogInRefusedError.code}",
        )
        raise LogInRefusedError
    return known


def _begun(
    office: Office, person: PersonId, door: Whence, previous: str | None, by: SignedIn
) -> LoggedIn:
    now = office.now()
    office.sessions.prune(created=now - ABSOLUTE, seen=now - IDLE)
    replaced = None if previous is None else office.sessions.found(previous)
    if replaced is not None:
        office.sessions.end(replaced.id)
    begun = office.sessions.begin(person, by=by, at=now, door=door, most=MOST_SESSIONS)
    _note(office, person, door, "done")
    return begun


def _may_log_in(office: Office, person: PersonId) -> bool:
    return office.accounts().of(person) is not None and not is_shut_out(office, person)


def _note(
    office: Office, person: PersonId, door: Whence, outcome: str, what: str = "log-in"
) -> None:
    office.access.note(
        AccessEntry(
            at=office.now(),
            actor=person,
            on_behalf_of=None,
            channel="page",
            use_case=what,
            subject=None,
            outcome=outcome,
            address=door.address,
        )
    )
