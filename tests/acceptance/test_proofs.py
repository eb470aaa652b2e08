"""Who may have a receipt or a bundle, what it tells them, and that it is noted."""

import base64
import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import attrs
import pytest
from tests.proof.conftest import ORIGIN
from tests.towns import CLERK, INVESTIGATOR, MATTER, MEMBER, NEIGHBOUR, SECRETARY, Town, by

from minqing_core.application.high_water import require_high_water
from minqing_core.application.ports import Destroyed, KeptCheckpoint
from minqing_core.integrity.checkpoint import Checkpoint
from minqing_core.integrity.merkle import leaf_hash
from minqing_core.integrity.note import Note, VerifierKey, decoded
from minqing_core.integrity.proofs import proves_consistency, proves_inclusion
from minqing_core.integrity.receipt import Receipt
from minqing_core.kernel.ids import StreamId
from minqing_core.persistence.signing_key import SigningKey, signature_holds
from minqing_verify import verify as verifier

SIGNER = SigningKey(ORIGIN, bytes(32))
FILES = ("checkpoint.txt", "headers.txt.gz", "matter.json", "words.json", "earlier.json")


class Folder:
    """Checkpoints kept in memory."""

    configured = True

    def __init__(self) -> None:
        """Begin with none."""
        self.kept: list[KeptCheckpoint] = []
        self.shredded: list[Destroyed] = []

    gone: str | None = None

    def away(self) -> str | None:
        """Return where they should be."""
        return self.gone

    def latest(self) -> KeptCheckpoint | None:
        """Return the last one."""
        return self.kept[-1] if self.kept else None

    def every(self) -> list[KeptCheckpoint]:
        """Return all of them."""
        return self.kept

    def unreadable(self) -> tuple[str, ...]:
        """Return none."""
        return ()

    def witnesses(self) -> list[VerifierKey]:
        """Return none."""
        return []

    def cosigned(self) -> tuple[KeptCheckpoint, datetime] | None:
        """Return none."""
        return None

    def destroyed(self) -> list[Destroyed]:
        """Return what was destroyed."""
        return self.shredded

    def is_authentic(self, note: Note) -> bool:
        """Say whether the signer signed a note."""
        return note.is_signed_by(SIGNER.key, signature_holds)


class Signed:
    """A town whose record is signed when it is asked for."""

    def __init__(self, town: Town) -> None:
        """Take the town."""
        self.town, self.folder = town, Folder()
        town.office = attrs.evolve(town.office, checkpoints=self.folder)

    def sign(self) -> str:
        """Sign the record as it stands, and return the note."""
        size = self.town.office.log.size()
        root = bytes.fromhex(self.town.office.log.root(size))
        made = Checkpoint(origin=ORIGIN, size=size, root=root)
        note = made.signed(SIGNER)
        at = datetime(2026, 3, 1, tzinfo=UTC)
        self.folder.kept.append(
            KeptCheckpoint(file=f"{size}", note=note, checkpoint=made, written_at=at)
        )
        return str(note)

    def bundle(self, case: str, by_whom: str = CLERK, **given: Any) -> dict[str, Any]:
        """Return the files of a bundle by name, read as what they are."""
        answer = self.town.do("bundle", act=by(by_whom), case=case, **given)
        files = {f["name"]: base64.b64decode(f["content"]) for f in answer.pop("files")}
        texts = {name: files[name] for name in files if name.endswith(".json")}
        read = {name: json.loads(text) for name, text in texts.items()}
        return {**answer, **files, **read}


def verified(folder: Path, made: dict[str, Any], capsys) -> str:
    """Write a bundle and return what the verifier says of it."""
    for name in FILES:
        content = made[name]
        if not isinstance(content, bytes):
            content = json.dumps(content).encode()
        (folder / name).write_bytes(content)
    verifier.main([str(folder), "--key", str(SIGNER.key)])
    said: str = capsys.readouterr().out
    return said


@pytest.fixture
def signed(town: Town) -> Signed:
    """Give a town whose record can be signed."""
    return Signed(town)


