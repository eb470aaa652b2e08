"""One operation of the table, answering requests."""

from collections.abc import Mapping
from typing import Any

import attrs
from aiohttp import hdrs, web
from attrs import frozen

from minqing_core.application.asking import answer, exported, occurred
from minqing_core.application.catalogue import UseCase
from minqing_core.application.faults import value_faults
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.refusals import InvalidInputError, RefusalError
from minqing_http import headers
from minqing_http.arguments import Parameter, gathered, twice
from minqing_http.body import read_body
from minqing_http.door import Door
from minqing_http.operations import MEBIBYTE, Operation
from minqing_http.printing import TAKEN, offered, written
from minqing_http.problems import refused
from minqing_http.refusals import HeaderError, PreconditionMissingError
from minqing_http.strict_json import read_object

KEY_ID = web.RequestKey("key_id", int)
KNOWN_BY = "when.known_by"
NO_KEY, NOBODY = 0, PersonId("-")
CORRELATION = web.RequestKey("correlation", str)


@frozen(kw_only=True)
class Endpoint:
    """An operation, the use case behind it and what it takes from the address."""

    operation: Operation
    case: UseCase
    taken: tuple[Parameter, ...]
    door: Door

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer a request with one call of the office."""
        wanted = headers.accepted(request, offered(self.operation))
        act = await self._act(request)
        with self.door.turn(request[KEY_ID]):
            try:
                return await self._answered(request, act, wanted)
            except RefusalError as refusal:
                return refused(refusal, {p.field: p.name for p in self.taken})

    async def _act(self, request: web.Request) -> Act:
        """Return the act of whose key is presented; nobody's where none is needed."""
        act = Act(
            actor=NOBODY,
            channel="http",
            address=headers.address(request),
            correlation=request[CORRELATION],
        )
        request[KEY_ID] = NO_KEY
        if self.operation.keyless and hdrs.AUTHORIZATION not in request.headers:
            self.door.let_in(headers.address(request))
            return act
        key = await self.door.holder(headers.bearer(request), act.address)
        request[KEY_ID] = key.id
        return attrs.evolve(act, actor=key.person, scopes=key.scopes)

    async def _answered(self, request: web.Request, act: Act, wanted: str) -> web.StreamResponse:
        act = attrs.evolve(act, key=headers.idempotency_key(request), seen=headers.seen(request))
        if self.operation.revises and act.seen is None:
            raise PreconditionMissingError
        given = gathered(self.taken, request.match_info, request.query.items())
        body = await self._body(request)
        work = self.door.hash if self.operation.hashes else self.door.to_thread
        return await work(self._done, request, act, given, body, wanted)

    async def _body(self, request: web.Request) -> bytes | None:
        if self.operation.method != "POST":
            return None
        most = self.operation.most_bytes
        seconds = self.door.body_seconds * max(1, most // MEBIBYTE)
        return await read_body(request, seconds, most)

    def _done(
        self,
        request: web.Request,
        act: Act,
        given: dict[str, Any],
        body: bytes | None,
        wanted: str,
    ) -> web.Response:
        """Do in one go, away from the loop, all that needs no more of the network."""
        if body is not None:
            act = self._with_body(body, act, given)
        about = self._travelled(request, given)
        answered = self._asked(act, given, wanted)
        return self._told(answered, about, written(self.operation, answered, wanted), wanted)

    def _with_body(self, body: bytes, act: Act, given: dict[str, Any]) -> Act:
        members = read_object(body)
        on, at = members.pop("on_behalf_of", None), members.pop("occurred_at", None)
        found = [
            *value_faults(on, str | None, "on_behalf_of"),
            *value_faults(at, str | None, "occurred_at"),
            *twice(given, members),
        ]
        if found:
            raise InvalidInputError(found)
        given.update(members)
        occurred_at = None if at is None else occurred(self.door.office, at)
        return attrs.evolve(act, on_behalf_of=on, occurred_at=occurred_at)

    def _asked(self, act: Act, given: dict[str, Any], wanted: str) -> Any:  # noqa: ANN401 - plain values
        name, form = self.operation.use_case, TAKEN.get(wanted)
        if form is None:
            return answer(self.door.office, name, act, given)
        return exported(self.door.office, name, act, given, form)

    def _travelled(self, request: web.Request, given: dict[str, Any]) -> dict[str, str]:
        """Have it answered as it was known at the instant that a header names (RFC 7089)."""
        moment = headers.memento(request)
        if not any(p.field == KNOWN_BY for p in self.taken):
            return {}
        varying = {str(hdrs.VARY): headers.ACCEPT_DATETIME}
        if moment is None:
            return varying
        when = given.setdefault("when", {})
        if "known_by" in when:
            raise HeaderError(
                header=headers.ACCEPT_DATETIME, wanted="地址中已写明 known_by，两者只写其一"
            )
        known_by = min(moment, self.door.office.now())
        when["known_by"] = known_by.isoformat()
        return {
            **varying,
            headers.MEMENTO_DATETIME: headers.http_date(known_by),
            "Link": f'<{request.rel_url.raw_path_qs}>; rel="original timegate"',
        }

    def _told(
        self,
        answered: Any,  # noqa: ANN401 - plain values
        about: Mapping[str, str],
        body: bytes,
        media_type: str,
    ) -> web.Response:
        version = answered.get("version")
        said = {hdrs.CACHE_CONTROL: "no-store", **about}
        if isinstance(version, int):
            said[hdrs.ETAG] = f'"{version}"'
        if self.operation.location is not None:
            said[hdrs.LOCATION] = self.operation.location.format(id=answered["id"])
        return web.Response(
            status=self.operation.status,
            body=body,
            content_type=media_type,
            charset="utf-8" if media_type.startswith("text/") else None,
            headers=said,
        )
