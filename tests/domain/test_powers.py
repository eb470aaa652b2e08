"""What a post may do is written down; everything else is refused."""

import pytest

from minqing_core.access.events import AdministratorRole
from minqing_core.application.catalogue import CATALOGUE, UndeclaredPowerError, use_case
from minqing_core.kernel.standing import Standing
from minqing_core.powers.rules import GRANTS, NotAllowedError, Power, holds, require
from minqing_core.roster.events import Post
from minqing_core.views.labels import label

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


ASKED_WITHIN = {Power.CONFIDENTIAL_READ, Power.REVIEW_OVERSEE, Power.SIGNALS_OVERSEE}


@pytest.mark.clause("S72")
@pytest.mark.parametrize("post", [*Post, "stationed"])
def test_only_the_organisation_office_keeps_roster_programme_and_imports(post) -> None:
    kept = {power for power in Power if allowed(post, power)}
    assert kept & KEPT_BY_THE_OFFICE == (KEPT_BY_THE_OFFICE if post in KEEPERS else set())


@pytest.mark.clause("S46")
def test_after_the_last_day_only_what_hands_over_can_be_done() -> None:
    assert {power for power in Power if allowed("leaving", power)} == {
        Power.ACCOUNT_OWN,
        Power.APPRAISAL_OBJECT,
        Power.APPRAISAL_READ,
        Power.DIARY_READ,
        Power.DIARY_WRITE,
        Power.DUTIES_READ,
        Power.ROSTER_READ,
        Power.SELF_READ,
        Power.BOOKS_READ,
    }


@pytest.mark.clause("S46")
@pytest.mark.parametrize("posts", [("leaving",), ()])
def test_without_a_post_that_still_counts_what_is_ones_own_is_handed_over(posts) -> None:
    gone = Standing(person="0002", posts=posts)
    for power in (Power.HAND_OVER, Power.BOOKS_HOLD):
        require(gone, power, owns=True)
        with pytest.raises(NotAllowedError):
            require(gone, power)


@pytest.mark.clause("S4", "S23")
@pytest.mark.parametrize("post", [*Post, "stationed"])
def test_households_are_kept_in_the_village_and_visits_made_by_all_who_take_part(post) -> None:
    village = {"village-secretary", "village-director", "two-committees-member", "stationed"}
    assert allowed(post, Power.HOUSEHOLD_KEEP) is (post in village | KEEPERS)
    assert allowed(post, Power.HOUSEHOLD_READ)
    assert allowed(post, Power.VISIT_WRITE) is (
        post not in {Post.INVESTIGATOR, Post.CITY_ORG_CLERK}
    )


@pytest.mark.clause("S22", "S25")
@pytest.mark.parametrize("post", [*Post, "stationed"])
def test_everybody_in_office_reads_and_writes_but_the_city_only_reads(post) -> None:
    assert allowed(post, Power.DIARY_READ)
    assert allowed(post, Power.DIARY_WRITE) is (post != Post.CITY_ORG_CLERK)


@pytest.mark.clause("S12")
@pytest.mark.parametrize("post", [*Post, "stationed"])
def test_few_keep_confidences_and_fewer_see_who_read_what_and_who_complained(post) -> None:
    overseers = {Post.INVESTIGATOR, Post.ORGANISATION_COMMISSIONER}
    keepers = overseers | {Post.PARTY_SECRETARY, Post.ORG_OFFICE_CLERK}
    assert allowed(post, Power.CONFIDENTIAL_READ) is (post in keepers)
    assert allowed(post, Power.ACCESS_READ) is (post in overseers)
    assert allowed(post, Power.IDENTITY_OPEN) is (post in overseers)


@pytest.mark.clause("S12")
def test_the_owner_of_a_matter_opens_an_identity_and_has_no_other_power_by_it() -> None:
    owner = Standing(person="0002", posts=("staff",))
    require(owner, Power.IDENTITY_OPEN, owns=True)
    assert {power for power, grant in GRANTS.items() if grant.owner} == {
        Power.IDENTITY_OPEN,
        Power.HAND_OVER,
        Power.BOOKS_HOLD,
    }
    for power in (Power.ROSTER_KEEP, Power.ACCESS_READ):
        with pytest.raises(NotAllowedError):
            require(owner, power, owns=True)


def test_a_use_case_without_a_power_that_is_written_down_cannot_be_entered() -> None:
    for power in (None, "anything"):
        with pytest.raises(UndeclaredPowerError):
            use_case("case.anything", power)
    assert "case.anything" not in list(CATALOGUE)


