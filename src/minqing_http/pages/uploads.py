"""Files that a form sent: each under a name of our own in a folder that is gone afterwards."""

import asyncio
import secrets
from pathlib import Path

from aiohttp import BodyPartReader, web
from aiohttp.http import HttpProcessingError
from attrs import field, frozen

from minqing_http.refusals import FormShapeError, RequestError, TooLargeError, TooSlowError

MOST_BYTES = 16 * 1024 * 1024
MOST_WORDS, MOST_PARTS, LONGEST_NAME = 64 * 1024, 50, 60
SENT_AS = "multipart/form-data"
KINDS = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".et", ".csv", ".txt", ".toml"})
SECONDS = 60.0
UNREADABLE = (
    *(ValueError, AssertionError, RuntimeError),
    *(HttpProcessingError, web.RequestPayloadError, ConnectionError),
)


@frozen(kw_only=True)
class Sent:
    """What a form sent: its texts, and where its files lie, by name of the field.

    ``called`` is what the files were called by who sent them.
    """

    texts: dict[str, list[str]] = field(factory=dict)
    files: dict[str, Path] = field(factory=dict)
    called: dict[str, str] = field(factory=dict)

    def as_called(self, text: str) -> str:
        """Return a text with the files called as they were, and not as they lie here."""
        for name, path in self.files.items():
            text = text.replace(str(path), self.called[name])
        return text


async def read_upload(request: web.Request, folder: Path) -> Sent:
    """Return what a form with files sent; what they were called is only looked at for its end.

    Raises:
        FormShapeError: it is not sent as a form with files.
        TooLargeError: it is larger than is taken.
        TooSlowError: it did not arrive in time.
    """
    if request.content_type != SENT_AS:
        raise FormShapeError
    try:
        async with asyncio.timeout(SECONDS):
            return await _parts(request, folder)
    except TimeoutError as error:
        raise TooSlowError(seconds=SECONDS) from error
    except UNREADABLE as error:
        raise RequestError(reason="正文没有收全，或不合格式") from error


async def _parts(request: web.Request, folder: Path) -> Sent:
    sent, left, parts = Sent(), MOST_BYTES, 0
    async for part in await request.multipart():
        parts += 1
        if not isinstance(part, BodyPartReader) or part.name is None or parts > MOST_PARTS:
            raise FormShapeError
        body = await _body(part, left if part.filename else min(left, MOST_WORDS))
        left -= len(body)
        if part.filename is None:
            sent.texts.setdefault(part.name, []).append(body.decode())
        elif body:
            path = folder / f"{secrets.token_hex(8)}{_ending(part.filename)}"
            path.write_bytes(body)
            sent.files[part.name] = path
            sent.called[part.name] = _readable(part.filename)
    return sent


async def _body(part: BodyPartReader, most: int) -> bytes:
    body = bytearray()
    while chunk := await part.read_chunk():
        body += chunk
        if len(body) > most:
            raise TooLargeError(most=most)
    return bytes(body)


def _readable(name: str) -> str:
    said = "".join(sign for sign in name if sign.isprintable())
    return said if len(said) <= LONGEST_NAME else f"…{said[-LONGEST_NAME:]}"


def _ending(name: str) -> str:
    ending = f".{name.rpartition('.')[2]}".lower()
    return ending if ending in KINDS else ".csv"
