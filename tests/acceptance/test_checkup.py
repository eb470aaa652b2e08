"""The office is looked over: what is in order, what wants attention, what is a fault."""

from datetime import timedelta

import attrs
import pytest
from tests.samples import BY_CLASS
from tests.stores import empty_office
from tests.towns import CLERK, FOUNDED, Town, by

from minqing_core.application.asking import answer
from minqing_core.application.ports import Batch, Draft
from minqing_core.roster.events import PersonRegistered


def states(office) -> dict[str, str]:
    """Return how each thing that is looked at stands."""
    return {
        item["check"]: item["state"] for item in answer(office, "doctor", by(CLERK), {})["items"]
    }


@pytest.mark.clause("S37")
def test_an_office_in_order_has_nothing_to_report(town) -> None:
    size = town.office.log.size()
    copy = {"name": "2024", "taken_at": town.at.isoformat(), "size": size}
    copy["root"] = town.office.log.root(size)
    town.do("backup", taken=copy)
    town.do("backup.drill", held=copy)

    found = states(town.office)
    assert {check for check, state in found.items() if state != "ok"} == {"checkpoint"}
    assert list(found) == [
        "record",
        "checkpoint",
        "keys",
        "backup",
        "drill",
        "accounts",
        "tables",
        "clock",
        "calendar-2024",
        "calendar-2025",
        "programme",
        "actor",
    ]


@pytest.mark.clause("S39")
def test_a_calendar_that_is_not_published_wants_attention_and_then_is_a_fault(town) -> None:
    town.set("2026-12-31")
    assert states(town.office)["calendar-2027"] == "attention"
    town.set("2027-01-01")
    assert states(town.office)["calendar-2027"] == "fault"


def test_a_clock_behind_the_last_record_is_a_fault(town) -> None:
    town.at -= timedelta(seconds=1)
    assert states(town.office)["clock"] == "fault"


def test_tables_behind_the_record_catch_up_and_tables_ahead_of_it_are_a_fault(town) -> None:
    town.do("case.list")
    assert town.office.views.position() == town.office.log.size()
    bare = Town()
    ahead = attrs.evolve(bare.office, views=town.office.views)
    assert states(ahead)["tables"] == "fault"
    assert states(bare.office)["tables"] == "ok"
    bare.office.close()


def test_an_office_without_programme_and_calendar_says_so() -> None:
    with empty_office(clock=lambda: FOUNDED) as office:
        draft = Draft(stream="person/0002", event=BY_CLASS[PersonRegistered])
        office.log.append([Batch(act=by("0002"), drafts=[draft])])
        items = answer(office, "doctor", by("0002"), {})["items"]
    assert [(item["check"], item["state"], item["text"]) for item in items[-4:]] == [
        (
            "calendar-2024",
            "fault",
            "2024 年未公布，期限为暂定；公布后请运行 minqing calendar publish 2024",
        ),
        (
            "calendar-2025",
            "attention",
            "2025 年未公布，期限为暂定；公布后请运行 minqing calendar publish 2025",
        ),
        ("programme", "fault", "尚未设立"),
        ("actor", "ok", "陈国强（0002），现无职务"),
    ]
