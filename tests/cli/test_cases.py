"""A matter from the doorstep to the answer, on the command line."""

import json

import pytest


@pytest.fixture
def concluded(terminal):
    """Give a terminal and the number of a matter that came to a good end."""
    number = terminal.record("--learned", "2026-03-02T09:30:00+08:00", "--place", "大丰村")
    at = ("--occurred", "2026-03-04T10:00:00+08:00")
    due = ("--owner", "陈国强", "--due", "2030-01-01")
    told = ("--stage", "result", "--means", "visit", "--text", "灯已修好。")
    terminal("case", "step", number, "--kind", "原因", "--text", "线路老化。", *at)
    terminal("case", "step", number, "--kind", "measure", "--text", "换线。", *due, *at)
    terminal("case", "step", number, "--kind", "carried-out", "--measure", "1", "--text", "换好。")
    terminal("case", "feedback", number, *told, "--response", "满意")
    terminal("case", "conclude", number, "--outcome", "resolved", "--effect", "路灯已亮。")
    return terminal, number


@pytest.mark.clause("S18", "S24", "S28")
def test_a_matter_is_shown_in_its_three_parts(concluded) -> None:
    terminal, number = concluded

    page = terminal("case", "show", number).stdout

    head, matter, handling, result = page.split("\n\n")
    assert head == f"{number}《村口路灯不亮》 办结"
    assert matter.splitlines()[:5] == [
        "一、事由",
        "  坏了三个月，老人夜里不敢出门。",
        "  性质：问题",
        "  渠道：走访",
        "  类别：行路难（HOT_DIFFICULT.ROADS）",
    ]
    assert "  地点：大丰村" in matter
    assert "  诉求人：李大娘 13800000000" in matter
    assert "  获知：2026-03-02 09:30" in matter
    assert handling.splitlines()[:3] == [
        "二、办理过程",
        f"  2. 2026-03-04 王小明 原因：线路老化（分析）（补记 {late(handling)} 日）",
        (
            "  3. 2026-03-04 王小明 措施：换线（由陈国强负责、第 1 项、2030-01-01 前完成）"
            f"（补记 {late(handling)} 日）"
        ),
    ]
    assert result.splitlines()[0] == "三、办理结果"
    assert result.splitlines()[1].endswith(" 王小明 反馈：灯已修好（办理结果、上门、满意）")
    assert result.splitlines()[2].endswith(" 王小明 办结：路灯已亮（已解决）")


def late(text: str) -> str:
    return text.partition("补记 ")[2].partition(" ")[0]


@pytest.mark.clause("S25")
def test_the_story_is_told_in_sentences(concluded) -> None:
    terminal, number = concluded

    lines = terminal("case", "log", number).stdout.splitlines()

    assert lines[0] == f"{number}《村口路灯不亮》"
    assert lines[1].startswith(
        "2026-03-02  王小明记下群众李大娘通过走访反映的问题：《村口路灯不亮》，"
        "由组织人事办公室王小明负责（补记 "
    )
    assert lines[2].startswith("2026-03-04  王小明写明原因：线路老化（补记 ")
    assert lines[6].endswith("  王小明办结此事：已解决。效果：路灯已亮")


def test_a_timeline_has_the_shape_that_scripts_rely_on(concluded) -> None:
    terminal, number = concluded

    items = terminal.json("case", "log", number)["items"]

    assert [item["event"] for item in items] == [
        "MatterRecorded",
        "CauseRecorded",
        "MeasureAdopted",
        "MeasureCarriedOut",
        "FeedbackGiven",
        "CaseConcluded",
    ]
    shape = {"position", "recorded_at", "occurred_on", "actor", "event", "sentence"}
    assert all(shape <= item.keys() for item in items)


@pytest.mark.clause("S35")
def test_a_correction_shows_both_texts(terminal) -> None:
    number = terminal.record()
    amendment = ("--field", "title", "--value", "东风村口路灯不亮", "--reason", "补地名")

    terminal("case", "amend", number, *amendment)

    assert terminal("case", "show", number).stdout.endswith(
        "更正\n  第 1 步的标题：「村口路灯不亮」→「东风村口路灯不亮」，理由：补地名\n"
    )


def test_a_difference_tells_what_changed_and_what_happened(terminal) -> None:
    number = terminal.record()
    before = terminal.json("verify")["size"]
    terminal(*("case", "amend", number, "--field", "title", "--value", "路灯", "--reason", "简明"))

    lines = terminal("case", "diff", number, "--before-position", str(before)).stdout

    assert lines.splitlines()[:2] == ["标题：「村口路灯不亮」→「路灯」", "其间："]
    assert lines.endswith("王小明更正第 1 步的标题为：路灯，理由：简明\n")
    table = terminal("case", "diff", number, "--before-position", str(before), "--csv").stdout
    assert table.splitlines()[1] == "标题,村口路灯不亮,路灯"
    assert "(before-missing)" in terminal("case", "diff", number, exits=1).stderr


