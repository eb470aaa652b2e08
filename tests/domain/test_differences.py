"""What is different between two answers is told line by line and figure by figure."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_core.replay.differences import Difference, Words, differences

ROWS = st.lists(
    st.fixed_dictionaries({"person": st.sampled_from("abc"), "n": st.integers(0, 3)}), max_size=4
)


PLAIN = Words(code=lambda _, code: code, value=lambda _, value: value)


def told(line: str, figure: str, before: str, after: str) -> Difference:
    return Difference(
        line=line,
        line_text=line,
        figure=figure,
        figure_text=figure.replace(".", " "),
        before=before,
        after=after,
    )


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
    assert differences(before, after, PLAIN) == (
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
    assert differences(before, after, PLAIN) == (told("0002 #2", "", "在列", "不在列"),)
    assert differences(after, before, PLAIN) == (told("0002 #2", "", "不在列", "在列"),)


def test_what_is_held_as_a_code_and_in_words_is_told_once_and_in_words() -> None:
    def row(state: str, text: str, owner: str, name: str) -> dict[str, Any]:
        held = {"state": state, "state_text": text, "owner": owner, "owner_name": name}
        return {"case": "7", **held, "late": state == "missed", "as": None}

    before = {"items": [row("met", "按期", "0002", "陈国强")], "names": {"0002": "陈国强"}}
    after = {"items": [row("missed", "逾期", "0003", "李秀英")], "names": {"0003": "李秀英"}}
    assert differences(before, after, PLAIN) == (
        told("7", "late", "否", "是"),
        told("7", "owner", "陈国强", "李秀英"),
        told("7", "state", "按期", "逾期"),
    )


def test_lines_figures_and_values_are_in_words_beside_their_codes() -> None:
    said = {
        ("", "items"): "",
        ("", "sums"): "合计",
        ("sums", "met"): "按期",
        ("", "0002"): "陈国强",
    }
    words = Words(code=lambda *at: said.get(at, at[1]), value=lambda of, one: f"{of} {one}")
    before = {"sums": {"met": 1}, "items": [{"person": "0002", "duty": "陈国强", "n": 1}]}
    after = {"sums": {"met": 2}, "items": [{"person": "0002", "duty": "陈国强", "n": 2}]}
    assert [
        (one.line, one.line_text, one.figure, one.figure_text, one.before)
        for one in differences(before, after, words)
    ] == [
        ("", "", "sums.met", "合计 按期", "met 1"),
        ("0002 陈国强", "陈国强", "n", "n", "n 1"),
    ]


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
    assert differences(before, after, PLAIN) == (told("0002 2024-Q1 5", "n", "1", "2"),)
    nameless = [{"n": 1}], [{"n": 2}]
    assert differences({"items": nameless[0]}, {"items": nameless[1]}, PLAIN) == (
        told("", "n", "1", "2"),
    )
    assert differences({"late": nameless[0]}, {"late": nameless[1]}, PLAIN) == (
        told("late", "n", "1", "2"),
    )


def test_a_line_that_only_one_side_has_is_told_as_a_whole_and_none_of_its_figures() -> None:
    one, other = {"case": "1", "n": 1}, {"case": "2", "n": 2}
    assert differences({"items": [one]}, {"items": (one, other)}, PLAIN) == (
        told("2", "", "不在列", "在列"),
    )
    assert differences(
        {"items": [one], "late": [one]}, {"items": [other], "late": [one]}, PLAIN
    ) == (
        told("1", "", "在列", "不在列"),
        told("2", "", "不在列", "在列"),
    )


def test_a_figure_that_only_one_side_has_is_told_against_nothing() -> None:
    row = {"case": "1", "n": 1}
    assert differences({"items": [row]}, {"items": [{**row, "m": {"k": 0}}]}, PLAIN) == (
        told("1", "m.k", "", "0"),
    )
    assert differences({"a": 1, "b": None}, {"b": None}, PLAIN) == (told("", "a", "1", ""),)
    assert differences({}, {"a": 1}, PLAIN) == (told("", "a", "", "1"),)


def test_rows_within_a_row_go_by_their_names_and_plain_lists_are_told_as_one() -> None:
    def with_(readings: list[Any], days: list[int]) -> dict[str, Any]:
        return {"items": [{"person": "1", "of": {"readings": readings}, "days": days}]}

    two = [{"reviewer": "7", "s": "x"}, {"reviewer": "7", "s": "y"}]
    changed = [two[0], {"reviewer": "7", "s": "z"}]
    assert differences(with_(two, [1, 2]), with_(changed, [2]), PLAIN) == (
        told("1", "days", "1、2", "2"),
        told("1", "of.readings.7.#2.s", "y", "z"),
    )
    assert differences(with_([], []), with_(two[:1], [1]), PLAIN) == (
        told("1", "days", "", "1"),
        told("1", "of.readings.7.reviewer", "", "7"),
        told("1", "of.readings.7.s", "", "x"),
    )


@pytest.mark.parametrize(
    "name", ["position", "digest", "next", "on", "sha256", "version", "names"]
)
def test_what_tells_of_the_asking_is_compared_in_lines_only(name: str) -> None:
    assert differences({name: 1}, {name: 2}, PLAIN) == ()
    assert differences({"items": [{name: 1}]}, {"items": [{name: 2}]}, PLAIN) == (
        told("", name, "1", "2"),
    )


def placed(row: dict[str, Any]) -> tuple[str, int]:
    return row["person"], row["n"]


@given(ROWS, ROWS)
def test_there_is_no_difference_if_and_only_if_nothing_is_different(one, other) -> None:
    def sides(rows):
        return {"items": rows, "sum": sum(row["n"] for row in rows)}

    forth = differences(sides(one), sides(other), PLAIN)
    back = differences(sides(other), sides(one), PLAIN)
    assert [(d.line, d.figure, d.after, d.before) for d in forth] == [
        (d.line, d.figure, d.before, d.after) for d in back
    ]
    if one == other:
        assert forth == ()
    if sorted(map(placed, one)) != sorted(map(placed, other)):
        assert forth != ()
