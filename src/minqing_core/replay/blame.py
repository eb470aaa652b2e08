"""Each field of a matter with who set it, when, and by which record (S25, S35)."""

from collections.abc import Iterator
from datetime import datetime

from attrs import frozen

from minqing_core.diary import events
from minqing_core.kernel.ids import PersonId
from minqing_core.replay.elsewhere import History
from minqing_core.replay.sources import Source, source
from minqing_core.replay.turns import turned_by
from minqing_core.views.case_file import CaseFile

RECORDED = (
    *("title", "text", "kind", "channel", "category", "category_label", "place"),
    *("urgency", "learned_at", "occurred_on"),
)


@frozen(kw_only=True)
class Set:
    """A field as it stands, who set it so and by which record; ``before`` what it had been.

    ``field`` is that of the matter, or ``status``, ``owner``, ``leader``, or a measure by number;
    of a field that was emptied ``value`` is empty.
    """

    field: str
    value: str
    before: str | None
    by: PersonId
    on_behalf_of: PersonId | None
    source: Source


@frozen
class _Stands:
    """A field, its value, and the version of the record that set it so."""

    field: str
    value: object
    version: int
    before: str | None = None


def blame(file: CaseFile, history: History) -> Iterator[Set]:
    """Yield the fields of a matter, each with the record that last set it."""
    records = {envelope.version: envelope for envelope in history}
    for one in (*_of_matter(file), *_of_course(file), *_of_measures(file)):
        record = records[one.version]
        yield Set(
            field=one.field,
            value=_text(one.value),
            before=one.before,
            by=record.actor,
            on_behalf_of=record.on_behalf_of,
            source=source(record),
        )


def _of_matter(file: CaseFile) -> Iterator[_Stands]:
    opened = file.opened
    assert opened is not None  # noqa: S101 - only what is on record is read
    amended = {line.field: line for line in file.amendments if line.amended == 1}
    for field in RECORDED:
        value = opened.urgency if field == "urgency" else getattr(opened.matter, field)
        line = amended.get(field)
        if line is not None:
            yield _Stands(field, value, line.version, line.before)
        elif value is not None:
            yield _Stands(field, value, 1)


def _of_course(file: CaseFile) -> Iterator[_Stands]:
    yield _Stands("status", file.status, turned_by(file))
    *earlier, holder = file.holders
    before = earlier[-1].person if earlier else None
    yield _Stands("owner", holder.person, holder.version, before)
    led = [s.version for s in file.said if isinstance(s.fact, events.LeaderAssigned)]
    if file.leader is not None:
        yield _Stands("leader", file.leader, led[-1])


def _of_measures(file: CaseFile) -> Iterator[_Stands]:
    for line in file.measures:
        turned = [
            said.version
            for said in file.said
            if getattr(said.fact, "measure", None) == line.measure
        ]
        state = "open" if line.is_open else "done" if line.done_on else "dropped"
        yield _Stands(f"measure.{line.measure}", state, turned[-1])


def _text(value: object) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, datetime) else str(value)
