"""A town elsewhere, asked over HTTP with the key that it gave."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

import msgspec

from minqing_core.application.checkpoints import CheckpointMissingError
from minqing_core.application.city.towns import Ask, Town, TownAnswerError

SECONDS = 60
MOST_BYTES = 16 * 1024 * 1024
GOOD = 200
SCHEMES = {"http": HTTPConnection, "https": HTTPSConnection}
PATHS = {
    "checkpoint.latest": "/v1/checkpoints/latest",
    "checkpoint.leaves": "/v1/checkpoints/leaves",
    "export.events": "/v1/exports/events",
    "export.matters": "/v1/exports/matters",
}


@contextmanager
def town_at(town: Town) -> Iterator[Ask]:
    """Give what asks a town, over one connection.

    Raises:
        TownAnswerError: its address is none.
    """
    try:
        parts = urlsplit(town.address)
        connection = SCHEMES[parts.scheme](parts.hostname or "", parts.port, timeout=SECONDS)
    except (KeyError, ValueError, HTTPException) as error:
        raise TownAnswerError(town=town.name, asked=town.address, trouble="地址不对") from error
    with closing(connection):
        yield partial(_asked, town, connection, parts.path.rstrip("/"))


def _asked(
    town: Town, connection: HTTPConnection, above: str, use_case: str, **given: object
) -> Any:  # noqa: ANN401 - plain values
    address = f"{above}{PATHS[use_case]}?{urlencode(given)}"
    try:
        connection.request("GET", address, headers=_headers(town))
        answer = connection.getresponse()
        body = msgspec.json.decode(answer.read(MOST_BYTES))
    except (OSError, HTTPException, msgspec.DecodeError) as error:
        trouble = str(error) or type(error).__name__
        raise TownAnswerError(town=town.name, asked=use_case, trouble=trouble) from error
    if answer.status == GOOD:
        return body
    code, text = _problem(body)
    if code == CheckpointMissingError.code:
        raise CheckpointMissingError
    trouble = f"{answer.status} {text}（{code}）"
    raise TownAnswerError(town=town.name, asked=use_case, trouble=trouble)


def _headers(town: Town) -> dict[str, str]:
    return {"Authorization": f"Bearer {town.api_key}", "Accept": "application/json"}


def _problem(body: Any) -> tuple[str, str]:  # noqa: ANN401 - whatever a server says
    told = body if isinstance(body, dict) else {}
    return str(told.get("code", "")), str(told.get("detail", ""))[:200]
