"""What is taken along, as a file or into another system: noted once, with form and rows (S12)."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import attrs

from minqing_core.application.admission import note_exported
from minqing_core.application.catalogue import CATALOGUE
from minqing_core.application.office import Office
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.refusals import RefusalError


@attrs.define
class Export:
    """An export under way: the act by which its parts are asked for, and how many rows it has."""

    act: Act
    rows: int | None = None


@contextmanager
def exporting(
    office: Office, act: Act, name: str, given: Mapping[str, Any], form: str
) -> Iterator[Export]:
    """Note one export of a reading, even if its way broke off; a refusal is noted as any other."""
    export, refused = Export(act=attrs.evolve(act, taking=form)), False
    try:
        yield export
    except RefusalError:
        refused = True
        raise
    finally:
        if not refused:
            told = form if export.rows is None else f"{form}:{export.rows}"
            note_exported(office, act, CATALOGUE[name], given, told)


def rows_of(answered: Mapping[str, Any]) -> int | None:
    """Return how many rows an answer has; what is no list has none."""
    return len(answered["items"]) if "items" in answered else None
