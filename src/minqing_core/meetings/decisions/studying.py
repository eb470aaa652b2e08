"""Studying matters together that are hot, town-wide or of a tendency (S78)."""

from collections.abc import Mapping
from datetime import date

import attrs
from attrs import frozen

from minqing_core.kernel.ids import CaseId, PersonId
from minqing_core.kernel.personal import Personal
from minqing_core.meetings import events
from minqing_core.meetings.decisions import refusals
from minqing_core.meetings.decisions.requirements import (
    MatterFacts,
    require_known_by,
    require_ordinary,
    require_past,
    require_title,
    require_words,
    together,
)
from minqing_core.meetings.state import Study

MOST = 100


@frozen(kw_only=True)
class Deciding:
    """A decision as somebody tells it; where none is named, they were in the chair."""

    held_on: date
    chair: PersonId | None = None
    participants: tuple[PersonId, ...]
    text: Personal


def open_study(
    opened: events.StudyOpened, *, matters: Mapping[CaseId, MatterFacts]
) -> list[events.StudyEvent]:
    """Open a study of matters (S78).

    Not idempotent: the same may be studied again; the request's key tells a repetition.
    """
    require_title("题目（title）", opened.title)
    require_words("缘由（text）", opened.text)
    cases = tuple(dict.fromkeys(opened.cases))
    if not cases:
        raise refusals.StudyEmptyError
    _require_size(cases)
    require_ordinary(matters, "集体研究")
    return [attrs.evolve(opened, cases=cases)]


def add(
    study: Study, *, added: events.MattersAdded, matters: Mapping[CaseId, MatterFacts]
) -> list[events.StudyEvent]:
    """Take further matters into a study that is not decided yet (S78)."""
    _require_undecided(study, "加入民情")
    further = tuple(dict.fromkeys(case for case in added.cases if case not in study.cases))
    _require_size((*study.cases, *further))
    require_ordinary(matters, "集体研究")
    return [events.MattersAdded(cases=further)] if further else []


def decide(
    study: Study,
    *,
    deciding: Deciding,
    chair: PersonId,
    matters: Mapping[CaseId, MatterFacts],
    today: date,
) -> events.StudyDecided:
    """Put on record what those who studied it together decided (S78)."""
    _require_undecided(study, "另作决定")
    require_past(deciding.held_on, today, "研究")
    people = together(chair, deciding.participants, "参加研究的人员（participants）")
    require_words("研究决定（text）", deciding.text)
    require_known_by(matters, deciding.held_on, "研究")
    return events.StudyDecided(
        held_on=deciding.held_on, chair=chair, participants=people, text=deciding.text
    )


def _require_undecided(study: Study, what: str) -> None:
    if study.held_on is not None:
        raise refusals.StudyDecidedError(held_on=study.held_on, what=what)


def _require_size(cases: tuple[CaseId, ...]) -> None:
    if len(cases) > MOST:
        raise refusals.StudyTooLargeError(count=len(cases), most=MOST)
