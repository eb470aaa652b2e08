"""The body of a request: in time, not too large, and plain JSON."""

import asyncio

from aiohttp import hdrs, web

from minqing_http.refusals import (
    MediaTypeError,
    RequestError,
    TooLargeError,
    TooSlowError,
)

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
PLAIN = ("", "identity")


async def read_body(request: web.Request, seconds: float, most: int, media: str = JSON) -> bytes:
    """Return the body of a request that is said to be JSON, or what else is wanted.

    Raises:
        MediaTypeError: it is not said to be plainly that in UTF-8.
        TooLargeError: it is larger than is taken.
        TooSlowError: it did not arrive in time.
    """
    _require_plain(request, media)
    return await received(request, seconds, most)


async def received(request: web.Request, seconds: float, most: int) -> bytes:
    """Return the body of a request, whatever it is.

    Raises:
        TooLargeError: it is larger than is taken.
        TooSlowError: it did not arrive in time.
    """
    if (request.content_length or 0) > most:
        raise TooLargeError(most=most)
    try:
        async with asyncio.timeout(seconds):
            return await _whole(request, most)
    except TimeoutError as error:
        raise TooSlowError(seconds=seconds) from error
    except (web.RequestPayloadError, ConnectionError) as error:
        raise RequestError(reason="正文没有收全") from error


def _require_plain(request: web.Request, media: str) -> None:
    encoding = request.headers.get(hdrs.CONTENT_ENCODING, "").strip().lower()
    charset = (request.charset or "utf-8").lower()
    given = "、".join(request.headers.getall(hdrs.CONTENT_TYPE, ["没有写明"]))
    if request.content_type != media or charset not in {"utf-8", "utf8"}:
        raise MediaTypeError(wanted=media, given=_shown(given))
    if encoding not in PLAIN:
        raise MediaTypeError(wanted=media, given=_shown(f"{given} ({encoding})"))


async def _whole(request: web.Request, most: int) -> bytes:
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > most:
            raise TooLargeError(most=most)
    return bytes(body)


def _shown(given: str) -> str:
    return given.encode("ascii", "backslashreplace").decode()[:80]
