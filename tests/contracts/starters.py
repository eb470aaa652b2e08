"""What several programs do that start on one store at the same time."""

from pathlib import Path

from tests.crowds import attempts
from tests.http.serving import CLERK, MATTER

from minqing_core import open_office
from minqing_core.application.asking import answer
from minqing_core.bootstrap import found_store, upgrade_store
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.refusals import RefusalError
from minqing_core.persistence.refusals import StoreMissingError


def initiated(url: str, key_file: Path) -> str:
    """Make a store and found a town, unless somebody did."""
    try:
        found_store(url, key_file=key_file, town="大涌镇", clerk="王小明", login="wang")
    except RefusalError as refusal:
        return refusal.code
    return "made"


def upgraded(url: str) -> list[str]:
    """Upgrade a store as soon as there is one, and tell which tables were not at their newest."""
    for _ in attempts():
        try:
            done = upgrade_store(url)
            return [one["tables"] for one in done if one["before"] != one["after"]]
        except StoreMissingError:
            continue
    raise AssertionError


def opened(url: str, key_file: Path) -> str:
    """Open a store as soon as there is one, and record a matter as soon as there is a town."""
    for _ in attempts():
        try:
            with open_office(url, key_file=key_file) as office:
                for _ in attempts():
                    if office.log.version("programme"):
                        break
                recorded = answer(office, "case.record", Act(actor=CLERK), {"matter": MATTER})
                number: str = recorded["id"]
                return number
        except StoreMissingError:
            continue
    raise AssertionError
