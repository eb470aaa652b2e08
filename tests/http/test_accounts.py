"""Accounts over HTTP, and a server at which many guess passwords (S12)."""

import asyncio
import resource
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter

import pytest
from tests.http.serving import CLERK, Served

from minqing_core.application.sessions import LogInRefusedError, LogInThrottledError, log_in
from minqing_core.kernel.ids import PersonId
from minqing_http.app import HASHERS, THREADS
from minqing_http.door import MOST_HASHING, Door
from minqing_http.refusals import TooManyHashesError

WORD, OWN = "correct horse 9 battery", "my own words 2024"
INIT = {"person": CLERK, "login": "wangxm", "password": WORD}
MEBIBYTE = 1024
pytestmark = pytest.mark.clause("S12")


def member(served: Served) -> tuple[PersonId, str]:
    """Enter somebody in the roster, and return their number and a key of theirs."""
    facts = {"name": "陈国强", "since": "2026-01-01", "post": "staff", "unit": "town"}
    person = PersonId(served.do("roster.person", facts=facts)["id"].rpartition("/")[2])
    return person, served.issue(person)


def test_accounts_are_kept_over_http(served: Served) -> None:
    person, key = member(served)
    made = served.post("/v1/accounts/first", INIT)
    assert (made.status, made.body) == (
        201,
        {"person": CLERK, "login": "wangxm", "password": None},
    )
    opened = served.post("/v1/accounts", {"person": person, "login": "chengq"})
    assert (opened.status, opened.headers["Cache-Control"]) == (201, "no-store")
    named = served.post(f"/v1/accounts/{person}/role", {"role": "audit"})
    assert [one["sentence"] for one in named.body["events"]] == ["王小明任陈国强为审计管理员"]
    assert [one["role"] for one in served.get("/v1/accounts").body["items"]] == [
        "security",
        "audit",
    ]
    for path in ("lock", "unlocking"):
        body = {"reason": "away"} if path == "lock" else {}
        assert served.post(f"/v1/accounts/{person}/{path}", body).status == 201
    again = served.post(f"/v1/accounts/{person}/password", {}).body["password"]

    served.key = key
    changed = served.post("/v1/own/password", {"current": again, "password": OWN})
    assert changed.body == {"person": person, "ended": 0}
    begun = log_in(served.office, "chengq", OWN, address="10.0.0.7", agent="a browser")
    (session,) = served.get("/v1/sessions").body["items"]
    assert (session["id"], session["address"]) == (begun.session.id, "10.0.0.7")
    assert served.ask("DELETE", f"/v1/sessions/{session['id']}").status == 200
    assert served.get("/v1/sessions").body["items"] == []
    offered = served.post("/v1/own/codes", {"current": OWN}).body
    assert offered["address"].startswith("otpauth://totp/")
    wrong = served.post("/v1/own/codes/confirmation", {"code": "1"})
    assert (wrong.status, wrong.body["code"]) == (403, "code-wrong")
    assert served.post("/v1/own/codes/end", {"current": OWN}).body["asked"] is False


def test_accounts_are_linked_over_http(served: Served) -> None:
    served.post("/v1/accounts/first", INIT)
    where = {"issuer": "https://sso.example", "subject": "s1"}
    linked = served.post(f"/v1/accounts/{CLERK}/identity", where)
    assert (linked.status, linked.body["issuer"]) == (201, "https://sso.example")
    assert served.ask("DELETE", f"/v1/accounts/{CLERK}/identity").body["issuer"] is None


def test_from_where_something_was_asked_is_in_the_access_log(served: Served) -> None:
    served.get("/v1/cases")
    (entry, *_) = served.office.access.listed(person=CLERK, subject=None, before=None, limit=1)
    assert (entry.use_case, entry.address) == ("case.list", "127.0.0.1")


def test_a_password_is_told_in_no_problem(served: Served) -> None:
    for body in ({**INIT, "login": "1"}, {**INIT, "x": 1}, {**INIT, "password": [WORD]}):
        told = served.post("/v1/accounts/first", body)
        assert 400 <= told.status < 500
        assert WORD not in told.text


def door(served: Served) -> Door:
    """Return a door as the server has one."""
    return Door(
        office=served.office,
        pool=ThreadPoolExecutor(THREADS),
        hashers=ThreadPoolExecutor(HASHERS),
        threads=2,
        body_seconds=1,
        most_at_once=64,
    )


async def guess(opened: Door, number: int) -> type[Exception]:
    """Guess a password of the one account, or of a name that nobody has, from an address."""
    login = "wangxm" if number % 2 else f"name{number}"
    door = {"address": f"10.9.{number}.1", "agent": ""}
    with pytest.raises((LogInRefusedError, LogInThrottledError, TooManyHashesError)) as raised:
        await opened.hash(log_in, opened.office, login, "guess 123456", **door)
    return raised.type


async def work(served: Served, opened: Door) -> list[float]:
    """Read lists, and return how long each took, the longest last."""
    took = []
    for _ in range(40):
        began = perf_counter()
        await opened.to_thread(served.do, "case.list")
        took.append(perf_counter() - began)
    return sorted(took)


def test_others_work_on_while_many_guess_passwords(served: Served) -> None:
    """Brute force on one account and spraying over many, from many addresses at once."""
    served.post("/v1/accounts/first", INIT)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    opened = door(served)

    async def both() -> tuple[list[float], list[type[Exception]]]:
        guesses = asyncio.gather(*(guess(opened, number) for number in range(200)))
        return await work(served, opened), await guesses

    took, refused = asyncio.run(both())
    assert refused.count(TooManyHashesError) == 200 - MOST_HASHING
    assert took[int(len(took) * 0.95)] < 1
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 100 * MEBIBYTE


def test_an_account_that_is_guessed_at_is_closed_and_others_log_in(served: Served) -> None:
    served.post("/v1/accounts/first", INIT)
    person, key = member(served)
    given = served.do("account.open", person=person, login="chengq")["password"]
    served.key = key
    served.post("/v1/own/password", {"current": given, "password": OWN})

    for number in range(5):
        with pytest.raises(LogInRefusedError):
            log_in(served.office, "wangxm", "guess 1234", address=f"10.8.0.{number}", agent="")
    with pytest.raises(LogInThrottledError):
        log_in(served.office, "wangxm", WORD, address="10.8.1.1", agent="")
    assert log_in(served.office, "chengq", OWN, address="10.8.1.1", agent="").session
