"""What an end rests on, by its outcome, was there on the day it is dated to."""

from datetime import UTC, date, datetime

import attrs
import pytest
from tests.matters import CAUSE, DONE, ENDED, EXPLAINED, MEASURE, REOPENED, TOLD, refusal

from minqing_core.diary import events
from minqing_core.diary.decisions.answers import Dated, require_afterwards

ACKNOWLEDGED = events.ReportAcknowledged(report=1)
IMPOSSIBLE = events.FeedbackImpossible(
    stage=events.Stage.RESULT, hindrance=events.Hindrance.DECEASED, text=TOLD.text
)
OPINION = attrs.evolve(TOLD, stage=events.Stage.OPINION)
AT = datetime(2024, 3, 5, 1, tzinfo=UTC)
DAY, BEFORE, LATER = date(2024, 3, 5), date(2024, 3, 4), date(2024, 3, 6)


def dated(*told: tuple[events.Event, date]) -> list[Dated]:
    return [Dated(event=event, on=on) for event, on in told]


def ended(outcome: events.Outcome) -> events.CaseConcluded:
    return attrs.evolve(ENDED, outcome=outcome)


@pytest.mark.clause("S34", "S35")
@pytest.mark.parametrize(
    ("outcome", "ground", "what"),
    [
        (events.Outcome.WITHDRAWN, TOLD, "反馈办理结果"),
        (events.Outcome.WITHDRAWN, IMPOSSIBLE, "反馈办理结果"),
        (events.Outcome.UNRESOLVABLE, EXPLAINED, "解释"),
        (events.Outcome.ESCALATED_UP, ACKNOWLEDGED, "签收汇报"),
        (events.Outcome.RESOLVED, DONE, "落实措施"),
    ],
)
def test_an_end_is_not_dated_before_what_its_outcome_needs(outcome, ground, what) -> None:
    asked = {"occurred_at": AT, "on": DAY}
    recorded = [ended(outcome)]
    late = dated((CAUSE, BEFORE), (MEASURE, BEFORE), (ground, LATER))
    assert refusal(require_afterwards, recorded, late, **asked) == (
        f"invalid before-answered: 发生时间 2024-03-05 09:00 早于此前的{what}"
        "（2024-03-06），请核对"
    )
    require_afterwards(recorded, dated((ground, DAY)), **asked)
    others = ended(events.Outcome.NOT_SUPPORTED)
    if ground not in {TOLD, IMPOSSIBLE}:
        require_afterwards([others], late, **asked)


@pytest.mark.clause("S34", "S35")
def test_the_first_answer_of_the_round_and_the_last_measure_count() -> None:
    asked = {"occurred_at": AT, "on": DAY}
    recorded = [ended(events.Outcome.RESOLVED)]
    require_afterwards(recorded, dated((OPINION, LATER), (TOLD, DAY), (TOLD, LATER)), **asked)
    measures = dated((TOLD, DAY), (DONE, LATER), (DONE, BEFORE))
    assert refusal(require_afterwards, recorded, measures, **asked).startswith("invalid")
    again = dated((TOLD, BEFORE), (ENDED, BEFORE), (REOPENED, BEFORE), (TOLD, LATER))
    assert refusal(require_afterwards, recorded, again, **asked).startswith("invalid")
    require_afterwards([CAUSE], again, **asked)
