"""Every page can be read by those who cannot see it, and fits a phone."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
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

VIOLATIONS = "where => axe.run(where ?? document, {resultTypes: ['violations']})"
OTHERWISE = ".rows, main details"
UNFOLD = "document.querySelectorAll('main details').forEach((one) => { one.open = true })"


def violations(page: Page, path: str, context: str | None = None) -> list[tuple[str, str, str]]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(VIOLATIONS, context)["violations"]
    return [(path, one["id"], one["nodes"][0]["html"][:160]) for one in found]


def at_a_desk(page: Page, path: str) -> list[tuple[str, str, str]]:
    """Return what is wrong at a desk with what looks otherwise there: tables, and what unfolds.

    To axe-core what is folded is hidden, and so are filters that the style sheet shows.
    """
    page.set_viewport_size(DESK)
    page.evaluate(UNFOLD)
    found = violations(page, path, OTHERWISE) if page.locator(OTHERWISE).count() else []
    found += [(path, "wider than a desk", "")] if wide(page) else []
    page.set_viewport_size(PHONE)
    return found


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
                found += violations(page, path)
                found += [(path, "wider than a phone", "")] if wide(page) else []
                found += at_a_desk(page, path)
    assert found == []
    assert waiting == set()
