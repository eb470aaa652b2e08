"""OpenID Connect with a code and PKCE (RFC 6749, 7636, 9207): what is asked, what believed."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest
from typing import Any
from urllib.parse import urlencode

from attrs import field, frozen

from minqing_core.access.decisions.fitness import is_safe, require_issuer
from minqing_core.kernel.refusals import RefusalError

SIGNED_BY = ("RS256", "ES256")
SKEW, FRESH = timedelta(minutes=1), timedelta(minutes=10)
METHOD = "S256"


class ProviderUnfitError(RefusalError):
    """The provider of identities cannot be reached, or is not as the standard has it."""

    kind = "conflict"
    code = "sign-on-provider"
    text = "统一身份认证暂不可用：{trouble}"


class SignOnRefusedError(RefusalError):
    """What came back from the provider of identities proves nothing."""

    kind = "not-allowed"
    code = "sign-on-refused"
    text = "统一身份认证未通过：{trouble}，请重新登录"


@frozen(kw_only=True)
class Provider:
    """Where a provider of identities is asked, by its own description."""

    issuer: str
    authorize_at: str
    token_at: str
    keys_at: str


@frozen(kw_only=True)
class Client:
    """What this system is to a provider: its name there, and the secret that proves it."""

    issuer: str
    name: str
    secret: str = field(repr=False)

    def __attrs_post_init__(self) -> None:
        """Refuse a provider whose word could be changed on the way."""
        require_issuer(self.issuer)


@frozen(kw_only=True)
class Departure:
    """Somebody on the way to the provider: what proves that it is they who come back."""

    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)


@frozen(kw_only=True)
class Identity:
    """Whom a provider of identities says somebody is."""

    issuer: str
    subject: str


def described(said: Any, issuer: str) -> Provider:  # noqa: ANN401 - whatever was answered
    """Return where a provider is asked, from how it describes itself.

    Raises:
        ProviderUnfitError: it is another provider, or could be listened to or changed on the way.
    """
    if not isinstance(said, Mapping) or said.get("issuer") != issuer:
        raise ProviderUnfitError(trouble="自述的地址不是所设的地址")
    places = [said.get(f"{name}_endpoint") for name in ("authorization", "token")]
    places.append(said.get("jwks_uri"))
    if not all(isinstance(place, str) and is_safe(place) for place in places):
        raise ProviderUnfitError(trouble="自述缺少 https 的登录、取令牌或公钥地址")
    methods = said.get("code_challenge_methods_supported", [METHOD])
    if not isinstance(methods, list) or METHOD not in methods:
        raise ProviderUnfitError(trouble="不支持 PKCE（S256）")
    authorize_at, token_at, keys_at = map(str, places)
    return Provider(issuer=issuer, authorize_at=authorize_at, token_at=token_at, keys_at=keys_at)


def departure(key: str) -> Departure:
    """Return what belongs to somebody on the way, whose browser alone has the key."""
    return Departure(
        **{name: _digest(f"minqing/{name}\n{key}") for name in ("state", "nonce", "verifier")}
    )


def challenge(verifier: str) -> str:
    """Return what is told of a verifier before it is shown (RFC 7636)."""
    return _digest(verifier)


def address(provider: Provider, client: str, back: str, departure: Departure) -> str:
    """Return the address at which somebody tells the provider who they are."""
    asked = {
        "response_type": "code",
        "scope": "openid",
        "client_id": client,
        "redirect_uri": back,
        "state": departure.state,
        "nonce": departure.nonce,
        "code_challenge": challenge(departure.verifier),
        "code_challenge_method": METHOD,
    }
    mark = "&" if "?" in provider.authorize_at else "?"
    return f"{provider.authorize_at}{mark}{urlencode(asked)}"


def returned_code(query: Mapping[str, str], departure: Departure, issuer: str) -> str:
    """Return the code that somebody came back with.

    Raises:
        SignOnRefusedError: it is not they who left, or the provider did not let them in.
    """
    if not compare_digest(query.get("state", "").encode(), departure.state.encode()):
        raise SignOnRefusedError(trouble="回来的不是同一次登录")
    if query.get("iss", issuer) != issuer:
        raise SignOnRefusedError(trouble="答复来自别处")
    if "error" in query or not query.get("code"):
        raise SignOnRefusedError(trouble="对方未予登录")
    return query["code"]


def believed(
    claims: Mapping[str, Any], provider: Provider, client: str, departure: Departure, now: datetime
) -> Identity:
    """Return whom claims, whose signature was found good, say somebody is (OpenID Core 3.1.3.7).

    Raises:
        SignOnRefusedError: they are of another provider, for another client, or of another time.
    """
    trouble = _trouble(claims, provider, client, departure, now)
    if trouble is not None:
        raise SignOnRefusedError(trouble=trouble)
    return Identity(issuer=provider.issuer, subject=claims["sub"])


def _trouble(
    claims: Mapping[str, Any], provider: Provider, client: str, departure: Departure, now: datetime
) -> str | None:
    audience = claims.get("aud")
    audience = [audience] if isinstance(audience, str) else audience
    subject, nonce = claims.get("sub"), claims.get("nonce")
    if claims.get("iss") != provider.issuer:
        return "令牌出自别处"
    if not isinstance(audience, list) or client not in audience:
        return "令牌不是给本系统的"
    if claims.get("azp", client) != client or (len(audience) > 1 and "azp" not in claims):
        return "令牌不是给本系统的"
    if not isinstance(nonce, str) or not compare_digest(nonce.encode(), departure.nonce.encode()):
        return "令牌不是这一次的"
    if not _timely(claims, now):
        return "令牌已过期，或双方时钟不一致"
    return None if isinstance(subject, str) and subject else "令牌未写明是谁"


def _timely(claims: Mapping[str, Any], now: datetime) -> bool:
    ends, issued, at = _instant(claims.get("exp")), _instant(claims.get("iat")), now.timestamp()
    if ends is None or issued is None:
        return False
    skew = SKEW.total_seconds()
    return ends > at - skew and at - FRESH.total_seconds() < issued < at + skew


def _instant(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and value is not True else None


def _digest(text: str) -> str:
    return urlsafe_b64encode(sha256(text.encode()).digest()).rstrip(b"=").decode()
