"""One event of every kind of the appraisal context."""

from datetime import date
from typing import Any

from minqing_core.appraisal import events as appraisal
from minqing_core.kernel.personal import Personal

SAMPLES: tuple[Any, ...] = (
    appraisal.SummaryIssued(
        year=2024,
        on=date(2024, 12, 20),
        upto=900,
        digest="3b1f",
        text=Personal("一年来干部走访更勤，办得更快"),
    ),
    appraisal.SheetFrozen(
        year=2024,
        person="0003",
        on=date(2024, 12, 20),
        metrics="2025.1",
        upto=905,
        digest="9c0e",
        values=(
            appraisal.Measured(metric="on-time", count=9, of=10),
            appraisal.Measured(metric="entries", count=52),
        ),
    ),
    appraisal.ObjectionRaised(objection=1, text=Personal("三月那件当天就反馈了")),
    appraisal.ObjectionDecided(objection=1, upheld=True, text=Personal("已核实，应更正")),
    appraisal.CommendationProposed(
        person="0003",
        title="民情工作先进个人",
        cases=("2024-000123",),
        upto=910,
        text=Personal("三个月修好了全村路灯"),
    ),
    appraisal.CommendationDecided(granted=True, text=Personal("事迹属实")),
    appraisal.CommendationPublished(text=Personal("在公示栏公布")),
    appraisal.CommendationRevoked(reason=Personal("事迹不实")),
)
