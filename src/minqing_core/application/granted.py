"""Which post may do what, as the powers stand."""

from attrs import frozen

from minqing_core.application.catalogue import CATALOGUE, use_case
from minqing_core.application.office import Office
from minqing_core.kernel.envelope import Act
from minqing_core.powers.rules import GRANTS, Power
from minqing_core.roster.events import Post
from minqing_core.views.labels import label


@frozen(kw_only=True)
class Granted:
    """A use case with the power it needs and who has it; *owner*: also whose thing it is.

    ``administrators`` are those who look after the system and have it by that alone.
    """

    use_case: str
    records: bool
    power: Power
    posts: tuple[str, ...]
    posts_text: str
    owner: bool
    administrators: tuple[str, ...]
    clause: str
    clauses: tuple[str, ...]


@frozen(kw_only=True)
class GrantedList:
    """Every use case with its power and posts."""

    items: tuple[Granted, ...]
    next: None = None
    position: int


@use_case("powers.list", Power.PROGRAMME_READ, "S22", "S71", "S72", reads=True)
def list_powers(office: Office, act: Act, *, post: Post | None = None) -> GrantedList:
    """List which post may do what, and by which clause; of all of them, or of one post."""
    items = tuple(one for one in granted() if post is None or post in one.posts)
    return GrantedList(items=items, position=office.size())


def granted() -> list[Granted]:
    """Return every use case with the posts that may do it."""
    found = []
    for name, case in CATALOGUE.items():
        grant = GRANTS[case.power]
        posts = tuple(sorted(grant.posts))
        found.append(
            Granted(
                use_case=name,
                records=case.records,
                power=case.power,
                posts=posts,
                posts_text="、".join(label("post", post) for post in posts),
                owner=grant.owner,
                administrators=tuple(sorted(grant.administrators)),
                clause=grant.clause,
                clauses=case.clauses,
            )
        )
    return found
