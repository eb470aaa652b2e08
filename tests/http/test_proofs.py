"""Receipts, bundles and checkpoints over HTTP."""

import base64
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from tests.http.serving import Served

from minqing_core.bootstrap import make_signer, open_office, open_signer
from minqing_http.openapi import document
from minqing_http.surface import OPERATIONS


@pytest.fixture
def signed(tmp_path: Path) -> Iterator[tuple[Served, Callable[[], object]]]:
    """Give a town behind a server, and what signs its record."""
    database, key = str(tmp_path / "town.db"), tmp_path / "minqing.skey"
    make_signer(key, "dachong.example/minqing")
    (tmp_path / "checkpoints").mkdir()
    office = open_office(database, create=True, checkpoints=tmp_path / "checkpoints")
    with ExitStack() as stack:
        served = stack.enter_context(Served(office))
        signer = open_signer(database, key_file=key, checkpoints=tmp_path / "checkpoints")
        yield served, signer.sign


@pytest.mark.clause("S37")
def test_proofs_are_given_as_described(signed) -> None:
    served, sign = signed
    number = served.record().body["id"]
    early = served.get(f"/v1/cases/{number}/receipt")
    sign()

    answers = {
        "receipt": served.get(f"/v1/cases/{number}/receipt"),
        "bundle": served.get(f"/v1/cases/{number}/bundle"),
        "checkpoint.latest": served.get("/v1/checkpoints/latest"),
        "checkpoint.list": served.get("/v1/checkpoints"),
    }

    assert (early.status, early.body["code"]) == (404, "checkpoint-missing")
    described = document()
    for name, told in answers.items():
        method, path = OPERATIONS[name].split(" ")
        answer = described["paths"][path][method.lower()]["responses"]["200"]["content"]
        schema = {
            **answer["application/json"]["schema"],
            "components": described["components"],
        }
        assert told.status == 200, name
        assert [*Draft202012Validator(schema).iter_errors(told.body)] == [], name
    files = {f["name"]: base64.b64decode(f["content"]) for f in answers["bundle"].body["files"]}
    assert files["checkpoint.txt"].decode() == answers["checkpoint.latest"].body["text"]


@pytest.mark.clause("S37")
def test_who_watches_is_told_what_no_checkpoint_covers(signed) -> None:
    served, sign = signed
    sign()
    served.record()

    told = served.get("/metrics").text

    assert "\nminqing_log_entries_since_checkpoint 1\n" in told
    assert "\nminqing_checkpoint_age_seconds " in told


@pytest.mark.clause("S37")
def test_a_receipt_is_a_picture_for_whoever_takes_one(signed) -> None:
    served, sign = signed
    number = served.record().body["id"]
    sign()

    told = served.get(f"/v1/cases/{number}/receipt", Accept="image/svg+xml")

    assert told.status == 200
    assert told.headers["Content-Type"].startswith("image/svg+xml")
    assert told.text.startswith("<svg")


@pytest.mark.clause("S37")
def test_a_record_that_is_not_what_was_signed_is_no_fault_of_who_asks(signed, tmp_path) -> None:
    from tests.proof.insider import Insider  # noqa: PLC0415

    served, sign = signed
    number = served.record().body["id"]
    sign()
    insider = Insider(tmp_path / "town.db")
    insider.flip(3)
    insider.rebuild()

    told = served.get(f"/v1/cases/{number}/receipt")

    assert (told.status, told.body["code"]) == (500, "record-damaged")
