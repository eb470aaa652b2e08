"""What a post may do is written down; everything else is refused."""

import pytest

from minqing_core.application.catalogue import CATALOGUE
from minqing_core.kernel.standing import Standing
from minqing_core.powers.rules import GRANTS, NotAllowedError, Power, require
from minqing_core.roster.events import Post

KEEPERS = {Post.ORG_OFFICE_CLERK, Post.ORGANISATION_COMMISSIONER}
KEPT_BY_THE_OFFICE = {
    Power.ROSTER_KEEP,
    Power.PROGRAMME_KEEP,
    Power.IMPORT,
    Power.ACCESS_KEEP,
}


def allowed(post: str, power: Power) -> bool:
    """Say whether somebody with one post has a power."""
    try:
        require(Standing(person="0002", posts=(post,)), power)
    except NotAllowedError:
        return False
    return True


@pytest.mark.clause("S72")
@pytest.mark.parametrize("post", [*Post, "stationed"])
def test_only_the_organisation_office_keeps_roster_programme_and_imports(post) -> None:
    kept = {power for power in Power if allowed(post, power)}
    assert kept & KEPT_BY_THE_OFFICE == (KEPT_BY_THE_OFFICE if post in KEEPERS else set())


@pytest.mark.clause("S4", "S23")
@pytest.mark.parametrize("post", [*Post, "stationed"])
def test_households_are_kept_in_the_village_and_visits_made_by_all_who_take_part(post) -> None:
    village = {"village-secretary", "village-director", "two-committees-member", "stationed"}
    assert allowed(post, Power.HOUSEHOLD_KEEP) is (post in village | KEEPERS)
    assert allowed(post, Power.HOUSEHOLD_READ)
    assert allowed(post, Power.VISIT_WRITE) is (post != Post.INVESTIGATOR)


@pytest.mark.clause("S22", "S25")
@pytest.mark.parametrize("post", [*Post, "stationed"])
def test_everybody_in_office_reads_and_all_but_the_investigator_write(post) -> None:
    assert allowed(post, Power.DIARY_READ)
    assert allowed(post, Power.DIARY_WRITE) is (post != Post.INVESTIGATOR)


@pytest.mark.parametrize("power", Power)
def test_nobody_has_a_power_without_a_post_or_by_an_unknown_one(power) -> None:
    with pytest.raises(NotAllowedError) as raised:
        require(Standing(person="0005"), power)
    granted = "、".join(sorted(GRANTS[power].posts))
    assert str(raised.value) == (
        f"0005 现任职务（无）无权{power}；有此权限的职务：{granted}（{GRANTS[power].clause}）"
    )
    assert (raised.value.kind, raised.value.code) == ("not-allowed", "not-allowed")
    assert not allowed("mayor", power)


def test_one_post_among_several_is_enough() -> None:
    require(Standing(person="1", posts=("investigator", "staff")), Power.DIARY_WRITE)


def test_every_power_is_needed_by_some_use_case_and_every_grant_cites_its_clause() -> None:
    assert {case.power for case in CATALOGUE.values()} == set(Power) == set(GRANTS)
    assert all(grant.clause.startswith("S") for grant in GRANTS.values())
    assert all(grant.posts <= {*Post, "stationed"} for grant in GRANTS.values())
