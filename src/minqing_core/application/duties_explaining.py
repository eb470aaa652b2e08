"""One duty explained: by which rule, how its days were counted, which records stand behind it."""

from collections.abc import Iterator
from datetime import date, datetime

from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.duties import asked_for
from minqing_core.application.duties_items import DutyItem, RulePart, items_of, rule_part
from minqing_core.application.duties_naming import named
from minqing_core.application.duties_scope import MINE, DutyFilter
from minqing_core.application.moments import NOW, Moment, When
from minqing_core.application.names import Directory, directory
from minqing_core.application.office import Office
from minqing_core.application.tables import settled
from minqing_core.application.told import timeline_item
from minqing_core.duties.cells import Cell
from minqing_core.duties.kinds import KINDS
from minqing_core.kernel.calendar import CountedDay
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.refusals import RefusalError
from minqing_core.powers.rules import Power
from minqing_core.views import cases
from minqing_core.views.sealing import withheld

MOST_NAMED = 10


class NoSuchDutyError(RefusalError):
    """There is no duty of this kind, of this person, unit or matter, in this period."""

    kind = "not-found"
    code = "no-such-duty"
    text = "没有这样的职责：{asked}；用 duties list 查看有哪些"


class SeveralDutiesError(RefusalError):
    """Several duties are meant; one is explained at a time."""

    code = "several-duties"
    text = "这样的职责有 {count} 项，请用 id 指明其中一项：{ids}"


@frozen(kw_only=True)
class DutyRecord:
    """A record that stands behind a duty: what was recorded when and by whom."""

    position: int
    recorded_at: datetime
    occurred_on: date
    actor: PersonId
    event: str
    sentence: str


@frozen(kw_only=True)
class DutyPage:
    """A duty with its rule, its days as they were counted, and the records behind it."""

    item: DutyItem
    rule: RulePart | None
    says: str
    days: tuple[CountedDay, ...]
    records: tuple[DutyRecord, ...]
    on: date
    position: int


@use_case("duties.explain", Power.DUTIES_READ, "S24", "S39", "S62", reads=True)
def explain(
    office: Office,
    act: Act,
    *,
    which: DutyFilter = MINE,
    id: str | None = None,  # noqa: A002 - what the list calls it
    when: When = NOW,
) -> DutyPage:
    """Explain one duty: the rule and its layer, the days one by one, and what meets it.

    An id alone names it, whoever owes it and whenever it is due.
    """
    moment = settled(office, when)
    cell = _one(office, act, which, id, moment)
    names, ground = directory(office), cell.ground
    [item] = items_of([cell], names, moment.today)
    return DutyPage(
        item=item,
        rule=rule_part(ground, names.on(cell.due)),
        says=ground.says,
        days=ground.days,
        records=tuple(_records(office, cell, names)),
        on=moment.today,
        position=moment.position,
    )


def _one(office: Office, act: Act, which: DutyFilter, wanted: str | None, moment: Moment) -> Cell:
    if wanted is None:
        cells = asked_for(office, act, which, moment)
    else:
        cells = named(office, act, wanted, moment)
    if not cells:
        given = (wanted, which.duty, which.person, which.unit, which.case, which.period)
        raise NoSuchDutyError(asked="、".join(filter(None, given)) or "本人本季度")
    if len(cells) > 1:
        ids = "、".join(cell.id for cell in cells[:MOST_NAMED])
        more = " 等" if len(cells) > MOST_NAMED else ""
        raise SeveralDutiesError(count=len(cells), ids=f"{ids}{more}")
    return cells[0]


def _records(office: Office, cell: Cell, names: Directory) -> Iterator[DutyRecord]:
    """Yield the records behind a duty; of what is no matter only that it was done."""
    for position in cell.met_by:
        [envelope] = office.log.scan(position - 1, position)
        sentence = f"{names(envelope.actor)}：{KINDS[cell.duty].title}"
        if envelope.stream.startswith(cases.PREFIX):
            history = withheld(office.log.stream(envelope.stream))
            [shown] = [one for one in history if one.version == envelope.version]
            sentence = timeline_item(shown, names).sentence
        yield DutyRecord(
            position=position,
            recorded_at=envelope.recorded_at,
            occurred_on=civil_date(envelope.occurred_at),
            actor=envelope.actor,
            event=type(envelope.event).__name__,
            sentence=sentence,
        )
