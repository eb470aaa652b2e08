"""A restored copy is looked over beside the office that it is a copy of; the result is kept."""

from datetime import timedelta

import pytest
from tests.towns import NEIGHBOUR, SECRETARY, Town, by

from minqing_core.application.backups import looked_over
from minqing_core.backups.events import DrillHeld, FaultKind


def said(town: Town, **others) -> dict:
    """Return what is said of a copy of the town as it now stands."""
    size = town.office.log.size()
    root = town.office.log.root(size)
    at = town.at.isoformat()
    return {"name": "2024-03-01", "taken_at": at, "size": size, "root": root, **others}


def looked_at(copy: Town, live: Town) -> DrillHeld:
    """Return what comes of looking over a copy that says of itself what is so."""
    size = copy.office.log.size()
    drill = DrillHeld(name="a", taken_at=copy.at, size=size, root=copy.office.log.root(size))
    return looked_over(copy.office, live.office, drill)


@pytest.mark.clause("S37")
def test_copies_and_drills_are_listed_the_latest_first(town: Town) -> None:
    town.do("backup", taken=said(town))
    held = said(town, matters=["2024-000001"])
    town.do("backup.drill", held=held)
    faults = [{"kind": "audit", "text": "第 3 条"}]
    town.do("backup.drill", held=held | {"faults": faults})

    lines = town.do("report.backups")["items"]
    assert [(one["kind"], one["faults"]) for one in lines] == [
        ("drill", ("核验有问题：第 3 条",)),
        ("drill", ()),
        ("backup", ()),
    ]
    assert town.do("report.backups", when={"position": lines[1]["size"]})["items"] == lines[2:]


def test_only_the_office_puts_them_on_record(town: Town) -> None:
    assert town.refused("backup", act=by(SECRETARY), taken=said(town)).kind == "not-allowed"
    assert town.do("report.backups")["items"] == ()


@pytest.mark.parametrize("size", [0, -1, 10_000])
def test_a_copy_that_reaches_elsewhere_is_refused(town: Town, size: int) -> None:
    assert town.refused("backup", taken=said(town, size=size)).code == "backup-foreign"


def test_what_was_never_done_or_long_ago_wants_attention(town: Town) -> None:
    def states() -> list[str]:
        items = town.do("doctor")["items"]
        return [one["state"] for one in items if one["check"] in {"backup", "drill"}]

    assert states() == ["attention", "attention"]
    town.do("backup", taken=said(town))
    faults = [{"kind": "audit", "text": "第 3 条"}]
    town.do("backup.drill", held=said(town, faults=faults))
    assert states() == ["ok", "attention"]
    town.do("backup.drill", held=said(town))
    assert states() == ["ok", "ok"]
    town.at += timedelta(days=8)
    assert states() == ["attention", "ok"]


def test_matters_are_opened_and_no_complaint_among_them(wide_town: Town) -> None:
    for number in range(5):
        about = {"category": "VILLAGE_GOVERNANCE.CONDUCT", "accused": [NEIGHBOUR]}
        wide_town.record(title=f"第{number}件", **(about if number % 2 == 0 else {}))

    opened = set()
    for _ in range(12):
        wide_town.at += timedelta(minutes=1)
        seen = looked_at(wide_town, wide_town)
        assert seen.faults == ()
        assert len(seen.matters) == len({*seen.matters}) == 2
        opened |= {*seen.matters}
    assert opened == {"2024-000002", "2024-000004"}


@pytest.mark.clause("S37")
def test_three_different_matters_are_opened_wherever_there_are_three(town: Town) -> None:
    for number in range(4):
        town.record(title=f"第{number}件")

    for _ in range(12):
        town.at += timedelta(minutes=1)
        assert len({*looked_at(town, town).matters}) == 3


def test_where_there_are_complaints_alone_none_is_opened(wide_town: Town) -> None:
    wide_town.record(category="VILLAGE_GOVERNANCE.CONDUCT", accused=[NEIGHBOUR])
    seen = looked_at(wide_town, wide_town)
    assert (seen.matters, seen.faults) == ((), ())


def test_a_copy_of_another_town_is_seen(town: Town) -> None:
    other = Town()
    seen = looked_at(other, town)
    assert (seen.matters, [fault.kind for fault in seen.faults]) == ((), [FaultKind.ROOT])
    other.office.close()
