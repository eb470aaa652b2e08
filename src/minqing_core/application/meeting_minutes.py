"""An analysis meeting as its minutes, its statistics reckoned anew (S48–S52)."""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.meeting_figures import as_on_its_day, reckoned
from minqing_core.application.meeting_pack import CountLine, Pledge, counted, pledged
from minqing_core.application.meetings import require_meeting
from minqing_core.application.moments import NOW, Moment, When
from minqing_core.application.names import directory
from minqing_core.application.office import Office
from minqing_core.application.resolution_lines import (
    ResolutionPart,
    resolution_parts,
    seen_files,
)
from minqing_core.application.tables import settled
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId, MeetingId, PersonId, UnitId
from minqing_core.meetings import events
from minqing_core.meetings.decisions.holding import quarter_of
from minqing_core.powers.rules import Power
from minqing_core.views.labels import label
from minqing_core.views.packs import Statistics


@frozen(kw_only=True)
class PersonLine:
    """A person by their name."""

    person: PersonId
    name: str


@frozen(kw_only=True)
class MatterLine:
    """A matter on the agenda that the reader may see, as it now stands."""

    case: CaseId
    title: str
    status_text: str


@frozen(kw_only=True)
class ItemLine:
    """Something the meeting spoke about, with its matters (S51)."""

    item: int
    title: str
    matters: tuple[MatterLine, ...]


@frozen(kw_only=True)
class PackCheck:
    """The pack before the meeting, as its minutes have it and as it is reckoned anew (S50)."""

    position: int
    digest: str
    reckoned: str
    agrees: bool
    pledges: tuple[Pledge, ...]
    statistics: Statistics
    counts: dict[str, tuple[CountLine, ...]]


@frozen(kw_only=True)
class MeetingPage:
    """The minutes of an analysis meeting, and what became of what it resolved (S48–S52)."""

    meeting: MeetingId
    version: int
    village: UnitId
    village_name: str
    period: str
    held_on: date
    combined_with: events.CombinedWith | None
    combined_with_text: str
    chair: PersonId
    chair_name: str
    attendants: tuple[PersonLine, ...]
    pack: PackCheck
    agenda: tuple[ItemLine, ...]
    text: str
    resolutions: tuple[ResolutionPart, ...]
    position: int


@use_case("meeting.show", Power.MEETING_READ, "S48", "S49", "S50", "S51", "S52", reads=True)
def show(office: Office, act: Act, meeting: MeetingId, *, when: When = NOW) -> MeetingPage:
    """Show the minutes of a meeting, its statistics reckoned anew, and what it resolved."""
    moment = settled(office, when)
    file, held = require_meeting(office, office.standing(act.actor), meeting, moment)
    names = directory(office).on(held.held_on)
    return MeetingPage(
        meeting=meeting,
        version=file.version,
        village=held.village,
        village_name=names(held.village),
        period=held.period,
        held_on=held.held_on,
        combined_with=held.combined_with,
        combined_with_text=label("combined-with", held.combined_with),
        chair=held.chair,
        chair_name=names(held.chair),
        attendants=tuple(PersonLine(person=p, name=names(p)) for p in held.attendants),
        pack=_checked(office, held),
        agenda=tuple(_items(office, act, held, moment)),
        text=held.text.text,
        resolutions=resolution_parts(office, act, file.resolutions, moment),
        position=moment.position,
    )


def _checked(office: Office, held: events.AnalysisMeetingHeld) -> PackCheck:
    moment, when = as_on_its_day(held.pack, held.held_on)
    found = reckoned(office, held.village, quarter_of(held.period, held.held_on), moment, when)
    return PackCheck(
        position=held.pack,
        digest=held.digest,
        reckoned=found.digest,
        agrees=found.digest == held.digest,
        pledges=pledged(office, found, held.held_on),
        statistics=found.statistics,
        counts=counted(office, found.statistics, moment),
    )


def _items(
    office: Office, act: Act, held: events.AnalysisMeetingHeld, moment: Moment
) -> Iterator[ItemLine]:
    for item in held.agenda:
        yield ItemLine(
            item=item.item,
            title=item.title.text,
            matters=tuple(
                MatterLine(
                    case=case,
                    title=str(file.matter and file.matter.title),
                    status_text=label("status", file.status),
                )
                for case, file in seen_files(office, act, item.cases, moment).items()
            ),
        )
