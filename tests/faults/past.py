"""An insider with the database, the code and the key, who wants the past to be another."""

import shutil
from pathlib import Path
from random import Random

from attrs import frozen
from tests.faults.ground import Ground, do, lived
from tests.faults.trial import Tally, Trial
from tests.proof.conftest import ORIGIN, Signed, verified
from tests.proof.insider import Insider
from tests.proof.superior import Superior, Told, asked, forked, latest, post, signed_anew

from minqing_core.integrity.refusals import LogShorterError

COMMANDS = 40
AFTER = 10
KINDS = ("a byte", "a matter that never was", "an earlier time", "the end cut off")
REFUSED = {409, 422}


@frozen
class Published:
    """A town whose record was signed, a receipt given out, and that went on from there."""

    town: Signed
    ground: Ground
    receipt: Path
    signed: int
    size: int
    matters: list[str]

    def copied(self, folder: Path) -> "Published":
        """Copy everything that is in the office's house; the receipt is in a citizen's hand."""
        shutil.copytree(self.town.folder, folder, dirs_exist_ok=True)
        ground = Ground(str(folder / "town.db"), folder / "town.key")
        left = (self.receipt, self.signed, self.size, self.matters)
        return Published(Signed(folder), ground, *left)


def rebuilt(trial: Trial) -> Tally:
    """Change the past and rebuild every hash: nothing inside the house tells, what left it does.

    What was changed after the last checkpoint is found by nobody, and that is asserted.
    """
    tally, made = Tally("edits"), published(trial.folder)
    for number in range(trial.rounds):
        where = _change(made.copied(trial.round(number) / "town"), tally, trial.chance)
        _found_by_who_holds_something(made, tally, trial.folder / f"round-{number}", where)
        _not_found_after_the_last(made.copied(trial.folder / f"after-{number}"), tally, trial)
        tally.rounds += 1
    return tally


def _change(copy: Published, tally: Tally, chance: Random) -> str:
    """Change something that a checkpoint covers; the record alone does not tell."""
    insider, kind = Insider(copy.ground.file), chance.choice(KINDS)
    position = chance.randint(2, copy.signed)
    if kind == "a byte":
        insider.flip(position)
        insider.rebuild()
    elif kind == "an earlier time":
        while not insider.earlier(position, chance.randint(1000, 10**8)):
            position = chance.randint(2, copy.signed)
    elif kind == "a matter that never was":
        insider.erase(f"case/{chance.choice(copy.matters[1:])}")
    else:
        insider.cut(copy.signed - chance.randint(1, 20))
    tally.tried += 1
    with copy.ground.open() as office:
        silent = not do(office, "verify")["findings"]
    tally.must(silent, f"{kind} at {position}: the insider left a trace in the record itself")
    tally.also("not found by the record alone, as must be said", silent)
    return f"{kind} at {position}"


def _found_by_who_holds_something(
    made: Published, tally: Tally, round_folder: Path, where: str
) -> None:
    """The published checkpoint tells, and so does the receipt after the insider signed anew."""
    town = Signed(round_folder / "town")
    ground = Ground(str(town.folder / "town.db"), town.folder / "town.key")
    try:
        with ground.open(checkpoints=town.checkpoints) as office:
            codes = {one["code"] for one in do(office, "verify")["findings"]}
    except LogShorterError as refusal:
        codes = {refusal.code}
    by_checkpoint = bool(codes & {"checkpoint-mismatch", "log-shorter"})
    tally.must(by_checkpoint, f"{where}: the published checkpoint tells {codes}")
    tally.also("found by the published checkpoint", by_checkpoint)
    shutil.rmtree(town.checkpoints)
    signed_anew(town)
    bundle = town.bundle(made.matters[0])
    alone = verified(bundle, made.town.vkey)
    told = verified(bundle, made.town.vkey, words=("--known", str(made.receipt)))
    tally.must(alone.code == 0, f"{where}: what is signed anew is in good form: {alone.findings}")
    by_receipt = told.code == 6 and any("不同的过去" in f or "短" in f for f in told.findings)
    tally.must(by_receipt, f"{where}: the receipt tells {told.findings}")
    tally.also("found by a citizen's receipt", by_receipt)
    tally.undetected += not (by_checkpoint and by_receipt)


