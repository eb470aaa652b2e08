"""The ways in which matters are handled, one for each way in which they end."""

from collections.abc import Callable
from datetime import timedelta

from minqing_cli.demo_town.content import phrases
from minqing_cli.demo_town.courses import OPINION_DAYS, Course
from minqing_cli.demo_town.telling import (
    adopt,
    begin,
    carry_out_all,
    close,
    end,
    record,
    report_up,
)
from minqing_core.kernel.periods import civil_date

LOOK = (14, 24)
SAME = "核对后认定为同一地点同一件事"


def resolved(course: Course) -> None:
    """Tell of a matter that is resolved."""
    begin(course)
    carry_out_all(course)
    close(course, phrases("result", "texts"), "resolved", course.slots["effect"])


def deferred(course: Course) -> None:
    """Tell of a matter that is put off, looked at again, and then resolved."""
    hard, chance = course.plot.situation.hard, course.chance
    assert hard is not None  # noqa: S101 - chosen among those that have one
    course.slots["basis"] = course.said(hard.basis)
    begin(course, planned=False)
    course.explain(hard.told)
    look = course.days.before(civil_date(course.now) + timedelta(days=chance.number(*LOOK)))
    course.conclude(
        "temporarily-unresolvable",
        course.said(phrases("deferred", "effect")),
        cause=hard.cause,
        basis=course.slots["basis"],
        next_look=look.isoformat(),
    )
    course.on(look)
    course.step("note", course.said(phrases("note", "relook")))
    adopt(course, 0, look + timedelta(days=10))
    carry_out_all(course)
    close(course, phrases("deferred", "told_again"), "resolved", course.slots["effect"])


def unresolvable(course: Course) -> None:
    """Tell of a matter that cannot be solved."""
    never = course.plot.situation.never
    assert never is not None  # noqa: S101 - chosen among those that have one
    course.slots["basis"] = course.said(never.basis)
    begin(course, planned=False)
    course.further(1, 6)
    course.explain(never.told)
    end(course, cause=never.cause, basis=course.slots["basis"])


def escalated(course: Course) -> None:
    """Tell of a matter that only an organ above can decide."""
    beyond = course.plot.situation.beyond
    assert beyond is not None  # noqa: S101 - chosen among those that have one
    course.slots |= {"to": beyond.to, "basis": course.said(beyond.basis)}
    begin(course, planned=False)
    course.further(1, 4)
    course.explain(phrases("reporting", "told"))
    report_up(course)
    course.further(1, 4)
    end(course, basis=course.slots["basis"])


def transferred(course: Course) -> None:
    """Tell of a matter that is another department's."""
    begin(course, planned=False)
    course.further(1, 5)
    end(course, basis=course.said(phrases("outcome", "transferred", "basis")))


def not_supported(course: Course) -> None:
    """Tell of a matter in which the citizen is not in the right."""
    refused = course.plot.situation.refused
    assert refused is not None  # noqa: S101 - chosen among those that have one
    course.slots["basis"] = course.said(refused.basis)
    begin(course, planned=False)
    course.further(2, 10)
    course.explain(refused.told)
    end(course, basis=course.slots["basis"])


def withdrawn(course: Course) -> None:
    """Tell of a matter that the citizen takes back."""
    begin(course, planned=False)
    course.further(2, 12)
    course.step("note", course.said(phrases("outcome", "withdrawn", "note")))
    end(course, basis=course.said(phrases("outcome", "withdrawn", "basis")))


def duplicate(course: Course) -> None:
    """Tell of a matter that somebody else brought before."""
    record(course, 0)
    course.step("note", course.said(phrases("outcome", "duplicate", "note")))
    course.act("case.link", linked={"of": course.slots["first"], "reason": SAME})
    course.soon()
    course.on(course.within(course.chance.number(1, OPINION_DAYS - 1)))
    end(course, basis=course.said(phrases("outcome", "duplicate", "basis")), days=(0, 0))


def hanging(course: Course) -> None:
    """Tell of a matter that was begun and then left."""
    begin(course, planned=False)


WAYS: dict[str, Callable[[Course], None]] = {
    "resolved": resolved,
    "temporarily-unresolvable": deferred,
    "unresolvable": unresolvable,
    "escalated-up": escalated,
    "transferred": transferred,
    "not-supported": not_supported,
    "withdrawn": withdrawn,
    "duplicate": duplicate,
    "hanging": hanging,
}
