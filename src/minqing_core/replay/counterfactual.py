"""What would have been owed under other rules, or another calendar; nothing of it is recorded."""

from collections.abc import Mapping
from datetime import date
from functools import partial

import attrs
from attrs import frozen

from minqing_core.duties.ledger import Laid, Rulebook
from minqing_core.kernel.calendar import DayUnit, WorkingCalendar, YearDays
from minqing_core.kernel.ids import UnitId


@frozen(kw_only=True)
class RuleInstead:
    """A rule with another amount, and where said with days counted otherwise."""

    rule: str
    amount: int
    unit: DayUnit | None = None


@frozen(kw_only=True)
class YearInstead:
    """A year with other days off and other weekend days worked."""

    year: int
    off: tuple[date, ...] = ()
    work: tuple[date, ...] = ()


@frozen(kw_only=True)
class WhatIf:
    """What is supposed to have been otherwise: rules, years of the working calendar."""

    rules: tuple[RuleInstead, ...] = ()
    calendar: tuple[YearInstead, ...] = ()


AS_IT_IS = WhatIf()


def supposed(book: Rulebook, what_if: WhatIf) -> Rulebook:
    """Return the rules and the calendar as they are supposed to have been."""
    return attrs.evolve(
        book,
        over=partial(_over, book, what_if),
        calendar=supposed_calendar(book.calendar, what_if),
    )


def supposed_calendar(calendar: WorkingCalendar, what_if: WhatIf) -> WorkingCalendar:
    """Return the calendar as it is supposed to have been."""
    instead = {
        one.year: YearDays(off=frozenset(one.off), work=frozenset(one.work))
        for one in what_if.calendar
    }
    return attrs.evolve(calendar, years={**calendar.years, **instead})


def _over(book: Rulebook, what_if: WhatIf, unit: UnitId | None, on: date) -> Mapping[str, Laid]:
    found = dict(book.over(unit, on))
    for instead in what_if.rules:
        if instead.rule in found:
            found[instead.rule] = _instead(found[instead.rule], instead)
    return found


def _instead(laid: Laid, instead: RuleInstead) -> Laid:
    unit = instead.unit or laid.rule.value.unit
    value = attrs.evolve(laid.rule.value, amount=instead.amount, unit=unit)
    rule = attrs.evolve(laid.rule, value=value, title=f"{laid.rule.title}（假设）")
    return attrs.evolve(laid, rule=rule)
