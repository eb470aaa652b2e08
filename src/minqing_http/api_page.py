"""The page that describes the interface, in Chinese, made from the same table."""

from collections.abc import Awaitable, Callable
from functools import cache
from importlib.resources import files
from typing import Any

from aiohttp import web
from jinja2 import Environment, PackageLoader, StrictUndefined

from minqing_http.door import Door
from minqing_http.openapi import document
from minqing_http.problems import known_refusals, status_of
from minqing_http.schema_lines import lines

Answering = Callable[[web.Request], Awaitable[web.Response]]
POLICY = (
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'"
)
GROUPS = {
    "cases": "民情",
    "reports": "报表",
    "books": "记录本",
    "households": "住户和民情档案",
    "visits": "走访",
    "roster": "花名册",
    "programme": "制度",
    "calendar": "工作日历",
    "imports": "导入",
    "events": "变动",
    "exports": "统计用数据",
    "public": "公众",
    "powers": "职权",
    "doctor": "检查",
    "metrics": "监测",
    "verification": "核验",
    "keys": "接口密钥",
    "webhooks": "推送",
}


def page(door: Door) -> Answering:
    """Return what answers with the page, which is made when it is first asked for."""

    async def answer(_: web.Request) -> web.Response:
        return web.Response(
            text=await door.to_thread(_text),
            content_type="text/html",
            headers={"Content-Security-Policy": POLICY},
        )

    return answer


def stylesheet() -> Answering:
    """Return what answers with the stylesheet."""
    text = files("minqing_http").joinpath("static/minqing.css").read_text(encoding="utf-8")

    async def answer(_: web.Request) -> web.Response:
        return web.Response(
            text=text, content_type="text/css", headers={"Cache-Control": "max-age=300"}
        )

    return answer


@cache
def _text() -> str:
    described = document()
    templates = Environment(
        loader=PackageLoader("minqing_http"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return templates.get_template("api.html").render(
        info=described["info"], groups=_groups(described), problems=_problems()
    )


def _groups(described: dict[str, Any]) -> list[dict[str, Any]]:
    found = [
        {
            "method": method.upper(),
            "path": path,
            "group": operation["tags"][0],
            "body": _body(operation, described),
            **operation,
        }
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    ]
    groups: dict[str, list[dict[str, Any]]] = {}
    for operation in found:
        groups.setdefault(operation["group"], []).append(operation)
    return [
        {"name": group, "title": GROUPS.get(group, group), "operations": operations}
        for group, operations in groups.items()
    ]


def _body(operation: dict[str, Any], described: dict[str, Any]) -> list[dict[str, Any]]:
    if "requestBody" not in operation:
        return []
    schema = operation["requestBody"]["content"]["application/json"]["schema"]
    return list(lines(schema, described["components"]["schemas"]))


def _problems() -> list[dict[str, Any]]:
    return [{"code": r.code, "status": status_of(r), "text": r.text} for r in known_refusals()]
