"""A village's dossier of people's troubles （民情档案） by theme (S23)."""

from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.filtering import CaseFilter
from minqing_core.application.households import within_reach
from minqing_core.application.listing import counted
from minqing_core.application.moments import NOW, When
from minqing_core.application.office import Office
from minqing_core.application.tables import settled
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import UnitId
from minqing_core.powers.rules import Power
from minqing_core.views.case_file import Status


@frozen(kw_only=True)
class ThemeLine:
    """The matters of one category: how many, how many open and closed, how many answered."""

    category: str
    category_text: str
    matters: int
    open: int
    closed: int
    answered: int


@frozen(kw_only=True)
class ThemePage:
    """A village's 民情档案 by theme."""

    village: UnitId
    village_name: str
    items: tuple[ThemeLine, ...]
    next: None
    position: int


@use_case("household.themes", Power.HOUSEHOLD_READ, "S23", reads=True)
def themes(office: Office, act: Act, *, village: UnitId, when: When = NOW) -> ThemePage:
    """Show a village's dossier by theme: its matters by category, and what came of them."""
    within_reach(office, act, village)

    def by_theme(which: CaseFilter) -> dict[str, int]:
        return counted(office, act, which=which, by="category", when=when).by

    moment = settled(office, when)
    programme, matters = office.programme(moment.position), by_theme(CaseFilter(place=village))
    closed = by_theme(CaseFilter(place=village, status=Status.CONCLUDED))
    answered = by_theme(CaseFilter(place=village, answered=True))
    named = {code: programme.category(code, moment.today) for code in matters}
    return ThemePage(
        village=village,
        village_name=office.units(moment.position).name_on(village, moment.today),
        items=tuple(
            ThemeLine(
                category=code,
                category_text=code if (theme := named[code]) is None else theme.label,
                matters=n,
                open=n - closed.get(code, 0),
                closed=closed.get(code, 0),
                answered=answered.get(code, 0),
            )
            for code, n in matters.items()
        ),
        next=None,
        position=moment.position,
    )
