"""What a form sent: names and texts, in time and not too large."""

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qs

from aiohttp import web

from minqing_http.body import received
from minqing_http.refusals import FormShapeError, FormTooLargeError, TooLargeError

SENT_AS = "application/x-www-form-urlencoded"
MOST_BYTES, MOST_FIELDS = 256 * 1024, 2_000
HAN_BYTES = len("%E6%B0%91")


async def read_form(request: web.Request, seconds: float) -> dict[str, list[str]]:
    """Return what a form sent, every text under its name.

    Raises:
        FormShapeError: it is not sent as a form, or not in UTF-8.
        FormTooLargeError: it is larger than is taken.
        TooSlowError: it did not arrive in time.
    """
    if request.content_type != SENT_AS:
        raise FormShapeError
    try:
        body = await received(request, seconds, MOST_BYTES)
    except TooLargeError as error:
        raise FormTooLargeError(most=MOST_BYTES // HAN_BYTES) from error
    try:
        return parse_qs(
            body.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError as error:
        raise FormShapeError from error


def first(texts: Mapping[str, Sequence[str]], name: str) -> str:
    """Return the first text under a name, empty where there is none."""
    return (*texts.get(name, ()), "")[0]
