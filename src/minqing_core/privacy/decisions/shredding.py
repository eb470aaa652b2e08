"""Destroying personal data: asked by one, approved by another, once it need not be kept (S44)."""

from collections.abc import Set as AbstractSet
from datetime import date

from attrs import field, frozen

from minqing_core.kernel.ids import PersonId
from minqing_core.privacy import events
from minqing_core.privacy.decisions import refusals
from minqing_core.privacy.decisions.ordering import About, require_basis, require_words
from minqing_core.privacy.state import Subject


@frozen(kw_only=True)
class Asking:
    """Why words are to be destroyed, and on which legal basis."""

    ground: events.Ground
    basis: str


@frozen(kw_only=True)
class Kept:
    """How long the words must be kept: since the day they ended, or *running*, why they have not.

    ``years`` is the longest of the retentions in force since that day; ``inquiries`` are those
    into what the words are evidence of.
    """

    ended: date | None
    running: str = ""
    years: int | None = None
    inquiries: tuple[str, ...] = ()

    @property
    def allowed_from(self) -> date | None:
        """The day from which they may be destroyed, as far as that is known."""
        if self.ended is None or self.years is None:
            return None
        return years_after(self.ended, self.years)


@frozen(kw_only=True)
class Deciding:
    """Who decides, who asked, and who had a hand in what is to be destroyed."""

    by: PersonId
    askers: AbstractSet[PersonId] = field(factory=frozenset)
    involved: AbstractSet[PersonId] = field(factory=frozenset)


def ask(
    state: Subject, *, asking: Asking, about: About, kept: Kept, today: date
) -> list[events.Event]:
    """Ask that the words be destroyed, once the retention has run out (S44)."""
    require_basis(asking.basis, about)
    require_words(about, "删除")
    ended, allowed_from = _require_run_out(about.subject, kept, today)
    asked = events.ShreddingAsked(
        ground=asking.ground, basis=asking.basis, ended=ended, allowed_from=allowed_from
    )
    if state.asked is None:
        return [asked]
    if (state.asked.ground, state.asked.basis) == (asking.ground, asking.basis):
        return []
    raise refusals.ShreddingPendingError(subject=about.subject)


def approve(
    state: Subject, *, about: About, kept: Kept, deciding: Deciding, today: date
) -> list[events.Event]:
    """Approve, as somebody who neither asked nor had a hand in it (S12, S44)."""
    if state.shredded and state.asked is None:
        return []
    _require_asked(state, about, "批准")
    _require_other(deciding, "批准")
    _, allowed_from = _require_run_out(about.subject, kept, today)
    return [events.ShreddingApproved(allowed_from=allowed_from)]


def refuse(
    state: Subject, *, refused: events.ShreddingRefused, about: About, deciding: Deciding
) -> list[events.Event]:
    """Refuse, as somebody who neither asked nor had a hand in it (S12)."""
    _require_asked(state, about, "退回")
    _require_other(deciding, "退回")
    return [refused]


def withdraw(
    state: Subject, *, withdrawn: events.ShreddingWithdrawn, about: About
) -> list[events.Event]:
    """Take back what was asked for (S12)."""
    _require_asked(state, about, "撤回")
    return [withdrawn]


def years_after(day: date, years: int) -> date:
    """Return the same day so many years later, the first of March for a leap day without one."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def _require_run_out(subject: str, kept: Kept, today: date) -> tuple[date, date]:
    if kept.ended is None:
        raise refusals.StillInUseError(subject=subject, why=kept.running)
    if kept.years is None:
        raise refusals.RetentionUnruledError
    allowed_from = years_after(kept.ended, kept.years)
    if today < allowed_from:
        raise refusals.RetentionRunsError(
            subject=subject, ended=kept.ended, years=kept.years, allowed_from=allowed_from
        )
    if kept.inquiries:
        raise refusals.InquiryRunsError(subject=subject, inquiries="、".join(kept.inquiries))
    return kept.ended, allowed_from


def _require_asked(state: Subject, about: About, what: str) -> None:
    if state.asked is None:
        raise refusals.NothingAskedError(subject=about.subject, what=what)


def _require_other(deciding: Deciding, what: str) -> None:
    if deciding.by in deciding.askers:
        raise refusals.OwnRequestError(person=deciding.by)
    if deciding.by in deciding.involved:
        raise refusals.InvolvedError(person=deciding.by, what=what)
