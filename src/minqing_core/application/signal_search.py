"""Which signals there are: of units first, then matter by matter, the latest first."""

from collections.abc import Iterator, Sequence
from datetime import date

import attrs
from attrs import frozen

from minqing_core.application.filtering import CaseFilter, CursorError, case_query
from minqing_core.application.listing import EVERYTHING, visible
from minqing_core.application.names import directory
from minqing_core.application.signal_ground import Ground
from minqing_core.application.spans import span, within
from minqing_core.kernel.ids import CaseId, PersonId, UnitId
from minqing_core.kernel.periods import Months, Week
from minqing_core.signals import others
from minqing_core.signals.bursts import burst, ending_on
from minqing_core.signals.copies import Text, closest, copied
from minqing_core.signals.matter import Record, of_matter
from minqing_core.signals.signal import CLAUSES, Signal
from minqing_core.views import cases
from minqing_core.views.bearing import AUTHORS, PERSON
from minqing_core.views.tables import Linked, Query, Row, Where

CHUNK, WORDS_OF = 100, 200
KINDS = tuple(CLAUSES)
OF_UNITS, OTHER = "other-share", "OTHER"


@frozen(kw_only=True)
class SignalFilter:
    """Which signals: every condition given must hold.

    ``unit`` takes in everything below it; ``person`` is whose writing they are about; ``period``
    is that in which the matters were written down.
    """

    kind: str | None = None
    unit: UnitId | None = None
    person: PersonId | None = None
    period: str | None = None


@frozen(kw_only=True)
class Place:
    """Where a page begins: after a signal, of a unit or of a matter."""

    kind: str
    subject: str
    tail: str

    @property
    def signal(self) -> str:
        """The signal itself."""
        return f"{self.kind}.{self.subject}.{self.tail}"


def place(written: str) -> Place | None:
    """Read the name of a signal; None when it is none."""
    kind, _, rest = written.partition(".")
    subject, _, tail = rest.partition(".")
    return Place(kind=kind, subject=subject, tail=tail) if kind in CLAUSES and tail else None


def search(ground: Ground, which: SignalFilter, after: Place | None) -> Iterator[Signal]:
    """Yield the signals asked for, from after a place on."""
    of_matter = after is not None and after.kind != OF_UNITS
    if not of_matter:
        for signal in of_units(ground, which):
            if after is None or signal.signal > after.signal:
                yield signal
    if which.kind != OF_UNITS:
        yield from _by_matter(ground, which, after if of_matter else None)


def _by_matter(ground: Ground, which: SignalFilter, start: Place | None) -> Iterator[Signal]:
    for rows in _chunks(ground, which, start):
        for signal in of_matters(ground, rows, which.kind):
            passed = start is not None and signal.case == start.subject and _is_by(signal, start)
            if not passed and which.person in {None, signal.person}:
                yield signal


def of_matters(ground: Ground, rows: Sequence[Row], kind: str | None) -> Iterator[Signal]:
    """Yield the signals about some matters, matter by matter in their order."""
    records = [_record(ground, CaseId(str(row["number"]))) for row in rows]
    found: dict[CaseId, list[Signal]] = {record.file.case: [] for record in records}
    for record in records:
        found[record.file.case] += of_matter(record, ground.thresholds)
    for row in rows:
        found[CaseId(str(row["number"]))] += _bursts(ground, row)
    if kind in {None, "near-duplicate"}:
        for signal in _copies(ground, records):
            found[CaseId(str(signal.case))].append(signal)
    for signals in found.values():
        for signal in sorted(signals, key=lambda one: _order(one.kind, one.signal)):
            if kind in {None, signal.kind}:
                yield signal


def of_units(ground: Ground, which: SignalFilter) -> Iterator[Signal]:
    """Yield which units file much under 其他, unit by unit (S17)."""
    if which.kind not in {None, OF_UNITS} or which.person is not None:
        return
    query = _query(ground, which)
    other = _with(query, Where(column="category", test="prefix", value=OTHER))
    filed, all_ = ground.count(other, "unit"), ground.count(query, "unit")
    for unit in sorted(map(str, filed), key=lambda unit: f"{unit}."):
        if others.is_much(filed[unit], all_[unit], ground.thresholds):
            yield others.other_share(_filed(ground, which, UnitId(unit), all_[unit]))


def one_query(ground: Ground, case: CaseId) -> Query:
    """Return the query for one matter, if the reader may see it."""
    return _with(_query(ground, SignalFilter()), Where(column="number", test="=", value=case))


