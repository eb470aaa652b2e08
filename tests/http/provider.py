"""A small provider of identities, run as a process of its own: OpenID Connect, code and PKCE.

``python provider.py`` prints where it listens. Whoever comes to ``/authorize`` is the person set
by ``/set?subject=…``; ``how=…`` sets what the provider does wrong.
"""

import asyncio
import base64
import hashlib
import hmac
import json
import secrets
import sys
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote, urlencode

from aiohttp import web
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey

CLIENT, SECRET = "minqing", "s3cret:& of ours"
GOOD = "good"


class Provider:
    """What the provider knows: its keys, who is there, and the codes that it gave out."""

    def __init__(self) -> None:
        """Make keys."""
        self.issuer = ""
        self.subject, self.how, self.algorithm = "s1", GOOD, "RS256"
        self.ahead = 0
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[str] = []
        self.renew()

    def renew(self) -> None:
        """Make new keys in place of the old ones, which are withdrawn."""
        self.withdrawn = getattr(self, "rsa", None)
        self.rsa = RSAKey.generate_key(2048, {"use": "sig", "kid": secrets.token_hex(4)})
        self.ec = ECKey.generate_key("P-256", {"use": "sig", "kid": secrets.token_hex(4)})

    def key(self) -> Any:
        """Return what tokens are signed with."""
        if self.how == "withdrawn":
            return self.withdrawn
        return self.rsa if self.algorithm == "RS256" else self.ec

    def token(self, asked: dict[str, str]) -> str:
        """Return a token, right or wrong as was set."""
        now = int(time.time()) + self.ahead
        claims: dict[str, Any] = {
            "iss": self.issuer,
            "sub": self.subject,
            "aud": CLIENT,
            "nonce": asked["nonce"],
            "iat": now,
            "exp": now + 300,
        }
        claims |= WRONG.get(self.how, dict)()
        claims = {name: value for name, value in claims.items() if value is not None}
        if self.how == "unsigned":
            return f"{_part({'alg': 'none'})}.{_part(claims)}."
        if self.how == "shared-secret":
            said = f"{_part({'alg': 'HS256', 'kid': self.rsa.kid})}.{_part(claims)}"
            code = hmac.digest(self.rsa.as_pem(private=False), said.encode(), "sha256")
            return f"{said}.{_b64(code)}"
        header = {"alg": self.algorithm, "kid": self.key().kid}
        head, body, signature = jwt.encode(header, claims, self.key()).split(".")
        if self.how == "changed":
            body = _part({**claims, "sub": "s9"})
        return f"{head}.{body}.{signature}"


WRONG: dict[str, Callable[[], dict[str, Any]]] = {
    "other-issuer": lambda: {"iss": "https://other.example"},
    "other-client": lambda: {"aud": "other"},
    "two-clients": lambda: {"aud": [CLIENT, "other"]},
    "other-party": lambda: {"aud": [CLIENT], "azp": "other"},
    "other-nonce": lambda: {"nonce": "of another time"},
    "no-nonce": lambda: {"nonce": None},
    "expired": lambda: {"iat": int(time.time()) - 400, "exp": int(time.time()) - 100},
    "old": lambda: {"iat": int(time.time()) - 4000},
    "of-tomorrow": lambda: {"iat": int(time.time()) + 86400},
    "timeless": lambda: {"exp": "soon"},
    "nobody": lambda: {"sub": None},
}


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _part(said: dict[str, Any]) -> str:
    return _b64(json.dumps(said).encode())


async def describe(request: web.Request) -> web.Response:
    """Say where everything is."""
    known = request.app[KNOWN]
    said = {
        "issuer": known.issuer,
        "authorization_endpoint": f"{known.issuer}/authorize",
        "token_endpoint": f"{known.issuer}/token",
        "jwks_uri": f"{known.issuer}/keys",
        "code_challenge_methods_supported": ["S256"],
    }
    if known.how == "described-elsewhere":
        said["issuer"] = "https://other.example"
    if known.how == "described-unsafely":
        said["token_endpoint"] = "http://other.example/token"  # noqa: S105 - an address
    if known.how == "no-pkce":
        said["code_challenge_methods_supported"] = ["plain"]
    if known.how == "moved":
        raise web.HTTPFound("/elsewhere")
    if known.how == "endless":
        return web.Response(text=" " * 1_000_000)
    if known.how == "nested":
        return web.Response(text="[" * 200_000)
    return web.json_response(said)


async def keys(request: web.Request) -> web.Response:
    """Publish the keys."""
    known = request.app[KNOWN]
    known.asked.append("keys")
    if known.how == "no-keys":
        return web.json_response({"keys": "none"})
    return web.json_response(KeySet([known.rsa, known.ec]).as_dict(private=False))


async def authorize(request: web.Request) -> web.Response:
    """Send whoever is there back with a code."""
    known, query = request.app[KNOWN], dict(request.query)
    back = {"state": query["state"], "iss": known.issuer}
    if known.how == "denied":
        back["error"] = "access_denied"
    else:
        back["code"] = secrets.token_urlsafe(16)
        known.codes[back["code"]] = query
    if known.how == "mixed-up":
        back["iss"] = "https://other.example"
    raise web.HTTPFound(f"{query['redirect_uri']}?{urlencode(back)}")


async def token(request: web.Request) -> web.Response:
    """Give a token for a code, once, to the client that shows what it was asked with."""
    known, form = request.app[KNOWN], await request.post()
    scheme, _, pair = request.headers.get("Authorization", "").partition(" ")
    name, _, secret = base64.b64decode(pair).decode().partition(":")
    if (scheme, unquote(name), unquote(secret)) != ("Basic", CLIENT, SECRET):
        return web.json_response({"error": "invalid_client"}, status=401)
    asked = known.codes.pop(str(form["code"]), None)
    shown = _b64(hashlib.sha256(str(form["code_verifier"]).encode()).digest())
    if (
        asked is None
        or asked["code_challenge"] != shown
        or asked["code_challenge_method"] != "S256"
        or asked["redirect_uri"] != form["redirect_uri"]
    ):
        return web.json_response({"error": "invalid_grant"}, status=400)
    if known.how == "no-token":
        return web.json_response({"access_token": "a"})
    return web.json_response({"id_token": known.token(asked), "token_type": "Bearer"})


async def settle(request: web.Request) -> web.Response:
    """Set who is there, what is done wrong, and with which keys; say what was asked."""
    known = request.app[KNOWN]
    known.subject = request.query.get("subject", known.subject)
    known.how = request.query.get("how", GOOD)
    known.algorithm = request.query.get("algorithm", known.algorithm)
    known.ahead = int(request.query.get("ahead", "0"))
    if "renew" in request.query:
        known.renew()
    return web.json_response(known.asked)


KNOWN = web.AppKey("known", Provider)


def main() -> None:
    """Listen until ended."""
    app = web.Application()
    app[KNOWN] = Provider()
    app.router.add_get("/.well-known/openid-configuration", describe)
    app.router.add_get("/keys", keys)
    app.router.add_get("/authorize", authorize)
    app.router.add_post("/token", token)
    app.router.add_get("/set", settle)

    async def run() -> None:
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        app[KNOWN].issuer = f"http://127.0.0.1:{runner.addresses[0][1]}"
        print(app[KNOWN].issuer, flush=True)  # noqa: T201 - that is how it is known
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
        await runner.cleanup()

    asyncio.run(run())


if __name__ == "__main__":
    main()
