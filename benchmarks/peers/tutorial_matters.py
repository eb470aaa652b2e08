"""An aggregate class whose methods are events, and an application that saves and gets it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from told import ADOPTED, AFTER, ANSWERED, CARRIED_OUT, CLOSED, ENDING, NOTED, OPEN, OPENING

READ = 1000


class Matter(Aggregate):
    """A matter; each of its methods is an event."""

    @event("Recorded")
    def __init__(
        self, number: str, owner: str, at: datetime, urgency: str, matter: dict[str, Any]
    ) -> None:
        self.number = number
        self.owner = owner
        self.urgency = urgency
        self.category = matter["category"]
        self.place = matter["place"]
        self.title = matter["title"]
        self.text = matter["text"]
        self.learned_at = at
        self.status = OPEN
        self.due: str | None = None
        self.keys: list[str] = []
        self.said = 1

    @staticmethod
    def create_id(number: str) -> UUID:
        """Return the id of a matter."""
        return uuid5(NAMESPACE_URL, f"/matters/{number}")

    @event("CauseRecorded")
    def record_cause(self, actor: str, at: datetime, text: str, form: str) -> None:
        """Say where it comes from."""
        self.said += 1

    @event("MeasureAdopted")
    def adopt_measure(
        self, actor: str, at: datetime, text: str, measure: int, owner: str, due: str
    ) -> None:
        """Say what is to be done by when."""
        self.due = due
        self.said += 1

    @event("MeasureCarriedOut")
    def carry_out(self, actor: str, at: datetime, text: str, measure: int) -> None:
        """Say that it was done."""
        self.due = None
        self.said += 1

    @event("FeedbackGiven")
    def give_feedback(self, actor: str, at: datetime, text: str, stage: str, means: str) -> None:
        """Say what the citizen was told."""
        self.said += 1

    @event("Concluded")
    def conclude(self, actor: str, at: datetime, effect: str, outcome: str) -> None:
        """End it."""
        self.status = CLOSED
        self.said += 1

    def note(self, actor: str, at: datetime, text: str, key: str) -> None:
        """Take a note: only its owner, while it is open, and once for a key."""
        if actor != self.owner or self.status != OPEN:
            raise PermissionError(self.number)
        if key not in self.keys:
            self.keep_note(actor, at, text, key)

    @event("NoteTaken")
    def keep_note(self, actor: str, at: datetime, text: str, key: str) -> None:
        """Keep a note."""
        self.keys.append(key)
        self.said += 1


KINDS = {
    "Recorded": OPENING,
    "CauseRecorded": "CauseRecorded",
    "MeasureAdopted": ADOPTED,
    "MeasureCarriedOut": CARRIED_OUT,
    "FeedbackGiven": ANSWERED,
    "Concluded": ENDING,
    "NoteTaken": NOTED,
}


class Matters(Application):
    """The application."""

    def note(self, number: str, actor: str, text: str, key: str) -> None:
        """Take a note of a matter."""
        matter = self.matter(number)
        matter.note(actor, AFTER, text, key)
        self.save(matter)

    def matter(self, number: str) -> Matter:
        """Get a matter."""
        found: Matter = self.repository.get(Matter.create_id(number))
        return found

    def events_of(self, number: str) -> list[Any]:
        """Return the events of a matter."""
        return list(self.events.get(Matter.create_id(number)))

    def every_event(self) -> Iterator[Any]:
        """Go through the whole log."""
        start: int | None = 1
        while start is not None:
            found = self.recorder.select_notifications(start, READ)
            yield from map(self.mapper.to_domain_event, found)
            start = found[-1].id + 1 if len(found) == READ else None

    def all_matters(self, at: datetime | None = None) -> list[Matter]:
        """Put all matters together, as they were at an instant or as they are."""
        found: dict[UUID, Any] = {}
        for one in self.every_event():
            if at is None or one.at <= at:
                found[one.originator_id] = one.mutate(found.get(one.originator_id))
        return list(found.values())
