"""How a matter ends, or is put off (S26–S29)."""

from datetime import date

from attrs import frozen

from minqing_core.diary.events.terms import (
    ObjectiveCause,
    Outcome,
)
from minqing_core.kernel.personal import Personal


@frozen(kw_only=True)
class SolutionDeferred:
    """The matter cannot be solved yet, and will be looked at again on a day."""

    cause: ObjectiveCause
    basis: Personal
    effect: Personal
    next_look: date


@frozen(kw_only=True)
class CaseConcluded:
    """The matter came to an end."""

    outcome: Outcome
    effect: Personal
    indicator: Personal | None
    cause: ObjectiveCause | None
    basis: Personal | None
