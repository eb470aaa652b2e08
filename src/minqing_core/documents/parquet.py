"""The rows for statistics of a town as Parquet files, one folder for each year."""

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from typing import Any

import attrs
from attrs import define, field, frozen

from minqing_core.application.listing import MOST
from minqing_core.documents.refusals import (
    FileUnwritableError,
    ParquetAbsentError,
    TownUnnamedError,
)
from minqing_core.kernel.periods import civil_date

try:
    import pyarrow as pa  # type: ignore[import-untyped]
    from pyarrow.parquet import ParquetWriter  # type: ignore[import-untyped]
except ImportError as error:
    raise ParquetAbsentError from error

Plain = Mapping[str, Any]
Ask = Callable[..., Any]
ROWS = 5_000
INSTANT, CODE = pa.timestamp("ms", tz="UTC"), pa.string()
WHERE = (("village", CODE), ("village_name", CODE), ("category", CODE), ("kind", CODE))
EVENTS = pa.schema(
    [
        ("position", pa.int64()),
        ("stream", pa.string()),
        ("version", pa.int32()),
        ("name", CODE),
        ("recorded_at", INSTANT),
        ("occurred_at", INSTANT),
        ("actor", CODE),
        ("matter", pa.string()),
        *WHERE,
    ]
)
MATTERS = pa.schema(
    [
        ("matter", pa.string()),
        ("position", pa.int64()),
        ("received", pa.date32()),
        *WHERE,
        ("channel", CODE),
        ("status", CODE),
        ("outcome", CODE),
        ("told_after", pa.int32()),
        ("answered", pa.bool_()),
        ("met", pa.int32()),
        ("met_late", pa.int32()),
        ("missed", pa.int32()),
        ("running", pa.int32()),
        ("due", pa.date32()),
        ("satisfied", pa.bool_()),
        ("merged", pa.bool_()),
    ]
)
UNFIT = re.compile(r"[\s/\\=:*?\"<>|]")


@frozen(kw_only=True)
class Exported:
    """What was written of a town: up to which position, how much, and where."""

    town: str
    position: int
    events: int
    matters: int
    bytes: int
    folder: str


@define
class Years:
    """The files of one table, one for each year, a few thousand rows of each held at a time."""

    _folder: Path
    _name: str
    _schema: pa.Schema
    _closing: ExitStack
    _writers: dict[int, ParquetWriter] = field(factory=dict)
    _waiting: dict[int, list[Plain]] = field(factory=dict)
    rows: int = 0

    def add(self, year: int, row: Plain) -> None:
        """Take a row of a year."""
        self.rows += 1
        waiting = self._waiting.setdefault(year, [])
        waiting.append(row)
        if len(waiting) >= ROWS:
            self._write(year)

    def finish(self) -> None:
        """Write what is still held."""
        for year in self._waiting:
            self._write(year)

    def _write(self, year: int) -> None:
        if year not in self._writers:
            path = self._folder / f"year={year}" / f"{self._name}.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            writer = ParquetWriter(path, self._schema, compression="zstd")
            self._writers[year] = self._closing.enter_context(writer)
        rows, self._waiting[year] = self._waiting[year], []
        self._writers[year].write_table(pa.Table.from_pylist(rows, self._schema))


def written(
    out: Path, ask: Ask, upto: int, *, progress: Callable[[int, int], None] = lambda *_: None
) -> dict[str, Any]:
    """Write the rows of a town up to a position into its folder, instead of what was there.

    *ask* has a use case done by its name, with plain values; no more than a page and some
    thousand rows are held, however long the record is.

    Raises:
        TownUnnamedError: the record names no town.
        FileUnwritableError: they cannot be written there.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        return attrs.asdict(_written(out, ask, upto, progress))
    except OSError as error:
        raise FileUnwritableError(path=out, why=error.strerror or error) from error


def _written(out: Path, ask: Ask, upto: int, progress: Callable[[int, int], None]) -> Exported:
    town = ask("export.matters", after=upto, upto=upto)["town"]
    if not town:
        raise TownUnnamedError
    folder = out / f"town={UNFIT.sub('_', town)}"
    new = out / f".{folder.name}"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    with ExitStack() as closing:
        events = Years(new, "events", EVENTS, closing)
        matters = Years(new, "matters", MATTERS, closing)
        for page in pages(ask, "export.events", upto):
            _add_events(events, page)
            progress(page["next"], 2 * upto)
        for page in pages(ask, "export.matters", upto):
            _add_matters(matters, page)
            progress(upto + page["next"], 2 * upto)
        events.finish()
        matters.finish()
    shutil.rmtree(folder, ignore_errors=True)
    new.rename(folder)
    return Exported(
        town=town,
        position=upto,
        events=events.rows,
        matters=matters.rows,
        bytes=sum(file.stat().st_size for file in folder.glob("*/*.parquet")),
        folder=str(folder),
    )


def pages(ask: Ask, use_case: str, upto: int, after: int = 0) -> Iterator[Any]:
    """Go through a reading page by page, from after a position up to another."""
    while after < upto:
        page = ask(use_case, after=after, upto=upto, limit=MOST)
        yield page
        after = page["next"]


def _add_events(events: Years, page: Plain) -> None:
    for row in page["items"]:
        recorded_at = datetime.fromisoformat(row["recorded_at"])
        occurred_at = datetime.fromisoformat(row["occurred_at"])
        dated = {**row, "recorded_at": recorded_at, "occurred_at": occurred_at}
        events.add(civil_date(recorded_at).year, dated)


def _add_matters(matters: Years, page: Plain) -> None:
    on = date.fromisoformat(page["on"])
    for row in page["items"]:
        received = date.fromisoformat(row["received"])
        unmet = [date.fromisoformat(due) for due in row["unmet"]]
        missed = sum(due < on for due in unmet)
        reckoned = {
            "received": received,
            "missed": missed,
            "running": len(unmet) - missed,
            "due": min(unmet, default=None),
        }
        matters.add(received.year, {**row, **reckoned})
