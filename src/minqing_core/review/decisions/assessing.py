"""What a cadre says of their own diary: the self-assessment, and the answers to a review."""

from datetime import date

from minqing_core.kernel.ids import PersonId
from minqing_core.review import events
from minqing_core.review.decisions import refusals
from minqing_core.review.decisions.requirements import (
    Quarter,
    require_own,
    require_quarter,
    require_words,
    required_review,
)
from minqing_core.review.state import Diary


def assess(
    diary: Diary, *, quarter: Quarter, assessed: events.SelfAssessed, today: date
) -> list[events.Event]:
    """Assess one's own diary of a quarter, with what it taught one (S41, S42).

    The numbers are those of the log. Further words are a further assessment; the first stays.
    """
    require_quarter(quarter, today, "自评")
    require_words("心得体会", assessed.text)
    if any(assessed.text == before.text for before in diary.assessed):
        return []
    return [assessed]


def report_completion(
    diary: Diary, *, quarter: Quarter, reported: events.CompletionReported, by: PersonId
) -> list[events.Event]:
    """Say what was completed of what a review sent back (S53)."""
    require_own(quarter, by, "报告补充情况")
    sent = required_review(diary, quarter, reported.review).last_sent
    if sent is None or (sent.accepted and reported.text not in sent.reports):
        raise refusals.NothingSentBackError(review=reported.review, what="报告补充情况")
    require_words("补充情况", reported.text)
    return [] if reported.text in sent.reports else [reported]


def answer(
    diary: Diary, *, quarter: Quarter, answered: events.ReviewAnswered, by: PersonId
) -> list[events.Event]:
    """Answer a review of one's own diary (S53)."""
    require_own(quarter, by, "回应审阅意见")
    review = required_review(diary, quarter, answered.review)
    require_words("回应", answered.text)
    return [] if answered.text in review.answers else [answered]
