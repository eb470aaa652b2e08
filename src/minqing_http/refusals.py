"""What this front end itself refuses, before or beside the office."""

from collections.abc import Mapping
from typing import ClassVar

from minqing_core.application.access import KeyRefusedError
from minqing_core.kernel.refusals import RefusalError
from minqing_http.problems import HttpRefusalError


class MalformedError(HttpRefusalError):
    """The body is not JSON as it should be."""

    code = "json-malformed"
    text = "请求正文不是合格的 JSON：{trouble}"


class BodyShapeError(HttpRefusalError):
    """The body is JSON, but no object."""

    status = 422
    code = "body-shape"
    text = "请求正文应为一个 JSON 对象"


class MediaTypeError(HttpRefusalError):
    """The body is not plain JSON, or the form that is wanted, in UTF-8."""

    status = 415
    code = "media-type"
    text = "请求正文只收 {wanted}（UTF-8、不压缩），收到的是「{given}」"
    headers: ClassVar[Mapping[str, str]] = {
        "Accept-Encoding": "identity",
        "Accept-Post": "application/json",
    }


class FormTooLargeError(HttpRefusalError):
    """More was written into a form than is taken at once."""

    status = 413
    code = "too-large"
    text = "一张表至多约 {most} 个汉字，请写短些，或分几次记"
    headers: ClassVar[Mapping[str, str]] = {"Connection": "close"}


class TooLargeError(HttpRefusalError):
    """The body is larger than is taken."""

    status = 413
    code = "too-large"
    text = "请求正文超过 {most} 字节"
    headers: ClassVar[Mapping[str, str]] = {"Connection": "close"}


class TooSlowError(HttpRefusalError):
    """The body did not arrive in time."""

    status = 408
    code = "too-slow"
    text = "请求正文未在 {seconds:g} 秒内发完"
    headers: ClassVar[Mapping[str, str]] = {"Connection": "close"}


class TooManyError(HttpRefusalError):
    """Too many requests are under way at once with this key."""

    status = 429
    code = "too-many"
    text = "这把密钥同时办理的请求已有 {most} 个，请稍后再试"
    headers: ClassVar[Mapping[str, str]] = {"Retry-After": "1"}


class TooManyStreamsError(HttpRefusalError):
    """Too many streams are open with this key."""

    status = 429
    code = "too-many-streams"
    text = "这把密钥已开着 {most} 条事件流，请先关掉一条"
    headers: ClassVar[Mapping[str, str]] = {"Retry-After": "15"}


class TooManyHashesError(HttpRefusalError):
    """Too many log in, or change their password, at once."""

    status = 429
    code = "too-many-log-ins"
    text = "同时登录的人太多，请稍后再试"
    headers: ClassVar[Mapping[str, str]] = {"Retry-After": "1"}


class KeyMissingError(HttpRefusalError):
    """No API key was presented."""

    kind = "not-allowed"
    status = 401
    code = "key-missing"
    text = "须在 Authorization 请求头中写明有效的密钥：Bearer mq_…；密钥由组织人事办公室发放"
    headers: ClassVar[Mapping[str, str]] = {"WWW-Authenticate": 'Bearer realm="minqing"'}


class KeyNotGoodError(HttpRefusalError):
    """The API key presented is unknown, revoked or expired."""

    kind = "not-allowed"
    status = 401
    code = KeyRefusedError.code
    text = KeyRefusedError.text
    headers: ClassVar[Mapping[str, str]] = {
        "WWW-Authenticate": 'Bearer realm="minqing", error="invalid_token"'
    }


class PreconditionMissingError(HttpRefusalError):
    """A record is revised only by somebody who says which version they have seen."""

    kind = "conflict"
    status = 428
    code = "if-match-missing"
    text = '须在 If-Match 请求头中写明所见的版本，如 "7"（先读取，用答复中的 ETag）'


class HeaderError(HttpRefusalError):
    """A header of the request cannot be read."""

    code = "header"
    text = "请求头 {header} 不对，{wanted}"


class NoSuchPageError(HttpRefusalError):
    """There is nothing at this address."""

    kind = "not-found"
    status = 404
    code = "no-such-address"
    text = "此地址没有内容，请检查网址；程序可用的地址见 /docs/api"


class MethodError(HttpRefusalError):
    """The address takes other methods."""

    kind = "invalid"
    status = 405
    code = "method"
    text = "此地址不受理 {method}，可用 {allowed}"


class NotAcceptableError(HttpRefusalError):
    """The answer exists in no form that was asked for."""

    status = 406
    code = "not-acceptable"
    text = "答复只有 {given} 格式，请求头 Accept 没有收它"


class RequestError(HttpRefusalError):
    """The request is none that this server understands."""

    code = "request"
    text = "请求读不懂（{reason}）"


class ExpectationError(HttpRefusalError):
    """The request expects something other than to be told to go on."""

    status = 417
    code = "expectation"
    text = "请求头 Expect 只可写 100-continue"


class NotReadyError(HttpRefusalError):
    """The store does not answer, or the tables beside the log belong to another one."""

    kind = "conflict"
    status = 503
    code = "not-ready"
    text = "暂不能办理：{reason}"
    headers: ClassVar[Mapping[str, str]] = {"Retry-After": "5"}


class FailureError(HttpRefusalError):
    """The server failed; what was asked may be tried again with the same Idempotency-Key."""

    kind = "conflict"
    status = 500
    code = "failure"
    text = "系统出错，已记录，编号 {correlation}；可用同一 Idempotency-Key 重试"


class DamagedError(HttpRefusalError):
    """What is stored is not what was recorded; an administrator must verify the record."""

    kind = "conflict"
    status = 500
    code = "record-damaged"
    text = "记录受损：{why}；请管理员运行 minqing verify 核验"


class PublicPlainError(RefusalError):
    """Others could come in, and everything said on the way could be read."""

    code = "public-plain"
    text = (
        "在 {host} 上对外开放须用 TLS：写明 --tls-cert 和 --tls-key，"
        "或由本机的代理终止 TLS（--behind-proxy）；"
        "内网确实没有 TLS 的，写明 --plain-http"
    )


class CertificateError(RefusalError):
    """The certificate or its key cannot be read."""

    kind = "not-found"
    code = "certificate"
    text = "证书 {path} 或其私钥读不出：{why}"


class TooOftenError(HttpRefusalError):
    """Somebody who has not logged in looks too often."""

    kind = "not-allowed"
    status = 429
    code = "too-often"
    text = "一分钟内最多查看 {most} 次，请过一会儿再来"
    headers: ClassVar[Mapping[str, str]] = {"Retry-After": "60"}


class BookFullError(HttpRefusalError):
    """A list has more rows than are put into a workbook."""

    status = 422
    code = "book-full"
    text = "这份清单超过 {most} 行，不装进一个工作簿：请缩小范围，或改取 CSV，其中每一行都有"


class NotLoggedInError(HttpRefusalError):
    """Nobody is logged in, and the page is not open to all."""

    kind = "not-allowed"
    status = 401
    code = "not-logged-in"
    text = "请先登录"


class ForeignFormError(HttpRefusalError):
    """The form was sent by another site, or made for a session that is over."""

    kind = "not-allowed"
    status = 403
    code = "foreign-form"
    text = "这张表不是从本站当前的登录里填的，请返回原页重新打开后再交"


class FormShapeError(HttpRefusalError):
    """What was sent is not a form as pages send it."""

    kind = "invalid"
    status = 415
    code = "form-shape"
    text = "只收网页上填写的表（application/x-www-form-urlencoded，UTF-8）"
