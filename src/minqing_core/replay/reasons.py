"""为什么是这个状态: each derived status of a matter with the records that make it so."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, TypeAlias

from attrs import frozen

from minqing_core.diary import events
from minqing_core.duties.cells import Cell, State
from minqing_core.duties.kinds import KINDS
from minqing_core.kernel.calendar import Limit, WorkingCalendar
from minqing_core.replay.findings import Read, records_of
from minqing_core.replay.sources import Source
from minqing_core.replay.turns import turned_by
from minqing_core.views import holding
from minqing_core.views.case_file import CaseFile, Status
from minqing_core.views.course import links
from minqing_core.views.said import Said

NOT_SAID = "没有相应的记录"
DEFERRING = (events.SolutionDeferred, events.LookedAgain)
Kinds: TypeAlias = tuple[type[Any], ...]
ANSWERS: Mapping[type[Any], str] = {
    events.HandoverAccepted: "已接手",
    events.HandoverRefused: "没有接手",
    events.HandoverWithdrawn: "已撤回",
    events.CaseAssigned: "已另行指定承办人",
}


@frozen(kw_only=True)
class Reason:
    """A status that is derived and recorded nowhere: what it is, why, and by which records.

    ``what`` is the status, or the number of a duty, then ``duty`` its kind.
    """

    what: str
    duty: str | None = None
    value: str
    because: str
    evidence: tuple[Source, ...]


@frozen(kw_only=True)
class Claim:
    """What is so since one of these kinds of record, until one of those that put it ``over``.

    ``ended`` is said where one did, ``otherwise`` where the last record says that it is not so.
    """

    what: str
    because: str
    kinds: Kinds
    over: Kinds
    ended: str
    otherwise: str = "曾有相应的记录，此后的记录使其不再如此"


DISPUTED = Claim(
    what="disputed",
    because="办结后群众提出异议，尚未重新办理",
    kinds=(events.OutcomeDisputed,),
    over=(events.CaseReopened,),
    ended="群众提出过异议，此后已重新办理",
)
DISSATISFIED = Claim(
    what="dissatisfied",
    because="最近一次回访不满意，或与办结所记不符",
    kinds=(events.Revisited,),
    over=(events.CaseReopened,),
    ended="最近一次回访之后已重新办理",
    otherwise="最近一次回访没有不满意，且与办结所记相符",
)
DUPLICATE = Claim(
    what="duplicate",
    because="已列为重复",
    kinds=(events.LinkedAsDuplicate,),
    over=(events.DuplicateUnlinked,),
    ended="曾列为重复，已取消",
)
MERGED = Claim(
    what="merged",
    because="已并入另一件办理",
    kinds=(events.MergedInto,),
    over=(events.MergeUndone,),
    ended="曾并入另一件，已恢复单独办理",
)


def reasons(read: Read, cells: Iterable[Cell], grace: Limit) -> tuple[Reason, ...]:
    """Return why a matter stands as it does: its status, its holder, each of its duties."""
    return (
        _status(read),
        _owner(read),
        _leader(read),
        _awaiting(read),
        *_claims(read, grace),
        *(_duty(read, cell) for cell in cells),
    )


def is_hanging(file: CaseFile, calendar: WorkingCalendar, grace: Limit, today: date) -> bool:
    """Say whether a matter is open, past the grace, and has nothing to keep it going (S34).

    One that is handled within another hangs there, if at all (S30).
    """
    since = file.since
    if since is None or file.status is Status.CONCLUDED or links(file).merged_into is not None:
        return False
    kept = file.covered_until or since
    return kept < today and since <= calendar.latest_start(today, grace)


def _status(read: Read) -> Reason:
    file = read.file
    match file.status:
        case Status.CONCLUDED:
            return _reason(read, "status", file.status, "已办结", (events.CaseConcluded,))
        case Status.PARKED:
            because = "客观原因挂账，尚未恢复"
            return _reason(read, "status", file.status, because, (events.ClockParked,))
        case Status.DEFERRED:
            return _reason(read, "status", file.status, "暂不能解决，定日再看", DEFERRING)
        case _:
            because = "自记录、重新办理、恢复或继续办理以来，没有办结、挂账或暂缓的记录"
            turned = (read.sources[turned_by(file)],)
            return Reason(what="status", value=file.status, because=because, evidence=turned)


def _owner(read: Read) -> Reason:
    last = read.file.holders[-1]
    because = "记录时的承办人，此后没有移交" if last.version == 1 else "最近一次移交或指定"
    return Reason(
        what="owner",
        value=last.person,
        because=because,
        evidence=(read.sources[last.version],),
    )


def _leader(read: Read) -> Reason:
    leader, turned = read.file.leader, tuple(_leads(read.file))[-1:]
    because = "没有写明，或写明者已回避" if leader is None else "最近一次写明负领导责任者"
    return Reason(
        what="leader", value=leader or "", because=because, evidence=_shown(read, turned)
    )


def _leads(file: CaseFile) -> Iterator[Said]:
    """Yield the records that named who leads, or let them keep away."""
    leader = None
    for said in file.said:
        match said.fact:
            case events.LeaderAssigned(leader=named):
                leader = named
                yield said
            case events.RecusalGranted(person=person) if person == leader:
                yield said
            case _:
                pass


def _awaiting(read: Read) -> Reason:
    """Say who is asked to take it over, or how the last who was asked answered (S38)."""
    asked, said = holding.awaited(read.file.said), read.file.said
    turns = [one for one in said if _is(one.fact, (events.HandoverAsked, *holding.ANSWERED))]
    numbers = [n for n, one in enumerate(turns) if _is(one.fact, (events.HandoverAsked,))]
    last = turns[numbers[-1] :][:2] if numbers else []
    answered = f"最近一次请接手，{ANSWERS[type(last[1].fact)]}" if last[1:] else NOT_SAID
    return Reason(
        what="awaiting",
        value="" if asked is None else asked.to or asked.unit,
        because=answered if asked is None else "已请接手，尚未答复",
        evidence=tuple(read.sources[one.version] for one in last),
    )


def _claims(read: Read, grace: Limit) -> Iterator[Reason]:
    file, bound = read.file, links(read.file)
    yield _claim(read, DISPUTED, is_so=file.disputed)
    yield _claim(read, DISSATISFIED, is_so=file.dissatisfied)
    yield _hanging(read, grace)
    yield _confidential(read)
    yield _claim(read, DUPLICATE, is_so=bound.duplicate_of is not None)
    yield _claim(read, MERGED, is_so=bound.merged_into is not None)


def _hanging(read: Read, grace: Limit) -> Reason:
    file, hangs = read.file, is_hanging(read.file, read.calendar, grace, read.today)
    covered = file.covered_until
    until = "没有未完的措施、复看或挂账" if covered is None else f"措施、复看或挂账至 {covered}"
    because = (
        f"{until}；宽限 {grace}，自 {file.since} 起" if hangs else f"{until}，或未过宽限 {grace}"
    )
    return Reason(
        what="hanging",
        value=_yes(is_so=hangs),
        because=because,
        evidence=_shown(read, [*_open_measures(file), *_last_of(file.rounds[-1], _keeping(file))]),
    )


def _open_measures(file: CaseFile) -> Iterator[Said]:
    """Yield the records of the measures that are still to be carried out, of whichever round."""
    still = {line.measure for line in file.measures if line.is_open}
    for said in file.said:
        if isinstance(said.fact, events.MeasureAdopted) and said.fact.measure in still:
            yield said


def _keeping(file: CaseFile) -> Kinds:
    """Return what kinds of record, beside a measure, keep a matter from hanging now."""
    return (
        *(DEFERRING if file.next_look is not None else ()),
        *((events.ClockParked,) if file.parking is not None else ()),
        events.CaseConcluded,
    )


def _confidential(read: Read) -> Reason:
    """Say why the petitioners are sealed: they asked, or it is about a cadre (S12)."""
    file = read.file
    if not file.sealed:
        return Reason(what="sealed", value=_yes(is_so=False), because=NOT_SAID, evidence=())
    about = file.bearing.confidential
    accused = [said.version for said in file.said if _is(said.fact, (events.AccusedNamed,))]
    changed = [line.version for line in file.amendments if line.field == "category"]
    versions = sorted({1, *accused, *changed}) if about else [1]
    return Reason(
        what="sealed",
        value=_yes(is_so=True),
        because="反映的是干部" if about else "诉求人要求保密",
        evidence=tuple(read.sources[version] for version in versions),
    )


def _duty(read: Read, cell: Cell) -> Reason:
    done = "尚无完成的记录" if cell.met_on is None else f"{cell.met_on} 完成"
    said = (cell.note,) if cell.state is State.EXCUSED else (done, cell.note)
    return Reason(
        what=cell.id,
        duty=KINDS[cell.duty].title,
        value=cell.state,
        because=f"{cell.ground.says}，期限 {cell.due}；{'，'.join(filter(None, said))}",
        evidence=records_of(read, cell),
    )


def _claim(read: Read, claim: Claim, *, is_so: bool) -> Reason:
    """Say whether something is so by its last record, of whichever round, or what ended it."""
    said = read.file.said
    numbers = [n for n, one in enumerate(said) if _is(one.fact, claim.kinds)]
    last = [said[n] for n in numbers[-1:]]
    if is_so:
        return Reason(
            what=claim.what,
            value=_yes(is_so=True),
            because=claim.because,
            evidence=_shown(read, last),
        )
    later = said[numbers[-1] + 1 :] if numbers else ()
    ended = [one for one in later if _is(one.fact, claim.over)][:1]
    because = (claim.ended if ended else claim.otherwise) if numbers else NOT_SAID
    return Reason(
        what=claim.what,
        value=_yes(is_so=False),
        because=because,
        evidence=_shown(read, [*last, *ended]),
    )


def _reason(read: Read, what: str, value: str, because: str, kinds: Kinds) -> Reason:
    """Return a status with the records of these kinds in the round, the last of each kind."""
    evidence = _shown(read, _last_of(read.file.rounds[-1], kinds))
    return Reason(what=what, value=value, because=because, evidence=evidence)


def _last_of(said: Iterable[Said], kinds: Kinds) -> Iterable[Said]:
    return {type(one.fact): one for one in said if _is(one.fact, kinds)}.values()


def _shown(read: Read, said: Iterable[Said]) -> tuple[Source, ...]:
    return tuple(read.sources[version] for version in sorted(one.version for one in said))


def _yes(*, is_so: bool) -> str:
    return "yes" if is_so else "no"


def _is(fact: object, kinds: Kinds) -> bool:
    return isinstance(fact, kinds)
