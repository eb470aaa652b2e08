"""The programme's basis, rules, categories and calendar, as the scheme orders them."""

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_core.application.scheme.calendars import CALENDARS
from minqing_core.application.scheme.categories import categories
from minqing_core.application.scheme.policy import BASES, DATED, RULES, programme
from minqing_core.kernel.calendar import DayUnit, Limit
from minqing_core.kernel.refusals import RefusalError
from minqing_core.programme import decisions, events
from minqing_core.programme.decisions.programme import RULES as KNOWN
from minqing_core.programme.state import INITIAL, Programme, evolve, fold

SCHEME = fold([programme("大涌镇"), *BASES, *RULES, *categories(), *CALENDARS.values()])
LATER = date(2024, 1, 1)


def refused(decide, **asked) -> str:
    """Return what a decision says when it refuses."""
    with pytest.raises(RefusalError) as raised:
        decide(SCHEME, **asked)
    return f"{raised.value.kind} {raised.value.code}: {raised.value}"


def a_rule(**changes) -> events.RuleAdopted:
    (rule,) = (rule for rule in RULES if rule.rule == "feedback.opinion")
    return attrs.evolve(rule, **changes)


def a_category(**changes) -> events.CategoryAdopted:
    facts = events.CategoryAdopted(
        code="HOT_DIFFICULT.LIGHTING",
        label="路灯照明",
        clause="S14",
        parent="HOT_DIFFICULT",
        effective_from=LATER,
    )
    return attrs.evolve(facts, **changes)


@pytest.mark.clause("S1", "S2", "S3")
def test_the_programme_is_established_once() -> None:
    facts = programme("大涌镇")
    assert decisions.establish(INITIAL, facts=facts) == [facts]
    assert decisions.establish(SCHEME, facts=facts) == []
    assert refused(decisions.establish, facts=programme("小榄镇")) == (
        "conflict programme-exists: "
        "活动方案《大涌镇农村基层干部“民情日记”活动实施方案》已经设立，不能另行设立"
    )


@pytest.mark.clause("S1")
def test_a_basis_is_named_once_and_needs_title_issuer_and_number() -> None:
    (basis,) = BASES
    assert decisions.record_basis(INITIAL, basis=basis) == [basis]
    assert decisions.record_basis(SCHEME, basis=basis) == []
    assert refused(decisions.record_basis, basis=attrs.evolve(basis, number=" ")) == (
        "invalid wording: 文号「 」不能为空"
    )
    assert "依据名称「」" in refused(decisions.record_basis, basis=attrs.evolve(basis, title=""))
    assert "制发机关「」" in refused(decisions.record_basis, basis=attrs.evolve(basis, issuer=""))


@pytest.mark.clause("S1", "S10", "S39", "S83")
def test_the_schemes_own_facts_are_such_as_the_office_may_adopt() -> None:
    state: Programme = evolve(INITIAL, programme("大涌镇"))
    for rule in RULES:
        assert decisions.adopt_rule(state, rule=rule) == [rule]
        state = evolve(state, rule)
        assert decisions.adopt_rule(state, rule=rule) == []
    for category in categories():
        assert decisions.adopt_category(state, category=category) == [category]
        state = evolve(state, category)
        assert decisions.adopt_category(state, category=category) == []
    for year in CALENDARS.values():
        assert decisions.publish_year(state, year=year) == [year]
        state = evolve(state, year)
        assert decisions.publish_year(state, year=year) == []
    assert {rule.rule for rule in RULES} == set(KNOWN)


@pytest.mark.clause("S83")
def test_nothing_was_in_force_before_the_scheme_was_issued() -> None:
    eve = date(2007, 6, 19)
    assert [code for code in SCHEME.rules if SCHEME.rule(code, eve) is not None] == []
    assert [code for code in SCHEME.categories if SCHEME.category(code, eve) is not None] == []
    assert all(SCHEME.rule(code, DATED) for code in SCHEME.rules)


@pytest.mark.clause("S1", "S83")
def test_a_rule_holds_from_its_day_until_another_takes_its_place() -> None:
    ten = events.RuleValue(amount=10, unit=DayUnit.WORKING_DAY)
    new = a_rule(value=ten, effective_from=LATER)
    assert decisions.adopt_rule(SCHEME, rule=new) == [new]
    state = evolve(SCHEME, new)
    assert state.days("feedback.opinion", date(2023, 12, 31)) == Limit(5, DayUnit.WORKING_DAY)
    assert state.days("feedback.opinion", LATER) == Limit(10, DayUnit.WORKING_DAY)
    corrected = evolve(state, a_rule(effective_from=LATER))
    assert corrected.days("feedback.opinion", LATER) == Limit(5, DayUnit.WORKING_DAY)
    backdated = evolve(state, a_rule(value=ten, effective_from=date(2020, 1, 1)))
    assert backdated.days("feedback.opinion", date(2023, 1, 1)) == Limit(10, DayUnit.WORKING_DAY)
    assert backdated.rule("feedback.opinion", LATER) == new


