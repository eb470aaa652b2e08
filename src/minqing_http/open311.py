"""Open311 GeoReport v2: what is public and nothing else, and matters handed in with a key."""

import secrets
from collections.abc import Awaitable, Callable, Mapping
from functools import wraps
from http import HTTPStatus
from typing import Any, TypeAlias

from aiohttp import hdrs, web
from attrs import frozen

from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.refusals import RefusalError
from minqing_http import headers, spark
from minqing_http.body import FORM, read_body
from minqing_http.door import Door
from minqing_http.endpoint import CORRELATION, KEY_ID, NO_KEY, NOBODY
from minqing_http.georeport import (
    day_of,
    form_of,
    kind_attribute,
    label_attribute,
    matter_of,
    published,
    status_of_ticket,
)
from minqing_http.problems import headers_of, status_of

Answer: TypeAlias = tuple[str, Any]
Answering: TypeAlias = Callable[["Facade", web.Request], Awaitable[Answer]]
ROOT = "/open311"
FORMS = "{form:xml|json}"
MOST_BYTES = 64 * 1024
SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
NOTICE = "已记录在案，将依规定办理并答复；凭此编号可查是否办结。"


def _answering(answer: Answering) -> Callable[["Facade", web.Request], Awaitable[web.Response]]:
    """Give the answer in the form that was asked for, and what is refused as Open311 says it."""

    @wraps(answer)
    async def answered(facade: "Facade", request: web.Request) -> web.Response:
        said: Mapping[str, str] = {}
        try:
            if request.method != hdrs.METH_POST:
                facade.door.let_in(headers.address(request))
            root, found = await answer(facade, request)
            status = HTTPStatus.OK
        except RefusalError as refusal:
            status, said = _status(refusal), headers_of(refusal)
            root, found = "errors", [{"code": int(status), "description": str(refusal)}]
        form = request.match_info["form"]
        return web.Response(
            status=status,
            body=spark.written(root, found, form),
            content_type=spark.MEDIA[form],
            charset="utf-8",
            headers={**said, hdrs.CACHE_CONTROL: "no-store"},
        )

    return answered


