"""As whom somebody acts: the posts and units that are theirs now."""

from attrs import frozen

from minqing_core.kernel.ids import PersonId, UnitId


@frozen(kw_only=True)
class Standing:
    """A person with the units they hold a post in and the titles of those posts.

    ``leads`` are the units that a leading post of theirs stands over, ``reach`` those that their
    posts look over, ``under`` those that they belong to: the units of their posts and every unit
    above, a village with all that lies in it, each with those that it continues; those in which
    they only investigate apart. ``coordinates`` is true of the office that coordinates every
    matter (S72); ``administers`` names the part of the system that they look after; ``version``
    says how much of the person's own stream this was read from.
    """

    person: PersonId
    units: frozenset[UnitId] = frozenset()
    leads: frozenset[UnitId] = frozenset()
    reach: frozenset[UnitId] = frozenset()
    under: frozenset[UnitId] = frozenset()
    posts: tuple[str, ...] = ()
    coordinates: bool = False
    administers: str | None = None
    version: int = 0

    def is_barred(self, accused: frozenset[PersonId], units: frozenset[UnitId]) -> bool:
        """Say whether a complaint is closed to them: against them or within their units (S12)."""
        return self.person in accused or not units.isdisjoint(self.under)