def test_only_a_rule_of_days_sets_a_limit() -> None:
    assert SCHEME.days("record.weekly", LATER) is None
    assert SCHEME.days("week.first-day", LATER) is None
    assert SCHEME.days("no-such-rule", LATER) is None


def test_a_rule_must_be_one_that_the_office_knows() -> None:
    said = refused(decisions.adopt_rule, rule=a_rule(rule="feedback.never"))
    assert said.startswith("not-found unknown-rule: 没有代码为「feedback.never」的制度规定")
    assert "conclude" in said


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        ("conclude", {}),
        ("conclude", {"amount": 5}),
        ("conclude", {"amount": -1, "unit": DayUnit.WORKING_DAY}),
        ("conclude", {"amount": 3_651, "unit": DayUnit.WORKING_DAY}),
        ("conclude", {"amount": 5, "unit": DayUnit.WORKING_DAY, "choice": "x"}),
        ("record.weekly", {"amount": 0}),
        ("record.weekly", {"amount": 367}),
        ("record.weekly", {"amount": 1, "unit": DayUnit.CALENDAR_DAY}),
        ("week.first-day", {"amount": 1}),
        ("week.first-day", {"choice": ""}),
        ("week.first-day", {"choice": "monday", "unit": DayUnit.CALENDAR_DAY}),
    ],
)
def test_a_rule_takes_only_a_value_of_its_own_shape(rule, value) -> None:
    said = refused(decisions.adopt_rule, rule=a_rule(rule=rule, value=events.RuleValue(**value)))
    assert said.startswith(f"invalid rule-value: 规定「{rule}」的值应为")


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        ("conclude", {"amount": 0, "unit": DayUnit.CALENDAR_DAY}),
        ("conclude", {"amount": 3_650, "unit": DayUnit.WORKING_DAY}),
        ("record.weekly", {"amount": 1}),
        ("record.weekly", {"amount": 366}),
        ("week.first-day", {"choice": "sunday"}),
    ],
)
def test_a_rule_may_go_to_the_edge_of_its_shape(rule, value) -> None:
    adopted = a_rule(rule=rule, value=events.RuleValue(**value), effective_from=LATER)
    assert decisions.adopt_rule(SCHEME, rule=adopted) == [adopted]


@pytest.mark.clause("S1")
def test_a_rule_carries_its_title_and_its_clause() -> None:
    assert "规定名称「」不能为空" in refused(decisions.adopt_rule, rule=a_rule(title=""))
    assert "条款「」不能为空" in refused(decisions.adopt_rule, rule=a_rule(clause=""))


@pytest.mark.clause("S10", "S11", "S12", "S13", "S14", "S15", "S16", "S17")
def test_the_scheme_names_eight_categories_and_their_sub_items() -> None:
    main = [c for c in categories() if c.parent is None]
    assert [(c.code, c.clause) for c in main] == [
        ("ECONOMY", "S10"),
        ("ORG_BUILDING", "S11"),
        ("VILLAGE_GOVERNANCE", "S12"),
        ("DISPUTE", "S13"),
        ("HOT_DIFFICULT", "S14"),
        ("CIVIC_CULTURE", "S15"),
        ("VILLAGE_APPEARANCE", "S16"),
        ("OTHER", "S17"),
    ]
    below = {c.code: sum(b.parent == c.code for b in categories()) for c in main}
    assert list(below.values()) == [3, 3, 5, 4, 8, 4, 4, 0]


@pytest.mark.clause("S14")
def test_a_category_goes_under_a_main_category_in_use() -> None:
    assert decisions.adopt_category(SCHEME, category=a_category()) == [a_category()]
    assert refused(
        decisions.adopt_category, category=a_category(effective_from=date(2007, 6, 19))
    ) == (
        "not-found category-parent: "
        "类别「HOT_DIFFICULT.LIGHTING」的上级「HOT_DIFFICULT」在 2007-06-19 不是有效的一级类别"
    )


