"""What would have been owed is reckoned with other rules or another calendar, and nothing else."""

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ledgers import CALENDAR, a_book, adopted

from minqing_core.duties.ledger import Laid
from minqing_core.kernel.calendar import DayUnit, Limit, YearDays
from minqing_core.programme.events import RuleValue
from minqing_core.replay.counterfactual import (
    AS_IT_IS,
    RuleInstead,
    WhatIf,
    YearInstead,
    supposed,
    supposed_calendar,
)

ON = date(2024, 3, 1)
BOOK = a_book("2024-03-20", adopted("conclude", "2024-01-01", amount=60, unit="calendar-day"))
WORKING, CALENDAR_DAYS = DayUnit.WORKING_DAY, DayUnit.CALENDAR_DAY


def laid(rule: str, *instead: RuleInstead) -> Laid | None:
    """Return a rule over a village as it is supposed to have been."""
    return supposed(BOOK, WhatIf(rules=instead)).rule(rule, "dafeng", ON)


@pytest.mark.clause("S66", "S74")
def test_a_supposed_rule_has_the_amount_and_days_it_is_given_and_says_that_it_is_supposed() -> (
    None
):
    real = BOOK.rule("conclude", "dafeng", ON)
    assert real is not None
    assert (real.days, real.rule.title) == (Limit(60, CALENDAR_DAYS), "本镇规定")
    fewer = RuleInstead(rule="conclude", amount=30)
    other = RuleInstead(rule="conclude", amount=30, unit=WORKING)
    for instead, unit in ((fewer, CALENDAR_DAYS), (other, WORKING)):
        value = RuleValue(amount=30, unit=unit)
        rule = attrs.evolve(real.rule, value=value, title="本镇规定（假设）")
        assert laid("conclude", instead) == attrs.evolve(real, rule=rule)


@pytest.mark.clause("S74")
def test_of_two_suppositions_about_a_rule_the_last_counts_and_other_rules_stay() -> None:
    first, last = (RuleInstead(rule="conclude", amount=n) for n in (10, 20))
    found = laid("conclude", first, last)
    assert found is not None
    assert found.amount == 20
    assert laid("feedback.opinion", first) == BOOK.rule("feedback.opinion", "dafeng", ON)


@pytest.mark.clause("S74")
def test_the_rule_that_is_replaced_is_the_one_over_the_unit() -> None:
    real = BOOK.rule("conclude", "dafeng", ON)
    assert real is not None
    book = attrs.evolve(BOOK, over=lambda unit, _: {"conclude": real} if unit == "dafeng" else {})
    asked = supposed(book, WhatIf(rules=(RuleInstead(rule="conclude", amount=7),)))
    assert [asked.over(unit, ON).keys() for unit in ("dafeng", None)] == [{"conclude"}, set()]
    assert asked.over("dafeng", ON)["conclude"].amount == 7


@pytest.mark.clause("S54", "S74")
def test_what_a_rule_chooses_is_not_supposed_away_with_an_amount() -> None:
    real = BOOK.choice("review.of-town-secretary", "town", ON)
    book = supposed(BOOK, WhatIf(rules=(RuleInstead(rule="review.of-town-secretary", amount=1),)))
    assert book.choice("review.of-town-secretary", "town", ON) == real
    assert real is not None


@pytest.mark.clause("S74", "S83")
def test_a_rule_that_was_not_in_force_is_not_supposed_into_force() -> None:
    book = supposed(BOOK, WhatIf(rules=(RuleInstead(rule="conclude", amount=1),)))
    assert book.rule("conclude", "dafeng", date(2007, 1, 1)) is None


@pytest.mark.clause("S66", "S74")
def test_a_supposed_year_takes_the_place_of_the_recorded_one_and_the_others_stay() -> None:
    off, work = date(2024, 3, 7), date(2024, 3, 9)
    what_if = WhatIf(calendar=(YearInstead(year=2024, off=(off,), work=(work,)),))
    found = supposed_calendar(CALENDAR, what_if)
    assert found.years == {**CALENDAR.years, 2024: YearDays(frozenset({off}), frozenset({work}))}
    book = supposed(BOOK, what_if)
    assert (book.calendar, book.today, book.begun) == (found, BOOK.today, BOOK.begun)
    assert (book.arrived, book.last_day) == (BOOK.arrived, BOOK.last_day)


@pytest.mark.clause("S66")
@given(st.dates(date(2020, 1, 1), date(2026, 12, 31)), st.sampled_from([None, "dafeng"]))
def test_to_suppose_nothing_changes_nothing(on: date, unit: str | None) -> None:
    book = supposed(BOOK, AS_IT_IS)
    assert book.over(unit, on) == BOOK.over(unit, on)
    assert book.calendar == BOOK.calendar
