"""What the villages' branches look into: the bulletins of half-years (S60)."""

from collections.abc import Iterator
from datetime import timedelta

from minqing_cli.demo_town import town
from minqing_cli.demo_town.content import read
from minqing_cli.demo_town.courses import Action
from minqing_cli.demo_town.schedule import Setting, done, half_years
from minqing_core.kernel.periods import Months

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
