"""What comes after a matter was put off or ended; and its filing anew (S17, S28–S29, S65)."""

from datetime import date

from attrs import frozen

from minqing_core.diary.events.terms import Means, Response
from minqing_core.kernel.personal import Personal


@frozen(kw_only=True)
class LookedAgain:
    """A matter that was put off was looked at again, and stays put off until another day."""

    text: Personal
    next_look: date


@frozen(kw_only=True)
class Revisited:
    """Somebody who had not handled the matter asked the citizen how it had really ended."""

    means: Means
    response: Response
    as_told: bool
    text: Personal


@frozen(kw_only=True)
class OutcomeDisputed:
    """The citizen did not agree with how the matter ended."""

    text: Personal
    means: Means


@frozen(kw_only=True)
class CaseReopened:
    """The matter was taken up again; how it had ended stays on record."""

    reason: Personal


@frozen(kw_only=True)
class Recategorised:
    """The matter was given another category; the one it had stays on record."""

    before: str
    after: str
    label: Personal | None = None
    reason: Personal
