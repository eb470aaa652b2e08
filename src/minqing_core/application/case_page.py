"""A matter as a page and as a timeline, at any moment."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import attrs
from attrs import frozen

from minqing_core.application.book_pages import BookPart, book_part
from minqing_core.application.case_amendable import AmendablePart, amendable
from minqing_core.application.case_course import CoursePart, course_part
from minqing_core.application.case_parts import (
    Hands,
    HolderPart,
    MatterPart,
    MeasurePart,
    OrderPart,
    PassageLine,
)
from minqing_core.application.case_ways import not_now
from minqing_core.application.moments import Moment
from minqing_core.application.names import Directory, directory
from minqing_core.application.office import Office
from minqing_core.application.readable import readable
from minqing_core.diary.events import (
    LeadersTold,
    LookedAgain,
    MatterRecorded,
)
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId, PersonId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.refusals import RefusalError
from minqing_core.views import cases, holding
from minqing_core.views.case_file import AmendmentLine, CaseFile, MeasureLine
from minqing_core.views.holding import OrderLine, ReportLine, TaskLine
from minqing_core.views.labels import label
from minqing_core.views.said import Said
from minqing_core.views.sentences import Names


class NotYetError(RefusalError):
    """The matter was not yet on record at that moment."""

    kind = "not-found"
    code = "not-yet"
    text = "{case} 在所问的时刻尚未记录（截至第 {position} 条记录）"


@frozen(kw_only=True)
class CasePage:
    """A matter in its three parts (S18): the matter, the handling with its measures, the result.

    ``why`` names the versions by which the matter stands as it does, ``not_now`` the use cases
    that would be refused to everybody while it does.
    """

    case: CaseId
    version: int
    status: str
    status_text: str
    why: tuple[int, ...]
    matter: MatterPart
    hands: Hands
    book: BookPart | None
    said: tuple[PassageLine, ...]
    measures: tuple[MeasurePart, ...]
    reports: tuple[ReportLine, ...]
    tasks: tuple[TaskLine, ...]
    orders: tuple[OrderPart, ...]
    amendments: tuple[AmendmentLine, ...]
    amendable: tuple[AmendablePart, ...]
    course: CoursePart
    not_now: tuple[str, ...]
    position: int


def file_at(office: Office, act: Act, case: CaseId, moment: Moment) -> CaseFile:
    """Return a matter that may be seen as it was at a moment, as far as it may be read.

    Raises:
        NotYetError: it was not on record then.
    """
    stream = cases.stream_of(case)
    told = readable(office, act, office.history(stream))
    seen = moment.saw(told)
    file = office.matter(stream, told if len(seen) == len(told) else seen)
    if file.opened is None:
        raise NotYetError(case=case, position=moment.position)
    return file


def page(office: Office, file: CaseFile, moment: Moment) -> CasePage:
    """Return the page of a matter as it was at a moment."""
    names, opened = directory(office), file.opened
    assert opened is not None  # noqa: S101 - file_at refuses what is not on record
    return CasePage(
        case=file.case,
        version=file.version,
        status=file.status,
        status_text=label("status", file.status),
        why=tuple(_why(file)),
        matter=_matter(office, file, opened, names, moment),
        hands=_hands(file, opened, names),
        book=book_part(office, file),
        said=tuple(_passage(said, names) for said in file.said),
        measures=tuple(_measure(line, names) for line in file.measures),
        reports=tuple(holding.reports(file.said)),
        tasks=tuple(holding.tasks(file.said)),
        orders=tuple(_order(office, line, names, moment) for line in holding.orders(file.said)),
        amendments=file.amendments,
        amendable=tuple(amendable(file, opened)),
        course=course_part(file, names, moment.today),
        not_now=tuple(not_now(file)),
        position=moment.position,
    )


def _why(file: CaseFile) -> Iterator[int]:
    causes = (file.conclusion, file.deferral, file.parking)
    for said in file.rounds[-1]:
        if said.fact in causes or (isinstance(said.fact, LookedAgain) and file.deferral):
            yield said.version


def _matter(
    office: Office, file: CaseFile, opened: MatterRecorded, names: Directory, moment: Moment
) -> MatterPart:
    matter, units = opened.matter, office.units(moment.position)
    learned_on = civil_date(matter.learned_at)
    category = office.programme(moment.position).category(matter.category, learned_on)
    named = "" if category is None else category.label
    return MatterPart(
        title=matter.title.text,
        text=matter.text.text,
        kind=matter.kind,
        kind_text=label("kind", matter.kind),
        channel=matter.channel,
        channel_text=label("channel", matter.channel),
        category=matter.category,
        category_label=str(matter.category_label or named),
        urgency=opened.urgency,
        urgency_text=label("urgency", opened.urgency),
        urgency_reason=opened.urgency_reason,
        place=matter.place,
        place_name="" if matter.place is None else units.name_on(matter.place, learned_on),
        petitioners=matter.petitioners,
        learned_at=matter.learned_at,
        occurred_on=matter.occurred_on,
        source=None if matter.source is None else f"{matter.source.system} {matter.source.number}",
        accused=file.accused,
        accused_names=tuple(map(names, file.accused)),
        protected=matter.protected,
        household=matter.household,
        visit=matter.visit,
    )


def _hands(file: CaseFile, opened: MatterRecorded, names: Directory) -> Hands:
    recorded_by = file.recorded_by or opened.owner
    recorded_at = file.recorded_at or opened.matter.learned_at
    held, awaited = file.holders, holding.awaited(file.said)
    asked = None if awaited is None else awaited.to or awaited.unit
    return Hands(
        recorded_at=recorded_at,
        recorded_by=recorded_by,
        recorded_by_name=names(recorded_by),
        on_behalf_of=file.on_behalf_of,
        on_behalf_of_name=_name(file.on_behalf_of, names),
        late_days=_days(opened.matter.learned_at, recorded_at),
        attested=opened.attested,
        post=_posts(opened.post),
        unit=held[-1].unit,
        unit_name=names.on(civil_date(held[-1].since))(held[-1].unit),
        owner=held[-1].person,
        owner_name=names(held[-1].person),
        leader=file.leader,
        leader_name=_name(file.leader, names),
        holders=tuple(_holder(one, names) for one in held),
        handoffs=file.handoffs,
        returns=holding.returns(file.said),
        awaiting=asked,
        awaiting_name=None if asked is None else names(asked),
        names={one: names(one) for one in holding.everybody(file.said)},
    )


def _order(office: Office, line: OrderLine, names: Directory, moment: Moment) -> OrderPart:
    issuer = office.person(line.by, moment.position)
    served = (tenure.unit for tenure in issuer.tenures if tenure.held(line.ordered_on))
    answered = line.replied_on or line.closed_on or moment.today
    return OrderPart(
        **attrs.asdict(line, recurse=False),
        by_name=names(line.by),
        by_unit_name="、".join(map(names.on(line.ordered_on), served)),
        to_name=names(line.to),
        overdue_days=max(0, (answered - line.due).days),
    )


def _holder(held: holding.Holder, names: Directory) -> HolderPart:
    return HolderPart(
        person=held.person,
        name=names(held.person),
        unit=held.unit,
        unit_name=names.on(civil_date(held.since))(held.unit),
        since=held.since,
        until=held.until,
    )


def _passage(said: Said, names: Names) -> PassageLine:
    return PassageLine(
        version=said.version,
        kind=type(said.fact).__name__,
        on=civil_date(said.at),
        by=said.by,
        by_name=names(said.by),
        late_days=_days(said.at, said.recorded_at),
        whom="、".join(map(names, _whom(said.fact))) or None,
        fact=said.fact,
    )


def _whom(fact: Any) -> tuple[PersonId, ...]:  # noqa: ANN401 - whatever was said
    if isinstance(fact, LeadersTold):
        return fact.leaders
    named = (getattr(fact, role, None) for role in ("owner", "leader", "person"))
    return tuple(filter(None, named))[:1]


def _measure(line: MeasureLine, names: Names) -> MeasurePart:
    return MeasurePart(owner_name=names(line.owner), **attrs.asdict(line, recurse=False))


def _name(person: PersonId | None, names: Names) -> str | None:
    return None if person is None else names(person)


def _posts(codes: str | None) -> str | None:
    if codes is None:
        return None
    return "、".join(label("post", code) for code in codes.split("、"))


def _days(happened_at: datetime, recorded_at: datetime) -> int:
    return max(0, (civil_date(recorded_at) - civil_date(happened_at)).days)
