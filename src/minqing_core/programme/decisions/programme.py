"""What may be done to the programme, and what is then recorded."""

import re
from datetime import date
from typing import ClassVar

from minqing_core.kernel.calendar import SATURDAY, YearDays
from minqing_core.kernel.periods import FIRST_YEAR, LAST_YEAR
from minqing_core.kernel.refusals import RefusalError
from minqing_core.kernel.text import fault_in_name
from minqing_core.programme import events
from minqing_core.programme.decisions.strictness import require_as_strict
from minqing_core.programme.state import NO_LAYERS, Layers, Programme

DAYS, TIMES, YEARS, CHOICE = "days", "times", "years", "choice"
MOST_DAYS, MOST_TIMES, MOST_YEARS = 3_650, 366, 100
CODE = re.compile(r"[A-Z][A-Z0-9_]{0,39}(\.[A-Z0-9_]{1,40})?")
RULES: dict[str, str] = {
    "record.prompt": DAYS,
    "record.urgent": DAYS,
    "record.weekly": TIMES,
    "feedback.receipt": DAYS,
    "feedback.opinion": DAYS,
    "feedback.result": DAYS,
    "conclude": DAYS,
    "extension.most": DAYS,
    "hanging.grace": DAYS,
    "relook": DAYS,
    "handover.objection": DAYS,
    "self-assessment.quarterly": TIMES,
    "review.quarterly": TIMES,
    "meeting.quarterly": TIMES,
    "inspection.half-yearly": TIMES,
    "summary.yearly": TIMES,
    "signal.backdated": DAYS,
    "signal.burst": TIMES,
    "signal.likeness": TIMES,
    "signal.other-share": TIMES,
    "study.villages": TIMES,
    "study.matters": TIMES,
    "study.feedback": DAYS,
    "ladder.urge": DAYS,
    "ladder.supervise": DAYS,
    "ladder.name": DAYS,
    "review.of-town-secretary": CHOICE,
    "review.deputy-and-commissioner": CHOICE,
    "week.first-day": CHOICE,
    "period.grace": DAYS,
    "books.hand-in": DAYS,
    "privacy.retention": YEARS,
}

EDGES = {DAYS: (0, MOST_DAYS), TIMES: (1, MOST_TIMES), YEARS: (1, MOST_YEARS)}


class WordingError(RefusalError):
    """A title, label or reason cannot be kept as it is."""

    code = "wording"
    text = "{field}「{given}」{why}"


class CategoryCodeError(RefusalError):
    """The code of a category is not of the agreed form."""

    code = "category-code"
    text = (
        "类别代码「{code}」不合规则：只用大写英文字母、数字和下划线，如 ECONOMY;"
        "二级类别写作上级代码加点，如 ECONOMY.INCOME，并注明上级（parent）"
    )


class CalendarYearError(RefusalError):
    """A year lies beyond what the office reckons with."""

    code = "calendar-year"
    text = "年份 {year} 不对，应在 {first} 至 {last} 之间"


class ProgrammeExistsError(RefusalError):
    """The programme was established before, with other particulars."""

    kind = "conflict"
    code = "programme-exists"
    text = "活动方案《{title}》已经设立，不能另行设立"


class UnknownRuleError(RefusalError):
    """No rule goes by this code."""

    kind = "not-found"
    code = "unknown-rule"
    text = "没有代码为「{rule}」的制度规定，可用的有：{known}"


