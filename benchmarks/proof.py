"""Proof: a bundle verified with nothing of ours, a record signed, a bundle gathered."""

import gzip
import json
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from itertools import repeat
from pathlib import Path

from measuring import Goal, Line, compared, per_second
from raw import Raw
from town import Town

import minqing_verify.verify
from minqing_core.application.bundles import bundle
from minqing_core.application.founding import FIRST
from minqing_core.bootstrap import make_signer, open_signer
from minqing_core.integrity.checkpoint import Checkpoint
from minqing_core.integrity.merkle import frontier
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId
from minqing_core.persistence.signing_key import SigningKey

ACT = Act(actor=FIRST)
SIGNER = SigningKey("benchmark.example/minqing", bytes(32))
MATTER = "case/2026-000007"
EACH = 10
MOST_OF_IT = Goal(3.3)
FLAT = Goal(1.5)
MEASURED = """
import runpy, sys
sys.argv = sys.argv[1:]
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
finally:
    status = open("/proc/self/status").read()
    print(status.partition("VmHWM:")[2].split()[0], file=sys.stderr)
"""


def lines(town: Town, raw: Raw, rounds: int, headers: int) -> Iterator[Line]:
    """Compare verifying with bare hashing, signing and bundling with decoding."""
    yield from verified_lines(town.folder, rounds, headers)
    yield from signed_lines(town, raw)


def verified_lines(folder: Path, rounds: int, headers: int) -> Iterator[Line]:
    """Compare the verifier on many headers with reading and hashing them twice."""
    large, small = folder / "bundle", folder / "bundle-small"
    _write(large, headers)
    _write(small, headers // 10)
    peaks = {path: _verify(path) for path in (large, small)}
    yield per_second(
        f"{headers:,} headers verified; the limit reads and hashes twice",
        repeat(lambda: _verify(large)),
        repeat(lambda: _hashed_twice(large)),
        items=headers,
        rounds=rounds,
        goal=MOST_OF_IT,
    )
    yield compared(
        "memory of the verifier; the limit is a tenth of the headers",
        "MiB",
        [(peaks[large] / 1024, peaks[small] / 1024)],
        goal=FLAT,
    )


def signed_lines(town: Town, raw: Raw) -> Iterator[Line]:
    """Compare signing the whole log, and gathering a bundle, with decoding the log by hand."""
    key, folder = town.folder / "bench.skey", town.folder / "checkpoints"
    make_signer(key, SIGNER.name)
    database = str(town.folder / "town.db")
    signer = open_signer(database, key_file=key, checkpoints=folder)
    by_hand = repeat(lambda: [None for _ in raw.events()])
    size = town.office.log.size()
    yield per_second(
        "checkpoint sign, whole log; the limit decodes",
        repeat(signer.sign),
        by_hand,
        items=size,
        rounds=1,
    )
    note = (folder / "latest.checkpoint").read_text(encoding="utf-8")
    case = next(e.stream for e in town.office.log.scan(prefix="case/"))
    number = CaseId(case.removeprefix("case/"))
    yield per_second(
        "bundle, all headers; the limit decodes",
        repeat(lambda: bundle(town.office, ACT, number, checkpoint=note)),
        by_hand,
        items=size,
        rounds=1,
    )


def _write(folder: Path, headers: int) -> None:
    folder.mkdir()
    states: dict[int, bytes] = {}
    facts = [_facts(position, states) for position in range(1, headers + 1)]
    with gzip.open(folder / "headers.txt.gz", "wb", compresslevel=6) as packed:
        packed.write(b"minqing-headers/v1\n")
        packed.writelines(b"\t".join(one) + b"\n" for one in facts)
    root = frontier(map(minqing_verify.verify.leaf, facts)).root()
    made = Checkpoint(origin=SIGNER.name, size=headers, root=root).signed(SIGNER)
    (folder / "checkpoint.txt").write_text(str(made), encoding="utf-8")
    events = [
        {"position": position, "state": b64encode(state).decode()}
        for position, state in states.items()
    ]
    for kind, members in (
        ("matter", {"stream": MATTER, "events": events}),
        ("words", {"words": []}),
        ("earlier", {"checkpoints": []}),
    ):
        text = json.dumps({"format": f"minqing-{kind}/v1", **members})
        (folder / f"{kind}.json").write_text(text, encoding="utf-8")


def _facts(position: int, states: dict[int, bytes]) -> list[bytes]:
    number, version = divmod(position - 1, EACH)
    state = b"\x98" + position.to_bytes(7, "big") + b"\xc0"
    stream = f"case/2026-{number:06d}"
    if stream == MATTER:
        states[position] = state
    facts = (stream, str(version + 1), "diary.cause-recorded.v1", str(10**12 + position))
    return [*(fact.encode() for fact in facts), sha256(state).hexdigest().encode()]


def _verify(folder: Path) -> int:
    verifier = minqing_verify.verify.__file__
    done = subprocess.run(  # noqa: S603 - the verifier that is shipped
        [sys.executable, "-S", "-c", MEASURED, verifier, str(folder), "--key", str(SIGNER.key)],
        capture_output=True,
        check=False,
        text=True,
        env={},
    )
    if not done.stdout.startswith("完整"):
        raise RuntimeError(done.stdout + done.stderr)
    return int(done.stderr.split()[-1])


def _hashed_twice(folder: Path) -> None:
    with gzip.open(folder / "headers.txt.gz") as packed:
        for line in packed:
            sha256(sha256(line).digest()).digest()
