"""A town's statistics as Parquet files, and the questions over those of several."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.towns import SECRETARY, Town, by

from minqing_core.documents.parquet import pages, written
from minqing_core.documents.questions import QUESTIONS, answered, asked, counted, files_of
from minqing_core.documents.refusals import (
    FileUnwritableError,
    NothingExportedError,
    TownUnnamedError,
)

parquet = pytest.importorskip("pyarrow.parquet")


def grown(name: str = "大涌镇") -> Town:
    """Return a town with matters of two years, some answered, some late."""
    town = Town(name=name)
    town.settle()
    for number in range(12):
        town.set(f"202{4 + number // 6}-{number % 6 * 2 + 1:02}-10")
        place = ("dafeng", "anyang")[number % 2]
        case = town.record(learned_at=town.at.isoformat(), place=place)
        town.later(days=number * 4)
        if number % 3:
            told = {"stage": "result", "means": "visit", "text": "修好了"}
            said = {"response": ("satisfied", "dissatisfied")[number % 2]}
            town.do("case.feedback", act=by(SECRETARY), case=case, feedback={**told, **said})
        if number % 3 == 1:
            town.step(case, "cause", text="线路老化")
            ended = {"outcome": "resolved", "effect": "亮了"}
            town.do("case.conclude", act=by(SECRETARY), case=case, conclusion=ended)
    return town


def export(town: Town, out: Path) -> dict[str, Any]:
    return written(out, town.do, town.office.log.size())


def plain(town: Town) -> list[dict[str, Any]]:
    """Return the matters as the use case gives them."""
    found = pages(town.do, "export.matters", town.office.log.size())
    return [{**row, "on": page["on"]} for page in found for row in page["items"]]


def is_late(row: dict[str, Any]) -> bool:
    return bool(row["met_late"]) or any(due < row["on"] for due in row["unmet"])


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, Town]]]:
    """Give the exports of two towns in one folder, and the towns."""
    folder = tmp_path_factory.mktemp("exports")
    towns = {name: grown(name) for name in ("大涌镇", "小榄镇")}
    for town in towns.values():
        export(town, folder)
    yield folder, towns
    for town in towns.values():
        town.office.close()


@pytest.fixture
def town() -> Iterator[Town]:
    """Give a town that was grown."""
    made = grown()
    yield made
    made.office.close()


@pytest.mark.clause("S67")
def test_every_row_is_in_the_file_of_its_town_and_year(town: Town, tmp_path: Path) -> None:
    made = export(town, tmp_path)

    found = sorted(str(file.relative_to(tmp_path)) for file in tmp_path.glob("*/*/*"))
    assert found == [
        f"town=大涌镇/year={year}/{table}.parquet"
        for year in (2024, 2025)
        for table in ("events", "matters")
    ]
    assert (made["town"], made["position"], made["matters"]) == (
        *("大涌镇", town.office.log.size()),
        12,
    )
    rows = [row for file in found[1::2] for row in parquet.read_table(tmp_path / file).to_pylist()]
    kept = {row["matter"]: row for row in rows}
    for row in plain(town):
        missed = sum(due < row["on"] for due in row["unmet"])
        stored = kept[row["matter"]]
        assert (stored["missed"], stored["running"]) == (missed, len(row["unmet"]) - missed)
        assert str(stored["due"]) == str(min(row["unmet"], default=None))
        for column in ("village_name", "told_after", "met", "met_late", "satisfied", "position"):
            assert stored[column] == row[column], column
    events = [parquet.read_table(tmp_path / file) for file in found[::2]]
    assert sum(table.num_rows for table in events) == made["events"]
    assert "路灯" not in str([table.to_pylist() for table in events])


def test_an_export_takes_the_place_of_the_last_one(town: Town, tmp_path: Path) -> None:
    first = export(town, tmp_path)
    (tmp_path / "town=大涌镇" / "year=1999").mkdir()
    town.record()

    second = export(town, tmp_path)

    assert second["matters"] == first["matters"] + 1
    assert not (tmp_path / "town=大涌镇" / "year=1999").exists()
    assert [file.name for file in tmp_path.iterdir()] == ["town=大涌镇"]


def test_what_cannot_be_written_or_belongs_to_no_town_is_refused(
    town: Town, tmp_path: Path
) -> None:
    taken = tmp_path / "taken"
    taken.write_text("", encoding="utf-8")
    with pytest.raises(FileUnwritableError):
        written(taken, town.do, 1)
    with pytest.raises(TownUnnamedError):
        written(tmp_path, lambda *_, **__: {"town": ""}, 1)
    with pytest.raises(NothingExportedError, match="没有统计文件"):
        asked(QUESTIONS["late"], tmp_path)


@pytest.mark.clause("S67")
def test_villages_and_kinds_come_to_what_is_counted_by_hand(two) -> None:
    folder, towns = two

    rows = asked(QUESTIONS["villages"], folder)

    counted_by_hand = {
        (name, row["village_name"], row["category"], int(row["received"][:4])): 0
        for name, town in towns.items()
        for row in plain(town)
    }
    late, satisfied = Counter[Any](), Counter[Any]()
    for name, town in towns.items():
        for row in plain(town):
            key = (name, row["village_name"], row["category"], int(row["received"][:4]))
            counted_by_hand[key] += 1
            late[key] += is_late(row)
            satisfied[key] += bool(row["satisfied"])
    found = {(r["town"], r["village"], r["category"], r["year"]): r for r in rows}
    assert {key: row["matters"] for key, row in found.items()} == counted_by_hand
    assert {key: row["late"] for key, row in found.items()} == {k: late[k] for k in found}
    assert {k: r["satisfied"] for k, r in found.items()} == {k: satisfied[k] for k in found}
    assert 0 < sum(late.values()) < sum(counted_by_hand.values())


@pytest.mark.clause("S62")
def test_rates_and_days_come_to_what_is_counted_by_hand(two) -> None:
    folder, towns = two
    told = sorted(
        row["told_after"]
        for row in plain(towns["小榄镇"])
        if row["told_after"] is not None and row["received"] < "2025"
    )

    days = {(row["town"], row["year"]): row for row in asked(QUESTIONS["days"], folder)}
    rates = asked(QUESTIONS["late"], folder)

    assert days["小榄镇", 2024] == {
        "town": "小榄镇",
        "year": 2024,
        "told": len(told),
        "most": told[-1],
        "half": told[(len(told) + 1) // 2 - 1],
        "nine": told[-(-len(told) * 9 // 10) - 1],
    }
    assert sum(row["matters"] for row in rates) == 24
    assert {row["quarter"] for row in rates} == {f"202{y}-Q{q}" for y in "45" for q in "1234"}
    for row in rates:
        assert row["rate"] == pytest.approx(row["late"] / row["matters"], abs=1e-4)


@pytest.mark.parametrize("name", QUESTIONS)
def test_what_is_counted_file_by_file_comes_to_the_same(two, name: str) -> None:
    folder, towns = two
    question = QUESTIONS[name]
    files = files_of(folder, question)

    apart = answered(question, [counted(question, [file], threads=1) for file in files])

    assert apart == asked(question, folder) != []
    assert set(apart[0]) == set(question.columns)
    if name == "records":
        assert sum(row["records"] for row in apart) == sum(
            len(page["items"])
            for town in towns.values()
            for page in pages(town.do, "export.events", town.office.log.size())
        )
