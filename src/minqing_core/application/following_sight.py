"""Of which streams somebody is told who follows the record: what is not named here, of none.

The page that shows a thing decides who is told of it; here the same is asked for many at once.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TypeAlias

from minqing_core.application.commendation_reading import commendations_of
from minqing_core.application.following_files import (
    diaries,
    incidents,
    inquiries,
    inspections,
    sheets,
)
from minqing_core.application.inspections import circulated
from minqing_core.application.listing import MOST, visible
from minqing_core.application.meetings import meetings_of, studies_of
from minqing_core.application.office import PROGRAMME, ROLES, Office
from minqing_core.application.tables import caught_up
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import StreamId
from minqing_core.powers.rules import Power, holds
from minqing_core.views import (
    appraisals,
    bulletins,
    cases,
    households,
    meetings,
    publications,
    reviews,
)
from minqing_core.views import inquiries as inquiring
from minqing_core.views import inspections as inspecting
from minqing_core.views.schema import PERSON, UNITS
from minqing_core.views.tables import Linked, Query, Row, Where

Sight: TypeAlias = Callable[[Office, Act, list[str]], Iterable[object]]
OPEN_TO_ALL = frozenset({PROGRAMME, UNITS, ROLES})
PLAN = "plan/"


def within_sight(office: Office, act: Act, streams: Collection[StreamId]) -> frozenset[StreamId]:
    """Return those of these streams that may be told of to who follows the record (S12, S25).

    The programme, the plans and the roster to everybody who follows; all else that is named here
    to those who may read it. Whatever else there is is told to nobody.
    """
    found, standing = {*OPEN_TO_ALL.intersection(streams)}, office.standing(act.actor)
    for prefix, (power, sight) in SIGHTS.items():
        numbers = sorted(s.removeprefix(prefix) for s in streams if s.startswith(prefix))
        if numbers and holds(standing, power):
            found |= {StreamId(f"{prefix}{number}") for number in sight(office, act, numbers)}
    return frozenset(found)


def told_in_words(stream: StreamId) -> bool:
    """Say whether events of a stream are told in words too, where those are asked for."""
    return stream in OPEN_TO_ALL or stream.startswith(WORDED)


def _everybody(_: Office, __: Act, numbers: list[str]) -> Iterable[object]:
    return numbers


def _publications(office: Office, act: Act, numbers: list[str]) -> Iterable[object]:
    rows = _rows(office, "publications", "publication", numbers, _within(office, act, "unit"))
    about = visible(office, act, [str(row["case"]) for row in rows if row["case"] is not None])
    return [row["publication"] for row in rows if row["case"] is None or row["case"] in about]


def _bulletins(office: Office, act: Act, numbers: list[str]) -> Iterable[object]:
    theirs = circulated(office.standing(act.actor))
    return [row["bulletin"] for row in _rows(office, "bulletins", "bulletin", numbers, theirs)]


def _households(office: Office, act: Act, numbers: list[str]) -> Iterable[object]:
    within = _within(office, act, "village")
    return [row["household"] for row in _rows(office, "households", "household", numbers, within)]


def _visits(office: Office, act: Act, numbers: list[str]) -> Iterable[object]:
    mine = Where(column="cadre", test="=", value=act.actor)
    either = (_within(office, act, "village"), mine)
    return [row["visit"] for row in _rows(office, "visits", "visit", numbers, *either)]


def _meetings(office: Office, act: Act, numbers: list[str]) -> Iterable[object]:
    theirs = meetings_of(office.standing(act.actor))
    return [row["meeting"] for row in _rows(office, "meetings", "meeting", numbers, *theirs)]


def _studies(office: Office, act: Act, numbers: list[str]) -> Iterable[object]:
    theirs = studies_of(office.standing(act.actor))
    return [row["study"] for row in _rows(office, "studies", "study", numbers, *theirs)]


def _commendations(office: Office, act: Act, numbers: list[str]) -> Iterable[object]:
    theirs, name = commendations_of(office, act.actor), "commendation"
    return [row[name] for row in _rows(office, "commendations", name, numbers, *theirs)]


def _within(office: Office, act: Act, column: str) -> Where:
    reach = tuple(sorted(office.standing(act.actor).reach))
    return Where(column=column, test="in", value=reach)


def _rows(
    office: Office, table: str, key: str, numbers: list[str], *either: Where | Linked
) -> list[Row]:
    """Return the rows with these numbers of which one or the other is true."""
    caught_up(office)
    named = Where(column=key, test="in", value=tuple(numbers))
    return office.views.rows(
        Query(table=table, where=(named,), either=either, order="position", limit=MOST)
    )


SIGHTS: Mapping[str, tuple[Power, Sight]] = {
    PLAN: (Power.FOLLOW, _everybody),
    PERSON: (Power.FOLLOW, _everybody),
    cases.PREFIX: (Power.FOLLOW, visible),
    publications.PUBLICATION: (Power.FOLLOW, _publications),
    bulletins.PREFIX: (Power.FOLLOW, _bulletins),
    households.HOUSEHOLD: (Power.HOUSEHOLD_READ, _households),
    households.VISIT: (Power.HOUSEHOLD_READ, _visits),
    meetings.MEETING: (Power.MEETING_READ, _meetings),
    meetings.STUDY: (Power.MEETING_READ, _studies),
    inspecting.PREFIX: (Power.INSPECTION_READ, inspections),
    inquiring.INQUIRY: (Power.ACCOUNT_READ, inquiries),
    inquiring.INCIDENT: (Power.DOSSIER_READ, incidents),
    reviews.PREFIX: (Power.REVIEW_READ, diaries),
    appraisals.SHEET: (Power.APPRAISAL_READ, sheets),
    appraisals.COMMENDATION: (Power.COMMEND_READ, _commendations),
    appraisals.SUMMARY: (Power.SUMMARY_READ, _everybody),
}
WORDED = (PLAN, PERSON, cases.PREFIX, publications.PUBLICATION, bulletins.PREFIX)
