"""A town's record for measuring: two years of matters or many, their texts as long as usual."""

import random
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from heapq import heappop, heappush
from itertools import count, islice
from pathlib import Path
from typing import Any

import msgspec
from attrs import define, frozen
from told import BEGUN, DAYS, Facts, Told, milliseconds

from minqing_core.application.founding import FIRST, found_town
from minqing_core.application.office import Office, person_stream
from minqing_core.application.ports import Batch, Draft
from minqing_core.bootstrap import open_office
from minqing_core.diary import events
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId, PersonId, StreamId, UnitId
from minqing_core.kernel.personal import Personal
from minqing_core.roster import events as roster
from minqing_core.views.cases import stream_of
from minqing_core.views.schema import UNITS

VILLAGES = 12
CADRES = 300
EVENTS_A_CASE = 6
ONE_OPEN_IN = 4
CATEGORIES = ("HOT_DIFFICULT.ROADS", "HOT_DIFFICULT.WATER", "HOT_DIFFICULT.POWER")
TEXT = 120
PHRASES = (
    "村口的路灯坏了三个多月,老人和孩子晚上不敢出门。",
    "灌溉水渠被淤泥堵住,下游二十几户的秧田放不到水。",
    "通往学校的道路被大车压坏,雨天积水,学生上学要绕行。",
    "低保申请交上去半年没有答复,家里只有一位老人和两个孩子。",
    "已到现场看过,并同村民小组长、相邻几户分别谈了情况。",
    "线路老化,加上去年汛期配电箱进水,一直没有列入维修计划。",
    "经两委会议商定,先由村集体垫付材料费,请供电所安排施工。",
    "已更换灯头十二盏,重新布线三百余米,当晚全部恢复照明。",
    "上门告诉了反映人和周围群众,大家看了现场,没有别的意见。",
)


@define
class Hands:
    """A clock that is set by hand."""

    now: datetime = BEGUN

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.now


@frozen(kw_only=True)
class Happening:
    """Something that happened to a matter."""

    at: datetime
    case: CaseId
    actor: PersonId
    event: Any
    stream: StreamId | None = None

    def told(self) -> Told:
        """Return it in plain words."""
        at = milliseconds(self.at)
        facts = Facts(
            actor=self.actor,
            channel="cli",
            recorded_at=at,
            occurred_at=at,
            event=plain(self.event),
        )
        return Told(case=self.case, kind=type(self.event).__name__, facts=facts)

    def batch(self) -> Batch:
        """Return what is appended for it."""
        draft = Draft(stream=self.stream or stream_of(self.case), event=self.event)
        act = Act(actor=self.actor, channel="cli", occurred_at=self.at)
        return Batch(act=act, drafts=[draft])


@frozen(kw_only=True)
class Course:
    """How a town's matters came, evenly: how many, from when on and over how many days.

    Of the first so many none is open any more; of those after them, one in four.
    """

    matters: int
    begun: datetime = BEGUN
    days: float = DAYS
    closed: int = 0

    @property
    def halfway(self) -> datetime:
        """The middle of it."""
        return self.begun + timedelta(days=self.days) / 2

    def came(self, number: int) -> datetime:
        """Return when a matter was recorded."""
        return self.begun + timedelta(days=self.days * number / self.matters, seconds=number)

    def case(self, number: int, seed: int = 1) -> CaseId:
        """Return what a matter is called."""
        return CaseId(f"{self.came(number).year}-{seed}{number:06d}")

    def is_open(self, number: int) -> bool:
        """Say whether a matter was left open."""
        return number > self.closed and number % ONE_OPEN_IN == 0


@frozen(kw_only=True)
class Town:
    """An office with a record of some size."""

    office: Office
    clock: Hands
    folder: Path
    happenings: list[Happening]

    @property
    def cases(self) -> list[CaseId]:
        """The numbers of the matters, in the order of their recording."""
        return list(dict.fromkeys(h.case for h in self.happenings))


def founded(url: str, folder: Path, *, size: int) -> Town:
    """Found a town and record so many events of matters, in the order of time."""
    office, clock = begun(url, folder)
    happened = happenings(size)
    filled(office, clock, happened)
    return Town(office=office, clock=clock, folder=folder, happenings=happened)


def begun(
    url: str, folder: Path, town: str = "大涌镇", at: datetime = BEGUN
) -> tuple[Office, Hands]:
    """Found a town without matters."""
    clock = Hands(at)
    office = open_office(url, key_file=folder / "town.key", clock=clock, create=True)
    found_town(office, town=town, clerk="王小明", login=None)
    office.log.append([_people_and_units(at.year - 4)])
    return office, clock


def filled(office: Office, clock: Hands, happened: Iterable[Happening], chunk: int = 1000) -> None:
    """Append what happened, in transactions of so many events."""
    waiting = iter(happened)
    while part := list(islice(waiting, chunk)):
        clock.now = max(clock.now, part[-1].at + timedelta(hours=1))
        office.log.append([happening.batch() for happening in part])


