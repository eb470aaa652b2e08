"""What a form offers to choose from: the units, the people and the categories there are."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from minqing_http.pages.asked import Asker
from minqing_http.pages.fields import Asked, Field, FieldGroup
from minqing_http.pages.page import beside

Choices: TypeAlias = dict[str, list[tuple[str, str]]]
LATEST = "60"


def choices_of(fields: Sequence[Asked], asker: Asker, *, dated: bool) -> Choices:
    """Return what is offered for each kind of field that is among these.

    A person is *called* by their name where nobody else goes by it.
    """
    kinds = {one.kind for one in every(fields)}
    offered: Choices = {kind: [] for kind in ("unit", "person", "called", "category", "cases")}
    if kinds & {"unit", "units"}:
        units = asker.ask("roster.units")["items"]
        offered["unit"] = [(one["unit"], one["name"]) for one in units]
    if kinds & {"person", "people"} or dated:
        people = asker.ask("roster.people")["items"]
        offered["person"] = [(one["person"], _person(one)) for one in people]
        offered["called"] = list(_called(people))
    if kinds & {"category", "categories"}:
        offered["category"] = [
            (one["code"], one["label"]) for one in asker.ask("programme.show")["categories"]
        ]
    if "cases" in kinds:
        latest = asker.gathered({"cases": beside("case.list", limit=LATEST)})["cases"]
        offered["cases"] = [_matter(one) for one in (latest or {"items": []})["items"]]
    named = {"people": "person", "units": "unit", "categories": "category"}
    return {**offered, **{several: offered[one] for several, one in named.items()}}


def _person(one: dict[str, str]) -> str:
    return f"{one['name']} {one.get('posts', '')}".strip()


def _called(people: Sequence[dict[str, str]]) -> Iterator[tuple[str, str]]:
    shared = Counter(one["name"] for one in people)
    for one in people:
        alone = shared[one["name"]] == 1
        yield one["name"] if alone else one["person"], _person(one)


def _matter(one: dict[str, str]) -> tuple[str, str]:
    return one["number"], f"{one['number']} {one['title']}"


def every(fields: Sequence[Asked]) -> Iterator[Field]:
    """Go through the fields, also those of groups."""
    for one in fields:
        if isinstance(one, FieldGroup):
            yield from every(one.fields)
        else:
            yield one
