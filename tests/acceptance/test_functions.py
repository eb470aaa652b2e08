"""The catalogue of functions: which unit is competent for which matters, on which day (S77)."""

from typing import Any

import pytest
from tests.towns import SECRETARY, Town, by

pytestmark = pytest.mark.clause("S77")
ROADS, CONCERNS = "HOT_DIFFICULT.ROADS", "HOT_DIFFICULT"


@pytest.fixture
def departments(town: Town) -> Town:
    """Give a town with two departments and their functions."""
    for code, name in (("urban", "规划建设办"), ("letters", "信访办")):
        unit = {"unit": code, "name": name, "kind": "department", "parent": "town"}
        town.do("roster.unit", unit={**unit, "since": "2007-06-20"})
    lay_down(town, "letters", CONCERNS)
    lay_down(town, "urban", ROADS, "ECONOMY")
    return town


def lay_down(town: Town, unit: str, *categories: str, since: str = "2024-01-01") -> Any:
    laid = {"unit": unit, "categories": categories, "since": since}
    return town.do("roster.function", laid=laid)


def competent(town: Town, category: str, **when: Any) -> list[str]:
    """Return who is competent for a matter of a category."""
    items = town.do("roster.functions", category=category, **when)["items"]
    return [item["unit_name"] for item in items]


def test_who_is_competent_for_a_matter_is_told_the_nearest_first(departments) -> None:
    assert competent(departments, ROADS) == ["规划建设办", "信访办"]
    assert competent(departments, CONCERNS) == ["信访办"]
    assert competent(departments, "OTHER") == []
    page = departments.do("roster.functions", act=by(SECRETARY))
    found = [(item["unit"], item["category"], item["since"]) for item in page["items"]]
    assert found == [
        ("letters", CONCERNS, "2024-01-01"),
        ("urban", ROADS, "2024-01-01"),
        ("urban", "ECONOMY", "2024-01-01"),
    ]
    assert all(item["category_text"] != item["category"] for item in page["items"])


def test_what_was_laid_down_holds_from_its_day_until_the_next(departments) -> None:
    assert lay_down(departments, "urban", "ECONOMY", ROADS, since="2024-02-01")["events"] == ()
    lay_down(departments, "urban", ROADS, since="2024-02-01")
    lay_down(departments, "letters", since="2024-02-15")
    for day, roads, economy in (
        ("2023-12-31", [], []),
        ("2024-01-31", ["规划建设办", "信访办"], ["规划建设办"]),
        ("2024-02-01", ["规划建设办", "信访办"], []),
        ("2024-02-15", ["规划建设办"], []),
    ):
        when = {"when": {"as_of": day}}
        assert competent(departments, ROADS, **when) == roads
        assert competent(departments, "ECONOMY", **when) == economy


@pytest.mark.clause("S84")
def test_the_functions_of_a_dissolved_unit_are_its_heirs(departments) -> None:
    gone = {"unit": "urban", "heir": "letters", "since": "2024-03-01"}
    departments.do("roster.abolish", abolished=gone)
    assert competent(departments, "ECONOMY") == ["信访办"]
    laid = {"unit": "urban", "categories": [ROADS], "since": "2024-03-01"}
    assert departments.refused("roster.function", laid=laid).code == "unit-dissolved"


def test_functions_are_categories_of_the_programme_named_once(departments) -> None:
    laid = {"unit": "urban", "categories": ["NONE"], "since": "2024-03-01"}
    assert departments.refused("roster.function", laid=laid).code == "category-unknown"
    assert departments.refused("roster.functions", category="NONE").code == "category-unknown"
    laid = {**laid, "categories": [ROADS, ROADS]}
    refusal = departments.refused("roster.function", laid=laid)
    assert str(refusal) == f"职能类别（categories）有重复：{ROADS}、{ROADS}"
    laid = {**laid, "unit": "nowhere"}
    assert departments.refused("roster.function", laid=laid).code == "unit-unknown"


def test_to_be_competent_for_nothing_is_to_be_as_before(departments) -> None:
    assert lay_down(departments, "org-office")["events"] == ()
    assert lay_down(departments, "urban")["events"]
    assert lay_down(departments, "urban")["events"] == ()
