"""Nobody without a key, nobody beyond their powers, and every denial on the log."""

import http.client
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import attrs
import pytest
from aiohttp import web
from tests.http.serving import CLERK, Served
from tests.stores import TestClock, empty_office

from minqing_core import open_office
from minqing_core.application.access import KeyRefusedError, key_holder
from minqing_core.application.catalogue import CATALOGUE
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.refusals import RefusalError
from minqing_http import app as application
from minqing_http.app import OPEN, UndeclaredRouteError, create_app, require_declared
from minqing_http.operations import TABLE


def addresses() -> list[tuple[str, str]]:
    """Return a method and an address for every operation."""
    places = {
        "{case}": "2026-000001",
        "{person}": CLERK,
        "{unit}": "town",
        "{year}": "2026",
        "{serial}": "ZS-000001",
        "{household}": "dafeng-000001",
        "{inspection}": "2026-000001",
        "{bulletin}": "dafeng-2026-000001",
    }
    found: list[tuple[str, str]] = []
    for operation in TABLE:
        path = operation.path
        for name, value in {**places, "{key}": "1"}.items():
            path = path.replace(name, value)
        found.append((operation.method, re.sub(r"\{\w+\}", "2026-000001", path)))
    return found


def member(town: Served) -> str:
    """Enter a village cadre in the roster and return their key."""
    facts = {
        "name": "陈国强",
        "kind": "village-two-committees",
        "since": "2026-01-01",
        "post": "village-secretary",
        "unit": "town",
    }
    person = town.do("roster.person", facts=facts)["id"].rpartition("/")[2]
    return town.issue(PersonId(person))


def test_every_operation_wants_a_key(served: Served) -> None:
    served.key = ""

    keyless = {operation.path for operation in TABLE if operation.keyless}
    for method, path in addresses():
        if path in keyless or path.startswith("/v1/public/tickets/"):
            continue
        told = served.ask(method, path, b"{}" if method == "POST" else None)
        assert (told.status, told.body["code"]) == (401, "key-missing"), path
        assert told.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.clause("S79", "S80")
def test_what_is_public_is_read_without_a_key_and_nothing_else(served: Served) -> None:
    found = {operation.path for operation in TABLE if operation.keyless}
    assert found == {
        *("/v1/board", "/v1/public/services", "/v1/public/matters"),
        *("/v1/public/tickets/{ticket}", "/v1/progress/{slip}"),
    }
    for path in ("/v1/board", "/v1/public/matters"):
        told = served.get(path, Authorization="")
        assert (told.status, told.body["items"]) == (200, [])
    assert served.get("/v1/board", Authorization="Bearer mq_wrong").status == 401


@pytest.mark.parametrize("path", sorted(OPEN))
def test_a_few_addresses_are_open_to_all(served: Served, path: str) -> None:
    served.key = ""

    assert served.get(path).status == 200


@pytest.mark.parametrize(
    "given", ["Bearer mq_wrong", "Bearer ", "Basic bXE6", "bearer", "Bearer \x85", "Bearer a b"]
)
def test_a_key_that_is_none_opens_nothing(served: Served, given: str) -> None:
    assert served.get("/v1/cases", Authorization=given).status == 401


def test_a_revoked_key_opens_nothing(served: Served) -> None:
    other = served.issue(CLERK)
    assert served.get("/v1/cases", Authorization=f"Bearer {other}").status == 200

    revoked = served.ask("DELETE", "/v1/keys/2")

    assert revoked.body["revoked"] is not None
    assert (revoked.body["issued_by"], revoked.body["revoked_by"]) == (CLERK, CLERK)
    told = served.get("/v1/cases", Authorization=f"Bearer {other}")
    assert (told.status, told.body["code"]) == (401, "key-refused")
    assert served.ask("DELETE", "/v1/keys/2").body == revoked.body
    assert served.ask("DELETE", "/v1/keys/9").body["code"] == "key-unknown"