def happenings(size: int, seed: int = 1) -> list[Happening]:
    """Return what happened to a town's matters, so many events in the order of time."""
    return [*happening(size, seed)]


def happening(size: int, seed: int = 1) -> Iterator[Happening]:
    """Go through what happened to a town's matters, so many events in the order of time."""
    return islice(happened_in(Course(matters=size // EVENTS_A_CASE + 1), seed), size)


def happened_in(course: Course, seed: int = 1) -> Iterator[Happening]:
    """Go through all that happened to a town's matters in the order of time."""
    chance = random.Random(seed)  # noqa: S311 - a town
    waiting: list[tuple[datetime, int, Happening]] = []
    turn = count()
    for number in range(1, course.matters + 1):
        at = course.came(number)
        while waiting and waiting[0][0] < at:
            yield heappop(waiting)[2]
        for one in _story(chance, course, number, course.case(number, seed)):
            heappush(waiting, (one.at, next(turn), one))
    while waiting:
        yield heappop(waiting)[2]


def plain(event: object) -> dict[str, Any]:
    """Return the fields of an event in plain values."""
    fields: dict[str, Any] = msgspec.to_builtins(event, enc_hook=_words)
    return fields


def text(chance: random.Random, length: int = TEXT) -> Personal:
    """Return words as long as people write them."""
    words = "".join(chance.choice(PHRASES) for _ in range(length // 20 + 1))
    return Personal(words[:length])


def _story(
    chance: random.Random, course: Course, number: int, case: CaseId
) -> Iterator[Happening]:
    """Tell of one matter; what is left open is so by turns with its measure and without."""
    owner, at = _person(chance.randrange(CADRES)), course.came(number)
    due = at.date() + timedelta(days=20 + number % 60 * 7)
    told = [
        _opened(chance, at, owner),
        events.CauseRecorded(text=text(chance), form=events.Form.ANALYSIS),
        events.MeasureAdopted(measure=1, text=text(chance), owner=owner, due=due),
        events.MeasureCarriedOut(measure=1, text=text(chance)),
        events.FeedbackGiven(
            stage=events.Stage.RESULT, means=events.Means.VISIT, text=text(chance)
        ),
        events.CaseConcluded(
            outcome=events.Outcome.RESOLVED,
            effect=text(chance),
            indicator=None,
            cause=None,
            basis=None,
        ),
    ]
    for event in told[: 3 + number % 8 // 4] if course.is_open(number) else told:
        yield Happening(at=at, case=case, actor=owner, event=event)
        at += timedelta(days=chance.random() * 8, seconds=1)


def _opened(chance: random.Random, at: datetime, owner: PersonId) -> events.MatterRecorded:
    named = events.Petitioner(
        kind=events.PetitionerKind.NAMED,
        name=Personal("李桂芳", "p1"),
        contact=Personal("13800000000", "p1"),
    )
    village = UnitId(f"village-{chance.randrange(VILLAGES)}")
    matter = events.Matter(
        kind=chance.choice(list(events.MatterKind)),
        channel=chance.choice(list(events.Channel)),
        category=chance.choice(CATEGORIES),
        title=text(chance, 14),
        text=text(chance),
        place=village,
        petitioners=(named,),
        learned_at=at,
    )
    return events.MatterRecorded(
        matter=matter,
        urgency=events.Urgency.ORDINARY,
        urgency_reason=None,
        unit=village,
        owner=owner,
        post="two-committees-member",
        attested=False,
    )


def _people_and_units(year: int) -> Batch:
    since, kind = date(year, 1, 1), roster.CadreKind.VILLAGE_TWO_COMMITTEES
    drafts = [Draft(stream=UNITS, event=_village(number, since)) for number in range(VILLAGES)]
    for number in range(CADRES):
        stream, unit = person_stream(_person(number)), UnitId(f"village-{number % VILLAGES}")
        registered = roster.PersonRegistered(
            name=Personal(f"陈大文{number}"), kind=kind, contact=None, since=since
        )
        taken = roster.PostTaken(post=roster.Post.TWO_COMMITTEES_MEMBER, unit=unit, since=since)
        drafts += [Draft(stream=StreamId(stream), event=event) for event in (registered, taken)]
    return Batch(act=Act(actor=FIRST), drafts=drafts)


def _village(number: int, since: date) -> roster.UnitEstablished:
    return roster.UnitEstablished(
        unit=UnitId(f"village-{number}"),
        name=f"第{number}村",
        kind=roster.UnitKind.VILLAGE,
        parent=UnitId("town"),
        since=since,
    )


def _words(value: object) -> str:
    if isinstance(value, Personal):
        return value.text
    raise NotImplementedError


def _person(number: int) -> PersonId:
    return PersonId(f"{number + 101:06d}")
