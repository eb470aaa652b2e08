"""The end of a year on the command line."""

import csv
import io
from datetime import UTC, datetime

import pytest

from minqing_core.kernel.periods import civil_date

YEAR = civil_date(datetime.now(tz=UTC)).year - 1  # noqa: TID251 - the command line reads the clock
FOUNDED = ("--since", "2020-01-01")
OF = ("--year", str(YEAR))


@pytest.fixture
def led(terminal):
    """Give a terminal in a town with a deputy secretary, and a member who solved a matter."""
    civil, village = "town-office-civil-servant", "village-two-committees"
    person = ("roster", "person")
    deputy = ("--post", "deputy-secretary", "--unit", "town", "--kind", civil)
    member = ("--post", "two-committees-member", "--unit", "大丰村", "--kind", village)
    terminal(*person, "0102", "--name", "钱副", *deputy, *FOUNDED)
    terminal(*person, "0003", "--name", "李秀英", *member, *FOUNDED)
    return terminal


def solved(terminal) -> str:
    """Return the number of a matter that the member solved in the middle of last year."""
    on = ("--as", "李秀英", "--occurred", f"{YEAR}-06-03")
    number: str = terminal.record(*on, "--learned", f"{YEAR}-06-03", "--place", "大丰村")
    terminal("case", "step", number, "--kind", "cause", "--text", "线路老化", *on)
    told = ("--means", "visit", "--stage", "result", "--response", "满意", "--text", "灯已修好")
    terminal("case", "feedback", number, *told, *on)
    terminal("case", "conclude", number, "--outcome", "resolved", "--effect", "亮了", *on)
    return number


@pytest.mark.clause("S69", "S70")
def test_a_sheet_is_drawn_up_disputed_decided_ranked_and_handed_on(led) -> None:
    solved(led)
    member, deputy = ("--as", "李秀英"), ("--as", "钱副")
    whose = ("李秀英", *OF)
    before = led("appraisal", "sheet", *whose, *member).stdout.splitlines()
    assert before[0] == f"0003 李秀英 {YEAR} 年考核表（未定稿）"
    told = led("appraisal", "draw", *whose).stdout.splitlines()
    assert told[0] == f"0003-{YEAR} 第 1 步"
    assert told[1].endswith(
        "按时办结率 1/1，响应率 2/2，解决率 1/1，满意率 1/1，交办按期率 0/0，每周按时记录 0/0"
    )
    led("appraisal", "object", *whose, "--text", "还有一件未计", *member)
    both = ("--objection", "1", "--upheld", "--dismissed", "--text", "无误")
    assert "只能写一个" in led("appraisal", "decide", *whose, *both, *deputy, exits=1).output
    led(
        "appraisal", "decide", *whose, "--objection", "1", "--dismissed", "--text", "无误", *deputy
    )
    page = led("appraisal", "sheet", *whose, *member).stdout.splitlines()
    today = led.day(0)
    assert page[0] == f"0003 李秀英 {YEAR} 年考核表（异议不成立，维持）"
    assert page[1].startswith(f"第 1 次制作 {today} 王小明：指标 2026.1，据记录前")
    assert "重算一致" in page[1]
    assert page[4].split()[:2] == ["按时办结率", "100.0%（1/1）"]
    assert page[-4:-2] == [
        f"第 1 次异议（对第 1 次制作的表） {today} 李秀英：还有一件未计",
        f"  {today} 钱副 答复：不成立，无误",
    ]
    assert page[-1].startswith(
        "本表是年终考核、评比和干部选拔任用的参考依据之一，不能单独作为结论"
    )


@pytest.mark.clause("S69", "S70")
def test_sheets_are_ranked_handed_on_and_the_same_to_the_byte(led) -> None:
    number, member, whose = solved(led), ("--as", "李秀英"), ("李秀英", *OF)
    led("appraisal", "draw", *whose)
    first = led("appraisal", "sheet", *whose, "--json").stdout
    assert led("appraisal", "sheet", *whose, "--json").stdout == first
    assert number not in first
    ranking = led("appraisal", "list", *OF).stdout.splitlines()
    assert ranking[0] == f"{YEAR} 年考核表（1 份，按各率平均排列，不计数量）"
    assert ranking[3].split()[:3] == ["1", "0003", "李秀英"]
    rows = [*csv.DictReader(io.StringIO(led("appraisal", "export", *OF, "--csv").stdout[1:]))]
    assert [(row["按时办结率（%）"], row["按时办结率分子"], row["记录篇数"]) for row in rows] == [
        ("100.0", "1", "1")
    ]
    assert "参考依据之一" in rows[0]["说明"]
    led("appraisal", "export", *OF, *member, exits=4)


@pytest.mark.clause("S2", "S67")
def test_a_summary_opens_with_the_purpose(led) -> None:
    solved(led)
    draft = led("appraisal", "summary", "show", *OF).stdout.splitlines()
    assert draft[1] == "目的：促进我镇农村经济社会协调发展，加强和改进农村基层组织建设"
    assert draft[4].startswith("尚未印发")
    led("appraisal", "summary", "issue", *OF, "--text", "-", given="一年来走访更勤")
    page = led("appraisal", "summary", "show", *OF, "--as", "李秀英").stdout.splitlines()
    assert page[4].startswith(f"{led.day(0)} 王小明 印发")
    assert page[4].endswith("重算一致）")
    assert page[5] == "一年来走访更勤"
    assert page[7] == "参加活动 3 人，公布表彰 0 项"
    assert page[-2].startswith("各类民情：")
    assert page[-1].startswith("指标 2026.1，据记录前")


@pytest.mark.clause("S68", "S82")
def test_a_commendation_on_the_command_line(led) -> None:
    number = solved(led)
    asked = ("--person", "李秀英", "--title", "先进个人", "--case", number, "--text", "修好路灯")
    made = led.json("appraisal", "commend", *asked)["id"]
    led("appraisal", "commend-decide", made, "--granted", "--text", "属实", "--as", "钱副")
    led("appraisal", "commend-publish", made)
    told = led("appraisal", "commendations", "--as", "李秀英").stdout.splitlines()
    assert told[1].split()[:4] == [made, "李秀英", "先进个人", "已公布"]
    led("appraisal", "commend-revoke", made, "--reason", "不实", "--as", "钱副")
    (line,) = led.json("appraisal", "commendations", "--state", "已撤销")["items"]
    assert line["revoked"] == "不实"
