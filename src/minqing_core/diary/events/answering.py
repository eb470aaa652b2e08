"""What the citizen was told (S28, S62–S65)."""

from attrs import frozen

from minqing_core.diary.events.terms import (
    Hindrance,
    Means,
    Response,
    Stage,
)
from minqing_core.kernel.personal import Personal


@frozen(kw_only=True)
class FeedbackGiven:
    """The citizen was told the handling opinion or the result, and answered or not."""

    stage: Stage
    means: Means
    text: Personal
    told_to: Personal | None = None
    response: Response = Response.NONE
    response_text: Personal | None = None


@frozen(kw_only=True)
class FeedbackImpossible:
    """It was put on record why the citizen cannot be told."""

    stage: Stage
    hindrance: Hindrance
    text: Personal


@frozen(kw_only=True)
class ExplanationGiven:
    """It was explained to the citizen why the matter cannot be solved, or not yet."""

    means: Means
    text: Personal
    response: Response = Response.NONE
