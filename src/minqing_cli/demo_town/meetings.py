"""The analysis meetings of the villages, and one collective study (S48–S52, S78)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from minqing_cli.demo_town import town
from minqing_cli.demo_town.content import read
from minqing_cli.demo_town.courses import Action, Course
from minqing_cli.demo_town.schedule import Setting, done, quarters
from minqing_core.kernel.periods import Months, civil_date

SPOKEN_OF = 4
STUDIED_ON, STUDIED = date(2025, 9, 10), 6
CONDUCT = "VILLAGE_GOVERNANCE.CONDUCT"
STUDY, ROADS = "study", "HOT_DIFFICULT.ROADS"
CALLED, TOLD_WITHIN = timedelta(days=20), timedelta(days=14)
CHAIR, SURVEYOR = "leader-in-charge", "urban-head"


def meetings(setting: Setting) -> Iterator[Action]:
    """Yield every village's meeting of each quarter; a few are missed."""
    said = read("systems.toml")["meeting"]
    for village in town.villages():
        for period in quarters():
            if not setting.chance.happens(said["missed_by"]):
                yield from _met(setting, village, period)


def meeting_key(village: str, period: Months) -> str:
    """Return the key by which a meeting is named."""
    return f"meeting-{village}-{period}"


def study(setting: Setting) -> Iterator[Action]:
    """Yield the study of matters about roads and lamps, with what it decided and resolved."""
    said, staff = read("systems.toml")["study"], setting.staff
    chair, surveyor = staff[CHAIR], staff[SURVEYOR]
    chosen = _studied(setting)
    if not chosen:
        return
    about = {
        "title": said["title"],
        "reason": "hot",
        "cases": [f"§{course.plot.key}§" for course in chosen],
        "text": said["text"],
    }
    opened, decided = (setting.moment(STUDIED_ON - timedelta(days=days)) for days in (5, 0))
    yield done(opened, chair, "study.open", STUDY, study=about)
    decision = {
        "held_on": civil_date(decided).isoformat(),
        "participants": [surveyor.person, staff["organisation-commissioner"].person],
        "text": said["decision"],
    }
    yield done(decided, chair, "study.decide", study=f"§{STUDY}§", decision=decision)
    at, due = decided + timedelta(minutes=30), STUDIED_ON + TOLD_WITHIN
    resolution = {"text": said["resolution"], "owner": surveyor.person, "due": due.isoformat()}
    yield done(at, chair, "study.resolve", study=f"§{STUDY}§", resolution=resolution)
    reported = {"resolution": 1, "text": said["done"]}
    soon = setting.after(civil_date(decided), 1, 1)
    yield done(soon, surveyor, "study.carry-out", study=f"§{STUDY}§", done=reported)
    for course in chosen:
        if course.actions[-1].at < decided:
            yield _told_of(setting, course, decided)


def _told_of(setting: Setting, course: Course, decided: datetime) -> Action:
    """Return that a citizen whose matter had ended was told what the study decided (S78)."""
    plot, when = course.plot, setting.after(civil_date(decided), 2, 7)
    nameless = plot.petition.kind == "anonymous"
    feedback = {
        "stage": "result",
        "means": "notice" if nameless else setting.chance.one(("visit", "telephone")),
        "text": setting.chance.said(read("systems.toml")["study"]["told"], course.slots),
        "response": "none" if nameless else "accepted",
    }
    by = setting.staff.hand(plot.owner, plot.unit, civil_date(when))
    return done(when, by, "case.feedback", case=f"§{plot.key}§", feedback=feedback)


def _met(setting: Setting, village: town.Village, period: Months) -> Iterator[Action]:
    said, chance, staff = read("systems.toml")["meeting"], setting.chance, setting.staff
    when, chair = setting.moment(period.last, 12), staff[f"{village.key}-secretary"]
    spoken = _spoken_of(setting, village, period, when)
    everybody = staff.of(village.key, civil_date(when))
    agenda = [{"title": said["general"]}]
    if spoken:
        cases = [f"§{course.plot.key}§" for course in spoken]
        agenda.append({"title": said["matters"], "cases": cases})
    thing = chance.one(spoken).plot.situation.thing if spoken else "日常小事"
    held = {
        "village": village.key,
        "held_on": civil_date(when).isoformat(),
        "period": str(period),
        "combined_with": chance.one(said["combined"]),
        "attendants": [cadre.person for cadre in everybody if cadre is not chair],
        "agenda": agenda,
        "text": chance.said(said["text"], {"thing": thing}),
    }
    key = meeting_key(village.key, period)
    yield done(when, chair, "meeting.hold", key, meeting=held)
    yield from _resolved(setting, village, key, when)
    yield from _looked_into(setting, spoken, key, when)


