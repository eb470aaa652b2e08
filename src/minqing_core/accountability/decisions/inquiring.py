"""What those who inquire put on record: the incident, what they find, what is said (S66)."""

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from minqing_core.accountability import events
from minqing_core.accountability.decisions import refusals
from minqing_core.accountability.decisions.requirements import (
    Ground,
    require_free,
    require_free_for,
    require_running,
    require_shown,
    require_words,
    required,
)
from minqing_core.accountability.state import Inquiry
from minqing_core.kernel.ids import CaseId, IncidentId, InquiryId, PersonId
from minqing_core.kernel.personal import Personal

DAY = {True: "是哪一天的责任人", False: "失职发生在哪一天（应办而未办之日）"}


@frozen(kw_only=True)
class Opening:
    """Who is to answer for which matter, why, and what came of it."""

    case: CaseId
    person: PersonId
    incident: IncidentId | None = None
    text: Personal


@frozen(kw_only=True)
class Finding:
    """That an element holds or not, on which evidence; on which day it failed, or who answered.

    ``without_limit`` says why it failed on a day on which nothing was overdue.
    """

    element: events.Element
    holds: bool
    evidence: tuple[events.Evidence, ...] = ()
    person: PersonId | None = None
    on: date | None = None
    text: Personal
    without_limit: Personal | None = None


@frozen(kw_only=True)
class Before:
    """What was there before an inquiry: that of the same, and the matters of the incident."""

    inquiry: InquiryId | None = None
    cases: tuple[CaseId, ...] = ()


def record_incident(
    incident: events.IncidentRecorded, *, learned: Mapping[CaseId, date], today: date
) -> list[events.IncidentEvent]:
    """Put a mass incident or another bad consequence on record (S66).

    It is always a new one: two of a day may be alike. It came of no matter that nobody had
    ``learned`` of yet.
    """
    require_words("事件经过", incident.text)
    if incident.on > today:
        raise refusals.IncidentAheadError(on=incident.on, today=today)
    for case in incident.cases:
        if incident.on < learned[case]:
            raise refusals.IncidentBeforeError(on=incident.on, case=case, learned=learned[case])
    return [incident]


def open_inquiry(
    opening: Opening, *, before: Before, ground: Ground, by: PersonId, upto: int
) -> list[events.InquiryEvent]:
    """Open an inquiry on whether somebody answers for a matter, as the log now stands (S66).

    Never by the person concerned; of the same person and matter there is one, unless it was
    dropped.
    """
    require_free_for(opening.person, opening.case, by, ground.recused, "立案调查")
    require_words("立案理由", opening.text)
    if before.inquiry is not None:
        raise refusals.AlreadyInquiredError(
            person=opening.person, case=opening.case, inquiry=before.inquiry
        )
    if opening.incident is not None and opening.case not in before.cases:
        cases = "、".join(before.cases) or "无"
        raise refusals.IncidentElsewhereError(
            incident=opening.incident, cases=cases, case=opening.case
        )
    return [
        events.InquiryOpened(
            incident=opening.incident,
            case=opening.case,
            person=opening.person,
            upto=upto,
            text=opening.text,
        )
    ]


def find(
    inquiry: Inquiry, *, finding: Finding, ground: Ground, by: PersonId
) -> list[events.InquiryEvent]:
    """Find that one of the elements holds or not, each by itself and on evidence (S66).

    A later finding of an element takes the place of the one before; both stay on record.
    """
    require_free(inquiry, by, ground, "认定")
    require_running(inquiry, "认定")
    require_words("认定的理由", finding.text)
    _require_evidence(finding, ground)
    person = _responsible(inquiry, finding, ground)
    _require_overdue(finding, ground)
    number = len(inquiry.findings) + 1
    found = events.ElementFound(
        finding=number,
        element=finding.element,
        holds=finding.holds,
        evidence=tuple(dict.fromkeys(finding.evidence)),
        person=person,
        on=finding.on,
        text=finding.text,
        without_limit=finding.without_limit,
    )
    before = inquiry.found(finding.element)
    return [] if before is not None and _said(before) == _said(found) else [found]


def show_evidence(inquiry: Inquiry, *, ground: Ground, by: PersonId) -> list[events.InquiryEvent]:
    """Put on record that the person concerned was given everything found so far (S66)."""
    require_free(inquiry, by, ground, "出示材料")
    require_running(inquiry, "出示材料")
    if not inquiry.findings:
        raise refusals.NothingFoundError
    if not inquiry.unshown:
        return []
    return [events.EvidenceShown(findings=tuple(f.finding for f in inquiry.findings))]


