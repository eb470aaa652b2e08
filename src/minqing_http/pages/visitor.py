"""Who looks at a page: somebody who logged in, or nobody in particular."""

from attrs import frozen

from minqing_core.kernel.ids import PersonId


@frozen(kw_only=True)
class Visitor:
    """Somebody at the door of the pages, with what they may do now and how they read."""

    person: PersonId | None = None
    name: str = ""
    posts: str = ""
    units: tuple[str, ...] = ()
    powers: frozenset[str] = frozenset()
    week: str = ""
    period: str = ""
    today: str = ""
    token: str = ""
    language: str = "zh"
    large: bool = False
    address: str = ""
    site: str = ""

    def may(self, power: str) -> bool:
        """Say whether a post held now has a power."""
        return power in self.powers
