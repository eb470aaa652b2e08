"""Accounts of those whom a provider of identities knows, and what is believed of it (S12)."""

from datetime import UTC, datetime

import pytest
from tests.acceptance.test_accounts import HERE, KEEPER, kept, opened, settled
from tests.towns import CLERK, MEMBER, SECRETARY, Town

from minqing_core.access.decisions.refusals import IssuerUnfitError
from minqing_core.application.open_id import (
    Client,
    Departure,
    Provider,
    ProviderUnfitError,
    address,
    believed,
    challenge,
    departure,
    described,
)
from minqing_core.application.sessions import (
    IdentityUnknownError,
    session_holder,
    sign_in,
)

__all__ = ["kept"]
pytestmark = pytest.mark.clause("S12")
ISSUER = "https://sso.example"
PROVIDER = Provider(
    issuer=ISSUER,
    authorize_at=f"{ISSUER}/in?realm=town",
    token_at=f"{ISSUER}/token",
    keys_at=f"{ISSUER}/keys",
)


def test_who_is_linked_comes_in_and_is_asked_for_no_password_that_was_given_out(
    kept: Town,
) -> None:
    opened(kept)
    linked = kept.do("account.link", act=KEEPER, person=MEMBER, issuer=ISSUER, subject="s1")
    assert linked == {"person": MEMBER, "issuer": ISSUER}
    begun = sign_in(kept.office, ISSUER, "s1", **HERE)
    assert session_holder(kept.office, begun.secret).person == MEMBER
    assert [one["issuer"] for one in kept.do("account.list", act=KEEPER)["items"]] == [
        ISSUER,
        None,
    ]
    assert sign_in(kept.office, ISSUER, "s1", previous=begun.secret, **HERE).session.by == "sso"
    assert kept.office.sessions.one(begun.session.id) is None


@pytest.mark.parametrize("subject", ["s1", "s9"])
def test_an_account_that_is_locked_or_linked_with_nobody_stays_closed(
    kept: Town, subject: str
) -> None:
    settled(kept)
    kept.do("account.link", act=KEEPER, person=MEMBER, issuer=ISSUER, subject="s1")
    kept.do("account.lock", act=KEEPER, person=MEMBER, reason="misuse")
    with pytest.raises(IdentityUnknownError):
        sign_in(kept.office, ISSUER, subject, **HERE)
    (noted,) = kept.office.access.listed(person=None, subject=None, before=None, limit=1)
    assert (noted.actor, noted.outcome, noted.address) == (
        MEMBER if subject == "s1" else "-",
        "refused:identity-unknown",
        "10.0.0.7",
    )


def test_a_link_is_one_persons_and_ends_their_sessions_when_it_is_taken_away(kept: Town) -> None:
    settled(kept)
    opened(kept, SECRETARY, "chengq")
    kept.do("account.link", act=KEEPER, person=MEMBER, issuer=ISSUER, subject="s1")
    asked = {"person": SECRETARY, "issuer": ISSUER, "subject": "s1"}
    assert kept.refused("account.link", act=KEEPER, **asked).code == "identity-taken"
    begun = sign_in(kept.office, ISSUER, "s1", **HERE)
    for _ in range(2):
        told = kept.do("account.unlink", act=KEEPER, person=MEMBER)
        assert told == {"person": MEMBER, "issuer": None}
    assert kept.office.sessions.one(begun.session.id) is None
    assert kept.refused("account.unlink", act=KEEPER, person=CLERK).code == "account-unknown"
    assert kept.refused("account.link", **asked).code == "not-allowed"


@pytest.mark.parametrize(
    ("issuer", "subject", "code"),
    [
        ("http://sso.example", "s1", "issuer-unfit"),
        ("https://a@sso.example", "s1", "issuer-unfit"),
        ("https://sso.example?x", "s1", "issuer-unfit"),
        ("https://sso.example/#x", "s1", "issuer-unfit"),
        ("", "s1", "issuer-unfit"),
        (ISSUER, " ", "subject-unfit"),
    ],
)
def test_a_provider_is_asked_where_nobody_listens(
    kept: Town, issuer: str, subject: str, code: str
) -> None:
    opened(kept)
    asked = {"person": MEMBER, "issuer": issuer, "subject": subject}
    assert kept.refused("account.link", act=KEEPER, **asked).code == code
    if code == "issuer-unfit":
        with pytest.raises(IssuerUnfitError):
            Client(issuer=issuer, name="minqing", secret="x")  # noqa: S106 - none


def test_a_challenge_is_that_of_the_standard() -> None:
    """RFC 7636, appendix B."""
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    assert challenge(verifier) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_what_is_told_on_the_way_out_tells_nothing_of_the_key() -> None:
    one, other = departure("k1"), departure("k2")
    assert one == departure("k1") != other
    assert len({one.state, one.nonce, one.verifier, other.state}) == 4
    assert "k1" not in repr(one)
    where = address(PROVIDER, "minqing", "https://town.example/login/sso/back", one)
    assert where.startswith("https://sso.example/in?realm=town&response_type=code&scope=openid&")
    assert one.verifier not in where


@pytest.mark.parametrize(
    "said",
    [None, [], {}, {"issuer": ISSUER}, {"issuer": ISSUER, "code_challenge_methods_supported": 1}],
)
def test_a_description_that_is_none_is_refused(said: object) -> None:
    with pytest.raises(ProviderUnfitError):
        described(said, ISSUER)


def test_a_provider_need_not_say_what_it_supports() -> None:
    places = {
        "issuer": ISSUER,
        "authorization_endpoint": PROVIDER.authorize_at,
        "token_endpoint": PROVIDER.token_at,
        "jwks_uri": PROVIDER.keys_at,
    }
    assert described(places, ISSUER) == PROVIDER
    with pytest.raises(ProviderUnfitError):
        described({**places, "code_challenge_methods_supported": 1}, ISSUER)


def test_a_token_for_several_is_ours_where_it_says_so() -> None:
    at = datetime(2026, 3, 12, 1, 0, tzinfo=UTC)
    way = Departure(state="s", nonce="n", verifier="v")
    claims = {
        "iss": ISSUER,
        "sub": "s1",
        "aud": ["minqing", "other"],
        "azp": "minqing",
        "nonce": "n",
        "iat": at.timestamp() - 30,
        "exp": at.timestamp() + 30,
    }
    assert believed(claims, PROVIDER, "minqing", way, at).subject == "s1"
