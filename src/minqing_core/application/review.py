"""What cadres and their leaders put on record of a diary of a quarter (S41, S42, S53–S58)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from attrs import field, frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.custody import written_in
from minqing_core.application.moments import NOW, found
from minqing_core.application.office import Office
from minqing_core.application.on_case import at_once, in_person
from minqing_core.application.people import require_staying
from minqing_core.application.review_entries import (
    Look,
    entries_counted,
    lateness,
    reading_at,
)
from minqing_core.application.review_matrix import matrix_at, quarter_named, quarter_of
from minqing_core.application.tables import settled
from minqing_core.application.transact import Recorded, Request, transact
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId, StreamId
from minqing_core.kernel.periods import Months, civil_date
from minqing_core.kernel.personal import Personal
from minqing_core.powers.rules import Power
from minqing_core.review import events
from minqing_core.review.decisions import assessing, refusals, reviewing
from minqing_core.review.decisions.requirements import Named, Quarter
from minqing_core.review.decisions.reviewing import Opinion, Reading, Return
from minqing_core.review.state import Diary, fold
from minqing_core.views.figures import figures
from minqing_core.views.reviews import review_stream


@frozen(kw_only=True)
class Reflection:
    """What a cadre writes of their own diary （心得体会）, by default in the book in use."""

    text: Personal
    book: str | None = None


@frozen(kw_only=True)
class Whose:
    """Whose diary of which quarter, and what its book was read from."""

    person: PersonId
    period: Months
    relies_on: Mapping[StreamId, int] = field(factory=dict)


@use_case("review.assess", Power.REVIEW_WRITE, "S41", "S42", records=True)
def assess(office: Office, act: Act, *, period: str, reflection: Reflection) -> Recorded:
    """Assess one's own diary of a quarter, in person; the numbers are counted from the log."""
    in_person(act, "自评")
    at_once(act, "自评")
    person, named = act.actor, quarter_named(period)
    require_staying(office, person)
    entered = written_in(office, person, reflection.book)

    def decide(diary: Diary, quarter: Quarter, at: datetime) -> list[events.Event]:
        look = Look(period=named, when=NOW, moment=settled(office, NOW))
        assessed = events.SelfAssessed(
            person=person,
            period=str(named),
            counts=_counts(office, person, look),
            upto=look.moment.position,
            text=reflection.text,
            book=entered.book,
        )
        return assessing.assess(diary, quarter=quarter, assessed=assessed, today=civil_date(at))

    asked = ["review.assess", str(named), reflection]
    whose = Whose(person=person, period=named, relies_on=entered.relies_on)
    return _on_diary(office, act, whose, asked, decide)


@use_case(
    "review.record",
    Power.REVIEW_WRITE,
    *("S36", "S37", "S38", "S53", "S54", "S55", "S56", "S57", "S58"),
    records=True,
)
def record(
    office: Office,
    act: Act,
    person: PersonId,
    period: str,
    *,
    opinion: Opinion,
    upto: int | None = None,
) -> Recorded:
    """Review a cadre's diary of a quarter, as far as it was written at a position."""
    in_person(act, "审阅")
    at_once(act, "审阅")
    require_staying(office, act.actor)
    whose = Whose(person=person, period=quarter_named(period))

    def decide(diary: Diary, quarter: Quarter, at: datetime) -> list[events.Event]:
        return reviewing.review(
            diary,
            quarter=quarter,
            written=opinion,
            reading=_reading(office, act.actor, quarter, upto),
            by=act.actor,
            named=_named(office, quarter),
            today=civil_date(at),
        )

    asked = ["review.record", person, str(whose.period), opinion, upto]
    return _on_diary(office, act, whose, asked, decide)


