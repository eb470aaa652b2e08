"""One answer as XML or as JSON: the mapping that Open311 calls the Spark convention."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias
from xml.sax.saxutils import escape

import msgspec

Plain: TypeAlias = Mapping[str, Any] | Sequence[Any] | str | int | float | bool | None
JSON, XML = "application/json", "text/xml"
MEDIA = {"json": JSON, "xml": XML}
DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
SINGULAR = {
    "services": "service",
    "service_requests": "request",
    "attributes": "attribute",
    "values": "value",
    "errors": "error",
    "endpoints": "endpoint",
    "formats": "format",
}
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def written(root: str, answer: Plain, form: str) -> bytes:
    """Return an answer whose root has this name, in the form that was asked for."""
    if form == "json":
        return msgspec.json.encode(answer)
    return f"{DECLARATION}{_element(root, answer)}\n".encode()


def _element(name: str, value: Plain) -> str:
    if value is None:
        return f"<{name}/>"
    return f"<{name}>{_inner(name, value)}</{name}>"


def _inner(name: str, value: Plain) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "".join(_element(key, inner) for key, inner in value.items())
    if isinstance(value, list | tuple):
        return "".join(_element(SINGULAR[name], inner) for inner in value)
    return escape(NOT_XML.sub("", str(value)))
