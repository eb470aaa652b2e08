"""Whose diary of a quarter somebody reads, by the matrix over the roster (S53–S58)."""

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from minqing_core.application.duties_rules import rolls, rulebook
from minqing_core.application.moments import Moment
from minqing_core.application.names import directory
from minqing_core.application.office import Office
from minqing_core.application.people import require_person
from minqing_core.application.roster_files import files_at
from minqing_core.duties.ledger import Rulebook
from minqing_core.duties.matrix import (
    Assignment,
    Reader,
    Roll,
    answerable_on,
    assignment,
    assignments,
    gap,
    readers_on,
)
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.periods import Months, period
from minqing_core.kernel.refusals import PeriodError
from minqing_core.powers.rules import Power, holds
from minqing_core.review.decisions.requirements import Named, Quarter, Reviewer
from minqing_core.views.labels import label

QUARTER = 3
NO_PART = "无人（季末不参加活动）"


@frozen(kw_only=True)
class Matrix:
    """The matrix of a quarter, as it stands at a moment.

    By which rule a diary is read the roster ``then`` says, when the quarter ends; who reads it
    the one of the day that it is ``on``, with the heirs of the units of then (S84); who owes it
    the ledger of duties, by the rules of the ``book``.
    """

    office: Office
    book: Rulebook
    then: Roll
    roll: Roll
    period: Months
    on: date

    def of(self, person: PersonId) -> Assignment | None:
        """Return by which rule somebody's diary is read; None where they take no part."""
        return assignment(self.then, person, self.period) if person in self.then.people else None

    def all(self) -> Iterable[Assignment]:
        """Yield everybody whose diary is read."""
        return assignments(self.then, self.period)

    def readers(self, assigned: Assignment) -> list[Reader]:
        """Return everybody who may read a diary on the day of the matrix."""
        return [*readers_on(self.roll, assigned, self.on)]

    def answerable(self, assigned: Assignment) -> list[Reader]:
        """Return who answers for the reading on the day of the matrix."""
        return [*answerable_on(self.roll, assigned, self.on)]

    def gap(self, assigned: Assignment) -> str | None:
        """Say why nobody reads a diary, or None."""
        return gap(self.roll, assigned, self.on)

    def named(self, person: PersonId) -> Named:
        """Return whom the matrix names to review somebody's diary, for a decision."""
        assigned = self.of(person)
        if assigned is None:
            return Named(reviewers=(), right=NO_PART)
        reviewers = tuple(
            Reviewer(
                person=reader.person,
                rule=assigned.rule,
                clause=assigned.clause,
                post=reader.post,
                instead_of=reader.instead_of,
            )
            for reader in self.readers(assigned)
        )
        return Named(reviewers=reviewers, right=self.right(assigned))

    def right(self, assigned: Assignment) -> str:
        """Say who is to read a diary, or why nobody is (Q1)."""
        posts = "、".join(label("post", post) for post in assigned.posts)
        why = self.gap(assigned)
        if why is None:
            return "、".join(map(self._told, self.answerable(assigned)))
        return f"{posts}（{why}）" if posts else why

    def _told(self, reader: Reader) -> str:
        names, post = directory(self.office), label("post", reader.post)
        whom = "" if reader.instead_of is None else f"，代{names(reader.instead_of)}"
        return f"{names(reader.person)}（{post}{whom}）"


def matrix_at(office: Office, moment: Moment, period: Months) -> Matrix:
    """Return the matrix of a quarter as it stands at a moment."""
    people, book = tuple(files_at(office, moment)), rulebook(office, moment)
    roll_on = rolls(office, moment, people, book)
    return Matrix(
        office=office,
        book=book,
        then=roll_on(period.last),
        roll=roll_on(moment.today),
        period=period,
        on=moment.today,
    )


def quarter_named(text: str) -> Months:
    """Read a quarter as people write it.

    Raises:
        PeriodError: the text names none.
    """
    found = period(text)
    if isinstance(found, Months) and found.length == QUARTER:
        return found
    raise PeriodError(period=text, wanted="年份加季度，如 2025-Q3")


def quarter_of(office: Office, person: PersonId, period: Months) -> Quarter:
    """Return somebody's diary of a quarter; they took part if they did on any of its days.

    Raises:
        PersonUnknownError: nobody goes by this number.
    """
    require_person(office, person)
    file = office.person(person)
    begun = (since for since, _ in file.kinds if period.first <= since <= period.last)
    days = (period.first, *begun, period.last)
    return Quarter(
        person=person, period=period, took_part=any(file.kind(day) is not None for day in days)
    )


def oversees(office: Office, person: PersonId) -> bool:
    """Say whether somebody answers for the reviews of the whole town (S72)."""
    return holds(office.standing(person), Power.REVIEW_OVERSEE)
