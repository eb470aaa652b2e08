"""Proving that the record is whole."""

from collections.abc import Iterator

import attrs

from minqing_core.application.catalogue import use_case
from minqing_core.application.office import Office
from minqing_core.application.privacy_keeping import RESTRICTED, SHREDDED, differences, redo
from minqing_core.integrity.verdict import Audit, Finding
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import StreamId
from minqing_core.powers.rules import Power

CLOSED = {RESTRICTED: "限制处理", SHREDDED: "销毁"}


@use_case("verify", Power.RECORD_VERIFY, "S37")
def verify(office: Office, act: Act) -> Audit:
    """Check every stored byte against the Merkle tree, and the keys against the orders."""
    audit = office.log.audit(office.progress)
    return audit if audit.findings else attrs.evolve(audit, findings=tuple(_keys(office)))


def _keys(office: Office) -> Iterator[Finding]:
    """Yield what was done to keys without an order, and what was ordered and had to be redone."""
    found = differences(office)
    streams = office.sealed.streams_of({*found.unordered, *found.undone}) if found.any else {}
    for key, state in found.unordered.items():
        text = f"密钥 {key} 在密钥库中已{CLOSED[state]}，而记录中没有这样的决定"
        yield _finding("key-unordered", text, streams.get(key))
    for key, state in found.undone.items():
        text = f"密钥 {key} 按决定应已{CLOSED[state]}，而密钥库中仍可使用，已重新{CLOSED[state]}"
        yield _finding("key-undone", text, streams.get(key))
    redo(office, found.undone)


def _finding(code: str, text: str, stream: StreamId | None) -> Finding:
    where = "" if stream is None else f"（{stream}）"
    return Finding(position=None, stream=stream, version=None, code=code, text=f"{text}{where}")
