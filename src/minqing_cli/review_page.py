"""A diary of a quarter, the coverage and the board of a quarter as pages."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from minqing_cli.table import table
from minqing_core.views.labels import LABELS, label

Plain = dict[str, Any]
ENTRIES = {
    "case": "编号",
    "title": "标题",
    "learned_on": "获知",
    "recorded_on": "记录",
    "late": "超时",
    "status_text": "状态",
    "result_on": "反馈结果",
    "since_text": "审阅后",
}
COVERAGE = {
    "unit_names": "单位",
    "name": "干部",
    "rule_text": "分工",
    "told": "审阅",
    "owed": "台账",
}
PEOPLE = {"unit_names": "单位", "name": "干部"}
FOUND = {"assessed_on": "自评", "told": "审阅", "grades": "等次", "concerns": "问题"}


def lines(page: Plain) -> Iterator[str]:
    """Yield a cadre's diary of a quarter."""
    rule = f"（{page['rule_text']}，{page['clause']}）" if page["rule"] else ""
    yield f"{page['person']} {page['name']} {page['period']} 民情日记"
    yield f"审阅人：{page['right']}{rule}"
    yield from (f"  {line}" for line in _told(page))
    yield from (f"  台账：{line}" for line in _owed(page))
    closed = f"，另有 {page['closed']} 篇不对您公开" if page["closed"] else ""
    yield from ("", f"日记（{len(page['entries'])} 篇{closed}；阅至第 {page['position']} 条）")
    yield from table(page["entries"], ENTRIES) if page["entries"] else ()
    for part in page["assessments"]:
        yield ""
        yield from _assessment(part)
    if not page["assessments"]:
        yield from ("", "本人尚未自评")
    for part in page["reviews"]:
        yield ""
        yield from _review(part)


def coverage(page: Plain) -> Iterator[str]:
    """Yield who is to be read by whom in a quarter, and how it stands."""
    yield _heading(page, "民情日记审阅情况")
    yield _states(page["states"])
    yield ""
    yield from table(coverage_rows(page), COVERAGE)
    yield from _foot(page)


def coverage_rows(page: Plain) -> list[Plain]:
    """Return the rows of the coverage of a quarter, with what came of each."""
    return [
        {**line, "told": "；".join(_told(line)), "owed": "；".join(_owed(line))}
        for line in page["items"]
    ]


def board(page: Plain) -> Iterator[str]:
    """Yield the board of a quarter."""
    metrics = LABELS["metric"]
    yield _heading(page, "民情日记情况")
    yield f"{len(page['items'])} 人，自评 {page['assessed']} 人；{_states(page['states'])}"
    yield "；".join(f"{metrics[name]} {n}" for name, n in page["sums"].items())
    yield ""
    titles = {**PEOPLE, **metrics, **FOUND}
    yield from table([_board_line(line) for line in page["items"]], titles)
    yield from _foot(page)


def _heading(page: Plain, what: str) -> str:
    return f"{page['unit_name']}{page['period']} {what}（截至 {page['on']}）"


def _foot(page: Plain) -> Iterator[str]:
    yield from ("", f"据记录前 {page['position']} 条统计，摘要 {page['digest']}")


def _states(states: Mapping[str, int]) -> str:
    return "，".join(f"{label('reading', state)} {n}" for state, n in states.items()) or "无"


def _board_line(line: Plain) -> Plain:
    read = [cell["read"] for cell in line["readings"] if cell["read"]]
    return {
        **line,
        **line["figures"],
        "told": "；".join(cell["state_text"] for cell in line["readings"]),
        "grades": "、".join(one["grade_text"] for one in read),
        "concerns": "、".join(filter(None, (one["concerns_text"] for one in read))),
    }


def _told(line: Plain) -> Iterator[str]:
    for cell in line["readings"]:
        if cell["read"]:
            yield f"{_who(cell['read'])} {cell['read']['on']} {cell['state_text']}"
        else:
            nobody = "" if cell["state"] == "vacant" else "，现无人"
            readers = "、".join(map(_reader, cell["readers"])) or f"{cell['posts_text']}{nobody}"
            named = f"（{readers}）" if cell["posts"] else ""
            yield f"{cell['state_text']}{named}"


def _owed(line: Plain) -> Iterator[str]:
    """Yield who owes a reading by the ledger of duties, and how that stands."""
    for cell in line["readings"]:
        for text, owed in groupby(cell["owed"], key=lambda one: one["state_text"]):
            yield f"{'、'.join(one['name'] for one in owed)}{text}"


def _reader(reader: Plain) -> str:
    away = f"，请假至 {reader['away_until']}" if reader["away_until"] else ""
    return f"{reader['name']}{_instead(reader)}{away}"


def _who(read: Plain) -> str:
    return f"{read['reviewer_name']}（{read['post_text']}{_instead(read, '，')}）"


def _instead(one: Plain, mark: str = "") -> str:
    return f"{mark}代{one['instead_of_name']}" if one["instead_of_name"] else ""


def _assessment(part: Plain) -> Iterator[str]:
    book = f"，记录本 {part['book']}" if part["book"] else ""
    yield f"自评 {part['on']} {part['by_name']}{book}（据记录前 {part['upto']} 条）"
    yield "  " + "，".join(f"{one['metric_text']} {one['value']}" for one in part["counts"])
    yield f"  心得体会：{part['text']}"


def _review(part: Plain) -> Iterator[str]:
    read = part["read"]
    concerns = f"，{read['concerns_text']}" if read["concerns_text"] else ""
    yield (
        f"第 {read['review']} 次审阅 {read['on']} {_who(read)}：{read['grade_text']}{concerns}"
        f"（{read['entries']} 篇，阅至第 {read['upto']} 条，{part['clause']}）"
    )
    yield f"  意见：{part['opinion']}"
    for sent in part["sent_back"]:
        yield from _sent(sent)
    for said in part["answers"]:
        yield f"  回应 {said['on']} {said['by_name']}：{said['text']}"


def _sent(sent: Plain) -> Iterator[str]:
    cases = f" {'、'.join(sent['cases'])}" if sent["cases"] else ""
    late = "（已逾期）" if sent["late"] else ""
    yield f"  退回补充{cases}，限 {sent['due']} 前{late}：{sent['sent']['text']}"
    for report in sent["reports"]:
        yield f"    补充 {report['on']} {report['by_name']}：{report['text']}"
    if sent["accepted_on"]:
        said = f"：{sent['accepted']}" if sent["accepted"] else ""
        yield f"    已认可 {sent['accepted_on']}{said}"
