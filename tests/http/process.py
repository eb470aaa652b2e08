"""The web as a process of its own, opened by the command line itself."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from tests.http.serving import Asker

BETWEEN_LOOKS = 0.02
SAID = re.compile(rb"http://127\.0\.0\.1:(\d+)\D")


class Server(Asker):
    """A process that serves an office; who asks has a key of its clerk."""

    def __init__(self, key: str, environment: Mapping[str, str], log: Path, *options: str) -> None:
        """Begin to serve on a free port, without waiting; what it says is added to a log."""
        self.key, self._log = key, log
        with log.open("ab") as wrong:
            self._before = wrong.tell()
            self.process = subprocess.Popen(  # noqa: S603 - our own command
                [sys.executable, "-m", "minqing_cli.main", "serve", "--port", "0", *options],
                env={**os.environ, "XDG_CONFIG_HOME": str(log.parent), **environment},
                stderr=wrong,
            )

    def kill(self) -> None:
        """Kill it with signal 9."""
        self.process.kill()
        self.process.wait()

    def __enter__(self) -> Self:
        """Wait until it serves."""
        while (found := SAID.search(said := self._log.read_bytes()[self._before :])) is None:
            assert self.process.poll() is None, said.decode()
            time.sleep(BETWEEN_LOOKS)
        self.port = int(found[1])
        return self

    def __exit__(self, *_: object) -> None:
        """Tell it to end unless it was killed, and see that it does."""
        if self.process.returncode is not None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            assert self.process.wait(40) == 0
        finally:
            self.process.kill()
