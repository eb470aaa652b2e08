"""A key with scopes does what its person may and its scopes say, and nothing else."""

import re
import sqlite3
from pathlib import Path

import pytest
from tests.http.serving import CAUSE, CLERK, JSON, Served, Told
from tests.http.test_access import member
from tests.http.test_table import READ_FROM_A_FILE
from tests.stores import TestClock

from minqing_core import open_office
from minqing_core.application.access import key_holder
from minqing_core.bootstrap import upgrade_store
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.refusals import RefusalError
from minqing_http.operations import TABLE, Operation


@pytest.fixture(scope="module")
def reader(town: Served) -> str:
    """Give a key of the clerk's with which one only reads."""
    return scoped(town, "read-only")


def scoped(town: Served, *scopes: str, person: str = CLERK) -> str:
    """Give somebody a key with scopes."""
    told = town.post("/v1/keys", {"person": person, "label": "对接", "scopes": [*scopes]})
    assert (told.status, told.body["scopes"]) == (201, [*scopes])
    return f"Bearer {told.body['key']}"


def refused(told: Told) -> tuple[int, str]:
    return told.status, told.body["code"]


def test_a_key_that_only_reads_reads_everything_and_changes_nothing(served: Served) -> None:
    served.record()
    key = scoped(served, "read-only")

    assert served.get("/v1/cases/2026-000001", Authorization=key).status == 200
    assert served.get("/v1/roster/people", Authorization=key).status == 200
    size = served.office.log.size()
    told = served.post("/v1/cases/2026-000001/steps", CAUSE, Authorization=key, If_Match='"1"')
    assert refused(told) == (403, "key-scope")
    assert refused(served.record(Authorization=key)) == (403, "key-scope")
    assert served.office.log.size() == size


@pytest.mark.clause("S12", "S22")
@pytest.mark.parametrize("operation", TABLE, ids=lambda one: one.use_case)
def test_a_key_that_only_reads_is_good_for_nothing_but_readings(
    town: Served, reader: str, operation: Operation
) -> None:
    path = re.sub(r"\{\w+\}", "1", operation.path)
    body = b"{}" if operation.method == "POST" else None
    headers = {"Authorization": reader, "Content-Type": JSON, "If-Match": '"1"'}

    told = town.ask(operation.method, path, body, headers)

    code = told.body["code"] if isinstance(told.body, dict) and "code" in told.body else ""
    looks_only = operation.method == "GET" or operation.use_case in READ_FROM_A_FILE
    assert (code != "key-scope") == looks_only, told.text


@pytest.mark.parametrize("scope", ["diary.read", "case.*"])
def test_a_power_or_a_group_of_use_cases_is_a_scope(served: Served, scope: str) -> None:
    key = scoped(served, scope)

    assert served.get("/v1/cases", Authorization=key).status == 200
    told = served.get("/v1/roster/people", Authorization=key)
    assert refused(told) == (403, "key-scope")
    assert told.body["detail"] == (
        f"这把密钥的范围（{scope}）不含「roster.people」，须含 roster.* 或 roster.read"
    )


def test_read_only_narrows_what_the_others_allow(served: Served) -> None:
    key = scoped(served, "case.*", "read-only")

    assert served.get("/v1/cases", Authorization=key).status == 200
    assert refused(served.record(Authorization=key)) == (403, "key-scope")
    assert refused(served.get("/v1/powers", Authorization=key)) == (403, "key-scope")
    assert served.record(Authorization=scoped(served, "case.*")).status == 201


@pytest.mark.clause("S72")
def test_no_scope_gives_a_power_that_the_person_has_not(served: Served) -> None:
    member(served)
    key = scoped(served, "access.keep", "roster.keep", person="000002")

    assert refused(served.get("/v1/keys", Authorization=key)) == (403, "not-allowed")


def test_a_key_with_scopes_gives_nobody_another(served: Served) -> None:
    key = scoped(served, "access.keep")

    told = served.post("/v1/keys", {"person": CLERK, "label": "再发"}, Authorization=key)

    assert refused(told) == (403, "key-from-scoped")
    assert served.get("/v1/keys", Authorization=key).status == 200


def test_what_is_beyond_a_scope_is_refused_before_it_is_read_and_noted(served: Served) -> None:
    key = scoped(served, "roster.*")

    assert refused(served.post("/v1/cases", {"x": 1}, Authorization=key)) == (403, "key-scope")
    assert refused(served.get("/v1/cases/2026-999999", Authorization=key)) == (403, "key-scope")
    noted = served.office.access.listed(person=CLERK, subject=None, before=None, limit=2)
    assert [entry.outcome for entry in noted] == ["refused:key-scope"] * 2


@pytest.mark.parametrize("scope", ["write", "case", "case.list", "", "diary.read case.*"])
def test_a_scope_that_there_is_none_of_is_refused(served: Served, scope: str) -> None:
    with pytest.raises(RefusalError) as raised:
        served.do("key.issue", person=CLERK, label="对接", scopes=[scope])

    assert raised.value.code == "scope-unknown"
    assert len(served.do("key.list")["items"]) == 1


def test_scopes_are_kept_in_every_store(served_anywhere: Served) -> None:
    scoped(served_anywhere, "read-only", "report.*")

    listed = served_anywhere.get("/v1/keys").body["items"]

    assert [row["scopes"] for row in listed] == [[], ["read-only", "report.*"]]


def test_keys_of_before_there_were_scopes_are_good_as_they_were(
    tmp_path: Path, clock: TestClock
) -> None:
    place, kept = f"{tmp_path}/town.db", tmp_path / "town-access.db"
    with Served(open_office(place, clock=clock, create=True)) as town:
        secret = town.key
    with sqlite3.connect(kept) as before:
        before.executescript("ALTER TABLE keys DROP COLUMN scopes; PRAGMA user_version = 1")
    before.close()
    upgrade_store(place)

    with open_office(place, clock=clock) as again:
        found = key_holder(again, secret)
    assert (found.person, found.scopes) == (PersonId(CLERK), ())
