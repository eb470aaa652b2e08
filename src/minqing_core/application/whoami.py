"""Who acts: name, posts, and what they may do now."""

from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.office import Office
from minqing_core.duties.matrix import READERS
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.periods import Week, civil_date, quarter
from minqing_core.powers.rules import Power, powers_of
from minqing_core.views.labels import label

READING = frozenset(post for posts in READERS.values() for post in posts)


@frozen(kw_only=True)
class Myself:
    """Somebody with the posts they hold, the units of these, and the powers that come of them.

    ``reviews`` is true of who holds a post that the matrix has read the diaries of others (S53).
    """

    person: PersonId
    name: str
    posts: tuple[str, ...]
    posts_text: str
    units: tuple[UnitId, ...]
    units_text: str
    powers: tuple[Power, ...]
    reviews: bool
    on: str
    week: str
    period: str
    position: int


@use_case("whoami", Power.SELF_READ, "S22", reads=True)
def whoami(office: Office, act: Act) -> Myself:
    """Say who one is in the roster, and what one may do by the posts one holds now."""
    standing, today = office.standing(act.actor), civil_date(office.now())
    units, tree = tuple(sorted(standing.units)), office.units()
    return Myself(
        person=act.actor,
        name=office.person(act.actor).name or act.actor,
        posts=standing.posts,
        posts_text="、".join(label("post", post) for post in standing.posts),
        units=units,
        units_text="、".join(tree.name_on(unit, today) for unit in units),
        powers=tuple(sorted(powers_of(standing))),
        reviews=any(post in READING for post in standing.posts),
        on=today.isoformat(),
        week=str(Week.of(today)),
        period=str(quarter(today)),
        position=office.size(),
    )
