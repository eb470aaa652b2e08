"""One valid request of each kind that may be made of a meeting, and of a study."""

from collections.abc import Callable, Hashable, Sequence
from datetime import date

from tools.states.exploring import Command, Diagram

from minqing_core.kernel.ids import CaseId, PersonId, UnitId
from minqing_core.kernel.personal import Personal
from minqing_core.meetings import events
from minqing_core.meetings.decisions import holding, resolving, studying
from minqing_core.meetings.decisions.holding import Frozen, Holding, Item
from minqing_core.meetings.decisions.requirements import MatterFacts
from minqing_core.meetings.decisions.resolving import Resolving
from minqing_core.meetings.decisions.studying import Deciding
from minqing_core.meetings.state import (
    NO_MEETING,
    NO_STUDY,
    Assembly,
    Meeting,
    Study,
    evolve,
    evolve_study,
)

ON, WORDS = date(2024, 4, 2), Personal("已核实")
CHAIR, OWNER = PersonId("0002"), PersonId("0003")
FIRST, SECOND = CaseId("2024-000001"), CaseId("2024-000002")
KNOWN = {case: MatterFacts(learned_on=date(2024, 3, 1)) for case in (FIRST, SECOND)}
HOLDING = Holding(
    village=UnitId("dafeng"),
    held_on=ON,
    attendants=(OWNER,),
    agenda=(Item(title=WORDS, cases=(FIRST,)),),
    text=WORDS,
)
RESOLVING = Resolving(text=WORDS, owner=OWNER, due=ON)
DECIDING = Deciding(held_on=ON, participants=(OWNER,), text=WORDS)


def _hold(_: Meeting) -> Sequence[events.MeetingEvent]:
    pack = Frozen(position=0, digest="")
    return holding.hold(HOLDING, chair=CHAIR, pack=pack, matters=KNOWN)


def _open(_: Study) -> Sequence[events.StudyEvent]:
    opened = events.StudyOpened(
        title=WORDS, reason=events.StudyReason.HOT, cases=(FIRST,), text=WORDS
    )
    return studying.open_study(opened, matters=KNOWN)


def _add(study: Study) -> Sequence[events.StudyEvent]:
    return studying.add(study, added=events.MattersAdded(cases=(SECOND,)), matters=KNOWN)


def _decide(study: Study) -> Sequence[events.StudyEvent]:
    return [studying.decide(study, deciding=DECIDING, chair=CHAIR, matters=KNOWN, today=ON)]


def _resolve(assembly: Assembly) -> Sequence[events.ResolutionEvent]:
    return [resolving.adopt(assembly, resolving=RESOLVING, measures=())]


def _carry_out(assembly: Assembly) -> Sequence[events.ResolutionEvent]:
    done = events.ResolutionCarriedOut(resolution=1, text=WORDS)
    return resolving.carry_out(assembly, done=done, by=OWNER)


def _drop(assembly: Assembly) -> Sequence[events.ResolutionEvent]:
    dropped = events.ResolutionDropped(resolution=1, reason=WORDS)
    return resolving.drop(assembly, dropped=dropped, by=CHAIR, steers=False)


def _resolved(assembly: Assembly) -> str:
    if 1 not in assembly.resolutions:
        return "无决议"
    first = assembly.resolutions[1]
    if first.dropped:
        return "决议已撤销"
    return "决议已落实" if first.carried_out else "决议待落实"


def _meeting_node(meeting: Meeting, history: Sequence[events.MeetingEvent]) -> str:
    return f"已召开，{_resolved(meeting)}" if history else "未召开"


def _study_node(study: Study, history: Sequence[events.StudyEvent]) -> str:
    if not history:
        return "未提起"
    return "研究中" if study.held_on is None else f"已决定，{_resolved(study)}"


def _facts(assembly: Assembly) -> Hashable:
    return len(assembly.cases), min(2, len(assembly.resolutions))


RESOLUTIONS: tuple[tuple[str, Callable[[Assembly], Sequence[events.ResolutionEvent]]], ...] = (
    ("resolve", _resolve),
    ("carry-out", _carry_out),
    ("drop", _drop),
)
MEETING = Diagram(
    context="meetings",
    of="an analysis meeting",
    about="Drawn is what became of the first resolution; the chair and who answers for it act.",
    initial=NO_MEETING,
    evolve=evolve,
    node=_meeting_node,
    facts=_facts,
    opening=Command("hold", _hold),
    commands=tuple(Command(name, decide) for name, decide in RESOLUTIONS),
)
STUDY = Diagram(
    context="studies",
    of="a collective study",
    about="Drawn is whether it was decided, and what became of the first resolution. Whether the"
    " citizens were told is read from their matters, so that it is no state of the study's own.",
    initial=NO_STUDY,
    evolve=evolve_study,
    node=_study_node,
    facts=_facts,
    opening=Command("open", _open),
    commands=(
        Command("add", _add),
        Command("decide", _decide),
        *(Command(name, decide) for name, decide in RESOLUTIONS),
    ),
)
