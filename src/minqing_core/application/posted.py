"""Who is in post where, as the roster said at a moment."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

from minqing_core.application.moments import Moment
from minqing_core.application.office import Office
from minqing_core.application.roster_files import file_at, files_at, last_days
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.replay.gaps import Posted
from minqing_core.roster.events import Post
from minqing_core.views.people import PersonFile, Tenure

HEADS = frozenset({Post.PARTY_SECRETARY, Post.VILLAGE_SECRETARY, Post.DEPARTMENT_HEAD})


def posted(office: Office, moment: Moment) -> Posted:
    """Return who heads a unit on a day, and until when who was transferred away is in the town."""

    @cache
    def everybody() -> tuple[PersonFile, ...]:
        return tuple(files_at(office, moment))

    def heads(unit: UnitId, on: date) -> Iterator[PersonId]:
        for file in everybody():
            if any(tenure.post in HEADS for tenure in _there(file, unit, on)):
                yield file.person

    return Posted(heads=heads, last_day=last_days(office, moment.position))


def in_post(office: Office, person: PersonId, moment: Moment) -> Callable[[UnitId, date], bool]:
    """Return how to ask whether somebody was in post in a unit on a day, or stationed in it."""
    file = file_at(office, person, moment)
    return lambda unit, on: any(_there(file, unit, on))


def _there(file: PersonFile, unit: UnitId, on: date) -> Iterator[Tenure]:
    held = (tenure for tenure in file.tenures if tenure.unit == unit and tenure.held(on))
    return iter(()) if file.has_left(on) else held
