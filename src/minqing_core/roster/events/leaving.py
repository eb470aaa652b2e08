"""How people leave the town (S46)."""

from datetime import date

from attrs import frozen

from minqing_core.kernel.personal import Personal


@frozen(kw_only=True)
class CadreTransferredAway:
    """A person was transferred away; what is in their hands is to be handed over."""

    until: date
    destination: str
    reason: Personal | None = None


@frozen(kw_only=True)
class PersonClosed:
    """Everything was handed over and a person's file was closed."""

    on: date
