"""What was stored once is read for good."""

import json

import pytest
from tests.stored.golden import ACT, FOLDER, decoded, file, meant, names

from minqing_core.persistence.codec import Codec


@pytest.mark.parametrize("name", names())
def test_what_was_stored_under_a_name_still_means_the_same(name) -> None:
    assert file(name).exists(), "run: python -m tests.stored.golden --make-golden"
    kept = json.loads(file(name).read_text(encoding="utf-8"))

    stored = decoded(name, bytes.fromhex(kept["state"]), Codec())

    assert stored.event == meant(kept["event"], type(stored.event))
    assert (stored.actor, stored.on_behalf_of, stored.channel, stored.correlation) == (
        ACT.actor,
        ACT.on_behalf_of,
        ACT.channel,
        ACT.correlation,
    )
    assert (stored.key, stored.occurred_at) == (ACT.key, 1772325000000)


def test_no_name_was_ever_given_up() -> None:
    assert {found.stem for found in FOLDER.glob("*.json")} == set(names())
