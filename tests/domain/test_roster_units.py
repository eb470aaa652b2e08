"""Units change their names and end; somebody always continues their matters (S84)."""

from datetime import date

import attrs
import pytest
from tests.rosters import SINCE, TODAY, UNITS, a_person, a_unit, refusal, units

from minqing_core.roster import decisions, events
from minqing_core.roster.decisions import require_live
from minqing_core.roster.state import Units

LATER = date(2024, 1, 1)
RENAMED = events.UnitRenamed(unit="dafeng", name="大丰社区", since=LATER)
ABOLISHED = events.UnitAbolished(unit="dafeng", heir="anyang", since=LATER)
MERGED = events.UnitsMerged(units=("dafeng", "anyang"), into="nanwen", since=LATER)
EAST, WEST = a_unit("east", "东村"), a_unit("west", "西村")
PARTED = units(EAST, WEST)
SPLIT = events.UnitSplit(unit="dafeng", into=("east", "west"), heir="west", since=LATER)


@pytest.mark.clause("S84")
def test_a_renamed_unit_has_each_name_on_the_days_that_it_went_by_it() -> None:
    assert decisions.rename_unit(UNITS, renamed=RENAMED) == [RENAMED]
    once = units(RENAMED)
    assert decisions.rename_unit(once, renamed=RENAMED) == []
    again = events.UnitRenamed(unit="dafeng", name="大丰新村", since=date(2025, 1, 1))
    between = events.UnitRenamed(unit="dafeng", name="大丰居", since=date(2024, 6, 1))
    twice = units(RENAMED, again, between)
    days = [SINCE, date(2023, 12, 31), LATER, date(2024, 6, 1), date(2025, 1, 1)]
    assert [twice.name_on("dafeng", day) for day in days] == [
        "大丰村",
        "大丰村",
        "大丰社区",
        "大丰居",
        "大丰新村",
    ]
    assert {*twice.names("dafeng")} == {"大丰村", "大丰社区", "大丰居", "大丰新村"}
    assert twice.name_on("nowhere", LATER) == "nowhere"


@pytest.mark.clause("S84")
def test_a_unit_is_renamed_while_it_is_there_and_to_a_name() -> None:
    decide = decisions.rename_unit
    assert refusal(decide, UNITS, renamed=attrs.evolve(RENAMED, unit="none")) == (
        "not-found unit-unknown: 没有编号为「none」的单位，请从已设立的单位中选"
    )
    assert refusal(decide, UNITS, renamed=attrs.evolve(RENAMED, name="")) == (
        "invalid name-unfit: 单位名称「」不能为空"
    )
    assert (
        refusal(decide, UNITS, renamed=attrs.evolve(RENAMED, since=date(2019, 1, 1)))
        == "invalid days-out-of-order: 截止日 2019-01-01 早于开始日 2020-01-01"
    )
    assert refusal(decide, units(ABOLISHED), renamed=RENAMED) == (
        "conflict unit-dissolved: 单位 dafeng 自 2024-01-01 起已撤销，其事项由 anyang 承接，"
        "请改填承接单位"
    )


@pytest.mark.clause("S84")
def test_a_unit_that_was_renamed_is_established_already_under_each_of_its_names() -> None:
    renamed = units(RENAMED)
    first = renamed.known["dafeng"]
    assert decisions.establish_unit(renamed, unit=first) == []
    assert decisions.establish_unit(renamed, unit=attrs.evolve(first, name="大丰社区")) == []
    assert (
        refusal(decisions.establish_unit, renamed, unit=attrs.evolve(first, name="别村"))
        == "conflict unit-exists: 单位 dafeng 已经设立，名称为「大丰社区」"
    )


@pytest.mark.clause("S84")
def test_an_abolished_unit_passes_its_matters_to_the_heir_from_that_day_on() -> None:
    assert decisions.abolish_unit(UNITS, abolished=ABOLISHED) == [ABOLISHED]
    after = units(ABOLISHED)
    assert decisions.abolish_unit(after, abolished=ABOLISHED) == []
    assert after.continues("dafeng", date(2023, 12, 31)) == "dafeng"
    assert after.continues("dafeng", LATER) == "anyang"
    assert after.live(["dafeng", "anyang"], LATER) == {"anyang"}
    assert after.tree_on(LATER).within("anyang") == {"anyang", "dafeng", "dafeng-1"}
    assert after.tree_on(date(2023, 12, 31)) == UNITS.tree


@pytest.mark.clause("S84")
def test_merged_units_are_continued_by_what_they_were_merged_into() -> None:
    assert decisions.merge_units(UNITS, merged=MERGED) == [MERGED]
    after = units(MERGED)
    assert decisions.merge_units(after, merged=MERGED) == []
    assert [after.continues(unit, LATER) for unit in MERGED.units] == ["nanwen", "nanwen"]
    absorbed = attrs.evolve(MERGED, units=("dafeng",), into="anyang")
    assert decisions.merge_units(UNITS, merged=absorbed) == [absorbed]


@pytest.mark.clause("S84")
def test_a_split_unit_is_continued_by_one_of_its_parts() -> None:
    assert decisions.split_unit(PARTED, split=SPLIT) == [SPLIT]
    after = units(EAST, WEST, SPLIT)
    assert decisions.split_unit(after, split=SPLIT) == []
    assert after.continues("dafeng", LATER) == "west"


