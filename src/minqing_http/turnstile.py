"""How often somebody who has not logged in may look: so many times a minute from one address."""

from collections import OrderedDict
from collections.abc import Callable
from time import monotonic

from attrs import field, frozen

from minqing_http.refusals import TooOftenError

MOST, SECONDS, ADDRESSES = 60, 60.0, 10_000


@frozen(kw_only=True)
class Turnstile:
    """Counts of the running minute by address; the longest unseen are forgotten first."""

    now: Callable[[], float] = monotonic
    counted: OrderedDict[str, tuple[float, int]] = field(factory=OrderedDict)

    def pass_through(self, address: str) -> None:
        """Count somebody in.

        Raises:
            TooOftenError: as many as may came from this address within a minute.
        """
        began, times = self.counted.pop(address, (self.now(), 0))
        if self.now() - began >= SECONDS:
            began, times = self.now(), 0
        self.counted[address] = began, times + 1
        if len(self.counted) > ADDRESSES:
            self.counted.popitem(last=False)
        if times >= MOST:
            raise TooOftenError(most=MOST)
