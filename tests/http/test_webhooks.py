"""Webhooks go out from the server that runs: to where they may lead, until they are in."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from typing import Any

import pytest
from tests.http.serving import CAUSE, Served
from tests.stores import empty_office

from minqing_core.application.pushing import signature
from minqing_http.headers import Networks
from minqing_http.pushing import Pushing, may_lead_to

LOOPBACK: Networks = (ip_network("127.0.0.0/8"),)
HERE = Pushing(networks=LOOPBACK, poll_seconds=0.05, answer_seconds=2.0)


class Receiver(ThreadingHTTPServer):
    """A server that takes what is pushed, and answers as it is told."""

    def __init__(self) -> None:
        """Listen on a free port."""
        super().__init__(("127.0.0.1", 0), _Answering)
        self.got: list[tuple[str, dict[str, str], bytes]] = []
        self.answers: list[int] = []
        self.seconds = 0.0

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}/hook"


class _Answering(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        receiver: Any = self.server
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        receiver.got.append((self.path, headers, body))
        time.sleep(receiver.seconds)
        self.send_response(receiver.answers.pop(0) if receiver.answers else 204)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """Give a receiver."""
    with Receiver() as made:
        thread = threading.Thread(target=made.serve_forever, args=(0.05,))
        thread.start()
        yield made
        made.shutdown()
        thread.join()


@pytest.fixture
def pushed() -> Iterator[Callable[[Pushing], Served]]:
    """Give a function that serves a town, pushing as is said, by the real clock."""
    towns: list[Served] = []

    def start(pushing: Pushing) -> Served:
        towns.append(Served(empty_office(), pushing=pushing).__enter__())
        return towns[-1]

    yield start
    for town in towns:
        town.__exit__()


def hook(town: Served, url: str) -> dict[str, Any]:
    told = town.post("/v1/webhooks", {"url": url, "key": 1})
    assert told.status == 201, told.text
    added: dict[str, Any] = told.body
    return added


def until(wanted: Callable[[], Any]) -> Any:
    """Return what is wanted once it is there."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if found := wanted():
            return found
        time.sleep(0.02)
    pytest.fail("it never came")


def deliveries(town: Served, state: str) -> Any:
    return town.get(f"/v1/webhooks/1/deliveries?state={state}").body["items"]


def test_what_is_recorded_arrives_signed(
    pushed: Callable[[Pushing], Served], receiver: Receiver
) -> None:
    town = pushed(HERE)
    added = hook(town, receiver.url)
    town.record()
    town.post("/v1/cases/2026-000001/steps", CAUSE, If_Match='"1"')

    until(lambda: len(deliveries(town, "delivered")) == 2)

    path, headers, body = receiver.got[0]
    assert path == "/hook"
    assert headers["content-type"] == "application/cloudevents+json; charset=utf-8"
    assert "cookie" not in headers
    assert headers["webhook-signature"] == signature(
        added["secret"], headers["webhook-id"], int(headers["webhook-timestamp"]), body
    )
    assert sorted(json.loads(body)["type"] for _, _, body in receiver.got) == [
        "diary.cause-recorded.v1",
        "diary.matter-recorded.v1",
    ]


def test_a_redirect_is_not_followed_and_a_failure_is_noted(
    pushed: Callable[[Pushing], Served], receiver: Receiver
) -> None:
    receiver.answers = [302]
    town = pushed(HERE)
    hook(town, receiver.url)
    town.record()

    (delivery,) = until(lambda: [d for d in deliveries(town, "waiting") if d["attempts"]])

    assert delivery["status"] == 302
    assert [path for path, _, _ in receiver.got] == ["/hook"]


def test_an_answer_that_does_not_come_is_a_failure(
    pushed: Callable[[Pushing], Served], receiver: Receiver
) -> None:
    receiver.seconds = 1.0
    town = pushed(Pushing(networks=LOOPBACK, poll_seconds=0.05, answer_seconds=0.2))
    hook(town, receiver.url)
    town.record()

    (delivery,) = until(lambda: [d for d in deliveries(town, "waiting") if d["attempts"]])

    assert (delivery["status"], delivery["trouble"]) == (None, "too-slow")


