"""A copy of a store is the store: made while others write, and put back in either database."""

import hashlib
import json
import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from tests.stores import TestClock

from minqing_core import Act, answer, found_town, open_office
from minqing_core.application import pushing
from minqing_core.application.sessions import log_in
from minqing_core.kernel.refusals import RefusalError
from minqing_core.persistence.backup import MANIFEST, back_up, described, restore
from minqing_core.persistence.settings import Settings, settings
from minqing_core.persistence.view_store import open_views
from minqing_core.views.schema import TABLES
from minqing_core.views.tables import Put, Query

GHOST = Put(
    table="cases",
    row={"number": "2026-000009", "title": "备份之后才有的事", "position": 9, "version": 1},
)
WORD = "correct horse 9 battery"
MATTER = {
    "kind": "problem",
    "channel": "visit",
    "category": "HOT_DIFFICULT.ROADS",
    "title": "村口路灯不亮",
    "text": "灯坏了三个月。",
    "learned_at": "2026-03-01",
    "petitioners": [{"kind": "named", "name": "欧阳静", "contact": "13800000000"}],
}


@pytest.fixture(params=["sqlite", "postgres"])
def source(request, tmp_path: Path) -> Settings:
    """Give a store with a town, a matter and an API key in it."""
    file = tmp_path / "town.db"
    url = str(file) if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    with _opened(url, tmp_path, create=True) as office:
        clerk = found_town(office, town="大涌镇", clerk="王小明", login=None).clerk
        act = Act(actor=clerk)
        answer(office, "case.record", act, {"matter": MATTER})
        answer(office, "key.issue", act, {"person": clerk, "label": "对接"})
        answer(office, "webhook.add", act, {"url": "https://oa.example.cn/", "key": 1})
        answer(office, "case.record", act, {"matter": MATTER})
        pushing.take(office)
        (message,) = pushing.outgoing(office, 1, each=1)
        pushing.failed(office, message, "too-slow")
        answer(office, "case.show", act, {"case": "2026-000001"})
        log = {"person": clerk, "login": "wangxm", "password": WORD}
        answer(office, "account.init", act, log)
        log_in(office, "wangxm", WORD, address="10.0.0.7", agent="")
    return settings(url, tmp_path / "town.key")


@pytest.fixture(params=["sqlite", "postgres"])
def target(request, tmp_path: Path, postgres_dsn, worker_name):
    """Give a place where no store is yet."""
    if request.param == "sqlite":
        yield settings(str(tmp_path / "again" / "town.db"), tmp_path / "town.key")
        return
    from tests.stores import fresh_database  # noqa: PLC0415 - only here

    with fresh_database(postgres_dsn, worker_name) as url:
        yield settings(url, tmp_path / "town.key")


def test_what_is_put_back_is_what_was_there(source, target, tmp_path: Path) -> None:
    made = back_up(source, tmp_path / "copy", TestClock())
    assert restore(tmp_path / "copy", target) == made

    with _at(source, tmp_path) as before, _at(target, tmp_path) as after:
        audits = [office.log.audit() for office in (before, after)]
        assert audits[0] == audits[1]
        assert (audits[1].root, audits[1].size, audits[1].findings) == (made.root, made.size, ())
        assert [*before.log.scan()] == [*after.log.scan()]
        assert before.keys.listed() == after.keys.listed() != []
        assert before.webhooks.listed() == after.webhooks.listed() != []
        assert before.webhooks.secret(1) == after.webhooks.secret(1)
        sent = {"state": None, "before": None, "limit": 9}
        assert before.webhooks.deliveries(1, **sent) == after.webhooks.deliveries(1, **sent) != []
        asked = {"person": None, "subject": None, "before": None, "limit": 50}
        assert before.access.listed(**asked) == after.access.listed(**asked) != []
        clerk = next(iter(before.log.scan())).actor
        shown = answer(after, "case.show", Act(actor=clerk), {"case": "2026-000001"})
        assert shown["matter"]["petitioners"][0]["name"] == "欧阳静"
        again = answer(after, "case.record", Act(actor=clerk), {"matter": MATTER})
        assert again["id"] == "2026-000003"
        key = answer(after, "key.issue", Act(actor=clerk), {"person": clerk, "label": "再发"})[
            "id"
        ]
        more = {"url": "https://b.example.cn/", "key": key}
        assert answer(after, "webhook.add", Act(actor=clerk), more)["id"] > 1


