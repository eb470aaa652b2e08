"""What a form offers to choose from: the units, the people and the categories there are."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeAlias

import attrs

from minqing_core.application.choosing import choosing
from minqing_core.kernel.periods import Months, latest_half_years, latest_quarters
from minqing_http.pages.asked import Asker
from minqing_http.pages.fields import Asked, Field, FieldGroup
from minqing_http.pages.page import beside

VILLAGES = frozenset({"village", "community"})
Choices: TypeAlias = dict[str, list[tuple[str, str]]]
LATEST, QUARTERS, HALF_YEARS = "60", 9, 4
LISTED = {
    "cases": ("case.list", "number", "title"),
    "households": ("household.list", "household", "name"),
}


def choices_of(fields: Sequence[Asked], asker: Asker, *, dated: bool) -> Choices:
    """Return what is offered for each kind of field that is among these.

    A person is *called* by their name where nobody else goes by it. To whom the roster or the
    programme is closed nothing is offered of it: they type a number.
    """
    asker = attrs.evolve(asker, office=choosing(asker.office))
    kinds = {one.kind for one in every(fields)}
    offered: Choices = {
        kind: []
        for kind in (
            *("unit", "village", "person", "called", "category", "period", "quarter"),
            *LISTED,
        )
    }
    if kinds & {"unit", "village", "units", "subject"} and asker.may("roster.units"):
        units = asker.ask("roster.units")["items"]
        offered["unit"] = [(one["unit"], one["name"]) for one in units]
        villages = [(one["unit"], one["name"]) for one in units if one["kind"] in VILLAGES]
        offered["village"] = villages or offered["unit"]
    if (kinds & {"person", "people", "subject"} or dated) and asker.may("roster.people"):
        people = asker.ask("roster.people")["items"]
        offered["person"] = [(one["person"], _person(one)) for one in people]
        offered["called"] = list(_called(people))
    if "subject" in kinds:
        offered["person"] += offered["unit"]
        offered["called"] += [(name, "") for _, name in offered["unit"]]
    if kinds & {"category", "categories"} and asker.may("programme.show"):
        offered["category"] = [
            (one["code"], one["label"]) for one in asker.ask("programme.show")["categories"]
        ]
    for kind in LISTED.keys() & kinds:
        offered[kind] = list(_latest(asker, *LISTED[kind]))
    if kinds & {"period", "quarter"}:
        today = date.fromisoformat(asker.visitor.today)
        offered["quarter"] = _named(latest_quarters(today, QUARTERS))
        offered["period"] = [*offered["quarter"], *_named(latest_half_years(today, HALF_YEARS))]
    named = {"people": "person", "units": "unit", "categories": "category"}
    return {**offered, **{several: offered[one] for several, one in named.items()}}


def _person(one: dict[str, str]) -> str:
    return f"{one['name']} {one.get('posts', '')}".strip()


def _called(people: Sequence[dict[str, str]]) -> Iterator[tuple[str, str]]:
    shared = Counter(one["name"] for one in people)
    for one in people:
        alone = shared[one["name"]] == 1
        yield one["name"] if alone else one["person"], _person(one)


def _latest(asker: Asker, use_case: str, code: str, words: str) -> Iterator[tuple[str, str]]:
    """Yield the latest of a list, where it may be seen."""
    answer = asker.gathered({"latest": beside(use_case, limit=LATEST)})["latest"]
    for one in () if answer is None else answer["items"]:
        yield one[code], f"{one[code]} {one[words] or ''}".strip()


def _named(periods: Sequence[Months]) -> list[tuple[str, str]]:
    return [(str(one), str(one)) for one in periods]


def every(fields: Sequence[Asked]) -> Iterator[Field]:
    """Go through the fields, also those of groups."""
    for one in fields:
        if isinstance(one, FieldGroup):
            yield from every(one.fields)
        else:
            yield one
