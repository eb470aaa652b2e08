"""A use case at its address, and the ways in which one is declared."""

from typing import Literal

from attrs import frozen

KIBIBYTE, MEBIBYTE = 1024, 1024 * 1024
Method = Literal["GET", "POST", "DELETE"]


@frozen(kw_only=True)
class Operation:
    """A use case at its address.

    ``creates`` says that it brings something new, so that nothing had to be in
    view before; ``revises`` that it adds to a record which the caller has seen;
    ``keyless`` that nobody needs to say who they are; ``follows`` that one may wait for what
    comes, or be told of it as it comes; ``location`` is where what was created is
    read; ``media`` is what is answered where it is
    not JSON but the ``text`` of the answer; ``hashes`` that it hashes a password, which few may
    do at once.
    """

    use_case: str
    method: Method
    path: str
    title: str
    creates: bool = False
    revises: bool = False
    keyless: bool = False
    follows: bool = False
    location: str | None = None
    most_bytes: int = 256 * KIBIBYTE
    media: str = "application/json"
    hashes: bool = False

    @property
    def status(self) -> int:
        """The status of a good answer."""
        return 201 if self.creates else 200

    @property
    def group(self) -> str:
        """The first word of its path, under which it is described."""
        return self.path.removeprefix("/v1").split("/")[1]


def reading(use_case: str, path: str, title: str) -> Operation:
    """Declare a reading."""
    return Operation(use_case=use_case, method="GET", path=path, title=title)


def public(use_case: str, path: str, title: str) -> Operation:
    """Declare a reading that is open to everybody."""
    return Operation(use_case=use_case, method="GET", path=path, title=title, keyless=True)


def feeding(use_case: str, path: str, title: str, media: str) -> Operation:
    """Declare a reading that is answered as a text of another kind."""
    return Operation(use_case=use_case, method="GET", path=path, title=title, media=media)


def creating(use_case: str, path: str, title: str, location: str | None = None) -> Operation:
    """Declare what brings something new."""
    return Operation(
        use_case=use_case,
        method="POST",
        path=path,
        title=title,
        creates=True,
        location=location,
    )


def importing(use_case: str, path: str, title: str, *, creates: bool = False) -> Operation:
    """Declare an import, whose body may be large."""
    return Operation(
        use_case=use_case,
        method="POST",
        path=path,
        title=title,
        creates=creates,
        most_bytes=16 * MEBIBYTE,
    )


def revising(use_case: str, path: str, title: str) -> Operation:
    """Declare what adds to a record that the caller has seen."""
    return Operation(use_case=use_case, method="POST", path=path, title=title, revises=True)
