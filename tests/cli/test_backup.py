"""A store is copied, restored and drilled with from the command line."""

import json
import shutil
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from tests.cli.terminals import Terminal


@pytest.fixture
def copy(terminal: Terminal) -> Path:
    """Give the folder of a copy of a town with a matter."""
    terminal.record()
    folder = terminal.folder / "kept" / "2026-03-01"
    told = terminal("backup", str(folder))
    assert "主密钥不在备份中" in told.stdout
    return folder


@pytest.mark.clause("S37")
def test_a_drill_shows_that_a_copy_can_be_put_back(terminal: Terminal, copy: Path) -> None:
    before = terminal.json("verify")["size"]
    terminal.record("--title", "又一件")
    held = terminal("restore", str(copy), "--drill")

    assert held.stdout.splitlines()[0] == "✓ 演练通过：能恢复，与本库一致"
    assert "抽看：" in held.stdout
    drill, backup = terminal.json("report", "backups")["items"]
    assert (drill["kind"], backup["kind"], drill["faults"]) == ("drill", "backup", [])
    assert drill["size"] == backup["size"] == before - 1
    states = {one["check"]: one["state"] for one in terminal.json("doctor")["items"]}
    assert (states["backup"], states["drill"]) == ("ok", "ok")
    assert terminal.json("verify")["findings"] == []


def test_a_copy_is_put_back_as_a_store_of_its_own(terminal: Terminal, copy: Path) -> None:
    new = str(terminal.folder / "new.db")
    shutil.copy2(terminal.folder / "town.key", terminal.folder / "new.key")
    told = terminal("--db", new, "restore", str(copy))
    assert "已由" in told.stdout
    assert terminal.json("--db", new, "verify")["findings"] == []
    assert terminal.json("--db", new, "case", "list")["items"][0]["title"] == "村口路灯不亮"
    terminal("--db", new, "restore", str(copy), exits=1)


def test_a_drill_with_a_spoilt_file_says_which(terminal: Terminal, copy: Path) -> None:
    (copy / "town-vault.db").unlink()
    told = terminal("restore", str(copy), "--drill", exits=6)
    assert "town-vault.db" in told.stdout
    assert terminal.json("report", "backups")["items"][0]["faults"] != []
    terminal("--db", str(terminal.folder / "new.db"), "restore", str(copy), exits=1)


def test_a_drill_with_an_altered_event_says_so(terminal: Terminal, copy: Path) -> None:
    """Whoever can alter the copy can alter its manifest too; the audit still finds it."""
    _altered(copy, "position = 7")
    terminal("restore", str(copy), "--drill", exits=6)
    assert "第 7 条" in terminal.json("report", "backups")["items"][0]["faults"][0]


def test_a_drill_with_a_matter_that_cannot_be_opened_says_so(
    terminal: Terminal, copy: Path
) -> None:
    _altered(copy, "originator_id LIKE 'case/%'")
    terminal("restore", str(copy), "--drill", exits=6)
    faults = terminal.json("report", "backups")["items"][0]["faults"]
    assert [fault.partition("：")[0] for fault in faults] == ["核验有问题", "抽看的事打不开"]


def _emptied(copy: Path) -> None:
    (copy / "town-vault.db").write_bytes(b"")
    _manifest(copy)


def _forgotten(copy: Path) -> None:
    (copy / "town-vault.db").unlink()
    _manifest(copy, files={})


def _unnamed(copy: Path) -> None:
    _manifest(copy, files={"town.db": _digest(copy / "town.db")})


def _cut(copy: Path) -> None:
    store = copy / "town.db"
    store.write_bytes(store.read_bytes()[: store.stat().st_size // 2])
    _manifest(copy)


def _garbled(copy: Path) -> None:
    (copy / "town.db").write_bytes(b"no database at all " * 999)
    _manifest(copy)


def _longer(copy: Path) -> None:
    _manifest(copy, size=8000)


def _other(copy: Path) -> None:
    _manifest(copy, root="00" * 32)


def _digest(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()


def _manifest(copy: Path, **said: object) -> None:
    """Make the manifest fit what was done to the copy, but for what is said."""
    manifest = json.loads((copy / "backup.json").read_text())
    manifest["files"] = {
        name: _digest(copy / name) for name in manifest["files"] if (copy / name).exists()
    }
    (copy / "backup.json").write_text(json.dumps(manifest | said))


@pytest.mark.clause("S37")
@pytest.mark.parametrize(
    ("spoil", "kinds"),
    [
        (_emptied, ["恢复后打不开"]),
        (_forgotten, ["文件缺失或被改动"]),
        (_unnamed, ["文件缺失或被改动"]),
        (_cut, ["恢复后打不开"]),
        (_garbled, ["恢复后打不开"]),
        (_longer, ["与本库或检查点的根不一致"]),
        (_other, ["与本库或检查点的根不一致"]),
    ],
)
def test_a_drill_that_must_fail_says_so_and_is_on_record(
    terminal: Terminal, copy: Path, spoil, kinds
) -> None:
    size = terminal.json("report", "backups")["items"][0]["size"]
    spoil(copy)

    told = terminal("restore", str(copy), "--drill", exits=6)

    assert told.stdout.startswith("✗ 演练发现 ")
    drill = terminal.json("report", "backups")["items"][0]
    assert drill["kind"] == "drill"
    assert [*dict.fromkeys(fault.partition("：")[0] for fault in drill["faults"])] == kinds
    assert drill["size"] == size
    assert "minqing-" not in told.stdout
    assert terminal.json("verify")["findings"] == []


@pytest.mark.clause("S37")
def test_a_copy_that_cannot_be_opened_and_lies_about_its_root_is_on_record_too(
    terminal: Terminal, copy: Path
) -> None:
    _garbled(copy)
    _manifest(copy, size=8000)

    terminal("restore", str(copy), "--drill", exits=6)

    faults = terminal.json("report", "backups")["items"][0]["faults"]
    assert [fault.partition("：")[0] for fault in faults] == [
        "恢复后打不开",
        "与本库或检查点的根不一致",
    ]


def test_a_copy_whose_manifest_names_too_little_is_not_put_back(
    terminal: Terminal, copy: Path
) -> None:
    _forgotten(copy)
    new = str(terminal.folder / "new.db")

    assert "(backup-broken)" in terminal("--db", new, "restore", str(copy), exits=1).stderr


def _altered(copy: Path, where: str) -> None:
    store, manifest = copy / "town.db", copy / "backup.json"
    with closing(sqlite3.connect(store)) as opened, opened:
        opened.execute("DROP TRIGGER stored_events_update_refused")
        opened.execute(f"UPDATE stored_events SET state = x'00' WHERE {where}")  # noqa: S608
    said = json.loads(manifest.read_text())
    said["files"]["town.db"] = sha256(store.read_bytes()).hexdigest()
    manifest.write_text(json.dumps(said))


def test_what_is_no_copy_and_a_place_that_is_taken_are_refused(
    terminal: Terminal, copy: Path
) -> None:
    terminal("restore", str(terminal.folder), "--drill", exits=1)
    terminal("backup", str(copy), exits=1)
    assert len(terminal.json("report", "backups")["items"]) == 1
