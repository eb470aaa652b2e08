"""What is different between two answers is told line by line and figure by figure."""

from typing import Any

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
