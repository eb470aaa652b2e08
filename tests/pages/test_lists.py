"""Lists: every one can be narrowed and taken along."""

from urllib.parse import quote

import pytest
from tests.pages.visiting import Visited, Visitor

from minqing_http.pages.table import PAGES

FEW = {"/verification/checkpoints"}
LISTS = [page for page in PAGES if page.listing is not None]


@pytest.fixture(scope="module")
def clerk(town: Visited) -> Visitor:
    return town.visitor("org-clerk-1")


@pytest.mark.parametrize("page", LISTS, ids=lambda page: page.path)
def test_every_list_can_be_narrowed(page) -> None:
    assert page.listing.filters or page.path in FEW


@pytest.mark.clause("S7", "S12", "S22", "S66", "S84")
@pytest.mark.parametrize(
    ("path", "found", "left"),
    [
        ("/people?words={name}", "{name}", None),
        ("/units?words=岚塘&kind=village", "岚塘村", "大涌镇"),
        ("/powers?post=investigator", "调查人员", None),
        ("/accounts?words=clerk", "clerk", None),
        ("/supervision/hanging?words=没有这样的事", "没有", None),
        ("/roles?as_of=2025-12-31", "负总责", None),
    ],
)
def test_a_list_is_narrowed_by_what_the_address_says(
    town: Visited, clerk: Visitor, path: str, found: str, left: str | None
) -> None:
    name = town.grown_town.staff["lantang-member-1"].name

    seen = clerk.get(quote(path.format(name=name), safe="/?&="))

    assert seen.status == 200
    assert found.format(name=name) in seen.words
    rows = seen.text.partition("<tbody>")[2]
    assert left is None or left not in rows.partition("</td>")[0]


@pytest.mark.clause("S12")
def test_who_read_what_is_found_by_day_outcome_and_use_case(town: Visited) -> None:
    watcher = town.visitor("investigator")
    town.visitor("lantang-member-1").get("/access")

    refused = watcher.get("/access?outcome=refused&use_case=access.list&since=2025-01-01")
    early = watcher.get("/access?until=2000-01-01")

    assert "被拒绝" in refused.text.partition("<tbody>")[2]
    assert "<tbody>" not in early.text


@pytest.mark.clause("S39", "S48", "S53")
@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/boards/quarter?period=2025-Q3", "记录篇数"),
        ("/boards/coverage?period=2025-Q3", "干部"),
        ("/meetings/pack?unit=lantang", "决议"),
    ],
)
def test_the_tables_of_a_board_are_taken_along(clerk: Visitor, path: str, said: str) -> None:
    ways = [link for link in clerk.get(path).links if ".csv?" in link]

    taken = [clerk.get(way) for way in ways]

    assert {one.status for one in taken} == {200}
    assert any(said in one.text for one in taken)
    assert clerk.get(ways[0].replace("table=", "table=9")).status == 404


@pytest.mark.clause("S35")
def test_who_set_each_field_is_told_in_words(town: Visited) -> None:
    inquirer = town.visitor("investigator")
    case = town.matter("bridge") if "bridge" in town.grown_town.numbers else town.at("{case}")

    seen = inquirer.get(f"/cases/{case}/blame")

    assert seen.status == 200
    assert not {"problem", "wish", "claim", "ordinary", "visit", "caller"} & {*seen.words.split()}
