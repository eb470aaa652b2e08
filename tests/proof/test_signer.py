"""The signer has its own key and memory, reads the record only, and never signs another past."""

import json
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli.terminals import MATTER
from tests.proof.insider import Insider

from minqing_core.bootstrap import open_signer
from minqing_core.integrity.checkpoint import Checkpoint
from minqing_core.integrity.note import Note, VerifierKey
from minqing_core.persistence.signing_key import signature_holds


def test_the_key_is_its_owners_alone_and_never_shown(town) -> None:
    secret = town.key_file.read_text(encoding="utf-8").rpartition("+")[2].strip()

    assert stat.S_IMODE(town.key_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(town.key_file.with_suffix(".signed").stat().st_mode) == 0o600
    assert f"公钥：{town.vkey}" in town.terminal("keys", "show").stdout.splitlines()
    for words in (("keys", "show"), ("keys", "show", "--json"), ("checkpoint", "sign")):
        assert secret not in town.terminal(*words).output


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
def test_where_nothing_can_be_written_no_key_is_made_and_nothing_is_signed(town) -> None:
    blocked = town.folder / "blocked"
    blocked.write_text("a file where a folder is meant", encoding="utf-8")
    new = town.folder / "new.skey"
    memory = ("--signing-key", str(new), "--memory", str(blocked / "memory"))

    refused = town.terminal("keys", "init", "--origin", "a.example", *memory, exits=1)
    assert "(file-unwritable)" in refused.stderr
    assert not new.exists()
    inside = ("--signing-key", str(blocked / "new.skey"))
    refused = town.terminal("keys", "init", "--origin", "a.example", *inside, exits=3)
    assert "(signing-key)" in refused.stderr
    signing = ("--checkpoints", str(blocked), "checkpoint", "sign")
    assert "(file-unwritable)" in town.terminal(*signing, exits=1).stderr


def test_a_memory_that_is_there_is_left_as_it_is(town) -> None:
    words = ("--signing-key", str(town.folder / "new.skey"))
    memory = str(town.key_file.with_suffix(".signed"))

    refused = town.terminal(
        "keys", "init", "--origin", "a.example", *words, "--memory", memory, exits=1
    )

    assert "(signing-key-exists)" in refused.stderr


def test_a_key_is_not_made_twice(town) -> None:
    kept = town.key_file.read_bytes()

    refused = town.terminal("keys", "init", "--origin", "other.example", exits=1)

    assert "(signing-key-exists)" in refused.stderr
    assert town.key_file.read_bytes() == kept


@pytest.mark.parametrize("origin", ["", "a b", "a+b", "a\u3000b", "e\u0301"])
def test_a_name_that_no_note_can_carry_is_refused(town, origin) -> None:
    new = str(town.folder / "new.skey")

    refused = town.terminal("keys", "init", "--origin", origin, "--signing-key", new, exits=1)

    assert "(origin)" in refused.stderr
    assert not Path(new).exists()


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
def test_a_key_that_others_can_read_does_not_sign(town) -> None:
    town.key_file.chmod(0o640)

    assert "chmod 600" in town.terminal("checkpoint", "sign", exits=3).stderr


@pytest.mark.parametrize("text", ["", "PRIVATE+KEY+a+00000000+AAAA", "\udcff"])
def test_what_is_no_key_does_not_sign(town, text) -> None:
    town.key_file.write_bytes(text.encode("utf-8", "surrogateescape"))

    assert "不是签名密钥" in town.terminal("checkpoint", "sign", exits=3).stderr


@pytest.mark.clause("S37")
def test_a_checkpoint_is_a_file_for_each_size_and_the_latest(town) -> None:
    first = town.sign()
    town.terminal.record()
    second = town.sign()

    names = sorted(path.name for path in town.checkpoints.iterdir())
    sizes = [f"{size:012d}.checkpoint" for size in (first, second)]
    assert names == [*sizes, "key.vkey", "latest.checkpoint"]
    note = Note.parsed((town.checkpoints / "latest.checkpoint").read_text(encoding="utf-8"))
    assert Checkpoint.of(note).size == second == town.terminal.json("verify")["size"]
    assert Checkpoint.of(note).root.hex() == town.terminal.json("verify")["root"]
    assert note.is_signed_by(VerifierKey.parsed(town.vkey), signature_holds)


def test_signing_again_says_the_same(town) -> None:
    town.sign()
    kept = (town.checkpoints / "latest.checkpoint").read_bytes()

    made = town.terminal.json("checkpoint", "sign")

    assert made["added"] == 0
    assert (town.checkpoints / "latest.checkpoint").read_bytes() == kept


@pytest.mark.clause("S37")
def test_a_log_that_was_cut_is_not_signed(town) -> None:
    size = town.sign()
    Insider(town.folder / "town.db").cut(size - 2)

    refused = town.terminal("checkpoint", "sign", exits=6)

    assert refused.stderr.startswith(
        f"✗ 记录只有 {size - 2} 条，检查点已签到第 {size} 条："
        f"第 {size - 1} 条至第 {size} 条已被移除 (log-shorter)"
    )


@pytest.mark.clause("S37")
def test_a_past_that_was_rebuilt_is_not_signed(town) -> None:
    town.sign()
    insider = Insider(town.folder / "town.db")
    insider.flip(70)
    insider.rebuild()
    town.terminal.record()

    refused = town.terminal("checkpoint", "sign", exits=6)

    assert "(prefix-changed)" in refused.stderr
    assert "第 65 条至第 96 条与签过的不符" in refused.stderr


@pytest.mark.clause("S37")
@pytest.mark.parametrize("where", ["signed", "new"])
def test_an_event_that_is_not_what_was_written_is_not_signed(town, where) -> None:
    if where == "signed":
        town.sign()
    town.terminal.record()
    Insider(town.folder / "town.db").flip(70)

    refused = town.terminal("checkpoint", "sign", exits=6)

    assert "第 70 条的内容与写入时的指纹不符" in refused.stderr


@pytest.mark.clause("S37")
def test_a_tree_that_is_not_of_its_events_is_not_signed(town, behind) -> None:
    behind("UPDATE frontier SET nodes = zeroblob(length(nodes))")

    assert "(frontier-mismatch)" in town.terminal("checkpoint", "sign", exits=6).stderr


@pytest.mark.parametrize(
    "kept", [None, "", "{}", '{"format": "minqing-signer/v1", "size": 1, "nodes": []}', "[1]"]
)
def test_a_signer_that_forgot_does_not_sign(town, kept) -> None:
    memory = town.key_file.with_suffix(".signed")
    town.sign()
    memory.unlink()
    if kept is not None:
        memory.write_text(kept, encoding="utf-8")

    assert "(signer-memory)" in town.terminal("checkpoint", "sign", exits=6).stderr


def test_the_write_ahead_log_is_emptied_after_signing(town) -> None:
    town.terminal.record()
    made = town.terminal.json("checkpoint", "sign")

    wal = town.folder / "town.db-wal"
    assert made["truncated"]
    assert not wal.exists() or wal.stat().st_size == 0


def test_where_there_is_no_store_nothing_is_signed(town) -> None:
    nowhere = str(town.folder / "no.db")

    assert (
        "(store-missing)" in town.terminal("--db", nowhere, "checkpoint", "sign", exits=3).stderr
    )
    assert not Path(nowhere).exists()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("MINQING_CHECKPOINTS", "checkpoints-unnamed"),
        ("MINQING_SIGNING_KEY", "signing-key-unnamed"),
    ],
)
def test_what_is_not_named_is_asked_for(town, name, code) -> None:
    town.terminal.environment[name] = None

    assert f"({code})" in town.terminal("checkpoint", "sign", exits=1).stderr


