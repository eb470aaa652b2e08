"""Somebody always keeps the roster, or nobody could enter anybody any more (S72)."""

from collections.abc import Iterable
from datetime import date

from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.refusals import RefusalError
from minqing_core.powers.rules import GRANTS, Power
from minqing_core.roster import events
from minqing_core.views.people import DAY, PersonFile, Tenure

KEEPERS = GRANTS[Power.ROSTER_KEEP].posts


class LastKeeperError(RefusalError):
    """The last one who keeps the roster does not go before somebody else keeps it (S72)."""

    kind = "conflict"
    code = "last-keeper"
    text = (
        "{person} {what}后，自 {since} 起再无人有权登记花名册，须先由他人接任"
        "组织人事办公室工作人员或组织委员"
    )


def require_kept_without(
    files: Iterable[PersonFile],
    person: PersonId,
    last: date,
    left: tuple[events.Post, UnitId] | None = None,
) -> None:
    """Refuse that somebody leaves a post, or the town, if then nobody keeps the roster (S72).

    Whoever keeps it must do so from the next day on and without an end in sight: who is
    transferred away keeps it until their last day only.
    """
    known = [*files]
    leaving = [t for f in known if f.person == person for t in f.tenures if _is(t, left)]
    if not any(_keeps(term) and term.lasts(last) for term in leaving):
        return
    since = last + DAY
    for file in (one for one in known if one.last_day is None):
        for term in file.tenures:
            going = file.person == person and _is(term, left)
            if _keeps(term) and not going and term.until is None and term.since <= since:
                return
    what = "调离" if left is None else "离开该职务"
    raise LastKeeperError(person=person, what=what, since=since)


def _is(term: Tenure, left: tuple[events.Post, UnitId] | None) -> bool:
    return left in {None, (term.post, term.unit)}


def _keeps(term: Tenure) -> bool:
    return term.post in KEEPERS and term.instead_of is None
