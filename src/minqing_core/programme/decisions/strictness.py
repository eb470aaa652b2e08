"""A rule is never weaker than those of the layers above it (S74)."""

from minqing_core.kernel.refusals import RefusalError
from minqing_core.programme import events
from minqing_core.programme.state import Layers, Strictness, compared

YEARLY = {"privacy.retention": "年"}
DAY_UNITS = {None: "次", "working-day": "个工作日", "calendar-day": "个自然日"}


class WeakerRuleError(RefusalError):
    """The rule would ask less than one above it (S74)."""

    kind = "conflict"
    code = "rule-weaker"
    text = "规定「{rule}」定为{given}，松于 {unit} 的{above}；下级规定只能更严"


class IncomparableRuleError(RefusalError):
    """The rule cannot be compared with one above it, so it cannot be stricter (S74)."""

    kind = "conflict"
    code = "rule-incomparable"
    text = "规定「{rule}」定为{given}，与 {unit} 的{above}无从比较宽严，请按上级的单位或选项填写"


def require_as_strict(rule: events.Rule, above: Layers) -> None:
    """Refuse a rule weaker than one above it that is in force from the same day (S74)."""
    for found in above.each(rule.rule, rule.effective_from):
        strictness = compared(rule.rule, rule.value, found.rule.value)
        facts = {
            "rule": rule.rule,
            "given": shown(rule),
            "unit": found.unit,
            "above": shown(found.rule),
        }
        if strictness is Strictness.WEAKER:
            raise WeakerRuleError(**facts)
        if strictness is Strictness.INCOMPARABLE:
            raise IncomparableRuleError(**facts)


def shown(rule: events.Rule) -> str:
    """Write the value of a rule as people read it."""
    value = rule.value
    unit = YEARLY.get(rule.rule, DAY_UNITS[value.unit])
    return f"「{value.choice}」" if value.choice else f" {value.amount} {unit}"
