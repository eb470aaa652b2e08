"""Each event as a plain sentence that a person of the office would say."""

from typing import Any

from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.periods import civil_date
from minqing_core.views.sentences import (
    accountability,
    appraisal,
    books,
    course,
    diary,
    holding,
    households,
    inspection,
    meetings,
    privacy,
    programme,
    publicity,
    review,
    roster,
)
from minqing_core.views.sentences.wording import Names, Sentences, excerpt

__all__ = ["SENTENCES", "Names", "excerpt", "sentence"]

SENTENCES: Sentences = {
    **programme.SENTENCES,
    **roster.SENTENCES,
    **diary.SENTENCES,
    **books.SENTENCES,
    **households.SENTENCES,
    **publicity.SENTENCES,
    **inspection.SENTENCES,
    **course.SENTENCES,
    **holding.SENTENCES,
    **review.SENTENCES,
    **meetings.SENTENCES,
    **appraisal.SENTENCES,
    **accountability.SENTENCES,
    **privacy.SENTENCES,
}


def sentence(envelope: Envelope[Any], names: Names) -> str:
    """Tell what happened; *names* gives the name of a person or unit by its id."""
    told = SENTENCES[type(envelope.event)](envelope.event, names)
    who = names(envelope.actor)
    if envelope.on_behalf_of is not None:
        who = f"{who}代{names(envelope.on_behalf_of)}"
    late = civil_date(envelope.recorded_at) - civil_date(envelope.occurred_at)
    return f"{who}{told}{f'（补记 {late.days} 日）' if late.days else ''}"
