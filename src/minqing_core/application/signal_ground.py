"""Where signals are looked for: the tables and streams of now, or a prefix of the log."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from attrs import field, frozen

from minqing_core.application.listing import visible
from minqing_core.application.moments import Moment, When
from minqing_core.application.office import Office
from minqing_core.application.spans import cut
from minqing_core.application.tables import streams_then
from minqing_core.kernel.envelope import Act, Envelope
from minqing_core.kernel.ids import CaseId, StreamId
from minqing_core.kernel.periods import civil_date, quarter
from minqing_core.signals.copies import Text, texts_of
from minqing_core.signals.signal import Thresholds
from minqing_core.views import cases
from minqing_core.views.case_file import CaseFile
from minqing_core.views.case_rows import case_row
from minqing_core.views.likeness import tokens
from minqing_core.views.matching import selected
from minqing_core.views.passages import passages
from minqing_core.views.schema import BAND
from minqing_core.views.sealing import withheld
from minqing_core.views.tables import Query, Row, Value, Where

CANDIDATES = 60
Histories = Mapping[CaseId, Sequence[Envelope[Any]]]


@frozen(kw_only=True, eq=False)
class Ground:
    """The matters as they stand for one reader at one moment.

    For the present all is looked up; for the past the log is read once up to the moment.
    """

    office: Office
    act: Act
    when: When
    moment: Moment
    _texts: dict[CaseId, list[Text]] = field(factory=dict)

    def texts(self, case: CaseId, history: Sequence[Envelope[Any]] | None = None) -> list[Text]:
        """Return the texts of a matter as they are compared; each matter is read once."""
        if case not in self._texts:
            self._texts[case] = [*texts_of(case, history or self.history(case))]
        return self._texts[case]

    @cached_property
    def thresholds(self) -> Thresholds:
        """From what on something is pointed out, by the rules in force on the day."""
        usual = Thresholds()
        return Thresholds(
            backdated=self._amount("signal.backdated", usual.backdated),
            burst=self._amount("signal.burst", usual.burst),
            likeness=self._amount("signal.likeness", usual.likeness),
            other_share=self._amount("signal.other-share", usual.other_share),
        )

    def rows(self, query: Query) -> list[Row]:
        """Return the rows of matters that a query for this reader asks for."""
        if self.when.is_now:
            return self.office.views.rows(query)
        return selected(self._seen_then, query, "number")

    def count(self, query: Query, by: str) -> Mapping[Value, int]:
        """Count such rows by the values of a column."""
        if self.when.is_now:
            return self.office.views.count(query, by)
        counted: dict[Value, int] = defaultdict(int)
        for row in selected(self._seen_then, query, "number"):
            counted[row[by]] += 1
        return counted

    def history(self, case: CaseId) -> Sequence[Envelope[Any]]:
        """Return what had happened to a matter, without the identity of who is protected."""
        if self.when.is_now:
            return withheld(self.office.history(cases.stream_of(case)))
        return withheld(self._histories.get(case, []))

    def alike(self, wanted: Sequence[int], before: int) -> frozenset[CaseId]:
        """Return the earliest matters with a text before a position that has one of its tokens.

        Not all that might be: of a text that everybody copied the first few tell enough.
        """
        if not self.when.is_now:
            return frozenset(case for one in wanted for case in self._tokens.get(one, ()))
        found: dict[int, Value] = {}
        earlier = Where(column="position", test="<", value=before)
        for band, token in zip(BAND, wanted, strict=True):
            query = Query(
                table="passages",
                where=(Where(column=band, test="=", value=token), earlier),
                order="position",
                descending=False,
                limit=CANDIDATES,
            )
            rows = self.office.views.rows(query)
            found |= {int(row["position"] or 0): row["case"] for row in rows}
        return frozenset(CaseId(str(found[one])) for one in sorted(found)[:CANDIDATES])

    def showable(self, found: Iterable[CaseId]) -> Mapping[CaseId, bool]:
        """Return those of these matters that may be hinted at, and whether they may be named.

        Of a confidential matter that the reader may not see nothing is told at all (S12).
        """
        numbers = tuple(sorted(found))
        if not numbers:
            return {}
        seen = visible(self.office, self.act, [*numbers])
        which = (Where(column="number", test="in", value=numbers),)
        query = Query(table="cases", where=which, order="position", limit=len(numbers))
        rows = self.office.views.rows(query)
        return {
            CaseId(str(row["number"])): row["number"] in seen
            for row in rows
            if row["number"] in seen or not row["confidential"]
        }

    def reviews(self, file: CaseFile) -> list[Envelope[Any]]:
        """Return what was said in reviews of the diaries that a matter is in, since it began."""
        people = {*(holder.person for holder in file.holders), file.recorded_by}
        began = quarter(civil_date(file.recorded_at or self.moment.until))
        quarters = cut(began, quarter(self.moment.today), "quarter")
        streams = [
            StreamId(f"review/{person}-{period}")
            for person in sorted(filter(None, people))
            for period, _, _ in quarters
        ]
        found = (self.moment.saw(self.office.log.stream(stream)) for stream in streams)
        return sorted((e for part in found for e in part), key=lambda e: e.position)

    def _amount(self, code: str, usual: int) -> int:
        rule = self.office.programme(self.moment.position).rule(code, self.moment.today)
        return usual if rule is None or rule.value.amount is None else rule.value.amount

    @cached_property
    def _histories(self) -> Histories:
        found = streams_then(self.office, cases.PREFIX, self.moment)
        return {cases.case_of(stream): history for stream, history in found.items()}

    @cached_property
    def _seen_then(self) -> list[Row]:
        files = (cases.fold(case, history) for case, history in self._histories.items())
        rows = [case_row(file) for file in files if file.opened is not None]
        numbers = [str(row["number"]) for row in rows]
        seen = visible(self.office, self.act, numbers)
        return [row for row in rows if row["number"] in seen]

    @cached_property
    def _tokens(self) -> Mapping[int, set[CaseId]]:
        found: dict[int, set[CaseId]] = defaultdict(set)
        for case, history in self._histories.items():
            for passage in passages(history).values():
                for token in tokens(passage.text):
                    found[token].add(case)
        return found
