"""Drawing a sample that nobody chose and everybody can draw again."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256

from attrs import frozen

from minqing_core.inspection.events import InspectionKind, InspectionOpened
from minqing_core.kernel.ids import CaseId, UnitId


@frozen(kw_only=True)
class Scope:
    """What is inspected: the matters of which units and days, and how many of them are drawn."""

    kind: InspectionKind
    units: tuple[UnitId, ...]
    since: date
    until: date
    size: int


@frozen(kw_only=True)
class Drawn:
    """A sample, with what it was drawn from: the log up to a position and the root there."""

    upto: int
    root: str
    seed: str
    population: int
    sample: tuple[CaseId, ...]


def scope_of(opened: InspectionOpened) -> Scope:
    """Return what an inspection was to look at."""
    return Scope(
        kind=opened.kind,
        units=opened.units,
        since=opened.since,
        until=opened.until,
        size=opened.size,
    )


def recorded(opened: InspectionOpened) -> Drawn:
    """Return the sample that an inspection recorded."""
    return Drawn(
        upto=opened.upto,
        root=opened.root,
        seed=opened.seed,
        population=opened.population,
        sample=opened.sample,
    )


def draw(scope: Scope, population: Iterable[CaseId], *, upto: int, root: str) -> Drawn:
    """Draw a sample: the first so many by the hash of the seed and their number (S59).

    The seed is the hash of the log's root and of the scope.
    """
    seed = _seed(scope, upto, root)
    cases = sorted({*population}, key=lambda case: (_hash(seed, case), case))
    return Drawn(
        upto=upto,
        root=root,
        seed=seed,
        population=len(cases),
        sample=tuple(cases[: scope.size]),
    )


def _seed(scope: Scope, upto: int, root: str) -> str:
    return _hash(
        "minqing-draw/v1",
        root,
        str(upto),
        scope.kind,
        " ".join(scope.units),
        scope.since.isoformat(),
        scope.until.isoformat(),
        str(scope.size),
    )


def _hash(*lines: str) -> str:
    return sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()
