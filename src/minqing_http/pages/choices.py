"""What a form offers to choose from: the units, the people and the categories there are."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from minqing_http.pages.asked import Asker
from minqing_http.pages.fields import Asked, Field, FieldGroup

Choices: TypeAlias = dict[str, list[tuple[str, str]]]


def choices_of(fields: Sequence[Asked], asker: Asker, *, dated: bool) -> Choices:
    """Return what is offered for each kind of field that is among these.

    To whom the roster or the programme is closed nothing is offered of it: they type a number.
    """
    kinds = {one.kind for one in _every(fields)}
    offered: Choices = {"unit": [], "person": [], "category": []}
    if "unit" in kinds and asker.may("roster.units"):
        units = asker.ask("roster.units")["items"]
        offered["unit"] = [(one["unit"], one["name"]) for one in units]
    if ("person" in kinds or dated) and asker.may("roster.people"):
        people = asker.ask("roster.people")["items"]
        offered["person"] = [(one["person"], _person(one)) for one in people]
    if "category" in kinds and asker.may("programme.show"):
        offered["category"] = [
            (one["code"], one["label"]) for one in asker.ask("programme.show")["categories"]
        ]
    return offered


def _person(one: dict[str, str]) -> str:
    return f"{one['name']} {one.get('posts', '')}".strip()


def _every(fields: Sequence[Asked]) -> Iterator[Field]:
    for one in fields:
        if isinstance(one, FieldGroup):
            yield from _every(one.fields)
        else:
            yield one
