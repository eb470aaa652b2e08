"""What is taken along, as a file or into another system: noted once, with form and rows (S12)."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import attrs

from minqing_core.application.admission import note_exported
from minqing_core.application.catalogue import CATALOGUE
from minqing_core.application.office import Office
from minqing_core.kernel.envelope import Act


@attrs.define
class Export:
    """An export under way: the act by which its parts are asked for, and how many rows it has."""

    act: Act
    rows: int | None = None


@contextmanager
def exporting(
    office: Office, act: Act, name: str, given: Mapping[str, Any], form: str
) -> Iterator[Export]:
    """Note one export of a reading: when all of it was told, or some of it before it broke off."""
    export = Export(act=attrs.evolve(act, taking=form))
    try:
        yield export
    except BaseException:
        if export.rows:
            _note(office, act, name, given, f"{form}:{export.rows}")
        raise
    _note(office, act, name, given, form if export.rows is None else f"{form}:{export.rows}")


def _note(office: Office, act: Act, name: str, given: Mapping[str, Any], told: str) -> None:
    note_exported(office, act, CATALOGUE[name], given, told)


def rows_of(answered: Mapping[str, Any]) -> int | None:
    """Return how many rows an answer has; what is no list has none."""
    return len(answered["items"]) if "items" in answered else None
