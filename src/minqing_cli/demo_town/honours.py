"""The matter told best: commended, and published as a good practice (S68, S80–S82)."""

from collections.abc import Iterator
from datetime import date

from minqing_cli.demo_town.content import read
from minqing_cli.demo_town.courses import Action, Course
from minqing_cli.demo_town.days import LAST
from minqing_cli.demo_town.schedule import Setting, done
from minqing_core.kernel.periods import civil_date

COMMENDATION, PRACTICE = "commendation", "good-practice"
BY_THEN = date(2025, 12, 15)


def honours(setting: Setting) -> Iterator[Action]:
    """Yield how who handled the best of the matters was commended, and how it was made public."""
    course = max((c for c in setting.courses if _may_be_honoured(c)), key=_told_at_length)
    staff, said = setting.staff, read("systems.toml")["honour"]
    clerk, other = staff["org-clerk-1"], staff["org-clerk-2"]
    first = setting.after(BY_THEN, 1, 2)
    second, third = (setting.after(civil_date(first), days, days) for days in (1, 2))
    proposed = {
        "title": said["title"],
        "person": course.plot.owner.person,
        "cases": [f"§{course.plot.key}§"],
        "text": said["text"],
    }
    commissioner, deputy = staff["organisation-commissioner"], staff["deputy-secretary"]
    yield done(first, commissioner, "appraisal.commend", COMMENDATION, **proposed)
    decided = {"granted": True, "text": said["decided"]}
    named = {"commendation": f"§{COMMENDATION}§"}
    yield done(second, deputy, "appraisal.commend-decide", **named, decided=decided)
    yield done(third, clerk, "appraisal.commend-publish", **named)
    publication = {
        "kind": "good-practice",
        "unit": course.plot.village.key,
        "case": f"§{course.plot.key}§",
        "title": said["practice_title"],
        "text": said["practice"],
    }
    yield done(first, other, "publish.draft", PRACTICE, publication=publication)
    named = {"publication": f"§{PRACTICE}§"}
    yield done(second, deputy, "publish.approve", **named, approved={})
    yield done(third, clerk, "publish.release", **named)


def _may_be_honoured(course: Course) -> bool:
    return (
        course.plot.outcome == "resolved"
        and civil_date(course.actions[-1].at) < BY_THEN
        and course.plot.owner.serves(LAST)
    )


def _told_at_length(course: Course) -> int:
    return len(course.actions)
