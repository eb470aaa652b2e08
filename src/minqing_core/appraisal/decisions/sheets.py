"""What is decided of an appraisal sheet: drawn up, objected to, judged by somebody else."""

from collections.abc import Collection
from datetime import date

from minqing_core.appraisal import events
from minqing_core.appraisal.decisions import refusals
from minqing_core.appraisal.decisions.requirements import (
    Whose,
    require_words,
    require_year_end,
)
from minqing_core.appraisal.state import Objection, Sheets
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.personal import Personal

UPHELD = {True: "成立", False: "不成立"}


def draw(
    sheets: Sheets, *, whose: Whose, drawn: events.SheetFrozen, today: date
) -> list[events.SheetEvent]:
    """Draw up the sheet of a year; anew after an objection was upheld, or for its rest (S69, S70).

    What was drawn up before the year was over is drawn up once more after it. The earlier sheet
    stays. The same figures again record nothing.
    """
    require_year_end(whose.year, today, "制作考核表")
    if not sheets.drawn:
        return [drawn]
    _require_decided(sheets, whose, "重新制作")
    if any(one.upheld for one in sheets.current.values()):
        return [drawn]
    last = sheets.drawn[-1]
    if (last.metrics, last.values) == (drawn.metrics, drawn.values):
        return []
    if last.on is not None and last.on.year == whose.year < today.year:
        return [drawn]
    raise refusals.SheetStandsError(subject=whose.subject, year=whose.year, upto=last.upto)


def raise_objection(
    sheets: Sheets,
    *,
    whose: Whose,
    text: Personal,
    by: PersonId,
    entitled: Collection[PersonId],
) -> list[events.SheetEvent]:
    """Object to one's own sheet, or as the secretary to that of one's organisation (S70)."""
    if by not in entitled:
        raise refusals.NotObjectorError(by=by, subject=whose.subject, year=whose.year)
    _require_sheet(sheets, whose, "提出异议")
    require_words("异议内容", text)
    if any(one.text == text for one in sheets.current.values()):
        return []
    _require_decided(sheets, whose, "再提异议")
    for number, one in sheets.current.items():
        if one.upheld:
            raise refusals.ObjectionUpheldError(
                subject=whose.subject, year=whose.year, objection=number
            )
    return [events.ObjectionRaised(objection=len(sheets.objections) + 1, text=text)]


def decide(
    sheets: Sheets,
    *,
    whose: Whose,
    decided: events.ObjectionDecided,
    by: PersonId,
    concerned: Collection[PersonId],
) -> list[events.SheetEvent]:
    """Uphold an objection or not; never by who drew the sheet, raised it or is concerned (S70)."""
    found = _required(sheets, whose, decided.objection)
    if by in concerned:
        raise refusals.OwnObjectionError(by=by)
    require_words("答复理由", decided.text)
    if found.decided == decided:
        return []
    if found.decided is not None:
        raise refusals.ObjectionDecidedError(
            objection=decided.objection, decided=UPHELD[found.decided.upheld]
        )
    return [decided]


def _require_sheet(sheets: Sheets, whose: Whose, what: str) -> None:
    if not sheets.drawn:
        raise refusals.NoSheetError(subject=whose.subject, year=whose.year, what=what)


def _require_decided(sheets: Sheets, whose: Whose, what: str) -> None:
    for number, one in sheets.current.items():
        if one.open:
            raise refusals.ObjectionOpenError(
                subject=whose.subject, year=whose.year, objection=number, what=what
            )


def _required(sheets: Sheets, whose: Whose, number: int) -> Objection:
    _require_sheet(sheets, whose, "答复异议")
    found = sheets.objections.get(number)
    if found is None:
        known = "、".join(map(str, sheets.objections)) or "无"
        raise refusals.ObjectionUnknownError(
            subject=whose.subject, year=whose.year, objection=number, known=known
        )
    return found
