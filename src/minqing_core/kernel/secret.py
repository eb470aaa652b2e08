"""Words that prove who somebody is, and are never kept as they were said."""


class Secret:
    """A password or a code, in hand only while it is compared or hashed."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        return "Secret()"

    __str__ = __repr__
