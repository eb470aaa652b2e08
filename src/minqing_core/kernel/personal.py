"""Words that belong to somebody and are kept sealed in the log."""

SHREDDED = "〔个人信息已依法删除〕"


class Personal:
    """Words sealed under the key of the subject they belong to.

    ``part`` names the subject within the stream: empty for the stream's own
    (a matter's free text, a person's name), otherwise one of several
    (``p1`` for the first petitioner).
    """

    __slots__ = ("part", "text")

    def __init__(self, text: str, part: str = "") -> None:
        self.text = text
        self.part = part

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Personal) and self.text == other.text and self.part == other.part

    def __hash__(self) -> int:
        return hash((self.text, self.part))

    def __repr__(self) -> str:
        return f"Personal(part={self.part!r})"

    def __str__(self) -> str:
        return self.text
