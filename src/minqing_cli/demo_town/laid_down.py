"""What is laid down when it begins: who leads, who is competent, who guides which village."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from minqing_cli.demo_town import town
from minqing_cli.demo_town.content import read, situations
from minqing_cli.demo_town.courses import Action
from minqing_cli.demo_town.days import FIRST, OPENS, at
from minqing_cli.demo_town.people import CLERK, LEADERS
from minqing_cli.demo_town.schedule import Setting, done, half_years
from minqing_core.kernel.periods import civil_date

ROLES = {"overall-responsible": LEADERS[0], "leader-in-charge": LEADERS[3]}
GUIDED = (20, 100)


def laid_down(setting: Setting) -> Iterator[Action]:
    """Yield what the office lays down on the first day, and who guides (S71, S73, S77)."""
    clerk, begun = setting.staff[CLERK], at(FIRST, OPENS)
    for role, key in ROLES.items():
        person = setting.staff[key].person
        assigned = {"role": role, "person": person, "since": FIRST.isoformat()}
        yield done(begun, clerk, "roster.role", assigned=assigned)
    for unit, categories in functions().items():
        laid = {"unit": unit, "categories": categories, "since": FIRST.isoformat()}
        yield done(begun, clerk, "roster.function", laid=laid)
    for village in town.villages():
        leader = setting.staff.leader_for(village.key)
        taken = {"village": village.key, "since": FIRST.isoformat(), "campaigns": ["固本强基工程"]}
        yield done(begun, clerk, "roster.contact-point", person=leader.person, taken=taken)
        yield from _guided(setting, village)


def functions() -> dict[str, list[str]]:
    """Return for which categories each department is competent, as its matters have them."""
    found: dict[str, dict[str, None]] = {unit: {} for unit in town.DEPARTMENTS}
    for situation in situations():
        if situation.dept in found:
            found[situation.dept][situation.category] = None
    return {unit: sorted(categories) for unit, categories in found.items()}


def _guided(setting: Setting, village: town.Village) -> Iterator[Action]:
    """Yield the visits that a leader makes to their contact point, one in each half-year (S73)."""
    said, leader = read("systems.toml")["guidance"], setting.staff.leader_for(village.key)
    for half in half_years():
        when = setting.after(half.first, *GUIDED)
        about = {"village": village.name}
        visit: dict[str, Any] = {
            "village": village.key,
            "on": civil_date(when).isoformat(),
            "text": setting.chance.said(said["texts"], about),
        }
        later = when + timedelta(hours=4)
        yield done(later, leader, "roster.guide", person=leader.person, visit=visit)
