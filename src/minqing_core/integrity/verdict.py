"""What an audit of the log found."""

from attrs import frozen


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
    """The size and Merkle root of the log, and everything wrong with it."""

    size: int
    root: str
    findings: tuple[Finding, ...]
