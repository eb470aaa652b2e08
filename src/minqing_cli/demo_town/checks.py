"""What is looked into: the bulletins of half-years, one spot check, and one inquiry."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from minqing_cli.demo_town import town
from minqing_cli.demo_town.content import read
from minqing_cli.demo_town.courses import Action
from minqing_cli.demo_town.people import Staff
from minqing_cli.demo_town.schedule import Setting, done, half_years
from minqing_core.kernel.periods import OFFICE_ZONE, Months

PERSON = "@"
HALVES = {1: "上半年", 2: "下半年"}


def bulletins(setting: Setting) -> Iterator[Action]:
    """Yield the bulletins of the villages' branches; a few are missed."""
    said = read("systems.toml")["bulletin"]
    for village in town.villages():
        secretary = setting.staff[f"{village.key}-secretary"]
        for half in half_years():
            if setting.chance.happens(said["missed_by"]):
                continue
            about = {"village": village.name, "half": f"{half.year}年{HALVES[half.number]}"}
            bulletin = {
                "unit": village.key,
                "period": str(half),
                "title": setting.chance.said(said["title"], about),
                "text": setting.chance.said(said["texts"], {}),
            }
            when = setting.moment(half.last - timedelta(days=1), 6)
            key = bulletin_key(village.key, half)
            yield done(when, secretary, "bulletin.issue", key, bulletin=bulletin)


def bulletin_key(village: str, half: Months) -> str:
    """Return the key by which a bulletin is named."""
    return f"bulletin-{village}-{half}"


def told(setting: Setting) -> Iterator[Action]:
    """Yield what is told step by step in ``occasions.toml``."""
    for occasion in read("occasions.toml")["occasion"]:
        for step in occasion["step"]:
            yield done(
                _instant(step["at"]),
                setting.staff[step["by"]],
                step["did"],
                _key(occasion, step),
                **_named(step.get("given", {}), setting.staff),
            )


def _key(occasion: dict[str, Any], step: dict[str, Any]) -> str:
    key = str(occasion["key"]) if step.get("opens") else ""
    return f"{key}-bulletin" if key and step["did"] == "bulletin.issue" else key


def _named(given: Any, staff: Staff) -> Any:  # noqa: ANN401 - plain values
    if isinstance(given, dict):
        return {key: _named(value, staff) for key, value in given.items()}
    if isinstance(given, list):
        return [_named(value, staff) for value in given]
    if isinstance(given, str) and given.startswith(PERSON):
        return staff[given.removeprefix(PERSON)].person
    return given


def _instant(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=OFFICE_ZONE)
