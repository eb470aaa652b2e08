"""A list as comma-separated text: what would be a formula in a sheet is kept text."""

import csv
import io
from collections.abc import Iterable, Mapping

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def csv_ledger(columns: Mapping[str, str], rows: Iterable[Mapping[str, str]]) -> str:
    """Return the rows under the headings of their columns."""
    return csv_heading(columns) + csv_rows(columns, rows)


def csv_heading(columns: Mapping[str, str]) -> str:
    """Return the line that names the columns."""
    return _lines([columns.values()])


def csv_rows(columns: Mapping[str, str], rows: Iterable[Mapping[str, str]]) -> str:
    """Return the rows without a heading, to be put after others."""
    return _lines([_cell(row[name]) for name in columns] for row in rows)


def _lines(rows: Iterable[Iterable[str]]) -> str:
    kept = io.StringIO()
    csv.writer(kept).writerows(rows)
    return kept.getvalue()


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
