"""What in the record of one matter gives reason to ask (S28, S30, S31, S36, S37)."""

from collections.abc import Iterator, Sequence
from typing import Any

from attrs import frozen

from minqing_core.diary import events
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.periods import civil_date
from minqing_core.review import events as review
from minqing_core.signals.hints import FORMED, hints
from minqing_core.signals.signal import Signal, Thresholds, about_matter
from minqing_core.views.case_file import CaseFile, Status
from minqing_core.views.course import links
from minqing_core.views.labels import label

IMPORTED = "import:"
CONTENT = frozenset({events.Response.SATISFIED, events.Response.ACCEPTED})
AMENDING = (events.TextAmended, events.FactAmended, events.Recategorised)
TOLD = (events.Form.NARRATIVE, events.Form.ANALYSIS)
SETTLED = frozenset({Status.CONCLUDED, Status.DEFERRED})


@frozen(kw_only=True)
class Record:
    """A matter: as it now stands, event by event, and the reviews of its handlers' diaries."""

    file: CaseFile
    history: Sequence[Envelope[Any]]
    reviews: Sequence[Envelope[Any]] = ()

    def envelope(self, version: int) -> Envelope[Any]:
        """Return one of its events."""
        return next(envelope for envelope in self.history if envelope.version == version)

    def signal(
        self, kind: str, text: str, *compared: Envelope[Any], person: PersonId | None = None
    ) -> Signal:
        """Return a signal about it, and about whose writing."""
        case, unit = self.file.case, self.file.unit
        return about_matter(kind, case, unit, text, *compared, person=person)

    def each(self, *kinds: type[Any]) -> Iterator[Envelope[Any]]:
        """Yield its events of some kinds, in the order in which they were recorded."""
        return (envelope for envelope in self.history if isinstance(envelope.event, kinds))


def of_matter(record: Record, thresholds: Thresholds) -> Iterator[Signal]:
    """Yield what the record of a matter, taken by itself, gives reason to ask about."""
    yield from _wording(record)
    yield from _forms(record)
    yield from _backdated(record, thresholds)
    yield from _edited(record)
    yield from _denied(record)
    yield from _self_rated(record)


def _wording(record: Record) -> Iterator[Signal]:
    """Yield the hints in its words: several matters, thin or stock phrases (S30, S36)."""
    imported = record.file.matter is not None and record.file.matter.source is not None
    for hint in hints(record.file):
        if hint.hint != "forms" and not (imported and hint.version == 1):
            yield record.signal(hint.hint, hint.text, record.envelope(hint.version))


def _forms(record: Record) -> Iterator[Signal]:
    """Yield that a matter was settled without any narrative or analysis of it (S31)."""
    file = record.file
    if file.status not in SETTLED or links(file).merged_into is not None:
        return
    formed = list(record.each(*FORMED))
    if not any(envelope.event.form in TOLD for envelope in formed):
        told = "只有评议" if formed else "没有一段文字"
        text = f"办理过程{told}，既没有叙述也没有分析，看不出怎样办的"
        last = record.envelope(max(said.version for said in file.said))
        yield record.signal("forms", text, *formed, last, person=file.owner)


def _backdated(record: Record, thresholds: Thresholds) -> Iterator[Signal]:
    """Yield what is said to have happened long before it was recorded (S37)."""
    for envelope in record.history:
        if (envelope.key or "").startswith(IMPORTED):
            continue
        event, happened = envelope.event, envelope.occurred_at
        if isinstance(event, events.MatterRecorded):
            happened = min(happened, event.matter.learned_at)
        on, recorded_on = civil_date(happened), civil_date(envelope.recorded_at)
        days = (recorded_on - on).days
        if days > thresholds.backdated:
            text = (
                f"第 {envelope.version} 步所记之事发生于 {on}，到 {recorded_on} 才记录，"
                f"相隔 {days} 天"
            )
            yield record.signal("backdated", text, envelope)


def _edited(record: Record) -> Iterator[Signal]:
    """Yield corrections of what a leader had already read, unless the leader asked (S37)."""
    read = [e for e in record.reviews if isinstance(e.event, review.DiaryReviewed)]
    returned = [e for e in record.reviews if _returned(e, record.file)]
    for envelope in record.each(*AMENDING):
        version = getattr(envelope.event, "version", 1)
        before = [r for r in read if r.position < envelope.position]
        covering = [r for r in before if _covers(r.event, record.file, version)]
        asked = any(_answers(envelope, one) for one in returned)
        if covering and not asked:
            text = (
                f"第 {version} 步已于 {civil_date(covering[-1].recorded_at)} 经领导审阅，"
                f"第 {envelope.version} 步又于 {civil_date(envelope.recorded_at)} 作了更正"
            )
            compared = (record.envelope(version), covering[-1], envelope)
            yield record.signal("edited-after-review", text, *compared)


def _covers(reviewed: review.DiaryReviewed, file: CaseFile, version: int) -> bool:
    return any(e.case == file.case and e.version >= version for e in reviewed.entries)


def _returned(envelope: Envelope[Any], file: CaseFile) -> bool:
    event = envelope.event
    return isinstance(event, review.ReturnedForCompletion) and (
        not event.cases or file.case in event.cases
    )


def _answers(amended: Envelope[Any], returned: Envelope[Any]) -> bool:
    asked_before = returned.position < amended.position
    return asked_before and civil_date(amended.recorded_at) <= returned.event.due


def _denied(record: Record) -> Iterator[Signal]:
    """Yield a revisit or a dispute that does not agree with the feedback on record (S37)."""
    for envelope in record.each(events.Revisited, events.OutcomeDisputed):
        told = [e for e in record.each(events.FeedbackGiven) if e.position < envelope.position]
        text = _denial(told[-1].event.response, envelope.event) if told else None
        if text is not None:
            said = f"第 {told[-1].version} 步记为已反馈，"
            compared = (told[-1], envelope)
            whose = author(told[-1])
            yield record.signal("feedback-denied", f"{said}{text}", *compared, person=whose)


def author(envelope: Envelope[Any]) -> PersonId:
    """Return whose an event is: of whom it was recorded for, or else of who recorded it."""
    return envelope.on_behalf_of or envelope.actor


def _denial(claimed: events.Response, said: Any) -> str | None:  # noqa: ANN401 - one of two
    content, claim = claimed in CONTENT, f"群众「{label('response', claimed)}」"
    if isinstance(said, events.OutcomeDisputed):
        return f"{claim}；群众其后提出异议" if content else None
    if not said.as_told:
        return "回访时群众说与所记不符"
    if content and said.response is events.Response.DISSATISFIED:
        return f"{claim}；回访时群众「{label('response', said.response)}」"
    return None


def _self_rated(record: Record) -> Iterator[Signal]:
    """Yield that a matter ended on a satisfaction that only its own handler wrote down (S28)."""
    file = record.file
    if file.status is not Status.CONCLUDED or [*record.each(events.Revisited)]:
        return
    hands = frozenset(holder.person for holder in file.holders)
    rated = [e for e in record.each(events.FeedbackGiven) if e.event.response in CONTENT]
    own = [e for e in rated if author(e) in hands]
    if own and len(own) == len(rated):
        claim = label("response", own[-1].event.response)
        text = f"群众「{claim}」是承办人本人所记，办结后还没有别人回访核实"
        yield record.signal("self-rated", text, own[-1])
