"""Who may see a matter, by what they are and on whom it bears."""

import attrs
import pytest

from minqing_core.kernel.places import UnitTree
from minqing_core.kernel.standing import Standing
from minqing_core.powers.rules import InvestigatorWritesError
from minqing_core.powers.sight import Seen, colleagues_of, may_see, require_pen, seen_by
from minqing_core.views.bearing import Bearing
from minqing_core.views.tables import Linked, Where

TREE = UnitTree({"town": None, "org-office": "town", "dafeng": "town", "anyang": "town"})
TOWN = frozenset(TREE.parents)


def holder(post: str, unit: str, reach: frozenset[str] | None = None, **others) -> Standing:
    """Return the standing of somebody with one post."""
    return Standing(
        person=f"{post}@{unit}",
        units=frozenset({unit}),
        reach=frozenset({unit}) if reach is None else reach,
        under=frozenset() if post == "investigator" else frozenset({unit, "town"}),
        posts=(post,),
        **others,
    )


DAFENG = holder("village-secretary", "dafeng")
ANYANG = holder("village-secretary", "anyang")
CLERK = holder("org-office-clerk", "org-office", TOWN, coordinates=True)
COMMISSIONER = holder("organisation-commissioner", "town", TOWN)
SECRETARY = holder("party-secretary", "town", TOWN)
DEPUTY = holder("deputy-secretary", "town", TOWN)
INVESTIGATOR = holder("investigator", "town", TOWN)
EVERYBODY = (DAFENG, ANYANG, CLERK, COMMISSIONER, SECRETARY, DEPUTY, INVESTIGATOR)

ORDINARY = Bearing(owner="0002", units=frozenset({"dafeng"}), people=frozenset({"0002", "0009"}))
COMPLAINT = attrs.evolve(ORDINARY, confidential=True)
ABOUT_VILLAGER = attrs.evolve(
    COMPLAINT, accused=frozenset({"0003"}), accused_units=frozenset({"dafeng"})
)
ABOUT_LEADER = attrs.evolve(ABOUT_VILLAGER, accused_units=frozenset({"town"}))


def seeing(bearing: Bearing) -> tuple[Standing, ...]:
    return tuple(reader for reader in EVERYBODY if may_see(reader, bearing))


@pytest.mark.clause("S25")
def test_an_ordinary_matter_is_seen_by_who_looks_over_its_units_and_by_who_is_drawn_in() -> None:
    assert seeing(ORDINARY) == (DAFENG, CLERK, COMMISSIONER, SECRETARY, DEPUTY, INVESTIGATOR)
    assert may_see(Standing(person="0009"), ORDINARY)
    assert not may_see(Standing(person="0008"), ORDINARY)


@pytest.mark.clause("S12")
def test_a_complaint_is_seen_by_who_is_drawn_in_and_by_who_keeps_confidences() -> None:
    assert seeing(COMPLAINT) == (CLERK, COMMISSIONER, SECRETARY, INVESTIGATOR)
    assert may_see(Standing(person="0009"), COMPLAINT)


@pytest.mark.clause("S12")
def test_a_complaint_about_a_village_cadre_is_closed_to_the_village() -> None:
    assert seeing(ABOUT_VILLAGER) == (CLERK, COMMISSIONER, SECRETARY, INVESTIGATOR)
    drawn_in = attrs.evolve(DAFENG, person="0009")
    assert not may_see(drawn_in, ABOUT_VILLAGER)


@pytest.mark.clause("S12")
def test_a_complaint_about_a_town_leader_is_closed_to_all_but_the_investigators() -> None:
    assert seeing(ABOUT_LEADER) == (INVESTIGATOR,)


@pytest.mark.clause("S12")
def test_the_accused_never_see_it_whatever_they_are() -> None:
    for reader in EVERYBODY:
        against = attrs.evolve(
            COMPLAINT,
            accused=frozenset({reader.person}),
            people=frozenset({reader.person}),
        )
        assert not may_see(reader, against)


@pytest.mark.clause("S12")
def test_who_serves_beside_the_accused_by_now_does_not_see_it_either() -> None:
    moved = Standing(person="0003", units=frozenset({"org-office"}))
    elsewhere = Standing(person="0004", units=frozenset({"dafeng"}))
    colleagues = colleagues_of(CLERK, (moved, elsewhere))
    assert colleagues == {"0003"}
    assert not may_see(CLERK, ABOUT_VILLAGER, colleagues)
    assert may_see(CLERK, ORDINARY, colleagues)
    assert colleagues_of(INVESTIGATOR, (moved, elsewhere)) == frozenset()


@pytest.mark.clause("S12", "S25")
def test_who_only_investigates_writes_only_in_complaints() -> None:
    require_pen(INVESTIGATOR, COMPLAINT)
    with pytest.raises(InvestigatorWritesError) as raised:
        require_pen(INVESTIGATOR, ORDINARY)
    assert str(raised.value) == ("调查人员 investigator@town 只办理反映干部的事，其他民情只能查看")
    require_pen(attrs.evolve(INVESTIGATOR, posts=("investigator", "staff")), ORDINARY)
    require_pen(Standing(person="0005"), ORDINARY)


@pytest.mark.clause("S25")
def test_a_list_is_asked_for_by_tokens_unless_the_reader_looks_over_the_whole_town() -> None:
    assert seen_by(DAFENG, frozenset({"0003"}), TREE) == Seen(
        either=(
            Linked(link="bearings", tokens=("person/village-secretary@dafeng", "unit/dafeng")),
        ),
        unlinked=(
            Linked(
                link="barred",
                tokens=(
                    "person/0003",
                    "person/village-secretary@dafeng",
                    "unit/dafeng",
                    "unit/town",
                ),
            ),
        ),
    )
    assert seen_by(CLERK, frozenset(), TREE).either == ()
    assert seen_by(DEPUTY, frozenset(), TREE).either == (
        Where(column="confidential", test="=", value=0),
        Linked(link="bearings", tokens=("person/deputy-secretary@town",)),
    )
    near = holder("investigator", "dafeng")
    assert seen_by(near, frozenset(), TREE).either == (
        Linked(
            link="bearings",
            tokens=("confidential", "person/investigator@dafeng", "unit/dafeng"),
        ),
    )
