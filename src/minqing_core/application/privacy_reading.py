"""Whose personal data is restricted or destroyed, and from when on it may be (S12, S44)."""

from datetime import date

from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.filtering import after_cursor
from minqing_core.application.listing import require_limit, visible
from minqing_core.application.moments import NOW, When
from minqing_core.application.names import directory
from minqing_core.application.office import Office
from minqing_core.application.privacy_subjects import gathered, named, visible_to
from minqing_core.application.tables import rows, settled
from minqing_core.application.told import TimelineItem, timeline_item
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.subjects import SubjectKind
from minqing_core.powers.rules import Power
from minqing_core.views import privacy
from minqing_core.views.labels import label
from minqing_core.views.privacy import TABLE, PrivacyState
from minqing_core.views.tables import Query, Row, Where


@frozen(kw_only=True)
class PrivacyFilter:
    """Which subjects: every condition given must hold."""

    kind: SubjectKind | None = None
    state: PrivacyState | None = None


ANY = PrivacyFilter()


@frozen(kw_only=True)
class PrivacyList:
    """A page of subjects, the cursor to the next, and the position of the log it stands at."""

    items: tuple[Row, ...]
    next: str | None
    position: int


@frozen(kw_only=True)
class PrivacyPage:
    """How it stands with a subject's personal data, and from when on it may be destroyed.

    ``running`` says why the retention does not run yet; ``inquiries`` are what still needs it.
    """

    subject: str
    version: int
    kind: str
    kind_text: str
    state: str
    state_text: str
    restricted: bool
    words: bool
    running: str
    ended: date | None
    years: int | None
    allowed_from: date | None
    inquiries: tuple[str, ...]
    items: tuple[TimelineItem, ...]
    position: int


@use_case("privacy.list", Power.PRIVACY_READ, "S12", "S44", reads=True)
def list_subjects(
    office: Office,
    act: Act,
    *,
    which: PrivacyFilter = ANY,
    cursor: str | None = None,
    limit: int = 50,
    when: When = NOW,
) -> PrivacyList:
    """List whose personal data is restricted, asked to be destroyed, or was; the latest first."""
    require_limit(limit)
    moment = settled(office, when)
    given = {"kind": which.kind, "state": which.state}
    query = Query(
        table=TABLE,
        where=tuple(
            Where(column=n, test="=", value=str(v)) for n, v in given.items() if v is not None
        ),
        order="position",
        after=after_cursor(cursor),
        limit=limit + 1,
    )
    found = rows(office, query, when, moment)
    further, listed = len(found) > limit, found[:limit]
    numbers = [str(row["number"]) for row in listed if row["kind"] == SubjectKind.CASE]
    shown = visible_to(listed, visible(office, act, numbers)) if numbers else listed
    last = listed[-1] if further else None
    return PrivacyList(
        items=tuple(
            {
                **row,
                "kind_text": label("privacy-subject", str(row["kind"])),
                "state_text": label("privacy-state", str(row["state"])),
                "ground_text": label("privacy-ground", str(row["ground"])),
            }
            for row in shown
        ),
        next=None if last is None else f"{last['position']}.{last['subject']}",
        position=moment.position,
    )


@use_case("privacy.show", Power.PRIVACY_READ, "S12", "S44", reads=True)
def show(office: Office, act: Act, subject: str, *, when: When = NOW) -> PrivacyPage:
    """Show what was ordered about a subject, and from which day on it may be destroyed."""
    moment, about, names = settled(office, when), named(subject), directory(office)
    found = gathered(office, act, about)
    history = moment.saw(office.log.stream(about.orders))
    file, kept = privacy.fold(history), found.kept
    return PrivacyPage(
        subject=about.name,
        version=file.version,
        kind=about.kind,
        kind_text=label("privacy-subject", about.kind),
        state=file.state,
        state_text=label("privacy-state", file.state),
        restricted=file.restricted,
        words=found.about.words,
        running="" if kept.ended is not None else kept.running,
        ended=kept.ended,
        years=kept.years,
        allowed_from=kept.allowed_from,
        inquiries=kept.inquiries,
        items=tuple(timeline_item(envelope, names) for envelope in history),
        position=moment.position,
    )
