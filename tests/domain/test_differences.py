"""What is different between two answers is told line by line and figure by figure."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_core.replay.differences import Difference, differences

ROWS = st.lists(
    st.fixed_dictionaries({"person": st.sampled_from("abc"), "n": st.integers(0, 3)}), max_size=4
)


def told(line: str, figure: str, before: str, after: str) -> Difference:
    return Difference(line=line, figure=figure, before=before, after=after)


def test_figures_of_the_whole_of_a_line_and_within_a_line_are_told() -> None:
    before = {
        "told": 1,
        "sums": {"met": 2},
        "weeks": ["W1"],
        "items": [{"person": "0002", "n": 1, "readings": [{"reviewer": "0007", "state": "x"}]}],
        "limits": [{"duty": "conclude", "late": 0}],
    }
    after = {
        "told": None,
        "sums": {"met": 3},
        "weeks": ["W1", "W2"],
        "items": [{"person": "0002", "n": 2, "readings": [{"reviewer": "0007", "state": "y"}]}],
        "limits": [{"duty": "conclude", "late": 1}],
    }
    assert differences(before, after) == (
        told("", "sums.met", "2", "3"),
        told("", "told", "1", ""),
        told("", "weeks", "W1", "W1、W2"),
        told("0002", "n", "1", "2"),
        told("0002", "readings.0007.state", "x", "y"),
        told("limits conclude", "late", "0", "1"),
    )


def test_when_it_was_asked_is_no_difference_and_equal_names_are_numbered() -> None:
    rows = [{"person": "0002", "n": 1}, {"person": "0002", "n": 2}]
    before, after = {"position": 1, "items": rows}, {"position": 2, "items": rows[:1]}
    assert differences(before, after) == (told("0002 #2", "", "在列", "不在列"),)
    assert differences(after, before) == (told("0002 #2", "", "不在列", "在列"),)


def test_a_line_goes_by_the_first_thing_that_names_it_and_by_its_period_duty_and_limit() -> None:
    row = {
        "post": "clerk",
        "person": "0002",
        "case": None,
        "period": "2024-Q1",
        "limit": 5,
        "n": 1,
    }
    before, after = {"items": [row]}, {"items": [{**row, "n": 2}]}
    assert differences(before, after) == (told("0002 2024-Q1 5", "n", "1", "2"),)
    nameless = [{"n": 1}], [{"n": 2}]
    assert differences({"items": nameless[0]}, {"items": nameless[1]}) == (
        told("", "n", "1", "2"),
    )
    assert differences({"late": nameless[0]}, {"late": nameless[1]}) == (
        told("late ", "n", "1", "2"),
    )


def test_a_line_that_only_one_side_has_is_told_as_a_whole_and_none_of_its_figures() -> None:
    one, other = {"case": "1", "n": 1}, {"case": "2", "n": 2}
    assert differences({"items": [one]}, {"items": (one, other)}) == (
        told("2", "", "不在列", "在列"),
    )
    assert differences({"items": [one], "late": [one]}, {"items": [other], "late": [one]}) == (
        told("1", "", "在列", "不在列"),
        told("2", "", "不在列", "在列"),
    )


def test_a_figure_that_only_one_side_has_is_told_against_nothing() -> None:
    row = {"case": "1", "n": 1}
    assert differences({"items": [row]}, {"items": [{**row, "m": {"k": 0}}]}) == (
        told("1", "m.k", "", "0"),
    )
    assert differences({"a": 1, "b": None}, {"b": None}) == (told("", "a", "1", ""),)
    assert differences({}, {"a": 1}) == (told("", "a", "", "1"),)


def test_rows_within_a_row_go_by_their_names_and_plain_lists_are_told_as_one() -> None:
    def with_(readings: list[Any], days: list[int]) -> dict[str, Any]:
        return {"items": [{"person": "1", "of": {"readings": readings}, "days": days}]}

    two = [{"reviewer": "7", "s": "x"}, {"reviewer": "7", "s": "y"}]
    changed = [two[0], {"reviewer": "7", "s": "z"}]
    assert differences(with_(two, [1, 2]), with_(changed, [2])) == (
        told("1", "days", "1、2", "2"),
        told("1", "of.readings.7 #2.s", "y", "z"),
    )
    assert differences(with_([], []), with_(two[:1], [1])) == (
        told("1", "days", "", "1"),
        told("1", "of.readings.7.reviewer", "", "7"),
        told("1", "of.readings.7.s", "", "x"),
    )


@pytest.mark.parametrize("name", ["position", "digest", "next", "on", "sha256", "version"])
def test_what_tells_of_the_asking_is_compared_in_lines_only(name: str) -> None:
    assert differences({name: 1}, {name: 2}) == ()
    assert differences({"items": [{name: 1}]}, {"items": [{name: 2}]}) == (
        told("", name, "1", "2"),
    )


def placed(row: dict[str, Any]) -> tuple[str, int]:
    return row["person"], row["n"]


@given(ROWS, ROWS)
def test_there_is_no_difference_if_and_only_if_nothing_is_different(one, other) -> None:
    def sides(rows):
        return {"items": rows, "sum": sum(row["n"] for row in rows)}

    forth, back = differences(sides(one), sides(other)), differences(sides(other), sides(one))
    assert [(d.line, d.figure, d.after, d.before) for d in forth] == [
        (d.line, d.figure, d.before, d.after) for d in back
    ]
    if one == other:
        assert forth == ()
    if sorted(map(placed, one)) != sorted(map(placed, other)):
        assert forth != ()
