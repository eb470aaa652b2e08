"""What the office needs from outside about those who log in."""

from datetime import datetime
from typing import Literal, Protocol, TypeAlias

from attrs import field, frozen

from minqing_core.kernel.ids import PersonId

SignedIn: TypeAlias = Literal["password", "sso"]


@frozen(kw_only=True)
class Credential:
    """What is on file about how somebody logs in; of the password only a hash is kept.

    ``must_change`` is true of a password that somebody else gave out; ``issuer`` is the provider
    of identities by which they may come in, if there is one.
    """

    person: PersonId
    login: str
    must_change: bool
    changed: datetime
    totp: bool
    issuer: str | None


@frozen
class Whence:
    """From where somebody comes, and by what."""

    address: str
    agent: str


class Credentials(Protocol):
    """How people prove who they are. Safe to use from several threads.

    ``matches``, ``keep`` and ``change`` hash a password: slow, and with much memory, on purpose.
    """

    def of(self, person: PersonId) -> Credential | None:
        """Return what is on file about somebody, None when there is nothing."""
        ...

    def by_login(self, login: str) -> Credential | None:
        """Return what is on file about whoever logs in by this name."""
        ...

    def by_identity(self, issuer: str, subject: str) -> Credential | None:
        """Return what is on file about whom a provider of identities knows as this subject."""
        ...

    def link(self, person: PersonId, issuer: str, subject: str) -> bool:
        """Let a provider say that it is somebody; False when the subject is another's."""
        ...

    def unlink(self, person: PersonId) -> bool:
        """Let no provider say so any more; False when none could."""
        ...

    def listed(self) -> list[Credential]:
        """Return what is on file, by login name."""
        ...

    def keep(
        self, person: PersonId, login: str, password: str, *, at: datetime, must_change: bool
    ) -> bool:
        """Let somebody log in by a name and a password; False when the name is another's."""
        ...

    def change(self, person: PersonId, password: str, *, at: datetime, must_change: bool) -> None:
        """Let somebody log in by another password from now on."""
        ...

    def matches(self, person: PersonId | None, password: str) -> bool:
        """Say whether a password is somebody's; as much work for nobody's as for anybody's."""
        ...

    def new_password(self) -> str:
        """Make up a password that nobody can guess and everybody can type."""
        ...

    def attempt(
        self, who: str, origin: str, *, at: datetime, since: datetime, most: tuple[int, int]
    ) -> int | None:
        """Note an attempt before it is judged, and return its number.

        None, and nothing noted, when as many of this account, or from this origin, failed since.
        """
        ...

    def forgive(self, attempt: int) -> None:
        """Take back one attempt, which was no failure."""
        ...

    def succeeded(self, who: str) -> None:
        """Forget the attempts with an account."""
        ...

    def totp_secret(self, person: PersonId) -> str | None:
        """Return the secret that somebody's one-time codes are made of, confirmed or not."""
        ...

    def enrol_totp(self, person: PersonId) -> str:
        """Make a secret for somebody's one-time codes, to be confirmed by one of them."""
        ...

    def confirm_totp(self, person: PersonId) -> None:
        """Ask for a one-time code from now on."""
        ...

    def disable_totp(self, person: PersonId) -> None:
        """Ask for no one-time code any more."""
        ...

    def use_step(self, person: PersonId, step: int) -> bool:
        """Note the step of a one-time code; False when it or a later one was used before."""
        ...


@frozen(kw_only=True)
class Session:
    """Somebody who logged in, at a device; of the secret only a hash is kept.

    ``by`` says how: with a password, or by a provider of identities.
    """

    id: int
    person: PersonId
    created: datetime
    last_seen: datetime
    by: SignedIn
    address: str
    agent: str
    must_change: bool


@frozen(kw_only=True)
class LoggedIn:
    """A session that begins, with the secret that is shown this once."""

    secret: str = field(repr=False)
    session: Session


class Sessions(Protocol):
    """Who is logged in. Safe to use from several threads."""

    def begin(
        self, person: PersonId, *, by: SignedIn, at: datetime, door: Whence, most: int
    ) -> LoggedIn:
        """Begin a session; of more than *most* the one seen longest ago ends."""
        ...

    def found(self, secret: str) -> Session | None:
        """Return the session with this secret."""
        ...

    def one(self, session: int) -> Session | None:
        """Return the session with this number."""
        ...

    def listed(self, person: PersonId | None) -> list[Session]:
        """Return somebody's sessions, or everybody's, the latest first."""
        ...

    def seen(self, session: int, at: datetime) -> None:
        """Note when a session was last used."""
        ...

    def end(self, session: int) -> None:
        """End a session."""
        ...

    def end_all(self, person: PersonId) -> int:
        """End all of somebody's sessions, and return how many there were."""
        ...

    def prune(self, *, created: datetime, seen: datetime) -> None:
        """Forget the sessions that began, or were last used, before these instants."""
        ...