def test_a_signer_knows_how_much_waits_for_it(town) -> None:
    signer = open_signer(
        str(town.folder / "town.db"), key_file=town.key_file, checkpoints=town.checkpoints
    )
    size = town.terminal.json("verify")["size"]
    assert signer.waiting() == size
    assert signer.sign().added == size
    town.terminal.record()
    assert signer.waiting() == 1
    assert (signer.sign().added, signer.waiting()) == (1, 0)


@pytest.mark.skipif(os.name != "posix", reason="signals are of POSIX")
def test_a_signer_that_goes_on_signs_what_comes_and_ends_when_told(town) -> None:
    environment = os.environ | {k: v for k, v in town.terminal.environment.items() if v}
    command = [sys.executable, "-m", "minqing_cli.main", "checkpoint", "sign", "--loop"]
    founded = town.terminal.json("verify")["size"]
    signer = subprocess.Popen(  # noqa: S603 - the command line itself
        [*command, "--every", "1"], env=environment, stdout=subprocess.PIPE
    )
    try:
        wait_for(town, 0)
        town.terminal.record()
        wait_for(town, town.terminal.json("verify")["size"])
        signer.send_signal(signal.SIGTERM)
        said, _ = signer.communicate(timeout=20)
        assert signer.returncode == 0
        lines = said.decode().splitlines()
        assert lines[0].startswith(f"已签署：共 {founded} 条，新增 {founded} 条，根 ")
        added = f"已签署：共 {founded + 1} 条，新增 1 条，根 "
        assert any(line.startswith(added) for line in lines)
    finally:
        signer.kill()


