"""What is supposed to have been otherwise: whether it could be, and how it differs from what was.

What could not be laid down or published cannot be supposed either (S66, S74).
"""

from collections.abc import Iterable, Iterator

from minqing_core.application.office import Office
from minqing_core.duties.kinds import KINDS, PROMPT, TELL_STUDIED, URGENT
from minqing_core.duties.ledger import Rulebook
from minqing_core.duties.limits import CLOCKS
from minqing_core.kernel.calendar import Limit, WorkingCalendar, YearDays
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.refusals import RefusalError
from minqing_core.programme.decisions import publish_year
from minqing_core.programme.decisions.programme import MOST_DAYS
from minqing_core.programme.events import CalendarYearPublished
from minqing_core.replay.counterfactual import RuleInstead, WhatIf, YearInstead
from minqing_core.views.case_file import CaseFile

BEARING = (PROMPT, URGENT, *CLOCKS, TELL_STUDIED)
NOT_OFF, NOW_OFF = "不放假", "另放假"
NOT_WORKED, NOW_WORKED = "不调休上班", "另调休上班"


class SupposedRuleError(RefusalError):
    """What is supposed about a rule that no limit of a matter rests on."""

    code = "supposed-rule"
    text = "假设不成立：一件民情的期限不取决于代码为「{rule}」的规定，可假设的有：{known}"


class SupposedAmountError(RefusalError):
    """So many days are not a rule that could be."""

    code = "supposed-amount"
    text = "假设不成立：规定「{rule}」的天数应在 0 到 {most} 之间，不能是 {amount}"


class SupposedTwiceError(RefusalError):
    """Two different things cannot be supposed of the same rule or year."""

    code = "supposed-twice"
    text = "假设不成立：「{what}」假设了不止一次，请只留一次"


def require_supposable(office: Office, what_if: WhatIf) -> None:
    """Refuse what could not have been laid down or published.

    Raises:
        SupposedTwiceError: a rule or a year is named twice.
        SupposedRuleError: no limit of a matter rests on the rule.
        SupposedAmountError: no rule has so many days.
        CalendarYearError: the year lies beyond what the office reckons with.
        CalendarDayError: a day is not of the year, or is what it is said to be anyway.
    """
    _require_once(one.rule for one in what_if.rules)
    _require_once(str(one.year) for one in what_if.calendar)
    for rule in what_if.rules:
        if rule.rule not in BEARING:
            known = "、".join(f"{code}（{KINDS[code].title}）" for code in BEARING)
            raise SupposedRuleError(rule=rule.rule, known=known)
        if not 0 <= rule.amount <= MOST_DAYS:
            raise SupposedAmountError(rule=rule.rule, most=MOST_DAYS, amount=rule.amount)
    for year in what_if.calendar:
        published = CalendarYearPublished(year=year.year, off=year.off, work=year.work, source="")
        publish_year(office.programme(), year=published)


def told(what_if: WhatIf, book: Rulebook, file: CaseFile) -> Iterator[str]:
    """Yield what is supposed against what was so for a matter on the day it was learned."""
    for rule in what_if.rules:
        yield _rule(rule, book, file)
    for year in what_if.calendar:
        yield f"{year.year} 年工作日历：{'；'.join(_days(year, book.calendar)) or '与公布的相同'}"


def _require_once(named: Iterable[str]) -> None:
    seen: set[str] = set()
    for what in named:
        if what in seen:
            raise SupposedTwiceError(what=what)
        seen.add(what)


def _rule(instead: RuleInstead, book: Rulebook, file: CaseFile) -> str:
    opened = file.opened
    assert opened is not None  # noqa: S101 - only what is on record is read
    laid = book.rule(instead.rule, opened.unit, civil_date(opened.matter.learned_at))
    if laid is None:
        title = KINDS[instead.rule].title
        return f"规定「{title}」（{instead.rule}）：当时尚未施行，此项假设不起作用"
    supposed = Limit(instead.amount, instead.unit or laid.days.unit)
    return (
        f"规定「{laid.rule.title}」（{instead.rule}，{laid.rule.clause}）："
        f"{laid.days} → {supposed}"
    )


def _days(year: YearInstead, calendar: WorkingCalendar) -> Iterator[str]:
    was = calendar.years.get(year.year)
    if was is None:
        yield "原未公布，只计周末"
    before, off, work = was or YearDays(), frozenset(year.off), frozenset(year.work)
    for what, days in (
        (NOT_OFF, before.off - off),
        (NOW_OFF, off - before.off),
        (NOT_WORKED, before.work - work),
        (NOW_WORKED, work - before.work),
    ):
        if days:
            yield f"{what} {'、'.join(f'{day:%m-%d}' for day in sorted(days))}"
