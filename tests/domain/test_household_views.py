"""Households and visits are kept in tables, however the log was cut."""

from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.samples.household_samples import SAMPLES

from minqing_core.households import events
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.personal import Personal
from minqing_core.publicity.events import Removed
from minqing_core.views import households
from minqing_core.views.changes import changes
from minqing_core.views.identities import words_of
from minqing_core.views.matching import tabled
from minqing_core.views.schema import BY_NAME
from minqing_core.views.tables import Raise, Words

NOW = datetime(2024, 3, 5, 1, 0, tzinfo=UTC)
ENTERED, MEMBER, MOVED, VISIT = SAMPLES
OTHER = attrs.evolve(
    VISIT, on=date(2024, 2, 1), households=("dafeng-000001",), companions=(), text=None
)


def envelopes(*told) -> list[Envelope]:
    """Return events in their streams, in the order of the log."""
    versions: dict[str, int] = {}
    found = []
    for position, (stream, event) in enumerate(told, start=1):
        versions[stream] = versions.get(stream, 0) + 1
        found.append(
            Envelope(
                position=position,
                stream=stream,
                version=versions[stream],
                recorded_at=NOW,
                occurred_at=NOW,
                actor="0002",
                event=event,
            )
        )
    return found


LOG = envelopes(
    ("household/dafeng-000001", ENTERED),
    ("visit/2024-000001", VISIT),
    ("household/dafeng-000001", MEMBER),
    ("household/dafeng-000002", attrs.evolve(ENTERED, size=None)),
    ("visit/2024-000002", OTHER),
    ("household/dafeng-000002", events.HouseholdMoved()),
)


def history(stream, upto) -> list[Envelope]:
    return [one for one in LOG if one.stream == stream and one.position <= upto]


def rows(table, *cuts) -> list:
    """Return the rows of a table when the log was read in pieces."""
    found: list[Any] = []
    for start, end in pairwise((0, *cuts, len(LOG))):
        found += changes(LOG[start:end], history)
    return tabled(found, BY_NAME[table])


@pytest.mark.clause("S23")
@given(st.lists(st.integers(0, len(LOG)), max_size=3).map(sorted))
def test_a_household_stands_in_one_row_with_the_last_day_it_was_reached(cuts) -> None:
    assert rows("households", *cuts) == [
        {
            "household": "dafeng-000001",
            "name": "李大娘",
            "village": "dafeng",
            "size": 4,
            "members": 1,
            "away": 0,
            "position": 1,
            "version": 2,
            "last_on": "2024-03-01",
        },
        {
            "household": "dafeng-000002",
            "name": "李大娘",
            "village": "dafeng",
            "size": None,
            "members": 0,
            "away": 1,
            "position": 4,
            "version": 2,
            "last_on": "2024-03-01",
        },
    ]


@pytest.mark.clause("S80")
def test_what_tells_who_lives_in_a_household_stands_where_it_lives() -> None:
    assert [(row["stream"], row["unit"], [*words_of(row)]) for row in rows("identities")] == [
        (
            "household/dafeng-000001",
            "dafeng",
            [
                (Removed.NAME, "李大娘"),
                (Removed.ADDRESS, "三队 12 号"),
                (Removed.NAME, "李小军"),
                (Removed.CONTACT, "13800000000"),
            ],
        ),
        (
            "household/dafeng-000002",
            "dafeng",
            [(Removed.NAME, "李大娘"), (Removed.ADDRESS, "三队 12 号")],
        ),
    ]


@pytest.mark.clause("S4")
def test_a_visit_stands_in_one_row_and_in_one_for_each_household() -> None:
    assert rows("visits")[0] == {
        "visit": "2024-000001",
        "village": "dafeng",
        "cadre": "0002",
        "form": "household",
        "made_on": "2024-03-01",
        "households": "dafeng-000001、dafeng-000002",
        "companions": "0003",
        "text": "问了收成和孩子上学",
        "reached": 2,
        "position": 2,
        "version": 1,
    }
    assert [rows("visits")[1][name] for name in ("companions", "text")] == ["", None]
    assert [(row["reached"], row["pair"], row["position"]) for row in rows("reached")] == [
        ("2024-000001 dafeng-000001", "0002 dafeng-000001", 2),
        ("2024-000001 dafeng-000002", "0002 dafeng-000002", 2),
        ("2024-000002 dafeng-000001", "0002 dafeng-000001", 5),
    ]


@pytest.mark.clause("S4")
def test_a_visit_is_that_of_the_cadre_it_was_recorded_for() -> None:
    (envelope,) = envelopes(("visit/2024-000001", VISIT))
    assert households.cadre_of(attrs.evolve(envelope, on_behalf_of="0003")) == "0003"


def test_a_household_that_moved_before_it_was_entered_is_in_no_table_until_then() -> None:
    moved, entered = envelopes(
        ("household/dafeng-000001", MOVED), ("household/dafeng-000001", ENTERED)
    )
    assert list(households.changes(moved.stream, [moved])) == []
    assert households.fold("dafeng-000001", [entered, moved]).village == "anyang"
    back = households.fold("dafeng-000001", [entered, moved]).away
    assert back is False


def test_words_make_no_row_and_what_rises_never_falls() -> None:
    raised = [
        Raise(table="households", key="a", column="last_on", value=day) for day in ("2", "3", "1")
    ]
    words = Words(table="households", key="a", position=1, words="x")
    (row,) = tabled([words, *raised], BY_NAME["households"])
    assert (row["last_on"], row["position"]) == ("3", None)


def test_a_members_words_are_kept_as_they_were_entered() -> None:
    file = households.fold("dafeng-000001", LOG[:1])
    assert (file.address, file.members) == (Personal("三队 12 号"), ())
