"""Pages for who looks into a matter: played back, who knew, what was missed, who set what."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from minqing_core.documents.papers import dossier
from minqing_core.documents.papers.dossier_pictures import held_over_time, known_over_time
from minqing_core.views.labels import label
from minqing_http.pages.page import Page, Plain, Shown, beside, shown
from minqing_http.pages.sections import Section, of_paper
from minqing_http.pages.visitor import Visitor

CASE = "/cases/{case}"
STEP = "/cases/{case}/replay?position={position}&as_of={occurred_on}"
NOW = {"position": "", "as_of": "", "known_by": ""}


def _played(found: Plain, _visitor: Visitor) -> Plain:
    """Return the steps of a matter, and what stood at the one that is looked at."""
    steps = found["story"]["items"]
    case, asked = found["words"]["case"], found["words"]["position"]
    paths = [_step(case, step) for step in steps]
    positions = [str(step["position"]) for step in steps]
    number = positions.index(asked) if asked in positions else len(steps) - 1
    known = found["known"] or {"knowers": [], "names": {}}
    return {
        "steps": [{**step, "path": path} for step, path in zip(steps, paths, strict=True)],
        "number": number + 1,
        "step": steps[number],
        "before": paths[max(number - 1, 0) : number],
        "after": paths[number + 1 : number + 2],
        "knew": [_knower(one, known["names"]) for one in known["knowers"]],
        "unaware": list(_unaware(known["knowers"], found["later"])),
        "due": list(_due(found["limits"])),
    }


def _unaware(knew: Sequence[Plain], later: Plain | None) -> Iterator[Plain]:
    """Yield who could know later, and could not at the step that is looked at."""
    already = {(one["person"], one["unit"]) for one in knew}
    if later is not None:
        for one in later["knowers"]:
            if (one["person"], one["unit"]) not in already:
                yield _knower(one, later["names"])


def _due(limits: Plain | None) -> Iterator[Plain]:
    if limits is not None:
        for item, left in zip(limits["items"], limits["working_days_left"], strict=True):
            yield {**item, "left": left}


def _step(case: str, step: Mapping[str, Any]) -> str:
    return STEP.format(case=case, **{name: step[name] for name in ("position", "occurred_on")})


def _knower(one: Mapping[str, Any], names: Mapping[str, str]) -> Plain:
    first, act = one["first"], one["first_act"]
    return {
        "who": names[one["person"] or one["unit"]],
        "on": first["on"],
        "by": label("known-by", first["by"]),
        "acted_on": None if act is None else act["on"],
        "gap": label("gap", one["gap"]),
        "gap_days": one["gap_days"],
    }


KNEW = {
    "who": "谁",
    "on": "可能知情",
    "by": "从何得知",
    "acted_on": "首次办理",
    "gap_days": "相隔工作日",
    "gap": "到何时为止",
}


def _knowledge(found: Plain, visitor: Visitor) -> Plain:
    page = found["known"]
    names = page["names"]
    rows = [_knower(one, names) for one in page["knowers"]]
    pictures = known_over_time(page["matrix"], names)
    looked = [{**one, "who": names.get(one["person"], one["person"])} for one in page["unproved"]]
    return {
        "heading": visitor.told("{case}《{title}》谁可能知情", **page),
        "sections": [
            *(Section(picture=picture) for picture in pictures),
            Section(heading="知情和办理", columns=KNEW, rows=rows),
            Section(
                heading="谁查阅过（只作线索）",
                texts=(page["unproved_text"],),
                columns={"at": "何时", "who": "谁", "use_case": "做什么", "outcome": "结果"},
                rows=looked,
                folded=True,
            ),
        ],
    }


def _findings(found: Plain, visitor: Visitor) -> Plain:
    page = found["found"]
    return {
        "heading": visitor.told("{case}《{title}》查明", **page),
        "sections": [
            Section(
                texts=("以下是按当时的规定、工作日历和记录推得的事实，不是结论。",),
                facts=(("状态", page["status_text"]), ("应尽的职责", page["owed"])),
            ),
            *of_matter(page, visitor),
        ],
    }


def of_matter(page: Mapping[str, Any], visitor: Visitor) -> Iterator[Section]:
    """Yield the sections of what was found of a matter."""
    names, last = page["names"], date.fromisoformat(page["on"])
    for picture in held_over_time(page, last):
        yield Section(picture=picture)
    yield Section(
        heading="责任区间",
        columns={
            "who": "负责",
            "unit_name": "单位",
            "since": "自",
            "until": "至",
            "working_days": "工作日",
            "ended_text": "因何而止",
        },
        rows=[
            {
                **one,
                "who": names.get(one["person"], "（无人）"),
                "unit_name": names.get(one["unit"], one["unit"]),
                "ended_text": label("held-until", one["ended"]),
            }
            for one in page["held"]
        ],
    )
    yield Section(
        heading="逾期、未办和不符",
        columns={
            "title": "职责",
            "kind_text": "情况",
            "who": "责任人",
            "clause": "条款",
            "due": "期限",
            "met_on": "完成",
            "late_days": "逾期工作日",
            "says": "怎么算的",
            "evidence": "依据",
        },
        rows=[_finding(one, names, visitor) for one in page["findings"]],
    )
    yield Section(
        heading="另应看到",
        columns={"on": "日期", "kind_text": "种类", "who": "谁", "text": "内容"},
        rows=[{**one, "who": names.get(one["person"], "")} for one in page["beside"]],
    )


def _finding(one: Mapping[str, Any], names: Mapping[str, str], visitor: Visitor) -> Plain:
    return {
        **one,
        "kind_text": label("finding", one["kind"]),
        "who": names.get(one["person"] or one["unit"], "（无人）"),
        "evidence": [
            visitor.told("{on} 第 {position} 条", **source) for source in one["evidence"]
        ],
    }


def _blame(found: Plain, visitor: Visitor) -> Plain:
    page = found["blame"]
    names = page["names"]
    rows = [
        {
            **one,
            "field": label("fact", one["field"]),
            "value": names.get(one["value"], one["value"]),
            "before": names.get(one["before"], one["before"]),
            "who": names.get(one["by"], one["by"]),
            "on": one["source"]["on"],
            "position": one["source"]["position"],
        }
        for one in page["items"]
    ]
    return {
        "heading": visitor.told("{case}《{title}》每一项由谁写定", **page),
        "sections": [
            Section(
                columns={
                    "field": "哪一项",
                    "value": "现在",
                    "before": "原来",
                    "who": "谁写的",
                    "on": "日期",
                    "position": "第几条",
                },
                rows=rows,
            )
        ],
    }


def _incident(found: Plain, visitor: Visitor) -> Plain:
    page = found["found"]
    incident = page["incident"]
    after = [{**one, "undone": "仍未办" if one["undone"] else ""} for one in page["came_after"]]
    return {
        "heading": visitor.told("事件 {incident} 查明", incident=incident["incident"]),
        "sections": [
            Section(
                texts=(incident["text"],),
                facts=(
                    ("种类", incident["kind_text"]),
                    ("单位", incident["unit_name"]),
                    ("日期", incident["on"]),
                ),
            ),
            Section(
                heading="发生之前已经逾期或不符的（只说先后，不说因果）",
                columns={
                    "case": "民情",
                    "finding": "职责",
                    "due": "期限",
                    "gap_days": "相隔工作日",
                    "undone": "当时",
                },
                rows=after,
                links={"case": "/cases/{case}/findings"},
            ),
            *(section for matter in page["matters"] for section in _of_one(matter, visitor)),
        ],
    }


def _of_one(matter: Mapping[str, Any], visitor: Visitor) -> Sequence[Section]:
    heading = visitor.told("{case}《{title}》{status_text}", **matter)
    return (
        Section(heading=heading, facts=(("应尽的职责", matter["owed"]),)),
        *of_matter(matter, visitor),
    )


PAGES: tuple[Page, ...] = (
    Page(
        path=f"{CASE}/replay",
        title="案情回放 {case}",
        template="replay.html",
        shows={
            "case": shown("case.show"),
            "story": Shown(use_case="case.log", always=NOW),
            "limits": beside("deadline.explain"),
            "known": beside("case.knowledge"),
            "later": Shown(use_case="case.knowledge", always=NOW, needed=False),
        },
        sorted_out=_played,
    ),
    Page(
        path=f"{CASE}/knowledge",
        tables=True,
        title="知情矩阵 {case}",
        template="sections.html",
        shows={"known": shown("case.knowledge")},
        sorted_out=_knowledge,
    ),
    Page(
        path=f"{CASE}/findings",
        tables=True,
        title="查明 {case}",
        template="sections.html",
        shows={"found": shown("case.findings")},
        tasks=("accountability.open",),
        sorted_out=_findings,
    ),
    Page(
        path=f"{CASE}/dossier",
        title="卷宗 {case}",
        template="sections.html",
        shows={"dossier": shown("case.dossier")},
        sorted_out=of_paper(dossier.paper, "dossier"),
        paper=True,
    ),
    Page(
        path=f"{CASE}/blame",
        tables=True,
        title="谁写定 {case}",
        template="sections.html",
        shows={"blame": shown("case.blame")},
        sorted_out=_blame,
    ),
    Page(
        path="/incidents/{incident}",
        title="事件 {incident}",
        template="sections.html",
        shows={"found": shown("accountability.findings")},
        tasks=("accountability.open",),
        sorted_out=_incident,
    ),
)
