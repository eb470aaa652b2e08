"""Who stands in for a post, and that it ends when the post is no longer held (S25)."""

from collections.abc import Iterable, Iterator
from datetime import date

from minqing_core.application.office import person_stream
from minqing_core.application.ports import Draft
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.roster import events
from minqing_core.roster.decisions import StandingIn
from minqing_core.views.people import DAY, PersonFile, Tenure


def standing_in(
    files: Iterable[PersonFile], person: PersonId, named: events.SubstituteNamed
) -> Iterator[StandingIn]:
    """Yield everybody else who stands in for the post that a person is to stand in for."""
    for file in files:
        for term in _substitutions(file):
            same = (term.post, term.unit) == (named.post, named.unit)
            if same and term.until is not None and file.person != person:
                yield StandingIn(person=file.person, since=term.since, until=term.until)


def relieved(
    files: Iterable[PersonFile],
    absent: PersonId,
    last: date,
    left: tuple[events.Post, UnitId] | None = None,
) -> Iterator[Draft]:
    """Yield that nobody stands in for somebody beyond their last day in a post, or in any."""
    for file in files:
        for term in _substitutions(file):
            theirs = term.instead_of == absent and left in {None, (term.post, term.unit)}
            until = max(last, term.since - DAY)
            if theirs and term.post is not None and term.lasts(until + DAY):
                ended = events.SubstitutionEnded(post=term.post, unit=term.unit, until=until)
                yield Draft(stream=person_stream(file.person), event=ended)


def _substitutions(file: PersonFile) -> Iterator[Tenure]:
    return (term for term in file.tenures if term.instead_of is not None)
