"""What somebody finds first: the doors of their post, the menu by groups, a slip by its number."""

import pytest
from tests.pages.visiting import Visited


@pytest.mark.clause("S53", "S66", "S72")
@pytest.mark.parametrize(
    ("key", "doors", "reads"),
    [
        ("party-secretary", ("/boards/quarter", "/reviews"), True),
        ("lantang-secretary", ("/village", "/reviews", "/meetings"), True),
        ("investigator", ("/inquiries", "/incidents", "/signals"), False),
        ("org-clerk-1", ("/supervision", "/people", "/books"), False),
        ("lantang-member-1", ("/inbox", "/cases", "/duties/year"), False),
    ],
)
def test_the_first_page_has_the_doors_of_ones_post(
    town: Visited, key: str, doors: tuple[str, ...], reads: bool
) -> None:
    seen = town.visitor(key).get("/")

    main = seen.text.partition("<main")[2]
    assert all(f'<a class="button" href="{door}">' in main for door in doors)
    assert ("/reviews" in seen.links) is reads
    assert seen.text.count('<details name="menu" open>') == 1


@pytest.mark.clause("S28")
def test_a_receipt_is_found_by_the_number_that_is_typed(town: Visited) -> None:
    case = town.ask_as(town.grown_town.clerk, "case.list")["items"][0]["number"]
    slip = town.ask_as(town.grown_town.clerk, "case.slip", case=case)["slip"]
    nobody = town.nobody()

    asked = nobody.get("/r")
    seen = nobody.get(f"/r?slip={slip}")

    assert "回执编号" in asked.words
    assert seen.path == f"/r/{slip}"
    assert case in seen.words


def test_who_comes_to_no_page_is_logged_in_still(town: Visited) -> None:
    seen = town.visitor("lantang-member-1").get("/nowhere", Accept="text/html")

    assert seen.status == 404
    assert "退出登录" in seen.words
    assert "/cases" in seen.links
