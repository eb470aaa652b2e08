"""The web as processes of their own, opened by the command line, over one database."""

import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Self

from tests.http.serving import CLERK, Served

from minqing_core import open_office
from minqing_core.application.asking import answer
from minqing_core.kernel.envelope import Act

SAID = re.compile(rb"http://127\.0\.0\.1:(\d+)")
LOOPBACK = ("--webhook-networks", "127.0.0.0/8")


class Server(Served):
    """A process that serves the office; who asks has a key of the clerk."""

    def __init__(self, environment: Mapping[str, str], key: str) -> None:
        """Begin to serve on a free port, without waiting."""
        self.key, self._log = key, tempfile.TemporaryFile()  # noqa: SIM115 - closed at the end
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "minqing_cli.main", "serve", "--port", "0", *LOOPBACK],
            env={**os.environ, **environment},
            stderr=self._log,
        )

    def __enter__(self) -> Self:
        """Wait until it serves."""
        while (found := SAID.search(said := os.pread(self._log.fileno(), 100_000, 0))) is None:
            assert self._process.poll() is None, said.decode()
            os.sched_yield()
        self.port = int(found[1])
        return self

    def __exit__(self, *_: object) -> None:
        """Tell it to end, and see that it does."""
        self._process.send_signal(signal.SIGTERM)
        try:
            assert self._process.wait(40) == 0
        finally:
            self._process.kill()
            self._log.close()


@contextmanager
def served(url: str, key_file: Path, many: int) -> Iterator[list[Server]]:
    """Give so many servers of one town, that start at the same time."""
    with open_office(url, key_file=key_file) as office:
        given = {"person": CLERK, "label": "测试"}
        key = answer(office, "key.issue", Act(actor=CLERK), given)["key"]
    environment = {"MINQING_KEY_FILE": str(key_file), "XDG_CONFIG_HOME": str(key_file.parent)}
    names = [f"{url}&application_name=server-{n}" for n in range(many)]
    started = [Server({**environment, "MINQING_DB": name}, key) for name in names]
    with ExitStack() as stack:
        for server in started:
            stack.push(server)
        for server in started:
            server.__enter__()
        yield started
