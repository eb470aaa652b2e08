"""Users of the operating system, and the people they act as."""

from minqing_core.application.office import Office
from minqing_core.kernel.ids import PersonId, StreamId
from minqing_core.roster.state import fold_login

LOGIN = "login/"


def login_stream(login: str) -> StreamId:
    """Return the stream of a user of the operating system."""
    return StreamId(f"{LOGIN}{login}")


def bound_person(office: Office, login: str) -> PersonId | None:
    """Return the person that a user of the operating system acts as, or None."""
    return fold_login(envelope.event for envelope in office.log.stream(login_stream(login)))
