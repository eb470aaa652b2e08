"""Keeping people away from a matter in which they have an interest."""

from minqing_core.application.case_leaders import with_leaders_told
from minqing_core.application.catalogue import use_case
from minqing_core.application.office import Office
from minqing_core.application.on_case import at_once, held, in_person, on_case
from minqing_core.application.people import require_person, require_staying
from minqing_core.application.sight import require_unbarred
from minqing_core.application.transact import Recorded
from minqing_core.diary import events
from minqing_core.diary.decisions import withdrawing
from minqing_core.diary.decisions.withdrawing import Granting
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId
from minqing_core.kernel.periods import civil_date
from minqing_core.powers.rules import Power
from minqing_core.roster.decisions import require_live


@use_case("case.recuse", Power.DIARY_WRITE, "S12", "S66", records=True)
def recuse(office: Office, act: Act, case: CaseId, *, asked: events.RecusalAsked) -> Recorded:
    """Say that somebody has an interest in a matter and should keep away from it."""
    at_once(act, "提出回避")
    require_person(office, asked.person)
    return on_case(
        office,
        act,
        case,
        ["case.recuse", case, asked],
        lambda state, by, _: withdrawing.ask_recusal(state, asked=asked, by=by),
    )


@use_case("case.recuse-grant", Power.DIARY_WRITE, "S12", "S25", "S66", records=True)
def grant(office: Office, act: Act, case: CaseId, *, granting: Granting) -> Recorded:
    """Keep somebody away from a matter, and name who takes the owner's place."""
    at_once(act, "准予回避")
    in_person(act, "准予回避")
    if granting.owner is not None:
        require_person(office, granting.owner)
        require_staying(office, granting.owner)
        require_unbarred(office, case, granting.owner)
    if granting.unit is not None:
        require_live(office.units(), granting.unit, civil_date(office.now()))
    successor = None if granting.owner is None else office.standing(granting.owner)
    return on_case(
        office,
        act,
        case,
        ["case.recuse-grant", case, granting],
        lambda state, by, _: with_leaders_told(
            office,
            state,
            withdrawing.grant_recusal(state, granting=granting, by=by, successor=successor),
            by.person,
        ),
        relies_on={} if successor is None else held(successor),
    )


@use_case("case.recuse-refuse", Power.DIARY_WRITE, "S12", "S66", records=True)
def refuse(office: Office, act: Act, case: CaseId, *, refused: events.RecusalRefused) -> Recorded:
    """Let somebody go on acting on a matter, with the reason."""
    at_once(act, "不予回避")
    in_person(act, "不予回避")
    return on_case(
        office,
        act,
        case,
        ["case.recuse-refuse", case, refused],
        lambda state, by, _: withdrawing.refuse_recusal(state, refused=refused, by=by),
    )
