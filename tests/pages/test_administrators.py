"""Who looks after the system and has no post finds all that they may do, and no more (S12)."""

import pytest
from tests.pages.visiting import ADMINISTRATORS, Visited, Visitor

from minqing_core.application.catalogue import CATALOGUE
from minqing_core.powers.rules import GRANTS
from minqing_http.pages.page import Form
from minqing_http.pages.table import FORMS

pytestmark = pytest.mark.clause("S12")
LOOKED_AFTER = [form for form in FORMS if form.path.startswith(("/accounts/", "/keys/"))]


@pytest.fixture(scope="module", params=ADMINISTRATORS)
def keeper(request: pytest.FixtureRequest, town: Visited) -> Visitor:
    """Give one of the three administrators."""
    return town.administrator(request.param)


def led_to(visitor: Visitor, at: str) -> set[str]:
    """Return the addresses of pages, forms and exports to which a page leads."""
    away = {"/login", "/static/minqing.css"}
    return {link for link in visitor.get(at).links if link.startswith("/") and link not in away}


def test_whatever_the_menu_offers_is_shown_with_all_it_leads_to(keeper: Visitor) -> None:
    offered = led_to(keeper, "/")
    further = {link for at in offered for link in led_to(keeper, at)}

    told = {at: keeper.get(at).status for at in offered | further}

    assert len(offered) > 5
    assert {at: status for at, status in told.items() if status != 200} == {}


@pytest.mark.parametrize("form", LOOKED_AFTER, ids=lambda form: form.path)
def test_a_form_is_shown_to_those_who_may_and_to_nobody_else(keeper: Visitor, form: Form) -> None:
    granted = GRANTS[CATALOGUE[form.use_case].power].administrators

    status = keeper.get(form.path).status

    assert status == (200 if keeper.name in granted else 403)


def test_the_first_page_shows_what_one_may(keeper: Visitor) -> None:
    seen = keeper.get("/")

    assert seen.status == 200
    assert "今日要办" in seen.words
    assert "/cases/new" not in seen.links


def test_an_account_is_opened_by_who_types_a_number(town: Visited) -> None:
    keeper = town.administrator("security")
    person = town.grown_town.staff["lantang-member-2"].person

    seen = keeper.submit("/accounts/open", person=person, login="lantang-member-2x")

    assert seen.status == 200
    assert "只显示这一次" in seen.words


def test_a_form_that_is_refused_before_it_is_shown_is_noted(town: Visited) -> None:
    keeper = town.administrator("audit")

    seen = keeper.get("/keys/revoke")

    assert seen.status == 403
    noted = keeper.get("/access").words
    assert "吊销接口密钥" in noted
