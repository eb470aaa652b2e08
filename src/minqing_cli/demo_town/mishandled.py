"""The matters that were mishandled, as they are written in ``planted.toml``."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from attrs import frozen

from minqing_cli.demo_town.chance import Chance, filled
from minqing_cli.demo_town.content import PlantedMatter, PlantedStep, planted_matters
from minqing_cli.demo_town.courses import Action
from minqing_cli.demo_town.days import instant
from minqing_cli.demo_town.people import Cadre, Staff, person_name
from minqing_cli.demo_town.town import unit_names, village

FIELDS = {"step": "case.step", "feedback": "case.feedback", "conclude": "case.conclude"}
GIVEN = {"step": "step", "feedback": "feedback", "conclude": "conclusion"}
RECORDED_AFTER = timedelta(minutes=25)


@frozen(kw_only=True)
class Mishaps:
    """What is done about the mishandled matters, their keys, and the facts that tell them."""

    matters: tuple[str, ...]
    actions: tuple[Action, ...]
    facts: Mapping[str, Mapping[str, str]]


def mishandled(chance: Chance, staff: Staff) -> Mishaps:
    """Return the mishandled matters with the people of this town."""
    petitioners: dict[str, dict[str, str]] = {}
    for matter in planted_matters():
        if matter.planted not in petitioners:
            petitioners[matter.planted] = _petitioner(chance, matter)
    actions = [
        action
        for matter in planted_matters()
        for action in _actions(matter, staff, petitioners[matter.planted])
    ]
    return Mishaps(
        matters=tuple(matter.key for matter in planted_matters()),
        actions=tuple(actions),
        facts=_facts(staff),
    )


def _petitioner(chance: Chance, matter: PlantedMatter) -> dict[str, str]:
    place = village(matter.village)
    lane = chance.one(place.places["lane"])
    return {
        "kind": "named",
        "name": person_name(chance, place.clans),
        "contact": f"1380000{chance.number(0, 9999):04d}",
        "address": f"{place.name}{lane}{chance.number(1, 60)}号",
    }


def _actions(
    matter: PlantedMatter, staff: Staff, petitioner: Mapping[str, str]
) -> Iterator[Action]:
    owner = staff[matter.owner]
    slots = {"he": petitioner["name"], "first": f"§{matter.planted}§"}
    learned = instant(matter.learned)
    yield Action(
        at=learned + RECORDED_AFTER,
        matter=matter.key,
        actor=owner.person,
        use_case="case.record",
        given={
            "matter": _matter(matter, petitioner, slots),
            "owner": owner.person,
            "unit": owner.works_in,
            "attested": True,
        },
    )
    for step in matter.step:
        yield _done(matter, step, owner, staff, slots)


def _matter(
    matter: PlantedMatter, petitioner: Mapping[str, str], slots: Mapping[str, str]
) -> dict[str, Any]:
    return {
        "kind": matter.kind,
        "channel": matter.channel,
        "category": matter.category,
        "title": matter.title,
        "text": filled(matter.text, slots),
        "place": matter.village,
        "petitioners": [dict(petitioner)],
        "learned_at": instant(matter.learned).isoformat(),
    }


def _done(
    matter: PlantedMatter, step: PlantedStep, owner: Cadre, staff: Staff, slots: Mapping[str, str]
) -> Action:
    if step.did is not None:
        return Action(
            at=instant(step.at),
            matter=matter.key,
            actor=staff[step.by or matter.owner].person,
            use_case=step.did,
            given={"case": f"§{matter.key}§", **staff.named(step.given)},
        )
    kind = _kind(step)
    told = {
        key: filled(value, slots) if isinstance(value, str) else value
        for key, value in getattr(step, kind).items()
    }
    told |= {key: staff[told[key]].person for key in ("owner", "leader") if key in told}
    return Action(
        at=instant(step.at),
        matter=matter.key,
        actor=owner.person,
        use_case=FIELDS[kind],
        given={"case": f"§{matter.key}§", GIVEN[kind]: told},
    )


def _facts(staff: Staff) -> dict[str, dict[str, str]]:
    return {
        key: _told([m for m in planted_matters() if m.planted == key], staff)
        for key in {matter.planted: None for matter in planted_matters()}
    }


def _told(matters: Sequence[PlantedMatter], staff: Staff) -> dict[str, str]:
    first, owner = matters[0], staff[matters[0].owner]
    facts = {"owner": owner.name, "unit": unit_names()[owner.works_in]}
    facts |= {"matter": f"§{first.key}§", "again": f"§{matters[-1].key}§"}
    for step in first.step:
        if step.did is not None:
            continue
        told = getattr(step, _kind(step))
        if told.get("kind") == "measure":
            facts |= {"due": told["due"], "measurer": staff[told["owner"]].name}
        elif told.get("kind") == "carried-out":
            facts["done"] = step.at[:10]
        elif step.feedback is not None:
            facts["told"] = step.at[:10]
        elif step.conclude is not None:
            facts["ended"] = step.at[:10]
    return facts


def _kind(step: PlantedStep) -> str:
    return next(kind for kind in FIELDS if getattr(step, kind) is not None)
