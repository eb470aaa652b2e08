"""Whoever is spoken for by a key finds it on the page of their account, and ends it (S12)."""

import pytest
from tests.pages.visiting import PASSWORD, Visited

from minqing_core.application.access import KeyRefusedError, key_holder

pytestmark = pytest.mark.clause("S12")


def test_a_key_that_somebody_else_issued_stands_on_ones_page_and_is_ended_there(
    town: Visited,
) -> None:
    clerk, member = town.visitor("org-clerk-1"), town.visitor("lantang-member-1")
    given = clerk.submit("/keys/issue", person=member.person, label="村务大屏")
    assert given.status == 200, given.words

    mine = member.get("/account")

    assert "村务大屏" in mine.words
    assert clerk.name in mine.words
    (end,) = (at for at in mine.links if at.startswith("/account/keys/revoke?key="))
    seen = member.submit(end)
    assert (seen.status, seen.path.partition("?")[0]) == (200, "/account")
    secret = next(word for word in given.words.split() if word.startswith("mq_"))
    with pytest.raises(KeyRefusedError):
        key_holder(town.office, secret)


def test_a_leader_takes_a_key_on_their_page_that_nobody_could_issue(town: Visited) -> None:
    clerk, leader = town.visitor("org-clerk-1"), town.visitor("party-secretary")

    refused = clerk.submit("/keys/issue", person=leader.person, label="代管")
    wrong = leader.submit("/account/keys/new", current="Wende-Pfad-43-x", label="分析")
    taken = leader.submit("/account/keys/new", current=PASSWORD, label="分析", scopes="read-only")

    assert (refused.status, wrong.status, taken.status) == (403, 403, 200)
    assert "只显示这一次" in taken.words
    assert "分析" in leader.get("/account").words
