"""The web as a process of its own, opened by the command line itself."""

import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

from tests.faults.ground import Ground, environment
from tests.http.serving import Asker


class Server(Asker):
    """A process that serves an office; who asks has a key of its clerk."""

    def __init__(self, ground: Ground, key: str, log: Path, **setting: str) -> None:
        """Begin to serve, without waiting."""
        self.key = key
        given = {"MINQING_DB": ground.url, "MINQING_KEY_FILE": str(ground.key_file), **setting}
        with log.open("ab") as wrong:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "minqing_cli.main", "serve", "--port", "0"],
                env={**environment(), **given, "XDG_CONFIG_HOME": str(log.parent)},
                stderr=wrong,
                bufsize=0,
            )
        self._log, self._before = log, log.stat().st_size

    def ready(self) -> Self:
        """Wait until it serves."""
        while b"http://" not in (said := self._log.read_bytes()[self._before :]):
            assert self.process.poll() is None, said.decode()
            time.sleep(0.02)
        self.port = int(said.partition(b"http://")[2].split()[0].rpartition(b":")[2])
        return self

    def kill(self) -> None:
        """Kill it with signal 9."""
        self.process.kill()
        self.process.wait()

    def __enter__(self) -> Self:
        return self.ready()

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(30)