@pytest.mark.clause("S22", "S71")
@pytest.mark.parametrize("power", [power for power in Power if not GRANTS[power].named])
def test_nobody_has_a_power_without_a_post_or_by_an_unknown_one(power) -> None:
    with pytest.raises(NotAllowedError) as raised:
        require(Standing(person="0005"), power)
    grant = GRANTS[power]
    named = [label("post", post) for post in sorted(grant.posts)]
    granted = "、".join(
        [*named, *(label("administrator", one) for one in sorted(grant.administrators))]
    )
    assert str(raised.value) == (
        f"0005 现任职务（无）无权办理此事；有此权限的职务：{granted}（{GRANTS[power].clause}）"
    )
    assert (raised.value.kind, raised.value.code) == ("not-allowed", "not-allowed")
    assert not allowed("mayor", power)


@pytest.mark.clause("S39", "S70")
def test_ones_own_duties_and_sheet_are_read_and_the_sheet_disputed_without_a_post() -> None:
    named = {power for power in Power if GRANTS[power].named}
    assert named == {
        Power.ACCOUNT_OWN,
        Power.APPRAISAL_READ,
        Power.APPRAISAL_OBJECT,
        Power.DUTIES_READ,
        Power.SELF_READ,
    }
    for power in named:
        require(Standing(person="0005"), power)


@pytest.mark.clause("S12")
@pytest.mark.parametrize("role", AdministratorRole)
def test_who_looks_after_the_system_has_the_powers_of_that_part_and_no_other(role) -> None:
    """No two of the three share one, but that security and audit both see the accounts."""
    administrator = Standing(person="0005", administers=role)
    assert {power for power in Power if holds(administrator, power)} == {
        AdministratorRole.SYSTEM: {Power.BACKUP_KEEP, Power.WATCH, Power.WEBHOOK_KEEP},
        AdministratorRole.SECURITY: {
            Power.ACCESS_KEEP,
            Power.ACCOUNTS_KEEP,
            Power.ACCOUNTS_READ,
        },
        AdministratorRole.AUDIT: {
            Power.ACCESS_READ,
            Power.ACCESS_PRUNE,
            Power.ACCOUNTS_READ,
        },
    }[role]


@pytest.mark.clause("S12")
@pytest.mark.parametrize("post", [*Post, "stationed"])
def test_no_post_opens_accounts_and_the_office_only_the_first(post) -> None:
    assert not allowed(post, Power.ACCOUNTS_KEEP)
    assert not allowed(post, Power.ACCOUNTS_READ)
    assert allowed(post, Power.ACCOUNTS_FOUND) is (post in KEEPERS)


def test_one_post_among_several_is_enough() -> None:
    require(Standing(person="1", posts=("investigator", "staff")), Power.DIARY_WRITE)


def test_every_power_is_needed_by_some_use_case_and_every_grant_cites_its_clause() -> None:
    assert {case.power for case in CATALOGUE.values()} == set(Power) - ASKED_WITHIN
    assert set(Power) == set(GRANTS)
    assert all(grant.clause.startswith("S") for grant in GRANTS.values())
    assert all(grant.posts <= {*Post, "stationed", "leaving"} for grant in GRANTS.values())


@pytest.mark.clause("S37")
@pytest.mark.parametrize("post", [*Post, "stationed"])
def test_signals_about_others_are_for_those_who_lead_review_or_look_into_them(post) -> None:
    village = {Post.VILLAGE_DIRECTOR, Post.TWO_COMMITTEES_MEMBER, "stationed"}
    colleagues = {*village, Post.STAFF, Post.SUPPORT_WORKER}
    assert allowed(post, Power.SIGNALS_READ)
    assert allowed(post, Power.SIGNALS_OVERSEE) is (post not in {*colleagues, Post.CITY_ORG_CLERK})


@pytest.mark.clause("S43", "S44", "S47")
@pytest.mark.parametrize("post", [*Post, "stationed"])
def test_books_are_printed_passed_down_and_kept_by_those_who_answer_for_them(post) -> None:
    assert allowed(post, Power.BOOKS_PRINT) is (
        post in {Post.CITY_ORG_CLERK, Post.ORG_OFFICE_CLERK}
    )
    assert allowed(post, Power.BOOKS_ISSUE) is (
        post in {Post.CITY_ORG_CLERK, Post.ORG_OFFICE_CLERK, Post.VILLAGE_SECRETARY}
    )
    leaders = {Post.PARTY_SECRETARY, Post.DEPUTY_SECRETARY, Post.LEADER_IN_CHARGE}
    assert allowed(post, Power.BOOKS_KEEP) is (post in {*KEEPERS, *leaders, "village-secretary"})
    assert allowed(post, Power.BOOKS_HOLD) is (
        post not in {Post.CITY_ORG_CLERK, Post.INVESTIGATOR}
    )
