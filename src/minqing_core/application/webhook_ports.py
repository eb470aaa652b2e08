"""What is pushed to whom, and how that went: changeable, beside the record."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from attrs import field, frozen

from minqing_core.kernel.ids import PersonId


@frozen(kw_only=True)
class Webhook:
    """An address to which what is recorded is pushed, as far as the holder of a key may see it.

    ``cursor`` is the position up to which it was taken from the log; ``trouble`` is why nothing
    more is taken, None when all is well.
    """

    id: int
    url: str
    key: int
    cursor: int
    trouble: str | None
    added_by: PersonId
    added: datetime
    ended_by: PersonId | None
    ended: datetime | None


class DeliveryState(StrEnum):
    """How it stands with a delivery."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"
    WITHHELD = "withheld"


@frozen(kw_only=True)
class Try:
    """A time that an event was sent to an address: what was answered, or why nothing was."""

    at: datetime
    status: int | None
    trouble: str | None


@frozen(kw_only=True)
class Delivery:
    """An event on its way to an address: how often it was tried, and how the last time went.

    ``status`` is what was answered, ``trouble`` why nothing was; ``due`` is when it is tried next.
    ``tries`` are all the times that it was sent, those of before a redelivery too, where they
    are asked for.
    """

    webhook: int
    position: int
    state: DeliveryState
    attempts: int
    due: datetime
    tried: datetime | None
    status: int | None
    trouble: str | None
    tries: tuple[Try, ...] = ()


@frozen(kw_only=True)
class Outcome:
    """How it went with a delivery, and when it is tried next if it is."""

    state: DeliveryState
    at: datetime
    due: datetime
    status: int | None = None
    trouble: str | None = None
    attempted: bool = field(default=True)


class Webhooks(Protocol):
    """The addresses and the deliveries. Safe to use from several threads and processes."""

    def add(self, *, url: str, key: int, cursor: int, by: PersonId, at: datetime) -> Webhook:
        """Enter an address, with a secret of its own."""
        ...

    def listed(self) -> list[Webhook]:
        """Return every address that was ever entered, the first one first."""
        ...

    def secret(self, webhook: int) -> str:
        """Return what messages to an address are signed with."""
        ...

    def end(self, webhook: int, *, by: PersonId, at: datetime) -> Webhook | None:
        """Push nothing more to an address; None when there is no such one."""
        ...

    def take(self, webhook: int, positions: Collection[int], *, cursor: int, at: datetime) -> None:
        """Enter the events at these positions for delivery, once each, and put the cursor on."""
        ...

    def stop(self, webhook: int, trouble: str | None) -> None:
        """Note why nothing more is taken for an address, or that all is well again."""
        ...

    def claim(
        self,
        *,
        at: datetime,
        until: datetime,
        most: int,
        each: int,
        busy: Collection[int] = (),
    ) -> list[Delivery]:
        """Return *most* deliveries that are due; nobody else is given them until an instant.

        Each address has its turn, earliest first and *each* at the most, so that none waits for
        what another does not take. To those *busy*, or ended, there are none.
        """
        ...

    def settle(self, delivery: Delivery, outcome: Outcome) -> None:
        """Note how it went with a delivery, and that it was tried if it was."""
        ...

    def deliveries(
        self, webhook: int, *, state: DeliveryState | None, before: int | None, limit: int
    ) -> list[Delivery]:
        """Return the deliveries to an address of events before a position, the latest first.

        Each has every time that it was tried.
        """
        ...

    def again(
        self, webhook: int, *, since: int, upto: int, state: DeliveryState | None, at: datetime
    ) -> int:
        """Have events of these positions delivered again, and return how many there are."""
        ...

    def waiting(self, webhook: int) -> int:
        """Return how many deliveries to an address are still to be made."""
        ...

    def prune(self, before: datetime) -> int:
        """Forget what was delivered before an instant, and return how much that was."""
        ...
