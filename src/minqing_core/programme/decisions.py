"""What may be done to the programme, and what is then recorded."""

from datetime import date
from typing import ClassVar

from minqing_core.kernel.calendar import SATURDAY, YearDays
from minqing_core.kernel.refusals import RefusalError
from minqing_core.programme import events
from minqing_core.programme.state import Programme

DAYS, TIMES, CHOICE = "days", "times", "choice"
RULES: dict[str, str] = {
    "record.prompt": DAYS,
    "record.urgent": DAYS,
    "record.weekly": TIMES,
    "feedback.opinion": DAYS,
    "feedback.result": DAYS,
    "conclude": DAYS,
    "hanging.grace": DAYS,
    "relook": DAYS,
    "self-assessment.quarterly": TIMES,
    "review.quarterly": TIMES,
    "meeting.quarterly": TIMES,
    "inspection.half-yearly": TIMES,
    "summary.yearly": TIMES,
    "review.of-town-secretary": CHOICE,
    "review.deputy-and-commissioner": CHOICE,
    "week.first-day": CHOICE,
}


class ProgrammeExistsError(RefusalError):
    """The programme was established before, with other particulars."""

    kind = "conflict"
    code = "programme-exists"
    text = "活动方案《{title}》已经设立,不能另行设立"


class UnknownRuleError(RefusalError):
    """No rule goes by this code."""

    kind = "not-found"
    code = "unknown-rule"
    text = "没有代码为「{rule}」的制度规定,可用的有:{known}"


class RuleValueError(RefusalError):
    """The value does not fit the rule."""

    code = "rule-value"
    text = "规定「{rule}」的值应为{wanted}"
    wanted: ClassVar[dict[str, str]] = {
        DAYS: "天数(amount ≥ 0)和计算单位(unit:working-day 或 calendar-day)",
        TIMES: "次数(amount ≥ 1),不带单位",
        CHOICE: "一个选项(choice),不带天数",
    }


class CategoryParentError(RefusalError):
    """The parent of a category is not a main category in use."""

    kind = "not-found"
    code = "category-parent"
    text = "类别「{code}」的上级「{parent}」在 {on} 不是有效的一级类别"


class CategoryUnknownError(RefusalError):
    """The category is not in use on that day."""

    kind = "not-found"
    code = "category-unknown"
    text = "类别「{code}」在 {on} 未启用,请从 programme categories 所列中选用"


class CalendarDayError(RefusalError):
    """A day of the calendar cannot be what it is said to be."""

    code = "calendar-day"
    text = "{year} 年日历中的 {day} 不对:{why}"


def establish(programme: Programme, *, facts: events.ProgrammeEstablished) -> list[events.Event]:
    """Order the diaries to be kept (S1–S3, S83)."""
    if programme.established is None:
        return [facts]
    if programme.established == facts:
        return []
    raise ProgrammeExistsError(title=programme.established.title)


def record_basis(programme: Programme, *, basis: events.LegalBasisRecorded) -> list[events.Event]:
    """Name a document on whose authority the programme stands (S1)."""
    return [] if basis in programme.bases else [basis]


def adopt_rule(programme: Programme, *, rule: events.RuleAdopted) -> list[events.Event]:
    """Adopt or change a rule from a day on (S1, S83)."""
    if rule.rule not in RULES:
        raise UnknownRuleError(rule=rule.rule, known="、".join(RULES))
    if not _fits(rule.value, RULES[rule.rule]):
        raise RuleValueError(rule=rule.rule, wanted=RuleValueError.wanted[RULES[rule.rule]])
    return [] if programme.rule(rule.rule, rule.effective_from) == rule else [rule]


def adopt_category(
    programme: Programme, *, category: events.CategoryAdopted
) -> list[events.Event]:
    """Bring a category into use from a day on (S10–S17)."""
    on, parent = category.effective_from, category.parent
    if parent is not None:
        above = programme.category(parent, on)
        if above is None or above.parent is not None:
            raise CategoryParentError(code=category.code, parent=parent, on=on)
    return [] if programme.category(category.code, on) == category else [category]


def retire_category(
    programme: Programme, *, retired: events.CategoryRetired
) -> list[events.Event]:
    """Give a category to no new matter from a day on; old matters keep it (S17)."""
    require_category(programme, code=retired.code, on=retired.effective_from)
    return [retired]


def require_category(programme: Programme, *, code: str, on: date) -> None:
    """Refuse a category that is not in use on a day (S10–S17)."""
    if programme.category(code, on) is None:
        raise CategoryUnknownError(code=code, on=on)


def publish_year(
    programme: Programme, *, year: events.CalendarYearPublished
) -> list[events.Event]:
    """Publish the working calendar of a year; the same again records nothing (S39)."""
    for day in (*year.off, *year.work):
        why = _day_fault(day, year)
        if why is not None:
            raise CalendarDayError(year=year.year, day=day, why=why)
    days = YearDays(frozenset(year.off), frozenset(year.work))
    return [] if programme.calendar.years.get(year.year) == days else [year]


def _day_fault(day: date, year: events.CalendarYearPublished) -> str | None:
    if day.year != year.year:
        return "不在该年之内"
    weekend = day.weekday() >= SATURDAY
    if weekend and day in year.off:
        return "周末本不上班,不必列为放假(off 只列放假的周一至周五)"
    if not weekend and day in year.work:
        return "周一至周五本应上班,不必列为调休上班(work 只列上班的周六周日)"
    return None


def _fits(value: events.RuleValue, shape: str) -> bool:
    has_amount, has_choice = value.amount is not None, value.choice is not None
    if shape == CHOICE:
        return has_choice and not has_amount and value.unit is None
    return (
        value.amount is not None
        and value.amount >= (0 if shape == DAYS else 1)
        and (value.unit is not None) == (shape == DAYS)
        and not has_choice
    )
