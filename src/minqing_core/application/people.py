"""People as the use cases need them: registered, and known by number."""

from minqing_core.application.office import Office, person_stream
from minqing_core.kernel.ids import PersonId
from minqing_core.roster.decisions import PersonUnknownError


def require_person(office: Office, person: PersonId) -> None:
    """Refuse somebody who was never entered in the roster (S9).

    Raises:
        PersonUnknownError: nobody goes by this number.
    """
    if office.log.version(person_stream(person)) == 0:
        raise PersonUnknownError(person=person)
