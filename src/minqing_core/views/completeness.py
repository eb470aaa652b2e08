"""Whether the record of a matter is complete, and which parts are missing (S33)."""

from collections.abc import Callable, Iterator
from enum import StrEnum

from attrs import frozen

from minqing_core.diary import events
from minqing_core.views.case_file import CaseFile, Status
from minqing_core.views.course import links


class PartState(StrEnum):
    """How it stands with a part of the record."""

    PRESENT = "present"
    MISSING = "missing"
    NOT_YET = "not-yet"
    NOT_NEEDED = "not-needed"


@frozen(kw_only=True)
class Part:
    """A part that the record of a matter should have, by its clause."""

    part: str
    clause: str
    state: PartState


WHOLE = 100
MATTER: dict[str, tuple[str, Callable[[CaseFile], bool]]] = {
    "matter": ("S18", lambda file: file.opened is not None),
    "place": ("S21", lambda file: file.matter is not None and file.matter.place is not None),
    "contact": ("S21", lambda file: any(p.contact for p in _petitioners(file))),
}
HANDLING: dict[str, tuple[str, Callable[[CaseFile], bool]]] = {
    "cause": ("S24", lambda file: bool(file.facts(events.CauseRecorded))),
    "deliberation": ("S24", lambda file: bool(file.facts(events.DeliberationRecorded))),
    "measure": ("S24", lambda file: bool(file.measures)),
    "leader": ("S24", lambda file: file.leader is not None),
    "narrative": ("S31", lambda file: events.Form.NARRATIVE in _forms(file)),
    "analysis": ("S31", lambda file: events.Form.ANALYSIS in _forms(file)),
}
ANSWERS: dict[str, tuple[str, Callable[[CaseFile], bool]]] = {
    "opinion": ("S62", lambda file: any(map(file.answered, events.Stage))),
    "explanation": ("S29", lambda file: bool(file.facts(events.ExplanationGiven))),
}
ENDINGS: dict[str, tuple[str, Callable[[CaseFile], bool]]] = {
    "result": ("S63", lambda file: file.answered(events.Stage.RESULT) is not None),
    "effect": ("S27", lambda file: file.conclusion is not None),
}
PASSAGES = (events.CauseRecorded, events.DeliberationRecorded, events.NoteRecorded)


def parts(file: CaseFile) -> Iterator[Part]:
    """Yield every part of the record with how it stands; what is not due yet is not missing.

    The matter itself is due when it is recorded, its handling when it is put off or ends, the
    result when it ends (S24, S27, S29, S31, S33, S62).
    """
    settled = file.status in {Status.DEFERRED, Status.CONCLUDED}
    ended = file.status is Status.CONCLUDED
    for group, due in ((MATTER, True), (HANDLING, settled), (ANSWERS, settled), (ENDINGS, ended)):
        for part, (clause, has) in group.items():
            yield Part(part=part, clause=clause, state=_state(file, part, has=has(file), due=due))


def complete(file: CaseFile) -> int:
    """Return how many in a hundred of the parts that are due are there (S33)."""
    states = [part.state for part in parts(file)]
    present, missing = states.count(PartState.PRESENT), states.count(PartState.MISSING)
    return WHOLE * present // (present + missing) if missing else WHOLE


def _state(file: CaseFile, part: str, *, has: bool, due: bool) -> PartState:
    if has:
        return PartState.PRESENT
    if not _needed(file, part):
        return PartState.NOT_NEEDED
    return PartState.MISSING if due else PartState.NOT_YET


def _needed(file: CaseFile, part: str) -> bool:
    if part == "contact":
        named = events.PetitionerKind.ANONYMOUS
        return any(petitioner.kind is not named for petitioner in _petitioners(file))
    if part == "explanation":
        end = file.conclusion
        never = end is not None and end.outcome is events.Outcome.UNRESOLVABLE
        return never or file.deferral is not None
    return part not in HANDLING or links(file).merged_into is None


def _petitioners(file: CaseFile) -> tuple[events.Petitioner, ...]:
    return () if file.matter is None else file.matter.petitioners


def _forms(file: CaseFile) -> set[events.Form]:
    return {said.fact.form for said in file.said if isinstance(said.fact, PASSAGES)}
