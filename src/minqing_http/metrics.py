"""Numbers for those who watch the server, as Prometheus reads them; nothing of anybody."""

import asyncio
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from typing import Any

from aiohttp import hdrs, web
from attrs import field, frozen

import minqing_core
from minqing_core.kernel.envelope import Act
from minqing_http.arguments import gathered
from minqing_http.endpoint import Endpoint

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
METHODS = frozenset({*hdrs.METH_ALL})
OTHER = "other"


@frozen(kw_only=True)
class Meter:
    """How often each route was asked and answered, and how long that took."""

    answered: Counter[tuple[str, str, int]] = field(factory=Counter)
    within: Counter[tuple[str, str, int]] = field(factory=Counter)
    seconds: Counter[tuple[str, str]] = field(factory=Counter)

    def observe(self, request: web.Request, status: int, seconds: float) -> None:
        """Count an answer under its route's own name, never under the address asked for."""
        resource = request.match_info.route.resource
        method = request.method if request.method in METHODS else OTHER
        route = OTHER if resource is None else resource.canonical
        self.answered[method, route, status] += 1
        self.within[method, route, bisect_left(BOUNDS, seconds)] += 1
        self.seconds[method, route] += seconds  # type: ignore[assignment] # a sum of seconds


METER = web.AppKey("meter", Meter)


@frozen(kw_only=True)
class MetricsEndpoint(Endpoint):
    """The operation that tells the record in numbers, with those of the server beside it."""

    meter: Meter

    async def _answered(self, request: web.Request, act: Act, wanted: str) -> web.StreamResponse:
        given = gathered(self.taken, request.match_info, request.query.items())
        gauges = await self.door.ask(self.operation.use_case, act, given)
        text = "".join(f"{line}\n" for line in (*self._office(gauges), *self._server()))
        return self._told(gauges, {}, text.encode(), wanted)

    def _office(self, gauges: dict[str, Any]) -> Iterator[str]:
        version = minqing_core.__version__
        yield from _one("build_info", "gauge", f'minqing_build_info{{version="{version}"}} 1')
        yield from _gauge("log_entries", gauges["size"])
        yield from _gauge("log_entries_since_checkpoint", gauges["unsigned"])
        yield from _gauge("checkpoint_age_seconds", gauges["signed_seconds"])
        yield from _gauge("tables_behind_entries", gauges["behind"])

    def _server(self) -> Iterator[str]:
        yield from _gauge("office_threads", self.door.threads)
        yield from _gauge("office_calls", self.door.calls["now"])
        yield from _gauge("requests_under_way", sum(self.door.under_way.values()))
        yield "# TYPE minqing_http_requests_total counter"
        for (method, route, status), times in sorted(self.meter.answered.items()):
            labels = f'method="{method}",route="{route}",status="{status}"'
            yield f"minqing_http_requests_total{{{labels}}} {times}"
        yield "# TYPE minqing_http_request_duration_seconds histogram"
        for (method, route), seconds in sorted(self.meter.seconds.items()):
            yield from _histogram(self.meter, method, route, seconds)


def started() -> float:
    """Return the instant from which an answer's time is counted."""
    return asyncio.get_running_loop().time()


def _histogram(meter: Meter, method: str, route: str, seconds: float) -> Iterator[str]:
    name, labels = "minqing_http_request_duration_seconds", f'method="{method}",route="{route}"'
    times = 0
    for n, bound in enumerate((*map(str, BOUNDS), "+Inf")):
        times += meter.within[method, route, n]
        yield f'{name}_bucket{{{labels},le="{bound}"}} {times}'
    yield f"{name}_sum{{{labels}}} {seconds:.6f}"
    yield f"{name}_count{{{labels}}} {times}"


def _gauge(name: str, value: int | None) -> Iterator[str]:
    if value is not None:
        yield from _one(name, "gauge", f"minqing_{name} {value}")


def _one(name: str, kind: str, line: str) -> Iterator[str]:
    yield f"# TYPE minqing_{name} {kind}"
    yield line