@pytest.mark.clause("S37")
def test_a_receipt_proves_the_last_event_that_a_checkpoint_covers(signed) -> None:
    town = signed.town
    case = town.record()
    town.step(case, "cause", text="线路老化")
    signed.sign()
    town.step(case, "cause", text="后来的")

    page = town.do("receipt", act=by(SECRETARY), case=case)

    receipt = Receipt.parsed(page["text"])
    checkpoint = Checkpoint.of(receipt.checkpoint)
    assert (page["version"], page["beyond"]) == (2, 1)
    assert page["position"] == page["size"] == checkpoint.size == receipt.index + 1
    assert receipt.extra.decode().split("\n")[:4] == [
        "minqing-leaf/v1",
        f"case/{case}",
        "2",
        "diary.cause-recorded.v1",
    ]
    assert proves_inclusion(
        receipt.proof,
        leaf=leaf_hash(receipt.extra),
        index=receipt.index,
        size=checkpoint.size,
        root=checkpoint.root,
    )


@pytest.mark.clause("S37")
def test_before_a_checkpoint_covers_it_a_matter_has_no_receipt_and_no_bundle(signed) -> None:
    early = signed.town.record()
    for use_case in ("receipt", "bundle"):
        assert signed.town.refused(use_case, case=early).code == "checkpoint-missing"
    note = signed.sign()
    case = signed.town.record(title="另一件")

    for use_case in ("receipt", "bundle"):
        for given in ({}, {"checkpoint": note}):
            assert signed.town.refused(use_case, case=case, **given).code == "receipt-early"


@pytest.mark.clause("S37")
def test_a_checkpoint_may_be_handed_in(signed) -> None:
    case = signed.town.record()
    note = signed.sign()
    signed.town.record(title="另一件")
    signed.sign()

    page = signed.town.do("receipt", case=case, checkpoint=note)

    assert page["size"] == Checkpoint.parsed(note).size
    assert signed.bundle(case, checkpoint=note.strip())["checkpoint.txt"] == note.encode()
    assert signed.town.refused("receipt", case=case, checkpoint="x").code == "checkpoint-unfit"
    ahead = Checkpoint(origin=ORIGIN, size=10**6, root=bytes(32)).signed(SIGNER)
    refused = signed.town.refused("bundle", case=case, checkpoint=str(ahead))
    assert refused.code == "checkpoint-ahead"


@pytest.mark.clause("S37")
def test_a_bundle_says_whether_the_record_agrees_with_its_checkpoint(signed) -> None:
    case = signed.town.record()
    signed.sign()
    size = signed.town.office.log.size()
    other = Checkpoint(origin=ORIGIN, size=size, root=bytes(32)).signed(SIGNER)

    assert signed.bundle(case)["agrees"]
    assert not signed.bundle(case, checkpoint=str(other))["agrees"]


@pytest.mark.clause("S12", "S37")
def test_the_headers_hold_no_word_that_somebody_wrote(signed) -> None:
    case = signed.town.record()
    signed.sign()

    made = signed.bundle(case)

    headers = gzip.decompress(made["headers.txt.gz"]).decode()
    assert headers.splitlines()[0] == "minqing-headers/v1"
    assert len(headers.splitlines()) == made["size"] + 1
    for word in ("李大娘", "路灯", "王小明"):
        assert word not in headers
        assert word.encode() not in decoded(made["matter.json"]["events"][0]["state"])
    assert "李大娘" in {word["text"] for word in made["words.json"]["words"]}


@pytest.mark.clause("S12")
def test_earlier_checkpoints_lie_in_the_bundle(signed) -> None:
    first, case = signed.sign(), signed.town.record()
    signed.sign()

    assert signed.bundle(case)["earlier.json"]["checkpoints"] == [first]


@pytest.mark.clause("S12")
def test_of_a_sealed_complaint_nobody_is_named_and_no_plain_trace_is_handed_out(
    signed, tmp_path, capsys
) -> None:
    town = signed.town
    town.do("household.enter", household={"village": "dafeng", "name": "李大娘", "size": 4})
    petitioner = {"kind": "named", "name": "李大娘", "contact": "13800000000"}
    case = town.record(
        act=by(CLERK), petitioners=[petitioner], household="dafeng-000001", protected=True
    )
    town.step(case, "cause", act=by(CLERK), text="线路老化")
    signed.sign()

    made = signed.bundle(case)

    told = {word["text"] for word in made["words.json"]["words"]}
    assert told == {"线路老化"}
    assert [event["state"] is None for event in made["matter.json"]["events"]] == [True, False]
    assert made["withheld"] == 1
    position = made["size"] - 1
    assert verified(tmp_path, made, capsys).startswith(
        f"完整，但第 {position} 条只有目录，原文未附\n"
    )


