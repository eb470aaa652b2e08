"""Who looks at a page: somebody who logged in, or nobody in particular."""

from attrs import frozen

from minqing_core.kernel.ids import PersonId
from minqing_http.pages.speech import said_of_time, translations, values


@frozen(kw_only=True)
class Visitor:
    """Somebody at the door of the pages, with what they may do now and how they read."""

    person: PersonId | None = None
    name: str = ""
    posts: str = ""
    units: tuple[str, ...] = ()
    powers: frozenset[str] = frozenset()
    reviews: bool = False
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

    def told(self, text: str, /, **filled: object) -> str:
        """Return a text in the language in which they read, with what is filled in."""
        known = values(self.language)

        def value(text: str) -> str:
            return known(said_of_time(text, self.language))

        read = {name: value(one) if isinstance(one, str) else one for name, one in filled.items()}
        return translations(self.language)(text).format_map(read)
