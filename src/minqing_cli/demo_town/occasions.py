"""What happened once or now and then in the two years, told step by step in files."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import msgspec
from attrs import field, frozen

from minqing_cli.demo_town.content import read
from minqing_cli.demo_town.courses import Action
from minqing_cli.demo_town.days import instant
from minqing_cli.demo_town.people import Staff
from minqing_cli.demo_town.record_books import Books
from minqing_cli.demo_town.schedule import Setting

FILES = ("occasions.toml", "matters.toml", "town_life.toml")
BOOK = "#"
CASE, RECORD, SPLIT = "case.", "case.record", "case.split"
WRITTEN_AFTER = timedelta(minutes=25)


@frozen(kw_only=True)
class Step:
    """What somebody did at an instant; ``opens`` names what came of it.

    ``happened`` is when it had happened, where it was put on record only later.
    """

    at: str
    by: str
    did: str
    opens: str = ""
    happened: str | None = None
    given: Mapping[str, Any] = field(factory=dict)


@frozen(kw_only=True)
class Occasion:
    """Something told step by step; its steps on a matter are about the matter of its own key."""

    key: str
    step: tuple[Step, ...]


def occasions() -> Iterator[Occasion]:
    """Yield every occasion, file by file."""
    for name in FILES:
        yield from msgspec.convert(read(name)["occasion"], tuple[Occasion, ...])


def matters_told() -> int:
    """Return how many matters come of the occasions."""
    return sum(step.did in {RECORD, SPLIT} for one in occasions() for step in one.step)


def told(setting: Setting) -> Iterator[Action]:
    """Yield what is told of the occasions."""
    for occasion in occasions():
        for step in occasion.step:
            happened = None if step.happened is None else instant(step.happened)
            yield Action(
                at=instant(step.at),
                matter=step.opens,
                actor=setting.staff[step.by].person,
                use_case=step.did,
                given=_given(occasion, step, setting.staff),
                occurred_at=happened,
            )


def _given(occasion: Occasion, step: Step, staff: Staff) -> dict[str, Any]:
    given: dict[str, Any] = staff.named(step.given)
    serial = str(given.get("serial", ""))
    if serial.startswith(BOOK):
        given["serial"] = Books(staff).serials()[serial.removeprefix(BOOK)]
    if step.did == RECORD:
        learned = instant(step.at) - WRITTEN_AFTER
        given["matter"] = {"learned_at": learned.isoformat(), **given["matter"]}
    elif step.did.startswith(CASE):
        given = {"case": f"§{occasion.key}§", **given}
    return given
