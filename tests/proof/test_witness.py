"""The witness cosigns only what goes on from what it cosigned, whoever signed something else."""

import asyncio
import json
import os
import signal
import stat
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest
from tests.proof.conftest import ORIGIN, Signed
from tests.proof.superior import (
    NAME,
    Superior,
    Told,
    asked,
    forked,
    latest,
    leaves,
    post,
    signed_anew,
)

from minqing_core.bootstrap import open_witness
from minqing_core.integrity.note import Note, VerifierKey
from minqing_core.integrity.proofs import consistency_proof
from minqing_core.integrity.witness import Submission, proof_text
from minqing_core.persistence.signing_key import signature_holds
from minqing_http.site import listening
from minqing_http.witness import witness_app


@pytest.mark.clause("S37")
def test_a_checkpoint_on_a_stick_is_cosigned_and_the_next_by_its_proof(town, superior) -> None:
    first = town.sign()
    for _ in range(2):
        town.terminal("witness", "cosign", str(town.checkpoints / "latest.checkpoint"))
    town.terminal.record()
    size = town.sign()
    proof = town.folder / "proof.txt"
    proof.write_text(
        proof_text(first, consistency_proof(leaves(town, size), first)), encoding="utf-8"
    )
    out = town.folder / "cosigned.checkpoint"

    refused = town.terminal(
        "witness", "cosign", str(town.checkpoints / "latest.checkpoint"), exits=1
    )
    assert f"请交从第 {first} 条起的证明 (witness-size)" in refused.stderr
    words = ("--proof", str(proof), "--out", str(out))
    town.terminal("witness", "cosign", str(town.checkpoints / "latest.checkpoint"), *words)

    note = Note.parsed(out.read_text(encoding="utf-8"))
    assert note.text == latest(town).text
    assert note.is_signed_by(VerifierKey.parsed(town.vkey), signature_holds)
    assert note.is_signed_by(VerifierKey.parsed(superior.vkey), signature_holds)
    assert superior.known() == [(ORIGIN, size, 0)]


@pytest.mark.clause("S37")
def test_the_verifier_tells_of_the_witness(town, superior, verify) -> None:
    case = town.terminal.record()
    town.sign()
    out = town.folder / "cosigned.checkpoint"
    kept = str(town.checkpoints / "latest.checkpoint")
    town.terminal("witness", "cosign", kept, "--out", str(out))

    folder = town.bundle(case, "--checkpoint", str(out))

    told = verify(folder, town.vkey, superior.vkey)
    assert told.code == 0
    assert f"见证：{NAME}（" in told.said


@pytest.mark.clause("S37")
def test_what_was_rolled_back_or_forked_is_not_cosigned_from_a_stick(town, superior) -> None:
    first = town.sign()
    town.terminal.record()
    size = town.sign()
    town.terminal("witness", "cosign", str(town.checkpoints / "latest.checkpoint"))
    old = str(town.checkpoints / f"{first:012d}.checkpoint")
    assert "(witness-rollback)" in town.terminal("witness", "cosign", old, exits=1).stderr

    there = forked(town)
    signed_anew(there)
    split = str(there.checkpoints / "latest.checkpoint")
    assert "(witness-split)" in town.terminal("witness", "cosign", split, exits=6).stderr
    assert superior.known() == [(ORIGIN, size, 1)]


@pytest.mark.clause("S37")
def test_over_http_what_goes_on_is_cosigned_and_what_is_stale_is_told_the_size(
    town, superior
) -> None:
    first = town.sign()
    with superior.serving() as address:
        begun = post(address, asked(town, 0, first))
        town.terminal.record()
        size = town.sign()
        stale = post(address, asked(town, 0, size))
        good = post(address, asked(town, first, size))
        again = post(address, asked(town, size, size))
        rolled = post(address, f"old {first}\n\n{kept(town, first)}")

    assert [told.status for told in (begun, good, again)] == [200, 200, 200]
    cosigned = Note.parsed(f"{latest(town)}{good.text}")
    assert cosigned.is_signed_by(VerifierKey.parsed(superior.vkey), signature_holds)
    assert stale == Told(409, "text/x.tlog.size", f"{first}\n")
    assert rolled == Told(409, "text/x.tlog.size", f"{size}\n")
    assert superior.known() == [(ORIGIN, size, 0)]


@pytest.mark.clause("S37")
def test_over_http_a_history_that_an_insider_forked_is_refused(town, superior) -> None:
    """Both are signed by the same key: the witness takes the first and keeps the other."""
    size, there = town.sign(), forked(town)
    with superior.serving() as address:
        assert post(address, asked(town, 0, size)).status == 200
        signed_anew(there)
        split = post(address, asked(there, size, size))
        there.terminal.record()
        fork = post(address, asked(there, size, signed_anew(there)))
        town.terminal.record()
        good = post(address, asked(town, size, town.sign()))

    assert [told.status for told in (split, fork, good)] == [409, 422, 200]
    assert superior.known() == [(ORIGIN, size + 1, 2)]


def kept(town: Signed, size: int) -> str:
    """Return a checkpoint by its size."""
    return (town.checkpoints / f"{size:012d}.checkpoint").read_text(encoding="utf-8")


