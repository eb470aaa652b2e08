"""What is owed in one matter: its limits, its measures, and the answers that others owe."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import frozen

from minqing_core.diary import events
from minqing_core.duties.answering import NOBODY, LastDay, answerable_on, staying
from minqing_core.duties.cells import Cell, Ground, State
from minqing_core.duties.drawn_in import asked_of_others
from minqing_core.duties.kinds import MEASURE, OF_MATTERS, PROMPT, RELOOK, URGENT
from minqing_core.duties.ledger import Laid, Rulebook
from minqing_core.duties.limits import CLOCKS, Deadline, deadlines
from minqing_core.duties.terms import Term, falls_to, given_up, until_met
from minqing_core.kernel.calendar import Due
from minqing_core.kernel.periods import civil_date
from minqing_core.views.case_file import TAKEN_UP, CaseFile
from minqing_core.views.said import Said

LOOKS = (events.SolutionDeferred, events.LookedAgain)
LOOKED = (*LOOKS, events.CaseConcluded)
RUNS_ON, DROPPED, OVER = "已恢复办理，期限续算", "措施已撤销", "事项已办结"
ORDINARY = events.Urgency.ORDINARY


@frozen(kw_only=True)
class Written:
    """A matter with the position in the log of each of its records, by version."""

    file: CaseFile
    positions: Mapping[int, int]


def of_matter(written: Written, book: Rulebook) -> Iterator[Cell]:
    """Yield everything that is owed in a matter, by the rules of the day it was learned.

    A duty of a matter is met by what was done, on the day when it was done; how late that was
    put on record is seen there (补记).
    """
    file = written.file
    if file.opened is None or file.recorded_at is None:
        return
    learned = civil_date(file.opened.matter.learned_at)
    rules = book.over(file.opened.unit, learned)
    yield from _recorded(written, rules, book)
    found = {code: rules[code].rule for code in CLOCKS if code in rules}
    for limit in deadlines(
        file,
        rules=found,
        calendar=book.calendar,
        today=book.today,
        arrived=book.arrived,
        last_day=book.last_day,
    ):
        yield _limit(written, limit, rules[limit.duty])
    for term in (*asked_in(file, book.last_day), *_looks(file, book)):
        yield _cell(written, term, book.today)


def asked_in(file: CaseFile, last_day: LastDay = staying) -> Iterator[Term]:
    """Yield what single people and units were to do in a matter, whoever had the matter itself."""
    yield from _measures(file, last_day)
    yield from asked_of_others(file, last_day)


def _recorded(written: Written, rules: Mapping[str, Laid], book: Rulebook) -> Iterator[Cell]:
    """Yield how promptly a matter was written down (S22, S40); not where it was taken over."""
    opened, recorded_at = written.file.opened, written.file.recorded_at
    assert opened is not None and recorded_at is not None  # noqa: S101, PT018 - asked before
    duty = PROMPT if opened.urgency is ORDINARY else URGENT
    laid, learned = rules.get(duty), civil_date(opened.matter.learned_at)
    if laid is None or opened.matter.source is not None:
        return
    due, recorded = book.calendar.due(learned, laid.days), civil_date(recorded_at)
    by = answerable_on(written.file, due.day, book.arrived, book.last_day)
    yield Cell(
        id=f"{duty}/{written.file.case}",
        duty=duty,
        clause=laid.rule.clause,
        person=by.person,
        unit=by.unit,
        case=written.file.case,
        start=learned,
        due=due.day,
        state=State.MET if recorded <= due.day else State.MET_LATE,
        met_on=recorded,
        met_by=(written.positions[1],),
        began=written.positions[1],
        note=by.note,
        ground=_ground(laid, f"{laid.rule.title}：自获知之日起 {laid.days}", due),
    )


def _limit(written: Written, limit: Deadline, laid: Laid) -> Cell:
    return Cell(
        id=f"{limit.duty}/{written.file.case}/{limit.round}",
        duty=limit.duty,
        clause=limit.clause,
        person=limit.person,
        unit=limit.unit,
        case=written.file.case,
        item=str(limit.round),
        start=limit.start,
        due=limit.due,
        state=State(limit.state),
        met_on=limit.met_on,
        met_by=tuple(written.positions[version] for version in limit.met_by),
        began=written.positions[_began(written.file, limit.round)],
        note=NOBODY if limit.person is None else "",
        ground=_ground(laid, limit.rule, Due(limit.due, limit.tentative, limit.days)),
    )


def _began(file: CaseFile, number: int) -> int:
    """Return the version of the record by which a round began."""
    return file.rounds[number - 1][0].version if number > 1 else 1


def _ground(laid: Laid, says: str, due: Due) -> Ground:
    return Ground(
        rule=laid.rule, laid_by=laid.unit, says=says, days=due.days, tentative=due.tentative
    )


def _measures(file: CaseFile, last_day: LastDay) -> Iterator[Term]:
    """Yield the measures, each due on its own day, until dropped or the matter ends (S24)."""
    for n, said in enumerate(file.said):
        if isinstance(said.fact, events.MeasureAdopted):
            became = _carried_out(said.fact, file.said[n + 1 :])
            on = until_met(said.fact.due, became.get("met"))
            by = falls_to(file, said.fact.owner, on, last_day)
            yield Term(
                duty=MEASURE,
                item=str(said.fact.measure),
                person=by.person,
                unit=by.unit,
                began=said,
                due=said.fact.due,
                **became,
            )


def _carried_out(measure: events.MeasureAdopted, later: Sequence[Said]) -> Mapping[str, Any]:
    for said in later:
        match said.fact:
            case events.MeasureCarriedOut(measure=done) if done == measure.measure:
                return {"met": said}
            case events.MeasureDropped(measure=gone, reason=reason) if gone == measure.measure:
                return given_up(said, measure.due, f"{DROPPED}：{reason}")
            case events.CaseConcluded():
                return given_up(said, measure.due, OVER)
            case _:
                pass
    return {}


def _looks(file: CaseFile, book: Rulebook) -> Iterator[Term]:
    """Yield the days on which a matter that was put off is looked at again (S29, S65)."""
    put_off = [n for n, said in enumerate(file.said) if isinstance(said.fact, LOOKS)]
    for number, n in enumerate(put_off, start=1):
        said, later = file.said[n], file.said[n + 1 :]
        by = answerable_on(file, said.fact.next_look, book.arrived, book.last_day)
        yield Term(
            duty=RELOOK,
            item=str(number),
            person=by.person,
            unit=by.unit,
            began=said,
            due=said.fact.next_look,
            **_looked(later, said.fact.next_look),
        )


def _looked(later: Sequence[Said], due: date) -> Mapping[str, Any]:
    """Return what became of a look: where the matter is taken up instead, its limits run on."""
    for said in later:
        if isinstance(said.fact, TAKEN_UP):
            return given_up(said, due, RUNS_ON)
        if isinstance(said.fact, LOOKED):
            return {"met": said}
    return {}


def _position(written: Written, said: Said | None) -> int | None:
    return None if said is None else written.positions[said.version]


def _cell(written: Written, term: Term, today: date) -> Cell:
    met_on = None if term.met is None else civil_date(term.met.at)
    return Cell(
        id="/".join(filter(None, (term.duty, written.file.case, term.item))),
        duty=term.duty,
        clause=OF_MATTERS[term.duty].clause,
        person=term.person,
        unit=term.unit,
        case=written.file.case,
        item=term.item,
        start=term.start,
        due=term.due,
        state=term.state(today),
        met_on=met_on,
        met_by=() if term.met is None else (written.positions[term.met.version],),
        began=written.positions[term.began.version],
        released_by=_position(written, term.released_by),
        note=term.released,
        ground=Ground(says=term.says),
    )
