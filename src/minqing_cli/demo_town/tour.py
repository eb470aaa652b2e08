"""The guided tour: what the town is, its figures, one matter done well, three done badly."""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from attrs import frozen

from minqing_cli.demo_town import town
from minqing_cli.demo_town.days import FIRST, LAST
from minqing_cli.demo_town.growing import Answer, Grown
from minqing_core.application.asking import answer
from minqing_core.application.office import Office
from minqing_core.kernel.envelope import Act
from minqing_core.views.labels import LABELS

FIGURES = {"status": ("现状", "status"), "outcome": ("办理结果", "outcome")}
SHOWN_CATEGORIES = 8
PAPER = re.compile(r"\{([a-z-]+)\}")
SYSTEMS = (
    ("职责台账：一名离任干部一年里每周写了没有", "duties grid --person {leaving} --year 2024"),
    ("快到期和已逾期的职责", "duties due --within 7d"),
    ("审阅：谁的日记由谁阅、阅了没有", "report coverage --period 2025-Q3"),
    ("一个季度每名干部的日记、自评、审阅", "report quarter 2025Q3"),
    ("民情分析会：先看上次的决议", "meeting show {meeting}"),
    ("热点问题集体研究，逐件反馈", "study show {study}"),
    ("抽查：样本可以重抽对照", "inspection draw-again {spot-check}"),
    ("半年通报", "bulletin show {bulletin}"),
    ("催办、督办、通报：下一步该怎样催", "report ladder"),
    ("年终考核", "appraisal list --year 2025"),
    ("责任追究：分项查明，各有依据", "accountability show {inquiry}"),
    ("公开栏", "publish board"),
    ("信号：值得再问一句的地方", "signals list --kind backdated"),
    ("记、解、暖", "report indicators --by quarter"),
    ("件件有回音", "prove closure --quarter 2024Q1"),
    ("打印一篇日记", "document diary {case}"),
)
NOT_TAKING_PART, GONE = "不参加活动（调查人员）", "已调离"


@frozen(kw_only=True)
class Tour:
    """The tour through a grown town; ``at`` is what commands need to find its record."""

    office: Office
    grown: Grown
    at: str
    kept: bool

    def lines(self) -> Iterator[str]:
        """Yield the tour, line by line."""
        yield from self._what()
        yield from self._figures()
        yield from self._well_done()
        yield from self._badly_done()
        yield from self._further()
        yield from self._systems()

    def _ask(self, use_case: str, **given: Any) -> Any:  # noqa: ANN401 - plain values
        return answer(self.office, use_case, Act(actor=self.grown.clerk), given)

    def _what(self) -> Iterator[str]:
        people = self._ask("roster.people")["items"]
        size = self._ask("case.count")
        yield f"{town.name()}：一个编出来的镇，{FIRST.year}、{LAST.year} 两年的民情日记"
        yield ""
        yield (
            f"  {len(town.villages())} 个村（社区）、{len(town.DEPARTMENTS)} 个办事部门，"
            f"{len(people)} 名干部，{size['total']} 件民情，{size['position']} 条记录。"
        )
        yield "  人、事、地名都是编的；每一条都像平时一样，经同样的手续、在当时的时刻记下。"
        kinds = _counted(
            person["kind_text"] or (NOT_TAKING_PART if person["posts"] else GONE)
            for person in people
        )
        yield f"  干部：{kinds}"

    def _figures(self) -> Iterator[str]:
        yield ""
        yield f"数字（截至 {LAST}）"
        for by, (title, group) in FIGURES.items():
            counts = self._ask("case.count", by=by)["by"]
            told = "、".join(f"{LABELS[group].get(c, '未办结')} {n}" for c, n in counts.items())
            yield f"  {title}：{told}"
        labels = {c["code"]: c["label"] for c in self._ask("programme.show")["categories"]}
        counts = list(self._ask("case.count", by="category")["by"].items())
        told = "、".join(f"{labels[code]} {n}" for code, n in counts[:SHOWN_CATEGORIES])
        yield f"  类别（前 {SHOWN_CATEGORIES} 类）：{told}"
        hanging = self._ask("report.hanging")["items"]
        told = "、".join(f"{item['number']}（{item['age_days']} 天）" for item in hanging)
        yield f"  悬而未办：{len(hanging)} 件：{told}"

    def _well_done(self) -> Iterator[str]:
        number = self.grown.exemplary
        page = self._ask("case.show", case=number)["matter"]
        yield ""
        yield f"一件办得好的：{number}《{page['title']}》"
        yield f"  {page['text']}"
        yield from self._log(number)

    def _badly_done(self) -> Iterator[str]:
        yield ""
        yield "三件办得不好的（谜底；记录里都看得出来）"
        for place, planted in enumerate(self.grown.planted, start=1):
            yield from self._riddle(place, planted)

    def _riddle(self, place: int, planted: Answer) -> Iterator[str]:
        yield ""
        yield f"  {place}. {'、'.join(planted.cases)}：{planted.fault}"
        yield f"     {planted.wrong}"
        yield f"     经手：{planted.held}"
        for case in planted.cases:
            yield f"     {self._command(f'case log {case}')}"
        for look in ("deadline explain", "case findings", "case knowledge"):
            yield f"     {self._command(f'{look} {planted.cases[0]} --as-of {LAST}')}"

    def _further(self) -> Iterator[str]:
        held = self.grown.planted[0].cases[0]
        yield ""
        yield "接着看"
        if not self.kept:
            yield f"  先把这个镇留下：minqing demo --no-serve --db {self.at}"
        for command in (
            f"case list --status handling --as-of {LAST}",
            "case list --words 路灯",
            "case count --by category",
            f"report hanging --as-of {LAST}",
            f"case show {held}",
            f"case log {held} --known-by 2024-06-30",
            "books ledger",
            f"roster leaving {self.grown.leaving}",
            "report handoffs",
            "roster people",
            "verify",
        ):
            yield f"  {self._command(command)}"

    def _systems(self) -> Iterator[str]:
        """Yield each system of the scheme with the command that shows it."""
        yield ""
        yield "各项制度，各看一样"
        given = {"leaving": str(self.grown.leaving), "case": self.grown.exemplary}
        for title, command in SYSTEMS:
            named = {name: given.get(name) or self._paper(name) for name in PAPER.findall(command)}
            if all(named.values()):
                yield f"  {title}"
                told = PAPER.sub(partial(_named, named), command)
                yield f"    {self._command(told)}"

    def _paper(self, kind: str) -> str:
        keys = (key for key in self.grown.papers if key.startswith(kind))
        return next((self.grown.papers[key] for key in keys), "")

    def _command(self, command: str) -> str:
        return f"minqing --db {self.at} {command}"

    def _log(self, number: str) -> Iterator[str]:
        items = self._ask("case.log", case=number)["items"]
        for item in items:
            yield f"    {item['occurred_on']}  {item['sentence']}"


def _named(named: Mapping[str, str], wanted: re.Match[str]) -> str:
    return named[wanted[1]]


def _counted(names: Iterator[str]) -> str:
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return "、".join(f"{name} {n}" for name, n in counts.items())
