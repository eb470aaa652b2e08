"""Whose words are sealed: subjects by name, and the keys that seal the words of a stream."""

import re
from enum import StrEnum

from attrs import frozen

from minqing_core.kernel.ids import StreamId

PRIVACY = "privacy/"
NAMED = re.compile(
    r"(?:(case|household):([A-Za-z0-9-]{1,40})(?::([pm][1-9]\d{0,3}))?)"
    r"|(?:(person|visit):([A-Za-z0-9-]{1,40}))"
)


class SubjectKind(StrEnum):
    """Whose or what words are restricted or destroyed."""

    CASE = "case"
    PERSON = "person"
    HOUSEHOLD = "household"
    VISIT = "visit"


@frozen
class Subject:
    """A subject by its name: a stream with all who stand in it, or one of these, its *part*."""

    name: str
    kind: SubjectKind
    number: str
    part: str | None = None

    @property
    def stream(self) -> StreamId:
        """The stream that holds the words."""
        return StreamId(f"{self.kind}/{self.number}")

    @property
    def orders(self) -> StreamId:
        """The stream of the orders about it."""
        return StreamId(f"{PRIVACY}{self.name}")

    def holds(self, part: str) -> bool:
        """Say whether the words of a part of the stream are its own."""
        return self.part is None or self.part == part


def subject(name: str) -> Subject | None:
    """Return the subject with a name, None for what is no such name."""
    found = NAMED.fullmatch(name)
    if found is None:
        return None
    kind, number, part, other, its_number = found.groups()
    return Subject(name, SubjectKind(kind or other), number or its_number, part)


@frozen
class SubjectKey:
    """A key that a part of a stream was sealed under, and the first position that it sealed."""

    key: int
    part: str
    first: int
