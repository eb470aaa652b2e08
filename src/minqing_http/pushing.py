"""Webhooks, pushed in the background: only where they may lead, and until they are in."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import TypeAlias

from aiohttp import (
    ClientError,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    TCPConnector,
    web,
)
from aiohttp.abc import AbstractCookieJar
from aiohttp.connector import AddrInfoType
from attrs import frozen
from yarl import URL

from minqing_core.application.pushing import Message, answered, failed, outgoing, take
from minqing_http.door import Door
from minqing_http.headers import Networks

LOG = logging.getLogger("minqing.http")
NAT64 = IPv6Network("64:ff9b::/96")
OF_NOBODY: Networks = (
    *map(IPv4Network, ("192.0.0.0/24", "192.88.99.0/24")),
    *map(IPv6Network, ("fec0::/10", "3fff::/20")),
)
Sessions: TypeAlias = dict[str, ClientSession]


class AddressRefusedError(OSError):
    """An address to which nothing is pushed."""


@frozen(kw_only=True)
class Pushing:
    """How webhooks are pushed: to public addresses over https, and to the *networks* named.

    So many are under way at once, and *each* to one address, which is given more once it has
    answered those: who does not answer holds up no others.
    """

    networks: Networks = ()
    at_once: int = 16
    each: int = 2
    poll_seconds: float = 1.0
    answer_seconds: float = 15.0

    def over(self, door: Door) -> Callable[[web.Application], AsyncIterator[None]]:
        """Return what pushes for as long as an application runs."""

        async def pushing(_: web.Application) -> AsyncIterator[None]:
            over = asyncio.Event()
            task = asyncio.create_task(self._push(door, over))
            yield
            over.set()
            await task

        return pushing

    async def _push(self, door: Door, over: asyncio.Event) -> None:
        stopping, sending = asyncio.create_task(over.wait()), dict[asyncio.Task[None], int]()
        async with self._sessions() as sessions:
            while not over.is_set():
                busy = set(sending.values())
                for message in await self._due(door, self.at_once - len(sending), busy):
                    task = asyncio.create_task(self._send(door, sessions, message))
                    sending[task] = message.webhook.id
                waited = {stopping, *sending}
                await asyncio.wait(
                    waited, timeout=self.poll_seconds, return_when=asyncio.FIRST_COMPLETED
                )
                sending = {task: hook for task, hook in sending.items() if not task.done()}
            if sending:
                await asyncio.wait(sending)

    async def _due(self, door: Door, most: int, busy: set[int]) -> list[Message]:
        if most <= 0:
            return []
        try:
            await door.to_thread(take, door.office)
            return await door.to_thread(outgoing, door.office, most, each=self.each, busy=busy)
        except Exception:
            LOG.exception("webhooks could not be taken")
            return []

    async def _send(self, door: Door, sessions: Sessions, message: Message) -> None:
        try:
            status, trouble = await self._answer(sessions, message), None
        except TimeoutError:
            status, trouble = None, "too-slow"
        except (ClientError, OSError, ValueError) as error:
            status, trouble = None, _trouble(error)
        try:
            if status is not None:
                await door.to_thread(answered, door.office, message, status)
            else:
                await door.to_thread(failed, door.office, message, str(trouble))
        except Exception:
            LOG.exception("how it went with a webhook could not be noted")

    async def _answer(self, sessions: Sessions, message: Message) -> int:
        url = URL(message.webhook.url)
        async with sessions[url.scheme].post(
            url, data=message.body, headers=message.headers, allow_redirects=False
        ) as response:
            return response.status

    @asynccontextmanager
    async def _sessions(self) -> AsyncIterator[Sessions]:
        async with AsyncExitStack() as stack:
            sessions = {}
            for scheme, public in (("https", True), ("http", False)):
                connect = partial(_socket, networks=self.networks, public=public)
                session = ClientSession(
                    connector=TCPConnector(socket_factory=connect, force_close=True),
                    timeout=ClientTimeout(total=self.answer_seconds),
                    cookie_jar=_no_cookies(),
                    headers={"User-Agent": "minqing"},
                )
                sessions[scheme] = await stack.enter_async_context(session)
            yield sessions


def may_lead_to(host: str, networks: Networks, *, public: bool) -> bool:
    """Say whether a webhook may lead to an address, as it was resolved.

    To one of the networks named, or else to a public address where that is allowed.
    """
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return False
    found = _within(address)
    if _is_in(found, networks):
        return True
    special = found.is_multicast or found.is_reserved or _is_in(found, OF_NOBODY)
    return public and found.is_global and not special


def _is_in(address: IPv4Address | IPv6Address, networks: Networks) -> bool:
    return any(address in network for network in networks if network.version == address.version)


def _within(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Return the address of version 4 that one of version 6 stands for, if it does."""
    if isinstance(address, IPv4Address):
        return address
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def _socket(found: AddrInfoType, *, networks: Networks, public: bool) -> socket.socket:
    family, kind, protocol, _, place = found
    if not may_lead_to(str(place[0]), networks, public=public):
        raise AddressRefusedError("address-refused")
    return socket.socket(family, kind, protocol)


def _trouble(error: Exception) -> str:
    cause: BaseException | None = getattr(error, "os_error", error)
    if isinstance(cause, AddressRefusedError) or "address-refused" in str(cause):
        return "address-refused"
    return type(error).__name__


def _no_cookies() -> AbstractCookieJar:
    return DummyCookieJar()