@frozen(kw_only=True)
class Facade:
    """The office as Open311 knows offices; ``site`` is its address, where that is settled."""

    door: Door
    site: str = ""

    def routes(self) -> list[web.RouteDef]:
        """Return where each of its methods is."""
        return [
            web.get(f"{ROOT}/discovery.{FORMS}", self.discovery),
            web.get(f"{ROOT}/v2/services.{FORMS}", self.services),
            web.get(f"{ROOT}/v2/services/{{code}}.{FORMS}", self.definition),
            web.get(f"{ROOT}/v2/requests.{FORMS}", self.requests),
            web.post(f"{ROOT}/v2/requests.{FORMS}", self.hand_in),
            web.get(f"{ROOT}/v2/requests/{{number}}.{FORMS}", self.request),
            web.get(f"{ROOT}/v2/tokens/{{number}}.{FORMS}", self.token),
        ]

    @_answering
    async def discovery(self, request: web.Request) -> Answer:
        """Say where which version is."""
        endpoint = {
            "specification": SPECIFICATION,
            "url": f"{self.site or headers.site(request)}{ROOT}/v2",
            "changeset": "2026-11-26T00:00:00Z",
            "type": "production",
            "formats": [spark.XML, spark.JSON],
        }
        return "discovery", {
            "changeset": endpoint["changeset"],
            "contact": "组织人事办公室",
            "key_service": "密钥由组织人事办公室发放：minqing key issue",
            "endpoints": [endpoint],
        }

    @_answering
    async def services(self, request: web.Request) -> Answer:
        """List the categories in which everybody may bring a matter."""
        found = await self._asked(request, "public.services", {})
        return "services", [
            {
                "service_code": one["code"],
                "service_name": one["label"],
                "description": one["label"],
                "metadata": True,
                "type": "realtime",
                "keywords": one["group"],
                "group": one["group"],
            }
            for one in found["items"]
        ]

    @_answering
    async def definition(self, request: web.Request) -> Answer:
        """Say what may be said beside the matter itself in one category."""
        code = request.match_info["code"]
        one = await self._service(request, code)
        attributes = [kind_attribute(), *([label_attribute()] if one["labelled"] else [])]
        return "service_definition", {"service_code": code, "attributes": attributes}

    @_answering
    async def requests(self, request: web.Request) -> Answer:
        """List matters as they were published, by the day of publication."""
        query = {name: value for name, value in request.query.items() if value}
        if "service_request_id" in query:
            numbers = query["service_request_id"].split(",")
            return "service_requests", await self._published(request, *dict.fromkeys(numbers))
        wanted = query.get("status", "closed").split(",")
        codes = query.get("service_code", "").split(",")
        asked = {"since": day_of(query, "start_date"), "until": day_of(query, "end_date")}
        given = {name: day for name, day in asked.items() if day is not None}
        found = await self._asked(request, "public.matters", given)
        shown = [published(one) for one in found["items"] if codes == [""] or one["kind"] in codes]
        return "service_requests", shown if "closed" in wanted else []

    @_answering
    async def request(self, request: web.Request) -> Answer:
        """Show a matter as it was published, or to whoever holds its ticket whether it ended."""
        number = request.match_info["number"]
        published = await self._published(request, number)
        if published:
            return "service_requests", published
        found = await self._asked(request, "public.ticket", {"ticket": number})
        return "service_requests", [status_of_ticket(found)]

    @_answering
    async def token(self, request: web.Request) -> Answer:
        """Give the number for a ticket, which is the ticket itself."""
        number = request.match_info["number"]
        await self._asked(request, "public.ticket", {"ticket": number})
        return "service_requests", [{"service_request_id": number, "token": number}]

    @_answering
    async def hand_in(self, request: web.Request) -> Answer:
        """Write down a matter that came through another system, in the name of its key's person.

        Of who brought it only name and contact are kept; what tells a device or an account is not.
        """
        given = form_of(await read_body(request, self.door.body_seconds, MOST_BYTES, FORM))
        key = await self.door.holder(
            given.pop("api_key", "") or headers.bearer(request), headers.address(request)
        )
        act = _act(request, key.person, key.scopes)
        ticket = secrets.token_urlsafe(24)
        matter = matter_of(given, ticket, self.door.office.now())
        await self._service(request, matter["category"])
        request[KEY_ID] = key.id
        with self.door.turn(key.id):
            await self.door.ask("case.record", act, {"matter": matter})
        told = {"service_request_id": ticket, "service_notice": NOTICE, "account_id": None}
        return "service_requests", [told]

    async def _service(self, request: web.Request, code: str) -> Any:  # noqa: ANN401 - plain values
        found = await self._asked(request, "public.services", {})
        for one in found["items"]:
            if one["code"] == code:
                return one
        raise ServiceUnknownError(service=code)

    async def _published(self, request: web.Request, *numbers: str) -> list[dict[str, Any]]:
        found = await self._asked(request, "public.matters", {"publications": numbers})
        return [published(one) for one in found["items"]]

    async def _asked(self, request: web.Request, name: str, given: Mapping[str, Any]) -> Any:  # noqa: ANN401 - plain values
        request[KEY_ID] = NO_KEY
        with self.door.turn(NO_KEY):
            return await self.door.ask(name, _act(request, NOBODY, ()), given)


class ServiceUnknownError(RefusalError):
    """No category goes by this code, or none in which everybody may bring a matter."""

    kind = "not-found"
    code = "service-unknown"
    text = "没有代码为「{service}」的类别，可用的见 services"


def _act(request: web.Request, person: PersonId, scopes: tuple[str, ...]) -> Act:
    return Act(
        actor=person,
        channel="open311",
        address=headers.address(request),
        correlation=request[CORRELATION],
        scopes=scopes,
    )


def _status(refusal: RefusalError) -> HTTPStatus:
    """Return the status by which Open311 says a refusal: 403, 404, or 400 for all the rest."""
    status = status_of(type(refusal))
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        return HTTPStatus.FORBIDDEN
    kept = {HTTPStatus.NOT_FOUND, HTTPStatus.TOO_MANY_REQUESTS}
    return HTTPStatus(status) if status in kept else HTTPStatus.BAD_REQUEST
