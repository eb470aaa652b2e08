"""Every page and form in the table: shown to whom it is for, never a failure, never to nobody."""

from collections.abc import Mapping

import pytest
from tests.pages.visiting import ADMINISTRATORS, Visited, Visitor

from minqing_http.pages.table import FORMS, PAGES

ROLES = (
    *("org-clerk-1", "party-secretary", "organisation-commissioner"),
    *("lantang-secretary", "investigator"),
)
CLOSED = [page.path for page in PAGES if not page.open] + [form.path for form in FORMS]
ALL = [page.path for page in PAGES] + [form.path for form in FORMS]


@pytest.fixture(scope="module")
def visitors(town: Visited) -> Mapping[str, Visitor]:
    administrators = {role: town.administrator(role) for role in ADMINISTRATORS}
    return {**administrators, **{role: town.visitor(role) for role in ROLES}}


@pytest.mark.clause("S12", "S71")
@pytest.mark.parametrize("path", ALL)
def test_a_page_is_shown_to_somebody_and_fails_for_nobody(
    town: Visited, visitors: Mapping[str, Visitor], path: str
) -> None:
    at = town.at(path)

    told = {role: visitor.get(at) for role, visitor in visitors.items()}

    statuses = {role: seen.status for role, seen in told.items()}
    assert set(statuses.values()) <= {200, 403, 404, 409, 422}
    assert 200 in statuses.values(), {role: seen.words[-200:] for role, seen in told.items()}
    for seen in told.values():
        assert seen.text.count("<h1") == 1


@pytest.mark.clause("S12", "S71")
@pytest.mark.parametrize("path", CLOSED)
def test_a_page_asks_who_it_is(town: Visited, path: str) -> None:
    at = town.at(path)

    assert town.nobody().get(at).path.startswith("/login")


def test_every_form_and_page_has_an_address_of_its_own() -> None:
    assert len(ALL) == len(set(ALL))
