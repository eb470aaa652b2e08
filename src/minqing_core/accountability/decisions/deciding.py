"""Whether and how somebody answers for a matter: decided, appealed against, decided anew (S66)."""

from collections.abc import Iterator

from attrs import frozen

from minqing_core.accountability import events
from minqing_core.accountability.decisions import refusals
from minqing_core.accountability.decisions.requirements import (
    Ground,
    require_apart,
    require_free,
    require_kept,
    require_running,
    require_shown,
    require_words,
    required,
)
from minqing_core.accountability.events import FAILURES, Accounting, Element
from minqing_core.accountability.state import Inquiry, latest
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.personal import Personal

NEEDED = (
    (Element.FAULT,),
    FAILURES,
    (Element.CONSEQUENCE,),
    (Element.RESPONSIBLE,),
)
WEIGHT = {outcome: weight for weight, outcome in enumerate(Accounting)}


@frozen(kw_only=True)
class Ruling:
    """How the person answers for it and why; tolerance （容错） has a reason of its own."""

    outcome: Accounting
    text: Personal
    tolerance: Personal | None = None


def decide(
    inquiry: Inquiry, *, ruling: Ruling, ground: Ground, by: PersonId
) -> list[events.InquiryEvent]:
    """Decide whether and how somebody answers for a matter (S66).

    Never by who found, showed or heard, and only after they were shown everything and heard. That
    they answer for it, or that it is tolerated, only where their fault, a failure, a consequence
    and their duty on the day of that failure all hold.
    """
    require_free(inquiry, by, ground, "作出决定")
    require_apart(by, ground, "作出决定")
    decided = events.InquiryDecided(
        outcome=ruling.outcome,
        findings=tuple(sorted(f.finding for f in latest(inquiry.findings).values())),
        text=ruling.text,
        tolerance=ruling.tolerance,
    )
    if inquiry.decided == decided:
        return []
    require_running(inquiry, "再作决定")
    _require_whole(ruling)
    require_shown(inquiry, "作出决定")
    if not inquiry.heard:
        raise refusals.UnheardError(person=required(inquiry).person)
    _require_elements(inquiry, ruling, ground)
    return [decided]


def appeal(
    inquiry: Inquiry, *, lodged: events.AppealLodged, by: PersonId
) -> list[events.InquiryEvent]:
    """Appeal against how it was decided: the person concerned, and once (S66)."""
    person = required(inquiry).person
    if by != person:
        raise refusals.OnlyConcernedError(person=person, what="申诉")
    require_kept(inquiry, "申诉")
    if inquiry.decided is None:
        raise refusals.UndecidedError(what="申诉")
    require_words("申诉理由", lodged.text)
    if inquiry.appealed == lodged:
        return []
    if inquiry.appealed is not None:
        raise refusals.AlreadyAppealedError
    return [lodged]


def decide_appeal(
    inquiry: Inquiry, *, ruling: Ruling, first: PersonId | None, ground: Ground, by: PersonId
) -> list[events.InquiryEvent]:
    """Decide on an appeal: nothing heavier, and by nobody who decided or inquired before (S66)."""
    require_free(inquiry, by, ground, "决定申诉")
    require_apart(by, ground, "决定申诉")
    require_kept(inquiry, "决定申诉")
    if inquiry.decided is None or inquiry.appealed is None:
        raise refusals.NotAppealedError
    if by == first:
        raise refusals.FirstDeciderError(person=by)
    decided = events.AppealDecided(
        outcome=ruling.outcome, text=ruling.text, tolerance=ruling.tolerance
    )
    if inquiry.appeal == decided:
        return []
    if inquiry.appeal is not None:
        raise refusals.AppealDecidedError
    _require_whole(ruling)
    before = inquiry.decided.outcome
    if WEIGHT[ruling.outcome] > WEIGHT[before]:
        raise refusals.HeavierError(
            first=ground.label(before), outcome=ground.label(ruling.outcome)
        )
    return [decided]


def _require_whole(ruling: Ruling) -> None:
    require_words("决定的理由", ruling.text)
    tolerated = ruling.outcome is Accounting.TOLERATED
    if tolerated and ruling.tolerance is None:
        raise refusals.ToleranceError(why="决定容错的，须写明容错的理由")
    if ruling.tolerance is None:
        return
    require_words("容错的理由", ruling.tolerance)
    if not tolerated:
        raise refusals.ToleranceError(why="不是容错的决定，不写容错的理由")


def _require_elements(inquiry: Inquiry, ruling: Ruling, ground: Ground) -> None:
    if ruling.outcome is Accounting.NOT_RESPONSIBLE:
        return
    missing = "、".join(_missing(inquiry, ground))
    if missing:
        raise refusals.ElementsMissingError(
            outcome=ground.label(ruling.outcome),
            missing=missing,
            free=ground.label(Accounting.NOT_RESPONSIBLE),
        )
    _require_same_day(inquiry, ruling, ground)


def _require_same_day(inquiry: Inquiry, ruling: Ruling, ground: Ground) -> None:
    holding = {e: f.on for e, f in latest(inquiry.findings).items() if f.holds}
    on = holding[Element.RESPONSIBLE]
    failed = sorted({day for e, day in holding.items() if e in FAILURES and day is not None})
    if on not in failed:
        raise refusals.OtherTimeError(
            outcome=ground.label(ruling.outcome),
            person=required(inquiry).person,
            on=on,
            right="；".join(f"{day} {ground.named(day)}" for day in failed),
            free=ground.label(Accounting.NOT_RESPONSIBLE),
        )


def _missing(inquiry: Inquiry, ground: Ground) -> Iterator[str]:
    holding = {f.element for f in latest(inquiry.findings).values() if f.holds}
    for group in NEEDED:
        if holding.isdisjoint(group):
            yield "或".join(map(ground.label, group))
