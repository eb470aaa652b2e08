"""What a shell may offer while a command is being written: people, units, matters."""

from typing import Any

from minqing_cli.desk import Desk
from minqing_cli.refusals import Refusal

LISTS = {
    "person": ("roster.people", "person", "name"),
    "unit": ("roster.units", "unit", "name"),
    "case": ("case.list", "number", "title"),
    "household": ("household.list", "household", "name"),
    "visit": ("visit.list", "visit", "made_on"),
    "inspection": ("inspection.list", "inspection", "unit_names"),
    "bulletin": ("bulletin.list", "bulletin", "title"),
}


def known(what: str) -> dict[str, str]:
    """Return what there is of a kind, by id and name; nothing when the office refuses."""
    from minqing_core.kernel.refusals import RefusalError  # noqa: PLC0415 - dear to import

    if what == "subject":
        return known("unit") | known("person")
    use_case, key, name = LISTS[what]
    try:
        rows: list[dict[str, Any]] = Desk(use_case, {}, {}, {}).ask()["items"]
    except (RefusalError, Refusal):
        return {}
    return {str(row[key]): str(row[name]) for row in rows}
