"""Where CI is set and the whole suite runs, every branch of the pure core must have been tried."""

import os
from io import StringIO
from pathlib import Path

import pytest
from _pytest.config import Config
from coverage import Coverage

ROOT = Path(__file__).parents[1]


class Gate:
    """Measures the pure core from the first import on, and judges the session by it."""

    def __init__(self) -> None:
        self._measured = Coverage(data_file=None, config_file=str(ROOT / "pyproject.toml"))
        self._report = StringIO()
        self._measured.start()

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail a session that ran everything and left a branch of the pure core untried."""
        self._measured.stop()
        if not whole(session.config) or session.exitstatus != pytest.ExitCode.OK:
            return
        covered = self._measured.report(file=self._report, show_missing=True, skip_covered=True)
        if covered < float(str(self._measured.get_option("report:fail_under"))):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Show what was left untried."""
        terminalreporter.write(self._report.getvalue())


def whole(config: Config) -> bool:
    """Say whether nothing of the suite was left out."""
    chosen = config.option.keyword or config.option.markexpr or config.option.deselect
    return config.args_source is Config.ArgsSource.TESTPATHS and not chosen


def gate() -> Gate | None:
    """Return the gate where the checks of every change run, and begin to measure."""
    return Gate() if os.environ.get("CI") else None
