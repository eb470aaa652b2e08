"""How a matter goes on: what its keepers put on record, each at its instant."""

from datetime import date, datetime, timedelta
from typing import Any

from attrs import frozen

from minqing_cli.demo_town.chance import Chance
from minqing_cli.demo_town.content import phrases
from minqing_cli.demo_town.days import CLOSES, LATEST, OPENS, Days, at
from minqing_cli.demo_town.people import Cadre, Staff
from minqing_cli.demo_town.plots import Plot
from minqing_core.kernel.periods import civil_date

OPINION_DAYS = 5
MEANS = {"visit": 40, "telephone": 34, "interview": 16, "letter": 5, "online": 5}
RESPONSES = {"satisfied": 56, "accepted": 30, "dissatisfied": 4, "none": 10}


@frozen(kw_only=True)
class Action:
    """One thing that somebody does at an instant, as plain values."""

    at: datetime
    matter: str
    actor: str
    use_case: str
    given: dict[str, Any]
    occurred_at: datetime | None = None


class Course:
    """The telling of one matter, step after step, never back in time."""

    def __init__(self, plot: Plot, chance: Chance, days: Days, staff: Staff) -> None:
        """Begin where somebody learns of it."""
        self.plot, self.chance, self.days, self.staff = plot, chance, days, staff
        self.now = plot.learned
        self.learned = civil_date(plot.learned)
        self.actions: list[Action] = []
        self.measures: list[tuple[date, str]] = []
        self.slots = dict(plot.slots)

    def said(self, templates: str | list[str]) -> str:
        """Return a sentence of this matter."""
        return self.chance.said(templates, self.slots)

    def on(self, day: date) -> None:
        """Go on to some time of a day, later than what was last told."""
        if day > civil_date(self.now):
            self.now = at(day, self.chance.number(OPENS, CLOSES))
        else:
            self.soon()

    def soon(self) -> None:
        """Go on for a few minutes, to the next working morning when it is too late."""
        later = self.now + timedelta(minutes=self.chance.number(4, 35))
        if later.hour * 60 + later.minute > LATEST or civil_date(later) > civil_date(self.now):
            later = at(self.days.after(civil_date(self.now), 1), OPENS)
        self.now = later

    def within(self, working_days: int) -> date:
        """Return the so-many-th working day after the matter was learned."""
        return self.days.after(self.learned, working_days)

    def further(self, low: int, high: int) -> None:
        """Go on by some working days."""
        self.on(self.days.after(civil_date(self.now), self.chance.number(low, high)))

    def act(
        self,
        use_case: str,
        occurred_at: datetime | None = None,
        actor: Cadre | None = None,
        **given: Any,  # noqa: ANN401 - plain values
    ) -> None:
        """Have something put on record, by whoever keeps the matter unless somebody is named."""
        plot = self.plot
        if actor is None:
            actor = self.staff.hand(plot.owner, plot.unit, civil_date(self.now))
        if use_case != "case.record":
            given["case"] = f"§{plot.key}§"
        self.actions.append(
            Action(
                at=self.now,
                matter=plot.key,
                actor=actor.person,
                use_case=use_case,
                given=given,
                occurred_at=occurred_at,
            )
        )

    def step(self, kind: str, text: str | None, **more: Any) -> None:  # noqa: ANN401
        """Have a step of the handling put on record, and go on."""
        self.act("case.step", step={"kind": kind, "text": text, **more})
        self.soon()

    def measure(self, number: int, due: date) -> None:
        """Have a measure of the plan put on record."""
        text, done = self.plot.situation.plan[number]
        owner = self.plot.helper if self.chance.happens(45) else self.plot.owner
        plan = self.said(text)
        self._remember("plan", plan)
        self.slots["doer"] = owner.name
        self.slots["due"] = f"{due.month}月{due.day}日"
        self.measures.append((due, done))
        self.step("measure", plan, owner=owner.person, due=due.isoformat())

    def carry_out(self, number: int, day: date) -> None:
        """Have a measure's carrying out put on record."""
        self.on(day)
        done = self.said(self.measures[number - 1][1])
        self._remember("done", done)
        self.step("carried-out", done, measure=number)

    def tell(self, stage: str, templates: str | list[str]) -> None:
        """Have the citizen told the opinion or the result, or why they cannot be."""
        if self.plot.petition.kind == "anonymous":
            self._without_name(stage, templates)
        elif stage == "result" and self.plot.outcome == "resolved" and self.chance.happens(2):
            self._impossible(stage, self.chance.one(("unreachable", "declined")))
        else:
            self._told(stage, templates)
        self.soon()

    def explain(self, templates: str) -> None:
        """Have it put on record what was explained."""
        means = "notice" if self.plot.petition.kind == "anonymous" else self._means()
        response = "none" if means == "notice" else self.chance.one(("accepted", "none"))
        given = {"means": means, "text": self.said(templates), "response": response}
        self.act("case.explain", explanation=given)
        self.soon()

    def conclude(self, outcome: str, effect: str, **more: Any) -> None:  # noqa: ANN401
        """Have the matter end, or be put off."""
        self.act("case.conclude", conclusion={"outcome": outcome, "effect": effect, **more})
        self.soon()

    def _remember(self, slot: str, told: str) -> None:
        self.slots[slot] = f"{self.slots[slot]}；{told}" if slot in self.slots else told

    def _told(self, stage: str, templates: str | list[str]) -> None:
        shares = RESPONSES if stage == "result" else {"accepted": 70, "none": 25, "satisfied": 5}
        response = self.chance.weighted(shares)
        feedback = {
            "stage": stage,
            "means": self._means(),
            "text": self.said(templates),
            "told_to": self.plot.petition.people[0].get("name"),
            "response": response,
            "response_text": self.said(phrases("response", response)) or None,
        }
        self.act("case.feedback", self._told_before(), feedback=feedback)

    def _told_before(self) -> datetime | None:
        if not self.chance.happens(6):
            return None
        told = self.now
        self.on(self.days.after(civil_date(told), 1))
        return told

    def _without_name(self, stage: str, templates: str | list[str]) -> None:
        if self.chance.happens(50):
            self._impossible(stage, "anonymous")
            return
        text = f"在{self.plot.spot}张贴告示：{self.said(templates)}"
        given = {"stage": stage, "means": "notice", "text": text, "response": "none"}
        self.act("case.feedback", feedback=given)

    def _impossible(self, stage: str, hindrance: str) -> None:
        text = self.said(phrases("excuse", hindrance))
        given = {"stage": stage, "hindrance": hindrance, "text": text}
        self.act("case.excuse", impossible=given)

    def _means(self) -> str:
        return self.chance.weighted(MEANS)
