"""Rules from the city down to a village: each layer may only be stricter (S74)."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_core.application.duties_rules import RulesOn
from minqing_core.application.scheme.policy import RULES
from minqing_core.duties.ledger import Laid
from minqing_core.kernel.calendar import DayUnit, Limit
from minqing_core.kernel.ids import UnitId
from minqing_core.kernel.refusals import RefusalError
from minqing_core.kernel.standing import Standing
from minqing_core.programme import decisions, events
from minqing_core.programme.decisions.programme import RULES as SHAPES
from minqing_core.programme.decisions.strictness import require_as_strict
from minqing_core.programme.state import (
    NO_PLAN,
    Layer,
    Layers,
    Level,
    Programme,
    Strictness,
    compared,
    fold,
    fold_plan,
)
from minqing_core.programme.state.strictness import FIXED

pytestmark = pytest.mark.clause("S74")
DAFENG, TOWN = UnitId("dafeng"), UnitId("town")
SECRETARY = Standing(person="000002", units=frozenset({DAFENG}), leads=frozenset({DAFENG}))
OUTSIDER = Standing(person="000003", units=frozenset({TOWN}))
COORDINATOR = Standing(person="000001", coordinates=True)
PLAN = events.PlanAdopted(
    unit=DAFENG, title="大丰村实施办法", dated=date(2024, 1, 1), text="二十日内办结。"
)
ADOPTED = fold_plan([PLAN])
ABOVE = Layers((Layer(unit=TOWN, rules=fold(RULES).rules),))


def value(amount=None, unit=None, choice=None) -> events.RuleValue:
    return events.RuleValue(amount=amount, unit=unit, choice=choice)


def days(amount: int) -> events.RuleValue:
    return value(amount, DayUnit.CALENDAR_DAY)


def a_rule(**changes) -> events.PlanRuleAdopted:
    rule = events.PlanRuleAdopted(
        rule="conclude",
        clause="村第一条",
        title="办结",
        quote="二十日内办结",
        value=days(20),
        effective_from=date(2024, 2, 1),
    )
    return attrs.evolve(rule, **changes)


def adopting(plan=ADOPTED, *, rule=None, above=ABOVE, by=SECRETARY) -> list:
    return decisions.adopt_plan_rule(plan, unit=DAFENG, rule=rule or a_rule(), above=above, by=by)


def refused(decide, *args, **asked) -> str:
    with pytest.raises(RefusalError) as raised:
        decide(*args, **asked)
    return f"{raised.value.kind} {raised.value.code}: {raised.value}"


@pytest.mark.parametrize("by", [SECRETARY, COORDINATOR])
def test_whoever_leads_the_village_or_the_office_adopts_its_plan_once(by) -> None:
    asked = {"adopted": PLAN, "level": Level.VILLAGE, "by": by}
    assert decisions.adopt_plan(NO_PLAN, **asked) == [PLAN]
    assert decisions.adopt_plan(ADOPTED, **asked) == []


def test_a_plan_is_refused_whole() -> None:
    def asked(**changes) -> str:
        given = {"adopted": PLAN, "level": Level.VILLAGE, "by": SECRETARY} | changes
        return refused(decisions.adopt_plan, NO_PLAN, **given)

    assert asked(by=OUTSIDER) == (
        "not-allowed plan-foreign: "
        "000003 不是 dafeng 的领导，也不在组织人事办公室任职，不能制订其方案"
    )
    town = (
        "invalid plan-unit: "
        "dafeng 不能另立实施方案：方案由市或村（社区）制订，镇的规定用 programme rule"
    )
    assert asked(level=Level.TOWN) == town
    assert asked(level=None) == town
    assert asked(adopted=attrs.evolve(PLAN, title=" ")).startswith("invalid wording: 方案名称")
    assert asked(adopted=attrs.evolve(PLAN, text=" ")) == (
        "invalid wording: 方案内容「 」不能为空"
    )
    assert asked(adopted=attrs.evolve(PLAN, text="a\x00")).startswith("invalid wording: 方案内容")


def test_a_stricter_rule_is_adopted_once_and_a_weaker_one_never() -> None:
    rule = a_rule()
    assert adopting() == [rule]
    assert adopting(fold_plan([PLAN, rule])) == []
    assert adopting(rule=a_rule(value=days(60))) != []
    assert refused(adopting, rule=a_rule(value=days(61))) == (
        "conflict rule-weaker: "
        "规定「conclude」定为 61 个自然日，松于 town 的 60 个自然日；下级规定只能更严"
    )
    assert refused(adopting, rule=a_rule(value=value(20, DayUnit.WORKING_DAY))) == (
        "conflict rule-incomparable: 规定「conclude」定为 20 个工作日，"
        "与 town 的 60 个自然日无从比较宽严，请按上级的单位或选项填写"
    )


def test_a_rule_of_a_plan_is_refused_whole() -> None:
    assert refused(adopting, by=OUTSIDER).startswith("not-allowed plan-foreign")
    assert refused(adopting, NO_PLAN) == (
        "conflict plan-wanted: dafeng 尚未制订实施方案，请先制订方案"
    )
    assert refused(adopting, rule=a_rule(rule="none")).startswith("not-found unknown-rule")
    assert refused(adopting, rule=a_rule(rule="hanging.grace")) == (
        "conflict rule-fixed: 规定「hanging.grace」全镇一致，方案不能另定"
    )
    assert refused(adopting, rule=a_rule(effective_from=date(2023, 12, 31))) == (
        "invalid plan-earlier: 规定自 2023-12-31 起施行，早于方案的日期 2024-01-01"
    )
    assert adopting(rule=a_rule(effective_from=PLAN.dated)) != []


def test_no_rule_reaches_back_beyond_the_day_it_may() -> None:
    rule, today = a_rule(), date(2024, 2, 2)
    asked = {"unit": DAFENG, "rule": rule, "above": ABOVE, "by": SECRETARY}
    for decide, state, facts in (
        (decisions.adopt_plan_rule, ADOPTED, asked),
        (decisions.adopt_rule, fold(()), {"rule": rule}),
    ):
        assert refused(decide, state, **facts, earliest=today) == (
            "invalid rule-backdated: 规定自 2024-02-01 起施行，早于 2024-02-02："
            "规定不溯及既往，最早自 2024-02-02 起施行"
        )
        assert decide(state, **facts, earliest=rule.effective_from) == [rule]
    laid = fold_plan([rule], ADOPTED)
    assert decisions.adopt_plan_rule(laid, **asked, earliest=today) == []


def test_the_towns_rule_is_never_weaker_than_the_citys() -> None:
    city = Layers((Layer(unit=UnitId("city"), rules={"conclude": (a_rule(value=days(30)),)}),))
    (rule,) = (rule for rule in RULES if rule.rule == "conclude")
    later = attrs.evolve(rule, effective_from=date(2025, 1, 1))
    assert decisions.adopt_rule(fold(()), rule=later) == [later]
    assert refused(decisions.adopt_rule, fold(()), rule=later, above=city).startswith(
        "conflict rule-weaker"
    )
    shorter = attrs.evolve(later, value=days(30))
    assert decisions.adopt_rule(fold(()), rule=shorter, above=city) == [shorter]


@pytest.mark.parametrize(
    ("code", "one", "two", "told"),
    [
        ("conclude", days(20), days(20), Strictness.SAME),
        ("conclude", days(19), days(20), Strictness.STRICTER),
        ("conclude", days(21), days(20), Strictness.WEAKER),
        ("conclude", value(9, DayUnit.WORKING_DAY), days(20), Strictness.INCOMPARABLE),
        ("record.weekly", value(2), value(1), Strictness.STRICTER),
        ("record.weekly", value(1), value(2), Strictness.WEAKER),
        ("hanging.grace", days(1), days(2), Strictness.INCOMPARABLE),
        ("review", value(choice="both"), value(choice="either"), Strictness.STRICTER),
        ("review", value(choice="either"), value(choice="both"), Strictness.WEAKER),
        ("review", value(choice="both"), value(choice="deputy"), Strictness.INCOMPARABLE),
        ("review", value(choice="both"), days(2), Strictness.INCOMPARABLE),
    ],
)
def test_fewer_days_more_times_and_both_ask_more(code, one, two, told) -> None:
    assert compared(code, one, two) is told


def test_the_rule_of_the_higher_of_equals_stands_and_what_cannot_be_compared_is_set_aside() -> (
    None
):
    on, unlike = date(2024, 6, 1), a_rule(value=value(5, DayUnit.WORKING_DAY))
    for rule, laid_by in (
        (a_rule(), DAFENG),
        (a_rule(value=days(60)), TOWN),
        (a_rule(effective_from=date(2024, 6, 2)), TOWN),
        (unlike, TOWN),
    ):
        layers = Layers((*ABOVE.layers, Layer(unit=DAFENG, rules={"conclude": (rule,)})))
        found = layers.rules(on)["conclude"]
        assert found.unit == laid_by
        assert found.days == Limit(20 if laid_by == DAFENG else 60, DayUnit.CALENDAR_DAY)
    assert ABOVE.rule("none", on) is None
    assert ABOVE.rules(date(2000, 1, 1)) == {}


CITY = UnitId("city")
UNITS = {rule.rule: rule.value.unit for rule in RULES}
CHOICES = ("either", "both")
ONE_OF_EACH_SHAPE = ("conclude", "record.weekly", "review.of-town-secretary")


@st.composite
def a_value(draw, code: str) -> events.RuleValue:
    if SHAPES[code] == "choice":
        return value(choice=draw(st.sampled_from(CHOICES)))
    return value(draw(st.integers(1, 90)), UNITS[code])


@st.composite
def a_laying(draw) -> tuple[UnitId, events.PlanRuleAdopted]:
    """A rule that the city, the town or the village means to lay down, whether it may or not."""
    code = draw(st.sampled_from(ONE_OF_EACH_SHAPE))
    since = draw(st.dates(date(2024, 1, 1), date(2024, 12, 31)))
    rule = a_rule(rule=code, value=draw(a_value(code)), effective_from=since)
    return draw(st.sampled_from([CITY, TOWN, DAFENG])), rule


def laying(layers: Layers, unit: UnitId, rule: events.PlanRuleAdopted) -> Layers:
    """Lay a rule down in one of three layers, under those above it."""
    at = [layer.unit for layer in layers.layers].index(unit)
    over, own = Layers(layers.layers[:at]), layers.layers[at]
    rules: Mapping[str, tuple[events.Rule, ...]]
    if unit == TOWN:
        given = events.RuleAdopted(**attrs.asdict(rule, recurse=False))
        town = Programme(rules=own.rules)
        rules = fold(decisions.adopt_rule(town, rule=given, above=over), town).rules
    else:
        plan = attrs.evolve(ADOPTED, rules=own.rules)
        asked = {"unit": unit, "rule": rule, "above": over, "by": COORDINATOR}
        rules = fold_plan(decisions.adopt_plan_rule(plan, **asked), plan).rules
    changed = attrs.evolve(own, rules=rules)
    return Layers((*layers.layers[:at], changed, *layers.layers[at + 1 :]))


@given(st.lists(a_laying(), max_size=40), st.dates(date(2024, 1, 1), date(2025, 1, 31)))
def test_what_is_in_force_asks_as_much_as_every_layer_however_they_were_laid(laid, on) -> None:
    """Also where the city or the town became stricter after a village had its rule."""
    layers = Layers(tuple(Layer(unit=unit, rules={}) for unit in (CITY, TOWN, DAFENG)))
    for unit, rule in laid:
        over = Layers(layers.layers[: [CITY, TOWN, DAFENG].index(unit)])
        asked = [found.rule for found in over.each(rule.rule, rule.effective_from)]
        told = {compared(rule.rule, rule.value, one.value) for one in asked}
        before, own = layers, next(one for one in layers.layers if one.unit == unit)
        with suppress(RefusalError):
            layers = laying(layers, unit, rule)
        laid_before = {one.value for one in own.rules.get(rule.rule, ())}
        if layers is before:
            assert Strictness.WEAKER in told
        else:
            assert Strictness.WEAKER not in told or rule.value in laid_before
    for code, found in layers.rules(on).items():
        for one in layers.each(code, on):
            strictness = compared(code, found.rule.value, one.rule.value)
            assert strictness in {Strictness.STRICTER, Strictness.SAME}


LAID = st.lists(
    st.tuples(
        st.sampled_from(sorted(code for code in SHAPES if SHAPES[code] == "days")),
        st.integers(0, 90),
        st.dates(date(2024, 1, 1), date(2024, 12, 31)),
    ),
    max_size=30,
)


@given(LAID, st.dates(date(2024, 1, 1), date(2025, 1, 31)))
def test_the_rules_over_a_village_are_at_least_as_strict_as_every_layer(laid, on) -> None:
    plan = ADOPTED
    units = {rule.rule: rule.value.unit for rule in RULES}
    for code, amount, since in laid:
        rule = a_rule(rule=code, value=value(amount, units[code]), effective_from=since)
        try:
            plan = fold_plan(adopting(plan, rule=rule), plan)
        except RefusalError:
            continue
    layers = Layers((*ABOVE.layers, Layer(unit=DAFENG, rules=plan.rules)))
    rules = layers.rules(on)
    assert RulesOn(layers, on) == {c: Laid(rule=r.rule, unit=r.unit) for c, r in rules.items()}
    assert len(RulesOn(layers, on)) == len(rules)
    for code, found in rules.items():
        for one in layers.each(code, on):
            strictness = compared(code, found.rule.value, one.rule.value)
            assert strictness in {Strictness.STRICTER, Strictness.SAME}
        assert code not in FIXED or found.unit == TOWN


@pytest.mark.clause("S44", "S74")
def test_years_of_keeping_are_the_same_for_everybody_and_are_told_as_years() -> None:
    shorter = events.PlanRuleAdopted(
        rule="privacy.retention",
        clause="S44",
        title="保存期限",
        quote="短一些",
        value=events.RuleValue(amount=5),
        effective_from=date(2024, 3, 1),
    )
    with pytest.raises(RefusalError) as raised:
        require_as_strict(shorter, ABOVE)
    assert str(raised.value) == (
        "规定「privacy.retention」定为 5 年，与 town 的 10 年无从比较宽严，"
        "请按上级的单位或选项填写"
    )
