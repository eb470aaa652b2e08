"""Keeping the disposable tables up with the log."""

from functools import partial

import attrs

from minqing_core.application.moments import Moment, When, found
from minqing_core.application.office import Office
from minqing_core.views.schema import changes

CHUNK = 5_000


def caught_up(office: Office) -> int:
    """Bring the tables up to the end of the log, and return that position.

    Several processes may race to do it; one wins each stretch, the others go on from there.
    """
    end = office.log.size()
    start = office.views.position()
    while start < end:
        upto = min(start + CHUNK, end)
        history = partial(office.log.stream, upto=upto)
        office.views.advance(start, upto, changes(office.log.scan(start, upto), history))
        start = office.views.position()
        office.progress(start, end)
    return start


def settled(office: Office, when: When) -> Moment:
    """Bring the tables up to the log, and find the moment that is asked for."""
    position = caught_up(office)
    moment = found(office, when)
    return attrs.evolve(moment, position=position) if when.is_now else moment


def rebuild(office: Office) -> int:
    """Empty the tables and build them anew from the log."""
    office.views.clear()
    return caught_up(office)
