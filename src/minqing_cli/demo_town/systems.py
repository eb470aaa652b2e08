"""Everything that goes on around the matters: what the scheme asks of the town besides them."""

from collections.abc import Iterator

from minqing_cli.demo_town.checks import bulletins
from minqing_cli.demo_town.courses import Action
from minqing_cli.demo_town.days import ENDED
from minqing_cli.demo_town.honours import honours
from minqing_cli.demo_town.laid_down import laid_down
from minqing_cli.demo_town.meetings import meetings, study
from minqing_cli.demo_town.occasions import told
from minqing_cli.demo_town.reviews import reviews
from minqing_cli.demo_town.schedule import Setting


def systems(setting: Setting) -> Iterator[Action]:
    """Yield what is put on record in every system of the scheme within the two years."""
    for system in (laid_down, reviews, meetings, study, bulletins, told, honours):
        yield from (action for action in system(setting) if action.at < ENDED)
