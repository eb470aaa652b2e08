"""A complaint about a cadre is kept from their units, and who made it is sealed."""

import attrs
import pytest
from tests.matters import (
    ANONYMOUS,
    CAUSE,
    CLERK,
    MATTER,
    NAMED,
    NOW,
    SECRETARY,
    STRANGER,
    case,
    recorded,
    refusal,
)

from minqing_core.diary import events
from minqing_core.diary.decisions.confidence import (
    Accusation,
    Naming,
    Opening,
    close_to_chain,
    name_accused,
    open_identity,
)
from minqing_core.diary.decisions.recording import record
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.standing import Standing

AGAINST = Accusation(people=frozenset({"0003"}), units=frozenset({"dafeng"}))
VILLAGER = attrs.evolve(SECRETARY, under=frozenset({"dafeng", "town"}))
OUTSIDE = attrs.evolve(CLERK, under=frozenset({"org-office", "town"}))
WHY = Personal("来信点名")
NAMING = Naming(person="0003", reason=WHY)


def complaint(unit: str) -> list[events.Event]:
    """Return a complaint about 0003 as the village secretary hands it in for a unit."""
    matter = attrs.evolve(MATTER, category=events.CONDUCT, accused=("0003",))
    return record(matter, by=VILLAGER, owner="000001", unit=unit, attested=False, at=NOW)


@pytest.mark.clause("S12")
def test_a_complaint_is_closed_to_the_units_of_the_accused_though_handed_in_there() -> None:
    handed_in = [*complaint("org-office"), CAUSE]
    closed = close_to_chain(handed_in, accusation=AGAINST, by=VILLAGER, owner=OUTSIDE)
    assert closed == [attrs.evolve(handed_in[0], accused_units=("dafeng",)), CAUSE]


@pytest.mark.clause("S12")
def test_nobody_within_the_units_of_the_accused_answers_for_the_complaint() -> None:
    asked = {"accusation": AGAINST, "by": OUTSIDE}
    assert refusal(close_to_chain, complaint("dafeng"), owner=VILLAGER, **asked) == (
        "invalid owner-barred: 0002 是被反映人，或与被反映人同在 dafeng 或其下属单位任职，"
        "不能负责此事；请写明这些单位以外的负责人（owner），如组织人事办公室干事、组织委员或调查人员"
    )
    accused = attrs.evolve(STRANGER, person="0003")
    assert "owner-barred" in refusal(close_to_chain, complaint("anyang"), owner=accused, **asked)
    retired = Accusation(people=frozenset({"0003"}), units=frozenset())
    asked = {"accusation": retired, "by": OUTSIDE, "owner": accused}
    assert "同在 无 或" in refusal(close_to_chain, complaint("anyang"), **asked)


@pytest.mark.clause("S12")
def test_a_complaint_is_handled_where_its_owner_serves() -> None:
    asked = {"accusation": AGAINST, "by": VILLAGER, "owner": OUTSIDE}
    assert refusal(close_to_chain, complaint("dafeng"), **asked) == (
        "invalid owners-unit: 反映干部的事由负责人所在单位办理：000001 不在 dafeng 任职，"
        "可填的单位（unit）：org-office"
    )
    asked["owner"] = Standing(person="000001")
    assert refusal(close_to_chain, complaint("dafeng"), **asked).endswith("（unit）：无")


@pytest.mark.clause("S12")
def test_nobody_writes_down_a_complaint_about_themselves() -> None:
    accused = attrs.evolve(VILLAGER, person="0003")
    said = refusal(
        close_to_chain, complaint("org-office"), accusation=AGAINST, by=accused, owner=OUTSIDE
    )
    assert said == (
        "not-allowed accused-records: 0003 是被反映人，不能由本人记录，"
        "请由他人或组织人事办公室记录"
    )


