"""What a form offers to choose from: the units, the people and the categories there are."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import attrs

from minqing_core.application.choosing import choosing
from minqing_http.pages.asked import Asker
from minqing_http.pages.fields import Asked, Field, FieldGroup

VILLAGE = frozenset({"place", "village"})
Choices: TypeAlias = dict[str, list[tuple[str, str]]]


def choices_of(fields: Sequence[Asked], asker: Asker, *, dated: bool) -> Choices:
    """Return what is offered for each kind of field that is among these."""
    asker = attrs.evolve(asker, office=choosing(asker.office))
    kinds = {one.kind for one in _every(fields)}
    offered: Choices = {"unit": [], "person": [], "category": []}
    if "unit" in kinds:
        units = asker.ask("roster.units")["items"]
        offered["unit"] = [(one["unit"], one["name"]) for one in units]
    if "person" in kinds or dated:
        people = asker.ask("roster.people")["items"]
        offered["person"] = [(one["person"], _person(one)) for one in people]
    if "category" in kinds:
        offered["category"] = [
            (one["code"], one["label"]) for one in asker.ask("programme.show")["categories"]
        ]
    return offered


def villages_of(fields: Sequence[Field], asker: Asker) -> tuple[Field, ...]:
    """Return the fields, those of a village with the villages there are."""
    if not any(one.name in VILLAGE for one in fields):
        return tuple(fields)
    office = attrs.evolve(asker, office=choosing(asker.office))
    listed = office.ask("roster.units", kind="village")["items"]
    choices = tuple((one["unit"], one["name"]) for one in listed)
    return tuple(
        attrs.evolve(one, kind="choice", choices=choices) if one.name in VILLAGE else one
        for one in fields
    )


def _person(one: dict[str, str]) -> str:
    return f"{one['name']} {one.get('posts', '')}".strip()


def _every(fields: Sequence[Asked]) -> Iterator[Field]:
    for one in fields:
        if isinstance(one, FieldGroup):
            yield from _every(one.fields)
        else:
            yield one
