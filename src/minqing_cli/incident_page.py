"""What was missed in the matters of an incident, and which of it came before, as a page."""

from collections.abc import Iterator
from typing import Any

from minqing_cli import findings_page

Plain = dict[str, Any]


def lines(page: Plain) -> Iterator[str]:
    """Yield the findings of the matters of an incident."""
    incident = page["incident"]
    told = f"{incident['kind_text']} {incident['unit_name']}：{incident['text']}"
    yield f"事件 {incident['incident']} {incident['on']} {told}"
    yield from findings_page.evidence([page["source"]])
    yield f"截至 {page['on']}，按记录前 {page['position']} 条；只列事实和依据，不作结论"
    yield f"所涉民情：{'、'.join(incident['cases']) or '无'}"
    yield from ("", "事件之前的逾期和不符（只列先后，不说明因果）")
    found = {row["id"]: row for row in rows(page)}
    for one in page["came_after"]:
        yield _came_after(found[one["finding"]], one)
    if not page["came_after"]:
        yield "  记录中没有"
    for matter in page["matters"]:
        yield from ("", *findings_page.lines(matter))


def rows(page: Plain) -> list[Plain]:
    """Return the findings as rows: of which matter, and how long before the incident."""
    gaps = {one["finding"]: one["gap_days"] for one in page["came_after"]}
    return [
        {"case": matter["case"], **row, "gap_days": gaps.get(row["id"])}
        for matter in page["matters"]
        for row in findings_page.rows(matter)
    ]


def _came_after(row: Plain, one: Plain) -> str:
    done = f"，{row['met_on']} 完成" if row["met_on"] else ""
    then = "，事发之日以前尚未完成" if one["undone"] else done
    what = f"民情 {row['case']} {row['title']}（{row['clause']}）{row['whose']}"
    return f"  {one['due']} {what}：距事件 {one['gap_days']} 个工作日{then}"
