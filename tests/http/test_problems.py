"""Whatever is not done is told as a problem (RFC 9457), in Chinese and in English."""

import re
from pathlib import Path

import pytest
from tests.http.serving import CAUSE, JSON, Served, Told
from tests.stores import TestClock

from minqing_core import open_office
from minqing_core.accountability.decisions.refusals import InquiryHiddenError
from minqing_core.diary.decisions.refusals import CaseHiddenError
from minqing_core.households.decisions.refusals import HouseholdHiddenError, VisitHiddenError
from minqing_http.problems import english, known_refusals, status_of


def assert_problem(told: Told, status: int, code: str) -> None:
    """Fail unless this is a whole problem document."""
    assert told.status == status, told.text
    assert told.headers["Content-Type"] == "application/problem+json"
    assert told.headers["X-Content-Type-Options"] == "nosniff"
    assert told.headers["X-Request-Id"]
    assert told.body["code"] == code
    assert told.body["status"] == status
    assert told.body["type"] == f"/docs/api#problem-{code}"
    assert told.body["kind"] in {"invalid", "not-found", "not-allowed", "conflict"}
    assert told.body["title_en"].isascii()
    assert not told.body["title"].isascii()
    assert not told.body["detail"].isascii()


@pytest.mark.parametrize("path", ["/v1", "/v1/nowhere", "/v1/cases/", "/static/../main.py"])
def test_where_nothing_is_a_problem_says_so(town: Served, path: str) -> None:
    assert_problem(town.get(path), 404, "no-such-address")


def test_a_method_that_is_not_taken_is_told_which_are(town: Served) -> None:
    told = town.ask("PUT", "/v1/cases")

    assert_problem(told, 405, "method")
    assert told.headers["Allow"] == "GET, POST"
    assert town.ask("OPTIONS", "/healthz").headers["Allow"] == "GET, HEAD"


@pytest.mark.parametrize("path", ["/healthz", "/v1/cases", "/v1/nowhere", "/login", "/r/x"])
def test_nothing_is_said_of_what_the_server_is_made_of(town: Served, path: str) -> None:
    assert town.get(path).headers["Server"] == "minqing"


@pytest.mark.parametrize("wanted", ["text/html", "application/xml", "application/json;q=0"])
def test_an_answer_in_another_form_is_not_to_be_had(town: Served, wanted: str) -> None:
    assert_problem(town.get("/v1/cases", Accept=wanted), 406, "not-acceptable")


@pytest.mark.parametrize("wanted", ["*/*", "application/*", "text/html, application/json;q=0.5"])
def test_json_is_given_to_those_who_take_it(town: Served, wanted: str) -> None:
    assert town.get("/v1/cases", Accept=wanted).status == 200


@pytest.mark.clause("S21")
def test_everything_wrong_is_pointed_at_in_one_answer(town: Served) -> None:
    told = town.post(
        "/v1/cases",
        {"bogus": 1, "matter": {"kind": "x", "petitioners": [{"kind": "named", "nam": "李"}]}},
    )

    assert_problem(told, 422, "invalid-input")
    assert {(error["pointer"], error["code"]) for error in told.body["errors"]} == {
        ("/bogus", "unknown-field"),
        ("/matter/kind", "wrong-value"),
        ("/matter/petitioners/0/nam", "unknown-field"),
        ("/matter/channel", "missing"),
        ("/matter/category", "missing"),
        ("/matter/title", "missing"),
        ("/matter/text", "missing"),
        ("/matter/learned_at", "missing"),
    }


@pytest.mark.parametrize(
    ("query", "pointer", "code"),
    [
        ("bogus=1", "/bogus", "unknown-field"),
        ("status=open", "/status", "wrong-value"),
        ("as_of=gestern", "/as_of", "wrong-value"),
        ("known_by=2026-02-30", "/known_by", "wrong-value"),
        ("position=x", "/position", "wrong-value"),
        ("hanging=maybe", "/hanging", "wrong-value"),
        ("limit=1&limit=2", "/limit", "repeated"),
        ("words=%00", "/words", "unwritable"),
    ],
)
def test_the_query_is_checked_like_a_body(
    town: Served, query: str, pointer: str, code: str
) -> None:
    told = town.get(f"/v1/cases?{query}")

    assert_problem(told, 422, "invalid-input")
    assert [(e["pointer"], e["code"]) for e in told.body["errors"]] == [(pointer, code)]


