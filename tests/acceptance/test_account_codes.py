"""One-time codes beside the password (S12)."""

from base64 import b32encode
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from tests.acceptance.test_accounts import HERE, KEEPER, OWN, kept, settled
from tests.towns import CLERK, MEMBER, Town, by

from minqing_core.application.one_time_codes import step_of
from minqing_core.application.sessions import (
    CodeWantedError,
    LogInRefusedError,
    LogInThrottledError,
    log_in,
)

__all__ = ["kept"]
pytestmark = pytest.mark.clause("S12")
ME = by(MEMBER)


class Telephone:
    """What shows codes."""

    def __init__(self, town: Town, secret: str) -> None:
        self._town, self._codes = town, pyotp.TOTP(secret)

    def code(self, off: int = 0) -> str:
        """Return the code of now, or of some steps of half a minute off."""
        return self._codes.at(self._town.at + off * timedelta(seconds=30))


@pytest.fixture
def telephone(kept: Town) -> Telephone:
    """Give the telephone of a member who is asked for codes."""
    settled(kept)
    offered = kept.do("account.codes-enrol", act=ME, current=OWN)
    telephone = Telephone(kept, offered["secret"])
    kept.do("account.codes-confirm", act=ME, code=telephone.code())
    kept.later(minutes=2)
    return telephone


def enter(town: Town, code: str | None = None) -> None:
    """Log the member in."""
    log_in(town.office, "lixy", OWN, totp=code, **HERE)


@pytest.mark.parametrize(
    ("at", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1234567890, "89005924"),
        (20000000000, "65353130"),
    ],
)
def test_codes_are_those_of_the_standard(at: int, code: str) -> None:
    """RFC 6238, appendix B, the last six of its eight digits."""
    secret = b32encode(b"12345678901234567890").decode()
    assert step_of(secret, code[2:], datetime.fromtimestamp(at, UTC)) == at // 30
    assert step_of(secret, "０" + code[3:], datetime.fromtimestamp(at, UTC)) is None


def test_a_code_is_asked_for_once_one_was_confirmed(kept: Town) -> None:
    settled(kept)
    offered = kept.do("account.codes-enrol", act=ME, current=OWN)
    assert offered["address"].startswith(
        "otpauth://totp/%E6%B0%91%E6%83%85%E6%97%A5%E8%AE%B0:lixy?secret="
    )
    enter(kept)
    refused = kept.refused("account.codes-confirm", act=ME, code="000000")
    assert (refused.kind, refused.code) == ("not-allowed", "code-wrong")
    code = Telephone(kept, offered["secret"]).code()
    assert kept.do("account.codes-confirm", act=ME, code=code) == {"person": MEMBER, "asked": True}
    with pytest.raises(CodeWantedError):
        enter(kept)
    assert [line["totp"] for line in kept.do("account.list", act=KEEPER)["items"]] == [True, False]


def test_a_code_is_right_for_half_a_minute_before_and_after_and_only_once(
    kept: Town, telephone: Telephone
) -> None:
    enter(kept, telephone.code(-1))
    enter(kept, " ".join(telephone.code()))
    for used in (-1, 0, -2, 2):
        with pytest.raises(LogInRefusedError):
            enter(kept, telephone.code(used))
    enter(kept, telephone.code(1))


def test_codes_are_not_guessed(kept: Town, telephone: Telephone) -> None:
    """Who has the password has five guesses, and asking which is wanted gives no others."""
    for _ in range(5):
        with pytest.raises(CodeWantedError):
            enter(kept)
        with pytest.raises(LogInRefusedError):
            enter(kept, "123")
    with pytest.raises(LogInThrottledError):
        enter(kept, telephone.code())


def test_a_telephone_is_put_in_place_of_another_by_who_knows_the_password(
    kept: Town, telephone: Telephone
) -> None:
    assert telephone
    assert kept.refused("account.codes-enrol", act=ME, current=OWN).code == "codes-confirmed"
    assert kept.refused("account.codes-disable", act=ME, current="x").code == "password-wrong"
    assert kept.do("account.codes-disable", act=ME, current=OWN)["asked"] is False
    enter(kept)
    assert kept.refused("account.codes-confirm", act=ME, code="1").code == "code-wrong"


def test_codes_are_of_an_account(kept: Town) -> None:
    for name, given in (("enrol", "current"), ("confirm", "code"), ("disable", "current")):
        refused = kept.refused(f"account.codes-{name}", act=by(CLERK), **{given: OWN})
        assert refused.code == "account-unknown"


def test_a_lost_telephone_is_no_longer_asked_for_after_a_reset(
    kept: Town, telephone: Telephone
) -> None:
    assert telephone
    given = kept.do("account.reset-password", act=KEEPER, person=MEMBER)["password"]
    kept.at += timedelta(minutes=1)
    assert log_in(kept.office, "lixy", given, **HERE).session.must_change
