"""A real browser: Debian's Chromium, without which these tests are left out, and fail in CI."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.pages.visiting import Visited

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SWITCHES = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)


@pytest.fixture
def browser() -> Iterator[Browser]:
    """Give a browser, which is gone before the next test: it keeps an event loop running."""
    if CHROMIUM is None:
        why = "没有 Chromium，浏览器测试没有跑：apt-get install chromium"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(why)
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield started
        started.close()


@pytest.fixture(scope="session")
def town() -> Iterator[Visited]:
    """Give a town that lived through two years, behind a server."""
    with Visited.grown() as visited:
        yield visited
