"""The statistics before an analysis meeting, frozen at a position of the log (S50–S52)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

import attrs
from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.listing import visible
from minqing_core.application.meeting_figures import Reckoned, reckoned
from minqing_core.application.meetings import require_reach
from minqing_core.application.moments import NOW, Moment, When, day_of
from minqing_core.application.moments import found as found_at
from minqing_core.application.names import directory
from minqing_core.application.office import Office
from minqing_core.application.tables import settled
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import MeetingId, PersonId, UnitId
from minqing_core.meetings.decisions.holding import quarter_of, require_begun
from minqing_core.powers.rules import Power
from minqing_core.views.labels import label
from minqing_core.views.meetings import MEETING
from minqing_core.views.packs import Statistics
from minqing_core.views.resolutions import ResolutionState, standing
from minqing_core.views.tables import Row

LABELLED = {
    "by_kind": "kind",
    "by_channel": "channel",
    "by_urgency": "urgency",
    "by_outcome": "outcome",
}


@frozen(kw_only=True)
class Pledge:
    """What an earlier meeting resolved, and what came of it (S52)."""

    meeting: MeetingId
    held_on: str
    resolution: int
    text: str
    owner: PersonId
    owner_name: str
    due: str
    state: ResolutionState
    state_text: str
    ended_on: str | None


@frozen(kw_only=True)
class CountLine:
    """So many of one sort."""

    code: str
    text: str
    count: int


@frozen(kw_only=True)
class OpenGroup:
    """The open matters of a category that the reader may see (S51)."""

    category: str
    category_text: str
    cases: tuple[Row, ...]


@frozen(kw_only=True)
class Pack:
    """The statistics of a quarter: what became of the last resolutions first (S50–S52).

    The numbers and the digest are those of the record up to ``position``; reckoned anew they are
    the same. ``counts`` are the statistics by what they count. ``matters`` are there to help and
    are not part of them: who reads sees what is theirs to see.
    """

    unit: UnitId
    unit_name: str
    period: str
    on: date
    pledges: tuple[Pledge, ...]
    statistics: Statistics
    counts: dict[str, tuple[CountLine, ...]]
    matters: tuple[OpenGroup, ...]
    digest: str
    position: int


@use_case("meeting.pack", Power.MEETING_READ, "S50", "S51", "S52", reads=True)
def pack(
    office: Office, act: Act, *, unit: UnitId, period: str | None = None, when: When = NOW
) -> Pack:
    """Reckon the statistics of a quarter, with the status of what was resolved before."""
    require_reach(office, office.standing(act.actor), unit)
    moment, asked = _moment(office, when), found_at(office, when).today
    quarter = quarter_of(period, moment.today)
    require_begun(quarter, asked, when.position)
    found = reckoned(office, unit, quarter, moment, when)
    return Pack(
        unit=unit,
        unit_name=office.units(moment.position).name_on(unit, moment.today),
        period=str(quarter),
        on=moment.today,
        pledges=pledged(office, found, moment.today),
        statistics=found.statistics,
        counts=counted(office, found.statistics, moment),
        matters=tuple(_grouped(office, act, found.unended, moment)),
        digest=found.digest,
        position=moment.position,
    )


def pledged(office: Office, found: Reckoned, on: date) -> tuple[Pledge, ...]:
    """Return what was resolved before as people read it, with where it stood on a day."""
    return tuple(_pledge(office, row, on) for row in found.pledges)


def counted(
    office: Office, numbers: Statistics, moment: Moment
) -> dict[str, tuple[CountLine, ...]]:
    """Return the statistics by what they count, as people read them."""
    names, programme = directory(office).on(moment.today), office.programme(moment.position)

    def category(code: str) -> str:
        known = programme.category(code, moment.today)
        return code if known is None else known.label

    texts: dict[str, Callable[[str], str]] = {
        "by_category": category,
        "open_by_category": category,
        "by_recorder": names,
    }
    return {
        name: tuple(
            CountLine(
                code=code,
                text=texts[name](code) if name in texts else label(LABELLED[name], code),
                count=count,
            )
            for code, count in counts.items()
        )
        for name, counts in attrs.asdict(numbers).items()
        if isinstance(counts, dict)
    }


def _moment(office: Office, when: When) -> Moment:
    """Return the moment asked for; a bare position is looked at on the day it was reached."""
    moment = settled(office, when)
    return attrs.evolve(moment, today=day_of(office, when, moment))


def _pledge(office: Office, row: Row, on: date) -> Pledge:
    ended = None if row["ended"] is None else ResolutionState(str(row["ended"]))
    state = standing(ended, date.fromisoformat(str(row["due"])), on)
    return Pledge(
        meeting=MeetingId(str(row["within"]).removeprefix(MEETING)),
        held_on=str(row["held_on"]),
        resolution=int(row["resolution"] or 0),
        text=str(row["text"]),
        owner=PersonId(str(row["owner"])),
        owner_name=directory(office)(str(row["owner"])),
        due=str(row["due"]),
        state=state,
        state_text=label("resolution", state),
        ended_on=None if row["ended_on"] is None else str(row["ended_on"]),
    )


def _grouped(
    office: Office, act: Act, unended: Iterable[Row], moment: Moment
) -> Iterator[OpenGroup]:
    groups: dict[str, list[Row]] = {}
    listed = [*unended]
    seen = visible(office, act, [str(row["number"]) for row in listed])
    for row in sorted(listed, key=lambda row: str(row["number"])):
        if row["number"] in seen:
            groups.setdefault(str(row["category"]), []).append(_shown(office, row))
    programme = office.programme(moment.position)
    for category, cases in sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        known = programme.category(category, moment.today)
        yield OpenGroup(
            category=category,
            category_text=category if known is None else known.label,
            cases=tuple(cases),
        )


def _shown(office: Office, row: Row) -> Mapping[str, str | int | None]:
    return {
        **{name: row[name] for name in ("number", "title", "learned_on", "owner", "status")},
        "owner_name": directory(office)(str(row["owner"])),
        "status_text": label("status", str(row["status"])),
    }
