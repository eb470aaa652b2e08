"""Resolutions and the matters they are about, as a reader may see them."""

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import frozen

from minqing_core.application.listing import visible
from minqing_core.application.moments import Moment
from minqing_core.application.names import directory
from minqing_core.application.office import Office
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId, PersonId
from minqing_core.views import cases
from minqing_core.views.case_file import CaseFile
from minqing_core.views.labels import label
from minqing_core.views.resolutions import ResolutionLine, ResolutionState


@frozen(kw_only=True)
class LinkedMeasure:
    """A measure that a resolution became in a matter, and when it was carried out or dropped."""

    case: CaseId
    measure: int
    done_on: date | None
    dropped_on: date | None


@frozen(kw_only=True)
class ResolutionPart:
    """A resolution, what became of it, and its measures in the matters one may see (S52)."""

    resolution: int
    item: int | None
    text: str
    owner: PersonId
    owner_name: str
    due: date
    state: ResolutionState
    state_text: str
    ended_on: date | None
    ended_by_name: str | None
    ended_text: str | None
    measures: tuple[LinkedMeasure, ...]


def resolution_parts(
    office: Office, act: Act, lines: Iterable[ResolutionLine], moment: Moment
) -> tuple[ResolutionPart, ...]:
    """Return resolutions as somebody may read them, as they stood at a moment."""
    names = directory(office)
    return tuple(
        ResolutionPart(
            resolution=line.resolution,
            item=line.item,
            text=line.text,
            owner=line.owner,
            owner_name=names(line.owner),
            due=line.due,
            state=(state := line.state(moment.today)),
            state_text=label("resolution", state),
            ended_on=line.ended_on,
            ended_by_name=None if line.ended_by is None else names(line.ended_by),
            ended_text=line.ended_text,
            measures=tuple(_measures(office, act, line, moment)),
        )
        for line in lines
    )


def seen_files(
    office: Office, act: Act, wanted: Iterable[CaseId], moment: Moment
) -> dict[CaseId, CaseFile]:
    """Return those of some matters that somebody may see now, as they stood at a moment.

    A matter that is a complaint about a cadre by now is none that meetings speak of (S12).
    """
    listed, found = [*wanted], {}
    seen = visible(office, act, [str(case) for case in listed])
    for case in listed:
        history = office.log.stream(cases.stream_of(case))
        if case in seen and not cases.fold(case, history).confidential:
            found[case] = cases.fold(case, moment.saw(history))
    return found


def _measures(
    office: Office, act: Act, line: ResolutionLine, moment: Moment
) -> Iterator[LinkedMeasure]:
    numbers = {one.case: one.measure for one in line.measures}
    for case, file in seen_files(office, act, numbers, moment).items():
        for measure in file.measures:
            if measure.measure == numbers[case]:
                yield LinkedMeasure(
                    case=case,
                    measure=measure.measure,
                    done_on=measure.done_on,
                    dropped_on=measure.dropped_on,
                )
