"""Accounts of those who log in: opened, locked and looked after by the security administrator."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TypeAlias

from attrs import frozen

from minqing_core.access.decisions import accounts as deciding
from minqing_core.access.decisions.fitness import require_login, require_password
from minqing_core.access.decisions.refusals import (
    AccountThereError,
    AccountUnknownError,
    AdministratorThereError,
    LoginTakenError,
)
from minqing_core.access.events import AdministratorRole, Event, LockReason
from minqing_core.access.state import Accounts, fold
from minqing_core.application.account_ports import Credential
from minqing_core.application.catalogue import use_case
from minqing_core.application.names import directory
from minqing_core.application.office import ACCOUNTS, Office, person_stream
from minqing_core.application.people import require_person, require_staying
from minqing_core.application.transact import Recorded, Request, transact
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.secret import Secret
from minqing_core.kernel.text import composed, found_in
from minqing_core.powers.rules import Power
from minqing_core.views.labels import label

Decide: TypeAlias = Callable[[Accounts], Sequence[Event]]


@frozen(kw_only=True)
class OpenedAccount:
    """An account, with the password that is shown this once; none where its owner gave one."""

    person: PersonId
    login: str
    password: str | None


@frozen(kw_only=True)
class AccountLine:
    """An account: whose it is, what it brings, and how it stands."""

    person: PersonId
    name: str
    login: str
    role: AdministratorRole | None
    role_text: str
    locked: LockReason | None
    locked_text: str
    must_change: bool
    changed: datetime | None
    totp: bool
    issuer: str | None
    sessions: int


@frozen(kw_only=True)
class AccountList:
    """The accounts, by whose they are."""

    items: tuple[AccountLine, ...]
    next: None = None
    position: int


@use_case("account.init", Power.ACCOUNTS_FOUND, "S12", records=True)
def init(
    office: Office, act: Act, *, person: PersonId, login: str, password: Secret
) -> OpenedAccount:
    """Make somebody the first security administrator, who opens every other account."""
    login, chosen = require_login(login), composed(password.text)
    require_password(chosen, field="password", login=login)
    _require_free(office, person, login)
    if office.credentials.of(person) is not None and _looks_after_accounts(office, person):
        raise AdministratorThereError(held=person)
    gone = _gone(office)
    asked = ["account.init", person, login]
    _record(
        office, act, person, asked, lambda held: deciding.found(held, person=person, gone=gone)
    )
    _keep(office, person, login, chosen, must_change=False)
    return OpenedAccount(person=person, login=login, password=None)


@use_case("account.open", Power.ACCOUNTS_KEEP, "S12", records=True)
def open_account(office: Office, act: Act, *, person: PersonId, login: str) -> OpenedAccount:
    """Let somebody in the roster log in; their first password is shown this once."""
    login = require_login(login)
    require_person(office, person)
    require_staying(office, person)
    _require_free(office, person, login)
    known = office.credentials.of(person)
    if known is not None and not known.must_change:
        raise AccountThereError(person=person, login=known.login)
    asked = ["account.open", person, login]
    _record(office, act, person, asked, lambda held: deciding.open_account(held, person=person))
    password = office.credentials.new_password()
    _keep(office, person, login, password, must_change=True)
    return OpenedAccount(person=person, login=login, password=password)


@use_case("account.role", Power.ACCOUNTS_KEEP, "S12", records=True)
def role(
    office: Office, act: Act, *, person: PersonId, role: AdministratorRole | None = None
) -> Recorded:
    """Give somebody one of the three administrator roles, or relieve them of theirs."""
    gone = _gone(office)
    recorded = _record(
        office,
        act,
        person,
        ["account.role", person, role],
        lambda held: deciding.name_administrator(held, person=person, role=role, gone=gone),
    )
    _end_sessions(office, person)
    return recorded


@use_case("account.lock", Power.ACCOUNTS_KEEP, "S12", records=True)
def lock(office: Office, act: Act, *, person: PersonId, reason: LockReason) -> Recorded:
    """Let nobody log in with an account until it is unlocked; who is logged in is put out."""
    gone = _gone(office)
    recorded = _record(
        office,
        act,
        person,
        ["account.lock", person, reason],
        lambda held: deciding.lock(held, person=person, reason=reason, gone=gone),
    )
    _end_sessions(office, person)
    return recorded


@use_case("account.unlock", Power.ACCOUNTS_KEEP, "S12", records=True)
def unlock(office: Office, act: Act, *, person: PersonId) -> Recorded:
    """Open a locked account again, one too that too many wrong passwords have closed."""
    asked = ["account.unlock", person]
    recorded = _record(
        office, act, person, asked, lambda held: deciding.unlock(held, person=person)
    )
    known = office.credentials.of(person)
    if known is not None and not office.rehearsing:
        office.credentials.succeeded(known.login)
    return recorded


@use_case("account.reset-password", Power.ACCOUNTS_KEEP, "S12")
def reset_password(office: Office, act: Act, *, person: PersonId) -> OpenedAccount:
    """Give somebody a new first password, shown this once; who is logged in is put out."""
    known = credential(office, person)
    password = office.credentials.new_password()
    if not office.rehearsing:
        office.credentials.change(person, password, at=office.now(), must_change=True)
        office.credentials.disable_totp(person)
        office.credentials.succeeded(known.login)
        office.sessions.end_all(person)
    return OpenedAccount(person=person, login=known.login, password=password)


@use_case("account.list", Power.ACCOUNTS_READ, "S12", reads=True)
def list_accounts(
    office: Office,
    act: Act,
    *,
    words: str | None = None,
    role: AdministratorRole | None = None,
    locked: bool = False,
) -> AccountList:
    """List the accounts: whose they are, what they bring, and how they stand.

    All ``words`` occur in the name, the number or the login.
    """
    items = [
        line
        for line in _lines(office)
        if found_in(words, line.name, line.person, line.login)
        and role in {None, line.role}
        and (not locked or line.locked is not None)
    ]
    return AccountList(items=tuple(items), position=office.size())


def _lines(office: Office) -> Iterator[AccountLine]:
    names, known = directory(office), {one.person: one for one in office.credentials.listed()}
    logged_in = [session.person for session in office.sessions.listed(None)]
    for person, account in sorted(office.accounts().held.items()):
        yield AccountLine(
            person=person,
            name=names(person),
            login=known[person].login if person in known else "",
            role=account.role,
            role_text=label("administrator", account.role),
            locked=account.locked,
            locked_text=label("lock", account.locked),
            must_change=person in known and known[person].must_change,
            changed=known[person].changed if person in known else None,
            totp=person in known and known[person].totp,
            issuer=known[person].issuer if person in known else None,
            sessions=logged_in.count(person),
        )


def credential(office: Office, person: PersonId) -> Credential:
    """Return how somebody logs in.

    Raises:
        AccountUnknownError: they have no account.
    """
    known = office.credentials.of(person)
    if known is None or office.accounts().of(person) is None:
        raise AccountUnknownError(person=person)
    return known


def _record(office: Office, act: Act, person: PersonId, asked: object, decide: Decide) -> Recorded:
    require_person(office, person)
    request = Request(
        act=act, stream=ACCOUNTS, asked=asked, relies_on=office.versions(person_stream(person))
    )
    return transact(office, request, lambda history, _: decide(fold(history)))


def _keep(
    office: Office, person: PersonId, login: str, password: str, *, must_change: bool
) -> None:
    if office.rehearsing:
        return
    kept = office.credentials.keep(
        person, login, password, at=office.now(), must_change=must_change
    )
    if not kept:
        raise LoginTakenError(login=login)


def _require_free(office: Office, person: PersonId, login: str) -> None:
    holder = office.credentials.by_login(login)
    if holder is not None and holder.person != person:
        raise LoginTakenError(login=login)


def _looks_after_accounts(office: Office, person: PersonId) -> bool:
    return office.accounts().role(person) is AdministratorRole.SECURITY


def _gone(office: Office) -> frozenset[PersonId]:
    today = civil_date(office.now())
    files = office.persons([*office.accounts().held])
    return frozenset(f.person for f in files if f.closed is not None or f.has_left(today))


def _end_sessions(office: Office, person: PersonId) -> None:
    if not office.rehearsing:
        office.sessions.end_all(person)
