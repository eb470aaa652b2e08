"""What an audit of the log found."""

from collections.abc import Mapping

from attrs import field, frozen


@frozen(kw_only=True)
class Finding:
    """One thing about the record that is not as it was written."""

    position: int | None
    stream: str | None
    version: int | None
    code: str
    text: str


@frozen(kw_only=True)
class Audit:
    """The size and Merkle root of the log, and everything wrong with it.

    ``roots`` are those at the smaller sizes that were asked about.
    """

    size: int
    root: str
    findings: tuple[Finding, ...]
    roots: Mapping[int, str] = field(factory=dict)
