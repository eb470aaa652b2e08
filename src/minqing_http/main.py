"""The server: an office opened, an application over it, and requests drained at the end."""

import logging
import sys
from pathlib import Path

from aiohttp import web

from minqing_core import open_office
from minqing_http.app import create_app

LOOPBACK, EVERYWHERE = "127.0.0.1", "0.0.0.0"  # noqa: S104 - only when told to be public
PORT = 8420
DRAIN_SECONDS = 30


def serve(
    url: str,
    key_file: Path | None = None,
    *,
    host: str | None = None,
    port: int = PORT,
    public: bool = False,
) -> None:
    """Serve the office at an address until told to stop; writes under way are finished.

    Args:
        url: where the record lies.
        key_file: the master key; beside a SQLite store by default.
        host: the address to listen at, this machine's own by default.
        port: the port to listen at.
        public: listen at every address of this machine.
    """
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(message)s")
    app = create_app(open_office(url, key_file=key_file))
    web.run_app(
        app,
        host=host or (EVERYWHERE if public else LOOPBACK),
        port=port,
        shutdown_timeout=DRAIN_SECONDS,
        print=lambda line: print(line, file=sys.stderr),  # noqa: T201 - words go to stderr
    )