def wait_for(town, size: int) -> None:
    """Wait until so much has been signed."""
    latest, deadline = town.checkpoints / "latest.checkpoint", time.monotonic() + 30
    while time.monotonic() < deadline:
        if latest.exists():
            note = Note.parsed(latest.read_text(encoding="utf-8"))
            if Checkpoint.of(note).size >= size:
                return
        time.sleep(0.1)
    pytest.fail(f"{size} was not signed")


def test_the_latest_is_shown_with_what_came_after_it(town) -> None:
    assert "(checkpoint-missing)" in town.terminal("checkpoint", "latest", exits=3).stderr
    size = town.sign()
    town.terminal.record()

    latest = town.terminal.json("checkpoint", "latest")

    assert (latest["size"], latest["behind"], latest["position"]) == (size, 1, size + 1)
    assert town.terminal("checkpoint", "latest").stdout.startswith(latest["text"])
    assert latest["text"].encode() == (town.checkpoints / "latest.checkpoint").read_bytes()


@pytest.mark.clause("S37")
def test_a_signer_signs_a_record_in_postgresql(town, postgres_url) -> None:
    key = str(town.folder / "pg.key")
    store = ("--db", postgres_url, "--key-file", key, "--checkpoints", str(town.folder / "pg"))
    town.terminal(*store, "db", "init", "--clerk", "王小明")
    made = json.loads(town.terminal(*store, "checkpoint", "sign", "--json").stdout)
    case = json.loads(town.terminal(*store, "case", "record", *MATTER, "--json").stdout)["id"]

    again = json.loads(town.terminal(*store, "checkpoint", "sign", "--json").stdout)

    assert (again["added"], again["truncated"]) == (1, False)
    assert again["size"] == made["size"] + 1
    answer = json.loads(
        town.terminal(*store, "bundle", case, "--json", "--out", str(town.folder / "b")).stdout
    )
    assert answer["agrees"]
    assert json.loads(town.terminal(*store, "verify", "--json").stdout)["findings"] == []

    import psycopg  # noqa: PLC0415

    with psycopg.connect(postgres_url, autocommit=True) as insider:
        for table in ("stored_events", "leaf"):
            insider.execute(f"ALTER TABLE minqing.{table} DISABLE TRIGGER ALL")
        insider.execute("DELETE FROM minqing.leaf WHERE position = %s", (again["size"],))
        insider.execute("UPDATE minqing.frontier SET size = size - 1")
    for words in (("checkpoint", "sign"), ("case", "list")):
        assert "(log-shorter)" in town.terminal(*store, *words, exits=6).stderr
