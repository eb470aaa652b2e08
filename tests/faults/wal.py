"""The write-ahead log torn and rotten: where the record ends then, and who says so."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen
from tests.faults.ground import MATTER, Ground, do, founded
from tests.faults.trial import Tally, Trial

from minqing_core.bootstrap import make_signer, open_signer
from minqing_core.integrity.refusals import LogShorterError

COMMITS = 40
ORIGIN = "faults.example/minqing"
TEARS = ("cut", "zeros", "noise")


@frozen
class Commit:
    """How long the write-ahead log was after a commit, where the record ended, and its root."""

    reached: int
    size: int
    root: str


@frozen
class Written:
    """A store as files, none of its last commits moved into the database yet."""

    ground: Ground
    commits: list[Commit]
    signed: int
    checkpoints: Path

    @property
    def log(self) -> bytes:
        """The bytes of the write-ahead log."""
        return _beside(self.ground).read_bytes()

    def last_whole(self, intact: int) -> Commit:
        """Return the last commit that lies in the first bytes of the write-ahead log."""
        return [commit for commit in self.commits if commit.reached <= intact][-1]


def torn(trial: Trial) -> Tally:
    """Cut the write-ahead log anywhere: the record ends at the last commit that is whole."""
    tally, written = Tally("cuts"), _written(trial.folder / "town")
    log = written.log
    for folder in _folders(trial):
        at = trial.chance.randint(0, len(log))
        how = trial.chance.choice(TEARS)
        tail = b"" if how == "cut" else bytes(min(4096, len(log) - at))
        if how == "noise":
            tail = trial.chance.randbytes(len(log) - at)
        ground = written.ground.copied(folder)
        _beside(ground).write_bytes(log[:at] + tail)
        whole, where = written.last_whole(at), f"{how} at {at}"
        with ground.open() as office:
            ended = (office.log.size(), office.log.root(office.log.size()))
            tally.must(ended == (whole.size, whole.root), f"{where}: ends at {ended[0]}")
            do(office, "case.record", matter=MATTER)
            audit = office.log.audit()
        if ended[0] < whole.size:
            tally.lost += whole.size - ended[0]
        went_on = (audit.size, audit.findings) == (whole.size + 1, ())
        tally.must(went_on, f"{where}: {audit.size} events, findings {audit.findings[:2]}")
        tally.tried += 1
        shutil.rmtree(folder)
    tally.rounds = tally.tried
    return tally


def rotten(trial: Trial) -> Tally:
    """Flip a bit of the write-ahead log: commits vanish, and whatever was signed is missed."""
    tally, written = Tally("flips"), _written(trial.folder / "town")
    log = written.log
    for folder in _folders(trial):
        at, bit = trial.chance.randrange(len(log)), trial.chance.randrange(8)
        ground = written.ground.copied(folder)
        flipped = bytes([log[at] ^ 1 << bit])
        _beside(ground).write_bytes(log[:at] + flipped + log[at + 1 :])
        left = written.last_whole(at)
        said = _opened(ground, written.checkpoints)
        if left.size < written.signed:
            named = f"第 {left.size + 1} 条至第 {written.signed} 条已被移除"
            found = isinstance(said, str) and named in said
            tally.undetected += not found
            tally.must(found, f"bit {bit} of {at}: {said}, not {named}")
            tally.also("refused at the start, the range named", found)
        else:
            tally.must(said == left.size, f"bit {bit} of {at}: {said} and not {left.size}")
            tally.also("after the last checkpoint, where nobody can know", 1)
        tally.tried += 1
        shutil.rmtree(folder)
    tally.rounds = tally.tried
    return tally


def _opened(ground: Ground, checkpoints: Path) -> int | str:
    """Return the size at which the office opens, or what it says when it does not."""
    try:
        with ground.open(checkpoints=checkpoints) as office:
            return office.log.size()
    except LogShorterError as refusal:
        return str(refusal)


def _written(folder: Path) -> Written:
    live, kept, half = folder / "live", folder / "kept", folder / "half"
    ground, commits, checkpoints, signed = founded(live), [], folder / "checkpoints", 0
    with ground.open() as office:
        commits.append(Commit(0, office.log.size(), office.log.root(office.log.size())))
        for number in range(COMMITS):
            do(office, "case.record", matter={**MATTER, "title": f"第 {number} 件"})
            size = office.log.size()
            reached = _beside(ground).stat().st_size
            commits.append(Commit(reached, size, office.log.root(size)))
            if number == COMMITS // 2:
                signed = _signed(ground.copied(half), checkpoints)
        made = Written(ground.copied(kept), commits, signed, checkpoints)
    for memory in kept.glob("*-shm"):
        memory.unlink()
    return made


def _signed(ground: Ground, checkpoints: Path) -> int:
    """Sign a copy, so that the write-ahead log of the record itself is not emptied."""
    key_file = ground.file.with_name("signer.skey")
    make_signer(key_file, ORIGIN)
    return open_signer(ground.url, key_file=key_file, checkpoints=checkpoints).sign().size


def _folders(trial: Trial) -> Iterator[Path]:
    for number in range(trial.rounds):
        if number % 10 == 0:
            trial.tell(f"{number}/{trial.rounds}")
        yield trial.folder / f"try-{number}"


def _beside(ground: Ground) -> Path:
    return ground.file.with_name(f"{ground.file.name}-wal")
