"""What the headers of a request say, read once and strictly."""

import re
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import TypeAlias

from aiohttp import hdrs, web

from minqing_core.kernel.periods import FIRST_YEAR, LAST_YEAR
from minqing_core.kernel.refusals import FieldFault, InvalidInputError
from minqing_http.refusals import HeaderError, KeyMissingError, NotAcceptableError

BEARER = re.compile(r"Bearer +([\x21-\x7e]{1,256})", re.IGNORECASE)
CORRELATION = re.compile(r"[A-Za-z0-9._-]{1,64}")
KEY = re.compile(r"[\x21-\x7e]{1,128}")
VERSION = re.compile(r'"(\d{1,15})"')
NO_WEIGHT = re.compile(r"q=0(\.0{0,3})?")

Networks: TypeAlias = tuple[IPv4Network | IPv6Network, ...]

POSITION = re.compile(r"\d{1,15}")
LONGEST_WAIT = 60

IDEMPOTENCY_KEY = "Idempotency-Key"
ACCEPT_DATETIME = "Accept-Datetime"
MEMENTO_DATETIME = "Memento-Datetime"
REQUEST_ID = "X-Request-Id"
LAST_EVENT_ID = "Last-Event-ID"


BEHIND_PROXY = web.AppKey("behind_proxy", bool)
TRUSTED = web.AppKey("trusted", Networks)
FORWARDED_FOR = "X-Forwarded-For"
LOOPBACK = frozenset({"127.0.0.1", "::1"})


def address(request: web.BaseRequest) -> str:
    """Return where a request comes from, as the proxy says where one stands before this.

    It is believed on this machine, and where it was said that it stands.
    """
    came = request.remote or ""
    if _is_behind(request) and _is_proxy(request, came):
        *_, last = request.headers.getall(FORWARDED_FOR, [came])
        return last.rpartition(",")[2].strip()[:64] or came
    return came


def site(request: web.BaseRequest) -> str:
    """Return the address of this site, as who asks it sees it."""
    scheme = "https" if _is_behind(request) else request.scheme
    return f"{scheme}://{request.host}"


def _is_behind(request: web.BaseRequest) -> bool:
    return isinstance(request, web.Request) and request.app.get(BEHIND_PROXY, False)


def _is_proxy(request: web.BaseRequest, came: str) -> bool:
    if came in LOOPBACK:
        return True
    trusted = request.app.get(TRUSTED, ()) if isinstance(request, web.Request) else ()
    if not trusted or not came:
        return False
    found = ip_address(came.partition("%")[0])
    found = getattr(found, "ipv4_mapped", None) or found
    return any(found in network for network in trusted)


def correlation(request: web.BaseRequest) -> str:
    """Return the number under which a request is followed: the caller's, or a new one."""
    given = request.headers.get(REQUEST_ID, "")
    return given if CORRELATION.fullmatch(given) else secrets.token_hex(8)


def bearer(request: web.Request) -> str:
    """Return the API key that is presented.

    Raises:
        KeyMissingError: there is none.
    """
    found = BEARER.fullmatch(request.headers.get(hdrs.AUTHORIZATION, ""))
    if found is None:
        raise KeyMissingError
    return found[1]


def idempotency_key(request: web.Request) -> str | None:
    """Return the key that makes a repeated request harmless."""
    given = request.headers.get(IDEMPOTENCY_KEY)
    if given is not None and not KEY.fullmatch(given):
        raise HeaderError(header=IDEMPOTENCY_KEY, wanted="应为 1 至 128 个可见的 ASCII 字符")
    return given


def seen(request: web.Request) -> int | None:
    """Return the version that the caller has seen."""
    given = request.headers.get(hdrs.IF_MATCH)
    if given is None:
        return None
    found = VERSION.fullmatch(given.strip())
    if found is None:
        raise HeaderError(header=hdrs.IF_MATCH, wanted='应为一个带引号的版本号，如 "7"')
    return int(found[1])


def last_event_id(request: web.Request) -> str | None:
    """Return the position that a follower was told of last."""
    given = request.headers.get(LAST_EVENT_ID)
    if given is not None and not POSITION.fullmatch(given):
        raise HeaderError(header=LAST_EVENT_ID, wanted="应为收到的最后一条的编号，如 1200")
    return given


def waiting(given: Sequence[str]) -> int:
    """Return for how many seconds a follower waits for what comes.

    Raises:
        InvalidInputError: it is no number of seconds, or too many.
    """
    seconds, *others = given
    if others or not POSITION.fullmatch(seconds) or int(seconds) > LONGEST_WAIT:
        wanted = f"应为 0 至 {LONGEST_WAIT} 秒，只填一次"
        raise InvalidInputError([FieldFault(field="wait", code="out-of-range", text=wanted)])
    return int(seconds)


def memento(request: web.Request) -> datetime | None:
    """Return the instant whose knowledge is asked for (RFC 7089)."""
    given = request.headers.get(ACCEPT_DATETIME)
    if given is None:
        return None
    wanted = "应为 RFC 9110 的时间，如 Thu, 12 Mar 2026 01:00:00 GMT"
    try:
        read = parsedate_to_datetime(given)
        found = read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise HeaderError(header=ACCEPT_DATETIME, wanted=wanted) from error
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise HeaderError(
            header=ACCEPT_DATETIME, wanted=f"年份应在 {FIRST_YEAR} 至 {LAST_YEAR} 之间"
        )
    return found


def http_date(instant: datetime) -> str:
    """Return an instant as headers write it."""
    return format_datetime(instant, usegmt=True)


def accepted(request: web.Request, offered: Sequence[str]) -> str:
    """Return in which of the types offered a caller takes the answer, by the order of their list.

    Raises:
        NotAcceptableError: the caller listed what is taken, and none is in it.
    """
    given = request.headers.get(hdrs.ACCEPT, "*/*").lower()
    for choice in given.split(","):
        for media_type in offered:
            if _takes(choice, {media_type, f"{media_type.partition('/')[0]}/*", "*/*"}):
                return media_type
    raise NotAcceptableError(given="、".join(offered))


def _takes(choice: str, taken: set[str]) -> bool:
    name, *details = (part.strip() for part in choice.split(";"))
    return name in taken and not any(NO_WEIGHT.fullmatch(detail) for detail in details)
