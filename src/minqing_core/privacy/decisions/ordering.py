"""Restricting the use of personal data, and lifting the restriction (S12)."""

import re
from collections.abc import Set as AbstractSet

from attrs import field, frozen

from minqing_core.kernel.text import fault_in_name
from minqing_core.privacy import events
from minqing_core.privacy.decisions import refusals
from minqing_core.privacy.state import Subject

NUMBERS = re.compile(r"\d(?:[\s-]?\d){6}")
FULL_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)}


@frozen(kw_only=True)
class About:
    """A subject, the names that stand in it, and whether it has any words left."""

    subject: str
    names: AbstractSet[str] = field(factory=frozenset, repr=False)
    words: bool = True


def restrict(
    state: Subject, *, ordered: events.RestrictionOrdered, about: About
) -> list[events.Event]:
    """Stop every use of the words but keeping them (S12)."""
    require_basis(ordered.basis, about)
    require_words(about, "限制处理")
    return [] if state.restricted else [ordered]


def lift(state: Subject, *, lifted: events.RestrictionLifted, about: About) -> list[events.Event]:
    """Let the words be used again (S12)."""
    require_basis(lifted.basis, about)
    return [lifted] if state.restricted else []


def require_basis(basis: str, about: About) -> None:
    """Refuse a legal basis that is empty, or tells who somebody is: it stays for good (S12)."""
    why = fault_in_name(basis)
    if why is None and NUMBERS.search(basis.translate(FULL_WIDTH)):
        why = "不能含有电话、证件等号码"
    if why is None and any(name in basis for name in about.names):
        why = "不能含有当事人的姓名"
    if why is not None:
        raise refusals.BasisError(why=why)


def require_words(about: About, what: str) -> None:
    """Refuse what cannot be done with words that are gone (S12)."""
    if not about.words:
        raise refusals.AlreadyShreddedError(subject=about.subject, what=what)
