"""What is looked at where a matter is looked into: records, names and calendar, at a moment."""

from collections.abc import Iterable, Sequence
from typing import Any

from attrs import frozen

from minqing_core.accountability.decisions.refusals import RecusedFromInquiryError
from minqing_core.application.case_page import NotYetError
from minqing_core.application.inquiry_sight import looks_into
from minqing_core.application.moments import Moment, When
from minqing_core.application.names import Directory, directory
from minqing_core.application.office import Office, person_stream
from minqing_core.application.readable import readable
from minqing_core.application.roster_files import arrivals, last_days
from minqing_core.application.tables import settled
from minqing_core.kernel.calendar import WorkingCalendar
from minqing_core.kernel.envelope import Act, Envelope
from minqing_core.kernel.ids import CaseId, PersonId
from minqing_core.replay.findings import Read
from minqing_core.replay.sources import Source, Sources, by_version, source
from minqing_core.roster.events import CadreTransferredAway
from minqing_core.views import cases
from minqing_core.views.case_file import CaseFile


@frozen(kw_only=True)
class CaseGround:
    """A matter at a moment, as far as somebody may read it."""

    moment: Moment
    history: Sequence[Envelope[Any]]
    file: CaseFile
    sources: Sources
    calendar: WorkingCalendar
    names: Directory

    @property
    def title(self) -> str:
        """What the matter is called."""
        return "" if self.file.matter is None else self.file.matter.title.text

    def named(self, ids: Iterable[str | None]) -> dict[str, str]:
        """Return the names of these people and units."""
        return {one: self.names(one) for one in dict.fromkeys(ids) if one is not None}


def case_ground(office: Office, act: Act, case: CaseId, when: When) -> CaseGround:
    """Return what a matter was at a moment, for somebody who may see it.

    Raises:
        NotYetError: it was not on record then.
    """
    return ground_at(office, act, case, settled(office, when))


def ground_at(office: Office, act: Act, case: CaseId, moment: Moment) -> CaseGround:
    """Return what a matter was at a moment that was found, for somebody who may see it.

    Raises:
        NotYetError: it was not on record then.
    """
    history = moment.saw(readable(office, act, office.history(cases.stream_of(case))))
    file = cases.fold(case, history)
    if file.opened is None:
        raise NotYetError(case=case, position=moment.position)
    return CaseGround(
        moment=moment,
        history=history,
        file=file,
        sources=by_version(history),
        calendar=office.programme(moment.position).calendar,
        names=directory(office),
    )


def inquired_into(office: Office, act: Act, case: CaseId, when: When) -> CaseGround:
    """Return what a matter was at a moment, for somebody who may look into who answers for it.

    Raises:
        RecusedFromInquiryError: they were let keep away; who may not see it was not let in at all.
        NotYetError: it was not on record then.
    """
    if not looks_into(office, act.actor, case):
        raise RecusedFromInquiryError(person=act.actor, case=case, what="查看此事由谁负责")
    return case_ground(office, act, case, when)


def read_of(office: Office, ground: CaseGround, calendar: WorkingCalendar) -> Read:
    """Return a matter as it is read, by a calendar; with who of its holders was transferred."""
    left: dict[PersonId, Source] = {}
    for person in dict.fromkeys(one.person for one in ground.file.holders):
        for envelope in office.log.stream(person_stream(person), ground.moment.position):
            if isinstance(envelope.event, CadreTransferredAway):
                left.setdefault(person, source(envelope))
    return Read(
        file=ground.file,
        sources=ground.sources,
        left=left,
        calendar=calendar,
        today=ground.moment.today,
        arrived=arrivals(office, ground.moment.position),
        last_day=last_days(office, ground.moment.position),
    )
