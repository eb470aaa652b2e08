"""Bodies that are not as they should be: refused with a problem, and nothing recorded."""

import gzip
import json
from typing import Any

import pytest
from tests.http.serving import JSON, MATTER, Served

from minqing_http.strict_json import read_object

GOOD = json.dumps({"matter": dict(MATTER)}, ensure_ascii=False)


def matter(**changed: Any) -> bytes:
    """Return a body with some of the matter's facts as given."""
    return json.dumps({"matter": {**MATTER, **changed}}, ensure_ascii=False).encode()


MALFORMED = {
    "empty": b"",
    "cut off": GOOD.encode()[:-1],
    "two documents": (GOOD + GOOD).encode(),
    "a comma too many": b'{"matter": {},}',
    "a comment": b'{"matter": {} /* x */}',
    "single quotes": b"{'matter': {}}",
    "a byte order mark": b"\xef\xbb\xbf" + GOOD.encode(),
    "GB18030": GOOD.encode("gb18030"),
    "UTF-16": GOOD.encode("utf-16"),
    "UTF-8 cut in a character": GOOD.encode()[: GOOD.encode().index("路".encode()) + 1],
    "a surrogate in UTF-8": b'{"matter": "\xed\xa0\x80"}',
    "an overlong form": b'{"matter": "\xc0\xaf"}',
    "a lone surrogate": b'{"matter": {"title": "\\ud800"}}',
    "a lone surrogate as a name": b'{"\\udc00": 1}',
    "a bare control character": b'{"matter": "a\x01b"}',
    "a name with a bidi control": b'{"matter\\u202e": {}}',
    "a name with a NUL": b'{"matter\\u0000": {}}',
    "a name with a zero width space": '{"mat\u200bter": {}}'.encode(),
    "a duplicate name": b'{"matter": {"kind": "problem", "kind": "wish"}}',
    "a duplicate name by escape": b'{"matter": {}, "m\\u0061tter": {}}',
    "NaN": b'{"matter": NaN}',
    "Infinity": b'{"matter": -Infinity}',
    "a number beyond all": b'{"matter": 1e999}',
    "an integer of 10,000 digits": b'{"matter": ' + b"9" * 10_000 + b"}",
    "an integer of 19 digits": b'{"matter": 1234567890123456789}',
    "nested 65 deep": b'{"matter": ' + b"[" * 65 + b"]" * 65 + b"}",
    "nested 100,000 deep": b"[" * 100_000,
    "unclosed quotes": b'{"a' + b'\\"' * 100_000,
}
UNFIT = {
    "a list": b"[]",
    "a text": b'"matter"',
    "null": b"null",
    "an unknown member": b'{"matter": {}, "bogus": 1}',
    "a number for a group": b'{"matter": 7}',
    "a list for a text": matter(title=["a"]),
    "true for a text": matter(title=True),
    "a number for a time": matter(learned_at=20260311),
    "a time without a zone": matter(learned_at="2026-03-11T10:00:00"),
    "an impossible day": matter(learned_at="2026-02-30"),
    "a far year": matter(learned_at="9999-12-31"),
    "NUL in a text": matter(text="a\x00b"),
    "a control character in a text": matter(text="a\x1bb"),
    "a bidi control in a name": matter(petitioners=[{"kind": "named", "name": "李\u202e大娘"}]),
    "a zero width space in a name": matter(petitioners=[{"kind": "named", "name": "李\u200b"}]),
    "a category that is a list": matter(category=["OTHER"]),
    "a group for when it happened": b'{"matter": {}, "occurred_at": {}}',
    "NUL in whom it is for": b'{"matter": {}, "on_behalf_of": "a\\u0000"}',
}


