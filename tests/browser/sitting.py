"""Somebody of the town before a browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize, expect
from tests.pages.visiting import PASSWORD, Visited

PHONE, DESK = ViewportSize(width=390, height=844), ViewportSize(width=1200, height=900)
SECONDS = 20_000
expect.set_options(timeout=SECONDS)


@contextmanager
def before(browser: Browser, **settings: Any) -> Iterator[Page]:
    """Give a page of a browser of its own."""
    context = browser.new_context(**{"locale": "zh-CN", "service_workers": "block"} | settings)
    context.set_default_timeout(SECONDS)
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    yield page
    context.close()
    assert not troubles


def log_in(page: Page, town: Visited, key: str) -> None:
    """Log in as one of the staff."""
    town.visitor(key)
    enter(page, town, "clerk" if key == "org-clerk-1" else key)


def enter(page: Page, town: Visited, login: str) -> None:
    """Log in by a name."""
    page.goto(f"{at(town)}/login")
    page.fill("#login", login)
    page.fill("#password", PASSWORD)
    page.click("main button")
    page.wait_for_url(f"{at(town)}/")


def at(town: Visited) -> str:
    """Return the address of a town's pages."""
    return f"http://127.0.0.1:{town.port}"


def fill_in(page: Page, title: str) -> None:
    """Answer the four questions."""
    page.fill("#matter-title", title)
    page.fill("#matter-text", "村口路灯坏了三个月，老人夜里不敢出门。")
    page.check("input[name='matter.kind'][value=problem]")
    page.select_option("#matter-category", "HOT_DIFFICULT.ROADS")
    page.select_option("#matter-channel", "visit")
    page.check("input[name='matter.petitioners.0.kind'][value=anonymous]")
