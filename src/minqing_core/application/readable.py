"""The history of a matter, as far as somebody may read it."""

from collections.abc import Sequence
from typing import Any

from minqing_core.application.listing import visible
from minqing_core.application.office import Office
from minqing_core.kernel.envelope import Act, Envelope
from minqing_core.views.sealing import others_in, withheld, without


def readable(
    office: Office, act: Act, history: Sequence[Envelope[Any]]
) -> Sequence[Envelope[Any]]:
    """Return a history without sealed identities and without matters closed to who reads (S12)."""
    told = _withheld(office, history)
    others = others_in(told)
    if not others:
        return told
    return without(told, others - visible(office, act, sorted(others)))


def _withheld(office: Office, history: Sequence[Envelope[Any]]) -> Sequence[Envelope[Any]]:
    found = office.at_hand.get(history[0].stream) if history else None
    if found is not None and found.history is history and not found.file.sealed:
        return history
    return withheld(history)
