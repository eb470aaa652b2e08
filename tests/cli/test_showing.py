"""Answers as tables, JSON, lines of JSON and CSV."""

import csv
import io
import json

import pytest

from minqing_cli.width import shortened, width, wrapped


def rows_of(data: bytes, encoding: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(encoding))))


def test_columns_line_up_under_han_characters(terminal) -> None:
    terminal.record()
    terminal.record("--title", "水")

    lines = terminal("case", "list", "--fields", "编号，title,owner_name").stdout.splitlines()

    assert lines[0] == "编号         标题          负责人"
    assert lines[1].endswith("  水            王小明")
    assert lines[2].endswith("  村口路灯不亮  王小明")


def test_json_is_readable_and_narrowed_to_the_fields(terminal) -> None:
    number = terminal.record()

    answer = terminal.json("case", "list", "--fields", "number,title")

    assert answer["items"] == [{"number": number, "title": "村口路灯不亮"}]
    assert answer["next"] is None


def test_every_line_of_jsonl_is_an_object(terminal) -> None:
    terminal.record()

    lines = terminal("case", "list", "--jsonl").stdout.splitlines()

    assert [json.loads(line)["title"] for line in lines] == ["村口路灯不亮"]
    assert "村口路灯不亮" in lines[0]


def test_csv_has_a_byte_order_mark_and_chinese_heads(terminal) -> None:
    number = terminal.record()

    data = terminal("case", "list", "--csv").stdout_bytes

    assert data.startswith(b"\xef\xbb\xbf")
    head, row = rows_of(data, "utf-8-sig")
    assert head == ["编号", "状态", "标题", "类别", "负责人", "单位", "获知", "天数", "转手"]
    assert row[:5] == [number, "在办", "村口路灯不亮", "行路难", "王小明"]


def test_csv_may_be_in_gb18030(terminal) -> None:
    terminal.record("--title", "䶮街路灯")

    data = terminal("case", "list", "--csv", "--encoding", "gb18030").stdout_bytes

    assert rows_of(data, "gb18030")[1][2] == "䶮街路灯"


def test_an_unknown_encoding_is_refused(terminal) -> None:
    result = terminal("case", "list", "--csv", "--encoding", "latin-1", exits=1)

    assert result.stderr == "✗ 不能以 latin-1 编码输出，可用 utf-8-sig、gb18030 (encoding)\n"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_a_cell_that_looks_like_a_formula_is_text(terminal, start) -> None:
    terminal.record("--title", f"{start}1+1")

    row = rows_of(terminal("case", "list", "--csv").stdout_bytes, "utf-8-sig")[1]

    assert row[2] == f"'{start}1+1"


def test_all_fields_may_be_asked_for(terminal) -> None:
    terminal.record()

    head = terminal("case", "list", "--csv", "--fields", "all").stdout.splitlines()[0]

    assert "source_number" in head
    assert "编号" in head


def test_a_page_may_be_one_row(terminal) -> None:
    number = terminal.record()

    data = terminal("case", "show", number, "--csv", "--fields", "case,status").stdout_bytes

    assert rows_of(data, "utf-8-sig") == [["编号", "status"], [number, "handling"]]


@pytest.mark.parametrize(
    ("text", "columns"), [("路灯", 4), ("ab", 2), ("e\u0301", 1), ("\uff08a\uff09", 5), ("", 0)]
)
def test_a_han_character_takes_two_columns(text, columns) -> None:
    assert width(text) == columns


def test_a_text_is_cut_where_it_would_be_wider() -> None:
    assert shortened("村口路灯不亮", 12) == "村口路灯不亮"
    assert shortened("村口路灯不亮", 11) == "村口路灯不…"
    assert shortened("一\n二", 9) == "一 二"


def test_lines_break_between_han_characters_and_not_before_punctuation() -> None:
    assert wrapped("坏了三个月，老人不敢出门。", 10) == ["坏了三个", "月，老人不", "敢出门。"]
    assert wrapped("用 minqing verify 核验", 14) == ["用 minqing", "verify 核验"]
