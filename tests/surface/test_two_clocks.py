"""Every reading can be asked of the past, by what was so and by what was known."""

from collections.abc import Mapping

import pytest

from minqing_core.application.asking import parameters
from minqing_core.application.catalogue import CATALOGUE
from minqing_core.application.moments import When

ONLY_NOW: Mapping[str, str] = {
    "access.list": "who read what is no part of the record and is forgotten after a time",
    "access.prune": "it forgets who read what, and reads nothing",
    "account.change-password": "how people log in is no part of the record",
    "account.codes-enrol": "how people log in is no part of the record",
    "account.codes-confirm": "how people log in is no part of the record",
    "account.codes-disable": "how people log in is no part of the record",
    "account.list": "how people log in is no part of the record",
    "account.link": "how people log in is no part of the record",
    "account.unlink": "how people log in is no part of the record",
    "account.reset-password": "how people log in is no part of the record",
    "bundle": "it proves a matter as of the checkpoint that it is made with",
    "checkpoint.list": "each checkpoint says what it is of",
    "checkpoint.latest": "it is what was signed last, and each says what it is of",
    "checkpoint.prove": "it compares two sizes of the record, and each is a moment of it",
    "receipt": "it proves what is on record of a matter as of the latest checkpoint",
    "case.progress": "whoever holds the slip sees how it stands now",
    "case.slip": "the code is the same at any time",
    "doctor": "it looks at the store as it is",
    "checkpoint.leaves": "it tells what was recorded after a position, by its fingerprints",
    "events.follow": "it tells what was recorded after a position, each event with its time",
    "export.events": "it gives what was recorded after a position, each event with its time",
    "export.matters": "it gives each matter as it stood at its last event up to a position",
    "import.check": "it compares a sheet with what is on record now",
    "import.roster-check": "it compares a sheet with what is on record now",
    "inspection.draw-again": "it draws at the position at which was drawn, whenever it is asked",
    "key.list": "keys are no part of the record",
    "key.own": "keys are no part of the record",
    "metrics": "it tells how large the record is now",
    "powers.list": "it tells what the code allows, which is not on record",
    "public.matters": "it shows what is published, and what was withdrawn is shown no more",
    "public.services": "it tells in what everybody may bring a matter now",
    "public.ticket": "it tells whether a matter has ended, and nothing of how",
    "publish.board": "it shows what is published, and what was withdrawn is shown no more",
    "session.list": "who is logged in is no part of the record",
    "session.revoke": "who is logged in is no part of the record",
    "webhook.add": "webhooks are no part of the record",
    "webhook.deliveries": "webhooks are no part of the record",
    "webhook.end": "webhooks are no part of the record",
    "webhook.list": "webhooks are no part of the record",
    "webhook.redeliver": "webhooks are no part of the record",
    "verify": "it checks every stored byte as it is",
    "whoami": "powers come of the posts that are held now",
}


def readings() -> list[str]:
    return [name for name in CATALOGUE if not CATALOGUE[name].records]


def moments(name: str) -> list[str]:
    return [one for one, kind in parameters(CATALOGUE[name]).items() if kind is When]


@pytest.mark.clause("S25", "S62")
@pytest.mark.parametrize("name", readings())
def test_a_reading_takes_both_times_or_has_its_reason_not_to(name: str) -> None:
    assert bool(moments(name)) != (name in ONLY_NOW)


def test_the_reasons_are_of_readings_that_there_are() -> None:
    assert ONLY_NOW.keys() <= set(readings())
    assert all(ONLY_NOW.values())


def test_both_times_and_a_position_are_what_is_taken() -> None:
    assert [field.name for field in When.__attrs_attrs__] == ["as_of", "known_by", "position"]
