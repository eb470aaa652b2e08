"""One-time codes that a telephone shows (RFC 6238): six digits that change every half minute."""

from datetime import datetime
from hmac import compare_digest

from minqing_core.application.office import Office
from minqing_core.kernel.ids import PersonId

STEP, AROUND = 30, (0, -1, 1)
ISSUER = "民情日记"


def fits(office: Office, person: PersonId, code: str) -> bool:
    """Say whether this is somebody's code of now, and let it be none a second time."""
    secret = office.credentials.totp_secret(person)
    step = None if secret is None else step_of(secret, code, office.now())
    return step is not None and office.credentials.use_step(person, step)


def step_of(secret: str, code: str, at: datetime) -> int | None:
    """Return the step of time whose code this is, by a clock that may be one step off; or None."""
    from pyotp import TOTP  # noqa: PLC0415 - only with a code

    codes, now = TOTP(secret), int(at.timestamp()) // STEP
    given = code.replace(" ", "").encode("ascii", "replace")
    for step in (now + off for off in AROUND):
        if compare_digest(codes.at(step * STEP).encode(), given):
            return step
    return None


def address_of(secret: str, login: str) -> str:
    """Return the address by which a telephone takes a secret over from a QR code."""
    from pyotp import TOTP  # noqa: PLC0415 - only with a code

    return TOTP(secret).provisioning_uri(name=login, issuer_name=ISSUER)