class RuleValueError(RefusalError):
    """The value does not fit the rule."""

    code = "rule-value"
    text = "规定「{rule}」的值应为{wanted}"
    wanted: ClassVar[dict[str, str]] = {
        DAYS: f"天数（amount,0 至 {MOST_DAYS}）和计算单位（unit:working-day 或 calendar-day）",
        TIMES: f"次数（amount,1 至 {MOST_TIMES}），不带单位",
        YEARS: f"年数（amount,1 至 {MOST_YEARS}），不带单位",
        CHOICE: "一个选项（choice），不带天数",
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
    text = "类别「{code}」在 {on} 未启用，请从 programme categories 所列中选用"


class CalendarDayError(RefusalError):
    """A day of the calendar cannot be what it is said to be."""

    code = "calendar-day"
    text = "{year} 年日历中的 {day} 不对：{why}"


class RuleBackdatedError(RefusalError):
    """Rules do not reach back: what was promised, or missed, under the old ones stays so (S83)."""

    code = "rule-backdated"
    text = (
        "规定自 {effective_from} 起施行，早于 {earliest}：规定不溯及既往，最早自 {earliest} 起施行"
    )


def establish(programme: Programme, *, facts: events.ProgrammeEstablished) -> list[events.Event]:
    """Order the diaries to be kept (S1–S3, S83)."""
    if programme.established is None:
        return [facts]
    if programme.established == facts:
        return []
    raise ProgrammeExistsError(title=programme.established.title)


def record_basis(programme: Programme, *, basis: events.LegalBasisRecorded) -> list[events.Event]:
    """Name a document on whose authority the programme stands (S1)."""
    for field, given in (
        ("依据名称", basis.title),
        ("制发机关", basis.issuer),
        ("文号", basis.number),
    ):
        require_wording(field, given)
    return [] if basis in programme.bases else [basis]


def adopt_rule(
    programme: Programme,
    *,
    rule: events.RuleAdopted,
    above: Layers = NO_LAYERS,
    earliest: date = date.min,
) -> list[events.Event]:
    """Adopt or change a rule from a day on, never weaker than the city's (S1, S74, S83).

    It reaches back no further than to the *earliest* day.
    """
    require_rule(rule)
    if programme.rule(rule.rule, rule.effective_from) == rule:
        return []
    require_not_backdated(rule, earliest)
    require_as_strict(rule, above)
    return [rule]


def adopt_category(
    programme: Programme, *, category: events.CategoryAdopted
) -> list[events.Event]:
    """Bring a category into use from a day on (S10–S17)."""
    on, parent = category.effective_from, category.parent
    above, dot, _ = category.code.rpartition(".")
    if not CODE.fullmatch(category.code) or (above if dot else None) != parent:
        raise CategoryCodeError(code=category.code)
    require_wording("类别名称", category.label)
    if parent is not None and programme.category(parent, on) is None:
        raise CategoryParentError(code=category.code, parent=parent, on=on)
    return [] if programme.category(category.code, on) == category else [category]


def retire_category(
    programme: Programme, *, retired: events.CategoryRetired
) -> list[events.Event]:
    """Give a category to no new matter from a day on; old matters keep it (S17)."""
    if retired in programme.categories.get(retired.code, ()):
        return []
    require_wording("停用理由", retired.reason)
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
    if not FIRST_YEAR <= year.year <= LAST_YEAR:
        raise CalendarYearError(year=year.year, first=FIRST_YEAR, last=LAST_YEAR)
    for day in (*year.off, *year.work):
        why = _day_fault(day, year)
        if why is not None:
            raise CalendarDayError(year=year.year, day=day, why=why)
    days = YearDays(frozenset(year.off), frozenset(year.work))
    return [] if programme.calendar.years.get(year.year) == days else [year]


def require_rule(rule: events.Rule) -> None:
    """Refuse a rule that the software does not know, or whose value does not fit it."""
    if rule.rule not in RULES:
        raise UnknownRuleError(rule=rule.rule, known="、".join(RULES))
    require_wording("规定名称", rule.title)
    require_wording("条款", rule.clause)
    if not _fits(rule.value, RULES[rule.rule]):
        raise RuleValueError(rule=rule.rule, wanted=RuleValueError.wanted[RULES[rule.rule]])


def require_not_backdated(rule: events.Rule, earliest: date) -> None:
    """Refuse a rule that takes effect before the earliest day that it may (S74, S83)."""
    if rule.effective_from < earliest:
        raise RuleBackdatedError(effective_from=rule.effective_from, earliest=earliest)


def _day_fault(day: date, year: events.CalendarYearPublished) -> str | None:
    if day.year != year.year:
        return "不在该年之内"
    weekend = day.weekday() >= SATURDAY
    if weekend and day in year.off:
        return "周末本不上班，不必列为放假（off 只列放假的周一至周五）"
    if not weekend and day in year.work:
        return "周一至周五本应上班，不必列为调休上班（work 只列上班的周六周日）"
    return None


def require_wording(field: str, given: str) -> None:
    """Refuse a title, label or reason that cannot be kept."""
    why = fault_in_name(given)
    if why is not None:
        raise WordingError(field=field, given=given, why=why)


def _fits(value: events.RuleValue, shape: str) -> bool:
    if shape == CHOICE:
        return bool(value.choice) and value.amount is None and value.unit is None
    least, most = EDGES[shape]
    return (
        value.amount is not None
        and least <= value.amount <= most
        and (value.unit is not None) == (shape == DAYS)
        and value.choice is None
    )
