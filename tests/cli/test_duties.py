"""The ledger of duties on the command line."""

import json

import click
import pytest

from minqing_cli.duties_page import calendar, explained

WEEK = ("--person", "陈国强", "--period", "2026-W11")
NOVEMBER = ("--duty", "record.weekly")


@pytest.fixture
def recorded(terminal):
    """Give a terminal in a town founded today, where a matter of March was written down."""
    terminal.record("--learned", "2026-03-11T09:30:00+08:00", "--as", "0002")
    return terminal


@pytest.mark.clause("S39")
def test_the_duties_of_a_cadre_are_listed(recorded) -> None:
    listed = recorded("duties", "list", *WEEK, *NOVEMBER)
    head, *rows = listed.stdout.splitlines()
    assert head.split() == [
        *("期限", "职责", "责任人", "所指", "期间", "状态", "完成", "条款", "说明")
    ]
    assert len(rows) == 1
    assert rows[0].split()[:4] == ["2026-03-15", "每周记录民情日记", "陈国强", "2026-W11"]
    answer = json.loads(recorded("duties", "list", *WEEK, *NOVEMBER, "--json").stdout)
    assert {*answer} == {"items", "next", "on", "position"}
    [item] = answer["items"]
    assert (item["duty"], item["person"], item["period"]) == ("record.weekly", "0002", "2026-W11")


@pytest.mark.clause("S39", "S62")
def test_a_duty_is_explained_day_by_day(recorded) -> None:
    told = recorded("duties", "explain", *WEEK, *NOVEMBER).stdout.splitlines()
    assert told[0] == "陈国强 每周记录民情日记 2026-W11"
    assert told[1] == "  条款 S39，自 2026-03-09，期限 2026-03-15"
    assert told[2:4] == ["  未到期", "  说明：当时尚未启用"]
    assert told[4:8] == [
        "  每周记录篇数：不少于 1 次",
        "  规定 record.weekly：1 次，大涌镇所定，2007-06-20 起施行",
        "  原文：参加活动的每位干部，一般每周记录“民情日记”不少于1篇，遇重大、紧急事项要随时记录",
        "逐日",
    ]
    assert told[8] == "  2026-03-09  第 1 天  工作日"
    assert told[14] == "  2026-03-15  不计     周末"
    limit = recorded("duties", "explain", "--case", "2026-000001", "--duty", "conclude")
    assert limit.stdout.startswith("陈国强 办结：2026-000001\n  条款 S34，自 2026-03-11")
    early = recorded("duties", "explain", "--person", "0002", "--period", "2007-W20", *NOVEMBER)
    assert "  未到期\n  说明：当时没有这项规定\n" in early.stdout


@pytest.mark.clause("S39")
def test_a_year_is_drawn_with_a_letter_for_each_week(recorded) -> None:
    told = recorded("duties", "grid", "--person", "陈国强", "--year", "2026").stdout.splitlines()
    assert told[0] == "陈国强（0002）2026 年"
    assert told[1].startswith("  1 月   W01 －  W02 －")
    assert told[-2] == (
        "  图例：成 按期完成、迟 逾期完成、缺 逾期未完成、待 进行中、免 免予、－ 未到期"
    )
    assert sum(line.startswith("  自评   Q1") for line in told) == 1


@pytest.mark.clause("S48", "S60", "S67")
def test_what_a_unit_owes_is_drawn_in_the_year_of_who_heads_it(recorded) -> None:
    told = recorded("duties", "grid", "--person", "陈国强", "--year", "2026").stdout.splitlines()
    assert [line.split()[0] for line in told[-5:-2]] == ["自评", "通报", "分析会"]
    assert [line.endswith("（大丰村）") for line in told[-5:-2]] == [False, True, True]
    items = [
        {
            "duty": duty,
            "period": period,
            "unit_name": unit,
            "state": "open",
            "due": period,
            "id": "",
        }
        for duty, period, unit in (
            ("summary.yearly", "2025", "大涌镇"),
            ("meeting.quarterly", "2025-Q1", "大丰村"),
            ("meeting.quarterly", "2025-Q2", "安洋社区"),
        )
    ]
    page = {"person": "0007", "person_name": "郑书记", "year": 2025, "items": items, "counts": {}}
    assert [click.unstyle(line) for line in calendar(page)][1:4] == [
        "  分析会 Q1 待（大丰村）",
        "  总结   全年 待（大涌镇）",
        "  分析会 Q2 待（安洋社区）",
    ]


@pytest.mark.clause("S39")
def test_reminders_and_the_calendar_file(recorded) -> None:
    due = recorded("duties", "due", "--within", "3d", "--person", "陈国强").stdout
    assert "向群众反馈处理意见" in due
    text = recorded("duties", "list", *WEEK, "--ics").stdout
    assert text.startswith("BEGIN:VCALENDAR")
    assert "UID:record.weekly/0002/2026-W11@minqing" in text
    assert recorded("duties", "feed", *WEEK).stdout.count("BEGIN:VEVENT") == text.count(
        "BEGIN:VEVENT"
    )
    answer = json.loads(recorded("duties", "list", *WEEK, "--ics", "--json").stdout)
    assert answer["text"].startswith("BEGIN:VCALENDAR")


def test_what_cannot_be_listed_is_refused(recorded) -> None:
    refused = recorded("duties", "list", "--duty", "x", exits=3)
    assert "没有代码为「x」的职责" in refused.stderr


@pytest.mark.clause("S53")
def test_readings_are_drawn_a_line_for_each_quarter_and_each_way_they_stand() -> None:
    def reading(period: str, name: str, state: str) -> dict[str, str]:
        return {"duty": "review.quarterly", "period": period, "about_name": name, "state": state}

    items = [
        reading("2025-Q1", "李秀英", "met"),
        reading("2025-Q2", "李秀英", "missed"),
        reading("2025-Q1", "黄强", "met"),
        reading("2025-Q1", "周海", "met-late"),
    ]
    page = {"person": "0002", "person_name": "陈国强", "year": 2025, "items": items, "counts": {}}
    assert [click.unstyle(line) for line in calendar(page)][1:4] == [
        "  审阅   Q1 成 2 人：李秀英、黄强",
        "  审阅   Q1 迟 1 人：周海",
        "  审阅   Q2 缺 1 人：李秀英",
    ]


@pytest.mark.clause("S39")
def test_days_are_counted_with_a_space_whatever_their_number() -> None:
    item = {
        **dict.fromkeys(("about_name", "case", "period", "met_on", "note", "item")),
        "duty": "conclude",
        "person_name": "李秀英",
        "title": "办结",
        "clause": "S34",
        "start": "2025-07-01",
        "due": "2025-07-14",
        "tentative": False,
        "state": "met",
        "state_text": "按期完成",
    }
    days = [{"day": "2025-07-14", "number": 10, "reason": "工作日"}]
    page = {"item": item, "rule": None, "says": "", "days": days, "records": []}
    assert [*explained(page)][-1] == "  2025-07-14  第 10 天 工作日"
