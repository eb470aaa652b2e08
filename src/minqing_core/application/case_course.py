"""The part of a matter's page that tells its course beyond the straight line."""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from minqing_core.diary.events import ObjectiveCause
from minqing_core.kernel.ids import PersonId
from minqing_core.views.case_file import CaseFile
from minqing_core.views.course import (
    ClosureLine,
    ExtensionLine,
    Links,
    RecusalLine,
    closures,
    extensions,
    links,
    recusals,
)
from minqing_core.views.sentences import Names


@frozen(kw_only=True)
class Parking:
    """That the clock stands still: why, and until when; ``lapsed`` when that day has passed."""

    cause: ObjectiveCause
    reason: str
    until: date
    lapsed: bool


@frozen(kw_only=True)
class CoursePart:
    """Rounds and ends, stops, extensions, bonds and recusals; ``people`` gives their names."""

    round: int
    closures: tuple[ClosureLine, ...]
    parking: Parking | None
    next_look: date | None
    extensions: tuple[ExtensionLine, ...]
    links: Links
    recusals: tuple[RecusalLine, ...]
    people: dict[PersonId, str]


def course_part(file: CaseFile, names: Names, today: date) -> CoursePart:
    """Return the course of a matter as it stands on a day."""
    ended, longer, recused = closures(file), extensions(file), recusals(file)
    return CoursePart(
        round=len(file.rounds),
        closures=ended,
        parking=_parking(file, today),
        next_look=file.next_look,
        extensions=longer,
        links=links(file),
        recusals=recused,
        people={person: names(person) for person in _people(ended, longer, recused)},
    )


def _parking(file: CaseFile, today: date) -> Parking | None:
    parked = file.parking
    if parked is None or file.conclusion is not None:
        return None
    return Parking(
        cause=parked.cause,
        reason=str(parked.reason),
        until=parked.until,
        lapsed=parked.until < today,
    )


def _people(
    ended: tuple[ClosureLine, ...],
    longer: tuple[ExtensionLine, ...],
    recused: tuple[RecusalLine, ...],
) -> Iterator[PersonId]:
    yield from (line.by for line in ended)
    yield from (line.person for line in recused)
    lines: tuple[ExtensionLine | RecusalLine, ...] = (*longer, *recused)
    for line in lines:
        yield line.asked_by
        if line.decided_by is not None:
            yield line.decided_by