def test_a_copy_of_before_there_were_webhooks_and_scopes_is_put_back(
    source, target, tmp_path: Path
) -> None:
    back_up(source, tmp_path / "copy", TestClock())
    (tmp_path / "copy" / "town-webhooks.db").unlink()
    with closing(sqlite3.connect(tmp_path / "copy" / "town-access.db")) as kept:
        kept.executescript("ALTER TABLE keys DROP COLUMN scopes; PRAGMA user_version = 1")
    manifest = json.loads((tmp_path / "copy" / MANIFEST).read_bytes())
    del manifest["files"]["town-webhooks.db"]
    whole = (tmp_path / "copy" / "town-access.db").read_bytes()
    manifest["files"]["town-access.db"] = hashlib.sha256(whole).hexdigest()
    (tmp_path / "copy" / MANIFEST).write_text(json.dumps(manifest))

    restore(tmp_path / "copy", target)

    with _at(target, tmp_path) as after:
        assert after.webhooks.listed() == []
        assert [(key.id, key.scopes) for key in after.keys.listed()] == [(1, ())]


def test_tables_of_what_was_lost_are_not_left(source, target, tmp_path: Path) -> None:
    back_up(source, tmp_path / "copy", TestClock())
    if target.path is not None:
        target.path.parent.mkdir()
    with closing(open_views(target.views, TABLES)) as left:
        assert left.advance(0, 500, [GHOST], "00" * 32)

    restore(tmp_path / "copy", target)

    with closing(open_views(target.views, TABLES)) as views:
        assert views.rows(Query(table="cases", order="position", limit=9)) == []
    with _at(target, tmp_path) as after:
        act = Act(actor=next(iter(after.log.scan())).actor)
        listed = answer(after, "case.list", act, {})["items"]
        assert [one["title"] for one in listed] == [MATTER["title"]] * 2


@pytest.mark.parametrize("beyond", [0, 5])
def test_tables_of_another_log_are_emptied_when_the_office_opens(
    source, tmp_path: Path, beyond: int
) -> None:
    """Where both logs have as many events the positions are the same; the leaf is another."""
    with _at(source, tmp_path) as office:
        act = Act(actor=next(iter(office.log.scan())).actor)
        answer(office, "case.list", act, {})
        position, leaf = office.views.stands()
        assert leaf == office.log.leaf(position) != office.log.leaf(position - 1)
        assert office.views.advance(position, position + beyond, [GHOST], "00" * 32)
        assert len(office.views.rows(Query(table="cases", order="position"))) == 3

    with _at(source, tmp_path) as office:
        listed = answer(office, "case.list", act, {})["items"]
        assert [one["title"] for one in listed] == [MATTER["title"]] * 2


def test_tables_of_this_log_are_kept_as_they_are(source, tmp_path: Path) -> None:
    with _at(source, tmp_path) as office:
        answer(office, "case.list", Act(actor=next(iter(office.log.scan())).actor), {})
        stood = office.views.stands()

    with _at(source, tmp_path) as office:
        assert office.views.stands() == stood


def test_a_copy_is_made_while_others_write(source, tmp_path: Path) -> None:
    """Every copy is whole, as of one instant, however much is written meanwhile."""
    stop = threading.Event()

    def write() -> None:
        with _at(source, tmp_path) as office:
            act = Act(actor=next(iter(office.log.scan())).actor)
            while not stop.is_set():
                answer(office, "case.record", act, {"matter": MATTER})

    writer = threading.Thread(target=write)
    writer.start()
    try:
        copies = [back_up(source, tmp_path / f"copy-{number}", TestClock()) for number in range(3)]
    finally:
        stop.set()
        writer.join()

    assert [copied.size for copied in copies] == sorted(copied.size for copied in copies)
    for number, copied in enumerate(copies):
        there = settings(str(tmp_path / f"back-{number}.db"), tmp_path / "town.key")
        restore(tmp_path / f"copy-{number}", there)
        with _at(there, tmp_path) as office:
            audit = office.log.audit()
            assert (audit.root, audit.size, audit.findings) == (copied.root, copied.size, ())


