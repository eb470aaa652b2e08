"""The steps of handling (S24, S25)."""

from datetime import date

from attrs import frozen

from minqing_core.diary.events.terms import (
    Form,
)
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.personal import Personal


@frozen(kw_only=True)
class CauseRecorded:
    """Why the trouble arose was written down."""

    text: Personal
    form: Form


@frozen(kw_only=True)
class DeliberationRecorded:
    """How a solution was looked for was written down."""

    text: Personal
    form: Form


@frozen(kw_only=True)
class NoteRecorded:
    """Something of the handling was told, analysed or commented on."""

    text: Personal
    form: Form


@frozen(kw_only=True)
class MeasureAdopted:
    """A measure was decided on, with one who answers for it and a day."""

    measure: int
    text: Personal
    owner: PersonId
    due: date


@frozen(kw_only=True)
class MeasureCarriedOut:
    """A measure was carried out."""

    measure: int
    text: Personal


@frozen(kw_only=True)
class MeasureDropped:
    """A measure will not be carried out, as whoever had resolved on it decided (S52)."""

    measure: int
    reason: Personal


@frozen(kw_only=True)
class LeaderAssigned:
    """A leader became responsible for the matter."""

    leader: PersonId
    text: Personal | None
