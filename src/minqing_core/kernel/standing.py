"""As whom somebody acts: the posts and units that are theirs now."""

from attrs import frozen

from minqing_core.kernel.ids import PersonId, UnitId


@frozen(kw_only=True)
class Standing:
    """A person with the units they hold a post in and the titles of those posts.

    ``leads`` are the units that a leading post of theirs stands over, ``reach`` those that their
    posts look over. ``coordinates`` is true of the office that coordinates every matter (S72);
    ``version`` says how much of the person's own stream this was read from.
    """

    person: PersonId
    units: frozenset[UnitId] = frozenset()
    leads: frozenset[UnitId] = frozenset()
    reach: frozenset[UnitId] = frozenset()
    posts: tuple[str, ...] = ()
    coordinates: bool = False
    version: int = 0
