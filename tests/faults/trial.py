"""What a program of faults is given, and what it tells."""

from collections.abc import Callable
from pathlib import Path
from random import Random

from attrs import Factory, define, frozen


@define
class Tally:
    """What was tried and what came of it; ``wrong`` says everything that must not be."""

    of: str
    rounds: int = 0
    tried: int = 0
    lost: int = 0
    doubled: int = 0
    undetected: int = 0
    accused: int = 0
    seconds: float = 0.0
    beside: dict[str, int] = Factory(dict)
    wrong: list[str] = Factory(list)

    def must(self, so: object, otherwise: str) -> bool:
        """Note what must not be."""
        if not so:
            self.wrong.append(otherwise)
        return bool(so)

    def also(self, what: str, more: int = 1) -> None:
        """Count something told beside the table."""
        self.beside[what] = self.beside.get(what, 0) + more


@frozen(kw_only=True)
class Trial:
    """A scratch folder, a folder for histories, how often to try, and chance."""

    folder: Path
    kept: Path
    rounds: int
    chance: Random
    tell: Callable[[str], None] = lambda _: None

    def round(self, number: int) -> Path:
        """Tell that a round begins and give its scratch folder."""
        self.tell(f"{number + 1}/{self.rounds}")
        made = self.folder / f"round-{number}"
        made.mkdir()
        return made