def hear(
    inquiry: Inquiry, *, statement: events.StatementHeard, ground: Ground, by: PersonId
) -> list[events.InquiryEvent]:
    """Put on record what the person concerned states, or that they declined to (S66).

    They may write it themselves; everything found was shown to them before. That they declined is
    in their own hand, or recorded by somebody who neither found nor showed anything.
    """
    concerned = required(inquiry).person
    if by != concerned:
        require_free(inquiry, by, ground, "记录放弃陈述申辩" if statement.declined else "听取")
    if statement.declined and by in ground.inquirers:
        raise refusals.WaiverAloneError(person=by, concerned=concerned)
    require_running(inquiry, "听取陈述申辩")
    if not inquiry.findings:
        raise refusals.NothingFoundError
    require_shown(inquiry, "听取陈述申辩")
    require_words("陈述申辩", statement.text)
    return [] if inquiry.heard and statement in inquiry.statements[-1:] else [statement]


def drop(
    inquiry: Inquiry, *, dropped: events.InquiryDropped, ground: Ground, by: PersonId
) -> list[events.InquiryEvent]:
    """Give an inquiry up before anything was decided, for a reason (S66)."""
    require_free(inquiry, by, ground, "撤销")
    if inquiry.dropped == dropped:
        return []
    require_running(inquiry, "撤销")
    require_words("撤销理由", dropped.reason)
    return [dropped]


def _require_evidence(finding: Finding, ground: Ground) -> None:
    if finding.holds and not finding.evidence:
        raise refusals.EvidenceMissingError(element=ground.label(finding.element))
    for one in finding.evidence:
        last = ground.streams.get(one.stream)
        if last is None:
            known = "、".join(ground.streams)
            raise refusals.EvidenceForeignError(stream=one.stream, known=known)
        if not 1 <= one.version <= last:
            raise refusals.EvidenceUnknownError(stream=one.stream, version=one.version, last=last)


def _responsible(inquiry: Inquiry, finding: Finding, ground: Ground) -> PersonId | None:
    on, opened = finding.on, required(inquiry)
    _require_day(finding, ground)
    if on is None or finding.element is not events.Element.RESPONSIBLE:
        return None
    person = finding.person or (opened.person if finding.holds else None)
    if finding.holds and person != opened.person:
        raise refusals.OtherPersonError(person=opened.person, other=person)
    if person is not None and person not in ground.holders(on):
        raise refusals.NotHolderError(
            person=person, on=on, case=opened.case, right=ground.named(on)
        )
    return person


def _require_day(finding: Finding, ground: Ground) -> None:
    element, on = ground.label(finding.element), finding.on
    responsible = finding.element is events.Element.RESPONSIBLE
    failure = finding.element in events.FAILURES
    if finding.person is not None and not responsible:
        raise refusals.PersonNotNeededError(element=element)
    if on is None and (responsible or (failure and finding.holds)):
        raise refusals.DayMissingError(element=element, day=DAY[responsible])
    if on is not None and not (responsible or failure):
        raise refusals.DayNotNeededError(element=element)
    if on is not None and on > ground.today:
        raise refusals.DayAheadError(on=on, today=ground.today)


def _require_overdue(finding: Finding, ground: Ground) -> None:
    """Refuse a failure of a day on which nothing was overdue, unless it is said why (S66)."""
    told = finding.element is events.Element.NOT_FED_BACK
    overdue = [one for one in ground.overdue if one.told is told]
    failed = finding.on if finding.holds and finding.element in events.FAILURES else None
    needed = failed is not None and not any(failed in one for one in overdue)
    if needed and finding.without_limit is None:
        raise refusals.NothingOverdueError(
            element=ground.label(finding.element),
            on=failed,
            what="反馈" if told else "办理",
            overdue="；".join(map(str, overdue)) or "无",
        )
    if finding.without_limit is not None:
        if not needed:
            raise refusals.LimitReasonNotNeededError(element=ground.label(finding.element))
        require_words("期限以外的失职理由", finding.without_limit)


def _said(found: events.ElementFound) -> tuple[object, ...]:
    return (found.holds, found.evidence, found.person, found.on, found.text, found.without_limit)
