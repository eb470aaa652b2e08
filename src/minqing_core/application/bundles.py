"""The bundle of a matter: everything that is needed to check it without our software."""

import zlib
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from attrs import frozen

from minqing_core.application.bundle_words import INSTRUCTION
from minqing_core.application.catalogue import use_case
from minqing_core.application.checkpoints import chosen
from minqing_core.application.office import Office
from minqing_core.application.readable import readable
from minqing_core.application.receipts import ReceiptEarlyError
from minqing_core.integrity.checkpoint import Checkpoint
from minqing_core.integrity.merkle import Frontier, header_preimage, leaf_hash
from minqing_core.kernel.envelope import Act, Envelope
from minqing_core.kernel.ids import CaseId
from minqing_core.powers.rules import Power
from minqing_core.views import cases

CHECKPOINT, HEADERS = "checkpoint.txt", "headers.txt.gz"
MATTER, WORDS, EARLIER = "matter.json", "words.json", "earlier.json"
INSTRUCTIONS, VERIFIER = "核验说明.txt", "verify.py"
GZIP = 31


@frozen(kw_only=True)
class BundleFile:
    """A file of a bundle, its content in base64 where it travels as JSON."""

    name: str
    content: bytes


@frozen(kw_only=True)
class Bundle:
    """A matter with all that proves it, and whether the record still agrees with the checkpoint.

    ``withheld`` counts events whose stored bytes would tell what their reader may not see.
    """

    case: CaseId
    origin: str
    size: int
    root: str
    agrees: bool
    events: int
    withheld: int
    words: int
    files: tuple[BundleFile, ...]


@frozen(kw_only=True)
class Told:
    """An event as its reader may see it, and whether its stored bytes tell no more than that."""

    shown: Envelope[Any]
    whole: bool


@use_case("bundle", Power.BUNDLE, "S37", reads=True, exports=True)
def bundle(office: Office, act: Act, case: CaseId, *, checkpoint: str | None = None) -> Bundle:
    """Gather a matter's bundle: checkpoint, all leaf headers, its events and the words told.

    Raises:
        ReceiptEarlyError: the checkpoint covers nothing of the matter.
    """
    note, signed = chosen(office, checkpoint)
    told = _told(office, act, case, signed.size)
    if not told:
        raise ReceiptEarlyError(case=case, size=signed.size)
    headers, reached = _headers(office, signed.size)
    events, words = _events(office, case, told, signed.size), list(_words(office, told))
    files = {
        CHECKPOINT: str(note).encode(),
        HEADERS: headers,
        MATTER: _json("matter", stream=cases.stream_of(case), events=events),
        WORDS: _json("words", words=words),
        EARLIER: _json("earlier", checkpoints=_earlier(office, signed)),
        INSTRUCTIONS: INSTRUCTION.format(case=case, origin=signed.origin).encode(),
        VERIFIER: office.verifier(),
    }
    return Bundle(
        case=case,
        origin=signed.origin,
        size=signed.size,
        root=signed.root.hex(),
        agrees=reached.root() == signed.root,
        events=len(events),
        withheld=sum(event["state"] is None for event in events),
        words=len(words),
        files=tuple(BundleFile(name=name, content=content) for name, content in files.items()),
    )


def _told(office: Office, act: Act, case: CaseId, upto: int) -> list[Told]:
    history = office.history(cases.stream_of(case))
    shown = readable(office, act, history)
    return [
        Told(shown=told, whole=_facts(raw.event) == _facts(told.event))
        for raw, told in zip(history, shown, strict=True)
        if raw.position <= upto
    ]


def _headers(office: Office, upto: int) -> tuple[bytes, Frontier]:
    packed, reached = zlib.compressobj(wbits=GZIP), Frontier()
    parts = [packed.compress(b"minqing-headers/v1\n")]
    for header in office.log.headers(upto):
        preimage = header_preimage(
            stream=header.stream,
            version=header.version,
            name=header.name,
            logged_at=header.logged_at,
            digest=header.digest,
        )
        reached = reached.with_leaf(leaf_hash(preimage))
        facts = preimage.split(b"\n")[1:-1]
        parts.append(packed.compress(b"\t".join(facts) + b"\n"))
    return b"".join([*parts, packed.flush()]), reached


def _events(office: Office, case: CaseId, told: Sequence[Told], upto: int) -> list[dict[str, Any]]:
    whole = {one.shown.position for one in told if one.whole}
    stored = office.log.stored(cases.stream_of(case), upto)
    return [
        {"position": s.position, "state": s.state if s.position in whole else None} for s in stored
    ]


def _words(office: Office, told: Sequence[Told]) -> Iterator[dict[str, object]]:
    for one in told:
        for word in office.log.disclosed(one.shown.event if one.whole else None):
            yield {
                "position": one.shown.position,
                "path": word.path,
                "salt": word.salt.hex(),
                "text": word.text,
            }


def _earlier(office: Office, signed: Checkpoint) -> list[str]:
    kept = [k for k in office.checkpoints.every() if k.checkpoint.origin == signed.origin]
    return [str(k.note) for k in kept if k.checkpoint.size < signed.size]


def _facts(event: object) -> Any:  # noqa: ANN401 - plain values
    """Return what an event says beside the words that are sealed in it.

    That a petitioner did *not* ask for secrecy tells nobody who it is.
    """
    found = msgspec.to_builtins(event, enc_hook=lambda _: None)
    found.get("matter", {}).pop("protected", None)
    return found


def _json(kind: str, **members: object) -> bytes:
    made = {"format": f"minqing-{kind}/v1", **members}
    return msgspec.json.format(msgspec.json.encode(made), indent=1) + b"\n"