def _query(ground: Ground, which: SignalFilter) -> Query:
    unit = CaseFilter(unit=which.unit)
    query = case_query(ground.office, ground.act, unit, ground.moment, limit=EVERYTHING)
    if which.period is None:
        return query
    period = span(which.period)
    return _with(query, *within("recorded_on", period, period))


def _with(query: Query, *where: Where) -> Query:
    return attrs.evolve(query, where=(*query.where, *where))


def _chunks(ground: Ground, which: SignalFilter, start: Place | None) -> Iterator[list[Row]]:
    query = attrs.evolve(_query(ground, which), limit=CHUNK)
    if start is not None:
        rows = ground.rows(one_query(ground, CaseId(start.subject)))
        if not rows:
            raise CursorError(cursor=start.signal)
        yield rows
        query = _after(query, rows)
    if which.person is not None:
        token = f"{PERSON}{which.person}"
        query = attrs.evolve(query, either=(Linked(link=AUTHORS, tokens=(token,)),))
    while rows := ground.rows(query):
        yield rows if which.person is None else _seen(ground, rows)
        query = _after(query, rows)


def _seen(ground: Ground, rows: Sequence[Row]) -> list[Row]:
    seen = visible(ground.office, ground.act, [str(row["number"]) for row in rows])
    return [row for row in rows if row["number"] in seen]


def _after(query: Query, rows: Sequence[Row]) -> Query:
    return attrs.evolve(query, after=(rows[-1]["position"], str(rows[-1]["number"])))


def _is_by(signal: Signal, start: Place) -> bool:
    return _order(signal.kind, signal.signal) <= _order(start.kind, start.signal)


def _order(kind: str, signal: str) -> tuple[int, str]:
    return KINDS.index(kind), signal


def _record(ground: Ground, case: CaseId) -> Record:
    history = ground.history(case)
    file = cases.fold(case, history)
    reviews = ground.reviews(file) if file.amendments else []
    return Record(file=file, history=history, reviews=reviews)


def _bursts(ground: Ground, row: Row) -> Iterator[Signal]:
    """Yield the bursts of which a matter was the last (S37)."""
    if row["source_system"] is not None:
        return
    for period in ending_on(date.fromisoformat(str(row["recorded_on"]))):
        found = burst(_entries(ground, str(row["recorder"]), period), period, ground.thresholds)
        if found is not None and found.case == row["number"]:
            yield found


def _entries(ground: Ground, recorder: str, period: Week | Months) -> list[Row]:
    where = (
        Where(column="recorder", test="=", value=recorder),
        Where(column="source_system", test="null"),
        *within("recorded_on", period, period),
    )
    query = _with(_query(ground, SignalFilter()), *where)
    return ground.rows(attrs.evolve(query, order="recorded_on"))


def _copies(ground: Ground, records: Sequence[Record]) -> Iterator[Signal]:
    """Yield the texts that are nearly the same as an earlier one (S37)."""
    texts = [t for record in records for t in ground.texts(record.file.case, record.history)]
    asked = {record.file.case: record for record in records}
    allowed = ground.showable(case for text in texts for case in _alike(ground, text))
    beside = [text for case in allowed if case not in asked for text in ground.texts(case)]
    names = directory(ground.office)
    for found in closest(texts, beside, ground.thresholds.likeness):
        told = allowed.get(found.earlier.case, True)
        yield copied(found, asked[found.later.case].file.unit, names, told=told)


def _alike(ground: Ground, text: Text) -> frozenset[CaseId]:
    return ground.alike(text.tokens, text.position) if text.tokens else frozenset()


def _filed(ground: Ground, which: SignalFilter, unit: UnitId, matters: int) -> others.Filed:
    query = _with(_query(ground, which), Where(column="unit", test="=", value=unit))
    rows = ground.rows(attrs.evolve(query, limit=WORDS_OF * 5))
    other = [row for row in rows if str(row["category"]).startswith(OTHER)]
    programme = ground.office.programme(ground.moment.position)
    return others.Filed(
        unit=unit,
        unit_name=directory(ground.office)(unit),
        period="all" if which.period is None else str(span(which.period)),
        matters=matters,
        others=[(row, _words(ground, row)) for row in other[:WORDS_OF]],
        elsewhere=[str(row["title"]) for row in rows if row not in other],
        known=programme.categories,
        on=ground.moment.today,
    )


def _words(ground: Ground, row: Row) -> str:
    file = cases.fold(CaseId(str(row["number"])), ground.history(CaseId(str(row["number"]))))
    matter = file.matter
    return "" if matter is None else f"{matter.title}。{matter.text}"
