"""Whether citizens were told, what they said to it, and whether they had to come again."""

from collections.abc import Iterator, Sequence
from datetime import date

from minqing_core.diary import events
from minqing_core.kernel.periods import civil_date
from minqing_core.views.case_file import CaseFile, first_answer
from minqing_core.views.course import links
from minqing_core.views.said import Said
from minqing_core.views.tables import Put, Row

TURNS = (events.CaseConcluded, events.MeasureAdopted, events.SolutionDeferred, events.LookedAgain)


def row(file: CaseFile, learned_on: date) -> Row:
    """Return what the row of a matter says of it: answered when, and how the answer was taken.

    ``told_after`` are the calendar days from learning to the first feedback of any kind (S62).
    """
    told = [said for said in file.said if isinstance(said.fact, events.FeedbackGiven)]
    told_on = civil_date(told[0].at) if told else None
    return {
        "told_on": None if told_on is None else told_on.isoformat(),
        "told_after": None if told_on is None else (told_on - learned_on).days,
        "response": _last_response(told),
        "revisit_response": _last_response(revisits(file)),
        "repeated": int(repeated(file)),
    }


def revisits(file: CaseFile) -> list[Said]:
    """Return the independent revisits of a matter, the first one first (S28)."""
    return [said for said in file.said if isinstance(said.fact, events.Revisited)]


def repeated(file: CaseFile) -> bool:
    """Say whether a citizen had to come again: reopened, disputed, or the same as another (S5)."""
    disputed = any(isinstance(said.fact, events.OutcomeDisputed) for said in file.said)
    return disputed or len(file.rounds) > 1 or links(file).duplicate_of is not None


def settled(file: CaseFile) -> bool:
    """Say whether each round has ended, after all that set a day in it, with its result told."""
    return all(map(_is_settled, file.rounds))


def endings(file: CaseFile) -> Iterator[Put]:
    """Yield every end that a matter came to, and whether its result was told in that round."""
    for said_in_round in file.rounds:
        answered = first_answer(said_in_round, events.Stage.RESULT) is not None
        for said in said_in_round:
            if isinstance(said.fact, events.CaseConcluded):
                yield Put(table="endings", row=_ending(file, said, answered=answered))


def _is_settled(said_in_round: Sequence[Said]) -> bool:
    turns = [s.fact for s in said_in_round if isinstance(s.fact, TURNS)]
    ended = bool(turns) and isinstance(turns[-1], events.CaseConcluded)
    return ended and first_answer(said_in_round, events.Stage.RESULT) is not None


def _ending(file: CaseFile, said: Said, *, answered: bool) -> Row:
    return {
        "ending": f"{file.case}/{said.version}",
        "case": file.case,
        "unit": file.unit,
        "on": civil_date(said.at).isoformat(),
        "outcome": said.fact.outcome,
        "by": said.by,
        "version": said.version,
        "answered": int(answered),
        "position": file.position,
    }


def _last_response(said: list[Said]) -> str | None:
    stated = [s.fact.response for s in said if s.fact.response is not events.Response.NONE]
    return stated[-1] if stated else None
