"""A provider of identities that speaks OpenID Connect: asked over HTTP, believed by its keys."""

import asyncio
from base64 import b64encode
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import aiohttp
import msgspec
from attrs import define, field, frozen

from minqing_core.application.open_id import (
    SIGNED_BY,
    Client,
    Departure,
    Identity,
    Provider,
    ProviderUnfitError,
    SignOnRefusedError,
    address,
    believed,
    described,
    returned_code,
)

if TYPE_CHECKING:
    from joserfc.jwk import KeySet

DESCRIPTION = "/.well-known/openid-configuration"
SECONDS, MOST_BYTES = 10, 256 * 1024
KEYS_AT_MOST_EVERY = timedelta(minutes=1)
BELIEVED_FOR = timedelta(hours=1)


class KeyUnknownError(Exception):
    """A token names a key that is not among those that are known."""


@define
class _Known:
    """What was learned of a provider, and when it, and its keys, were last asked for."""

    provider: Provider | None = None
    described: datetime | None = None
    keys: "KeySet | None" = None
    asked: datetime | None = None


@frozen
class OpenIdProvider:
    """Who is asked by OpenID Connect, with a code and PKCE.

    What it says of itself, and its keys, are asked for anew after an hour: a key that it has
    withdrawn is believed no longer than that.
    """

    client: Client
    now: Callable[[], datetime]
    _known: _Known = field(factory=_Known, repr=False)
    _learning: asyncio.Lock = field(factory=asyncio.Lock, repr=False)

    async def address(self, departure: Departure, back: str) -> str:
        """Return where somebody goes to say who they are.

        Raises:
            ProviderUnfitError: the provider cannot be asked.
        """
        return address(await self._provider(), self.client.name, back, departure)

    async def identity(
        self, departure: Departure, back: str, query: Mapping[str, str]
    ) -> Identity:
        """Return who came back.

        Raises:
            ProviderUnfitError: the provider cannot be asked.
            SignOnRefusedError: what came back proves nothing.
        """
        code = returned_code(query, departure, self.client.issuer)
        provider = await self._provider()
        token = await self._token(provider, code, back, departure)
        claims = await self._claims(provider, token)
        return believed(claims, provider, self.client.name, departure, self.now())

    async def _provider(self) -> Provider:
        async with self._learning:
            if self._known.provider is None or self._is_old(self._known.described):
                said = await _answer("GET", self.client.issuer.rstrip("/") + DESCRIPTION)
                self._known.provider = described(said, self.client.issuer)
                self._known.described = self.now()
            return self._known.provider

    async def _token(self, provider: Provider, code: str, back: str, departure: Departure) -> str:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": departure.verifier,
        }
        said = await _answer("POST", provider.token_at, form, _proof(self.client))
        token = said.get("id_token") if isinstance(said, dict) else None
        if not isinstance(token, str):
            raise SignOnRefusedError(trouble="对方没有给出令牌")
        return token

    async def _claims(self, provider: Provider, token: str) -> Mapping[str, Any]:
        try:
            return _opened(token, await self._keys(provider))
        except KeyUnknownError:
            pass
        try:
            return _opened(token, await self._keys(provider, anew=True))
        except KeyUnknownError as error:
            raise SignOnRefusedError(trouble="令牌的签名不对") from error

    async def _keys(self, provider: Provider, *, anew: bool = False) -> "KeySet":
        async with self._learning:
            now, known = self.now(), self._known
            rested = known.asked is None or now - known.asked >= KEYS_AT_MOST_EVERY
            if known.keys is None or self._is_old(known.asked) or (anew and rested):
                known.asked = now
                known.keys = _key_set(await _answer("GET", provider.keys_at))
            return known.keys

    def _is_old(self, asked: datetime | None) -> bool:
        return asked is None or self.now() - asked >= BELIEVED_FOR


def _proof(client: Client) -> Mapping[str, str]:
    pair = f"{quote(client.name, safe='')}:{quote(client.secret, safe='')}"
    return {"Authorization": f"Basic {b64encode(pair.encode()).decode()}"}


def _key_set(said: Any) -> "KeySet":  # noqa: ANN401 - whatever was answered
    from joserfc.errors import JoseError  # noqa: PLC0415 - only where somebody signs on
    from joserfc.jwk import KeySet  # noqa: PLC0415 - only where somebody signs on

    try:
        return KeySet.import_key_set(said)
    except (JoseError, ValueError, TypeError, LookupError, AttributeError) as error:
        raise ProviderUnfitError(trouble="公钥读不懂") from error


def _opened(token: str, keys: "KeySet") -> Mapping[str, Any]:
    from joserfc import errors, jwt  # noqa: PLC0415 - only where somebody signs on

    try:
        return jwt.decode(token, keys, algorithms=SIGNED_BY).claims
    except errors.InvalidKeyIdError as error:
        raise KeyUnknownError from error
    except (errors.JoseError, ValueError, TypeError, LookupError) as error:
        raise SignOnRefusedError(trouble="令牌的签名不对") from error


async def _answer(
    method: str,
    place: str,
    form: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Any:  # noqa: ANN401 - whatever is answered
    """Ask a provider, in so much time and for so many bytes, and go nowhere else."""
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(SECONDS)) as session,
            session.request(
                method, place, data=form, headers=headers, allow_redirects=False
            ) as answered,
        ):
            if method == "POST" and answered.status == HTTPStatus.BAD_REQUEST:
                raise SignOnRefusedError(trouble="对方不认这次登录")
            if answered.status != HTTPStatus.OK:
                raise ProviderUnfitError(trouble=f"对方答复 {answered.status}")
            return msgspec.json.decode(await _read(answered))
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise ProviderUnfitError(trouble="联系不上") from error
    except (ValueError, RecursionError) as error:
        raise ProviderUnfitError(trouble="答复读不懂") from error


async def _read(answered: aiohttp.ClientResponse) -> bytes:
    body = b""
    async for part in answered.content.iter_chunked(MOST_BYTES):
        body += part
        if len(body) > MOST_BYTES:
            raise ProviderUnfitError(trouble="答复太长")
    return body
