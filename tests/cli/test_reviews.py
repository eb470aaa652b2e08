"""Diaries of a quarter on the command line."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from minqing_cli.review_page import coverage
from minqing_core.kernel.periods import civil_date, quarter

NOW = civil_date(datetime.now(tz=UTC))  # noqa: TID251 - the command line reads the clock
LAST = quarter(quarter(NOW).first - timedelta(days=1))
IN_IT = ("--as", "李秀英", "--place", "大丰村", "--learned", str(LAST.last))
FOUNDED = ("--since", "2020-01-01")


@pytest.fixture
def led(terminal):
    """Give a terminal in a town with a deputy secretary and a member of a village."""
    civil, village = "town-office-civil-servant", "village-two-committees"
    person = ("roster", "person")
    deputy = ("--post", "deputy-secretary", "--unit", "town", "--kind", civil)
    member = ("--post", "two-committees-member", "--unit", "大丰村", "--kind", village)
    terminal(*person, "0102", "--name", "钱副", *deputy, *FOUNDED)
    terminal(*person, "0003", "--name", "李秀英", *member, *FOUNDED)
    return terminal


@pytest.mark.clause("S41", "S42", "S53", "S58")
def test_a_quarter_is_assessed_reviewed_sent_back_and_answered(led) -> None:
    whose, member, secretary = ("李秀英", str(LAST)), ("--as", "李秀英"), ("--as", "陈国强")
    number = led.record(*IN_IT)
    written = str(LAST).replace("-", "").lower()
    told = led("review", "assess", written, "--text", "多走动", *member).stdout
    assert told.splitlines()[1] == (
        f"  李秀英自评 {LAST} 的民情日记（记录 1 篇），心得体会：多走动"
    )
    (waiting,) = led.json("review", "queue", "--period", str(LAST), *secretary)["items"]
    assert (waiting["name"], waiting["entries"], waiting["review"]) == ("李秀英", 1, None)
    led(
        *("review", "record", *whose, *secretary, "--grade", "一般", "--opinion", "太简略"),
        *("--concern", "内容简单化", "--return-case", number, "--return-text", "补写经过"),
        *("--return-due", led.day(9)),
    )
    led("review", "complete", *whose, "--review", "1", "--text", "已补写", *member)
    led("review", "accept", *whose, "--review", "1", *secretary)
    led("review", "reply", *whose, "--review", "1", "--text", "当天写完", *member)
    today, page = led.day(0), led("review", "show", *whose, *secretary).stdout.splitlines()
    assert page[:2] == [
        f"0003 李秀英 {LAST} 民情日记",
        "审阅人：陈国强（党组织书记）（村（社区）“两委”班子成员，S58）",
    ]
    assert page[2].startswith(f"  陈国强（党组织书记） {today} 已阅")
    assert page[3].startswith("  台账：陈国强")
    assert page[6].startswith("编号")
    assert f"{number}  村口路灯不亮" in page[7]
    assert "  心得体会：多走动" in page
    assert page[-6].startswith(f"第 1 次审阅 {today} 陈国强（党组织书记）：一般，内容简单化（1 篇")
    assert page[-5:] == [
        "  意见：太简略",
        f"  退回补充 {number}，限 {led.day(9)} 前：补写经过",
        f"    补充 {today} 李秀英：已补写",
        f"    已认可 {today}",
        f"  回应 {today} 李秀英：当天写完",
    ]
    refused = led(
        "review", "record", *whose, *member, "--grade", "优秀", "--opinion", "好", exits=4
    )
    assert "不能审阅本人的民情日记" in refused.stderr


@pytest.mark.clause("S53", "S54")
def test_the_board_and_the_coverage_read_as_pages_and_print_the_same_twice(led) -> None:
    led.record(*IN_IT)
    head = ("--post", "party-secretary", "--unit", "town", "--kind", "town-office-civil-servant")
    led("roster", "person", "0101", "--name", "赵书记", *head, *FOUNDED)
    opinion = ("--grade", "良好", "--opinion", "办得及时", "--as", "陈国强")
    led("review", "record", "李秀英", str(LAST), *opinion)
    page = led("report", "coverage", "--period", str(LAST)).stdout
    assert "职务空缺（市委组织部干事）" in page
    assert "（赵书记）" in page
    assert f"陈国强（党组织书记） {led.day(0)} 已阅" in page
    board = led("report", "quarter", str(LAST), "--unit", "大丰村").stdout
    assert board.splitlines()[0] == f"大丰村{LAST} 民情日记情况（截至 {led.day(0)}）"
    assert "2 人，自评 0 人；已阅 1，" in board
    for asked in (("coverage", "--period", str(LAST)), ("quarter", str(LAST))):
        first = led("report", *asked, "--json").stdout
        position = str(led.json("report", *asked)["position"])
        assert led("report", *asked, "--json").stdout == first
        assert led("report", *asked, "--json", "--position", position).stdout == first
    unassessed = led("review", "show", "李秀英", str(LAST), "--as", "陈国强").stdout
    assert "本人尚未自评" in unassessed
    refused = led("report", "quarter", "2025", exits=1)
    assert "期间「2025」不对，应写作年份加季度，如 2025-Q3" in refused.stderr


@pytest.mark.clause("S53")
def test_the_page_says_who_may_read_now_and_what_the_ledger_has_against_whom() -> None:
    def told(owed: list[tuple[str, str, str]], **cell: Any) -> str:
        names = ("name", "state", "state_text")
        parts = [dict(zip(names, one, strict=True)) for one in owed]
        reading = {"posts": ["p"], "posts_text": "党组织书记", "read": None, "owed": parts, **cell}
        line = {"unit_names": "", "name": "", "rule_text": "", "readings": [reading]}
        page = {"unit_name": "", "period": "", "on": "", "states": {}, "items": [line]}
        shown = [*coverage({**page, "position": 1, "digest": ""})][4]
        return " ".join(shown.split())

    late = ("钱副", "missed", "逾期未完成")
    ill = {"name": "赵书记", "instead_of_name": None, "away_until": "2024-04-30"}
    waits = {"state": "awaited", "state_text": "尚未审阅"}
    assert told([late, ("孙组", *late[1:])], **waits, readers=[ill]) == (
        "尚未审阅（赵书记，请假至 2024-04-30） 钱副、孙组逾期未完成"
    )
    assert told([late], **waits, readers=[]) == ("尚未审阅（党组织书记，现无人） 钱副逾期未完成")
    vacant = {"state": "vacant", "state_text": "职务空缺", "readers": []}
    assert told([("大丰村", "open", "进行中")], **vacant) == "职务空缺（党组织书记） 大丰村进行中"
