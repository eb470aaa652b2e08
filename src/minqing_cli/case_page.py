"""A matter as a page: 事由， 办理过程， 办理结果； and its limits day by day."""

from collections.abc import Iterator
from typing import Any

from minqing_cli.course_page import course_lines
from minqing_cli.hands_page import hands_lines
from minqing_cli.table import instant, table
from minqing_core.views.labels import label
from minqing_core.views.page_words import RESULTS, named, passage

Plain = dict[str, Any]
STATES = {"open": "进行中", "met": "按期完成", "met-late": "逾期完成", "missed": "逾期未完成"}


def lines(page: Plain) -> Iterator[str]:
    """Yield the page of a matter."""
    yield f"{page['case']}《{page['matter']['title']}》 {page['status_text']}"
    yield from ("", "一、事由")
    yield from _matter(page)
    yield from ("", "二、办理过程")
    yield from _said(page, results=False)
    yield from ("", "三、办理结果")
    yield from _said(page, results=True)
    yield from hands_lines(page)
    yield from course_lines(page["course"])
    if page["amendments"]:
        yield from ("", "更正")
        yield from map(_amended, page["amendments"])


def limits(answer: Plain) -> Iterator[str]:
    """Yield the limits of a matter, each derived day by day."""
    for item in answer["items"]:
        tentative = "（暂定：该年工作日历尚未公布）" if item["tentative"] else ""
        yield f"{item['title']}（{item['clause']}）：{item['rule']}"
        began = "获知" if item["round"] == 1 else f"重新办理（第 {item['round']} 轮）"
        yield f"  {item['start']} {began}，{item['due']} 到期{tentative}，{_state(item)}"
        rows = [{**day, "counted": day["number"] or "不计"} for day in item["days"]]
        for line in table(rows, {"day": "日期", "counted": "第几日", "reason": "为何"}):
            yield f"  {line}"
        yield ""


def identities(answer: Plain) -> Iterator[str]:
    """Yield whose identity was opened."""
    for opened in answer["petitioners"]:
        told = opened["petitioner"]
        yield f"第 {opened['number']} 位：{_petitioner(told)} {told['address'] or ''}".rstrip()
    for name, number in (("住户", answer["household"]), ("走访", answer["visit"])):
        if number is not None:
            yield f"{name}：{number}"


def _state(item: Plain) -> str:
    by = "、".join(str(version) for version in item["met_by"])
    met = f"，{item['met_on']} 完成（第 {by} 步）" if item["met_on"] else ""
    return f"{STATES.get(item['state'], item['state'])}{met}"


def _matter(page: Plain) -> Iterator[str]:
    matter, hands = page["matter"], page["hands"]
    yield f"  {matter['text']}"
    facts = {
        "性质": matter["kind_text"],
        "渠道": matter["channel_text"],
        "类别": f"{matter['category_label']}（{matter['category']}）",
        "缓急": " ".join(filter(None, (matter["urgency_text"], matter["urgency_reason"]))),
        "地点": matter["place_name"],
        "诉求人": "、".join(map(_petitioner, matter["petitioners"])),
        "被反映人": "、".join(matter["accused_names"]),
        "获知": instant(matter["learned_at"]),
        "发生": matter["occurred_on"],
        "记录": _recorded(hands),
        "记录本": _book(page["book"]),
        "负责": f"{hands['unit_name']} {hands['owner_name']}",
        "领导责任": hands["leader_name"],
        "来源": matter["source"],
        "住户": matter["household"],
        "走访": matter["visit"],
    }
    for name, value in facts.items():
        if value:
            yield f"  {name}：{value}"


def _petitioner(petitioner: Plain) -> str:
    name = petitioner["name"] or label("petitioner", petitioner["kind"])
    number = f"（{petitioner['count']} 人）" if petitioner["count"] > 1 else ""
    return " ".join(filter(None, (f"{name}{number}", petitioner["contact"])))


def _recorded(hands: Plain) -> str:
    late = f"，补记 {hands['late_days']} 日" if hands["late_days"] else ""
    whom = f"（代{hands['on_behalf_of_name']}）" if hands["on_behalf_of_name"] else ""
    return f"{hands['recorded_by_name']}{whom}，{instant(hands['recorded_at'])}{late}"


def _book(book: Plain | None) -> str:
    return "" if book is None else f"册号 {book['serial']}，第 {book['page']} 页"


def _said(page: Plain, *, results: bool) -> Iterator[str]:
    told = [line for line in page["said"] if (line["kind"] in RESULTS) is results]
    if not told:
        yield "  （尚无）"
    for line in told:
        late = f"（补记 {line['late_days']} 日）" if line["late_days"] else ""
        what = f"{line['on']} {line['by_name']} {named(line)}：{passage(line)}"
        yield f"  {line['version']}. {what}{late}"


def _amended(line: Plain) -> str:
    what = f"第 {line['amended']} 步的{label('fact', line['field'])}"
    return f"  {what}：「{line['before']}」→「{line['after']}」，理由：{line['reason']}"
