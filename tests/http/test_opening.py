"""Where a server listens: on this machine alone, or for others on a safe way."""

from ipaddress import ip_network
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request
from tests.http.serving import CLERK, Served

from minqing_http import headers
from minqing_http.main import Opening
from minqing_http.refusals import CertificateError, PublicPlainError


@pytest.mark.clause("S12")
def test_others_are_let_in_only_on_a_safe_way_or_knowingly() -> None:
    assert Opening().context() is None
    assert Opening(host="0.0.0.0", behind_proxy=True).context() is None  # noqa: S104
    assert Opening(host="0.0.0.0", plain=True).context() is None  # noqa: S104
    with pytest.raises(PublicPlainError, match="--plain-http"):
        Opening(host="0.0.0.0").context()  # noqa: S104
    with pytest.raises(CertificateError, match=r"cert\.pem"):
        Opening(tls=(Path("cert.pem"), Path("key.pem"))).context()


@pytest.mark.clause("S12")
def test_behind_a_proxy_of_this_machine_the_address_is_what_it_says(serve) -> None:
    town: Served = serve(transport="proxy")
    town.get("/v1/cases/count", X_Forwarded_For="203.0.113.9, 198.51.100.7")
    told = town.get("/healthz")

    line = town.office.access.listed(person=CLERK, subject=None, before=None, limit=1)[0]

    assert line.address == "198.51.100.7"
    assert told.headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.clause("S12")
@pytest.mark.parametrize(
    ("came", "trusted", "address"),
    [
        ("10.88.0.1", ["10.88.0.0/16"], "198.51.100.7"),
        ("::ffff:10.88.0.1", ["10.88.0.0/16", "fd00::/8"], "198.51.100.7"),
        ("fd00::1%eth0", ["10.88.0.0/16", "fd00::/8"], "198.51.100.7"),
        ("127.0.0.1", ["10.88.0.0/16"], "198.51.100.7"),
        ("10.89.0.1", ["10.88.0.0/16"], "10.89.0.1"),
        ("10.88.0.1", [], "10.88.0.1"),
    ],
)
def test_a_proxy_elsewhere_is_believed_where_it_was_said_to_stand(
    came: str, trusted: list[str], address: str
) -> None:
    app = web.Application()
    app[headers.BEHIND_PROXY] = True
    app[headers.TRUSTED] = tuple(map(ip_network, trusted))
    said = {"X-Forwarded-For": "203.0.113.9, 198.51.100.7"}
    request = make_mocked_request("GET", "/", headers=said, app=app).clone(remote=came)

    assert headers.address(request) == address


@pytest.mark.clause("S12")
def test_without_a_proxy_nobody_says_where_they_come_from(served: Served) -> None:
    served.get("/v1/cases/count", X_Forwarded_For="203.0.113.9")

    line = served.office.access.listed(person=CLERK, subject=None, before=None, limit=1)[0]

    assert line.address == "127.0.0.1"
