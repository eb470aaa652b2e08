"""The web as processes of their own, opened by the command line, over one database."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.http.process import Server
from tests.http.serving import CLERK

from minqing_core import open_office
from minqing_core.application.asking import answer
from minqing_core.kernel.envelope import Act

LOOPBACK = ("--webhook-networks", "127.0.0.0/8")


@contextmanager
def served(url: str, key_file: Path, many: int) -> Iterator[list[Server]]:
    """Give so many servers of one town, that start at the same time."""
    with open_office(url, key_file=key_file) as office:
        given = {"person": CLERK, "label": "测试"}
        key = answer(office, "key.issue", Act(actor=CLERK), given)["key"]
    started = []
    for n in range(many):
        name, log = f"{url}&application_name=server-{n}", key_file.with_name(f"server-{n}.log")
        given = {"MINQING_KEY_FILE": str(key_file), "MINQING_DB": name}
        started.append(Server(key, given, log, *LOOPBACK))
    with ExitStack() as stack:
        for server in started:
            stack.push(server)
        for server in started:
            server.__enter__()
        yield started