def _not_found_after_the_last(copy: Published, tally: Tally, trial: Trial) -> None:
    """What no checkpoint covers yet can be changed, and nobody can tell."""
    position = trial.chance.randint(copy.signed + 1, copy.size)
    insider = Insider(copy.ground.file)
    insider.flip(position)
    insider.rebuild()
    with copy.ground.open(checkpoints=copy.town.checkpoints) as office:
        findings = do(office, "verify")["findings"]
    tally.must(not findings, f"position {position} after the last checkpoint: {findings[:2]}")
    tally.must(copy.town.sign() == copy.size, "what was changed after it was not signed")
    tally.tried += 1
    tally.also("after the last checkpoint and found by nobody, as must be said", not findings)


def witnessed(trial: Trial) -> Tally:
    """Hand a witness forks and rollbacks signed by the right key: none is cosigned."""
    tally, made = Tally("checkpoints"), published(trial.folder)
    superior = Superior(made.town)
    superior.trust(made.town.vkey)
    with superior.serving() as address:
        notes = {made.town.sign(): latest(made.town)}
        told = post(address, asked(made.town, 0, *notes))
        tally.must(told.status == 200, f"the first is told {told.status}")
        for number in range(trial.rounds):
            trial.tell(f"{number + 1}/{trial.rounds}")
            _forks(made.town, address, max(notes), tally, trial)
            for more in range(trial.chance.randint(1, 3)):
                _step(made, f"第 {number} 轮第 {more} 步")
            size = made.town.sign()
            told = post(address, asked(made.town, max(notes), size))
            tally.must(told.status == 200, f"what goes on is told {told.status}")
            old = trial.chance.choice([*notes])
            refused(tally, "rollback", post(address, f"old {old}\n\n{notes[old]}"))
            notes[size] = latest(made.town)
            tally.tried += 1
            tally.rounds += 1
    [(origin, size, _)] = superior.known()
    tally.must((origin, size) == (ORIGIN, max(notes)), f"the witness knows {origin} up to {size}")
    return tally


def _forks(town: Signed, address: str, known: int, tally: Tally, trial: Trial) -> None:
    there = forked(town, f"forked-{tally.rounds}", trial.chance.randint(2, known))
    signed_anew(there)
    refused(tally, "split", post(address, asked(there, known, known)))
    there.terminal.record()
    refused(tally, "fork", post(address, asked(there, known, signed_anew(there))))
    shutil.rmtree(there.folder)


def _step(made: Published, text: str) -> None:
    with made.ground.open() as office:
        step = {"kind": "note", "text": text}
        do(office, "case.step", case=made.matters[0], step=step)


def refused(tally: Tally, kind: str, told: Told) -> None:
    """Count what a witness must not cosign."""
    tally.tried += 1
    ended = told.status in REFUSED
    tally.undetected += not tally.must(ended, f"{kind}: {told.status} {told.text}")
    tally.also(f"{kind}s refused", ended)


def published(folder: Path) -> Published:
    """Make a town whose record was signed and went on, and a receipt of its first matter."""
    town = Signed(folder / "house")
    town.folder.mkdir()
    (town.folder / "signer").mkdir()
    town.checkpoints.mkdir()
    town.terminal("db", "init", "--clerk", "王小明")
    town.terminal("keys", "init", "--origin", ORIGIN)
    ground = Ground(str(town.folder / "town.db"), town.folder / "town.key")
    matters = [town.terminal.record() for _ in range(4)]
    with ground.open() as office:
        lived(office, COMMANDS, Random(0))
    signed, receipt = town.sign(), folder / "receipt.tlog-proof"
    town.terminal("receipt", matters[0], "--out", str(receipt))
    made = Published(town, ground, receipt, signed, signed + AFTER, matters)
    for number in range(AFTER):
        _step(made, f"后来第 {number} 次")
    return made
