"""The passages of which the telling of a matter is made."""

from datetime import date, timedelta
from typing import Any

from minqing_cli.demo_town.amending import added, amend, first_words
from minqing_cli.demo_town.content import phrases
from minqing_cli.demo_town.courses import OPINION_DAYS, Course
from minqing_core.kernel.periods import civil_date

FIRST_DUE, NEXT_DUE, FOLLOW_UP = (7, 26), (5, 14), (10, 25)
LATEST_DUE = timedelta(days=38)
LOOKED_IN_AFTER = 3
WRITTEN = {0: 76, 1: 20, 2: 2, 3: 2}


def record(course: Course, day: int) -> None:
    """Have the matter written down, so many working days after it was learned."""
    plot, chance = course.plot, course.chance
    matter = first_words(course)
    if plot.situation.urgent:
        matter["urgency"] = "major" if chance.happens(25) else "urgent"
        matter["occurred_on"] = course.learned.isoformat()
    course.on(course.within(day))
    course.act(
        "case.record",
        matter=matter,
        owner=plot.owner.person,
        unit=plot.unit,
        attested=chance.happens(60),
    )
    course.soon()


def begin(course: Course, *, planned: bool = True) -> None:
    """Tell how the matter was written down, looked into, and what the citizen was told."""
    chance, situation = course.chance, course.plot.situation
    said = phrases("outcome").get(course.plot.outcome, {})
    told, recorded = _first_days(course)
    record(course, recorded)
    looked, studied = sorted(chance.number(recorded, told) for _ in range(2))
    course.on(course.within(looked))
    course.step("cause", course.said(said.get("cause", situation.cause)))
    course.on(course.within(studied))
    course.step("deliberation", course.said(said.get("study", situation.study)))
    _leader(course)
    if planned:
        _plan(course, course.within(told + 1))
    course.on(course.within(told))
    templates = phrases("opinion", "texts" if planned else "looking")
    course.tell("opinion", templates)
    if added(course):
        amend(course)


def report_up(course: Course) -> None:
    """Tell of a report to the leader above, who signs for it, with or without an instruction."""
    leader = course.staff.leader_for(course.plot.unit)
    follow_up = course.days.after(civil_date(course.now), course.chance.number(*FOLLOW_UP))
    text = course.said(phrases("reporting", "texts"))
    report = {"to": leader.person, "text": text, "follow_up": follow_up.isoformat()}
    course.act("case.escalate", report=report)
    course.further(0, 2)
    instruction = course.said(phrases("reporting", "instruction")) or None
    signed = {"report": 1, "instruction": instruction}
    course.act("case.acknowledge", actor=leader, acknowledged=signed)
    course.soon()


def adopt(course: Course, number: int, due: date) -> None:
    """Tell of a measure of the plan, due soon enough."""
    latest = max(course.learned + LATEST_DUE, civil_date(course.now))
    course.measure(number, course.days.after(min(due, latest)))


def carry_out_all(course: Course) -> None:
    """Tell how every measure was carried out, and with what effect."""
    for number, (due, _) in enumerate(course.measures, start=1):
        today = civil_date(course.now)
        spare = max((due - today).days, 0)
        day = course.days.before(today + timedelta(days=course.chance.number(spare // 2, spare)))
        _look_in(course, today, day)
        course.carry_out(number, max(day, civil_date(course.now)))
    course.slots["effect"] = course.said(course.plot.situation.effect)


def end(course: Course, *, days: tuple[int, int] = (0, 3), **more: Any) -> None:  # noqa: ANN401
    """Tell how a matter ended in the words of its outcome."""
    said = phrases("outcome", course.plot.outcome)
    close(
        course, said["result"], course.plot.outcome, course.said(said["effect"]), days=days, **more
    )


def close(
    course: Course,
    result: list[str],
    outcome: str,
    effect: str,
    *,
    days: tuple[int, int] = (0, 3),
    **more: Any,  # noqa: ANN401 - what the outcome needs
) -> None:
    """Tell how the citizen learned the result, and how the matter ended."""
    if days[1]:
        course.further(*days)
    course.tell("result", result)
    if course.chance.happens(12):
        course.step("note", course.said(phrases("note", "comment")), form="comment")
    if course.chance.happens(40):
        course.further(1, 2)
    course.conclude(outcome, effect, **more)


def _first_days(course: Course) -> tuple[int, int]:
    if course.plot.situation.urgent:
        return 0, 0
    told, recorded = course.chance.number(1, OPINION_DAYS - 1), course.chance.weighted(WRITTEN)
    over_a_weekend = course.within(1) > course.learned + timedelta(days=1)
    if course.plot.at_once or (recorded == 1 and over_a_weekend):
        recorded = 0
    return told, min(told, recorded)


def _leader(course: Course) -> None:
    weighty = course.plot.situation.urgent or course.plot.petition.kind == "group"
    if course.chance.happens(90 if weighty else 50):
        leader = course.staff.leader_for(course.plot.unit)
        course.step("leader", course.said(phrases("leader", "texts")), leader=leader.person)


def _plan(course: Course, earliest: date) -> None:
    """Tell of the measures, none due before the citizen was told of them."""
    quick = course.plot.situation.urgent
    due = civil_date(course.now) + timedelta(days=course.chance.number(*FIRST_DUE))
    first = civil_date(course.now) + timedelta(days=3) if quick else due
    adopt(course, 0, max(first, earliest))
    if quick or course.chance.happens(45):
        adopt(course, 1, due + timedelta(days=course.chance.number(*NEXT_DUE)))


def _look_in(course: Course, today: date, day: date) -> None:
    if (day - today).days > LOOKED_IN_AFTER and course.chance.happens(70):
        course.on(course.days.before(today + (day - today) / 2))
        another = course.slots["doer"] != course.plot.owner.name
        said = "urged" if another and course.chance.happens(50) else "texts"
        course.step("note", course.said(phrases("note", said)), form="narrative")
