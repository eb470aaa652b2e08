"""The desk at which messages become matters: every rule of the diary applied, nothing recorded."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import attrs
from attrs import frozen

from minqing_core.application.importing.mapping import MessageMapping, require_mapping
from minqing_core.application.importing.rows import Message
from minqing_core.application.importing.sheet import Sheet
from minqing_core.application.office import PROGRAMME, Office, person_stream
from minqing_core.application.people import require_staying
from minqing_core.application.ports import Batch, Draft
from minqing_core.application.transact import canonical
from minqing_core.diary import events
from minqing_core.diary.decisions import answering, recording
from minqing_core.diary.decisions.refusals import UnitWantedError
from minqing_core.diary.decisions.requirements import require_after_learning
from minqing_core.diary.state import Case, fold
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import StreamId, UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.refusals import OccurredInFutureError
from minqing_core.kernel.standing import Standing
from minqing_core.roster.events import UnitKind
from minqing_core.roster.state import Units
from minqing_core.views.cases import PREFIX
from minqing_core.views.schema import UNITS


@frozen(kw_only=True)
class Desk:
    """Who imports, for which unit, under which mapping and when; and what that relies on."""

    act: Act
    standing: Standing
    unit: UnitId
    mapping: MessageMapping
    at: datetime
    relies_on: Mapping[StreamId, int]

    def decided(self, message: Message) -> list[Draft]:
        """Return what a message becomes: a matter, and the opinion that was fed back (S62).

        Raises:
            RefusalError: a rule of the diary is against it.
        """
        stream = StreamId(f"{PREFIX}{civil_date(self.at).year}-#row{message.line.row}")
        recorded = recording.record(
            self._matter(message),
            by=self.standing,
            owner=self.standing.person,
            unit=self.mapping.unit(message.title, message.text) or self.unit,
            attested=False,
            at=self.at,
        )
        drafts = [Draft(stream=stream, event=event) for event in recorded]
        return [*drafts, *self.answered(fold(recorded), message, stream)]

    def answered(self, state: Case, message: Message, stream: StreamId) -> list[Draft]:
        """Return what the reply of a message becomes, nothing where there was none (S62)."""
        if not message.reply or message.reply_at is None:
            return []
        if message.reply_at > self.at:
            raise OccurredInFutureError(occurred_at=message.reply_at, now=self.at)
        require_after_learning(state, message.reply_at)
        reply = events.FeedbackGiven(
            stage=events.Stage.OPINION, means=events.Means.ONLINE, text=Personal(message.reply)
        )
        given = answering.give_feedback(state, feedback=reply, by=self.standing)
        return [Draft(stream=stream, event=e, occurred_at=message.reply_at) for e in given]

    def batch(self, message: Message, drafts: Sequence[Draft]) -> Batch:
        """Return a new matter as one request, which no second clerk and no re-run repeats."""
        key = self.key(message)
        act = attrs.evolve(self.act, key=key, seen=None, occurred_at=message.at)
        asked = [key, message.title, message.text, message.reply]
        return Batch(act=act, drafts=drafts, expect=self.relies_on, request=canonical(asked))

    def key(self, message: Message) -> str:
        """Return the key under which a message is imported once and for all."""
        return f"import:{self.mapping.source}:{message.number}"

    def _matter(self, message: Message) -> events.Matter:
        defaults = self.mapping.defaults
        category = self.mapping.suggested(message.title, message.text)
        label = defaults.category_label if category.startswith(recording.OTHER) else None
        return events.Matter(
            kind=defaults.kind,
            channel=defaults.channel,
            category=category,
            category_label=None if label is None else Personal(label),
            title=Personal(message.title),
            text=Personal(message.text),
            place=self.mapping.unit(message.title, message.text),
            petitioners=(_petitioner(message),),
            learned_at=message.at,
            source=events.Source(system=self.mapping.source, number=message.number),
        )


def open_desk(office: Office, act: Act, mapping: MessageMapping, sheet: Sheet) -> Desk:
    """Open the desk of the acting person, as programme, units and posts now stand.

    Raises:
        InvalidInputError: the mapping does not fit the scheme, the units or the sheet.
        UnitWantedError: it cannot be told which unit answers for the matters.
    """
    relies_on = office.versions(PROGRAMME, UNITS)
    at, programme, units = office.now(), office.programme(), office.units()
    require_mapping(mapping, sheet, programme, units.tree, civil_date(at))
    require_staying(office, act.actor)
    standing = office.standing(act.actor)
    return Desk(
        act=act,
        standing=standing,
        unit=_home(standing, units, civil_date(at)),
        mapping=mapping,
        at=at,
        relies_on={**relies_on, person_stream(standing.person): standing.version},
    )


def _home(standing: Standing, units: Units, today: date) -> UnitId:
    live = sorted(units.live(standing.units, today))
    kinds = {unit: units.known[unit].kind for unit in live}
    offices = [unit for unit in kinds if kinds[unit] is UnitKind.ORG_PERSONNEL_OFFICE]
    if offices:
        return offices[0]
    if len(kinds) == 1:
        return next(iter(kinds))
    raise UnitWantedError(person=standing.person, units="、".join(kinds) or "无")


def _petitioner(message: Message) -> events.Petitioner:
    if not message.author:
        return events.Petitioner(kind=events.PetitionerKind.ANONYMOUS)
    return events.Petitioner(kind=events.PetitionerKind.NAMED, name=Personal(message.author))
