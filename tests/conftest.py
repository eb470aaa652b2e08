"""What every test has at hand."""

import os

import pytest
from hypothesis import Phase, settings

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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what is about files where stores have none."""
    if os.environ.get("MINQING_TEST_STORE") == "postgres":
        for item in items:
            if item.get_closest_marker("files"):
                item.add_marker(pytest.mark.skip("about the files of SQLite"))


pytest_plugins = ["tests.stores", "tests.towns", "tests.inspectors"]
