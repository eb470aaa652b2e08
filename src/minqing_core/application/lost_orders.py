"""Destructions of personal words that are on record no more: a copy of before was put back."""

from collections.abc import Iterator

from minqing_core.application.high_water import begun_epochs
from minqing_core.application.office import Office
from minqing_core.application.ports import Destroyed
from minqing_core.application.privacy_keeping import SHREDDED, shredded_at, subjects_of
from minqing_core.kernel.subjects import PRIVACY, Subject


def lost_orders(office: Office) -> Iterator[tuple[Destroyed, Subject]]:
    """Yield what was destroyed by orders that were signed and that the record has lost.

    Whoever orders it anew makes it good: what stands beyond the start of an epoch is from after
    the loss.
    """
    epochs = begun_epochs(office.log)
    for told in office.checkpoints.destroyed():
        starts = [e.size for e in epochs if e.size < told.position]
        for about in subjects_of([told.stream]):
            at = shredded_at(office, about)
            anew = starts and any(position > min(starts) for position in at)
            if told.position not in at and not anew:
                yield told, about


def readable_in(copy: Office, live: Office) -> list[Subject]:
    """Return the subjects whose words were destroyed here and can still be read in a copy."""
    marked = copy.sealed.marked()

    def readable(about: Subject) -> bool:
        ordered = shredded_at(live, about)
        reached = [
            key.key
            for key in copy.sealed.of(about.stream)
            if about.holds(key.part) and any(key.first < at for at in ordered)
        ]
        return any(marked.get(key) != SHREDDED for key in copy.sealed.there(reached))

    streams = {envelope.stream for envelope in live.log.scan(prefix=PRIVACY)}
    return [about for about in subjects_of(sorted(streams)) if readable(about)]
