"""A real server on a free port, in a thread of the test's process, and one who asks it."""

import asyncio
import http.client
import json
import socket
import threading
from collections.abc import Mapping
from typing import Any, Self

from attrs import frozen

from minqing_core.application.asking import answer
from minqing_core.application.founding import found_town
from minqing_core.application.office import Office
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId
from minqing_http.app import create_app
from minqing_http.site import listening

CLERK = PersonId("000001")
MATTER: Mapping[str, Any] = {
    "kind": "problem",
    "channel": "visit",
    "category": "HOT_DIFFICULT.ROADS",
    "title": "东风村路灯不亮",
    "text": "村口路灯坏了三个月，老人夜里不敢出门。",
    "petitioners": [{"kind": "named", "name": "李大娘", "contact": "13800000000"}],
    "learned_at": "2026-03-11",
    "place": "town",
}
CAUSE: Mapping[str, Any] = {"step": {"kind": "cause", "text": "线路老化"}}
JSON = "application/json"


@frozen(kw_only=True)
class Told:
    """An answer: its status, its headers and what its body says."""

    status: int
    headers: Mapping[str, str]
    body: Any
    text: str
    raw: bytes

    @property
    def etag(self) -> str:
        """The version, as it is handed back."""
        return self.headers["ETag"]


class Asker:
    """Somebody who asks a server on this machine with a key."""

    key: str
    port: int

    def get(self, path: str, **headers: str) -> Told:
        """Read."""
        return self.ask("GET", path, headers=headers)

    def post(self, path: str, body: object, **headers: str) -> Told:
        """Send JSON; ``If_Match`` stands for the header If-Match."""
        text = json.dumps(body, ensure_ascii=False).encode()
        return self.ask("POST", path, text, {"Content-Type": JSON} | headers)

    def record(self, **headers: str) -> Told:
        """Record the matter."""
        return self.post("/v1/cases", {"matter": dict(MATTER)}, **headers)

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Told:
        """Send a request and return the answer."""
        sent = {"Authorization": f"Bearer {self.key}"}
        sent |= {name.replace("_", "-"): value for name, value in (headers or {}).items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, body, {k: v for k, v in sent.items() if v})
            answered = connection.getresponse()
            raw = answered.read()
            text = raw.decode(errors="replace")
        finally:
            connection.close()
        said = dict(answered.getheaders())
        kind = said.get("Content-Type", "")
        spoken = "json" in kind and "ndjson" not in kind
        return Told(
            status=answered.status,
            headers=_Headers(said),
            body=json.loads(text) if spoken and text else text,
            text=text,
            raw=raw,
        )


class Served(Asker):
    """A town behind a real server."""

    def __init__(self, office: Office, *, founded: bool = True, **settings: Any) -> None:
        """Found the town unless it is there, give its clerk a key and start serving."""
        self.office = office
        if founded:
            found_town(office, town="大涌镇", clerk="王小明", login="wang")
        self.key = self.issue(CLERK)
        self._app = create_app(office, **settings)
        self._listens, self._over = threading.Event(), asyncio.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()))
        self.port = 0

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._listens.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        async with listening(self._app, "127.0.0.1", 0) as address:
            self.port = int(address.rpartition(":")[2])
            self._listens.set()
            await self._over.wait()

    def do(self, name: str, **given: Any) -> Any:
        """Have the office do something without going through the server."""
        return answer(self.office, name, Act(actor=CLERK), given)

    def issue(self, person: PersonId, scopes: tuple[str, ...] = ()) -> str:
        """Give a person a key, whatever the office would say to whoever asks for it."""
        now = self.office.now()
        _, secret = self.office.keys.issue(
            person=person, label="测试", scopes=scopes, by=person, at=now, expires=None
        )
        return secret

    def connected(self) -> socket.socket:
        """Return a bare connection."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=20)

    def opening(self, path: str, length: int) -> bytes:
        """Return the head of a request whose body is still to come."""
        lines = [
            f"POST {path} HTTP/1.1",
            "Host: localhost",
            f"Authorization: Bearer {self.key}",
            f"Content-Type: {JSON}",
            f"Content-Length: {length}",
        ]
        return "\r\n".join([*lines, "", ""]).encode()


class _Headers(dict[str, str]):
    def __init__(self, found: Mapping[str, str]) -> None:
        super().__init__({name.lower(): value for name, value in found.items()})

    def __getitem__(self, name: str) -> str:
        return super().__getitem__(name.lower())

    def __contains__(self, name: object) -> bool:
        return super().__contains__(str(name).lower())
