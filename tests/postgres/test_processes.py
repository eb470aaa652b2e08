"""Several processes of the library work on one database in PostgreSQL."""

from pathlib import Path

from tests.crowds import together
from tests.http.serving import CLERK
from tests.postgres.counting import Counting
from tests.postgres.writers import crowded, numbers, whole, wrote

from minqing_core import open_office
from minqing_core.application.asking import answer
from minqing_core.kernel.envelope import Act

MOST_LOG, MOST_VIEWS, MOST_BESIDE = 16, 8, 5


def test_what_four_processes_write_is_kept_once_and_seen_by_all(
    town_url: str, key_file: Path
) -> None:
    told = together(*[(wrote, (town_url, key_file, who, 9)) for who in range(4)])

    acknowledged = numbers(told)
    assert len(acknowledged) == 4 * 6 + 3
    with open_office(town_url, key_file=key_file) as office:
        assert whole(office, acknowledged) == acknowledged
        listed = answer(office, "case.list", Act(actor=CLERK), {"limit": 200})["items"]
        assert sorted(one["number"] for one in listed) == sorted(acknowledged.values())


def test_a_process_takes_no_more_connections_than_is_said(town_url: str, key_file: Path) -> None:
    with Counting(town_url, "counted") as counting:
        together((crowded, (f"{town_url}&application_name=counted", key_file, 40, 3)))

    assert MOST_LOG < counting.most["counted"] <= MOST_LOG + MOST_VIEWS + MOST_BESIDE
