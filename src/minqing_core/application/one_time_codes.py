"""One-time codes that a telephone shows (RFC 6238): six digits that change every half minute."""

from datetime import datetime
from hmac import compare_digest

STEP, AROUND = 30, (0, -1, 1)


def step_of(secret: str, code: str, at: datetime) -> int | None:
    """Return the step of time whose code this is, by a clock that may be one step off; or None."""
    from pyotp import TOTP  # noqa: PLC0415 - only with a code

    codes, now = TOTP(secret), int(at.timestamp()) // STEP
    given = code.replace(" ", "").encode("ascii", "replace")
    for step in (now + off for off in AROUND):
        if compare_digest(codes.at(step * STEP).encode(), given):
            return step
    return None
