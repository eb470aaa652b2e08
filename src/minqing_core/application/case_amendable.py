"""What of a matter can be corrected, and as it now is (S35)."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import attrs
from attrs import frozen

from minqing_core.diary.events import MatterRecorded
from minqing_core.diary.state import FACTS
from minqing_core.kernel.personal import Personal
from minqing_core.views.case_file import CaseFile


@frozen(kw_only=True)
class AmendablePart:
    """Something that can be corrected: in which record, of which kind, and as it now is."""

    version: int
    kind: str
    field: str
    value: str


def amendable(file: CaseFile, opened: MatterRecorded) -> Iterator[AmendablePart]:
    """Go through what can be corrected; the category is changed otherwise, not as a slip."""
    matter = opened.matter
    facts = {name: getattr(matter, name) for name in FACTS if name != "category"}
    first = {**_words(matter), **facts, "urgency": opened.urgency}
    yield from _parts(1, opened, first)
    for said in file.said:
        yield from _parts(said.version, said.fact, _words(said.fact))


def _parts(version: int, of: object, values: Mapping[str, object]) -> Iterator[AmendablePart]:
    for name, value in values.items():
        yield AmendablePart(
            version=version,
            kind=type(of).__name__,
            field=name,
            value=value.isoformat() if isinstance(value, date) else str(value or ""),
        )


def _words(fact: Any) -> dict[str, Personal]:  # noqa: ANN401 - whatever was said
    named = {one.name: getattr(fact, one.name) for one in attrs.fields(type(fact))}
    return {name: value for name, value in named.items() if isinstance(value, Personal)}
