"""Whatever becomes of units, exactly one live unit continues each one's matters (S84)."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_core.kernel.refusals import RefusalError
from minqing_core.roster import decisions, events
from minqing_core.roster.state import Units, fold_units
from minqing_core.views.people import PersonFile, Tenure

FIRST = date(2020, 1, 1)
NAMES = [f"u{n}" for n in range(9)]
days = st.integers(0, 30).map(lambda n: FIRST + timedelta(days=n))
unit_ids = st.sampled_from(NAMES)
attempts = st.one_of(
    st.builds(
        events.UnitEstablished,
        unit=unit_ids,
        name=st.just("村"),
        kind=st.just(events.UnitKind.VILLAGE),
        parent=st.none() | unit_ids,
        since=st.just(FIRST),
    ),
    st.builds(events.UnitRenamed, unit=unit_ids, name=st.sampled_from(["甲", "乙"]), since=days),
    st.builds(
        events.UnitSplit,
        unit=unit_ids,
        into=st.lists(unit_ids, max_size=3).map(tuple),
        heir=unit_ids,
        since=days,
    ),
    st.builds(
        events.UnitsMerged,
        units=st.lists(unit_ids, max_size=3).map(tuple),
        into=unit_ids,
        since=days,
    ),
    st.builds(events.UnitAbolished, unit=unit_ids, heir=unit_ids, since=days),
    st.builds(
        events.FunctionsLaidDown,
        unit=unit_ids,
        categories=st.lists(st.sampled_from(["ECONOMY", "OTHER"]), max_size=2).map(tuple),
        since=days,
    ),
)


def decided(units: Units, attempt: events.UnitEvent) -> Sequence[events.UnitEvent]:
    """Return what the office makes of an attempt."""
    match attempt:
        case events.UnitEstablished():
            return decisions.establish_unit(units, unit=attempt)
        case events.UnitRenamed():
            return decisions.rename_unit(units, renamed=attempt)
        case events.UnitSplit():
            return decisions.split_unit(units, split=attempt)
        case events.UnitsMerged():
            return decisions.merge_units(units, merged=attempt)
        case events.UnitAbolished():
            return decisions.abolish_unit(units, abolished=attempt)
        case events.FunctionsLaidDown():
            return decisions.lay_down_functions(units, laid=attempt)


@st.composite
def towns(draw: st.DrawFn) -> Units:
    """Draw the units that any attempts make, those that are refused left out."""
    units = Units()
    for name in NAMES[: draw(st.integers(1, len(NAMES)))]:
        known = [None, *units.known]
        parent = draw(st.sampled_from(known))
        founded = events.UnitEstablished(
            unit=name, name=name, kind=events.UnitKind.VILLAGE, parent=parent, since=FIRST
        )
        units = fold_units([founded], units)
    for attempt in draw(st.lists(attempts, max_size=12)):
        try:
            found = decided(units, attempt)
        except RefusalError:
            continue
        units = fold_units(found, units)
        assert decided(units, attempt) == []
    return units


@pytest.mark.clause("S84")
@given(towns(), days)
def test_every_chain_of_heirs_ends_in_one_live_unit(units: Units, day: date) -> None:
    tree = units.tree_on(day)
    for unit in units.known:
        last = units.continues(unit, day)
        assert units.ended(last, day) is None
        owners = [live for live in units.known if unit in tree.continued_by({live})]
        assert [live for live in owners if units.ended(live, day) is None] == [last]


@pytest.mark.clause("S84")
@given(towns(), days)
def test_the_way_up_never_goes_round(units: Units, day: date) -> None:
    tree = units.tree_on(day)
    for unit in units.known:
        above = [at for at, _ in zip(tree.upwards(unit), range(100), strict=False)]
        assert len(above) == len({*above}) < 100
        assert all(unit in tree.within(at) for at in above)


@pytest.mark.clause("S12", "S84")
@given(towns(), days)
def test_who_serves_below_an_heir_belongs_to_what_it_continues(units: Units, day: date) -> None:
    """A complaint stays closed to a unit's people whatever becomes of the unit."""
    tree = units.tree_on(day)
    for unit in units.known:
        post = Tenure(post=events.Post.STAFF, unit=unit, home=None, since=FIRST, until=None)
        standing = PersonFile(person="1", tenures=(post,)).standing(day, tree, units.villages)
        for gone in units.known:
            if units.continues(gone, day) in tree.upwards(unit):
                assert gone in standing.under


@pytest.mark.clause("S84")
@given(towns())
def test_a_dissolved_unit_stays_dissolved_and_takes_nothing(units: Units) -> None:
    for unit, gone in units.dissolved.items():
        assert units.ended(unit, gone.since - timedelta(days=1)) is None
        with pytest.raises(RefusalError):
            decisions.require_live(units, unit, gone.since)
        again = events.UnitAbolished(unit=unit, heir=unit, since=FIRST)
        with pytest.raises(RefusalError):
            decisions.abolish_unit(units, abolished=again)


@pytest.mark.clause("S84")
@given(towns(), days)
def test_what_ends_later_changes_no_earlier_day(units: Units, day: date) -> None:
    ended = {gone.by for gone in units.dissolved.values() if gone.since <= day}
    then = fold_units([*units.known.values(), *ended])
    assert then.tree_on(day) == units.tree_on(day)
