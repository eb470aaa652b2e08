"""The boards: what they show, in words beside every picture, and to whom."""

import pytest
from tests.pages.visiting import Visited, Visitor

QUARTER = "2025-Q4"


@pytest.fixture(scope="module")
def leader(town: Visited) -> Visitor:
    return town.visitor("organisation-commissioner")


@pytest.fixture(scope="module")
def secretary(town: Visited) -> Visitor:
    return town.visitor("lantang-secretary")


@pytest.mark.clause("S53", "S55", "S57")
def test_the_coverage_shows_every_reading_with_why_it_stands_so(
    town: Visited, leader: Visitor
) -> None:
    report = town.ask_as(leader.person, "report.coverage", period=QUARTER)

    seen = leader.get(f"/boards/coverage?period={QUARTER}")

    cells = [cell for line in report["items"] for cell in line["readings"]]
    assert seen.text.count('<details class="cell">') == len(cells) > 0
    assert all(owed["state_text"] in seen.words for cell in cells for owed in cell["owed"])
    assert f"/reviews/{report['items'][0]['person']}/{QUARTER}" in seen.links


@pytest.mark.clause("S39", "S41", "S53")
@pytest.mark.parametrize(
    "path", [f"/boards/coverage?period={QUARTER}", f"/boards/quarter?period={QUARTER}"]
)
def test_a_picture_has_a_title_says_what_it_shows_and_has_its_table(
    leader: Visitor, path: str
) -> None:
    seen = leader.get(path)

    assert seen.text.count("<svg") == seen.text.count("<desc>") > 0
    assert seen.text.count("<table") >= seen.text.count("<svg")
    assert 'role="img"' in seen.text
    assert "style=" not in seen.text


@pytest.mark.clause("S39", "S53")
def test_the_board_of_a_quarter_shows_the_figures_of_each_cadre(
    town: Visited, leader: Visitor
) -> None:
    board = town.ask_as(leader.person, "report.quarter", period=QUARTER)

    seen = leader.get(f"/boards/quarter?period={QUARTER}")

    assert all(line["name"] in seen.words for line in board["items"])
    assert f"{board['sums']['recorded']} 记录篇数" in seen.words


@pytest.mark.clause("S53")
def test_a_board_on_which_nobody_is_says_so(town: Visited) -> None:
    seen = town.visitor("city-org-clerk").get("/boards/quarter?period=2019-Q1")

    assert seen.status == 200
    assert "0 干部" in seen.words


@pytest.mark.clause("S3", "S5")
@pytest.mark.parametrize("each", ["", "&each=true"])
def test_the_indicators_are_shown_of_each_period_and_unit(leader: Visitor, each: str) -> None:
    seen = leader.get(f"/boards/indicators?period=2025{each}")

    assert "2025年第1季度" in seen.words
    assert "2025年第4季度" in seen.words
    assert ("各单位的件数" in seen.words) is bool(each)


@pytest.mark.clause("S33")
def test_who_keeps_incomplete_records_is_listed_with_the_records(leader: Visitor) -> None:
    seen = leader.get("/boards/completeness")

    assert any("&incomplete=true" in link for link in seen.links)


@pytest.mark.clause("S60")
def test_the_figures_of_a_bulletin_are_seen_before_it_is_issued(secretary: Visitor) -> None:
    seen = secretary.get("/bulletins/figures?period=2025-H2")

    assert "记下民情" in seen.words
    form = secretary.get(next(link for link in seen.links if "/bulletins/new?" in link)).form(
        "/bulletins/new"
    )
    assert form.fields["bulletin.unit"] == ["lantang"]
    assert form.fields["bulletin.period"] == ["2025-H2"]


@pytest.mark.clause("S39", "S41")
def test_a_year_of_a_cadre_is_a_calendar_in_which_each_week_explains_itself(
    town: Visited, secretary: Visitor
) -> None:
    member = town.grown_town.staff["lantang-member-1"].person
    grid = town.ask_as(secretary.person, "duties.grid", person=member, year=2025)

    seen = secretary.get(f"/duties/year?person={member}&year=2025")

    why = [link for link in seen.links if link.startswith("/duties/why")]
    assert len(why) == len(grid["items"]) > 52
    assert secretary.get(why[0]).status == 200
    assert "逾期未完成" in seen.words


@pytest.mark.clause("S48", "S39", "S60")
def test_a_village_is_seen_at_a_glance_by_its_secretary(secretary: Visitor) -> None:
    seen = secretary.get("/village")

    assert "本周谁记了" in seen.words
    assert any(link.startswith("/meetings/2025-") for link in seen.links)
    assert "/village" in seen.links


@pytest.mark.clause("S4")
def test_how_many_households_were_reached_is_shown_of_each_cadre(secretary: Visitor) -> None:
    seen = secretary.get("/visits/reached")

    assert seen.status == 200
    assert "走到的户" in seen.words


@pytest.mark.clause("S12", "S71")
def test_the_menu_has_the_ways_of_ones_powers_only(town: Visited, secretary: Visitor) -> None:
    staff = town.visitor("urban-staff-1").get("/").links

    assert "/village" in secretary.get("/").links
    assert "/village" not in staff
    assert "/reviews/mine" in staff


def test_a_column_in_which_nothing_stands_is_not_shown(leader: Visitor) -> None:
    assert "存放处" not in leader.get("/books/mine").words
