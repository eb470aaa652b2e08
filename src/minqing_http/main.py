"""The server: an office opened, an application over it, and requests finished at the end."""

import asyncio
import logging
import signal
import ssl
import sys
from pathlib import Path

from aiohttp import web
from attrs import frozen

from minqing_core import open_office
from minqing_core.application.open_id import Client
from minqing_http.app import Transport, create_app
from minqing_http.headers import Networks
from minqing_http.pushing import Pushing
from minqing_http.refusals import CertificateError, PublicPlainError
from minqing_http.site import listening

LOOPBACK, EVERYWHERE = "127.0.0.1", "0.0.0.0"  # noqa: S104 - only when told to be public
HERE = frozenset({LOOPBACK, "::1", "localhost"})
PORT = 8420


@frozen(kw_only=True)
class Opening:
    """Where the server listens, and how safe the way to it is.

    ``tls`` are the files of a certificate and its key; ``behind_proxy`` says that a proxy ends TLS
    before it, on this machine or in one of the networks ``trusted``; ``plain`` that the network
    has no TLS, which is to be said aloud.
    ``site`` is the address at which browsers see it; as each request says, where it is empty.
    """

    host: str = LOOPBACK
    port: int = PORT
    tls: tuple[Path, Path] | None = None
    behind_proxy: bool = False
    trusted: Networks = ()
    plain: bool = False
    site: str = ""

    @property
    def transport(self) -> Transport:
        """How safe the way is."""
        if self.behind_proxy:
            return "proxy"
        return "plain" if self.tls is None else "tls"

    def context(self) -> ssl.SSLContext | None:
        """Return what TLS is spoken with.

        Raises:
            PublicPlainError: others could come in, and read what is said on the way.
            CertificateError: the certificate or its key cannot be read.
        """
        safe = self.behind_proxy or self.plain or self.host in HERE
        if self.tls is None:
            if not safe:
                raise PublicPlainError(host=self.host)
            return None
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        try:
            context.load_cert_chain(*self.tls)
        except OSError as error:
            raise CertificateError(path=self.tls[0], why=error.strerror or str(error)) from error
        return context


def serve(
    url: str,
    key_file: Path | None = None,
    *,
    opening: Opening,
    checkpoints: Path | None = None,
    networks: Networks = (),
    coming_by: Client | None = None,
) -> None:
    """Serve the office until told to stop; writes under way are finished.

    Args:
        url: where the record lies.
        key_file: the master key; beside a SQLite store by default.
        opening: where to listen, and how safe the way to it is.
        checkpoints: the folder where checkpoints are kept, if there is one.
        networks: the networks of the house, to which webhooks may lead too.
        coming_by: what this is to a provider of identities that people may come in by.
    """
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(message)s")
    context = opening.context()
    office = open_office(url, key_file=key_file, checkpoints=checkpoints)
    app = create_app(
        office,
        transport=opening.transport,
        trusted=opening.trusted,
        site=opening.site,
        coming_by=coming_by,
        pushing=Pushing(networks=networks),
    )
    asyncio.run(_serve(app, opening, context))


async def _serve(app: web.Application, opening: Opening, context: ssl.SSLContext | None) -> None:
    over, loop = asyncio.Event(), asyncio.get_running_loop()
    for told in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(told, over.set)
    async with listening(app, opening.host, opening.port, context) as address:
        print(f"民情日记在 {address} 提供服务，按 Ctrl+C 停止", file=sys.stderr, flush=True)  # noqa: T201 - words go to stderr
        await over.wait()
