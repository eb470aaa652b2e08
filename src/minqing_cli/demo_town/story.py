"""The two years as one schedule of what people do, in the order of time."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from attrs import frozen

from minqing_cli.demo_town.amending import added
from minqing_cli.demo_town.chance import Chance
from minqing_cli.demo_town.content import planted
from minqing_cli.demo_town.courses import Action, Course
from minqing_cli.demo_town.days import ENDED, FIRST, LAST, Days
from minqing_cli.demo_town.handling import WAYS
from minqing_cli.demo_town.mishandled import mishandled
from minqing_cli.demo_town.occasions import matters_told
from minqing_cli.demo_town.people import Staff
from minqing_cli.demo_town.plots import Plot, Plots, some_day
from minqing_cli.demo_town.schedule import Setting
from minqing_cli.demo_town.systems import systems
from minqing_cli.demo_town.turnover import handed_over, turnover
from minqing_cli.demo_town.weekly import Kept, kept_weeks
from minqing_core.kernel.periods import civil_date

SEED = 20070620
MATTERS = 600
PLANTED = planted()
LATEST = LAST - timedelta(days=7)
LEFT_OPEN = (LAST - timedelta(days=50), LAST - timedelta(days=24))
PUT_OFF = (LAST - timedelta(days=16), LAST - timedelta(days=9))
ONE_HANGS_IN, ONE_COMES_TWICE_IN = 150, 60


@frozen(kw_only=True)
class Story:
    """Every action in the order of time, the matter told best, and the facts of the mishandled."""

    actions: tuple[Action, ...]
    exemplary: str
    facts: Mapping[str, Mapping[str, str]]


def story(seed: int, matters: int, staff: Staff, days: Days) -> Story:
    """Return what happens in the town, the same for the same seed."""
    mishaps = mishandled(Chance(f"{seed}/planted"), staff)
    teller = Teller(seed=seed, staff=staff, days=days)
    courses = list(teller.courses(matters - len(mishaps.matters) - matters_told()))
    told = [action for course in courses for action in course.actions if action.at < ENDED]
    passed = [action for course in courses for action in handed_over(course, staff)]
    lived = systems(
        Setting(staff=staff, days=days, courses=tuple(courses), chance=Chance(f"{seed}/systems"))
    )
    every = [*turnover(staff), *passed, *mishaps.actions, *told, *lived]
    best = max(courses, key=lambda course: (_virtues(course), len(course.actions)))
    return Story(
        actions=tuple(sorted(every, key=lambda action: action.at)),
        exemplary=best.plot.key,
        facts=mishaps.facts,
    )


@frozen(kw_only=True)
class Teller:
    """The telling of the ordinary matters, each from its own chances."""

    seed: int
    staff: Staff
    days: Days

    def courses(self, matters: int) -> Iterator[Course]:
        """Yield so many matters with everything that is done about them."""
        plots = Plots(Chance(f"{self.seed}/matters"), self.staff)
        few, twice = max(matters // ONE_HANGS_IN, 1), matters // ONE_COMES_TWICE_IN
        weeks = kept_weeks(matters)
        others = matters - 2 * few - 2 * twice - len(weeks)
        yield from self._some(plots, "m", others, (FIRST, LATEST))
        yield from self._kept(plots, weeks)
        yield from self._some(plots, "h", few, LEFT_OPEN, outcome="hanging")
        yield from self._some(plots, "p", few, PUT_OFF, outcome="temporarily-unresolvable")
        firsts = self._some(plots, "t", twice, (FIRST, LEFT_OPEN[0]), outcome="resolved")
        for number, first in enumerate(firsts):
            yield first
            yield self._brought_again(plots, number, first)

    def _some(
        self, plots: Plots, key: str, matters: int, days: tuple[date, date], **fixed: str
    ) -> Iterator[Course]:
        for number in range(matters):
            day = self.days.before(some_day(plots.chance, *days))
            yield self._course(plots.plot(f"{key}{number}", day, **fixed))

    def _kept(self, plots: Plots, weeks: list[Kept]) -> Iterator[Course]:
        for number, one in enumerate(weeks):
            day, owner = one.day(plots.chance, self.days), self.staff[one.key]
            yield self._course(plots.plot(f"w{number}", day, owner=owner, at_once=True))

    def _brought_again(self, plots: Plots, number: int, first: Course) -> Course:
        day = civil_date(first.actions[0].at) + timedelta(days=plots.chance.number(1, 4))
        return self._course(plots.again(first.plot, f"d{number}", self.days.after(day)))

    def _course(self, plot: Plot) -> Course:
        course = Course(plot, Chance(f"{self.seed}/{plot.key}"), self.days, self.staff)
        WAYS[plot.outcome](course)
        return course


def _virtues(course: Course) -> int:
    plot, told = course.plot, [action.given for action in course.actions]
    return sum(
        (
            2 * (course.actions[-1].at < ENDED and plot.outcome == "resolved"),
            civil_date(course.actions[0].at) == course.learned,
            len(course.measures) > 1,
            any(given.get("step", {}).get("kind") == "leader" for given in told),
            any(given.get("feedback", {}).get("response") == "satisfied" for given in told),
            all(action.occurred_at is None for action in course.actions),
            not added(course),
        )
    )
