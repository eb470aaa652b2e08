"""The guided tour: what the town is, its figures, one matter done well, three done badly."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from attrs import frozen

from minqing_cli.demo_town import town
from minqing_cli.demo_town.content import read
from minqing_cli.demo_town.days import FIRST, LAST
from minqing_cli.demo_town.growing import Answer, Grown
from minqing_cli.demo_town.weekly import WRITTEN_UP_LATE, WRITTEN_UP_ON
from minqing_core.application.asking import answer
from minqing_core.application.office import Office
from minqing_core.kernel.envelope import Act

FIGURES = {
    "status": ("现状", None),
    "outcome": ("办理结果", None),
    "category": ("类别（前 8 类）", 8),
}
NAME = re.compile(r"\{([a-z-]+)\}")
MET_IN = "2025-Q3"
NOT_TAKING_PART, GONE = "不参加活动（市委组织部干事、调查人员）", "已调离"


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
        for by, (title, shown) in FIGURES.items():
            counted = self._ask("case.count", by=by)
            counts = [*counted["by"].items()][:shown]
            told = "、".join(f"{counted['texts'][code]} {n}" for code, n in counts)
            yield f"  {title}：{told}"
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
        """Yield each system of the scheme with the commands that show it."""
        yield ""
        yield "各项制度，各看一样"
        known = self._known()
        for system in read("tour.toml")["system"]:
            yield f"  {system['title']}"
            for title, command in system["shown"]:
                if known.keys() >= {*NAME.findall(command)}:
                    yield f"    {title}"
                    yield f"      {self._command(command.format_map(known))}"

    def _known(self) -> dict[str, str]:
        """Return by name what the commands are about."""
        grown, papers = self.grown, self.grown.papers
        kinds = {"meeting": ("meeting-", MET_IN), "bulletin": ("bulletin-", "")}
        firsts = {
            kind: papers[key]
            for kind, (start, end) in kinds.items()
            for key in reversed([*papers])
            if key.startswith(start) and key.endswith(end)
        }
        named = {
            "keeper": grown.keeper,
            "owing": grown.owing,
            "case": grown.exemplary,
            "week": str(WRITTEN_UP_LATE),
            "before": str(WRITTEN_UP_ON - timedelta(days=1)),
            "last": str(LAST),
        }
        return {**papers, **grown.numbers, **firsts, **named}

    def _command(self, command: str) -> str:
        return f"minqing --db {self.at} {command}"

    def _log(self, number: str) -> Iterator[str]:
        items = self._ask("case.log", case=number)["items"]
        for item in items:
            yield f"    {item['occurred_on']}  {item['sentence']}"


def _counted(names: Iterator[str]) -> str:
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return "、".join(f"{name} {n}" for name, n in counts.items())
