"""What every paper of the office has: a title, sections, who signs, and what it stands on."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any, TypeAlias

import msgspec
from attrs import frozen

from minqing_core.kernel.refusals import RefusalError

Facts: TypeAlias = tuple[tuple[str, str], ...]


@frozen(kw_only=True)
class Section:
    """A part of a paper: its heading, facts by name, running text, a picture, and a table.

    The picture is SVG, and shows nothing that the facts or the table beside it do not say;
    ``shows`` says in words what it is of.
    """

    heading: str = ""
    picture: str = ""
    shows: str = ""
    facts: Facts = ()
    texts: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@frozen(kw_only=True)
class Paper:
    """A paper of the office, made of one answer.

    ``position`` is how far the log had come, ``digest`` the SHA-256 of the whole answer in its
    canonical JSON, so that the same answer can be asked for again and compared. With a ``cover``
    the first section stands on a page of its own, over the lines of whose it is and as of when
    (``issued``); ``own_font`` leaves the fonts of the machine
    aside, so that every machine prints the same bytes.
    """

    kind: str
    title: str
    number: str
    unit: str
    sections: tuple[Section, ...]
    signatures: tuple[str, ...]
    position: int
    digest: str
    cover: bool = False
    issued: tuple[str, ...] = ()
    own_font: bool = False

    @property
    def whose(self) -> str:
        """Who issues the paper: the town where it says so, otherwise the unit."""
        return self.issued[0] if self.issued else self.unit


class PartUnknownError(RefusalError):
    """What is to be printed has no such number."""

    kind = "not-found"
    code = "part-unknown"
    text = "没有第 {number} 号{what}，已有：{known}"


def digest(answer: Mapping[str, Any]) -> str:
    """Return what an answer amounts to."""
    return sha256(canonical(answer)).hexdigest()


def canonical(answer: Mapping[str, Any]) -> bytes:
    """Return an answer as JSON in the one way in which its digest is taken: keys sorted."""
    return msgspec.json.encode(answer, order="deterministic")


def named(facts: Iterable[tuple[str, object]]) -> Facts:
    """Return the facts that have a value, as text."""
    return tuple((name, str(value)) for name, value in facts if value)


def table(columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return the columns, by name and title, and the rows of a section."""
    cells = tuple(tuple(_cell(row.get(name)) for name in columns) for row in rows)
    return {"columns": tuple(columns.values()), "rows": cells} if cells else {}


def or_none(found: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a table, or the word that there is nothing."""
    return found or {"texts": ("（无）",)}


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)