def _resolved(
    setting: Setting, village: town.Village, key: str, when: datetime
) -> Iterator[Action]:
    said, chance = read("systems.toml")["meeting"], setting.chance
    chair = setting.staff[f"{village.key}-secretary"]
    due = setting.days.after(civil_date(when) + timedelta(days=chance.number(30, 60)))
    resolution = {
        "text": chance.said(said["resolutions"], {}),
        "owner": chair.person,
        "due": due.isoformat(),
        "item": 1,
    }
    at = when + timedelta(minutes=50)
    yield done(at, chair, "meeting.resolve", meeting=f"§{key}§", resolution=resolution)
    if chance.happens(80):
        reported = {"resolution": 1, "text": chance.said(said["done"], {})}
        later = setting.moment(due, 10)
        yield done(later, chair, "meeting.carry-out", meeting=f"§{key}§", done=reported)


def _looked_into(
    setting: Setting, spoken: list[Course], key: str, when: datetime
) -> Iterator[Action]:
    """Yield a resolution about one matter that goes on, carried out before the matter ends."""
    said = read("systems.toml")["meeting"]
    later = setting.after(civil_date(when), 1, 2)
    course = next((one for one in spoken if _only_to_end(one, when, later)), None)
    if course is None:
        return
    plot, chair = course.plot, setting.staff[f"{course.plot.unit}-secretary"]
    resolution = {
        "text": said["about"],
        "owner": plot.owner.person,
        "due": setting.days.after(civil_date(later), 3).isoformat(),
        "item": 2,
        "cases": [f"§{plot.key}§"],
    }
    at = when + timedelta(minutes=55)
    yield done(at, chair, "meeting.resolve", meeting=f"§{key}§", resolution=resolution)
    reported = {"resolution": 2, "text": said["looked"]}
    yield done(later, plot.owner, "meeting.carry-out", meeting=f"§{key}§", done=reported)


def _spoken_of(
    setting: Setting, village: town.Village, period: Months, when: datetime
) -> list[Course]:
    found = [
        course
        for course in setting.courses
        if course.plot.unit == village.key
        and course.plot.situation.category != CONDUCT
        and period.first <= civil_date(course.actions[0].at)
        and course.actions[0].at < when
    ]
    return sorted(found, key=lambda course: course.actions[-1].at, reverse=True)[:SPOKEN_OF]


def _studied(setting: Setting) -> list[Course]:
    """Return matters of roads and lamps, first those that end soon after the study."""
    about = [course for course in setting.courses if _of_roads(course)]
    day = setting.moment(STUDIED_ON)
    known = [course for course in about if course.actions[0].at < day - CALLED / 2]
    over = [course for course in known if course.actions[-1].at < day - CALLED / 2]
    ending = [c for c in known if _only_to_end(c, day - CALLED / 2, day + timedelta(days=3))]
    soon = [c for c in ending if civil_date(c.actions[-1].at) <= STUDIED_ON + TOLD_WITHIN]
    latest = sorted(over, key=lambda course: course.actions[-1].at, reverse=True)
    return [*soon[: STUDIED // 2], *latest][:STUDIED]


def _of_roads(course: Course) -> bool:
    situation = course.plot.situation
    return situation.category == ROADS or "灯" in situation.title


def _only_to_end(course: Course, when: datetime, later: datetime) -> bool:
    """Say whether a matter is planned by an instant, and is told and ended only after another."""
    told = course.actions
    planned = all(a.at < when for a in told if a.given.get("step", {}).get("kind") == "measure")
    ends = [a.at for a in told if a.use_case in {"case.conclude", "case.feedback"}]
    served = course.plot.owner.serves(civil_date(later))
    return (
        course.plot.outcome == "resolved"
        and bool(course.measures)
        and planned
        and served
        and told[0].at < when
        and ends[-1] > later
    )
