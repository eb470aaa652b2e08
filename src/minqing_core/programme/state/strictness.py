"""Whether one value of a rule asks more than another (S74)."""

from enum import StrEnum

from minqing_core.programme.events import RuleValue

FIXED = frozenset(
    {
        *("week.first-day", "handover.objection", "hanging.grace"),
        *("signal.backdated", "signal.burst", "signal.likeness", "signal.other-share"),
        *("study.villages", "study.matters"),
        *("ladder.urge", "ladder.supervise", "ladder.name"),
        "privacy.retention",
    }
)
EITHER, BOTH = "either", "both"


class Strictness(StrEnum):
    """How a value compares with the one above it."""

    STRICTER = "stricter"
    SAME = "same"
    WEAKER = "weaker"
    INCOMPARABLE = "incomparable"


def compared(code: str, value: RuleValue, above: RuleValue) -> Strictness:
    """Say whether a value asks more of people than the one above it (S74).

    Fewer days and more times ask more; working days and calendar days are not compared; of
    choices only 「both」 asks more than 「either」. Some rules are the same for everybody.
    """
    if value == above:
        return Strictness.SAME
    if code in FIXED:
        return Strictness.INCOMPARABLE
    if value.amount is not None and above.amount is not None:
        return _counted(value, value.amount, above, above.amount)
    return _chosen(value, above)


def _counted(value: RuleValue, amount: int, above: RuleValue, limit: int) -> Strictness:
    if value.unit is not above.unit:
        return Strictness.INCOMPARABLE
    less = amount < limit
    return Strictness.STRICTER if less == (value.unit is not None) else Strictness.WEAKER


def _chosen(value: RuleValue, above: RuleValue) -> Strictness:
    choices = (value.choice, above.choice)
    if choices == (BOTH, EITHER):
        return Strictness.STRICTER
    return Strictness.WEAKER if choices == (EITHER, BOTH) else Strictness.INCOMPARABLE
