"""Everything that goes on around the matters: what the scheme asks of the town besides them."""

from collections.abc import Iterator

from minqing_cli.demo_town.courses import Action
from minqing_cli.demo_town.days import ENDED
from minqing_cli.demo_town.reviews import reviews
from minqing_cli.demo_town.schedule import Setting


def systems(setting: Setting) -> Iterator[Action]:
    """Yield what is put on record in every system of the scheme within the two years."""
    for told in (reviews,):
        yield from (action for action in told(setting) if action.at < ENDED)
