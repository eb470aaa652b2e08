"""Lists that somebody only chooses from: nobody has looked anything up, and it is not noted."""

from datetime import datetime

import attrs
from attrs import frozen

from minqing_core.application.office import Office
from minqing_core.application.ports import EVERY_ENTRY, AccessEntry, AccessFilter, AccessLog
from minqing_core.kernel.ids import PersonId

CHOSEN_FROM = frozenset({"roster.people", "roster.units"})


@frozen(kw_only=True)
class Choosing:
    """A log of who read what that takes no note of choices; of denials it does."""

    log: AccessLog

    def note(self, entry: AccessEntry) -> None:
        """Note an entry, unless somebody was only offered whom or what to choose."""
        if entry.outcome != "read" or entry.use_case not in CHOSEN_FROM:
            self.log.note(entry)

    def listed(
        self,
        *,
        person: PersonId | None,
        subject: str | None,
        before: int | None,
        limit: int,
        which: AccessFilter = EVERY_ENTRY,
    ) -> list[AccessEntry]:
        """Return entries with an id less than *before*, the latest first."""
        return self.log.listed(
            person=person, subject=subject, before=before, limit=limit, which=which
        )

    def prune(self, before: datetime) -> int:
        """Forget the entries of before an instant, and return how many there were."""
        return self.log.prune(before)


def choosing(office: Office) -> Office:
    """Return the office for whoever fills in a form: what they may choose from is no reading."""
    return attrs.evolve(office, access=Choosing(log=office.access))