@pytest.mark.parametrize("body", MALFORMED.values(), ids=MALFORMED.keys())
def test_what_is_not_strict_json_is_refused(town: Served, body: bytes) -> None:
    before = town.office.log.size()

    told = town.ask("POST", "/v1/cases", body, {"Content-Type": JSON})

    assert (told.status, told.body["code"]) == (400, "json-malformed")
    assert told.headers["Content-Type"] == "application/problem+json"
    assert town.office.log.size() == before


@pytest.mark.parametrize("body", UNFIT.values(), ids=UNFIT.keys())
def test_json_that_does_not_fit_is_refused(town: Served, body: bytes) -> None:
    before = town.office.log.size()

    told = town.ask("POST", "/v1/cases", body, {"Content-Type": JSON})

    assert told.status == 422, told.text
    assert told.headers["Content-Type"] == "application/problem+json"
    assert town.office.log.size() == before


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=gb18030",
        "application/json; charset=bogus",
        "application/merge-patch+json",
        "text/json",
    ],
)
def test_a_form_of_another_site_cannot_pass_for_json(town: Served, kind: str) -> None:
    before = town.office.log.size()

    told = town.ask("POST", "/v1/cases", GOOD.encode(), {"Content-Type": kind})

    assert (told.status, told.body["code"]) == (415, "media-type")
    assert town.office.log.size() == before


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "gzip, gzip"])
def test_a_packed_body_is_not_unpacked(town: Served, coding: str) -> None:
    bomb = gzip.compress(b" " * 50_000_000, 1)

    told = town.ask(
        "POST", "/v1/cases", bomb[:200_000], {"Content-Type": JSON, "Content-Encoding": coding}
    )

    assert (told.status, told.body["code"]) == (415, "media-type")


def test_a_body_that_says_it_is_too_large_is_not_read(town: Served) -> None:
    with town.connected() as line:
        line.sendall(town.opening("/v1/cases", 300_000))
        answer = line.recv(65536)

    assert answer.startswith(b"HTTP/1.1 413")
    assert b'"code":"too-large"' in answer


def test_a_body_that_turns_out_too_large_is_not_read_to_its_end(town: Served) -> None:
    head = town.opening("/v1/cases", 0).replace(
        b"Content-Length: 0", b"Transfer-Encoding: chunked"
    )
    with town.connected() as line:
        line.sendall(head + b"40100\r\n" + b" " * 0x40100 + b"\r\n")
        answer = line.recv(65536)

    assert answer.startswith(b"HTTP/1.1 413")


def test_a_body_of_chunks_that_are_none_is_refused(town: Served) -> None:
    head = town.opening("/v1/cases", 0).replace(
        b"Content-Length: 0", b"Transfer-Encoding: chunked"
    )
    with town.connected() as line:
        line.sendall(head + b"zz\r\n{}\r\n0\r\n\r\n")
        answer = line.recv(65536)

    assert b" 400 " in answer.partition(b"\r\n")[0]
    assert b"application/problem+json" in answer
    assert b"zz" not in answer


def test_64_levels_and_18_digits_are_still_read() -> None:
    deep = b'{"a": ' + b"[" * 63 + b"]" * 63 + b"}"

    assert read_object(deep)["a"]
    assert read_object(b'{"a": -123456789012345678, "b": 1.5, "c": "[[[\\""}') == {
        "a": -123456789012345678,
        "b": 1.5,
        "c": '[[["',
    }


@pytest.mark.parametrize(
    "text",
    [
        "'; DROP TABLE stored_events; --",
        "<script>alert(1)</script>",
        "{{ 7 * 7 }}",
        "\u202e逆序",
        "零\u200b宽",
    ],
)
def test_dangerous_texts_are_kept_as_they_were_written(served: Served, text: str) -> None:
    told = served.ask("POST", "/v1/cases", matter(text=text), {"Content-Type": JSON})

    assert told.status == 201, told.text
    page = served.get("/v1/cases/2026-000001")
    assert page.body["matter"]["text"] == text
    assert page.headers["Content-Type"] == JSON
    assert page.headers["X-Content-Type-Options"] == "nosniff"
