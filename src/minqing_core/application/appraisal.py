"""What is put on record of an appraisal sheet: drawn up, objected to, decided (S69, S70)."""

from collections.abc import Callable, Sequence
from datetime import datetime

from minqing_core.application.appraisal_figures import frame_at, reckoned, year_of
from minqing_core.application.appraisal_subjects import (
    Subject,
    entitled,
    interested,
    require_appraised,
    subject_named,
)
from minqing_core.application.catalogue import use_case
from minqing_core.application.moments import NOW
from minqing_core.application.office import Office
from minqing_core.application.on_case import at_once, in_person
from minqing_core.application.transact import Recorded, Request, transact
from minqing_core.appraisal import events
from minqing_core.appraisal.decisions import sheets
from minqing_core.appraisal.decisions.requirements import Whose, require_year
from minqing_core.appraisal.state import Sheets, fold
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.personal import Personal
from minqing_core.powers.rules import Power
from minqing_core.views import appraisals


@use_case("appraisal.draw", Power.APPRAISAL_DRAW, "S69", "S70", records=True)
def draw(office: Office, act: Act, subject: str, *, year: int) -> Recorded:
    """Draw up the appraisal sheet of a person or a party organisation, its figures frozen."""
    at_once(act, "制作考核表")
    in_person(act, "制作考核表")
    whom = _named(office, subject, year)
    require_appraised(office, whom, year_of(year))

    def decide(drawn: Sheets, at: datetime) -> list[events.SheetEvent]:
        frame = frame_at(office, year, NOW)
        found = reckoned(office, whom, frame)
        sheet = events.SheetFrozen(
            year=year,
            person=whom.person,
            unit=whom.unit,
            metrics=frame.metrics,
            on=frame.moment.today,
            upto=frame.moment.position,
            digest=found.digest,
            values=found.values,
        )
        whose = Whose(subject=whom.id, year=year)
        return sheets.draw(drawn, whose=whose, drawn=sheet, today=civil_date(at))

    return _on_sheet(office, act, Whose(subject=whom.id, year=year), ["appraisal.draw"], decide)


@use_case("appraisal.object", Power.APPRAISAL_OBJECT, "S70", records=True)
def object_(office: Office, act: Act, subject: str, *, year: int, text: Personal) -> Recorded:
    """Object to one's own sheet, or as the secretary to that of one's organisation."""
    at_once(act, "提出异议")
    whom = _named(office, subject, year)
    whose = Whose(subject=whom.id, year=year)
    by = act.on_behalf_of or act.actor

    def decide(drawn: Sheets, _: datetime) -> list[events.SheetEvent]:
        may = entitled(office, whom)
        return sheets.raise_objection(drawn, whose=whose, text=text, by=by, entitled=may)

    return _on_sheet(office, act, whose, ["appraisal.object", text], decide)


@use_case("appraisal.decide", Power.APPRAISAL_DECIDE, "S70", records=True)
def decide(
    office: Office, act: Act, subject: str, *, year: int, decided: events.ObjectionDecided
) -> Recorded:
    """Uphold an objection or not, for a reason; never by who has a part in it."""
    at_once(act, "答复异议")
    in_person(act, "答复异议")
    whom = _named(office, subject, year)
    whose = Whose(subject=whom.id, year=year)

    def on_sheets(drawn: Sheets, _: datetime) -> list[events.SheetEvent]:
        hands = _hands(office, whose, decided.objection)
        concerned = interested(office, whom, year_of(year)) | hands
        return sheets.decide(
            drawn, whose=whose, decided=decided, by=act.actor, concerned=concerned
        )

    return _on_sheet(office, act, whose, ["appraisal.decide", decided], on_sheets)


def _named(office: Office, subject: str, year: int) -> Subject:
    require_year(year)
    return subject_named(office, subject)


def _hands(office: Office, whose: Whose, number: int) -> frozenset[PersonId]:
    """Return who raised an objection, and who drew up the sheet that it is about."""
    file = appraisals.fold(office.log.stream(appraisals.sheet_stream(whose.subject, whose.year)))
    return frozenset[PersonId]().union(
        *(
            line.raised.hands | file.drawn[line.sheet - 1].hands
            for line in file.objections
            if line.raised.fact.objection == number
        )
    )


def _on_sheet(
    office: Office,
    act: Act,
    whose: Whose,
    asked: list[object],
    decide: Callable[[Sheets, datetime], list[events.SheetEvent]],
) -> Recorded:
    def on_history(history: Sequence[events.SheetEvent], at: datetime) -> list[events.SheetEvent]:
        return decide(fold(history), at)

    request = Request(
        act=act,
        stream=appraisals.sheet_stream(whose.subject, whose.year),
        asked=[*asked, whose],
        whole_log=True,
    )
    return transact(office, request, on_history)
