"""What is on record of a foreign file's messages already, and what they say differently now."""

from collections.abc import Iterator, Sequence
from typing import Any

import attrs
from attrs import frozen

from minqing_core.application.importing.desk import Desk
from minqing_core.application.importing.rows import Message
from minqing_core.application.office import Office
from minqing_core.application.ports import Batch, Draft
from minqing_core.application.transact import canonical
from minqing_core.diary import events
from minqing_core.diary.decisions import recording
from minqing_core.diary.decisions.recording import Amendment
from minqing_core.diary.state import evolve, fold
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import CaseId
from minqing_core.kernel.personal import Personal
from minqing_core.views.cases import stream_of
from minqing_core.views.tables import Query, Where

REASON = "重新导入时原文有变"


@frozen(kw_only=True)
class Told:
    """A text on record: where it stands, what the source last said, what it is now."""

    version: int
    field: str
    source: str
    now: str
    imported: bool

    def differs(self, text: str) -> bool:
        """Say whether the source says something that it never said last, nor stands there now."""
        return text not in {self.source, self.now}


def known_cases(office: Office, source: str, numbers: Sequence[str]) -> dict[str, CaseId]:
    """Return the matters on record under these numbers of a system."""
    where = (
        Where(column="source_system", test="=", value=source),
        Where(column="source_number", test="in", value=tuple(numbers)),
    )
    query = Query(table="cases", where=where, order="position", limit=10 * len(numbers))
    rows = office.views.rows(query)
    return {str(row["source_number"]): CaseId(str(row["number"])) for row in rows}


class Known:
    """A message whose matter is on record already."""

    def __init__(self, desk: Desk, message: Message, history: Sequence[Envelope[Any]]) -> None:
        self._desk = desk
        self._message = message
        self._history = history
        self._told = list(_told(history, desk.key(message)))

    def amendments(self) -> list[Amendment]:
        """Return the corrections that make the record say what the source says now (S35)."""
        wanted = {("title", 1): self._message.title, ("text", 1): self._message.text}
        earlier = self._reply()
        if earlier is not None and self._reply_is_new():
            wanted["text", earlier.version] = self._message.reply
        return [
            Amendment(
                version=told.version,
                field=told.field,
                value=Personal(wanted[told.field, told.version]),
                reason=Personal(REASON),
            )
            for told in self._told
            if (told.field, told.version) in wanted
            and told.differs(wanted[told.field, told.version])
        ]

    def answered_since(self) -> bool:
        """Say whether the source gave its first reply since the last import."""
        return self._reply_is_new() and self._reply() is None

    def batch(self, amendments: Sequence[Amendment]) -> Batch:
        """Return the corrections and the new reply as one request.

        Raises:
            RefusalError: a rule of the diary is against it.
        """
        desk, message, version = self._desk, self._message, len(self._history)
        stream, state = self._history[0].stream, fold(e.event for e in self._history)
        drafts: list[Draft] = []
        for amendment in amendments:
            decided = recording.amend(state, amendment=amendment, by=desk.standing, at=desk.at)
            for event in decided:
                state = evolve(state, event)
                drafts.append(Draft(stream=stream, event=event))
        if self.answered_since():
            drafts += desk.answered(state, message, stream)
        key = f"{desk.key(message)}@{version}"
        act = attrs.evolve(desk.act, key=key, seen=None, occurred_at=None)
        asked = [key, message.title, message.text, message.reply]
        return Batch(act=act, drafts=drafts, expect={stream: version}, request=canonical(asked))

    def _reply_is_new(self) -> bool:
        replies = [told for told in self._told if told.version > 1]
        return bool(self._message.reply) and all(t.differs(self._message.reply) for t in replies)

    def _reply(self) -> Told | None:
        return next((told for told in self._told if told.version > 1 and told.imported), None)


def history_of(office: Office, case: CaseId) -> list[Envelope[Any]]:
    """Return everything on record of a matter."""
    return office.log.stream(stream_of(case))


def _told(history: Sequence[Envelope[Any]], key: str) -> Iterator[Told]:
    amended = [e.event for e in history if isinstance(e.event, events.TextAmended)]
    for envelope in history:
        imported = (envelope.key or "").startswith(key)
        match envelope.event:
            case events.MatterRecorded(matter=matter):
                yield _text(amended, 1, "title", matter.title.text, imported=imported)
                yield _text(amended, 1, "text", matter.text.text, imported=imported)
            case events.FeedbackGiven(text=text):
                yield _text(amended, envelope.version, "text", text.text, imported=imported)
            case _:
                pass


def _text(
    amended: Sequence[events.TextAmended], version: int, field: str, first: str, *, imported: bool
) -> Told:
    later = [a for a in amended if (a.version, a.field) == (version, field)]
    by_source = [a.text.text for a in later if str(a.reason) == REASON]
    return Told(
        version=version,
        field=field,
        source=by_source[-1] if by_source else first,
        now=later[-1].text.text if later else first,
        imported=imported,
    )
