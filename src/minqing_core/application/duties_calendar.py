"""The ledger of duties as a calendar feed."""

from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.duties import asked_for
from minqing_core.application.duties_items import DutyItem, items_of
from minqing_core.application.duties_scope import MINE, DutyFilter
from minqing_core.application.moments import NOW, When
from minqing_core.application.names import directory
from minqing_core.application.office import Office
from minqing_core.application.tables import settled
from minqing_core.duties import ics
from minqing_core.duties.cells import State
from minqing_core.kernel.envelope import Act
from minqing_core.powers.rules import Power

AHEAD = frozenset({State.OPEN, State.NOT_DUE})


@frozen(kw_only=True)
class CalendarFeed:
    """A calendar feed: its text, and the position of the log it stands at."""

    text: str
    position: int


@use_case("duties.feed", Power.DUTIES_READ, "S39", "S41", "S48", "S60", "S62", "S67", reads=True)
def feed(office: Office, act: Act, *, which: DutyFilter = MINE, when: When = NOW) -> CalendarFeed:
    """Give the duties of a person, a unit or a matter as days for a calendar program."""
    moment = settled(office, when)
    cells = asked_for(office, act, which, moment)
    names = directory(office)
    entries = (_entry(item) for item in items_of(cells, names, moment.today))
    name = f"民情日记职责：{names(which.case or which.unit or which.person or act.actor)}"
    return CalendarFeed(text=ics.calendar(name, entries, office.now()), position=moment.position)


def _entry(item: DutyItem) -> ics.Entry:
    of = item.about_name or item.case or item.unit_name or ""
    summary = " ".join(filter(None, (item.title, of, item.period or item.item)))
    whose = item.person_name or item.unit_name or ""
    told = f"{whose}：{item.title}（{item.clause}），{item.due} 前，{item.state_text}"
    return ics.Entry(
        uid=f"{item.id}@minqing",
        on=item.due,
        summary=summary,
        description=told,
        category=item.state_text,
        alarm=1 if item.state in AHEAD else None,
    )
