"""The limits of a matter as the programme and the calendar now have it."""

from collections.abc import Iterable
from datetime import date

from minqing_core.application.office import Office
from minqing_core.diary.decisions.clock import Running
from minqing_core.diary.events import Duty
from minqing_core.duties.limits import Deadline, deadlines
from minqing_core.kernel.calendar import DayUnit, Limit
from minqing_core.kernel.ids import CaseId
from minqing_core.kernel.periods import civil_date
from minqing_core.programme.state import Programme
from minqing_core.views import cases
from minqing_core.views.case_file import CaseFile

MOST = Limit(30, DayUnit.CALENDAR_DAY)


def limits_of(programme: Programme, file: CaseFile, today: date) -> Iterable[Deadline]:
    """Return the limits of a matter, by the rules in force when it was learned."""
    learned = today if file.matter is None else civil_date(file.matter.learned_at)
    rules = {code: programme.rule(code, learned) for code in programme.rules}
    return deadlines(
        file,
        rules={code: rule for code, rule in rules.items() if rule is not None},
        calendar=programme.calendar,
        today=today,
    )


def running_limit(office: Office, case: CaseId, duty: Duty, today: date) -> Running | None:
    """Return when a limit that is not met yet is due, and until when it may be put back (S34)."""
    file = cases.fold(case, office.log.stream(cases.stream_of(case)))
    programme = office.programme()
    most = programme.days("extension.most", today) or MOST
    for limit in limits_of(programme, file, today):
        if (limit.duty, limit.round) == (duty, len(file.rounds)) and limit.met_on is None:
            return Running(due=limit.due, latest=programme.calendar.due(limit.due, most).day)
    return None