@pytest.mark.clause("S37")
def test_only_what_it_was_told_to_trust_is_cosigned(town) -> None:
    superior = Superior(town)
    size = town.sign()
    with superior.serving() as address:
        unknown = post(address, asked(town, 0, size))
        superior.trust(town.another_key())
        unsigned = post(address, asked(town, 0, size))
        superior.trust(town.vkey)
        trusted = post(address, asked(town, 0, size))

    assert [unknown.status, unsigned.status, trusted.status] == [404, 403, 200]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"old 1\n\nno checkpoint\n",
        b"old x\n\n",
        b"old 0\nAAAA\n\n",
        b"old 0\n" + b"A\n" * 64 + b"\n",
    ],
)
def test_what_is_malformed_is_told_so(town, body) -> None:
    superior = Superior(town)

    async def told() -> int:
        with open_witness(superior.key_file) as witness:
            async with listening(witness_app(witness), "127.0.0.1", 0) as address:
                return (await asyncio.to_thread(post, address, body)).status

    assert asyncio.run(told()) == 400


def test_what_is_too_large_is_not_taken(town) -> None:
    superior = Superior(town)
    with superior.serving() as address:
        assert post(address, "old 0\n" + "x" * 100_000).status == 413


@pytest.mark.clause("S37")
def test_of_many_who_come_at_once_to_two_processes_one_goes_on_from_each_size(
    town, superior
) -> None:
    """Whoever was cosigned went on from the size that was cosigned last, and none twice."""
    sizes, bodies = [town.sign()], []
    first = asked(town, 0, sizes[0])
    for _ in range(4):
        town.terminal.record()
        size = town.sign()
        bodies += [(old, size, asked(town, old, size)) for old in sizes]
        sizes.append(size)
    with superior.serving() as one, superior.serving() as other:
        assert post(one, first).status == 200
        with ThreadPoolExecutor(8) as pool:
            told = pool.map(lambda n: post((one, other)[n % 2], bodies[n % 10][2]), range(40))
        steps = [bodies[n % 10][:2] for n, t in enumerate(told) if t.status == 200]

    assert 1 <= len(steps) <= 4
    assert sorted(steps) == list(pairwise(sorted({sizes[0], *(new for _, new in steps)})))
    assert superior.known() == [(ORIGIN, max(new for _, new in steps), 0)]


@pytest.mark.clause("S37")
@pytest.mark.skipif(os.name != "posix", reason="signals are of POSIX")
def test_what_a_killed_witness_had_cosigned_it_still_knows(town, superior) -> None:
    """It is killed while it is asked: whatever was answered is remembered."""
    sizes, told = [0], []
    for _ in range(3):
        with ThreadPoolExecutor(1) as pool:
            with superior.serving(signal.SIGKILL) as address:
                for _ in range(2):
                    sizes.append(town.sign())
                    known = superior.known()[0][1]
                    told.append((post(address, asked(town, known, sizes[-1])), sizes[-1]))
                    town.terminal.record()
                size = town.sign()
                body = asked(town, sizes[-1], size)
                late = pool.submit(post, address, body)
            sizes.append(size)
            if late.exception() is None:
                told.append((late.result(), size))
        acknowledged = max(size for answer, size in told if answer.status == 200)
        assert superior.known()[0][1] >= acknowledged
    assert sum(answer.status == 200 for answer, _ in told) >= 6


def test_a_witness_has_a_key_of_its_own_that_signs_no_records(town, superior) -> None:
    assert VerifierKey.parsed(superior.vkey).algorithm == 4
    for file in (superior.key_file, superior.key_file.with_suffix(".witnessed")):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    wrong = ("--signing-key", str(superior.key_file))
    assert "(signing-key)" in town.terminal("checkpoint", "sign", *wrong, exits=3).stderr
    town.terminal.environment["MINQING_WITNESS_KEY"] = str(town.key_file)
    assert "(signing-key)" in town.terminal("witness", "list", exits=3).stderr
    town.terminal.environment["MINQING_WITNESS_KEY"] = None
    assert "(witness-key-unnamed)" in town.terminal("witness", "list", exits=1).stderr


def test_a_witness_that_forgot_cosigns_nothing(town, superior) -> None:
    town.sign()
    superior.key_file.with_suffix(".witnessed").unlink()

    refused = town.terminal(
        "witness", "cosign", str(town.checkpoints / "latest.checkpoint"), exits=6
    )

    assert "(witness-memory)" in refused.stderr
    made = town.terminal("witness", "init", "--name", NAME, exits=1)
    assert "(signing-key-exists)" in made.stderr


def test_a_witness_says_what_it_cannot_read(town, superior) -> None:
    assert "(public-key)" in town.terminal("witness", "trust", "x+y+z", exits=1).stderr
    shown = json.loads(town.terminal("witness", "list", "--json").stdout)["items"]
    assert [item["vkey"] for item in shown] == [town.vkey]
    assert ORIGIN in town.terminal("witness", "list").stdout
    size = town.sign()
    out = str(Path(town.folder, "no", "where"))
    words = (str(town.checkpoints / "latest.checkpoint"), "--out", out)
    assert "(file-unwritable)" in town.terminal("witness", "cosign", *words, exits=1).stderr
    assert superior.known() == [(ORIGIN, size, 0)]
    assert Submission.parsed(asked(town, 0, size)).checkpoint.size == size
