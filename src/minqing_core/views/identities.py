"""What tells who somebody is: the words that are kept out of what the public reads (S80)."""

import json
from collections.abc import Iterable, Iterator

from minqing_core.diary.events import Petitioner
from minqing_core.kernel.ids import UnitId
from minqing_core.kernel.personal import Personal
from minqing_core.publicity.events import Removed
from minqing_core.views.case_file import CaseFile
from minqing_core.views.tables import Put, Row

TABLE = "identities"
Telling = tuple[Removed, str]


def of_petitioners(petitioners: Iterable[Petitioner]) -> Iterator[Telling]:
    """Yield what tells who brought a matter."""
    for one in petitioners:
        yield from told(name=one.name, contact=one.contact, address=one.address)


def told(
    *,
    name: Personal | None = None,
    contact: Personal | None = None,
    address: Personal | None = None,
) -> Iterator[Telling]:
    """Yield those of these words that were given."""
    given = ((Removed.NAME, name), (Removed.CONTACT, contact), (Removed.ADDRESS, address))
    for removed, word in given:
        if word is not None and word.text.strip():
            yield removed, word.text.strip()


def of_case(file: CaseFile) -> Put:
    """Return what a matter puts into the table; nothing of petitioners that are sealed (S12)."""
    matter = None if file.sealed else file.matter
    found = () if matter is None else of_petitioners(matter.petitioners)
    units = {"unit": file.unit, "place": None if matter is None else matter.place}
    return put(f"case/{file.case}", found, position=file.position, **units)


def put(
    stream: str,
    found: Iterable[Telling],
    *,
    unit: UnitId | None,
    place: UnitId | None,
    position: int,
) -> Put:
    """Return a row with the words that a matter or a household gives away."""
    row: Row = {
        "stream": stream,
        "unit": unit,
        "place": place,
        "words": json.dumps([*found], ensure_ascii=False),
        "position": position,
    }
    return Put(table=TABLE, row=row)


def words_of(row: Row) -> Iterator[Telling]:
    """Yield the words that a row holds."""
    for removed, word in json.loads(str(row["words"])):
        yield Removed(removed), word