@pytest.mark.clause("S12")
def test_whom_a_matter_complains_about_can_come_out_later() -> None:
    asked = {"naming": NAMING, "units": frozenset({"dafeng", "anyang"}), "by": OUTSIDE}
    assert name_accused(case(), owner=OUTSIDE, **asked) == [
        events.AccusedNamed(person="0003", units=("anyang", "dafeng"), reason=WHY)
    ]
    assert "owner-barred" in refusal(name_accused, case(), owner=VILLAGER, **asked)
    assert "not-in-hand" in refusal(
        name_accused, case(), owner=OUTSIDE, **{**asked, "by": STRANGER}
    )
    blank = attrs.evolve(NAMING, reason=Personal(" "))
    said = refusal(name_accused, case(), owner=OUTSIDE, **{**asked, "naming": blank})
    assert said == "invalid blank: 理由不能为空，请写明从何得知反映的是此人"


@pytest.mark.clause("S12")
def test_naming_the_accused_again_says_nothing_new_unless_they_serve_elsewhere_by_now() -> None:
    named = events.AccusedNamed(person="0003", units=("dafeng",), reason=WHY)
    asked = {"naming": NAMING, "by": OUTSIDE, "owner": OUTSIDE}
    assert name_accused(case(named), units=frozenset({"dafeng"}), **asked) == []
    moved = frozenset({"anyang", "dafeng"})
    assert name_accused(case(named), units=moved, **asked) == [
        events.AccusedNamed(person="0003", units=("anyang", "dafeng"), reason=WHY)
    ]
    from_the_start = case(accused=("0003",))
    assert name_accused(from_the_start, units=frozenset(), **asked) == []


@pytest.mark.clause("S12")
@pytest.mark.parametrize(
    ("history", "changes"),
    [
        ([], {"category": events.CONDUCT}),
        ([], {"category": f"{events.CONDUCT}.GIFTS"}),
        ([], {"accused": ("0003",)}),
        ([], {"protected": True}),
        ([events.AccusedNamed(person="0003", units=(), reason=WHY)], {}),
        ([events.FactAmended(field="category", before="", after=events.CONDUCT, reason=WHY)], {}),
        (
            [events.FactAmended(field="category", before="", after="ECONOMY", reason=WHY)],
            {"category": events.CONDUCT},
        ),
    ],
)
def test_opening_an_identity_names_whose_and_why(history, changes) -> None:
    sealed = case(*history, petitioners=(NAMED, ANONYMOUS), **changes)
    opened = open_identity(sealed, opening=Opening(reason=WHY))
    assert opened == [events.IdentityOpened(petitioners=(1, 2), reason=WHY)]
    again = case(*history, *opened, petitioners=(NAMED, ANONYMOUS), **changes)
    assert open_identity(again, opening=Opening(petitioners=(2, 2), reason=WHY)) == [
        events.IdentityOpened(petitioners=(2,), reason=WHY)
    ]


@pytest.mark.clause("S12")
def test_an_identity_is_opened_only_where_one_is_sealed_and_for_a_reason() -> None:
    assert refusal(open_identity, case(), opening=Opening(reason=WHY)) == (
        "conflict not-sealed: 此事诉求人的身份并未密封，可以直接查看（case show）"
    )
    sealed = case(protected=True)
    assert refusal(open_identity, sealed, opening=Opening(reason=Personal(""))) == (
        "invalid blank: 理由不能为空，请写明为什么要知道反映人的身份"
    )
    for number in (0, 2):
        opening = Opening(petitioners=(number,), reason=WHY)
        assert refusal(open_identity, sealed, opening=opening) == (
            f"not-found petitioner-unknown: 没有第 {number} 位诉求人，此事共有 1 位"
        )


def test_an_ordinary_matter_of_another_unit_is_still_not_ones_own() -> None:
    assert "unit-not-own" in refusal(
        record, MATTER, by=VILLAGER, owner="0002", unit="anyang", attested=False, at=NOW
    )
    assert recorded(accused=("0003",))
