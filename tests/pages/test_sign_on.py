"""Coming in to the pages by a provider of identities (S12)."""

import http.client
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from tests.http.provider import CLIENT, SECRET
from tests.http.serving import CLERK, Served
from tests.http.test_sign_on import WORD, issuer
from tests.stores import empty_office

from minqing_core.application.open_id import Client

__all__ = ["issuer"]
SITE = "http://127.0.0.1:9999"


@pytest.fixture
def town(issuer: str) -> Iterator[Served]:
    """Give a town to whose pages one may come in by a provider."""
    asked = Client(issuer=issuer, name=CLIENT, secret=SECRET)
    with Served(empty_office(), coming_by=asked, site=SITE) as served:
        served.do("account.init", person=CLERK, login="wangxm", password=WORD)
        yield served


def went(address: str, port: int | None = None, cookie: str = "") -> tuple[int, str, str, str]:
    """Go to an address, and return the status, where it leads, the cookies and the page."""
    at = urlsplit(address)
    connection = http.client.HTTPConnection("127.0.0.1", port or at.port or 0, timeout=20)
    try:
        where = f"{at.path}?{at.query}" if at.query else at.path
        connection.request("GET", where, headers={"Cookie": cookie} if cookie else {})
        told = connection.getresponse()
        text = told.read().decode()
    finally:
        connection.close()
    kept = [one.partition(";")[0] for one in told.headers.get_all("Set-Cookie") or ()]
    return told.status, told.headers.get("Location", ""), "; ".join(kept), text


@pytest.mark.clause("S12")
def test_who_is_linked_comes_in_from_the_log_in_page_and_others_read_why_not(
    town: Served, issuer: str
) -> None:
    assert "/login/sso?next=/cases" in went(f"{SITE}/login?next=/cases", town.port)[3]
    status, where, key, _ = went(f"{SITE}/login/sso?next=/cases", town.port)
    assert (status, where.startswith(f"{issuer}/authorize?")) == (303, True)
    status, _, kept, page = went(went(where)[1], town.port, key)
    assert (status, "统一身份认证中的此人没有对应的账号" in page) == (403, True)
    assert "minqing=" not in kept

    town.do("account.link", person=CLERK, issuer=issuer, subject="s1")
    status, where, kept, _ = went(went(where)[1], town.port, key)
    assert (status, where) == (303, "/cases")
    assert went(f"{SITE}/cases", town.port, kept)[0] == 200
