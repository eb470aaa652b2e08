"""What is handed to the verifier is spoilt at random: it finds, and never breaks down."""

import contextlib
import gzip
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from tests.faults.past import published
from tests.faults.trial import Tally, Trial
from tests.proof.conftest import verified

from minqing_verify import verify as verifier

PROVED = ("checkpoint.txt", "earlier.json", "headers.txt.gz", "matter.json", "words.json")
EVERY = 50
ODD: tuple[Any, ...] = (
    *(None, True, -1, 0, 2**64, 1e308, "", "x", "\0", "\ud800", "路灯", "9" * 5000),
    *([], {}, [[]], {"": {}}, "A" * 43 + "=", "-----BEGIN", "../../x", "\x1b[2J"),
)


def run(trial: Trial) -> Tally:
    """Spoil one file of a bundle or a receipt, and look at what the verifier says."""
    tally, made = Tally("mutations"), published(trial.folder)
    key, bundle = made.town.vkey, made.town.bundle(made.matters[0])
    files = [*(bundle / name for name in PROVED), made.receipt]
    true = {file: claims(file) for file in files}
    for number in range(trial.rounds):
        if number % 20 == 0:
            trial.tell(f"{number}/{trial.rounds}")
        file = trial.chance.choice(files)
        kept = file.read_bytes()
        file.write_bytes(spoilt(kept, file.suffix, trial.chance))
        target, where = made.receipt if file == made.receipt else bundle, f"{number}, {file.name}"
        code = _judge(tally, target, key, where)
        if code == 0 and not claims(file) <= true[file]:
            tally.undetected += 1
            tally.wrong.append(f"{where}: accepted, and says something else")
            shutil.copy(file, trial.kept / f"accepted-{number}-{file.name}")
        if number % EVERY == 0:
            alone = verified(target, key)
            ended = alone.code == code and "Traceback" not in alone.wrong
            tally.must(
                ended, f"{where}: by itself it ends with {alone.code}: {alone.wrong[-300:]}"
            )
        file.write_bytes(kept)
    tally.rounds = tally.tried
    return tally


def _judge(tally: Tally, target: Path, key: str, where: str) -> int:
    told, code = judged(target, key)
    tally.must(code in {0, 6}, f"{where}: {code} {told[-300:]}")
    tally.also("accepted, and says no more than it did", code == 0)
    tally.also("refused with findings", code == 6)
    tally.tried += 1
    return code


def judged(target: Path, key: str) -> tuple[str, int]:
    """Return what the verifier says and how it ends; -1 when it breaks down."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            code = verifier.main([str(target), "--key", key])
        except SystemExit as ended:
            code = int(ended.code or 0)
        except Exception as failure:  # noqa: BLE001 - whatever it is, it is what is looked for
            return f"{type(failure).__name__}: {failure}", -1
    return said.getvalue(), code


def spoilt(data: bytes, kind: str, chance: Random) -> bytes:
    """Return bytes that are no longer what they were: as bytes, or as what they hold."""
    if kind == ".gz" and chance.random() < 0.7:
        return gzip.compress(_bytes(gzip.decompress(data), chance), compresslevel=1)
    if kind == ".json" and chance.random() < 0.7:
        return json.dumps(_tree(json.loads(data), chance), ensure_ascii=True).encode()
    return _bytes(data, chance)


def claims(file: Path) -> set[str]:
    """Return what a file claims, as far as less of it would be no lie."""
    data = file.read_bytes()
    if file.suffix == ".json":
        read = json.loads(data)
        lists = {name: value for name, value in read.items() if isinstance(value, list)}
        parts = {f"{name} {_text(one)}" for name, value in lists.items() for one in value}
        return parts | {f"{n} {_text(v)}" for n, v in read.items() if n not in lists}
    if file.suffix == ".gz":
        return {gzip.decompress(data).hex()}
    return {*data.decode(errors="replace").split("\n")}


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def _bytes(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data))
    ways: list[Callable[[], bytes]] = [
        lambda: data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :],
        lambda: data[:at] + data[at + chance.randint(1, 40) :],
        lambda: data[:at] + chance.randbytes(chance.randint(1, 40)) + data[at:],
        lambda: data[:at] + data[at : at + 200] * 2 + data[at + 200 :],
        lambda: data[:at],
        lambda: b"",
    ]
    return chance.choice(ways)()


def _tree(value: Any, chance: Random) -> Any:
    """Return a value with one of its parts changed, left out or doubled."""
    if isinstance(value, dict) and value and chance.random() < 0.85:
        key = chance.choice([*value])
        parts = {**value, key: _tree(value[key], chance)}
        if chance.random() < 0.1:
            del parts[key]
        return parts
    if isinstance(value, list) and value and chance.random() < 0.85:
        at = chance.randrange(len(value))
        instead = chance.choice([[], [value[at]] * 2, *([[_tree(value[at], chance)]] * 3)])
        return [*value[:at], *instead, *value[at + 1 :]]
    if isinstance(value, str) and value and chance.random() < 0.5:
        at = chance.randrange(len(value))
        return value[:at] + chance.choice("aA0=/路\n") + value[at + 1 :]
    return chance.choice(ODD)
