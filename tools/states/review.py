"""One valid request of each kind that may be made of a cadre's diary of a quarter."""

from collections.abc import Hashable, Sequence
from datetime import date

from tools.states.exploring import Command, Diagram

from minqing_core.kernel.ids import CaseId, PersonId
from minqing_core.kernel.periods import Months
from minqing_core.kernel.personal import Personal
from minqing_core.review import events
from minqing_core.review.decisions import assessing, reviewing
from minqing_core.review.decisions.requirements import Named, Quarter, Reviewer
from minqing_core.review.decisions.reviewing import Opinion, Reading, Return
from minqing_core.review.state import NONE, Diary, evolve

MEMBER, SECRETARY, TODAY = PersonId("0003"), PersonId("0002"), date(2024, 4, 8)
QUARTER = Quarter(person=MEMBER, period=Months(2024, 1, 3), took_part=True)
NAMED = Named(
    reviewers=(Reviewer(person=SECRETARY, rule="R3", clause="S58", post="village-secretary"),),
    right="陈国强（党组织书记）",
)
READING = Reading(entries=(events.EntryRead(case=CaseId("2024-000001"), version=1),), upto=40)


def _assess(diary: Diary) -> Sequence[events.Event]:
    assessed = events.SelfAssessed(
        person=MEMBER, period="2024-Q1", counts=(), upto=40, text=Personal("多走动")
    )
    return assessing.assess(diary, quarter=QUARTER, assessed=assessed, today=TODAY)


def _review(diary: Diary) -> Sequence[events.Event]:
    return reviewing.review(
        diary,
        quarter=QUARTER,
        written=Opinion(opinion=Personal("过程太简略"), grade=events.Grade.FAIR),
        reading=READING,
        by=SECRETARY,
        named=NAMED,
        today=TODAY,
    )


def _return(diary: Diary) -> Sequence[events.Event]:
    returned = Return(text=Personal("补写经过"), due=date(2024, 4, 20))
    return reviewing.send_back(
        diary,
        quarter=QUARTER,
        number=1,
        returned=returned,
        by=SECRETARY,
        named=NAMED,
        today=TODAY,
    )


def _complete(diary: Diary) -> Sequence[events.Event]:
    reported = events.CompletionReported(review=1, text=Personal("已补写"))
    return assessing.report_completion(diary, quarter=QUARTER, reported=reported, by=MEMBER)


def _accept(diary: Diary) -> Sequence[events.Event]:
    accepted = events.CompletionAccepted(review=1)
    return reviewing.accept(diary, quarter=QUARTER, accepted=accepted, by=SECRETARY, named=NAMED)


def _reply(diary: Diary) -> Sequence[events.Event]:
    answered = events.ReviewAnswered(review=1, text=Personal("当天写完"))
    return assessing.answer(diary, quarter=QUARTER, answered=answered, by=MEMBER)


def _node(diary: Diary, _: Sequence[events.Event]) -> str:
    review = diary.reviews.get(1)
    if review is None:
        return "已自评" if diary.assessed else "尚未自评、审阅"
    sent = review.last_sent
    if sent is None:
        return "已阅"
    if sent.accepted:
        return "补充已认可"
    return "补充待认可" if sent.reports else "退回补充"


def _facts(diary: Diary) -> Hashable:
    review = diary.reviews.get(1)
    return bool(diary.assessed), review is not None and bool(review.answers)


DIAGRAM = Diagram(
    context="review",
    of="a cadre's diary of one quarter",
    about="Drawn is how it stands with the first review; the cadre may assess the quarter at any"
    " time from its last month on, and answer a review at any time after it.",
    initial=NONE,
    evolve=evolve,
    node=_node,
    facts=_facts,
    commands=(
        Command("assess", _assess),
        Command("record", _review),
        Command("return", _return),
        Command("complete", _complete),
        Command("accept", _accept),
        Command("reply", _reply),
    ),
)
