"""The people of a roster file: entered once, each row adding a post or a stationing."""

from collections.abc import Sequence
from datetime import date

from attrs import field, frozen

from minqing_core.application.importing.roster_rows import PersonRow, RosterMapping
from minqing_core.application.importing.sheet import Line, RowFault
from minqing_core.kernel.refusals import RefusalError
from minqing_core.roster import decisions, events
from minqing_core.roster.state import Person, Units, fold_person


class PersonDiffersError(RefusalError):
    """The person is on record with other particulars, which no import changes."""

    kind = "conflict"
    code = "person-differs"
    text = "编号 {person} 在册为「{name}」，此行的{what}与在册不符；性质有变请在花名册中改类别"


@frozen(kw_only=True)
class Entering:
    """What the rows about one person make, by which rows, and what is wrong with the others."""

    made: dict[Line, Sequence[events.PersonEvent]] = field(factory=dict)
    faults: tuple[RowFault, ...] = ()

    @property
    def events(self) -> list[events.PersonEvent]:
        """Everything that is new of the person, in order."""
        return [event for found in self.made.values() for event in found]


def entered(
    rows: Sequence[PersonRow],
    history: Sequence[events.PersonEvent],
    units: Units,
    mapping: RosterMapping,
    today: date,
) -> Entering:
    """Enter a person with everything that the rows about them say (S6–S9)."""
    made: dict[Line, Sequence[events.PersonEvent]] = {}
    faults: list[RowFault] = []
    for row in rows:
        try:
            found = _decided(row, history, units, today)
        except RefusalError as refusal:
            faults.append(row.line.fault(mapping.person.number, refusal.code, str(refusal)))
        else:
            made[row.line] = found
            history = [*history, *found]
    return Entering(made=made, faults=tuple(faults))


def _decided(
    row: PersonRow, history: Sequence[events.PersonEvent], units: Units, today: date
) -> list[events.PersonEvent]:
    person, found = fold_person(history), list[events.PersonEvent]()
    if person.registered is None:
        found += decisions.register(person, person_id=row.person, facts=row.facts, today=today)
    else:
        _require_same(person, person.registered, row)
    if row.taken is not None and row.taken not in history:
        found += decisions.take_post(
            fold_person(found, person), person_id=row.person, taken=row.taken, units=units
        )
    if row.stationed is not None and row.stationed not in history:
        found += decisions.station(
            fold_person(found, person), person_id=row.person, stationed=row.stationed, units=units
        )
    return found


def _require_same(person: Person, registered: events.PersonRegistered, row: PersonRow) -> None:
    facts, what = row.facts, []
    if facts.name.text != registered.name.text:
        what.append("姓名")
    if facts.kind is not None and facts.kind not in person.kinds.values():
        what.append("性质")
    if facts.contact is not None and facts.contact != registered.contact:
        what.append("联系电话")
    if what:
        name = registered.name.text
        raise PersonDiffersError(person=row.person, name=name, what="、".join(what))
