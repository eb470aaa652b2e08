"""However a matter is passed on, and in whatever order that is recorded, somebody answers."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.matters import CAUSE, REASON, recorded

from minqing_core.diary import events
from minqing_core.kernel.calendar import WorkingCalendar
from minqing_core.kernel.envelope import Envelope
from minqing_core.replay.responsibility import responsibility
from minqing_core.replay.sources import by_version
from minqing_core.views import cases

START, TODAY = datetime(2024, 3, 1, 1, 0, tzinfo=UTC), date(2024, 6, 28)
TAKEN = st.builds(
    events.HandoverAccepted,
    owner=st.sampled_from(["0002", "0003", "0009"]),
    unit=st.sampled_from(["dafeng", "anyang"]),
)
GIVEN = st.builds(
    events.CaseAssigned,
    owner=st.sampled_from(["0002", "0003", "0009"]),
    unit=st.sampled_from(["dafeng", "anyang"]),
    reason=st.just(REASON),
)
STEPS = st.lists(
    st.tuples(st.one_of(TAKEN, GIVEN, st.just(CAUSE)), st.integers(0, 80)), max_size=12
)


@pytest.mark.clause("S25")
@given(STEPS)
def test_responsibility_has_no_gap_and_no_overlap(steps) -> None:
    said = [(recorded()[0], 0), *steps]
    history = [
        Envelope(
            position=n + 1,
            stream="case/2024-000001",
            version=n + 1,
            recorded_at=START + timedelta(days=80 + n),
            occurred_at=START + timedelta(days=day),
            actor="0002",
            event=event,
        )
        for n, (event, day) in enumerate(said)
    ]
    file, sources = cases.fold("2024-000001", history), by_version(history)
    calendar = WorkingCalendar()
    held = list(responsibility(file, sources, calendar, TODAY))

    assert (held[0].since, held[-1].until) == (START, None)
    for before, after in pairwise(held):
        assert before.until == after.since
        assert (before.person, before.unit) != (after.person, after.unit)
        assert after.source.event in {"HandoverAccepted", "CaseAssigned"}
    whole = calendar.working_days_between(START.date(), TODAY)
    assert sum(one.working_days for one in held) == whole
