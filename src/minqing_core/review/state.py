"""As much of a cadre's diary of one quarter as its rules need."""

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from typing import assert_never

import attrs

from minqing_core.kernel.personal import Personal
from minqing_core.review import events


@attrs.frozen(kw_only=True)
class SentBack:
    """What was sent back to be completed, and what was said of its completion."""

    returned: events.ReturnedForCompletion
    reports: tuple[Personal, ...] = ()
    accepted: bool = False


@attrs.frozen(kw_only=True)
class Review:
    """A review with what was sent back by it, and the cadre's answers."""

    reviewed: events.DiaryReviewed
    sent_back: tuple[SentBack, ...] = ()
    answers: tuple[Personal, ...] = ()

    @property
    def last_sent(self) -> SentBack | None:
        """What was sent back last."""
        return self.sent_back[-1] if self.sent_back else None


@attrs.frozen(kw_only=True)
class Diary:
    """A cadre's diary of one quarter: how they assessed it, and how it was reviewed."""

    assessed: tuple[events.SelfAssessed, ...] = ()
    reviews: Mapping[int, Review] = attrs.field(factory=dict)


NONE = Diary()


def evolve(diary: Diary, event: events.Event) -> Diary:
    """Return the diary after an event; total, and never refuses."""
    match event:
        case events.SelfAssessed():
            return attrs.evolve(diary, assessed=(*diary.assessed, event))
        case events.DiaryReviewed(review=number):
            return _with(diary, number, Review(reviewed=event))
        case (
            events.ReturnedForCompletion(review=number)
            | events.CompletionReported(review=number)
            | events.CompletionAccepted(review=number)
            | events.ReviewAnswered(review=number)
        ):
            found = diary.reviews.get(number)
            return diary if found is None else _with(diary, number, _followed(found, event))
        case _:
            assert_never(event)


def fold(history: Iterable[events.Event], diary: Diary = NONE) -> Diary:
    """Return the diary its history makes."""
    return reduce(evolve, history, diary)


def _followed(review: Review, event: events.Following) -> Review:
    match event:
        case events.ReturnedForCompletion():
            sent = SentBack(returned=event)
            return attrs.evolve(review, sent_back=(*review.sent_back, sent))
        case events.CompletionReported(text=text):
            return _last(review, lambda sent: attrs.evolve(sent, reports=(*sent.reports, text)))
        case events.CompletionAccepted():
            return _last(review, lambda sent: attrs.evolve(sent, accepted=True))
        case events.ReviewAnswered(text=text):
            return attrs.evolve(review, answers=(*review.answers, text))
        case _:
            assert_never(event)


def _last(review: Review, change: Callable[[SentBack], SentBack]) -> Review:
    changed = tuple(map(change, review.sent_back[-1:]))
    return attrs.evolve(review, sent_back=(*review.sent_back[:-1], *changed))


def _with(diary: Diary, number: int, review: Review) -> Diary:
    return attrs.evolve(diary, reviews={**diary.reviews, number: review})
