"""A list as comma-separated text: what would be a formula in a sheet is kept text."""

import csv
import io
from collections.abc import Iterable, Mapping

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def csv_ledger(columns: Mapping[str, str], rows: Iterable[Mapping[str, str]]) -> str:
    """Return the rows under the headings of their columns."""
    kept = io.StringIO()
    writer = csv.writer(kept)
    writer.writerow(columns.values())
    writer.writerows([_cell(row[name]) for name in columns] for row in rows)
    return kept.getvalue()


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
