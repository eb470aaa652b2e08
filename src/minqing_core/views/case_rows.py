"""What a matter puts into the tables: its row, its orders, how it changed hands."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from minqing_core.diary import events as diary
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.refusals import DamagedRecordError
from minqing_core.kernel.text import words
from minqing_core.views import answers, cases, holding, holding_rows, identities
from minqing_core.views.bearing import AUTHORS, PERSON, linked
from minqing_core.views.case_file import CaseFile, Status
from minqing_core.views.case_tables import BOUND, MARKS, OWING, marked
from minqing_core.views.completeness import complete
from minqing_core.views.course import closures, links
from minqing_core.views.holding import OrderState, TaskState
from minqing_core.views.tables import Change, Put, Row, Where, Words

WAITING = frozenset({TaskState.ASKED, TaskState.ACCEPTED})
FOREVER = "9999-12-31"
NAMING_DAYS = ("due", "object_by", "follow_up", "next_look", "until")
OUTLASTING = ("awaiting", "reports_open", "tasks_open", "orders_open")
LIVING: Row = {"household": None, "visit": None, "members": None}
# The second follows from the first, and leads past all that ended along an index.
STILL_OPEN = (
    Where(column="status", test="<>", value=Status.CONCLUDED),
    Where(column=BOUND, test="=", value=FOREVER),
)
# True of all matters, and leads to those of some days along an index.
OF_ANY_STATUS = Where(column="status", test="in", value=tuple(Status))


class UnopenedError(DamagedRecordError):
    """The stream of a matter does not begin with its recording."""

    def __str__(self) -> str:
        return f"{self.args[0]} 缺少开头的记录"


def case_row(file: CaseFile) -> Row:
    """Return the row of a matter."""
    opened = file.opened
    if opened is None:
        raise UnopenedError(file.case)
    matter, source, covered = opened.matter, opened.matter.source, file.covered_until
    since = file.since or civil_date(matter.learned_at)
    stands = {**_course(file), **_holding(file)}
    return {
        "number": file.case,
        "title": matter.title.text,
        "status": file.status,
        "kind": matter.kind,
        "channel": matter.channel,
        "category": matter.category,
        "place": matter.place,
        "unit": file.unit,
        "owner": file.owner,
        "recorder": file.recorded_by,
        "diary_of": opened.owner,
        "entered_on": _day(file.opened_at),
        "urgency": opened.urgency,
        "outcome": None if file.conclusion is None else file.conclusion.outcome,
        "learned_on": _day(matter.learned_at),
        "recorded_on": _day(file.recorded_at),
        "kept_until": (covered or since).isoformat(),
        "opinion_on": _answered_on(file, diary.Stage.OPINION),
        "result_on": _answered_on(file, diary.Stage.RESULT),
        "source_system": None if source is None else source.system,
        "source_number": None if source is None else source.number,
        "last_on": _day(file.last_at),
        "book": opened.book,
        **LIVING,
        **({} if file.sealed else _living(matter)),
        "position": file.position,
        "version": file.version,
        "confidential": int(file.confidential),
        "sealed": int(file.sealed),
        "since": since.isoformat(),
        **stands,
        **_marks(file, stands),
        **answers.row(file, civil_date(matter.learned_at)),
    }


def _marks(file: CaseFile, stands: Row) -> Row:
    """Return what is set where something is so: in what ended, what others were asked outlasts it.

    Whatever the rules and the roster say, nothing is owed where it is not marked that it may be.
    """
    owing = not answers.settled(file) or any(stands[column] for column in OUTLASTING)
    marks = {marked(flag): stands[column] for flag, column in MARKS.items()} | {OWING: owing}
    return {column: 1 if is_so else None for column, is_so in marks.items()}


def _course(file: CaseFile) -> Row:
    bound = links(file)
    return {
        "parked_until": None if file.parking is None else file.parking.until.isoformat(),
        "merged_into": bound.merged_into,
        "duplicate_of": bound.duplicate_of,
        "complete": complete(file),
        "closures": len(closures(file)),
        BOUND: bound_until(file),
        "disputed": int(file.disputed),
        "dissatisfied": int(file.dissatisfied),
    }


def bound_until(file: CaseFile) -> str:
    """Return the last day that was ever named in a matter that has ended; no end before that."""
    if file.status is not Status.CONCLUDED:
        return FOREVER
    named = (getattr(said.fact, name, None) for said in file.said for name in NAMING_DAYS)
    days = [_day(file.last_at) or FOREVER, *(str(day) for day in named if day is not None)]
    return max(days)


def changes(file: CaseFile) -> Iterator[Change]:
    """Yield the rows that a matter puts into the tables."""
    links_ = {**linked(file.bearing), AUTHORS: _authors(file)}
    yield Put(table="cases", row=case_row(file), links=links_)
    yield from holding_rows.changes(file)
    yield from answers.endings(file)
    yield identities.of_case(file)
    for person in file.accused:
        yield Put(table="accused", row={"person": person, "position": file.position})


def _authors(file: CaseFile) -> frozenset[str]:
    """Return the tokens of all who wrote in a matter, and of those they wrote for."""
    wrote = {file.recorded_by, file.on_behalf_of}
    wrote |= {person for said in file.said for person in (said.by, said.on_behalf_of)}
    return frozenset(f"{PERSON}{person}" for person in wrote if person is not None)


def _holding(file: CaseFile) -> Row:
    awaited, said = holding.awaited(file.said), file.said
    return {
        "awaiting": None if awaited is None else awaited.to or awaited.unit,
        "handoffs": file.handoffs,
        "returns": holding.returns(said),
        "reports_open": sum(r.acknowledged_on is None for r in holding.reports(said)),
        "tasks_open": sum(t.state in WAITING for t in holding.tasks(said)),
        "orders_open": sum(o.state is not OrderState.CLOSED for o in holding.orders(said)),
    }


def _answered_on(file: CaseFile, stage: diary.Stage) -> str | None:
    said = file.answered(stage)
    return None if said is None else _day(said.at)


def _living(matter: diary.Matter) -> Row:
    members = [str(p.member) for p in matter.petitioners if p.member is not None]
    named = "、".join(members) or None
    return {"household": matter.household, "visit": matter.visit, "members": named}


def _day(instant: datetime | None) -> str | None:
    return None if instant is None else civil_date(instant).isoformat()


def found_by(envelope: Envelope[Any]) -> Iterator[Change]:
    """Yield the words by which an event lets its matter be found."""
    found = words(" \n ".join(cases.personal_texts(envelope.event)))
    if found:
        yield Words(
            table="cases",
            key=cases.case_of(envelope.stream),
            position=envelope.position,
            words=found,
        )
