"""What every test has at hand."""

import os

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

pytest_plugins = ["tests.stores", "tests.towns", "tests.inspectors"]