def test_an_address_that_does_not_answer_holds_up_no_other(
    pushed: Callable[[Pushing], Served], receiver: Receiver
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        town = pushed(Pushing(networks=LOOPBACK, at_once=4, poll_seconds=0.05))
        for _ in range(20):
            town.record()
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/hook"
        town.post("/v1/webhooks", {"url": url, "key": 1, "after": 1})
        time.sleep(0.3)
        hook(town, receiver.url)
        began = time.monotonic()

        for _ in range(3):
            town.record()
        until(lambda: len(receiver.got) == 3)

        assert time.monotonic() - began < 10 < Pushing().answer_seconds


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]"])
def test_nothing_is_pushed_to_this_machine_unless_it_was_said(
    pushed: Callable[[Pushing], Served], receiver: Receiver, host: str
) -> None:
    town = pushed(Pushing(poll_seconds=0.05))
    hook(town, f"http://{host}:{receiver.server_port}/hook")
    town.record()

    (delivery,) = until(lambda: [d for d in deliveries(town, "waiting") if d["attempts"]])

    unresolved = {"ClientConnectorDNSError", "InvalidUrlClientError"}
    assert delivery["trouble"] in {"address-refused", *unresolved}
    assert receiver.got == []


def test_what_was_not_delivered_is_delivered_when_it_is_asked_for(
    pushed: Callable[[Pushing], Served], receiver: Receiver
) -> None:
    receiver.answers = [500]
    town = pushed(HERE)
    hook(town, receiver.url)
    town.record()
    until(lambda: [d for d in deliveries(town, "waiting") if d["attempts"]])
    until(lambda: deliveries(town, "delivered"))
    (delivery,) = deliveries(town, "delivered")
    assert delivery["attempts"] == 2

    asked = {"since": delivery["position"]}
    assert town.post("/v1/webhooks/1/redeliveries", asked).body["deliveries"] == 1

    until(lambda: len(receiver.got) == 3)
    assert len({headers["webhook-id"] for _, headers, _ in receiver.got}) == 1


def test_a_server_that_stops_finishes_what_is_under_way(receiver: Receiver) -> None:
    receiver.seconds = 0.5
    town = Served(empty_office(), pushing=HERE).__enter__()
    hook(town, receiver.url)
    town.record()
    until(lambda: receiver.got)
    noted: list[None] = []
    settle = town.office.webhooks.settle
    town.office.webhooks.settle = lambda *sent: noted.append(settle(*sent))  # type: ignore[method-assign]

    town.__exit__()

    assert len(noted) == 1


@pytest.mark.parametrize(
    ("host", "public"),
    [
        *(("8.8.8.8", True), ("2606:4700::1111", True)),
        *(("127.0.0.1", False), ("10.1.2.3", False), ("172.16.0.1", False)),
        *(("192.168.1.1", False), ("169.254.169.254", False), ("100.64.0.1", False)),
        *(("0.0.0.0", False), ("224.0.0.1", False), ("255.255.255.255", False)),  # noqa: S104
        *(("::1", False), ("::", False), ("fe80::1%eth0", False), ("fd00::1", False)),
        *(("::ffff:127.0.0.1", False), ("64:ff9b::7f00:1", False), ("2002:7f00:1::", False)),
        *(("fec0::1", False), ("192.0.0.8", False), ("::ffff:192.0.0.9", False)),
        *(("192.88.99.1", False), ("3fff::1", False), ("64:ff9b::c000:8", False)),
        *(("ff02::1", False), ("2130706433", False), ("localhost", False), ("", False)),
    ],
)
def test_private_addresses_are_refused_in_every_spelling(host: str, public: bool) -> None:
    assert may_lead_to(host, (), public=True) is public
    assert not may_lead_to(host, (), public=False)


def test_a_network_that_was_named_is_allowed_and_no_other() -> None:
    networks: Networks = (ip_network("10.0.0.0/8"), ip_network("fd00::/8"))

    for public in (True, False):
        assert may_lead_to("10.9.8.7", networks, public=public)
        assert may_lead_to("::ffff:10.9.8.7", networks, public=public)
        assert may_lead_to("fd00::7", networks, public=public)
        assert not may_lead_to("192.168.1.1", networks, public=public)
