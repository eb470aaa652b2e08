"""The command line as one user of the operating system has it before them."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from minqing_cli.main import cli
from minqing_core.application.office import Office
from minqing_core.bootstrap import open_office
from minqing_core.kernel.periods import civil_date

LOGIN = "wang"
MATTER = (
    *("--kind", "problem", "--channel", "visit", "--category", "HOT_DIFFICULT.ROADS"),
    *("--title", "村口路灯不亮", "--text", "坏了三个月，老人夜里不敢出门。"),
    *("--petitioner", "李大娘", "--contact", "13800000000"),
)


class Terminal:
    """The command line as one user of the operating system has it before them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment: dict[str, str | None] = {
            "MINQING_DB": str(folder / "town.db"),
            "LOGNAME": LOGIN,
            "XDG_CONFIG_HOME": str(folder / "config"),
            "MINQING_AS": None,
            "MINQING_KEY_FILE": None,
        }

    def settle(self, url: str) -> None:
        """Let the store be in PostgreSQL, its master key where it would be beside files."""
        self.environment["MINQING_DB"] = url
        self.environment["MINQING_KEY_FILE"] = str(self.folder / "town.key")

    def office(self) -> Office:
        """Open the office without the command line."""
        key_file = self.environment["MINQING_KEY_FILE"]
        return open_office(
            str(self.environment["MINQING_DB"]), key_file=Path(key_file) if key_file else None
        )

    def __call__(self, *words: str, exits: int = 0, given: str | None = None) -> Result:
        """Run a command, and see that it ends with an exit code."""
        result = CliRunner().invoke(
            cli, words, prog_name="minqing", env=self.environment, input=given
        )
        assert result.exit_code == exits, result.output
        return result

    def json(self, *words: str) -> Any:
        """Run a command with ``--json`` and return what it answers."""
        return json.loads(self(*words, "--json").stdout)

    def record(self, *words: str) -> str:
        """Write a matter down, and return its number."""
        number: str = self.json("case", "record", *MATTER, *words)["id"]
        return number

    def day(self, later: int) -> str:
        """Return the office's day so many days from now."""
        now = datetime.now(tz=UTC)  # noqa: TID251 - the command line reads the clock itself
        return (civil_date(now) + timedelta(days=later)).isoformat()
