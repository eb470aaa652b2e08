"""Readings of one matter: its page, its story, what changed, its limits."""

from datetime import date

from attrs import frozen

from minqing_core.application.case_differences import Difference, differences
from minqing_core.application.case_limits import limits_of
from minqing_core.application.case_page import CasePage, file_at, page
from minqing_core.application.catalogue import use_case
from minqing_core.application.moments import NOW, Moment, When, found
from minqing_core.application.office import Office
from minqing_core.application.told import TimelineItem, timeline
from minqing_core.duties.limits import Deadline
from minqing_core.kernel.calendar import WorkingCalendar
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId
from minqing_core.kernel.refusals import RefusalError
from minqing_core.powers.rules import Power


@frozen(kw_only=True)
class Timeline:
    """What happened to a matter, in the order in which it happened."""

    case: CaseId
    title: str
    items: tuple[TimelineItem, ...]
    position: int


@frozen(kw_only=True)
class DeadlinePage:
    """The limits of a matter, each derived day by day.

    ``working_days_left`` says of each how many there are until it is due, less than nothing once
    it is overdue; None where it is met.
    """

    case: CaseId
    on: date
    items: tuple[Deadline, ...]
    working_days_left: tuple[int | None, ...]
    position: int


class BeforeMissingError(RefusalError):
    """A matter is compared with itself at an earlier moment, which must be said."""

    code = "before-missing"
    text = "请写明与哪一时刻相比：before 的 known_by、as_of 或 position（命令行为 --before 等）"


class BeforeLaterError(RefusalError):
    """The moment to compare with is later than the one that is compared."""

    code = "before-later"
    text = "前一时刻（记录前 {before} 条）晚于后一时刻（记录前 {after} 条），请对调"


@frozen(kw_only=True)
class DifferencePage:
    """What is different about a matter between two moments, and what happened in between."""

    case: CaseId
    differences: tuple[Difference, ...]
    items: tuple[TimelineItem, ...]
    position: int


@use_case("case.show", Power.DIARY_READ, "S18", "S19", "S22", "S25", "S35", reads=True)
def show(office: Office, act: Act, case: CaseId, *, when: When = NOW) -> CasePage:
    """Show a matter in its three parts, at any moment."""
    moment = found(office, when)
    return page(office, file_at(office, act, case, moment), moment)


@use_case("case.log", Power.DIARY_READ, "S25", reads=True)
def log(office: Office, act: Act, case: CaseId, *, when: When = NOW) -> Timeline:
    """Tell what happened to a matter, in plain sentences."""
    moment = found(office, when)
    file = file_at(office, act, case, moment)
    title = "" if file.matter is None else file.matter.title.text
    return Timeline(
        case=case,
        title=title,
        items=tuple(timeline(office, act, case, moment)),
        position=moment.position,
    )


@use_case("case.diff", Power.DIARY_READ, "S35", reads=True)
def diff(
    office: Office,
    act: Act,
    case: CaseId,
    *,
    before: When = NOW,
    after: When = NOW,
) -> DifferencePage:
    """Tell what is different about a matter between two moments, the earlier one first."""
    if before.is_now:
        raise BeforeMissingError
    earlier, later = found(office, before), found(office, after)
    _require_order(earlier, later)
    pages = [
        page(office, file_at(office, act, case, moment), moment) for moment in (earlier, later)
    ]
    known = {item.version for item in timeline(office, act, case, earlier)}
    return DifferencePage(
        case=case,
        differences=tuple(differences(*pages)),
        items=tuple(i for i in timeline(office, act, case, later) if i.version not in known),
        position=later.position,
    )


@use_case("deadline.explain", Power.DIARY_READ, "S34", "S62", reads=True)
def explain_deadlines(
    office: Office,
    act: Act,
    case: CaseId,
    *,
    when: When = NOW,
) -> DeadlinePage:
    """Derive the limits of a matter day by day, from the rules and the calendar then known."""
    moment = found(office, when)
    file = file_at(office, act, case, moment)
    limits = tuple(limits_of(office, file, moment.today, moment.position))
    calendar = office.programme(moment.position).calendar
    return DeadlinePage(
        case=case,
        on=moment.today,
        items=limits,
        working_days_left=tuple(_left(limit, moment.today, calendar) for limit in limits),
        position=moment.position,
    )


def _left(limit: Deadline, today: date, calendar: WorkingCalendar) -> int | None:
    if limit.met_on is not None:
        return None
    if today <= limit.due:
        return calendar.working_days_between(today, limit.due)
    return -calendar.working_days_between(limit.due, today)


def _require_order(earlier: Moment, later: Moment) -> None:
    first, last = (earlier.position, earlier.until), (later.position, later.until)
    if first != last and first[0] >= last[0] and first[1] >= last[1]:
        raise BeforeLaterError(before=earlier.position, after=later.position)
