"""Every page can be read by those who cannot see it, and fits a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page
from tests.browser.sitting import DESK, PHONE, at, before, log_in
from tests.pages.visiting import Visited

from minqing_http.pages.importing import IMPORTS
from minqing_http.pages.table import FORMS, PAGES

OTHERS = ("/login", "/offline", *(one.path for one in IMPORTS))
ALL = [*(page.path for page in PAGES), *(form.path for form in FORMS), *OTHERS]
PARTS = 2
ROLES = (
    *("org-clerk-1", "party-secretary", "organisation-commissioner"),
    *("investigator", "lantang-secretary"),
)


def wide(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_keeps_anybody_out(browser: Browser, town: Visited, part: int) -> None:
    waiting, found = set(ALL[part::PARTS]), []
    for role in ROLES:
        with before(browser, viewport=PHONE) as page:
            log_in(page, town, role)
            for path in sorted(waiting):
                answered = page.goto(at(town) + town.at(path))
                if answered is None or answered.status != 200:
                    continue
                waiting.discard(path)
                wrong = Axe().run(page).response["violations"]
                found += [(path, one["id"], one["nodes"][0]["html"][:160]) for one in wrong]
                found += [(path, "wider than a phone", "")] if wide(page) else []
                page.set_viewport_size(DESK)
                found += [(path, "wider than a desk", "")] if wide(page) else []
                page.set_viewport_size(PHONE)
    assert found == []
    assert waiting == set()
