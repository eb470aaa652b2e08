"""What every test has at hand."""

import os
from collections.abc import Generator
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import pytest
from hypothesis import Phase, settings

import minqing_core

settings.register_profile("quick", max_examples=50, deadline=None, print_blob=True)
settings.register_profile("thorough", max_examples=300, deadline=None, derandomize=True)
settings.register_profile(
    "mutants",
    max_examples=50,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
)
settings.load_profile("thorough" if os.environ.get("CI") else "quick")


# Whole journeys: measuring branches makes them take three times as long, and
# what they go through has tests of its own.
JOURNEYS = {"browser", "demo", "life"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the journeys, the longest, and let one process found the towns of each file.

    What is about files is left out where stores have none.
    """
    items.sort(key=lambda item: JOURNEYS.isdisjoint(item.path.parts))
    for item in items:
        together = "demo" if "demo" in item.path.parts else str(item.path)
        item.add_marker(pytest.mark.xdist_group(together))
    if os.environ.get("MINQING_TEST_STORE") == "postgres":
        for item in items:
            if item.get_closest_marker("files"):
                item.add_marker(pytest.mark.skip("about the files of SQLite"))


pytest_plugins = ["tests.stores", "tests.towns", "tests.inspectors"]


def pytest_collection(session: pytest.Session) -> None:
    """Import the core while it is measured, whichever test would be the first to need it."""
    if _measuring(session.config) is not None:
        for module in walk_packages(minqing_core.__path__, "minqing_core."):
            import_module(module.name)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Measure no branches on a journey."""
    measuring = _measuring(item.config)
    if measuring is None or JOURNEYS.isdisjoint(item.path.parts):
        return (yield)
    measuring.pause()
    try:
        return (yield)
    finally:
        measuring.resume()


def _measuring(config: pytest.Config) -> Any:
    return getattr(config.pluginmanager.getplugin("_cov"), "cov_controller", None)
