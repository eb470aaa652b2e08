"""The outermost edge: every request gets a number, every failure an answer."""

import logging
from http import HTTPStatus

import msgspec
from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

from minqing_core.kernel.refusals import DamagedRecordError, RefusalError, StoreTroubleError
from minqing_http import headers
from minqing_http.endpoint import CORRELATION, KEY_ID
from minqing_http.metrics import METER, started
from minqing_http.pages.entrance import ENTRANCE, language_of
from minqing_http.pages.entrance import refused as refused_page
from minqing_http.pages.visitor import Visitor
from minqing_http.problems import problem, refused
from minqing_http.refusals import (
    DamagedError,
    ExpectationError,
    FailureError,
    MethodError,
    NoSuchPageError,
    NotReadyError,
    RequestError,
)

LOG = logging.getLogger("minqing.http")
SECURE = web.AppKey("secure", bool)
ONLY_HTTPS = "max-age=31536000"
PROGRAMS = ("/v1", "/open311", "/metrics", "/openapi.json")
DENIALS = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
SAFE = {
    "Server": "minqing",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@web.middleware
async def edge(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Number a request, answer it whatever happens, and put denials on the log."""
    request[CORRELATION] = headers.correlation(request)
    since = started()
    response = await _whatever_happens(request, handler)
    request.app[METER].observe(request, response.status, started() - since)
    if response.headers.get("Connection") == "close":
        response.force_close()
    if response.status in DENIALS:
        LOG.warning(denial(request, response.status))
    return response


async def dressed(request: web.Request, response: web.StreamResponse) -> None:
    """Put on every answer what all have in common, before its head is sent.

    By then the library has named itself and its version, which are nobody's business.
    """
    response.headers[hdrs.SERVER] = SAFE[hdrs.SERVER]
    if CORRELATION in request:
        response.headers[headers.REQUEST_ID] = request[CORRELATION]
    for name, value in SAFE.items():
        response.headers.setdefault(name, value)
    if request.app.get(SECURE, False):
        response.headers.setdefault("Strict-Transport-Security", ONLY_HTTPS)


async def expected(request: web.Request) -> web.StreamResponse | None:
    """Tell a request to go on, or refuse what else it expects."""
    if request.headers.get(hdrs.EXPECT, "").lower() != "100-continue":
        return refused(ExpectationError())
    await request.writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
    request.writer.output_size = 0
    return None


def denial(request: web.Request, status: int) -> str:
    """Return the line that tells of a denial: from where, and nothing else of a person."""
    resource = request.match_info.route.resource
    line = {
        "event": "denied",
        "status": status,
        "method": request.method,
        "route": "" if resource is None else resource.canonical,
        "key": request.get(KEY_ID),
        "address": headers.address(request),
        "request": request[CORRELATION],
    }
    return msgspec.json.encode(line).decode()


async def _whatever_happens(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except RefusalError as refusal:
        return _told(request, refusal)
    except web.HTTPNotFound:
        return await _nowhere(request)
    except web.HTTPMethodNotAllowed as error:
        allowed = ", ".join(sorted(error.allowed_methods))
        said = str(MethodError(method=request.method, allowed=allowed))
        return problem(MethodError, error.status, said, {}, {"Allow": allowed})
    except web.HTTPException as error:
        return problem(RequestError, error.status, str(RequestError(reason=error.reason)), {}, {})
    except Exception as error:
        LOG.exception("request %s failed", request[CORRELATION])
        if request.writer.output_size > 0:
            raise ConnectionError(request[CORRELATION]) from error
        return _told(request, _failure(error, request[CORRELATION]))


async def _nowhere(request: web.Request) -> web.StreamResponse:
    if ENTRANCE in request.app and _wants_page(request):
        return await request.app[ENTRANCE].nowhere(request)
    return _told(request, NoSuchPageError())


def _told(request: web.Request, refusal: RefusalError) -> web.Response:
    """Tell a person on a page, and a program as a problem."""
    if not _wants_page(request):
        return refused(refusal)
    return refused_page(refusal, Visitor(language=language_of(request)), "/")


def _wants_page(request: web.Request) -> bool:
    person = "text/html" in request.headers.get(hdrs.ACCEPT, "")
    return person and not request.path.startswith(PROGRAMS)


def _failure(error: Exception, correlation: str) -> RefusalError:
    if isinstance(error, DamagedRecordError):
        return DamagedError(why=error)
    if isinstance(error, StoreTroubleError):
        return NotReadyError(reason=error)
    return FailureError(correlation=correlation)