def test_a_matter_is_as_it_was_when_asked_so(terminal) -> None:
    number = terminal.record()
    before = str(terminal.json("verify")["size"])
    terminal("case", "step", number, "--kind", "cause", "--text", "线路老化")

    assert len(terminal.json("case", "log", number)["items"]) == 2
    assert len(terminal.json("case", "log", number, "--position", before)["items"]) == 1
    assert terminal.json("case", "count", "--known-by", "2020-01-01")["total"] == 0


@pytest.mark.clause("S62")
def test_limits_are_derived_day_by_day(terminal) -> None:
    number = terminal.record("--learned", "2026-09-29")

    lines = terminal("deadline", "explain", number).stdout.splitlines()

    assert lines[0] == "向群众反馈处理意见（S62）：反馈处理意见：自获知之日起 5个工作日"
    assert lines[1].startswith("  2026-09-29 获知，2026-10-12 到期，")
    assert [line.split() for line in lines[2:6]] == [
        ["日期", "第几日", "为何"],
        ["2026-09-30", "1", "工作日"],
        ["2026-10-01", "不计", "法定节假日"],
        ["2026-10-02", "不计", "法定节假日"],
    ]


def test_several_petitioners_and_a_text_from_standard_input(terminal) -> None:
    words = ("--kind", "诉求", "--channel", "来信", "--category", "HOT_DIFFICULT.WATER")
    people = ("--petitioner", "张三", "--petitioner", "李四", "--contact", "123", "--group", "30")

    result = terminal(
        *("case", "record", *words, "--title", "饮水难", "--text", "-", *people, "--json"),
        given="井水发黄。\n第二行。\n",
    )

    matter = terminal.json("case", "show", json.loads(result.stdout)["id"])["matter"]
    assert matter["text"] == "井水发黄。\n第二行。"
    assert [(p["kind"], p["name"], p["contact"], p["count"]) for p in matter["petitioners"]] == [
        ("named", "张三", "123", 1),
        ("named", "李四", None, 1),
        ("group", None, None, 30),
    ]


def test_a_matter_may_come_from_a_file_as_over_http(terminal) -> None:
    matter = {
        "kind": "problem",
        "channel": "visit",
        "category": "HOT_DIFFICULT.ROADS",
        "title": "路",
        "text": "路难行",
        "petitioners": [{"kind": "anonymous"}],
        "learned_at": "2026-03-02",
    }

    result = terminal(
        *("case", "record", "--from", "-", "--title", "路坏", "--json"),
        given=json.dumps({"matter": matter}),
    )

    page = terminal.json("case", "show", json.loads(result.stdout)["id"])["matter"]
    assert (page["title"], page["text"]) == ("路坏", "路难行")
    assert page["petitioners"][0]["kind"] == "anonymous"


def test_a_contact_without_a_petitioner_is_refused(terminal) -> None:
    result = terminal("case", "record", "--title", "路", "--contact", "123", exits=1)

    assert "✗ --contact 多于诉求人，请与 --petitioner 依次对应 (contact-extra)\n" in result.stderr


def test_a_list_has_status_age_and_owner(terminal) -> None:
    number = terminal.record("--learned", "2026-03-02", "--owner", "0002", "--unit", "大丰村")

    head, row = terminal("case", "list", "--words", "路灯").stdout.splitlines()

    assert head.split() == [
        "编号",
        "状态",
        "标题",
        "类别",
        "负责人",
        "单位",
        "获知",
        "天数",
        "转手",
    ]
    cells = row.split()
    assert cells[:7] == [
        *(number, "在办", "村口路灯不亮", "行路难", "陈国强", "大丰村", "2026-03-02")
    ]
    assert int(cells[7]) > 0


def test_a_page_of_a_list_names_the_cursor_to_the_next(terminal) -> None:
    for _ in range(3):
        terminal.record()

    first = terminal.json("case", "list", "--limit", "2")
    rest = terminal.json("case", "list", "--limit", "2", "--cursor", first["next"])

    assert set(first) == {"items", "next", "position"}
    assert [len(first["items"]), len(rest["items"]), rest["next"]] == [2, 1, None]


@pytest.mark.clause("S34")
def test_what_is_left_hanging_is_listed_with_owner_and_age(terminal) -> None:
    number = terminal.record("--learned", "2026-03-02")
    terminal.record()

    rows = terminal.json("report", "hanging")["items"]

    assert [(row["number"], row["owner_name"]) for row in rows] == [(number, "王小明")]


def test_matters_are_counted(terminal) -> None:
    terminal.record()

    assert terminal("case", "count", "--by", "status").stdout == ("分项  件数\n在办  1\n合计  1\n")
    assert terminal.json("case", "count")["total"] == 1
    for by, text in {"category": "行路难", "unit": "组织人事办公室", "outcome": "未办结"}.items():
        assert text in terminal("case", "count", "--by", by).stdout
