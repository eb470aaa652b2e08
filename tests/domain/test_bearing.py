"""On whom a matter bears, and what of it is not shown."""

from datetime import timedelta

import attrs
import pytest
from tests.domain.test_case_file import NOTE, REASON, START, envelopes
from tests.matters import CAUSE, MEASURE, TOLD, recorded

from minqing_core.diary import events
from minqing_core.kernel.personal import Personal
from minqing_core.views import cases
from minqing_core.views.bearing import Bearing, linked
from minqing_core.views.case_file import CaseFile
from minqing_core.views.changes import changes
from minqing_core.views.sealing import SEALED, withheld
from minqing_core.views.tables import Put

NAMED = events.AccusedNamed(person="0003", units=("dafeng",), reason=REASON)
LEADER = events.LeaderAssigned(leader="0005", text=None)
TO_CONDUCT = events.FactAmended(
    field="category", before="ECONOMY", after=events.CONDUCT, reason=REASON
)
FROM_CONDUCT = attrs.evolve(TO_CONDUCT, before=events.CONDUCT, after="ECONOMY")
TOLD_HER = attrs.evolve(TOLD, told_to=Personal("李大娘"))
CORRECTED = events.TextAmended(version=2, field="told_to", text=Personal("李婶"), reason=REASON)


def history(*said, **matter):
    """Return what is on record of a matter."""
    first, *others = envelopes(*said)
    (opened,) = recorded(**{"place": "anyang", **matter})
    return [attrs.evolve(first, event=opened), *others]


def read(*said, **matter) -> CaseFile:
    return cases.fold("2024-000001", history(*said, **matter))


@pytest.mark.clause("S25")
def test_a_matter_bears_on_its_units_and_on_everybody_drawn_in() -> None:
    assert read(MEASURE, LEADER).bearing == Bearing(
        owner="0002",
        units=frozenset({"dafeng", "anyang"}),
        people=frozenset({"0002", "0003", "0005", "0009"}),
    )
    assert CaseFile(case="2024-000001").bearing == Bearing()


@pytest.mark.clause("S12")
@pytest.mark.parametrize(
    ("said", "matter"),
    [
        ((), {"category": events.CONDUCT}),
        ((TO_CONDUCT,), {}),
        ((FROM_CONDUCT,), {"category": events.CONDUCT}),
        ((NAMED,), {}),
        ((), {"accused": ("0003",)}),
    ],
)
def test_a_complaint_about_a_cadre_is_confidential_for_good(said, matter) -> None:
    file = read(*said, **matter)
    assert file.bearing.confidential
    assert file.sealed


@pytest.mark.clause("S12")
def test_whom_a_complaint_is_against_is_known_from_its_record_and_from_later_on() -> None:
    file = read(NAMED, NAMED, accused=("0004",))
    assert file.accused == ("0004", "0003")
    assert (file.bearing.accused, file.bearing.accused_units) == (
        frozenset({"0003", "0004"}),
        frozenset({"dafeng"}),
    )


@pytest.mark.clause("S12")
def test_who_is_accused_does_not_depend_on_the_order_of_happening() -> None:
    """An accusation that is dated before the matter was learned is no less one."""
    opened, named, conduct = history(NAMED, TO_CONDUCT)
    earlier = [attrs.evolve(e, occurred_at=START - timedelta(hours=1)) for e in (named, conduct)]
    file = cases.fold("2024-000001", [opened, *earlier])
    assert file.bearing.accused == {"0003"}
    assert file.bearing.accused_units == {"dafeng"}
    assert file.conduct


@pytest.mark.clause("S12")
def test_an_ordinary_matter_is_found_by_units_and_people_a_confidential_one_by_people() -> None:
    people = {"person/0002", "person/0009"}
    assert linked(read().bearing) == {
        "bearings": people | {"unit/dafeng", "unit/anyang"},
        "barred": frozenset(),
    }
    assert linked(read(NAMED).bearing) == {
        "bearings": people | {"confidential"},
        "barred": {"person/0003", "unit/dafeng"},
    }


@pytest.mark.clause("S12")
def test_everybody_ever_accused_is_kept_in_a_table() -> None:
    said = history(NAMED)
    kept = [c for c in changes(said, lambda *_: []) if isinstance(c, Put)]
    assert [put.row["person"] for put in kept if put.table == "accused"] == ["0003"]


@pytest.mark.clause("S12")
def test_nothing_shown_of_a_sealed_matter_tells_who_brought_it() -> None:
    said = withheld(history(TOLD_HER, CORRECTED, NOTE, protected=True))
    file = cases.fold("2024-000001", said)
    assert file.matter is not None
    (petitioner,) = file.matter.petitioners
    assert (petitioner.name, petitioner.contact, petitioner.address) == (SEALED, SEALED, None)
    assert [said.fact for said in file.said] == [attrs.evolve(TOLD, told_to=SEALED), NOTE]
    assert [(a.before, a.after) for a in file.amendments] == [("〔已密封〕", "〔已密封〕")]


@pytest.mark.clause("S12")
def test_a_matter_that_is_not_sealed_is_shown_as_it_is() -> None:
    told = history(TOLD_HER, CORRECTED)
    assert withheld(told) == told
    assert withheld([]) == []
    assert withheld(told[1:]) == told[1:]


@pytest.mark.clause("S12")
def test_the_story_of_a_matter_sealed_later_is_sealed_from_its_beginning() -> None:
    said = withheld(history(TOLD_HER, CORRECTED, CAUSE, NAMED))
    opened = said[0].event
    assert opened.matter.protected
    assert opened.matter.petitioners[0].name == SEALED
    assert [e.event for e in said[1:]] == [
        attrs.evolve(TOLD, told_to=SEALED),
        attrs.evolve(CORRECTED, text=SEALED),
        CAUSE,
        NAMED,
    ]


@pytest.mark.clause("S12")
def test_corrections_of_other_words_stay_to_be_read_in_a_sealed_matter() -> None:
    title = events.TextAmended(version=1, field="title", text=Personal("灯"), reason=REASON)
    file = cases.fold("2024-000001", withheld(history(title, protected=True)))
    assert [(a.before, a.after) for a in file.amendments] == [("村口路灯不亮", "灯")]
