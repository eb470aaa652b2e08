"""Each field of a matter with who set it, when, and by which record (S25, S35)."""

from collections.abc import Iterator
from datetime import datetime

from attrs import frozen

from minqing_core.diary import events
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.personal import Personal
from minqing_core.replay.sources import Source, Sources
from minqing_core.views.case_file import CaseFile

RECORDED = (
    *("title", "text", "kind", "channel", "category", "category_label", "place"),
    *("urgency", "learned_at", "occurred_on"),
)
STATUS = (
    *(events.CaseConcluded, events.CaseReopened, events.ClockParked, events.ClockResumed),
    *(events.SolutionDeferred, events.LookedAgain),
)


@frozen(kw_only=True)
class Set:
    """A field as it stands, who set it so and by which record; ``before`` what it had been.

    ``field`` is that of the matter, or ``status``, ``owner``, ``leader``, or a measure by number.
    """

    field: str
    value: str
    before: str | None
    by: PersonId
    on_behalf_of: PersonId | None
    source: Source


def blame(file: CaseFile, sources: Sources) -> Iterator[Set]:
    """Yield the fields of a matter, each with the record that last set it."""
    yield from _of_matter(file, sources)
    yield from _of_course(file, sources)


def _of_matter(file: CaseFile, sources: Sources) -> Iterator[Set]:
    opened = file.opened
    assert opened is not None  # noqa: S101 - only what is on record is read
    amended = {line.field: line for line in file.amendments if line.amended == 1}
    for field in RECORDED:
        value = opened.urgency if field == "urgency" else getattr(opened.matter, field)
        line = amended.get(field)
        if line is not None:
            source = sources[line.version]
            yield _set(field, value, line.by, source, before=line.before)
        elif value is not None:
            first = sources[1]
            yield _set(field, value, first.actor, first, behalf=file.on_behalf_of)


def _of_course(file: CaseFile, sources: Sources) -> Iterator[Set]:
    turns = [said for said in file.said if isinstance(said.fact, STATUS)]
    last = sources[turns[-1].version if turns else 1]
    behalf = turns[-1].on_behalf_of if turns else file.on_behalf_of
    yield _set("status", file.status, last.actor, last, behalf=behalf)
    *earlier, holder = file.holders
    given = sources[holder.version]
    before = earlier[-1].person if earlier else None
    yield _set("owner", holder.person, given.actor, given, before=before)
    led = [s for s in file.said if isinstance(s.fact, events.LeaderAssigned)]
    if file.leader is not None:
        yield _set("leader", file.leader, led[-1].by, sources[led[-1].version])
    yield from _of_measures(file, sources)


def _of_measures(file: CaseFile, sources: Sources) -> Iterator[Set]:
    for line in file.measures:
        turned = [
            said for said in file.said if getattr(said.fact, "measure", None) == line.measure
        ]
        last = turned[-1]
        state = "open" if line.is_open else "done" if line.done_on else "dropped"
        source = sources[last.version]
        yield _set(f"measure.{line.measure}", state, last.by, source, behalf=last.on_behalf_of)


def _set(
    field: str,
    value: object,
    by: PersonId,
    source: Source,
    *,
    before: str | None = None,
    behalf: PersonId | None = None,
) -> Set:
    return Set(
        field=field,
        value=_text(value),
        before=before,
        by=by,
        on_behalf_of=behalf,
        source=source,
    )


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return value.text if isinstance(value, Personal) else str(value)