@use_case("review.return", Power.REVIEW_WRITE, "S33", "S53", records=True)
def return_(
    office: Office, act: Act, person: PersonId, period: str, *, review: int, returned: Return
) -> Recorded:
    """Send entries that one reviewed back to be completed by a day."""
    in_person(act, "退回补充")
    at_once(act, "退回补充")
    require_staying(office, person)
    whose = Whose(person=person, period=quarter_named(period))

    def decide(diary: Diary, quarter: Quarter, at: datetime) -> list[events.Event]:
        return reviewing.send_back(
            diary,
            quarter=quarter,
            number=review,
            returned=returned,
            by=act.actor,
            named=_named(office, quarter),
            today=civil_date(at),
        )

    asked = ["review.return", person, str(whose.period), review, returned]
    return _on_diary(office, act, whose, asked, decide)


@use_case("review.complete", Power.REVIEW_WRITE, "S33", "S53", records=True)
def complete(
    office: Office,
    act: Act,
    person: PersonId,
    period: str,
    *,
    reported: events.CompletionReported,
) -> Recorded:
    """Say in person what one completed of what a review sent back."""
    in_person(act, "报告补充情况")
    at_once(act, "报告补充情况")
    whose = Whose(person=person, period=quarter_named(period))

    def decide(diary: Diary, quarter: Quarter, _: datetime) -> list[events.Event]:
        return assessing.report_completion(diary, quarter=quarter, reported=reported, by=act.actor)

    asked = ["review.complete", person, str(whose.period), reported]
    return _on_diary(office, act, whose, asked, decide)


@use_case("review.accept", Power.REVIEW_WRITE, "S33", "S53", records=True)
def accept(
    office: Office,
    act: Act,
    person: PersonId,
    period: str,
    *,
    accepted: events.CompletionAccepted,
) -> Recorded:
    """Be content with what was completed."""
    in_person(act, "认可补充")
    at_once(act, "认可补充")
    whose = Whose(person=person, period=quarter_named(period))

    def decide(diary: Diary, quarter: Quarter, _: datetime) -> list[events.Event]:
        named = _named(office, quarter)
        return reviewing.accept(
            diary, quarter=quarter, accepted=accepted, by=act.actor, named=named
        )

    asked = ["review.accept", person, str(whose.period), accepted]
    return _on_diary(office, act, whose, asked, decide)


@use_case("review.reply", Power.REVIEW_WRITE, "S53", records=True)
def reply(
    office: Office, act: Act, person: PersonId, period: str, *, answered: events.ReviewAnswered
) -> Recorded:
    """Answer in person a review of one's own diary."""
    in_person(act, "回应审阅意见")
    at_once(act, "回应审阅意见")
    whose = Whose(person=person, period=quarter_named(period))

    def decide(diary: Diary, quarter: Quarter, _: datetime) -> list[events.Event]:
        return assessing.answer(diary, quarter=quarter, answered=answered, by=act.actor)

    asked = ["review.reply", person, str(whose.period), answered]
    return _on_diary(office, act, whose, asked, decide)


def _on_diary(
    office: Office,
    act: Act,
    whose: Whose,
    asked: object,
    decide: Callable[[Diary, Quarter, datetime], list[events.Event]],
) -> Recorded:
    """Record what a decision makes of a diary, the roster and the entries as they stand."""

    def on_history(history: Sequence[events.Event], at: datetime) -> list[events.Event]:
        quarter = quarter_of(office, whose.person, whose.period)
        return decide(fold(history), quarter, at)

    request = Request(
        act=act,
        stream=review_stream(whose.person, whose.period),
        asked=asked,
        relies_on=whose.relies_on,
        whole_log=True,
    )
    return transact(office, request, on_history)


def _counts(office: Office, person: PersonId, look: Look) -> tuple[events.Counted, ...]:
    rows = entries_counted(office, [person], look)[person]
    counted = figures(rows, look.period, lateness(office, look.moment))
    return tuple(events.Counted(metric=metric, value=n) for metric, n in counted.items())


def _named(office: Office, quarter: Quarter) -> Named:
    return matrix_at(office, found(office, NOW), quarter.period).named(quarter.person)


def _reading(office: Office, reader: PersonId, quarter: Quarter, upto: int | None) -> Reading:
    moment = settled(office, NOW)
    if upto is not None and not 1 <= upto <= moment.position:
        raise refusals.PositionAheadError(upto=upto, size=moment.position)
    return reading_at(office, reader, quarter, upto=upto or moment.position, moment=moment)