def test_a_key_is_good_to_the_end_of_its_last_day(served: Served, clock: TestClock) -> None:
    told = served.post("/v1/keys", {"person": CLERK, "label": "短期", "expires": "2026-03-13"})
    held = {"Authorization": f"Bearer {told.body['key']}"}

    clock.now += timedelta(days=1)
    assert served.get("/v1/cases", **held).status == 200
    clock.now += timedelta(days=1)
    assert served.get("/v1/cases", **held).status == 401


@pytest.mark.clause("S72")
def test_only_the_office_issues_keys(served: Served, caplog: pytest.LogCaptureFixture) -> None:
    served.key = member(served)

    told = served.post("/v1/keys", {"person": "000002", "label": "自用"})

    assert (told.status, told.body["code"]) == (403, "not-allowed")
    assert '"event":"denied","status":403,"method":"POST","route":"/v1/keys"' in caplog.text
    assert "陈国强" not in caplog.text
    assert served.key not in caplog.text


def test_what_is_done_with_a_key_is_done_by_its_person(served: Served) -> None:
    served.key = member(served)

    told = served.record()

    assert told.body["events"][0]["actor"] != CLERK


def test_a_route_without_a_power_keeps_the_server_from_starting(clock: TestClock) -> None:
    with empty_office(clock=clock) as office:
        app = create_app(office)

        async def back_door(_: web.Request) -> web.Response:
            return web.Response()

        app.router.add_get("/v1/back-door", back_door)
        with pytest.raises(UndeclaredRouteError):
            require_declared(app)


@pytest.mark.clause("S22")
@pytest.mark.parametrize("power", [None, "anything"])
def test_a_use_case_without_a_power_keeps_the_server_from_starting(
    clock: TestClock, monkeypatch: pytest.MonkeyPatch, power: Any
) -> None:
    bare = attrs.evolve(CATALOGUE["case.list"], power=power)
    monkeypatch.setattr(application, "CATALOGUE", {**CATALOGUE, "case.list": bare})
    with empty_office(clock=clock) as office, pytest.raises(UndeclaredRouteError):
        create_app(office)


def test_no_more_at_once_than_are_taken(serve: Callable[..., Served]) -> None:
    town = serve(most_at_once=1)
    with town.connected() as line:
        line.sendall(town.opening("/v1/cases", 10))
        held = http.client.HTTPConnection("127.0.0.1", town.port)
        held.request("GET", "/healthz")
        assert held.getresponse().read()
        held.close()
        told = town.get("/v1/cases")

    assert (told.status, told.body["code"]) == (429, "too-many")
    assert told.headers["Retry-After"] == "1"


def test_keys_are_listed_without_their_secrets(served_anywhere: Served) -> None:
    town = served_anywhere
    town.get("/v1/cases")

    told = town.get("/v1/keys")

    assert [(row["id"], row["label"], row["last_used"]) for row in told.body["items"]] == [
        (1, "测试", "2026-03-12")
    ]
    assert town.key not in told.text
    assert town.key.removeprefix("mq_")[:8] not in told.text


def test_a_key_survives_the_office_and_its_secret_is_nowhere(tmp_path, clock) -> None:
    place = f"{tmp_path}/town.db"
    with Served(open_office(place, clock=clock, create=True)) as town:
        secret = town.key
    again = open_office(place, clock=clock)
    kept = tmp_path / "town-access.db"

    assert key_holder(again, secret).person == CLERK
    assert secret.encode() not in kept.read_bytes()
    assert kept.stat().st_mode & 0o077 == 0
    again.close()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"person": "999999", "label": "无人"}, "person-unknown"),
        ({"person": CLERK, "label": ""}, "key-label"),
        ({"person": CLERK, "label": "旧", "expires": "2026-03-11"}, "key-expires"),
    ],
)
def test_no_key_for_nobody_for_nothing_or_for_the_past(
    served: Served, given: dict[str, str], code: str
) -> None:
    with pytest.raises(RefusalError) as refused:
        served.do("key.issue", **given)

    assert refused.value.code == code
    assert len(served.do("key.list")["items"]) == 1


def test_an_unknown_secret_is_refused(served: Served) -> None:
    with pytest.raises(KeyRefusedError):
        key_holder(served.office, "mq_")
