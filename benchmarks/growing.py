"""Towns grown to a size and kept: the busier the larger, or as busy as ever and the older."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path

from raw import Raw
from told import BEGUN, DAYS
from town import Course, Happening, begun, filled, happened_in

from minqing_core.application.founding import FIRST
from minqing_core.application.tables import caught_up
from minqing_core.diary.events import MatterRecorded
from minqing_core.kernel.ids import StreamId
from minqing_core.kernel.periods import civil_date, quarter
from minqing_core.kernel.personal import Personal
from minqing_core.review.events import DiaryReviewed, EntryRead, Grade

READ_TOGETHER = 20
CLOSED_EACH = 6 + 1 / READ_TOGETHER
EACH = CLOSED_EACH - 2.5 / 4
A_DAY = 23
ENDED = BEGUN + timedelta(days=DAYS)


def course_of(size: int, living: int | None = None) -> Course:
    """Return the course of matters with so many events in all, reviews among them.

    They came in two years, and of all of them some are open. Where only those of the last events
    are still *living*, as many came a day as in the town-year, over as many years as it takes.
    """
    if living is None:
        return Course(matters=round(size / EACH))
    closed = round((size - living) / CLOSED_EACH)
    matters = closed + round(living / EACH)
    days = matters / A_DAY
    return Course(matters=matters, begun=ENDED - timedelta(days=days), days=days, closed=closed)


def grown(folder: Path, size: int, living: int | None = None) -> Path:
    """Return the folder of a town with so many events, by our rules and by hand; made once."""
    town = folder / (f"town-{size}" if living is None else f"older-{size}-{living}")
    whole, course = town / "whole", course_of(size, living)
    if whole.exists():
        return town
    town.mkdir(parents=True)
    office, clock = begun(str(town / "town.db"), town, at=min(BEGUN, course.begun))
    with office:
        filled(office, clock, _reviewed(happened_in(course)))
        caught_up(office)
    Raw(town / "raw.db").fill(one.told() for one in happened_in(course))
    whole.touch()
    return town


def _reviewed(happened: Iterable[Happening]) -> Iterator[Happening]:
    """Go through what happened and the reviews in which every matter was read, some with each."""
    unread: list[Happening] = []
    for one in happened:
        yield one
        if isinstance(one.event, MatterRecorded):
            unread.append(one)
        if len(unread) == READ_TOGETHER:
            yield _review(unread)
            unread = []
    if unread:
        yield _review(unread)


def _review(read: list[Happening]) -> Happening:
    first, last = read[0], read[-1]
    event = DiaryReviewed(
        review=1,
        person=first.actor,
        period=str(quarter(civil_date(last.at))),
        reviewer=FIRST,
        entries=tuple(EntryRead(case=one.case, version=1) for one in read),
        upto=1,
        rule="R1",
        clause="S54",
        post="mayor",
        opinion=Personal("已阅"),
        grade=Grade.GOOD,
    )
    stream = StreamId(f"review/{first.actor}-{first.case}")
    return Happening(at=last.at, case=first.case, actor=FIRST, event=event, stream=stream)
