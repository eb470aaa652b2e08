"""The limits of a matter as the rules over its unit and the calendar now have it."""

from collections.abc import Iterable
from datetime import date, datetime

import attrs

from minqing_core.application.layers import layers_over
from minqing_core.application.office import Office
from minqing_core.application.roster_files import arrivals, last_days
from minqing_core.diary.decisions.clock import Running
from minqing_core.diary.events import ClockParked, Duty
from minqing_core.diary.state import Case
from minqing_core.duties.limits import Deadline, deadlines
from minqing_core.kernel.calendar import DayUnit, Limit
from minqing_core.kernel.ids import CaseId, UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.programme.events import PlanRuleAdopted
from minqing_core.views import cases
from minqing_core.views.case_file import CaseFile

MOST = Limit(30, DayUnit.CALENDAR_DAY)
NO_RULE = Limit(365, DayUnit.CALENDAR_DAY)


def limits_of(
    office: Office, file: CaseFile, today: date, upto: int | None = None
) -> Iterable[Deadline]:
    """Yield the limits of a matter, by the rules over the unit that learned of it, on that day.

    Later hands change nothing: a matter passed on keeps the rules it began under (S74).
    """
    learned = _learned(file, today)
    first = None if file.opened is None else file.opened.unit
    found = layers_over(office, first, learned, upto).rules(learned)
    for limit in deadlines(
        file,
        rules={code: one.rule for code, one in found.items()},
        calendar=office.programme(upto).calendar,
        today=today,
        arrived=arrivals(office, upto),
        last_day=last_days(office, upto),
    ):
        one = found[limit.duty]
        if isinstance(one.rule, PlanRuleAdopted):
            unit = office.units(upto).name_on(one.unit, learned)
            yield attrs.evolve(limit, rule=f"{limit.rule}（{unit}的实施方案）")
        else:
            yield limit


def running_limit(office: Office, case: CaseId, duty: Duty, today: date) -> Running | None:
    """Return when a limit that is not met yet is due, and until when it may be put back (S34)."""
    file = cases.fold(case, office.log.stream(cases.stream_of(case)))
    learned = _learned(file, today)
    most = _days(office, file.unit, "extension.most", learned) or MOST
    for limit in limits_of(office, file, today):
        if (limit.duty, limit.round) == (duty, len(file.rounds)) and limit.met_on is None:
            latest = office.programme().calendar.due(limit.due, most).day
            return Running(due=limit.due, latest=latest)
    return None


def latest_look(office: Office, case: Case, today: date) -> date:
    """Return the last day until which a matter may be put off or parked (S29, S74).

    It is by the rule over the unit that now answers for it, as of the day it was learned.
    """
    learned_at = case.facts.get("learned_at")
    learned = today if learned_at is None else civil_date(datetime.fromisoformat(learned_at))
    most = _days(office, case.unit, "relook", learned) or NO_RULE
    return office.programme().calendar.due(today, most).day


def latest_parking(office: Office, case: CaseId, state: Case, today: date) -> date:
    """Return the last day until which a matter may be parked in all in its round (S34, S65).

    It is reckoned from the day on which the round was first parked, so that one parking after the
    other does not stop its limits for good.
    """
    file = cases.fold(case, office.history(cases.stream_of(case)))
    parked = (civil_date(s.at) for s in file.rounds[-1] if isinstance(s.fact, ClockParked))
    return latest_look(office, state, min(parked, default=today))


def _learned(file: CaseFile, today: date) -> date:
    return today if file.matter is None else civil_date(file.matter.learned_at)


def _days(office: Office, unit: UnitId | None, code: str, on: date) -> Limit | None:
    rule = layers_over(office, unit, on).rule(code, on)
    return None if rule is None else rule.days
