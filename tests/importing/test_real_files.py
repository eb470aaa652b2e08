"""The messages that citizens wrote are taken in whole, where they are at hand."""

from pathlib import Path

import pytest
from tests.importing.foreign import ROOT, Town, counts

from minqing_core.documents.mappings import read_mapping
from minqing_core.documents.sheets import read_sheet

DATA = ROOT.parent / "shared" / "data"
LATER = {15: 531, 60: 81}
FILES = {
    "messages-with-replies.xlsx": {"rows": 1402, "events": 2804},
    "messages-2019H1.gb18030.csv": {"rows": 2109, "events": 2109},
}


@pytest.mark.clause("S20", "S22", "S62")
@pytest.mark.parametrize(("name", "expected"), FILES.items(), ids=FILES.keys())
def test_every_message_is_recorded_once_and_the_record_is_whole(
    town: Town, name: str, expected
) -> None:
    path: Path = DATA / name
    if not path.exists():
        pytest.skip(f"{name} is not at hand")
    found, mapping = read_sheet(path), read_mapping(None, "messages.toml")
    given = {
        "sheet": {"columns": found.columns, "rows": found.rows, "first": found.first},
        "mapping": mapping,
    }
    rows = expected["rows"]

    checked = town.ask("import.check", **given)
    first = town.ask("import.apply", **given)
    again = town.ask("import.apply", **given)

    assert counts(checked) == {"rows": rows, "new": rows}
    assert counts(first) == expected | {"new": rows, "recorded": rows}
    assert counts(again) == {"rows": rows, "unchanged": rows}
    assert first["categories"]["OTHER"] < rows * 0.35
    assert town.ask("verify")["findings"] == ()


@pytest.mark.clause("S62", "S63")
def test_the_late_replies_are_as_many_as_were_counted_by_hand_over_the_raw_file(
    town: Town,
) -> None:
    path: Path = DATA / "messages-with-replies.xlsx"
    if not path.exists():
        pytest.skip(f"{path.name} is not at hand")
    found, mapping = read_sheet(path), read_mapping(None, "messages.toml")
    sheet = {"columns": found.columns, "rows": found.rows, "first": found.first}
    town.ask("import.apply", sheet=sheet, mapping=mapping)

    for days, count in LATER.items():
        page = town.ask("report.late-feedback", days=days)
        assert (page["count"], len(page["items"]), page["told"]) == (count, count, 1402)
