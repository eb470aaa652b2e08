"""Orders about personal data carried out: on the keys that seal it, and on all that was read."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from attrs import frozen

from minqing_core.application.office import Office
from minqing_core.application.tables import rebuild, rewritten
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import StreamId
from minqing_core.kernel.subjects import PRIVACY, Subject, subject
from minqing_core.privacy.events import (
    RestrictionLifted,
    RestrictionOrdered,
    ShreddingApproved,
)
from minqing_core.views.privacy import PrivacyFile, Wanted, fold, wanted

ORDERS = RestrictionOrdered | RestrictionLifted | ShreddingApproved
RESTRICTED, SHREDDED, RISEN = "restricted", "shredded", "risen"


@frozen(kw_only=True)
class Differences:
    """Where the keys are not as ordered: closed or destroyed without an order, or not yet so."""

    unordered: Mapping[int, str]
    undone: Mapping[int, str]

    @property
    def any(self) -> bool:
        """Whether there are any."""
        return bool(self.unordered or self.undone)


def carry_out(office: Office, *, just: StreamId | None = None) -> int:
    """Do what was ordered since orders were last carried out, and return how many that were.

    It is asked for after each order, with the stream in which that *just* was put on record, and
    whenever an office is opened: an older copy of the vault that was put back has carried out
    fewer, and no key rises from the dead. One that has carried out more than is on record stands
    beside an older copy of the log, and everything is done again. Where something was destroyed,
    or left half done, every table is built anew, since only tables that are gone as a whole are
    sure to hold no word any more.
    """
    if office.rehearsing:
        return 0
    noted, size = office.sealed.carried_out(), office.log.size()
    since = [*office.log.scan(noted if noted <= size else 0, prefix=PRIVACY)]
    if just is not None and just not in {e.stream for e in since}:
        since += office.log.stream(just)
    ordered = [e for e in since if isinstance(e.event, ORDERS)]
    kept = just is not None and not any(isinstance(e.event, ShreddingApproved) for e in ordered)
    for stream in {about.stream for about in subjects_of(e.stream for e in ordered)}:
        mark = partial(_mark, office, stream)
        if kept:
            rewritten(office, stream, mark)
        else:
            mark()
    if ordered and not kept:
        rebuild(office)
    if since or noted > size:
        last = max((e.position for e in since), default=size)
        office.sealed.note_carried_out(last, anew=noted > size)
    return len(ordered)


def orders_about(office: Office, stream: StreamId) -> dict[Subject, PrivacyFile]:
    """Return what was ordered about a stream and about the parts of it."""
    prefix = f"{PRIVACY}{stream.replace('/', ':')}"
    files = _files(office.log.scan(prefix=prefix))
    return {about: file for about, file in files.items() if about.stream == stream}


def shredded_at(office: Office, about: Subject) -> tuple[int, ...]:
    """Return the positions of the orders by which a subject's words were destroyed."""
    return fold(office.log.stream(about.orders)).shredded_at


def differences(office: Office) -> Differences:
    """Hold the keys against every order on record."""
    ordered: dict[int, str] = {}
    files = _files(office.log.scan(prefix=PRIVACY))
    for stream in {about.stream for about in files}:
        mine = {about: file for about, file in files.items() if about.stream == stream}
        keys = wanted(mine, office.sealed.of(stream))
        ordered |= dict.fromkeys(keys.restricted, RESTRICTED)
        ordered |= dict.fromkeys(keys.shredded, SHREDDED)
    marked = office.sealed.marked()
    risen = {
        key for key, state in marked.items() if (state, ordered.get(key)) == (RISEN, SHREDDED)
    }
    undone = office.sealed.there(key for key in ordered if key not in marked or key in risen)
    closed = {key: SHREDDED if state == RISEN else state for key, state in marked.items()}
    return Differences(
        unordered={key: state for key, state in closed.items() if ordered.get(key) != state},
        undone={key: ordered[key] for key in undone},
    )


def redo(office: Office, undone: Mapping[int, str]) -> None:
    """Close and destroy the keys that were ordered to be so and are not."""
    if not undone or office.rehearsing:
        return
    office.mark(
        restricted=[key for key, state in undone.items() if state == RESTRICTED],
        shredded=[key for key, state in undone.items() if state == SHREDDED],
    )
    rebuild(office)


def wanted_of(office: Office, stream: StreamId) -> Wanted:
    """Return which keys of a stream are ordered to be closed, and which destroyed."""
    return wanted(orders_about(office, stream), office.sealed.of(stream))


def keep_closed(office: Office, stream: StreamId) -> None:
    """Close what was just sealed in a stream whose words are restricted as a whole."""
    if not office.rehearsing and any(f.restricted for f in orders_about(office, stream).values()):
        _mark(office, stream)


def _mark(office: Office, stream: StreamId) -> None:
    keys = wanted_of(office, stream)
    others = {key.key for key in office.sealed.of(stream)} - keys.restricted - keys.shredded
    office.mark(restricted=keys.restricted, lifted=others, shredded=keys.shredded)


def _files(orders: Iterable[Envelope[Any]]) -> dict[Subject, PrivacyFile]:
    found: dict[StreamId, list[Envelope[Any]]] = defaultdict(list)
    for envelope in orders:
        found[envelope.stream].append(envelope)
    return {about: fold(found[about.orders]) for about in subjects_of(found)}


def subjects_of(streams: Iterable[StreamId]) -> list[Subject]:
    """Return the subjects that streams of orders are about."""
    named = (subject(stream.removeprefix(PRIVACY)) for stream in streams)
    return [about for about in named if about is not None]
