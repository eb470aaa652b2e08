"""Boards: who was read by whom, a quarter in figures, what came of it, what waits for somebody."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from minqing_core.documents.charts import Bar, Course, grouped, lines, stacked
from minqing_core.views.labels import LABELS, label
from minqing_http.pages.page import (
    ME,
    MY_UNIT,
    PERIOD,
    WEEK,
    YEAR,
    Listing,
    Page,
    Plain,
    Shown,
    shown,
)
from minqing_http.pages.sections import Section
from minqing_http.pages.visitor import Visitor

METRICS = LABELS["metric"]
CASES = {"number": "/cases/{number}", "title": "/cases/{number}"}
MATTERS = {
    "number": "编号",
    "title": "标题",
    "status_text": "状态",
    "owner_name": "责任人",
    "learned_on": "获知",
}
STATES = (
    ("full", "已阅", ("read",)),
    ("pale", "已阅，补充未了", ("sent-back", "reported")),
    ("over", "尚未审阅", ("awaited",)),
    ("none", "其他", ("away", "vacant", "unruled", "not-due")),
)
COUNTED = (("full", "recorded"), ("pale", "concluded"), ("plain", "result-told"))
SHARES = {
    "handled": "解民忧：已办结",
    "fed_back": "暖民心：结果已告知",
    "told": "已有反馈",
    "satisfied": "群众满意",
    "revisit_satisfied": "回访满意",
    "repeated": "又来反映",
}
INDICATORS = {"unit_name": "单位", "period": "时期", "recorded": "记民情：件数", **SHARES}
DRAWN = ("handled", "fed_back", "satisfied")


def _coverage(found: Plain, visitor: Visitor) -> Plain:
    report = found["coverage"]
    cells = [{**line, **cell} for line in report["items"] for cell in line["readings"]]
    by_rule = {rule: Counter[str]() for rule in dict.fromkeys(c["rule_text"] for c in cells)}
    for cell in cells:
        by_rule[cell["rule_text"]][cell["state"]] += 1
    bars = [
        Bar(
            label=visitor.told("{rule}", rule=rule),
            figures=tuple(sum(n[s] for s in states) for _, _, states in STATES),
        )
        for rule, n in by_rule.items()
    ]
    counts = [
        {"rule_text": rule, **{state: n[state] for state in report["states"]}}
        for rule, n in by_rule.items()
    ]
    columns = {state: label("reading", state) for state in report["states"]}
    key = [(look, visitor.told(words)) for look, words, _ in STATES]
    title = visitor.told("{period} 各类干部的日记审阅了没有", **report)
    return {
        "heading": visitor.told("{unit_name} {period} 审阅到位没有", **report).strip(),
        "period": report["period"],
        "lines": report["items"],
        "sections": [
            Section(
                heading="各类干部",
                picture=stacked(title, bars, key) if bars else "",
                columns={"rule_text": "类别", **columns},
                rows=counts,
            ),
            Section(
                heading="每名干部的审阅",
                columns={
                    "name": "干部",
                    "unit_names": "单位",
                    "rule_text": "类别",
                    "posts_text": "该由谁审阅",
                    "state_text": "状态",
                    "due": "期限",
                },
                rows=[{**one, "due": [owed["due"] for owed in one["owed"]]} for one in cells],
                links={"name": f"/reviews/{{person}}/{report['period']}"},
                folded=True,
            ),
        ],
    }


def _quarter(found: Plain, visitor: Visitor) -> Plain:
    board = found["board"]
    of_weeks = tuple(sum(n) for n in zip(*(line["weeks"] for line in board["items"]), strict=True))
    people = [
        {
            **line,
            **line["figures"],
            "period": board["period"],
            "read_text": [cell["state_text"] for cell in line["readings"]],
        }
        for line in board["items"]
    ]
    weeks = [
        {
            **line,
            "period": board["period"],
            **dict(zip(board["weeks"], line["weeks"], strict=True)),
        }
        for line in board["items"]
    ]
    links = {"name": "/reviews/{person}/{period}"}
    facts = [(METRICS[metric], n) for metric, n in board["sums"].items()]
    states = [(label("reading", state), n) for state, n in board["states"].items()]
    return {
        "heading": visitor.told("{unit_name} {period} 季度情况", **board).strip(),
        "sections": [
            Section(
                heading="合计",
                figures=[("干部", len(people)), *facts, ("已自评", board["assessed"]), *states],
            ),
            Section(
                heading="每周记录篇数",
                picture=lines(
                    visitor.told("{period} 每周记录篇数", **board),
                    [week.partition("-")[2] for week in board["weeks"]],
                    [Course(label=visitor.told("记录篇数"), figures=of_weeks)],
                )
                if of_weeks
                else "",
                columns={week: week[5:] for week in board["weeks"]},
                rows=[dict(zip(board["weeks"], of_weeks, strict=True))] if of_weeks else [],
            ),
            _of_units(people, visitor),
            Section(
                heading="每名干部",
                columns={
                    "name": "干部",
                    "unit_names": "单位",
                    **METRICS,
                    "assessed_on": "自评",
                    "read_text": "审阅",
                },
                rows=people,
                links=links,
            ),
            Section(
                heading="每名干部每周的篇数",
                columns={"name": "干部", **{week: week[5:] for week in board["weeks"]}},
                rows=weeks,
                links=links,
                folded=True,
            ),
        ],
    }


def _of_units(people: Sequence[Plain], visitor: Visitor) -> Section:
    metrics = [metric for _, metric in COUNTED]
    sums = {unit: Counter[str]() for unit in dict.fromkeys(one["unit_names"] for one in people)}
    for one in people:
        sums[one["unit_names"]].update({metric: one[metric] for metric in metrics})
    bars = [
        Bar(label=unit, figures=tuple(n[metric] for metric in metrics))
        for unit, n in sums.items()
        if any(n[metric] for metric in metrics)
    ]
    key = [(look, visitor.told(METRICS[metric])) for look, metric in COUNTED]
    return Section(
        heading="各单位",
        picture=grouped(visitor.told("各单位记录、办结、反馈结果"), bars, key) if bars else "",
        columns={"unit_names": "单位", **{metric: METRICS[metric] for metric in metrics}},
        rows=[{"unit_names": unit, **n} for unit, n in sums.items()],
    )


def _indicators(found: Plain, visitor: Visitor) -> Plain:
    page = found["indicators"]
    by_unit: dict[str, list[Plain]] = {}
    for line in page["items"]:
        by_unit.setdefault(line["unit_name"], []).append(line)
    return {
        "heading": "办理成效",
        "sections": [
            Section(texts=(page["purpose"],), facts=(("主题", page["theme"]),)),
            *([_all_units(by_unit, visitor)] if len(by_unit) > 1 else []),
            *(
                _of_unit(unit, own, visitor, folded=len(by_unit) > 1)
                for unit, own in by_unit.items()
            ),
        ],
    }


def _all_units(by_unit: Mapping[str, Sequence[Plain]], visitor: Visitor) -> Section:
    rows = [
        {
            "unit_name": unit,
            "recorded": sum(line["recorded"] for line in own),
            **{name: sum(line[name]["count"] for line in own) for name in ("handled", "fed_back")},
        }
        for unit, own in by_unit.items()
    ]
    columns = {"recorded": "记下", "handled": "办结", "fed_back": "结果已告知"}
    bars = [Bar(label=r["unit_name"], figures=tuple(r[name] for name in columns)) for r in rows]
    key = list(zip(("full", "pale", "plain"), map(visitor.told, columns.values()), strict=True))
    return Section(
        heading="各单位的件数",
        picture=grouped(visitor.told("各单位记下、办结、结果已告知的件数"), bars, key),
        columns={"unit_name": "单位", **columns},
        rows=rows,
    )


def _of_unit(unit: str, own: Sequence[Plain], visitor: Visitor, *, folded: bool) -> Section:
    courses = [
        Course(
            label=visitor.told(SHARES[name]), figures=tuple(line[name]["percent"] for line in own)
        )
        for name in DRAWN
    ]
    places = [one["period"] for one in own]
    known = any(figure is not None for course in courses for figure in course.figures)
    drawn = (
        lines(visitor.told("{unit} 各时期的比例（%）", unit=unit), places, courses, 100)
        if known
        else ""
    )
    columns = {name: title for name, title in INDICATORS.items() if name != "unit_name"}
    return Section(heading=unit, picture=drawn, columns=columns, rows=own, folded=folded)


def _village(found: Plain, _visitor: Visitor) -> Plain:
    meeting = next(iter((found["meetings"] or {"items": []})["items"]), None)
    return {
        "last_meeting": meeting,
        "columns": MATTERS,
        "case_links": CASES,
    }


LETTERS = {
    "met": "成",
    "met-late": "迟",
    "missed": "缺",
    "open": "待",
    "excused": "免",
    "not-due": "－",
}


def _year(found: Plain, visitor: Visitor) -> Plain:
    grid = found["grid"]
    kinds: dict[str, list[Plain]] = {}
    for item in grid["items"]:
        kinds.setdefault(item["title"], []).append({**item, "letter": LETTERS[item["state"]]})
    key = [(LETTERS[s], label("duty_state", s), s, grid["counts"].get(s, 0)) for s in LETTERS]
    heading = visitor.told("{person_name} {year} 年", **grid)
    return {"heading": heading, "kinds": kinds, "key": key}


def _open_list(path: str, title: str, **always: Any) -> Page:  # noqa: ANN401 - plain values
    return Page(
        path=path,
        title=title,
        template="list.html",
        shows={"cases": Shown(use_case="case.list", always=always)},
        listing=Listing(
            columns={
                "number": "编号",
                "title": "标题",
                "status_text": "状态",
                "unit_name": "单位",
                "owner_name": "责任人",
                "learned_on": "获知",
                "age_days": "天数",
            },
            filters=("words", "unit", "owner", "place"),
            links={name: f"{path}#above" for name, path in CASES.items()},
        ),
    )


PAGES: tuple[Page, ...] = (
    Page(
        path="/boards/coverage",
        tables=True,
        title="审阅到位没有",
        template="coverage.html",
        shows={"coverage": shown("report.coverage", period=PERIOD)},
        asks=("period", "unit"),
        periods={"period": "quarter"},
        sorted_out=_coverage,
    ),
    Page(
        path="/boards/quarter",
        tables=True,
        title="季度情况",
        template="sections.html",
        shows={"board": shown("report.quarter", period=PERIOD)},
        asks=("period", "unit"),
        periods={"period": "quarter"},
        sorted_out=_quarter,
    ),
    Page(
        path="/boards/indicators",
        tables=True,
        title="办理成效",
        template="sections.html",
        shows={"indicators": shown("report.indicators", period=YEAR, by="quarter")},
        asks=("unit", "each", "period", "to"),
        named={"to": "至哪一期", "period": "自哪一期"},
        periods={"to": "period"},
        sorted_out=_indicators,
    ),
    Page(
        path="/boards/completeness",
        title="记录完整程度",
        template="list.html",
        shows={"completeness": shown("report.completeness")},
        listing=Listing(
            columns={
                "owner_name": "责任人",
                "cases": "件数",
                "incomplete": "记录不全",
                "complete": "完整程度（百分比）",
            },
            filters=("unit", "place", "learned_from", "learned_to", "status", "category"),
            links={
                "owner_name": "/cases?owner={owner}",
                "incomplete": "/cases?owner={owner}&incomplete=true",
                "complete": "/cases?owner={owner}&incomplete=true",
            },
        ),
    ),
    _open_list("/boards/reports", "上报还没人签收的", unacknowledged="true"),
    _open_list("/boards/assistance", "请人协办还没答复的", assisted="true"),
    Page(
        path="/village",
        title="本村一览",
        template="village.html",
        shows={
            "due": Shown(
                use_case="duties.due",
                always={"within": "14d", "unit": MY_UNIT, "limit": "20"},
            ),
            "open": Shown(
                use_case="case.list",
                always={"place": MY_UNIT, "status": "handling", "limit": "20"},
                needed=False,
            ),
            "week": Shown(
                use_case="duties.list",
                always={
                    "unit": MY_UNIT,
                    "duty": "record.weekly",
                    "period": WEEK,
                    "limit": "100",
                },
                needed=False,
            ),
            "meetings": Shown(
                use_case="meeting.list",
                always={"village": MY_UNIT, "limit": "1"},
                needed=False,
            ),
        },
        asks=("unit",),
        sorted_out=_village,
    ),
    Page(
        path="/duties/year",
        title="一年的职责",
        template="duty_year.html",
        shows={"grid": shown("duties.grid", person=ME, year=YEAR)},
        asks=("person", "year"),
        sorted_out=_year,
    ),
)
