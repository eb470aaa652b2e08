"""A cadre's diary of a quarter as its readers see it: how it was assessed and reviewed."""

from collections.abc import Collection, Iterable
from datetime import date
from enum import StrEnum
from functools import reduce
from typing import Any

import attrs

from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import CaseId, PersonId, StreamId
from minqing_core.kernel.periods import Months, civil_date
from minqing_core.kernel.personal import Personal
from minqing_core.review import events

PREFIX = "review/"


class ReadingState(StrEnum):
    """How it stands with a reading that the matrix asks for, and why there is none (S53)."""

    READ = "read"
    SENT_BACK = "sent-back"
    REPORTED = "reported"
    UNRULED = "unruled"
    VACANT = "vacant"
    NOT_DUE = "not-due"
    AWAY = "away"
    AWAITED = "awaited"


class SinceReview(StrEnum):
    """What became of an entry since a diary was last reviewed (S35, S37)."""

    READ = "read"
    CHANGED = "changed"
    NEW = "new"


@attrs.frozen(kw_only=True)
class SaidLine:
    """Something that was said of a review, by whom and on which day."""

    by: PersonId
    on: date
    text: Personal


@attrs.frozen(kw_only=True)
class SentLine:
    """What was sent back to be completed by a day, and what came of it."""

    returned: events.ReturnedForCompletion
    by: PersonId
    on: date
    reports: tuple[SaidLine, ...] = ()
    accepted_by: PersonId | None = None
    accepted_on: date | None = None
    accepted: Personal | None = None

    def is_late(self, on: date) -> bool:
        """Say whether by a day its limit passed before anything was reported."""
        return (self.reports[0].on if self.reports else on) > self.returned.due

    @property
    def open(self) -> bool:
        """Whether nobody was content with it yet."""
        return self.accepted_on is None


@attrs.frozen(kw_only=True)
class ReviewLine:
    """A review, with what was sent back by it and what the cadre answered."""

    reviewed: events.DiaryReviewed
    position: int
    on: date
    recorded_on: date
    sent: tuple[SentLine, ...] = ()
    answers: tuple[SaidLine, ...] = ()

    @property
    def waiting(self) -> SentLine | None:
        """What was sent back last, while nobody is content with it."""
        return self.sent[-1] if self.sent and self.sent[-1].open else None

    @property
    def state(self) -> ReadingState:
        """Whether the reading is over, or something that it sent back is still to come."""
        if self.waiting is None:
            return ReadingState.READ
        return ReadingState.REPORTED if self.waiting.reports else ReadingState.SENT_BACK


@attrs.frozen(kw_only=True)
class AssessmentLine:
    """A self-assessment, by whom it was recorded and on which day."""

    assessed: events.SelfAssessed
    by: PersonId
    on: date


@attrs.frozen(kw_only=True)
class DiaryFile:
    """Everything that was said of a cadre's diary of a quarter, as of some moment."""

    version: int = 0
    assessments: tuple[AssessmentLine, ...] = ()
    reviews: tuple[ReviewLine, ...] = ()

    def read_by(self, posts: Collection[str]) -> ReviewLine | None:
        """Return the last review by somebody who read in one of these posts."""
        found = [line for line in self.reviews if line.reviewed.post in posts]
        return found[-1] if found else None

    @property
    def last(self) -> ReviewLine | None:
        """The last review, in whichever post."""
        return self.reviews[-1] if self.reviews else None

    def since(self, case: str, version: int) -> SinceReview | None:
        """Say what became of an entry since the last review; None where there was none."""
        if not self.reviews:
            return None
        read = {e.case: e.version for e in self.reviews[-1].reviewed.entries}
        if case not in read:
            return SinceReview.NEW
        return SinceReview.CHANGED if version > read[CaseId(case)] else SinceReview.READ


def review_stream(person: PersonId, period: Months) -> StreamId:
    """Return the stream of a cadre's diary of a quarter."""
    return StreamId(f"{PREFIX}{person}-{period}")


def person_of(stream: StreamId) -> PersonId:
    """Return whose diary a stream is about."""
    person, _, _ = stream.removeprefix(PREFIX).rsplit("-", 2)
    return PersonId(person)


def fold(history: Iterable[Envelope[Any]]) -> DiaryFile:
    """Return the diary of a quarter that a history makes."""
    return reduce(evolve, history, DiaryFile())


def evolve(file: DiaryFile, envelope: Envelope[Any]) -> DiaryFile:
    """Return the diary of a quarter after an event."""
    file = attrs.evolve(file, version=envelope.version)
    on = civil_date(envelope.occurred_at)
    match envelope.event:
        case events.SelfAssessed() as assessed:
            line = AssessmentLine(assessed=assessed, by=envelope.actor, on=on)
            return attrs.evolve(file, assessments=(*file.assessments, line))
        case events.DiaryReviewed() as reviewed:
            review = ReviewLine(
                reviewed=reviewed,
                position=envelope.position,
                on=on,
                recorded_on=civil_date(envelope.recorded_at),
            )
            return attrs.evolve(file, reviews=(*file.reviews, review))
        case following:
            reviews = (
                _followed(review, following, envelope.actor, on)
                if review.reviewed.review == following.review
                else review
                for review in file.reviews
            )
            return attrs.evolve(file, reviews=tuple(reviews))


def _followed(review: ReviewLine, event: events.Following, by: PersonId, on: date) -> ReviewLine:
    match event:
        case events.ReturnedForCompletion():
            sent = SentLine(returned=event, by=by, on=on)
            return attrs.evolve(review, sent=(*review.sent, sent))
        case events.ReviewAnswered(text=text):
            answer = SaidLine(by=by, on=on, text=text)
            return attrs.evolve(review, answers=(*review.answers, answer))
        case _:
            last = tuple(_completed(sent, event, by, on) for sent in review.sent[-1:])
            return attrs.evolve(review, sent=(*review.sent[:-1], *last))


def _completed(
    sent: SentLine,
    event: events.CompletionReported | events.CompletionAccepted,
    by: PersonId,
    on: date,
) -> SentLine:
    match event:
        case events.CompletionReported(text=text):
            report = SaidLine(by=by, on=on, text=text)
            return attrs.evolve(sent, reports=(*sent.reports, report))
        case accepted:
            return attrs.evolve(sent, accepted_by=by, accepted_on=on, accepted=accepted.text)
