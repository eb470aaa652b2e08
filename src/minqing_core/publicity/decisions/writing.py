"""What is written for the public, and what is taken out of it (S79–S81)."""

from attrs import frozen

from minqing_core.kernel.ids import CaseId, UnitId
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.standing import Standing
from minqing_core.kernel.text import fault_in_text
from minqing_core.publicity import events
from minqing_core.publicity.decisions import refusals
from minqing_core.publicity.decisions.redacting import SHORTEST, Known, redact
from minqing_core.publicity.state import Publication, Stage

KINDS = {
    events.PublicationKind.POLICY: "方案与要求",
    events.PublicationKind.REPORT: "动态",
    events.PublicationKind.MATTER: "办理结果",
    events.PublicationKind.GOOD_PRACTICE: "好做法",
}
OF_A_MATTER = frozenset({events.PublicationKind.MATTER, events.PublicationKind.GOOD_PRACTICE})
STAGES = {
    Stage.DRAFTED: "待审核",
    Stage.APPROVED: "已审核",
    Stage.REFUSED: "未通过",
    Stage.RELEASED: "已公开",
    Stage.WITHDRAWN: "已撤下",
}


@frozen(kw_only=True)
class Source:
    """The matter that something is published of, as far as that has rules.

    ``units`` are those that have it, where it is, and all above them.
    """

    case: CaseId
    version: int
    units: frozenset[UnitId]
    confidential: bool
    ended: bool
    resolved: bool
    denied: bool
    outcome: str


@frozen(kw_only=True)
class Writing:
    """What is to be published, of which unit, and of which matter where it is about one.

    ``omitted`` are words of it that the writer wants taken out besides.
    """

    kind: events.PublicationKind
    unit: UnitId
    case: CaseId | None = None
    title: Personal
    text: Personal
    omitted: tuple[Personal, ...] = ()


@frozen(kw_only=True)
class Rewriting:
    """Another title and text, and words of them that the writer wants taken out besides."""

    title: Personal
    text: Personal
    omitted: tuple[Personal, ...] = ()


def draft(
    writing: Writing, *, by: Standing, source: Source | None, known: Known
) -> list[events.Event]:
    """Write something for the public; what tells who somebody is comes out of it (S79–S81).

    Not idempotent: two drafts are two; the request's key tells a repetition.
    """
    if writing.unit not in by.reach:
        raise refusals.ElsewhereError(person=by.person, unit=writing.unit)
    _require_source(writing, source)
    require_tellable(writing.kind, source)
    _require_own(writing.unit, source)
    title, text, redactions = _redacted(writing, known)
    return [
        events.PublicationDrafted(
            kind=writing.kind,
            unit=writing.unit,
            case=writing.case,
            version=None if source is None else source.version,
            title=title,
            text=text,
            redactions=redactions,
        )
    ]


def rewrite(
    publication: Publication, *, number: str, rewriting: Rewriting, by: Standing, known: Known
) -> list[events.Event]:
    """Write it otherwise, before it is public; it must be approved anew (S80)."""
    require_seen(publication, number, by)
    require_stage(publication, "改稿", {Stage.DRAFTED, Stage.APPROVED, Stage.REFUSED})
    title, text, redactions = _redacted(rewriting, known)
    if (title, text) == (publication.title, publication.text):
        return []
    return [events.PublicationRewritten(title=title, text=text, redactions=redactions)]


def require_seen(publication: Publication, number: str, by: Standing) -> None:
    """Refuse a draft outside what one's posts look over as if there were none (S80)."""
    drafted = publication.drafted
    if drafted is None or not (drafted.unit in by.reach or publication.stage is Stage.RELEASED):
        raise refusals.PublicationUnknownError(publication=number)


def require_stage(publication: Publication, what: str, wanted: set[Stage]) -> None:
    """Refuse what is not done at this stage (S80)."""
    if publication.stage not in wanted:
        raise refusals.PublicationStageError(
            stage=STAGES[publication.stage],
            what=what,
            wanted="、".join(STAGES[one] for one in Stage if one in wanted),
        )


def require_tellable(kind: events.PublicationKind, source: Source | None) -> None:
    """Refuse a matter that is closed, that did not end, or not as it is said (S12, S37, S81)."""
    if source is None:
        return
    if source.confidential:
        raise refusals.ConfidentialMatterError
    if kind in OF_A_MATTER:
        _require_ended(source)
    if kind is events.PublicationKind.GOOD_PRACTICE and not source.resolved:
        raise refusals.PracticeUnresolvedError(outcome=source.outcome)


def _require_ended(source: Source) -> None:
    if not source.ended:
        raise refusals.MatterUnfinishedError(case=source.case)
    if source.denied:
        raise refusals.MatterDeniedError(case=source.case)


def _require_source(writing: Writing, source: Source | None) -> None:
    kind = KINDS[writing.kind]
    if source is None:
        if writing.kind in OF_A_MATTER:
            raise refusals.MatterWantedError(kind=kind)
        return
    if writing.kind is events.PublicationKind.POLICY:
        raise refusals.MatterUnwantedError(kind=kind)


def _require_own(unit: UnitId, source: Source | None) -> None:
    if source is not None and unit not in source.units:
        units = "、".join(sorted(source.units))
        raise refusals.MatterElsewhereError(case=source.case, unit=unit, units=units)


def _redacted(
    written: Writing | Rewriting, known: Known
) -> tuple[Personal, Personal, tuple[events.Redaction, ...]]:
    title, text = written.title.text, written.text.text
    for field, words in (("标题", title), ("正文", text)):
        why = fault_in_text(words) if words.strip() else "不能为空"
        if why is not None:
            raise refusals.PublicationTextError(field=field, why=why)
    omitted = frozenset(one.text.strip() for one in written.omitted)
    for one in sorted(omitted):
        if one not in f"{title}\n{text}" or len(one) < SHORTEST:
            raise refusals.OmittedUnknownError(omitted=one, shortest=SHORTEST)
    known = {**known, events.Removed.OTHER: omitted}
    short, in_title = redact(title, known)
    long, in_text = redact(text, known)
    return Personal(short), Personal(long), _together(in_title, in_text)


def _together(*found: tuple[events.Redaction, ...]) -> tuple[events.Redaction, ...]:
    times: dict[tuple[events.Removed, str], int] = {}
    for one in (one for several in found for one in several):
        key = (one.removed, one.reason)
        times[key] = times.get(key, 0) + one.times
    return tuple(
        events.Redaction(removed=removed, times=number, reason=reason)
        for (removed, reason), number in sorted(times.items())
    )
