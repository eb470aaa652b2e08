"""Coming in by a provider of identities that runs as a process of its own (S12)."""

import asyncio
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import attrs
import pytest
from aiohttp import web
from attrs import frozen
from tests.http.provider import CLIENT, SECRET
from tests.stores import empty_office
from yarl import URL

from minqing_core import answer, found_town
from minqing_core.application.office import Office
from minqing_core.application.open_id import Client
from minqing_core.application.sessions import SessionOverError, session_holder
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId
from minqing_http.door import Door
from minqing_http.edge import SECURE, edge
from minqing_http.headers import BEHIND_PROXY
from minqing_http.metrics import METER, Meter
from minqing_http.open_id import OpenIdProvider
from minqing_http.problems import refused
from minqing_http.sign_on import BACK, ON_THE_WAY, OUT, SignOn
from minqing_http.turnstile import MOST

HERE = Path(__file__).parent
CLERK = PersonId("000001")
AWAY = "http://127.0.0.1:9"
WORD = "correct horse 9 battery"
pytestmark = pytest.mark.clause("S12")


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """Give the address of a provider that runs as a process of its own."""
    running = subprocess.Popen(  # noqa: S603 - ours
        [sys.executable, str(HERE / "provider.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert running.stdout is not None
    assert running.stdin is not None
    yield running.stdout.readline().strip()
    running.stdin.close()
    running.wait(10)
    running.stdout.close()


@pytest.fixture
def office() -> Iterator[Office]:
    """Give a town whose clerk has an account."""
    with empty_office() as opened:
        found_town(opened, town="大涌镇", clerk="王小明", login=None)
        asked = {"person": CLERK, "login": "wangxm", "password": WORD}
        answer(opened, "account.init", Act(actor=CLERK), asked)
        yield opened


def link(office: Office, issuer: str, subject: str = "s1") -> None:
    """Link the clerk with whom the provider knows."""
    asked = {"person": CLERK, "issuer": issuer, "subject": subject}
    answer(office, "account.link", Act(actor=CLERK), asked)


@frozen
class Browser:
    """Somebody with a browser before the system and the provider."""

    session: aiohttp.ClientSession
    site: str
    issuer: str
    office: Office

    async def get(self, place: str, **headers: str) -> aiohttp.ClientResponse:
        """Go somewhere, and no further."""
        found = await self.session.get(place, allow_redirects=False, headers=headers)
        await found.read()
        return found

    async def set(self, **how: str) -> list[str]:
        """Set what the provider does."""
        async with self.session.get(f"{self.issuer}/set", params=how) as said:
            asked: list[str] = await said.json()
            return asked

    async def leave(self, next_: str = "/cases?status=open") -> str:
        """Go out to the provider, and return the address by which one comes back."""
        out = await self.session.get(
            f"{self.site}{OUT}", params={"next": next_}, allow_redirects=False
        )
        assert out.status == 303, await out.text()
        told = await self.get(out.headers["Location"])
        return told.headers["Location"]

    async def come(self) -> tuple[int, str]:
        """Go all the way, and return the answer: where to, or why not."""
        return await said(await self.get(await self.leave()))


async def said(told: aiohttp.ClientResponse) -> tuple[int, str]:
    """Return the status of an answer, and where it leads or why it does not."""
    if told.status == 303:
        return 303, told.headers["Location"]
    problem: Mapping[str, Any] = await told.json(content_type=None)
    return told.status, problem["code"]


@asynccontextmanager
async def browsing(office: Office, issuer: str, secret: str = SECRET) -> AsyncIterator[Browser]:
    """Serve the way in, and give a browser before it."""
    door = Door(
        office=office,
        pool=ThreadPoolExecutor(2),
        hashers=ThreadPoolExecutor(1),
        threads=2,
        body_seconds=1,
        most_at_once=9,
    )
    app, listening = web.Application(middlewares=[edge]), socket.create_server(("127.0.0.1", 0))
    app[METER], app[SECURE], app[BEHIND_PROXY] = Meter(), False, False
    provider = OpenIdProvider(Client(issuer=issuer, name=CLIENT, secret=secret), office.now)
    way = SignOn(
        provider=provider,
        door=door,
        site=f"http://127.0.0.1:{listening.getsockname()[1]}",
        cookie="minqing",
        keep=lambda response, secret: response.set_cookie("minqing", secret, path="/"),
        tell=lambda _, refusal: refused(refusal),
    )
    way.add_to(app)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.SockSite(runner, listening).start()
    jar = aiohttp.CookieJar(unsafe=True)
    try:
        async with aiohttp.ClientSession(cookie_jar=jar) as session:
            browser = Browser(session, way.site, issuer, office)
            if issuer != AWAY:
                await browser.set(subject="s1", algorithm="RS256")
            yield browser
    finally:
        await runner.cleanup()
        door.hashers.shutdown()
        door.pool.shutdown()


def cookie(browser: Browser, name: str) -> str:
    """Return what the browser keeps under a name."""
    found = browser.session.cookie_jar.filter_cookies(URL(browser.site))
    return found[name].value if name in found else ""


@pytest.mark.parametrize("algorithm", ["RS256", "ES256"])
def test_whom_the_provider_knows_comes_in(office: Office, issuer: str, algorithm: str) -> None:
    link(office, issuer)

    async def come() -> None:
        async with browsing(office, issuer) as browser:
            await browser.set(algorithm=algorithm)
            assert await browser.come() == (303, "/cases?status=open")
            session = session_holder(office, cookie(browser, "minqing"))
            assert (session.person, session.by, session.address) == (CLERK, "sso", "127.0.0.1")
            assert cookie(browser, ON_THE_WAY) == ""

    asyncio.run(come())
    noted = office.access.listed(person=CLERK, subject=None, before=None, limit=1)
    assert [(one.use_case, one.outcome, one.address) for one in noted] == [
        ("log-in", "done", "127.0.0.1")
    ]


def test_a_session_from_before_is_never_taken_over(office: Office, issuer: str) -> None:
    link(office, issuer)

    async def come() -> None:
        async with browsing(office, issuer) as browser:
            await browser.come()
            before = cookie(browser, "minqing")
            await browser.come()
            assert cookie(browser, "minqing") != before
            with pytest.raises(SessionOverError):
                session_holder(office, before)

    asyncio.run(come())


def test_whom_nobody_is_linked_with_stays_outside(office: Office, issuer: str) -> None:
    async def come() -> None:
        async with browsing(office, issuer) as browser:
            assert await browser.come() == (403, "identity-unknown")
            link(office, issuer, "s2")
            assert await browser.come() == (403, "identity-unknown")
            await browser.set(subject="s2")
            assert (await browser.come())[0] == 303
            answer(office, "account.unlink", Act(actor=CLERK), {"person": CLERK})
            assert await browser.come() == (403, "identity-unknown")
            assert office.sessions.listed(CLERK) == []

    asyncio.run(come())


WRONG = (
    *("other-issuer", "other-client", "two-clients", "other-party", "other-nonce", "no-nonce"),
    *("expired", "old", "of-tomorrow", "timeless", "nobody", "unsigned", "shared-secret"),
    *("changed", "denied", "mixed-up", "no-token"),
)


def test_what_proves_nothing_is_not_believed(office: Office, issuer: str) -> None:
    link(office, issuer)

    async def come() -> None:
        async with browsing(office, issuer) as browser:
            for how in WRONG:
                await browser.set(how=how)
                assert await browser.come() == (403, "sign-on-refused"), how
                assert cookie(browser, "minqing") == ""
            await browser.set()
            assert (await browser.come())[0] == 303

    asyncio.run(come())


def test_a_code_is_good_once_and_for_the_browser_that_left(office: Office, issuer: str) -> None:
    link(office, issuer)

    async def come() -> None:
        async with browsing(office, issuer) as browser, browsing(office, issuer) as other:
            back = await browser.leave()
            foreign = back.replace(browser.site, other.site)
            assert await said(await other.get(foreign)) == (403, "sign-on-refused")
            await other.leave()
            assert await said(await other.get(foreign)) == (403, "sign-on-refused")
            kept = cookie(browser, ON_THE_WAY)
            assert (await said(await browser.get(back)))[0] == 303
            assert await said(await browser.get(back)) == (403, "sign-on-refused")
            browser.session.cookie_jar.update_cookies({ON_THE_WAY: kept}, URL(browser.site))
            assert await said(await browser.get(back)) == (403, "sign-on-refused")

    asyncio.run(come())


def test_a_stolen_code_is_worth_nothing_without_what_it_was_asked_with(
    office: Office, issuer: str
) -> None:
    """The provider sees that the verifier is another's (PKCE)."""
    link(office, issuer)

    async def come() -> None:
        async with browsing(office, issuer) as browser, browsing(office, issuer) as thief:
            code = parse_qs(urlsplit(await browser.leave()).query)["code"][0]
            own = urlsplit(await thief.leave())
            state = parse_qs(own.query)["state"][0]
            told = await thief.get(f"{thief.site}{BACK}?state={state}&code={code}")
            assert await said(told) == (403, "sign-on-refused")

    asyncio.run(come())


def test_keys_that_were_renewed_are_asked_for_once_a_minute(office: Office, issuer: str) -> None:
    link(office, issuer)
    at = [office.now()]
    moving = attrs.evolve(office, now=lambda: at[0])

    async def come() -> None:
        async with browsing(moving, issuer) as browser:
            assert (await browser.come())[0] == 303
            before = len(await browser.set(renew="1"))
            for _ in range(3):
                assert await browser.come() == (403, "sign-on-refused")
            assert len(await browser.set()) == before
            at[0] += timedelta(seconds=60)
            assert (await browser.come())[0] == 303
            assert len(await browser.set()) == before + 1

    asyncio.run(come())


def test_a_key_that_was_withdrawn_is_believed_for_an_hour_at_most(
    office: Office, issuer: str
) -> None:
    link(office, issuer)
    at = [office.now()]
    moving = attrs.evolve(office, now=lambda: at[0])

    async def come() -> None:
        async with browsing(moving, issuer) as browser:
            assert (await browser.come())[0] == 303
            at[0] += timedelta(hours=1)
            await browser.set(renew="1", how="withdrawn", ahead="3600")
            assert await browser.come() == (403, "sign-on-refused")
            await browser.set(ahead="3600", how="described-elsewhere")
            assert (await browser.come())[0] == 303
            at[0] += timedelta(hours=1)
            told = await browser.get(f"{browser.site}{OUT}")
            assert await said(told) == (409, "sign-on-provider")

    asyncio.run(come())


@pytest.mark.parametrize("at", [OUT, BACK])
def test_the_way_by_a_provider_is_gone_as_seldom_as_any(
    office: Office, issuer: str, at: str
) -> None:
    async def come() -> None:
        async with browsing(office, issuer) as browser:
            told = [await said(await browser.get(f"{browser.site}{at}")) for _ in range(MOST + 1)]
        assert (429, "too-often") not in told[:-1]
        assert told[-1] == (429, "too-often")

    asyncio.run(come())


@pytest.mark.parametrize(
    "how",
    ["described-elsewhere", "described-unsafely", "no-pkce", "moved", "endless", "nested"],
)
def test_a_provider_that_is_none_is_not_asked(office: Office, issuer: str, how: str) -> None:
    async def come() -> None:
        async with browsing(office, issuer) as browser:
            await browser.set(how=how)
            told = await browser.get(f"{browser.site}{OUT}")
            assert await said(told) == (409, "sign-on-provider")
            await browser.set()
            assert (await browser.get(f"{browser.site}{OUT}")).status == 303

    asyncio.run(come())


def test_a_provider_that_is_away_or_does_not_know_us_is_no_failure_of_ours(
    office: Office, issuer: str
) -> None:
    async def come() -> None:
        async with browsing(office, AWAY) as browser:
            told = await browser.get(f"{browser.site}{OUT}")
            assert await said(told) == (409, "sign-on-provider")

    async def come_unknown() -> None:
        async with browsing(office, issuer, "another secret") as browser:
            assert await browser.come() == (409, "sign-on-provider")
        async with browsing(office, issuer) as browser:
            await browser.set(how="no-keys")
            assert await browser.come() == (409, "sign-on-provider")

    asyncio.run(come())
    asyncio.run(come_unknown())


@pytest.mark.parametrize(
    "next_", ["https://evil.example", "//evil.example", "/\\evil", "/\r\nX: y"]
)
def test_nobody_is_sent_to_another_site(office: Office, issuer: str, next_: str) -> None:
    link(office, issuer)

    async def come() -> None:
        async with browsing(office, issuer) as browser:
            assert await said(await browser.get(await browser.leave(next_))) == (303, "/")

    asyncio.run(come())


def test_who_has_no_key_of_the_way_is_not_let_in(office: Office, issuer: str) -> None:
    async def come() -> None:
        async with browsing(office, issuer) as browser:
            for kept in ("", "x", "a" * 43 + ".====", "a" * 43 + "._w"):
                browser.session.cookie_jar.update_cookies({ON_THE_WAY: kept}, URL(browser.site))
                told = await browser.get(f"{browser.site}{BACK}?state=a&code=b")
                assert await said(told) == (403, "sign-on-refused")

    asyncio.run(come())
