"""What a leader says of a cadre's diary of a quarter (S53–S58)."""

from datetime import date

from attrs import frozen

from minqing_core.kernel.ids import CaseId, PersonId
from minqing_core.kernel.personal import Personal
from minqing_core.review import events
from minqing_core.review.decisions import refusals
from minqing_core.review.decisions.requirements import (
    Named,
    Quarter,
    Reviewer,
    require_quarter,
    require_words,
    required_review,
    required_reviewer,
)
from minqing_core.review.state import Diary, Review


@frozen(kw_only=True)
class Return:
    """What is sent back to be completed: which entries, what is lacking, by which day."""

    text: Personal
    due: date
    cases: tuple[CaseId, ...] = ()


@frozen(kw_only=True)
class Opinion:
    """What a leader found: opinion, grade, concerns, and what they send back, if anything."""

    opinion: Personal
    grade: events.Grade
    concerns: tuple[events.Concern, ...] = ()
    returned: Return | None = None


@frozen(kw_only=True)
class Reading:
    """What lay before the leader: the entries, as far as each was written at a position.

    ``left_out`` are the entries that they may see by now and that were recorded after it;
    ``least`` is the position from which on a reading leaves out nothing of the quarter.
    """

    entries: tuple[events.EntryRead, ...]
    upto: int
    least: int = 0
    left_out: tuple[CaseId, ...] = ()


def review(
    diary: Diary,
    *,
    quarter: Quarter,
    written: Opinion,
    reading: Reading,
    by: PersonId,
    named: Named,
    today: date,
) -> list[events.Event]:
    """Say what one found in a cadre's diary of a quarter, as far as it lay before one (S53–S58).

    The same again of the same entries records nothing; of others it is a further review.
    """
    reviewer = required_reviewer(diary, quarter, by, named)
    require_quarter(quarter, today, "审阅")
    _require_covering(quarter, reading)
    require_words("审阅意见", written.opinion)
    reviewed = _reviewed(diary, quarter, written, reading, reviewer)
    same = next((r for r in diary.reviews.values() if _same(r.reviewed, reviewed)), None)
    recorded: list[events.Event] = [] if same else [reviewed]
    if written.returned is not None:
        about = same or Review(reviewed=reviewed)
        recorded += _sent_back(about, written.returned, today)
    return recorded


def send_back(
    diary: Diary,
    *,
    quarter: Quarter,
    number: int,
    returned: Return,
    by: PersonId,
    named: Named,
    today: date,
) -> list[events.Event]:
    """Send entries that were reviewed back to be completed by a day (S53)."""
    required_reviewer(diary, quarter, by, named)
    return _sent_back(required_review(diary, quarter, number), returned, today)


def accept(
    diary: Diary,
    *,
    quarter: Quarter,
    accepted: events.CompletionAccepted,
    by: PersonId,
    named: Named,
) -> list[events.Event]:
    """Be content with what was completed (S53)."""
    required_reviewer(diary, quarter, by, named)
    sent = required_review(diary, quarter, accepted.review).last_sent
    if sent is None:
        raise refusals.NothingSentBackError(review=accepted.review, what="认可")
    if accepted.text is not None:
        require_words("认可意见", accepted.text)
    if sent.accepted:
        return []
    if not sent.reports:
        raise refusals.NotReportedError(review=accepted.review)
    return [accepted]


def _require_covering(quarter: Quarter, reading: Reading) -> None:
    """Refuse a reading that leaves out an entry, or stops before the quarter ended (S53)."""
    upto, period, least = reading.upto, quarter.period, reading.least
    if reading.left_out:
        cases = "、".join(reading.left_out)
        raise refusals.EntriesLeftOutError(upto=upto, period=period, cases=cases, least=least)
    if upto < least:
        raise refusals.PositionBehindError(upto=upto, period=period, least=least)


def _reviewed(
    diary: Diary, quarter: Quarter, written: Opinion, reading: Reading, reviewer: Reviewer
) -> events.DiaryReviewed:
    return events.DiaryReviewed(
        review=len(diary.reviews) + 1,
        person=quarter.person,
        period=str(quarter.period),
        reviewer=reviewer.person,
        entries=reading.entries,
        upto=reading.upto,
        rule=reviewer.rule,
        clause=reviewer.clause,
        post=reviewer.post,
        instead_of=reviewer.instead_of,
        opinion=written.opinion,
        grade=written.grade,
        concerns=tuple(dict.fromkeys(written.concerns)),
    )


def _same(before: events.DiaryReviewed, now: events.DiaryReviewed) -> bool:
    return _said(before) == _said(now)


def _said(reviewed: events.DiaryReviewed) -> tuple[object, ...]:
    return (
        reviewed.reviewer,
        reviewed.entries,
        reviewed.opinion,
        reviewed.grade,
        reviewed.concerns,
    )


def _sent_back(review: Review, returned: Return, today: date) -> list[events.Event]:
    number, read = review.reviewed.review, {e.case for e in review.reviewed.entries}
    cases = tuple(dict.fromkeys(returned.cases))
    sent = events.ReturnedForCompletion(
        review=number, cases=cases, text=returned.text, due=returned.due
    )
    last = review.last_sent
    if last is not None and last.returned == sent:
        return []
    require_words("退回补充的要求", returned.text)
    for case in cases:
        if case not in read:
            raise refusals.NotInReviewError(case=case, review=number)
    if returned.due < today:
        raise refusals.DuePastError(due=returned.due, today=today)
    if last is not None and not last.reports and not last.accepted:
        raise refusals.StillSentBackError(review=number, due=last.returned.due)
    return [sent]
