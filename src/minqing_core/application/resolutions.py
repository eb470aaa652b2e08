"""What meetings and studies resolve, in their own record and in the matters at once (S52, S78)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import attrs
from attrs import frozen

from minqing_core.application.meetings import facts_of, files_of
from minqing_core.application.office import Office, facts, person_stream
from minqing_core.application.on_case import held
from minqing_core.application.people import require_person, require_staying
from minqing_core.application.ports import Draft
from minqing_core.application.sight import sees
from minqing_core.application.transact import Recorded, Request, transact
from minqing_core.diary.decisions import collective
from minqing_core.diary.decisions.collective import Spoken
from minqing_core.diary.state import Case, fold
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId, StreamId
from minqing_core.kernel.periods import civil_date, end_of_day
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.standing import Standing
from minqing_core.meetings import events
from minqing_core.meetings.decisions import resolving
from minqing_core.meetings.decisions.requirements import (
    require_in_its_course,
    require_ordinary,
)
from minqing_core.meetings.decisions.resolving import Resolving
from minqing_core.meetings.state import Assembly
from minqing_core.views.case_file import CaseFile
from minqing_core.views.cases import stream_of
from minqing_core.views.schema import UNITS


@frozen(kw_only=True)
class Body:
    """A meeting or a study, as it stood when whoever acts looked at it.

    ``steers`` says that they hold such meetings, or keep such studies.
    """

    stream: StreamId
    assembly: Assembly
    title: str
    steers: bool


def adopt(office: Office, act: Act, body: Body, asked: object, resolution: Resolving) -> Recorded:
    """Record a resolution, and a measure in each matter that it is about: all or nothing."""
    state, owner = body.assembly, resolution.owner
    spoken = resolving.about(state, resolution)
    relies_on = office.versions(UNITS, person_stream(owner), *map(stream_of, spoken))
    require_person(office, owner)
    require_staying(office, owner)
    by, act = office.standing(act.actor), on_its_day(office, act, resolving.require_held(state))
    matters = _chosen(office, act, by, resolution, spoken)
    said = Personal(f"{resolution.text}（{body.title}决议第 {len(state.resolutions) + 1} 项）")

    def decide() -> list[Any]:
        adopted = {
            case: collective.adopt(matter, text=said, owner=owner, due=resolution.due, by=by)
            for case, matter in matters.items()
        }
        measures = tuple(
            events.MeasureIn(case=case, measure=len(matter.case.measures) + 1)
            for case, matter in matters.items()
        )
        made = resolving.adopt(state, resolving=resolution, measures=measures)
        return [made, *drafts(adopted)]

    return on_body(office, act, body, asked, decide, relies_on={**relies_on, **held(by)})


def carry_out(
    office: Office, act: Act, body: Body, asked: object, done: events.ResolutionCarriedOut
) -> Recorded:
    """Record that what was resolved was done, and its measures in the matters that go on."""
    linked, relies_on = _linked(office, act, body.assembly, done.resolution)

    def decide() -> list[Any]:
        made = resolving.carry_out(body.assembly, done=done, by=act.actor)
        told = {
            case: collective.carry_out(matter, measure=number, text=done.text, by=act.actor)
            for case, (matter, number) in linked.items()
            if made
        }
        return [*made, *drafts(told)]

    return on_body(office, act, body, asked, decide, relies_on=relies_on)


def drop(
    office: Office, act: Act, body: Body, asked: object, dropped: events.ResolutionDropped
) -> Recorded:
    """Record that what was resolved will not be done, nor its measures in the matters."""
    linked, relies_on = _linked(office, act, body.assembly, dropped.resolution)

    said = Personal(f"{body.title}决定：{dropped.reason}")

    def decide() -> list[Any]:
        made = resolving.drop(body.assembly, dropped=dropped, by=act.actor, steers=body.steers)
        noted = {
            case: collective.drop(matter, measure=number, reason=said)
            for case, (matter, number) in linked.items()
            if made
        }
        return [*made, *drafts(noted)]

    return on_body(office, act, body, asked, decide, relies_on=relies_on)


def on_body(
    office: Office,
    act: Act,
    body: Body,
    asked: object,
    decide: Callable[[], Sequence[Any]],
    *,
    relies_on: Mapping[StreamId, int],
) -> Recorded:
    """Record what is decided of a meeting or a study that still stands as it was looked at."""
    seen = body.assembly.version if act.seen is None else act.seen
    by = office.standing(act.actor)
    request = Request(
        act=attrs.evolve(act, seen=seen),
        stream=body.stream,
        asked=asked,
        relies_on={**relies_on, **held(by)},
    )
    return transact(office, request, lambda _, __: decide())


def matters_of(
    office: Office, act: Act, files: Mapping[CaseId, CaseFile], what: str
) -> dict[CaseId, Spoken]:
    """Return matters as they now stand, for what is recorded of them as of its day.

    Raises:
        MatterLaterError: a matter was not known yet then.
        ReopenedLaterError: it was before a matter was reopened.
    """
    require_in_its_course(facts_of(office, files), act.occurred_at, what)
    return {case: Spoken(number=case, case=_case(office, case)) for case in files}


def drafts(made: Mapping[CaseId, Sequence[Any]]) -> Iterator[Draft]:
    """Yield what is to be recorded in matters."""
    for case, found in made.items():
        for event in found:
            yield Draft(stream=stream_of(case), event=event)


def on_its_day(office: Office, act: Act, on: date) -> Act:
    """Return an act that happened on a day: at its end, or now when that is today."""
    if act.occurred_at is not None or on >= civil_date(office.now()):
        return act
    return attrs.evolve(act, occurred_at=end_of_day(on))


def _chosen(
    office: Office, act: Act, by: Standing, resolution: Resolving, spoken: Iterable[CaseId]
) -> dict[CaseId, Spoken]:
    """Return the matters that a resolution is for: those named, or all that are open to it."""
    if resolution.cases:
        named = files_of(office, resolution.cases)
        require_ordinary(facts_of(office, named), "决议")
        return matters_of(office, act, named, "决议")
    files = files_of(office, spoken)
    open_to = {
        case: file
        for case, file in files.items()
        if not file.confidential
        and sees(office, by, file)
        and collective.takes_measures(_case(office, case), by)
    }
    return matters_of(office, act, open_to, "决议")


def _linked(
    office: Office, act: Act, assembly: Assembly, number: int
) -> tuple[dict[CaseId, tuple[Spoken, int]], dict[StreamId, int]]:
    """Return the matters of a resolution with its measure in each, complaints left out (S12)."""
    measures = {one.case: one.measure for one in resolving.found(assembly, number).measures}
    relies_on = office.versions(UNITS, *map(stream_of, measures))
    files = files_of(office, measures)
    ordinary = {case: file for case, file in files.items() if not file.confidential}
    matters = matters_of(office, act, ordinary, "报告")
    return {case: (matter, measures[case]) for case, matter in matters.items()}, relies_on


def _case(office: Office, case: CaseId) -> Case:
    return fold(facts(office.history(stream_of(case))))
