"""Words planted, read, copied, exported and destroyed: none is readable in a file of the house."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from random import Random
from urllib.parse import quote

from tests.cli.terminals import Terminal
from tests.faults.ground import Ground
from tests.faults.server import serving
from tests.faults.trial import Tally, Trial
from tests.planting import CLERK, KEPT, Place, do, ended, plant, settle, shred_all
from tests.towns import shanghai

from minqing_core import bootstrap
from minqing_core.bootstrap import make_signer, open_signer

HAN = range(0x4E00, 0x9FA5)
LENGTHS = {"petitioner": 4, "head": 4, "member": 4, "title": 9, "address": 8}
PLAIN = {"petitioner", "contact", "address", "title", "head", "member", "phone", "visit"}
LATER = shanghai("2034-03-01T09:00")


def run(trial: Trial) -> Tally:
    """Destroy everything that was planted, here and in copies put back; search every file."""
    tally = Tally("words")
    for number in range(trial.rounds):
        round_ = Round(tally, trial.round(number) / "data", trial.chance)
        round_.planted()
        round_.read_over_http()
        round_.copied("copy")
        round_.destroyed()
        round_.copied("copy-after")
        round_.exported()
        round_.put_back()
        round_.searched(number)
        tally.rounds += 1
    return tally


class Round:
    """A town with words of its own."""

    def __init__(self, tally: Tally, folder: Path, chance: Random) -> None:
        """Make the folder that holds everything of the house."""
        folder.mkdir()
        self.tally, self.folder, self.words = tally, folder, made_up(chance)
        self.place = Place(f"sqlite:///{folder}/town.db", folder)
        self.checkpoints, self.master = folder / "checkpoints", folder / "town.key"

    def planted(self) -> None:
        """Plant the words, and see that the search finds them where they may be read."""
        with self.place.open(create=True) as office:
            settle(office)
            self.subjects = plant(office, self.words)
            citizen = {"kind": "named", "name": KEPT}
            facts = {"title": "水沟堵塞", "text": KEPT, "petitioners": [citizen]}
            self.other = ended(office, note="水沟已通", **facts)
            do(office, "case.list")
            self.key = do(office, "key.issue", person=CLERK, label="faults")["key"]
        self.case, self.household, _ = (name.partition(":")[2] for name in self.subjects)
        plain = {self.words[name] for name in PLAIN}
        missed = plain - self.place.everywhere(self.words).keys()
        self.tally.must(not missed, f"the search does not find {missed}, which is there")
        self.tally.tried += len(self.words)
        make_signer(self.folder / "1.skey", "a.example/1")
        self.second = make_signer(self.folder / "2.skey", "a.example/2")
        self.place.at = LATER
        self._sign(self.place.url, "1", self.checkpoints)

    def read_over_http(self) -> None:
        """Have a server search for the words and read every one of them out, and kill it."""
        ground = Ground(self.place.url, self.master)
        with serving(ground, self.key, self.folder / "server.log") as server:
            paths = [f"cases?words={quote(word)}" for word in self.words.values()]
            paths += [f"cases/{self.case}", f"cases/{self.case}/log", "visits"]
            paths.append(f"households/{self.household}")
            told = [server.get(f"/v1/{path}") for path in paths]
            server.kill()
        self.tally.must({one.status for one in told} == {200}, "something is not answered")
        unread = {
            word for word in self.words.values() if not any(word in one.text for one in told)
        }
        self.tally.must(not unread, f"nobody is told {unread}")

    def copied(self, name: str) -> None:
        """Make a copy."""
        bootstrap.back_up(self.place.url, self.folder / name, key_file=self.master)

    def destroyed(self) -> None:
        """Destroy what was planted: the record stays whole, and others' words readable."""
        with self.place.open(checkpoints=self.checkpoints) as office:
            size = office.log.size()
            root = office.log.root(size)
            shred_all(office, self.subjects)
            self.tally.must(office.log.root(size) == root, "the root is another")
            self._whole(do(office, "verify")["findings"])
            kept = do(office, "case.show", case=self.other)["matter"]["text"] == KEPT
            self.tally.lost += not self.tally.must(kept, "another's words are gone")
            do(office, "case.list")
        self._sign(self.place.url, "1", self.checkpoints)

    def exported(self) -> None:
        """Export by the command line what can be exported."""
        out = self.folder / "exports"
        out.mkdir()
        terminal = Terminal(self.folder)
        csv = terminal("case", "list", "--csv").stdout
        (out / "list.csv").write_text(csv, encoding="utf-8")
        terminal("case", "list", "--xlsx", str(out / "list.xlsx"))
        terminal("case", "dossier", self.case, "--out", str(out / "dossier"))
        with_checkpoints = ("--checkpoints", str(self.checkpoints))
        terminal(*with_checkpoints, "bundle", self.case, "--out", str(out / "bundle"))

    def put_back(self) -> None:
        """Put back the copy of before, which tells what rose again, and the copy of after."""
        place, checkpoints = self._restored("copy"), self.folder / "checkpoints-2"
        shutil.copytree(self.checkpoints, checkpoints)
        with place.open(checkpoints=checkpoints, short=True) as office:
            do(office, "checkpoint.epoch", vkey=str(self.second), reason="硬盘损坏")
        with place.open(checkpoints=checkpoints) as office:
            codes = [one["code"] for one in do(office, "verify")["findings"]]
            told = codes == ["orders-lost"] * len(self.subjects)
            self.tally.must(told, f"the copy put back tells {codes}")
            shred_all(office, self.subjects)
            do(office, "case.list")
        self._sign(place.url, "2", checkpoints)
        with place.open(checkpoints=checkpoints) as office:
            self._whole(do(office, "verify")["findings"])
        with self._restored("copy-after").open(checkpoints=self.checkpoints) as office:
            do(office, "case.list")
            self._whole(do(office, "verify")["findings"])

    def searched(self, number: int) -> None:
        """Search every file in the folder for every word."""
        found = self.place.everywhere(self.words)
        self.tally.undetected += len(found)
        self.tally.must(not found, f"round {number}: {found}")
        self.tally.also("found afterwards", len(found))
        files = [file for file in self.folder.rglob("*") if file.is_file()]
        self.tally.also("files searched for each", len(files))

    def _restored(self, copy: str) -> Place:
        folder = self.folder / f"restored-{copy}"
        folder.mkdir()
        place = Place(f"sqlite:///{folder}/town.db", self.folder)
        place.at = LATER
        bootstrap.restore_store(place.url, self.folder / copy, key_file=self.master)
        return place

    def _sign(self, url: str, key: str, checkpoints: Path) -> None:
        open_signer(url, key_file=self.folder / f"{key}.skey", checkpoints=checkpoints).sign()

    def _whole(self, findings: object) -> None:
        self.tally.must(not findings, f"the record's own verification finds {findings}")


def made_up(chance: Random) -> Mapping[str, str]:
    """Make up words that stand nowhere else."""
    told = ("petitioner", "address", "title", "told", "note", "head", "member", "visit")
    words = {name: "".join(map(chr, chance.sample(HAN, LENGTHS.get(name, 12)))) for name in told}
    numbers = {name: f"13{chance.randrange(10**9):09d}" for name in ("contact", "phone")}
    return {**words, **numbers}
