"""What readers see of an inspection, whatever part of its history they look at."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.samples.inspection_samples import SAMPLES

from minqing_core.kernel.envelope import Envelope
from minqing_core.views import inspections
from minqing_core.views.inspections import FindingState

NOW = datetime(2024, 7, 1, 1, 0, tzinfo=UTC)
OPENED, FOUND, ORDERED, REPORTED, VERIFIED, REJECTED, ENDED = SAMPLES[:7]
STREAM = inspections.inspection_stream("2024-000001")


def history(*events):
    return [
        Envelope(
            position=n,
            stream=STREAM,
            version=n,
            recorded_at=NOW,
            occurred_at=NOW,
            actor="0007",
            event=event,
        )
        for n, event in enumerate(events, start=1)
    ]


@pytest.mark.clause("S61")
@pytest.mark.parametrize(
    ("said", "state"),
    [
        ((), FindingState.FOUND),
        ((ORDERED,), FindingState.ORDERED),
        ((ORDERED, REPORTED), FindingState.REPORTED),
        ((ORDERED, REPORTED, REJECTED), FindingState.REJECTED),
        ((ORDERED, REPORTED, VERIFIED), FindingState.VERIFIED),
    ],
)
def test_a_finding_stands_as_was_last_said_of_it(said, state) -> None:
    file = inspections.fold("2024-000001", history(OPENED, FOUND, *said))
    assert file.findings[1].state is state
    assert file.version == len(said) + 2


@given(st.lists(st.sampled_from(SAMPLES[1:7]), max_size=6))
def test_a_part_of_a_history_puts_nothing_in_the_tables(events) -> None:
    """Where the opening is not seen there is no inspection; what is of no finding falls."""
    file = inspections.fold("2024-000001", history(*events))
    assert {*file.findings} == ({1} if FOUND in events else set())
    assert list(inspections.changes(STREAM, history(*events))) == []
