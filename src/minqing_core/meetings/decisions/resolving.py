"""What meetings and studies resolve, and what becomes of it (S52, S78)."""

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from minqing_core.kernel.ids import CaseId, PersonId
from minqing_core.kernel.personal import Personal
from minqing_core.meetings import events
from minqing_core.meetings.decisions import refusals
from minqing_core.meetings.decisions.requirements import require_words
from minqing_core.meetings.state import Assembly, Resolution


@frozen(kw_only=True)
class Resolving:
    """A resolution as somebody tells it.

    Where no matters are named it is for those of its item that are still open, or of the study.
    """

    text: Personal
    owner: PersonId
    due: date
    item: int | None = None
    cases: tuple[CaseId, ...] = ()


def adopt(
    assembly: Assembly, *, resolving: Resolving, measures: tuple[events.MeasureIn, ...]
) -> events.ResolutionAdopted:
    """Put on record what is to be done, by whom and by when (S52, S78).

    Not idempotent: the same may be resolved twice; the request's key tells a repetition.
    """
    require_words("决议（text）", resolving.text)
    held_on = require_held(assembly)
    if resolving.due < held_on:
        raise refusals.DueBeforeError(due=resolving.due, held_on=held_on)
    return events.ResolutionAdopted(
        resolution=len(assembly.resolutions) + 1,
        item=resolving.item,
        text=resolving.text,
        owner=resolving.owner,
        due=resolving.due,
        measures=measures,
    )


def about(assembly: Assembly, resolving: Resolving) -> tuple[CaseId, ...]:
    """Return the matters that a resolution may be about: those of its item, or all (S51)."""
    if resolving.item is None:
        spoken = assembly.cases
    elif resolving.item in assembly.items:
        spoken = assembly.items[resolving.item]
    else:
        raise refusals.ItemUnknownError(item=resolving.item, known=_listed(assembly.items))
    for case in resolving.cases:
        if case not in spoken:
            raise refusals.MatterElsewhereError(case=case, known=_listed(spoken))
    return spoken


def carry_out(
    assembly: Assembly, *, done: events.ResolutionCarriedOut, by: PersonId
) -> list[events.ResolutionEvent]:
    """Put on record that what was resolved was done, as who answers for it or the chair (S52)."""
    resolution = found(assembly, done.resolution)
    if by not in {resolution.owner, assembly.chair}:
        _refuse(done.resolution, resolution, by, "报告落实")
    if resolution.dropped:
        raise refusals.ResolutionOverError(
            resolution=done.resolution, how="不再落实", what="报告落实"
        )
    require_words("落实情况（text）", done.text)
    return [] if resolution.carried_out else [done]


def drop(
    assembly: Assembly, *, dropped: events.ResolutionDropped, by: PersonId, steers: bool
) -> list[events.ResolutionEvent]:
    """Put on record that what was resolved will not be done, and why (S52).

    That is for the chair or those who hold such meetings: nobody is rid of a task by themselves.
    """
    resolution = found(assembly, dropped.resolution)
    if not steers and by != assembly.chair:
        _refuse(dropped.resolution, resolution, by, "撤销决议")
    if resolution.carried_out:
        raise refusals.ResolutionOverError(resolution=dropped.resolution, how="落实", what="撤销")
    require_words("理由（reason）", dropped.reason)
    return [] if resolution.dropped else [dropped]


def found(assembly: Assembly, number: int) -> Resolution:
    """Return a resolution, or refuse one that there is not (S52)."""
    if number not in assembly.resolutions:
        raise refusals.ResolutionUnknownError(
            resolution=number, known=_listed(assembly.resolutions)
        )
    return assembly.resolutions[number]


def require_held(assembly: Assembly) -> date:
    """Return the day of the meeting or of the study's decision; refuse before it (S78)."""
    if assembly.held_on is None:
        raise refusals.StudyUndecidedError
    return assembly.held_on


def _refuse(number: int, resolution: Resolution, by: PersonId, what: str) -> None:
    raise refusals.NotAnswerableError(
        resolution=number, owner=resolution.owner, person=by, what=what
    )


def _listed(known: Iterable[object]) -> str:
    return "、".join(str(one) for one in known) or "无"