@pytest.mark.clause("S12", "S37")
def test_a_complaint_is_proved_without_naming_who_complained(signed, tmp_path, capsys) -> None:
    town = signed.town
    complaint = {**MATTER, "category": "VILLAGE_GOVERNANCE.CONDUCT", "accused": [MEMBER]}
    asked = {"matter": {**complaint, "title": "反映干部"}, "owner": CLERK}
    case = town.do("case.record", act=by(SECRETARY), **asked)["id"]
    signed.sign()

    made = signed.bundle(case, INVESTIGATOR)

    told = {word["text"] for word in made["words.json"]["words"]}
    assert "反映干部" in told
    assert told.isdisjoint({"李大娘", "13800000000"})
    assert "文字：2 处与记录一致，所附原文中另有 2 处未公开" in verified(tmp_path, made, capsys)


@pytest.mark.clause("S12")
def test_a_bundle_is_for_those_who_keep_confidences(signed) -> None:
    """Its headers tell of every matter of which kind each event is, complaints included."""
    case = signed.town.record()
    signed.sign()

    assert signed.bundle(case, INVESTIGATOR)["events"] == 1
    refused = signed.town.refused("bundle", act=by(SECRETARY), case=case)
    assert refused.code == "not-allowed"
    assert signed.town.do("receipt", act=by(SECRETARY), case=case)["version"] == 1


@pytest.mark.clause("S12")
def test_what_one_may_not_see_one_may_not_prove(signed) -> None:
    signed.town.widen()
    case = signed.town.record()
    signed.sign()

    assert signed.town.refused("receipt", act=by(NEIGHBOUR), case=case).code == "case-unknown"


@pytest.mark.clause("S12")
def test_who_had_a_bundle_or_a_receipt_is_noted(signed) -> None:
    case = signed.town.record()
    signed.sign()
    signed.bundle(case)
    signed.town.do("receipt", act=by(MEMBER), case=case)

    items = signed.town.do("access.list", act=by(INVESTIGATOR))["items"]

    noted = [(e["actor"], e["use_case"], e["subject"], e["outcome"]) for e in items]
    assert (MEMBER, "receipt", f"case/{case}", "read") in noted
    assert (CLERK, "bundle", f"case/{case}", "exported:json") in noted


@pytest.mark.clause("S37")
def test_the_latest_checkpoint_is_shown_to_whoever_asks(signed) -> None:
    assert signed.town.refused("checkpoint.latest").code == "checkpoint-missing"
    assert signed.town.do("checkpoint.list", act=by("-"))["items"] == ()
    note = signed.sign()
    signed.town.record()

    latest = signed.town.do("checkpoint.latest", act=by("-"))
    (line, *_) = signed.town.do("checkpoint.list", act=by("-"))["items"]
    assert (line["size"], line["root"]) == (latest["size"], latest["root"])

    assert (latest["text"], latest["behind"]) == (note, 1)


@pytest.mark.clause("S37")
def test_a_record_is_verified_against_what_was_signed_beyond_its_end(signed) -> None:
    signed.sign()
    assert signed.town.do("verify")["findings"] == ()
    size = signed.town.office.log.size()
    ahead = Checkpoint(origin=ORIGIN, size=size + 2, root=bytes(32))
    at = datetime(2026, 3, 1, tzinfo=UTC)
    kept = KeptCheckpoint(file="ahead", note=ahead.signed(SIGNER), checkpoint=ahead, written_at=at)
    signed.folder.kept.append(kept)

    (finding,) = signed.town.do("verify")["findings"]

    assert (finding["position"], finding["code"]) == (size + 1, "log-shorter")
    assert finding["text"] == f"记录只有 {size} 条，检查点 ahead 已签到第 {size + 2} 条"


