"""What several decisions about a diary of a quarter require alike."""

from datetime import date

from attrs import frozen

from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.periods import Months
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.text import fault_in_text
from minqing_core.review.decisions import refusals
from minqing_core.review.state import Diary, Review


@frozen(kw_only=True)
class Quarter:
    """Whose diary of which quarter; whether they took part in the diaries then (S9)."""

    person: PersonId
    period: Months
    took_part: bool


@frozen(kw_only=True)
class Reviewer:
    """Somebody to whom the matrix gives a diary to read, and by which of its rules."""

    person: PersonId
    rule: str
    clause: str
    post: str
    instead_of: PersonId | None = None


@frozen(kw_only=True)
class Named:
    """Whom the matrix names to review a diary; ``right`` says so, or why it names nobody."""

    reviewers: tuple[Reviewer, ...]
    right: str


def last_month(period: Months) -> date:
    """Return the first day on which a quarter may be assessed and reviewed (S41, S53).

    The scheme says "every quarter" and names no day; before its last month there is too little of
    a quarter to speak of. No town sets it differently.
    """
    return period.last.replace(day=1)


def require_quarter(quarter: Quarter, today: date, what: str) -> None:
    """Refuse a quarter before its last month, or one in which somebody took no part (S41, S53)."""
    period = quarter.period
    if today < period.first:
        raise refusals.NotBegunError(period=period, first=period.first, today=today, what=what)
    if today < last_month(period):
        since = last_month(period)
        raise refusals.TooEarlyError(period=period, since=since, today=today, what=what)
    if not quarter.took_part:
        raise refusals.NotTakingPartError(person=quarter.person, period=period, what=what)


def require_own(quarter: Quarter, by: PersonId, what: str) -> None:
    """Refuse that somebody answers for another's diary (S41)."""
    if by != quarter.person:
        raise refusals.OwnDiaryOnlyError(person=quarter.person, period=quarter.period, what=what)


def required_reviewer(diary: Diary, quarter: Quarter, by: PersonId, named: Named) -> Reviewer:
    """Return by which rule of the matrix somebody reads, unless it is not theirs (S53–S58).

    Who holds two posts that read it reads in the one in which nobody has yet (Q2).
    """
    if by == quarter.person:
        raise refusals.SelfReviewError(person=by, period=quarter.period, right=named.right)
    theirs = [one for one in named.reviewers if one.person == by]
    if not theirs:
        raise refusals.NotReviewerError(
            by=by, person=quarter.person, period=quarter.period, right=named.right
        )
    read = {review.reviewed.post for review in diary.reviews.values()}
    return next((one for one in theirs if one.post not in read), theirs[0])


def required_review(diary: Diary, quarter: Quarter, number: int) -> Review:
    """Return a review by its number (S53)."""
    found = diary.reviews.get(number)
    if found is None:
        known = "、".join(map(str, diary.reviews)) or "无"
        raise refusals.ReviewUnknownError(
            person=quarter.person, period=quarter.period, review=number, known=known
        )
    return found


def require_words(field: str, words: Personal) -> None:
    """Refuse words that are blank or cannot be kept."""
    why = fault_in_text(words.text) if words.text.strip() else "不能为空"
    if why is not None:
        raise refusals.ReviewTextError(field=field, why=why)
