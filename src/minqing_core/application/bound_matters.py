"""The histories of the matters that one is bound to, as far as its reader may see them."""

from collections.abc import Iterator, Sequence
from typing import Any

from minqing_core.application.case_ground import CaseGround
from minqing_core.application.office import Office
from minqing_core.kernel.envelope import Envelope
from minqing_core.views import cases
from minqing_core.views.sealing import others_in


def bound_to(office: Office, ground: CaseGround) -> Iterator[Sequence[Envelope[Any]]]:
    """Yield what was known then of each matter that a matter was ever bound to (S26, S30).

    Those closed to the reader are not named in the history that they see.
    """
    moment = ground.moment
    for other in sorted(others_in(ground.history)):
        history = moment.saw(office.log.stream(cases.stream_of(other), moment.position))
        if history:
            yield history
