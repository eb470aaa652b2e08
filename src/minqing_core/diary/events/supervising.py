"""Urging and supervising: reminders and orders with a limit （催办、督办， S72）."""

from datetime import date

from attrs import frozen

from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.personal import Personal


@frozen(kw_only=True)
class ReminderSent:
    """Somebody was reminded of what is still to be done."""

    to: PersonId
    text: Personal


@frozen(kw_only=True)
class SupervisionOrdered:
    """Somebody was ordered to see to the matter by a day; ``listed`` is 挂牌督办."""

    order: int
    to: PersonId
    text: Personal
    due: date
    listed: bool = False


@frozen(kw_only=True)
class SupervisionReplied:
    """Who was ordered told what was done."""

    order: int
    text: Personal


@frozen(kw_only=True)
class SupervisionClosed:
    """The supervisor closed the order, and said on what ground."""

    order: int
    text: Personal