@pytest.mark.parametrize(
    ("code", "parent"),
    [
        ("", None),
        ("lower", None),
        ("道路", None),
        ("A" * 41, None),
        ("HOT_DIFFICULT.LIGHTING", None),
        ("HOT_DIFFICULT.LIGHTING", "ECONOMY"),
        ("LIGHTING", "HOT_DIFFICULT"),
        ("HOT_DIFFICULT.ROADS.BRIDGES", "HOT_DIFFICULT.ROADS"),
    ],
)
def test_the_code_of_a_category_begins_with_its_parents(code, parent) -> None:
    said = refused(decisions.adopt_category, category=a_category(code=code, parent=parent))
    assert said.startswith(f"invalid category-code: 类别代码「{code}」不合规则")


def test_a_category_has_a_label() -> None:
    said = refused(decisions.adopt_category, category=a_category(label="\n"))
    assert said == "invalid wording: 类别名称「\n」不能为空"


@pytest.mark.clause("S17")
def test_a_retired_category_is_given_to_no_new_matter_and_was_in_use_until_then() -> None:
    retired = events.CategoryRetired(
        code="HOT_DIFFICULT.BURDEN", reason="农业税已取消", effective_from=LATER
    )
    assert decisions.retire_category(SCHEME, retired=retired) == [retired]
    state = evolve(SCHEME, retired)
    assert decisions.retire_category(state, retired=retired) == []
    decisions.require_category(state, code=retired.code, on=date(2023, 12, 31))
    with pytest.raises(decisions.CategoryUnknownError) as raised:
        decisions.require_category(state, code=retired.code, on=LATER)
    assert str(raised.value) == (
        "类别「HOT_DIFFICULT.BURDEN」在 2024-01-01 未启用，请从 programme categories 所列中选用"
    )
    assert raised.value.kind == "not-found"
    again = a_category(code=retired.code, label="农民负担", effective_from=date(2025, 1, 1))
    assert decisions.adopt_category(state, category=again) == [again]
    assert evolve(state, again).category(retired.code, date(2025, 1, 1)) == again


@pytest.mark.clause("S17")
def test_a_category_is_retired_with_a_reason_and_only_while_in_use() -> None:
    blank = events.CategoryRetired(code="OTHER", reason="", effective_from=LATER)
    assert "停用理由「」不能为空" in refused(decisions.retire_category, retired=blank)
    unknown = events.CategoryRetired(code="NONE", reason="无", effective_from=LATER)
    assert "category-unknown" in refused(decisions.retire_category, retired=unknown)


@pytest.mark.clause("S10")
def test_a_renamed_category_has_its_old_name_on_old_days() -> None:
    renamed = attrs.evolve(categories()[0], label="经济发展", effective_from=LATER)
    state = evolve(SCHEME, renamed)
    assert state.category("ECONOMY", date(2023, 12, 31)) == categories()[0]
    assert state.category("ECONOMY", LATER) == renamed


@pytest.mark.clause("S39")
@pytest.mark.parametrize(
    ("off", "work", "why"),
    [
        ((date(2026, 1, 1),), (), "不在该年之内"),
        ((date(2027, 1, 2),), (), "周末本不上班，不必列为放假（off 只列放假的周一至周五）"),
        (
            (),
            (date(2027, 1, 4),),
            "周一至周五本应上班，不必列为调休上班（work 只列上班的周六周日）",
        ),
    ],
)
def test_a_calendar_names_only_what_differs_from_the_plain_week(off, work, why) -> None:
    year = events.CalendarYearPublished(year=2027, off=off, work=work, source="通知")
    day = (*off, *work)[0]
    assert refused(decisions.publish_year, year=year) == (
        f"invalid calendar-day: 2027 年日历中的 {day} 不对：{why}"
    )


@pytest.mark.parametrize("year", [1899, 3000, -1])
def test_a_calendar_is_of_a_year_that_the_office_reckons_with(year) -> None:
    published = events.CalendarYearPublished(year=year, source="通知")
    assert refused(decisions.publish_year, year=published) == (
        f"invalid calendar-year: 年份 {year} 不对，应在 1900 至 2999 之间"
    )


@pytest.mark.clause("S39")
def test_a_year_published_again_otherwise_takes_the_place_of_the_first() -> None:
    moved = attrs.evolve(CALENDARS[2026], work=(), source="调整通知")
    assert decisions.publish_year(SCHEME, year=moved) == [moved]
    assert not evolve(SCHEME, moved).calendar.is_working(date(2026, 1, 4))


@given(st.lists(st.from_type(events.Event), max_size=8))
def test_the_programme_follows_any_history_and_may_stop_anywhere(history) -> None:
    half = len(history) // 2
    assert fold(history[half:], fold(history[:half])) == fold(history)
