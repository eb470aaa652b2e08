"""What several decisions about an inquiry require alike."""

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from minqing_core.accountability import events
from minqing_core.accountability.decisions import refusals
from minqing_core.accountability.state import Inquiry
from minqing_core.kernel.ids import CaseId, PersonId, StreamId
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.text import fault_in_text

LACKING = "不能为空"


@frozen(kw_only=True)
class Held:
    """That somebody answered for the matter, or for something in it, from a day until a day (S25).

    Both days are included.
    """

    person: PersonId
    since: date
    until: date | None


@frozen(kw_only=True)
class Overdue:
    """That something owed in the matter was not done from its day until a day, if it ever was."""

    title: str
    told: bool
    since: date
    until: date | None

    def __contains__(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    def __str__(self) -> str:
        return f"{self.title}（{self.since} 起{'' if self.until is None else f'至 {self.until}'}）"


@frozen(kw_only=True)
class Ground:
    """What an inquiry stands on: who held the matter or owed something in it, who keeps away.

    ``overdue`` is what was missed or late; ``inquirers`` found or showed something, ``hearers``
    recorded what was stated. ``streams`` are those that may be evidence, each with how far it
    reaches; ``labels`` are what people read for elements and outcomes, ``today`` the day of the
    office.
    """

    held: tuple[Held, ...] = ()
    overdue: tuple[Overdue, ...] = ()
    recused: frozenset[PersonId] = frozenset()
    inquirers: frozenset[PersonId] = frozenset()
    hearers: frozenset[PersonId] = frozenset()
    streams: Mapping[StreamId, int] = field(factory=dict)
    labels: Mapping[str, str] = field(factory=dict)
    today: date

    def holders(self, on: date) -> tuple[PersonId, ...]:
        """Return who answered for the matter at some time of a day."""
        return tuple(
            h.person for h in self.held if h.since <= on and (h.until is None or on <= h.until)
        )

    def named(self, on: date) -> str:
        """Return the names of those who answered for the matter at some time of a day."""
        return "、".join(map(self.label, dict.fromkeys(self.holders(on)))) or "无（尚无人负责）"

    def label(self, code: str) -> str:
        """Return what people read for a code."""
        return self.labels.get(code, code)


def required(inquiry: Inquiry) -> events.InquiryOpened:
    """Return how an inquiry was opened; none is acted on before (S66)."""
    assert inquiry.opened is not None  # noqa: S101 - nobody sees an inquiry that was not opened
    return inquiry.opened


def require_free(inquiry: Inquiry, by: PersonId, ground: Ground, what: str) -> None:
    """Refuse the person concerned, and whoever keeps away from the matter (S66)."""
    opened = required(inquiry)
    require_free_for(opened.person, opened.case, by, ground.recused, what)


def require_apart(by: PersonId, ground: Ground, what: str) -> None:
    """Refuse whoever found, showed or heard: nobody decides on their own inquiry (S66)."""
    if by in ground.inquirers | ground.hearers:
        raise refusals.InquirerDecidesError(person=by, what=what)


def require_free_for(
    concerned: PersonId, case: CaseId, by: PersonId, recused: frozenset[PersonId], what: str
) -> None:
    """Refuse somebody to whom an inquiry about a person in a matter is not given (S66)."""
    if by == concerned:
        raise refusals.OwnInquiryError(person=by, what=what)
    if by in recused:
        raise refusals.RecusedFromInquiryError(person=by, case=case, what=what)


def require_running(inquiry: Inquiry, what: str) -> None:
    """Refuse what comes too late: the inquiry was decided or dropped (S66)."""
    require_kept(inquiry, what)
    if inquiry.decided is not None:
        raise refusals.AlreadyDecidedError(what=what)


def require_kept(inquiry: Inquiry, what: str) -> None:
    """Refuse anything after an inquiry was dropped (S66)."""
    if inquiry.dropped is not None:
        raise refusals.DroppedError(what=what)


def require_shown(inquiry: Inquiry, what: str) -> None:
    """Refuse while the person concerned has not seen every finding (S66)."""
    if inquiry.unshown:
        findings = "、".join(map(str, inquiry.unshown))
        raise refusals.EvidenceUnshownError(findings=findings, what=what)


def require_words(name: str, words: Personal) -> None:
    """Refuse words that are blank or cannot be kept."""
    why = fault_in_text(words.text) if words.text.strip() else LACKING
    if why is not None:
        raise refusals.AccountTextError(field=name, why=why)
