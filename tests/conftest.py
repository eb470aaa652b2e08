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
# The same hundred examples at each run, for which every change waits.
settings.register_profile("thorough", max_examples=100, deadline=None, derandomize=True)
settings.register_profile(
    "mutants",
    max_examples=50,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
)
settings.load_profile("thorough" if os.environ.get("CI") else "quick")


# Whole journeys and many chances: measuring branches makes them take three times as long, and
# what they go through has tests of its own.
JOURNEYS = {
    *("benchmarks", "browser", "demo", "documents", "faults"),
    *("life", "pages", "postgres", "properties"),
}
DEMO = "tests/demo/"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """End with the journeys, the longest first; leave out what is about files where none are.

    What is worked out once in a process is then worked out where branches are measured.
    """
    items.sort(key=_last)
    if os.environ.get("MINQING_TEST_STORE") == "postgres":
        for item in items:
            if item.get_closest_marker("files"):
                item.add_marker(pytest.mark.skip("about the files of SQLite"))


def _last(item: pytest.Item) -> tuple[bool, bool]:
    return not JOURNEYS.isdisjoint(item.path.parts), "demo" not in item.path.parts


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:
    """Let one process found the towns of a file, and one the town of the demo."""
    from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]  # noqa: PLC0415

    class Together(LoadFileScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            file = super()._split_scope(nodeid)
            return DEMO if file.startswith(DEMO) else file

    return Together(config, log)


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
