"""What is first written down of a matter, and what is corrected in it later (S35)."""

from typing import Any

from minqing_cli.demo_town.content import phrases
from minqing_cli.demo_town.courses import Course

AT_THE_DOOR = "office"
AMENDED = {"": 93, "title": 3, "category": 2, "text": 2}


def first_words(course: Course) -> dict[str, Any]:
    """Return the matter as it is first written down, in plain values."""
    plot, situation = course.plot, course.plot.situation
    opening = course.said(phrases("opening", plot.channel))
    aside = course.said(phrases("aside", "tried"))
    title = course.said(situation.title)
    if plot.spot not in title:
        title = f"{plot.village.name if situation.at == AT_THE_DOOR else plot.spot}：{title}"
    matter: dict[str, Any] = {
        "kind": situation.kind,
        "channel": plot.channel,
        "category": situation.category,
        "category_label": situation.label,
        "title": title,
        "text": f"{opening}{course.said(situation.text)}{aside}",
        "petitioners": list(plot.petition.people),
        "learned_at": plot.learned.isoformat(),
        "place": plot.village.key,
    }
    return _with_fault(course, matter)


def added(course: Course) -> bool:
    """Say whether something was first written down that has to be corrected."""
    return "amended" in course.slots


def amend(course: Course) -> None:
    """Have what was first written down corrected."""
    field = course.slots["amended"]
    reason = course.chance.one(phrases("amend", field))
    right = course.slots["right"]
    if field == "category":
        anew = {"category": right, "reason": reason}
        course.act("case.recategorise", recategorisation=anew)
    else:
        amendment = {"field": field, "value": right, "reason": reason}
        course.act("case.amend", amendment=amendment)
    course.soon()


def _with_fault(course: Course, matter: dict[str, Any]) -> dict[str, Any]:
    field = course.chance.weighted(AMENDED)
    if not field or course.plot.outcome == "duplicate":
        return matter
    right = str(matter[field])
    wrong = right
    if field == "title":
        wrong = f"{course.plot.village.name}{course.plot.situation.thing}"
        wrong += str(phrases("amend", "missing"))
    elif field == "category":
        wrong = right.partition(".")[0]
    else:
        right += course.said(phrases("amend", "added"))
    if wrong != right:
        course.slots |= {"amended": field, "right": right}
    return {**matter, field: wrong}
