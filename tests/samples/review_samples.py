"""One event of every kind of the review context."""

from datetime import date
from typing import Any

from minqing_core.kernel.personal import Personal
from minqing_core.review import events as review

SAMPLES: tuple[Any, ...] = (
    review.SelfAssessed(
        person="0003",
        period="2024-Q1",
        counts=(
            review.Counted(metric="recorded", value=12),
            review.Counted(metric="late", value=1),
        ),
        upto=340,
        text=Personal("多到户里坐一坐，事情就清楚了"),
        book="ZS-000001",
    ),
    review.DiaryReviewed(
        review=1,
        person="0003",
        period="2024-Q1",
        reviewer="0002",
        entries=(review.EntryRead(case="2024-000123", version=4),),
        upto=345,
        rule="R3",
        clause="S58",
        post="village-secretary",
        instead_of="0006",
        opinion=Personal("事由写得清楚，办理过程太简略"),
        grade=review.Grade.FAIR,
        concerns=(review.Concern.SIMPLIFIED,),
    ),
    review.ReturnedForCompletion(
        review=1,
        cases=("2024-000123",),
        text=Personal("补写与供电所商议的经过"),
        due=date(2024, 4, 20),
    ),
    review.CompletionReported(review=1, text=Personal("已补写两次商议")),
    review.CompletionAccepted(review=1, text=Personal("可以")),
    review.ReviewAnswered(review=1, text=Personal("以后当天写完")),
)
