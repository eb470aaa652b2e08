"""Matters and those who handle them, for the tests of the diary's decisions."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

import attrs
import pytest

from minqing_core.diary import events
from minqing_core.diary.decisions.recording import record
from minqing_core.diary.state import Case, fold
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.refusals import RefusalError
from minqing_core.kernel.standing import Standing

NOW = datetime(2024, 3, 1, 1, 0, tzinfo=UTC)
TODAY = date(2024, 3, 1)
SECRETARY = Standing(
    person="0002", units=frozenset({"dafeng"}), posts=("village-secretary", "village-director")
)
STRANGER = Standing(person="0009", units=frozenset({"anyang"}), posts=("staff",))
CLERK = Standing(person="000001", units=frozenset({"org-office"}), coordinates=True)
NAMED = events.Petitioner(
    kind=events.PetitionerKind.NAMED, name=Personal("李大娘"), contact=Personal("138")
)
ANONYMOUS = events.Petitioner(kind=events.PetitionerKind.ANONYMOUS)
MATTER = events.Matter(
    kind=events.MatterKind.PROBLEM,
    channel=events.Channel.VISIT,
    category="HOT_DIFFICULT.ROADS",
    title=Personal("村口路灯不亮"),
    text=Personal("路灯坏了三个月"),
    petitioners=(NAMED,),
    learned_at=datetime(2024, 2, 20, 1, 0, tzinfo=UTC),
)


def recorded(**changes: Any) -> list[events.Event]:
    """Return what recording a matter gives."""
    matter = attrs.evolve(MATTER, **changes)
    return record(matter, by=SECRETARY, owner="0002", unit="dafeng", attested=False, at=NOW)


def case(*history: events.Event, **changes: Any) -> Case:
    """Return a recorded matter after further events."""
    return fold([*recorded(**changes), *history])


def refusal(decide: Callable[..., Sequence[events.Event]], *state: Any, **asked: Any) -> str:
    """Return what a decision says when it refuses."""
    with pytest.raises(RefusalError) as raised:
        decide(*state, **asked)
    return f"{raised.value.kind} {raised.value.code}: {raised.value}"


CAUSE = events.CauseRecorded(text=Personal("线路老化"), form=events.Form.ANALYSIS)
MEASURE = events.MeasureAdopted(
    measure=1, text=Personal("换线"), owner="0003", due=date(2024, 3, 15)
)
DONE = events.MeasureCarriedOut(measure=1, text=Personal("已换"))
TOLD = events.FeedbackGiven(
    stage=events.Stage.RESULT, means=events.Means.VISIT, text=Personal("灯已修好")
)
EXPLAINED = events.ExplanationGiven(means=events.Means.VISIT, text=Personal("资金未到"))
ENDED = events.CaseConcluded(
    outcome=events.Outcome.RESOLVED,
    effect=Personal("亮了"),
    indicator=None,
    cause=None,
    basis=None,
)
