"""A duty of somebody over a stretch of days: one cell of the ledger, and how it is judged."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from attrs import field, frozen

from minqing_core.kernel.calendar import CountedDay
from minqing_core.kernel.ids import CaseId, InspectionId, PersonId, UnitId
from minqing_core.programme.events import Rule


class State(StrEnum):
    """How a duty stands; exactly one of these."""

    NOT_DUE = "not-due"
    OPEN = "open"
    MET = "met"
    MET_LATE = "met-late"
    MISSED = "missed"
    EXCUSED = "excused"


@frozen(kw_only=True)
class Fact:
    """Something on record that may meet a duty: for which period, in which post, by whom.

    ``inspection`` is the one that a bulletin says it rests on.
    """

    position: int
    occurred_on: date
    recorded_on: date
    period: str = ""
    post: str = ""
    case: CaseId | None = None
    inspection: InspectionId | None = None


@frozen(kw_only=True)
class Ground:
    """On what a duty rests: the rule, the unit that laid it down, and the days as they count."""

    rule: Rule | None = None
    laid_by: UnitId | None = None
    says: str = ""
    days: tuple[CountedDay, ...] = ()
    tentative: bool = False


NO_GROUND = Ground()


@frozen(kw_only=True)
class Cell:
    """One duty: whose it is, by when it is due, how it stands, and which records meet it.

    ``period`` is that of a duty that comes round; a duty of a matter has its number in ``case``,
    which of several it is in ``item``, and the position of the record by which it ``began``.
    ``released_by`` is that of the record by which it is no longer asked for. ``about`` is whose
    diary is to be read.
    """

    id: str
    duty: str
    clause: str
    person: PersonId | None = None
    unit: UnitId | None = None
    about: PersonId | None = None
    period: str | None = None
    case: CaseId | None = None
    item: str | None = None
    start: date
    due: date
    state: State
    met_on: date | None = None
    met_by: tuple[int, ...] = ()
    began: int | None = None
    released_by: int | None = None
    note: str = ""
    ground: Ground = field(default=NO_GROUND, repr=False)


@frozen(kw_only=True)
class Verdict:
    """How a duty stands, and which records make it so."""

    state: State
    met_on: date | None = None
    met_by: tuple[int, ...] = ()


@frozen(kw_only=True)
class Asked:
    """What is asked between two days: so many records, unless there is an excuse."""

    first: date
    due: date
    needed: int = 1
    excused: bool = False


def judged(asked: Asked, facts: Sequence[Fact], today: date) -> Verdict:
    """Say how a duty stands on a day, by what was on record (S22, S39).

    Only what was recorded by the due day meets it; what is recorded later meets it late, for
    ever. An excuse counts where it was not met in time all the same.
    """
    recorded = sorted(facts, key=lambda fact: fact.position)[: asked.needed]
    enough = len(recorded) == asked.needed
    met_by = tuple(fact.position for fact in recorded)
    last = max((fact.recorded_on for fact in recorded), default=None) if enough else None
    if last is not None and last <= asked.due:
        return Verdict(state=State.MET, met_on=last, met_by=met_by)
    if today < asked.first and not enough:
        return Verdict(state=State.NOT_DUE, met_by=met_by)
    if asked.excused:
        return Verdict(state=State.EXCUSED, met_on=last, met_by=met_by)
    if enough:
        return Verdict(state=State.MET_LATE, met_on=last, met_by=met_by)
    return Verdict(state=State.OPEN if today <= asked.due else State.MISSED, met_by=met_by)
