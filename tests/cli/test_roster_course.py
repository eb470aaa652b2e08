"""Units that end, people who are away or leave, guidance and roles on the command line."""

import pytest


@pytest.mark.clause("S84")
def test_a_dissolved_unit_names_who_continues_it(terminal) -> None:
    anyang = ("--name", "安洋社区", "--kind", "community", "--parent", "town")
    terminal("roster", "unit", "anyang", *anyang, "--since", "2007-06-20")
    terminal("roster", "rename", "大丰村", "--name", "大丰新村", "--since", "2025-01-01")
    terminal("roster", "abolish", "大丰村", "--heir", "安洋社区", "--since", "2026-01-01")
    assert terminal("roster", "unit-page", "大丰村").stdout.splitlines()[:4] == [
        "大丰新村（dafeng）",
        "其他名称：大丰村",
        "自 2026-01-01 起已撤销，其事项由 anyang 承接",
        "下属：无",
    ]
    assert terminal("roster", "unit-page", "anyang").stdout.splitlines()[:2] == [
        "安洋社区（anyang）",
        "承接：dafeng",
    ]
    refused = terminal(
        *("roster", "post", "陈国强", "--post", "staff", "--unit", "dafeng"),
        *("--since", "2026-02-01"),
        exits=1,
    )
    assert "其事项由 anyang 承接" in refused.stderr


LEADING = ("--since", "2020-01-01", "--post", "party-secretary", "--unit", "town")


@pytest.mark.clause("S39", "S73")
def test_a_person_shows_leave_contact_points_and_visits(terminal) -> None:
    terminal("roster", "person", "0010", "--name", "林书记", *LEADING)
    terminal(
        *("roster", "absence", "陈国强", "--kind", "培训", "--since", "2025-03-03"),
        *("--until", "2025-03-07", "--reason", "党校", "--approver", "林书记"),
    )
    terminal(
        *("roster", "contact-point", "林书记", "--village", "大丰村", "--since", "2025-01-01"),
        *("--campaign", "固本强基工程"),
    )
    terminal(
        *("roster", "guide", "林书记", "--village", "大丰村", "--on", "2025-02-01"),
        *("--text", "看路灯"),
    )
    assert terminal("roster", "show", "陈国强").stdout.splitlines()[1:5] == [
        "干部类别：村（社区）“两委”干部",
        "现任：大丰村党组织书记",
        "  2020-01-01 至 今  大丰村党组织书记",
        "准假：2025-03-03 至 2025-03-07  培训，林书记批准",
    ]
    assert terminal("roster", "show", "林书记").stdout.splitlines()[4:6] == [
        "挂点：2025-01-01 至 今  大丰村（结合固本强基工程）",
        "  2025-02-01 到大丰村：看路灯",
    ]
    assert terminal("roster", "unit-page", "大丰村").stdout.splitlines()[2:4] == [
        "挂点领导：林书记 2025-01-01 至 今（结合固本强基工程）",
        "  2025-02-01 林书记：看路灯",
    ]
    listed = terminal("roster", "participants", "--as-of", "2025-03-05").stdout
    assert "大丰村党组织书记  培训  2025-03-07" in listed


@pytest.mark.clause("S71")
def test_the_roles_show_who_was_in_charge(terminal) -> None:
    terminal("roster", "person", "0010", "--name", "林书记", *LEADING)
    terminal(
        *("roster", "role", "负总责", "--person", "林书记", "--since", "2025-01-01"),
    )
    assert terminal("roster", "roles", "--as-of", "2025-06-30").stdout.splitlines() == [
        "2025-06-30 的分工",
        "负总责：林书记",
        "  2025-01-01 至 今  林书记",
        "分管：无",
        "具体抓：组织人事办公室",
        "  2007-06-20 至 今  组织人事办公室",
    ]


@pytest.mark.clause("S46")
def test_the_list_of_who_leaves_names_what_is_open(terminal) -> None:
    number = terminal.record("--owner", "陈国强", "--unit", "dafeng")
    before = terminal("roster", "leaving", "陈国强").stdout.splitlines()
    assert before[1:] == ["尚未办理调离", "未清：", f"  民情 {number} 村口路灯不亮（在办）"]
    terminal(
        *("roster", "transfer", "陈国强", "--until", "2026-01-31"),
        *("--destination", "市水务局"),
    )
    close = ("roster", "close", "陈国强", "--on", "2026-02-01")
    refused = terminal(*close, exits=1)
    assert refused.stderr.splitlines()[-1] == (
        f"✗ 0002 离任清单未清：未办结的民情 {number} (still-in-hand)"
    )
    terminal("case", "step", number, "--kind", "cause", "--text", "线路老化")
    terminal(
        *("case", "feedback", number, "--stage", "result", "--means", "visit"),
        *("--text", "已修好"),
    )
    terminal("case", "conclude", number, "--outcome", "resolved", "--effect", "亮了")
    terminal(*close)
    lines = terminal("roster", "leaving", "陈国强").stdout.splitlines()
    assert lines[1:4] == ["调往市水务局，在本镇至 2026-01-31", "2026-02-01 办结离任", "已清"]
    assert lines[4].endswith(f"办清 民情 {number} 村口路灯不亮")
    shown = terminal("roster", "show", "陈国强").stdout
    assert "已调离：最后一日 2026-01-31，2026-02-01 办结离任" in shown


@pytest.mark.clause("S46")
def test_the_list_of_who_leaves_a_village_names_what_belongs_there(terminal) -> None:
    number = terminal.record("--owner", "陈国强", "--unit", "dafeng")
    terminal(
        *("roster", "leave", "陈国强", "--post", "village-secretary", "--unit", "dafeng"),
        *("--until", "2026-01-31"),
    )
    assert terminal("roster", "leaving", "陈国强").stdout.splitlines()[1:] == [
        "调离大丰村：最后一日 2026-01-31",
        "未清：",
        f"  民情 {number} 村口路灯不亮（在办，属大丰村）",
    ]
