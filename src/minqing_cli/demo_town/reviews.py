"""The diaries of each quarter: assessed by who keeps them, read by who answers for that."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from minqing_cli.demo_town.content import read
from minqing_cli.demo_town.courses import Action
from minqing_cli.demo_town.people import CITY_CLERK, LEADERS, VILLAGE, Cadre
from minqing_cli.demo_town.schedule import Setting, done, quarters
from minqing_core.kernel.periods import Months

HUNDRED = 100
GRADES = {"good": 72, "excellent": 18, "fair": 10}
SECRETARY, PAIR = LEADERS[0], (LEADERS[1], LEADERS[2])
COMPLETED_WITHIN = timedelta(days=10)


def reviews(setting: Setting) -> Iterator[Action]:
    """Yield the self-assessments and the reviews of every quarter; some late, a few missed."""
    for period in quarters():
        for number, cadre in enumerate(setting.staff.cadres):
            if cadre.kind is not None and cadre.serves(period.last):
                yield from _assessed(setting, cadre, period)
                yield from _reviewed(setting, cadre, reader(setting, cadre, number), period)


def reader(setting: Setting, cadre: Cadre, number: int) -> Cadre:
    """Return who reads somebody's diary, by the scheme's matrix."""
    if cadre.key == SECRETARY:
        return setting.staff[CITY_CLERK]
    if cadre.key in LEADERS:
        return setting.staff[SECRETARY]
    if cadre.kind == VILLAGE and "village-secretary" not in cadre.posts:
        return setting.staff[f"{cadre.unit}-secretary"]
    return setting.staff[PAIR[number % len(PAIR)]]


def _assessed(setting: Setting, cadre: Cadre, period: Months) -> Iterator[Action]:
    said = read("systems.toml")["assessment"]
    when = _when(setting, period, said, days=(3, 9))
    if when is None or not cadre.serves(when.date()):
        return
    reflection = {"text": setting.chance.said(said["texts"], {})}
    yield done(when, cadre, "review.assess", period=str(period), reflection=reflection)


def _reviewed(setting: Setting, cadre: Cadre, by: Cadre, period: Months) -> Iterator[Action]:
    planted = next((told for told in _planted() if _about(told, cadre, period)), None)
    said = read("systems.toml")["review"]
    when = _when(setting, period, said, days=(0, 2))
    if planted is not None:
        yield from _of_planted(setting, cadre, by, planted)
    elif when is not None:
        whose: dict[str, Any] = {"person": cadre.person, "period": str(period)}
        grade = setting.chance.weighted(GRADES)
        opinion: dict[str, Any] = {"opinion": setting.chance.said(said[grade], {}), "grade": grade}
        returned = grade == "fair" or setting.chance.happens(said["returned_by"])
        if returned and cadre.until is None:
            due = (when + COMPLETED_WITHIN).date()
            opinion["returned"] = {
                "text": setting.chance.said(said["lacking"], {}),
                "due": due.isoformat(),
            }
            yield from _completed(setting, cadre, by, when, whose)
        yield done(when, by, "review.record", **whose, opinion=opinion)


def _completed(
    setting: Setting, cadre: Cadre, by: Cadre, when: datetime, whose: dict[str, Any]
) -> Iterator[Action]:
    said, chance = read("systems.toml")["review"], setting.chance
    completed = setting.after(when.date(), 2, 6)
    reported = {"review": 1, "text": chance.said(said["completed"], {})}
    yield done(completed, cadre, "review.complete", **whose, reported=reported)
    accepted = {"review": 1, "text": said["accepted"]}
    looked = setting.after(completed.date(), 1, 3)
    yield done(looked, by, "review.accept", **whose, accepted=accepted)


def _of_planted(
    setting: Setting, cadre: Cadre, by: Cadre, told: dict[str, Any]
) -> Iterator[Action]:
    period = next(one for one in quarters() if str(one) == told["period"])
    when = setting.moment(period.last)
    whose = {"person": cadre.person, "period": told["period"]}
    opinion = {"opinion": told["text"], "grade": told["grade"], "concerns": told["concerns"]}
    yield done(when, by, "review.record", **whose, opinion=opinion)
    if "reply" in told:
        answered = {"review": 1, "text": told["reply"]}
        at = setting.after(when.date(), 1, 3)
        yield done(at, cadre, "review.reply", **whose, answered=answered)


def _when(
    setting: Setting, period: Months, said: dict[str, Any], days: tuple[int, int]
) -> datetime | None:
    """Return when it is done: in the last days of the quarter, soon after it, or never."""
    chance = setting.chance
    drawn = chance.number(1, HUNDRED)
    if drawn <= said["missed_by"]:
        return None
    if drawn <= said["missed_by"] + said["late_by"]:
        return setting.after(period.last, 2, 8)
    low, high = days
    return setting.moment(period.last - timedelta(days=low), high - low)


def _planted() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = read("systems.toml")["review"]["planted"]
    return found


def _about(told: dict[str, Any], cadre: Cadre, period: Months) -> bool:
    return bool(told["who"] == cadre.key and told["period"] == str(period))
