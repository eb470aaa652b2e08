"""Problem details (RFC 9457): every answer that is not what was asked for."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, ClassVar

import msgspec
from aiohttp import web

from minqing_core.application.filtering import CursorError
from minqing_core.application.sessions import WINDOW, LogInThrottledError, SessionOverError
from minqing_core.kernel.refusals import (
    FieldFault,
    InvalidInputError,
    Kind,
    RefusalError,
    SeenStaleError,
    StreamMovedError,
)

MEDIA_TYPE = "application/problem+json"
STATUS: Mapping[Kind, int] = {
    "invalid": 422,
    "not-found": 404,
    "not-allowed": 403,
    "conflict": 409,
}
BY_CLASS: Mapping[type, int] = {
    SeenStaleError: 412,
    CursorError: 400,
    SessionOverError: 401,
    LogInThrottledError: 429,
}
TITLES: Mapping[int, str] = {
    400: "请求读不懂",
    401: "没有有效的密钥",
    403: "无权办理",
    404: "没有找到",
    405: "此处不能这样办理",
    406: "给不出所要的格式",
    408: "请求迟迟没有发完",
    409: "与他人的记录冲突",
    412: "所见已经过时",
    413: "请求太大",
    415: "请求的格式不受理",
    417: "做不到所期望的",
    422: "所填内容不符合要求",
    428: "须先看过再办理",
    429: "请求太多",
    500: "系统出错",
    503: "暂不能办理",
}


class HttpRefusalError(RefusalError):
    """The request was refused before the office was asked."""

    status: ClassVar[int] = 400
    headers: ClassVar[Mapping[str, str]] = {}


def status_of(refusal: type[RefusalError]) -> int:
    """Return the status that a refusal has."""
    if issubclass(refusal, HttpRefusalError):
        return refusal.status
    return next((BY_CLASS[c] for c in refusal.__mro__ if c in BY_CLASS), STATUS[refusal.kind])


def title_of(status: int) -> str:
    """Return what kind of refusal a status is."""
    return TITLES.get(status, "未予办理")


def refused(
    refusal: RefusalError, names: Mapping[str, str] = MappingProxyType({})
) -> web.Response:
    """Return the problem that a refusal is; *names* are those of parameters in the query."""
    members: dict[str, Any] = {}
    if isinstance(refusal, InvalidInputError):
        members["errors"] = [_error(fault, names) for fault in refusal.faults]
    if isinstance(refusal, StreamMovedError):
        members["meanwhile"] = refusal.facts.get("meanwhile", [])
    status = status_of(type(refusal))
    return problem(type(refusal), status, str(refusal), members, headers_of(refusal))


def headers_of(refusal: RefusalError) -> Mapping[str, str]:
    """Return what a refusal says in the head of its answer: when to come back, whether to go."""
    if isinstance(refusal, LogInThrottledError):
        return {"Retry-After": f"{WINDOW.total_seconds():.0f}"}
    return refusal.headers if isinstance(refusal, HttpRefusalError) else {}


def problem(
    refusal: type[RefusalError],
    status: int,
    detail: str,
    members: Mapping[str, Any],
    headers: Mapping[str, str],
) -> web.Response:
    """Return a problem document."""
    document = {
        "type": f"/docs/api#problem-{refusal.code}",
        "title": title_of(status),
        "title_en": english(refusal),
        "status": status,
        "detail": detail,
        "code": refusal.code,
        "kind": refusal.kind,
        **members,
    }
    return web.Response(
        status=status,
        body=msgspec.json.encode(document),
        content_type=MEDIA_TYPE,
        headers={"Content-Language": "zh-CN", "Cache-Control": "no-store", **headers},
    )


def english(refusal: type[RefusalError]) -> str:
    """Return in English what a refusal means; what hides something says what its like says."""
    alike = [kind for kind in refusal.__mro__ if getattr(kind, "code", None) == refusal.code]
    return (alike[-1].__doc__ or "").strip().partition("\n")[0]


def known_refusals() -> Sequence[type[RefusalError]]:
    """Return every refusal there is, by code."""
    found: dict[str, type[RefusalError]] = {}
    waiting = list(RefusalError.__subclasses__())
    while waiting:
        refusal = waiting.pop(0)
        waiting += refusal.__subclasses__()
        if refusal is not HttpRefusalError and refusal.__module__.startswith("minqing_"):
            found.setdefault(refusal.code, refusal)
    return [found[code] for code in sorted(found)]


def _error(fault: FieldFault, names: Mapping[str, str]) -> dict[str, str]:
    parts = [names[fault.field]] if fault.field in names else fault.field.split(".")
    escaped = (part.replace("~", "~0").replace("/", "~1") for part in parts)
    return {"pointer": "".join(f"/{part}" for part in escaped), **_why(fault)}


def _why(fault: FieldFault) -> dict[str, str]:
    return {"code": fault.code, "detail": fault.text}