@pytest.mark.clause("S84")
def test_the_chain_of_heirs_is_followed_to_its_end() -> None:
    onwards = events.UnitAbolished(unit="anyang", heir="nanwen", since=TODAY)
    after = units(ABOLISHED, onwards)
    assert after.continues("dafeng", LATER) == "anyang"
    assert after.continues("dafeng", TODAY) == "nanwen"
    assert after.tree_on(TODAY).continued_by({"nanwen"}) == {"nanwen", "anyang", "dafeng"}


@pytest.mark.clause("S84")
@pytest.mark.parametrize(
    ("state", "split", "said"),
    [
        (
            UNITS,
            attrs.evolve(SPLIT, into=("anyang",), heir="anyang"),
            "invalid parts-wanted: 分立后的单位（into）须写明至少 2 个不同的单位，现填 anyang",
        ),
        (
            UNITS,
            attrs.evolve(SPLIT, into=("anyang", "anyang"), heir="anyang"),
            (
                "invalid parts-wanted: 分立后的单位（into）须写明至少 2 个不同的单位，"
                "现填 anyang、anyang"
            ),
        ),
        (
            UNITS,
            attrs.evolve(SPLIT, into=(), heir="anyang"),
            "invalid parts-wanted: 分立后的单位（into）须写明至少 2 个不同的单位，现填 无",
        ),
        (UNITS, SPLIT, "not-found unit-unknown: 没有编号为「east」的单位"),
        (
            PARTED,
            attrs.evolve(SPLIT, heir="anyang"),
            "invalid heir-unfit: dafeng 的事项不能由 anyang 承接：承接单位须是分立后的单位之一",
        ),
        (
            PARTED,
            attrs.evolve(SPLIT, into=("west", "dafeng")),
            "invalid heir-unfit: dafeng 的事项不能由 dafeng 承接：单位不能承接自己的事项",
        ),
        (
            PARTED,
            attrs.evolve(SPLIT, unit="none"),
            "not-found unit-unknown: 没有编号为「none」的单位",
        ),
        (
            PARTED,
            attrs.evolve(SPLIT, since=date(2019, 1, 1)),
            "invalid days-out-of-order: 截止日 2019-01-01 早于开始日 2020-01-01",
        ),
        (units(EAST, WEST, ABOLISHED), SPLIT, "conflict unit-dissolved: 单位 dafeng"),
    ],
)
def test_a_split_that_makes_no_sense_is_refused(state: Units, split, said) -> None:
    assert refusal(decisions.split_unit, state, split=split).startswith(said)


@pytest.mark.clause("S84")
@pytest.mark.parametrize(
    ("state", "merged", "said"),
    [
        (UNITS, attrs.evolve(MERGED, units=()), "invalid parts-wanted: 并入的单位（units）"),
        (UNITS, attrs.evolve(MERGED, into="none"), "not-found unit-unknown"),
        (UNITS, attrs.evolve(MERGED, into="dafeng"), "invalid heir-unfit: dafeng 的事项不能由"),
        (units(ABOLISHED), MERGED, "conflict unit-dissolved: 单位 dafeng"),
        (
            units(events.UnitAbolished(unit="nanwen", heir="town", since=date(2030, 1, 1))),
            MERGED,
            "conflict unit-dissolved: 单位 nanwen 自 2030-01-01 起已撤销",
        ),
    ],
)
def test_a_merger_that_makes_no_sense_is_refused(state: Units, merged, said) -> None:
    assert refusal(decisions.merge_units, state, merged=merged).startswith(said)


@pytest.mark.clause("S84")
def test_nobody_inherits_from_what_lies_above_or_comes_from_below() -> None:
    """Otherwise the way up from a unit would go round in a circle on some day."""
    to_own_part = attrs.evolve(ABOLISHED, heir="dafeng-1")
    assert refusal(decisions.abolish_unit, UNITS, abolished=to_own_part) == (
        "invalid heir-unfit: dafeng 的事项不能由 dafeng-1 承接：dafeng-1 隶属于或承接自 dafeng"
    )
    moved = events.UnitAbolished(unit="dafeng-1", heir="anyang", since=date(2026, 1, 1))
    back = attrs.evolve(ABOLISHED, unit="anyang", heir="dafeng-1")
    assert refusal(decisions.abolish_unit, units(moved), abolished=back).startswith(
        "conflict unit-dissolved: 单位 dafeng-1"
    )
    under = units(a_unit("anyang-1", "一组", "villagers-group", "anyang"))
    crossing = events.UnitAbolished(unit="dafeng", heir="anyang-1", since=LATER)
    assert decisions.abolish_unit(under, abolished=crossing) == [crossing]


@pytest.mark.clause("S84")
def test_a_dissolved_unit_takes_nothing_new_but_keeps_what_was_before() -> None:
    after = units(ABOLISHED)
    require_live(after, "dafeng", date(2023, 12, 31))
    person, early = a_person(), date(2023, 1, 1)
    post = events.PostTaken(post=events.Post.STAFF, unit="dafeng", since=LATER)
    asked = {"person_id": "0002", "units": after}
    assert refusal(decisions.take_post, person, taken=post, **asked).startswith(
        "conflict unit-dissolved: 单位 dafeng 自 2024-01-01 起已撤销，其事项由 anyang 承接"
    )
    before = attrs.evolve(post, since=early)
    assert decisions.take_post(person, taken=before, **asked) == [before]
    stationed = events.Stationed(village="anyang", home="dafeng", since=LATER)
    assert refusal(decisions.station, person, stationed=stationed, **asked).startswith(
        "conflict unit-dissolved"
    )
    below = attrs.evolve(a_unit("x", "新组", "villagers-group", "dafeng"), since=LATER)
    assert refusal(decisions.establish_unit, after, unit=below).startswith(
        "conflict unit-dissolved"
    )