@pytest.mark.parametrize("query", ["cursor=x", "limit=0", "limit=100000", "words=%FF%FE", "%=%"])
def test_no_query_makes_the_server_fail(town: Served, query: str) -> None:
    assert town.get(f"/v1/cases?{query}").status in {200, 400, 422}


def test_what_the_address_says_is_not_said_again(served: Served) -> None:
    served.record()

    told = served.post(
        "/v1/cases/2026-000001/steps", {**CAUSE, "case": "2026-000002"}, If_Match='"1"'
    )

    assert_problem(told, 422, "invalid-input")
    assert told.body["errors"][0]["pointer"] == "/case"


def test_a_matter_that_is_not_there_is_not_found(served_anywhere: Served) -> None:
    for case in ("2026-000009", "%00", "%2e%2e", "a%2fb", "%F0%9F%98%80", "'--", "%ED%A0%80"):
        assert served_anywhere.get(f"/v1/cases/{case}").status in {404, 422}, case


def test_a_failure_tells_nothing_but_its_number(
    tmp_path: Path, clock: TestClock, caplog: pytest.LogCaptureFixture
) -> None:
    office = open_office(f"{tmp_path}/town.db", clock=clock, create=True)
    with Served(office) as town:
        office.close()
        told = town.ask("GET", "/v1/cases", headers={"X-Request-Id": "n-1"})

    assert_problem(told, 500, "failure")
    assert "n-1" in told.body["detail"]
    assert "Traceback" not in told.text
    assert "n-1" in caplog.text


def test_a_request_that_is_no_http_is_told_so(town: Served) -> None:
    with town.connected() as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nAuthorization\x01: mq_secret\r\n\r\n")
        answer = line.recv(65536).decode()

    assert " 400 " in answer.partition("\r\n")[0]
    assert "application/problem+json" in answer
    assert "mq_secret" not in answer


def test_an_expectation_that_is_not_met_is_a_4xx(town: Served) -> None:
    told = town.ask("POST", "/v1/cases", b"{}", {"Content-Type": JSON, "Expect": "something-else"})

    assert (told.status, told.body["code"]) == (417, "expectation")


def test_who_expects_to_be_told_to_go_on_is_told(town: Served) -> None:
    head = town.opening("/v1/cases", 2).removesuffix(b"\r\n") + b"Expect: 100-continue\r\n\r\n"
    with town.connected() as line:
        line.sendall(head)
        assert line.recv(65536).startswith(b"HTTP/1.1 100 Continue")
        line.sendall(b"{}")
        assert line.recv(65536).startswith(b"HTTP/1.1 422")


def test_a_cursor_that_no_list_gave_is_a_bad_request(town: Served) -> None:
    assert_problem(town.get("/v1/cases?cursor=x"), 400, "cursor")


def test_every_refusal_has_a_status_and_words_in_both_languages() -> None:
    for refusal in known_refusals():
        assert 400 <= status_of(refusal) <= 503, refusal
        assert english(refusal)[0].isascii(), refusal
        said = re.sub(r"\{[^}]*\}", "", refusal.text)
        assert not said or not said.isascii(), refusal


@pytest.mark.clause("S12")
@pytest.mark.parametrize(
    "hidden", [CaseHiddenError, InquiryHiddenError, HouseholdHiddenError, VisitHiddenError]
)
def test_what_hides_something_says_the_same_as_where_nothing_is(hidden) -> None:
    """In either language, or the difference would tell that it exists."""
    unknown = hidden.__mro__[1]

    assert (english(hidden), hidden.text) == (english(unknown), unknown.text)
    assert (hidden.code, hidden.kind) == (unknown.code, unknown.kind)
