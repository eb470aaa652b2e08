"""The server: an office opened, an application over it, and requests finished at the end."""

import asyncio
import logging
import signal
import sys
from pathlib import Path

from minqing_core import open_office
from minqing_core.application.office import Office
from minqing_http.app import create_app
from minqing_http.pushing import Networks, Pushing
from minqing_http.site import listening

LOOPBACK, EVERYWHERE = "127.0.0.1", "0.0.0.0"  # noqa: S104 - only when told to be public
PORT = 8420


def serve(
    url: str,
    key_file: Path | None = None,
    *,
    checkpoints: Path | None = None,
    host: str | None = None,
    port: int = PORT,
    public: bool = False,
    networks: Networks = (),
) -> None:
    """Serve the office at an address until told to stop; writes under way are finished.

    Args:
        url: where the record lies.
        key_file: the master key; beside a SQLite store by default.
        checkpoints: the folder where checkpoints are kept, if there is one.
        host: the address to listen at, this machine's own by default.
        port: the port to listen at, 0 for any.
        public: listen at every address of this machine.
        networks: the networks of the house, to which webhooks may lead too.
    """
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(message)s")
    at = host or (EVERYWHERE if public else LOOPBACK)
    office = open_office(url, key_file=key_file, checkpoints=checkpoints)
    asyncio.run(_serve(office, at, port, Pushing(networks=networks)))


async def _serve(office: Office, host: str, port: int, pushing: Pushing) -> None:
    over, loop = asyncio.Event(), asyncio.get_running_loop()
    for told in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(told, over.set)
    async with listening(create_app(office, pushing=pushing), host, port) as address:
        print(f"民情日记在 {address} 提供服务，按 Ctrl+C 停止", file=sys.stderr, flush=True)  # noqa: T201 - words go to stderr
        await over.wait()
