"""Those who watch the server read numbers, and nothing of anybody."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from tests.http.serving import CAUSE, Served

from minqing_core.application.gauges import Readiness, readiness
from minqing_core.kernel.ids import PersonId

LINE = re.compile(r'(minqing_\w+)(\{(?:\w+="[^"\\\n]*",?)+\})? (-?[0-9.e+-]+)')


def read(town: Served, **headers: str) -> Mapping[str, float]:
    """Return the numbers, each line as Prometheus wants it."""
    told = town.get("/metrics", **headers)
    assert (told.status, told.headers["Content-Type"]) == (200, "text/plain; charset=utf-8")
    assert told.text.endswith("\n")
    found = {}
    for line in told.text.splitlines():
        if not line.startswith("# TYPE "):
            matched = LINE.fullmatch(line)
            assert matched, line
            found[matched[1] + (matched[2] or "")] = float(matched[3])
    return found


def test_the_numbers_of_the_record_and_of_the_server(served: Served) -> None:
    served.record()
    served.post("/v1/cases/2026-000001/steps", CAUSE)
    served.get("/v1/cases/2026-000001")
    served.get("/v1/cases/2026-000002")
    served.get("/wp-login.php?user=li")

    told = read(served)

    def requests(method: str, route: str, status: int) -> float:
        labels = f'{{method="{method}",route="{route}",status="{status}"}}'
        return told[f"minqing_http_requests_total{labels}"]

    assert told["minqing_log_entries"] == served.office.log.size()
    assert "minqing_log_entries_since_checkpoint" not in told
    assert told["minqing_office_threads"] == 8
    assert told["minqing_requests_under_way"] == 1
    assert requests("POST", "/v1/cases", 201) == 1
    assert requests("POST", "/v1/cases/{case}/steps", 428) == 1
    assert requests("GET", "/v1/cases/{case}", 200) == 1
    assert requests("GET", "/v1/cases/{case}", 404) == 1
    assert requests("GET", "other", 404) == 1


def test_how_long_answers_took_is_told_in_growing_steps(served: Served) -> None:
    for _ in range(3):
        served.get("/healthz")

    told = read(served)

    name = "minqing_http_request_duration_seconds"
    labels = 'method="GET",route="/healthz"'
    steps = [n for key, n in told.items() if key.startswith(f"{name}_bucket{{{labels}")]
    assert steps == sorted(steps)
    assert steps[-1] == told[f"{name}_count{{{labels}}}"] == 3
    assert told[f"{name}_sum{{{labels}}}"] >= 0


def test_nothing_of_anybody_is_among_them(served: Served) -> None:
    served.record()
    served.get("/v1/cases/2026-000001")
    served.get("/v1/roster/people/000001")
    served.ask("BREW", "/li-da-niang")

    text = served.get("/metrics").text

    assert not any(
        word in text for word in ("2026-000001", "000001", "li-da-niang", "路灯", "BREW")
    )


def test_who_looks_over_nothing_watches_nothing(served: Served) -> None:
    assert served.get("/metrics", Authorization="").status == 401
    facts = {"name": "吴工", "kind": "town-office-civil-servant", "since": "2020-01-01"}
    served.do("roster.person", person="0009", facts={**facts, "post": "staff", "unit": "town"})
    served.key = served.issue(PersonId("0009"))
    assert served.get("/metrics").body["code"] == "not-allowed"


def test_watching_is_a_scope_of_its_own_and_leaves_no_trace_of_each_look(served: Served) -> None:
    asked = {"person": "000001", "label": "监测", "scopes": ["record.watch"]}
    key = f"Bearer {served.post('/v1/keys', asked).body['key']}"
    before = len(served.office.access.listed(person=None, subject=None, before=None, limit=99))

    read(served, Authorization=key)

    assert served.get("/v1/cases", Authorization=key).status == 403
    after = served.office.access.listed(person=None, subject=None, before=None, limit=99)
    assert len(after) == before + 1


def test_ready_tells_how_far_the_tables_lag(served: Served) -> None:
    size = served.office.log.size()
    lag = size - served.office.views.position()

    told = served.get("/readyz", Authorization="")

    assert told.body == {"status": "ok", "position": size, "behind": lag}
    served.get("/v1/cases")
    assert served.get("/readyz").body["behind"] == 0


def test_tables_ahead_of_the_log_are_not_ready(served: Served) -> None:
    size = served.office.log.size()
    served.get("/v1/cases")
    served.office.views.advance(size, size + 7, [])

    told = served.get("/readyz")

    assert (told.status, told.body["code"]) == (503, "not-ready")
    assert told.body["detail"] == "暂不能办理：查询表比记录多出 7 条"
    assert told.headers["Retry-After"] == "5"
    assert readiness(served.office) == Readiness(position=size, behind=-7)
    assert served.get("/healthz").status == 200


def test_a_store_that_does_not_answer_is_not_ready(serve: Callable[..., Served]) -> None:
    town = serve()
    log: Any = town.office.log
    town.get("/healthz")
    log.close()

    assert town.get("/readyz").status == (503 if log.remote else 500)
