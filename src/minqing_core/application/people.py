"""People as the use cases need them: registered, and known by number."""

from minqing_core.application.office import Office, person_stream
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.refusals import ClosedActorError
from minqing_core.roster.decisions import PersonUnknownError, requirements


def require_person(office: Office, person: PersonId) -> None:
    """Refuse somebody who was never entered in the roster (S9).

    Raises:
        PersonUnknownError: nobody goes by this number.
    """
    if office.version(person_stream(person)) == 0:
        raise PersonUnknownError(person=person)


def is_shut_out(office: Office, person: PersonId) -> bool:
    """Say whether nobody may come in as somebody: no page, no key and no webhook (S12).

    Their account is locked, their file is closed, or they never were in the roster.
    """
    account, file = office.accounts().of(person), office.person(person)
    locked = account is not None and account.locked is not None
    return locked or file.since is None or file.closed is not None


def require_staying(office: Office, *people: PersonId) -> None:
    """Refuse those whose last day in the town is over: they take on nothing new (S46).

    Raises:
        PersonLeavingError: somebody was transferred away, and their last day is over.
        ClosedActorError: somebody's file is closed.
    """
    today = civil_date(office.now())
    for person in dict.fromkeys(people):
        file = office.person(person)
        if file.closed is not None:
            raise ClosedActorError(person=person, on=file.closed)
        requirements.require_staying(person, last_day=file.last_day, on=today)