def test_nobody_is_logged_in_by_a_copy(source, target, tmp_path: Path) -> None:
    back_up(source, tmp_path / "copy", TestClock())
    restore(tmp_path / "copy", target)

    with _at(source, tmp_path) as before, _at(target, tmp_path) as after:
        assert len(before.sessions.listed(None)) == 1
        assert after.sessions.listed(None) == []
        assert after.credentials.listed() == before.credentials.listed()
        log_in(after, "wangxm", WORD, address="10.0.0.7", agent="")


def test_a_copy_from_before_there_were_accounts_is_put_back(
    source, target, tmp_path: Path
) -> None:
    made = back_up(source, tmp_path / "copy", TestClock())
    (tmp_path / "copy" / "town-accounts.db").unlink()
    text = (tmp_path / "copy" / MANIFEST).read_text(encoding="utf-8")
    kept = {name: digest for name, digest in made.files.items() if "accounts" not in name}
    old = msgspec.json.decode(text) | {"files": kept}
    (tmp_path / "copy" / MANIFEST).write_bytes(msgspec.json.encode(old))
    assert restore(tmp_path / "copy", target).size == made.size

    with _at(target, tmp_path) as after:
        assert after.credentials.listed() == []


def test_a_copy_is_readable_by_its_owner_alone_and_holds_no_master_key(
    source, tmp_path: Path
) -> None:
    back_up(source, tmp_path / "copy", TestClock())

    files = [*(tmp_path / "copy").iterdir()]
    assert {file.name for file in files} == {
        *("town.db", "town-vault.db", "town-access.db", "town-readings.db"),
        *("town-accounts.db", "town-webhooks.db", MANIFEST),
    }
    assert (tmp_path / "copy").stat().st_mode & 0o077 == 0
    secret = (tmp_path / "town.key").read_bytes()
    assert not [file for file in files if secret in file.read_bytes()]


def test_a_place_that_is_taken_is_left_as_it_is(source, target, tmp_path: Path) -> None:
    back_up(source, tmp_path / "copy", TestClock())
    restore(tmp_path / "copy", target)
    with pytest.raises(RefusalError) as refused:
        restore(tmp_path / "copy", target)
    assert refused.value.code == "store-exists"
    with pytest.raises(RefusalError) as refused:
        back_up(source, tmp_path / "copy", TestClock())
    assert refused.value.code == "backup-unmade"
    assert described(tmp_path / "copy").size > 0


@pytest.mark.parametrize("spoilt", ["town.db", "town-vault.db"])
def test_a_copy_that_was_touched_is_not_put_back(
    source, target, tmp_path: Path, spoilt: str
) -> None:
    back_up(source, tmp_path / "copy", TestClock())
    file = tmp_path / "copy" / spoilt
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)

    with pytest.raises(RefusalError) as refused:
        restore(tmp_path / "copy", target)
    assert refused.value.code == "backup-broken"
    assert spoilt in str(refused.value)
    with pytest.raises(RefusalError):
        _at(target, tmp_path)


def test_what_is_no_copy_is_refused(target, tmp_path: Path) -> None:
    (tmp_path / "town.key").write_bytes(bytes(32))
    (tmp_path / "copy").mkdir()
    for content in (None, b"[]", b'{"format": "other"}'):
        if content is not None:
            (tmp_path / "copy" / MANIFEST).write_bytes(content)
        with pytest.raises(RefusalError) as refused:
            restore(tmp_path / "copy", target)
        assert refused.value.code == "backup-broken"


def test_without_its_master_key_nothing_is_put_back(source, target, tmp_path: Path) -> None:
    back_up(source, tmp_path / "copy", TestClock())
    shutil.move(tmp_path / "town.key", tmp_path / "elsewhere.key")
    with pytest.raises(RefusalError) as refused:
        restore(tmp_path / "copy", target)
    assert refused.value.code == "store-key"
    shutil.move(tmp_path / "elsewhere.key", tmp_path / "town.key")
    restore(tmp_path / "copy", target)


def test_memory_has_nothing_to_copy(tmp_path: Path) -> None:
    with pytest.raises(RefusalError) as refused:
        back_up(settings("memory:"), tmp_path / "copy", TestClock())
    assert refused.value.code == "backup-unmade"
    assert not (tmp_path / "copy").exists()


def _opened(url: str, tmp_path: Path, *, create: bool = False):
    return open_office(url, key_file=tmp_path / "town.key", clock=TestClock(), create=create)


def _at(place: Settings, tmp_path: Path):
    return _opened(place.log if place.path is None else str(place.path), tmp_path)
