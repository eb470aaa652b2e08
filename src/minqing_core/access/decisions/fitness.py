"""What makes a login name and a password fit."""

import re

from minqing_core.access.decisions.refusals import (
    IssuerUnfitError,
    LoginUnfitError,
    PasswordWeakError,
)

LOGIN = re.compile(r"[a-z][a-z0-9._-]{2,31}", re.ASCII)
SAFE = re.compile(
    r"https://[^\s/@]+(/\S*)?$|http://(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(/\S*)?$"
)
LEAST, MOST, LEAST_DIFFERENT = 10, 128, 6


def login_form(login: str) -> str:
    """Return the one form in which a login name is kept and looked for."""
    return login.strip().casefold()


def is_login(login: str) -> bool:
    """Say whether somebody could log in by a name in its one form."""
    return LOGIN.fullmatch(login) is not None


def require_login(login: str) -> str:
    """Return a login name in its one form, or refuse it.

    Raises:
        LoginUnfitError: it cannot be typed everywhere.
    """
    found = login_form(login)
    if not is_login(found):
        raise LoginUnfitError(login=login)
    return found


def require_password(password: str, *, field: str, login: str) -> None:
    """Refuse a password that is easily guessed (S12).

    Raises:
        PasswordWeakError: it is too short or too long, or made of too little.
    """
    trouble = _trouble(password, login)
    if trouble is not None:
        raise PasswordWeakError(field=field, trouble=trouble)


def _trouble(password: str, login: str) -> str | None:
    if not LEAST <= len(password) <= MOST:
        return f"应为 {LEAST} 至 {MOST} 个字符"
    if len({*password}) < LEAST_DIFFERENT:
        return f"至少应有 {LEAST_DIFFERENT} 个不同的字符"
    if login in password.casefold():
        return "不能含有登录名"
    if password.isdigit() or (password.isascii() and password.isalpha()):
        return "不能只用数字或只用字母"
    return None


def require_issuer(issuer: str) -> None:
    """Refuse a provider of identities whose word could be changed on the way (S12).

    Raises:
        IssuerUnfitError: it is not reached by https, nor on this machine.
    """
    if not is_safe(issuer) or "?" in issuer or "#" in issuer:
        raise IssuerUnfitError(issuer=issuer)


def is_safe(address: str) -> bool:
    """Say whether what is said between here and an address cannot be changed on the way."""
    return SAFE.match(address) is not None
