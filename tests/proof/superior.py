"""The office above with its witness, and an insider who has the town's key."""

import http.client
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from attrs import frozen
from tests.proof.conftest import Signed
from tests.proof.insider import Insider

from minqing_core.bootstrap import open_signer
from minqing_core.integrity.merkle import Frontier
from minqing_core.integrity.note import Note
from minqing_core.integrity.proofs import consistency_proof
from minqing_core.integrity.witness import proof_text
from minqing_core.persistence.log_reading import LogReader
from minqing_core.persistence.signer_memory import SignerMemory

NAME = "zhongshan.example/witness"


@frozen
class Told:
    """What a witness answered."""

    status: int
    kind: str
    text: str


class Superior:
    """The office above, with a witness of its own in a folder of its own."""

    def __init__(self, town: Signed) -> None:
        """Make its key, and trust the town's."""
        self.terminal, self.folder = town.terminal, town.folder / "superior"
        self.folder.mkdir()
        self.key_file = self.folder / "witness.wkey"
        town.terminal.environment["MINQING_WITNESS_KEY"] = str(self.key_file)
        self.vkey = town.terminal.json("witness", "init", "--name", NAME)["vkey"]

    def trust(self, vkey: str) -> None:
        """Trust a key."""
        self.terminal("witness", "trust", vkey)

    def known(self) -> list[tuple[str, int, int]]:
        """Return the records it knows: how far, and how many did not go on from there."""
        items = self.terminal.json("witness", "list")["items"]
        return [(item["origin"], item["size"], len(item["unproved"])) for item in items]

    @contextmanager
    def serving(self, ending: int = signal.SIGTERM, port: int = 0) -> Iterator[str]:
        """Serve as a process of its own, and give the address."""
        environment = {k: v for k, v in self.terminal.environment.items() if v}
        serve = ("witness", "serve", "--port", str(port))
        command = [sys.executable, "-m", "minqing_cli.main", *serve]
        server = subprocess.Popen(  # noqa: S603 - the command line itself
            command, env=os.environ | environment, stderr=subprocess.PIPE, text=True
        )
        assert server.stderr is not None
        try:
            said = server.stderr.readline()
            yield next(word for word in said.split() if word.startswith("http://"))
        finally:
            server.send_signal(ending)
            server.communicate(timeout=30)


def post(address: str, body: str | bytes) -> Told:
    """Hand a witness something."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
    try:
        connection.request(
            "POST", "/add-checkpoint", body.encode() if isinstance(body, str) else body
        )
        answer = connection.getresponse()
        assert answer.headers["Server"] == "minqing"
        kind = answer.headers.get_content_type()
        return Told(answer.status, kind, answer.read().decode())
    finally:
        connection.close()


def latest(town: Signed) -> Note:
    """Return the latest checkpoint of a town."""
    return Note.parsed((town.checkpoints / "latest.checkpoint").read_text(encoding="utf-8"))


def leaves(town: Signed, size: int) -> list[bytes]:
    """Return the leaves of a town's record."""
    return LogReader(str(town.folder / "town.db")).leaves(size)


def asked(town: Signed, old: int, size: int) -> str:
    """Return what is handed in: the latest checkpoint, and the proof from another size."""
    proof = consistency_proof(leaves(town, size), old) if old else ()
    return f"{proof_text(old, proof)}\n{latest(town)}"


def forked(town: Signed, name: str = "forked", position: int = 70) -> Signed:
    """Give a copy of the town whose insider rebuilt the past; he has the key."""
    there = Signed(town.folder.parent / f"{town.folder.name}-{name}")
    shutil.copytree(town.folder, there.folder)
    shutil.rmtree(there.checkpoints)
    insider = Insider(there.folder / "town.db")
    insider.flip(position)
    insider.rebuild()
    return there


def signed_anew(town: Signed) -> int:
    """Sign a record with the key and a memory that knows nothing, and return its size."""
    memory = town.folder / "forgetful.signed"
    SignerMemory(memory).write(Frontier())
    signer = open_signer(
        str(town.folder / "town.db"),
        key_file=town.key_file,
        checkpoints=town.checkpoints,
        memory=memory,
    )
    return signer.sign().size