@pytest.mark.clause("S37")
def test_where_the_checkpoints_went_away_meanwhile_that_is_a_finding(signed) -> None:
    signed.sign()
    assert signed.town.do("verify")["vouched"]["checkpoints"] == 1
    signed.folder.kept.clear()
    signed.folder.gone = "/mnt/stick"

    verified = signed.town.do("verify")

    assert [finding["code"] for finding in verified["findings"]] == ["checkpoints-away"]
    assert verified["vouched"] is None
    checks = {check["check"]: check for check in signed.town.do("doctor")["items"]}
    assert checks["checkpoint"]["state"] == "fault"
    assert "/mnt/stick" in checks["checkpoint"]["text"]


@pytest.mark.clause("S12", "S37")
def test_a_destruction_that_was_signed_and_is_on_record_no_more_is_a_finding(signed) -> None:
    signed.folder.shredded = [
        Destroyed(3, StreamId("privacy/of-nobody")),
        Destroyed(3, StreamId("privacy/case:2024-000001")),
    ]

    (finding,) = signed.town.do("verify")["findings"]

    assert finding["code"] == "orders-lost"
    assert finding["text"].startswith("case:2024-000001 的个人信息曾于第 3 条决定删除")
    checks = {check["check"]: check for check in signed.town.do("doctor")["items"]}
    assert checks["keys"]["state"] == "fault"


@pytest.mark.clause("S37")
def test_that_the_record_goes_on_from_what_it_was_is_proved_to_whoever_asks(signed) -> None:
    assert signed.town.refused("checkpoint.prove", since=1).code == "checkpoint-missing"
    first = Checkpoint.parsed(signed.sign())
    signed.town.record()
    later = Checkpoint.parsed(signed.sign())
    signed.town.record()

    proved = signed.town.do("checkpoint.prove", act=by("-"), since=first.size)

    assert (proved["since_root"], proved["root"]) == (first.root.hex(), later.root.hex())
    assert (proved["upto"], proved["position"]) == (later.size, later.size + 1)
    old, *proof = proved["text"].splitlines()
    assert old == f"old {first.size}"
    assert proves_consistency(
        [*map(decoded, proof)],
        size=first.size,
        root=first.root,
        later_size=later.size,
        later_root=later.root,
    )
    for since, upto in ((0, 5), (6, 5), (1, 10**6)):
        refused = signed.town.refused("checkpoint.prove", since=since, upto=upto)
        assert refused.code == "proof-range"


@pytest.mark.clause("S37")
def test_a_record_that_lost_what_was_signed_says_so_in_itself(signed, tmp_path, capsys) -> None:
    town, asked = signed.town, {"vkey": "b.example+x", "reason": "硬盘损坏"}
    assert town.refused("checkpoint.epoch", **asked).code == "public-key"
    asked["vkey"] = str(SigningKey("b.example", bytes(32)).key)
    assert town.refused("checkpoint.epoch", **asked).code == "checkpoint-missing"
    case, size = town.record(), town.office.log.size()
    for beyond in (1, 3):
        ahead = Checkpoint(origin=ORIGIN, size=size + beyond, root=bytes(32))
        note, at = ahead.signed(SIGNER), datetime(2026, 3, 1, tzinfo=UTC)
        signed.folder.kept.append(
            KeptCheckpoint(file=f"{beyond}", note=note, checkpoint=ahead, written_at=at)
        )
    assert town.refused("checkpoint.epoch", act=by(SECRETARY), **asked).code == "not-allowed"
    assert len(town.do("verify")["findings"]) == 1

    town.do("checkpoint.epoch", **asked)

    found = town.do("verify")
    assert found["findings"] == ()
    (epoch,) = found["epochs"]
    assert epoch == {
        "old_origin": ORIGIN,
        "old_size": size + 3,
        "old_root": "00" * 32,
        "size": size,
        "root": town.office.log.root(size),
        "origin": "b.example",
        **asked,
    }
    require_high_water(town.office.log, signed.folder)
    signed.folder.kept.clear()
    signed.sign()
    told = verified(tmp_path, signed.bundle(case), capsys)
    assert f"第 {size + 1} 条：此前签过的记录有丢失，自此另起一期" in told
