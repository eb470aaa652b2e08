"""Charts are readable on a phone, and say what they show."""

import re

from minqing_core.documents.charts import Bar, Course, grouped, lines, stacked

KEY = [("full", "已阅"), ("over", "尚未审阅")]


def numbers(drawn: str) -> list[str]:
    return re.findall(r">([\d.]+)</text>", drawn)


def test_bars_stay_within_the_picture_with_their_figures() -> None:
    bars = [
        Bar(label="村（社区）“两委”班子成员", figures=(27, 23)),
        Bar(label="x", figures=(0, 1)),
    ]
    for drawn in (stacked("题", bars, KEY), grouped("题", bars, KEY)):
        assert 'viewBox="0 0 360 ' in drawn
        ends = re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', drawn)
        assert all(float(left) + float(broad) <= 330 for left, broad in ends)
    assert numbers(stacked("题", bars, KEY)) == ["50", "1"]
    assert numbers(grouped("题", bars, KEY)) == ["27", "23", "0", "1"]


def test_what_is_counted_stands_on_an_axis_of_whole_numbers() -> None:
    def axis(*figures: float | None) -> list[str]:
        return numbers(lines("题", ["W1", "W2"], [Course(label="篇数", figures=figures)]))

    assert axis(0, 0) == ["0", "1"]
    assert axis(11, None) == ["0", "6", "12"]
    assert axis(8, 3) == ["0", "4", "8"]


def test_letters_are_those_of_the_page() -> None:
    drawn = lines("题", [], [])
    assert "sans-serif" in drawn
    assert "Songti" not in drawn
