"""One look at what the log gained tells the versions of all its streams, over every store."""

import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.contracts.conftest import Town
from tests.pausing import Paused
from tests.stores import TestClock

from minqing_core.persistence import known_versions
from minqing_core.persistence.known_versions import RememberedVersions
from minqing_core.persistence.sealed_keys import VaultKeys
from minqing_core.persistence.settings import settings
from minqing_core.persistence.store import create_store, open_log

STREAMS = [f"well/{n}" for n in range(6)]
WELL = Town.WellDug(village="柳溪村")
SOME = st.lists(st.sampled_from(STREAMS), min_size=1, max_size=3)
STEPS = st.lists(
    st.tuples(st.sampled_from(["record", "know", "look", "read"]), st.booleans(), SOME),
    max_size=30,
)


def known_of(log) -> RememberedVersions:
    return RememberedVersions(log, VaultKeys(log))


def recorded(log, *streams):
    return log.append([Town.batch(*((stream, WELL) for stream in streams))])


@given(STEPS)
def test_what_is_known_is_of_the_last_look_or_newer(steps) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(known_versions, "MANY", 4)
        patch.setattr(known_versions, "REMEMBERED", 3)
        place = settings(str(Path(folder) / "town.db"))
        create_store(place, TestClock())
        with open_log(place, TestClock(), codec=Town.codec) as log:
            both, true = (known_of(log), known_of(log)), Counter[str]()
            seen = [Counter[str](), Counter[str]()]
            for step, first, streams in steps:
                known, floor = both[first], seen[first]
                if step == "record":
                    kept = recorded(log, *streams)
                    true.update(streams)
                    known.took(kept)
                    floor |= Counter({stream: true[stream] for stream in streams})
                elif step == "look":
                    known.look()
                    floor |= true
                    assert known.position == log.size()
                elif step == "read":
                    assert len(known.stream(streams[0])) == true[streams[0]]
                for stream, version in known.of(list(dict.fromkeys(streams))).items():
                    assert floor[stream] <= version <= true[stream]


def test_a_look_asks_for_no_stream_that_is_known(log) -> None:
    recorded(log, "well/1", "well/2")
    known = known_of(log)
    known.look()
    assert known.of(["well/1", "well/2", "well/3"]) == {"well/1": 1, "well/2": 1, "well/3": 0}

    recorded(log, "well/2", "well/3")
    assert known.of(["well/2", "well/3"]) == {"well/2": 1, "well/3": 0}, "not before the next look"
    known.look()
    assert known.of(["well/1", "well/2", "well/3"]) == {"well/1": 1, "well/2": 2, "well/3": 1}
    assert known.position == 4


def test_what_is_recorded_here_is_known_without_a_look(log) -> None:
    known = known_of(log)
    known.of(["well/1", "well/2"])
    recorded(log, "well/2")

    known.took(recorded(log, "well/1"))

    assert known.of(["well/1", "well/2"]) == {"well/1": 1, "well/2": 0}


@pytest.mark.parametrize("grows", [False, True])
def test_a_log_that_was_put_back_from_a_copy_is_known_anew(log, behind, tamper, grows) -> None:
    recorded(log, "well/2", "well/1")
    [(nodes,)] = behind("SELECT nodes FROM {frontier}")
    recorded(log, "well/1")
    known = known_of(log)
    known.look()
    assert known.of(["well/1"]) == {"well/1": 2}

    tamper(
        ("DELETE FROM {events} WHERE {position} = 3",),
        ("DELETE FROM {leaf} WHERE position = 3",),
        ("UPDATE {frontier} SET size = 2, nodes = ?", nodes),
    )
    if grows:
        recorded(log, "well/2", "well/3")
    known.look()

    assert known.position == log.size()
    assert known.of(["well/1"]) == {"well/1": 1}


def test_a_key_that_was_changed_is_told_by_the_next_look(log, town) -> None:
    log.append([town.batch(("case/1", town.matter()))])
    known = known_of(log)
    known.look()
    before = known.keys

    log.vault.restrict([1])
    known.look()

    assert known.keys > before


def test_what_was_forgotten_during_a_look_is_looked_at_anew(log, monkeypatch) -> None:
    monkeypatch.setattr(known_versions, "REMEMBERED", 2)
    paused = Paused(log)
    known = RememberedVersions(paused, VaultKeys(log))
    recorded(log, "well/1", "well/2", "well/3", "well/4")
    known.look()
    known.of(["well/1", "well/2", "well/3"])

    def happens() -> None:
        known.look()
        known.of(["well/1"])
        recorded(log, "well/1", "well/5")

    paused.before["gained"] = happens
    known.look()

    assert known.position == 6
    assert known.of(["well/1"]) == {"well/1": 2}


def test_a_slow_first_look_does_not_take_back_what_others_saw(log) -> None:
    paused = Paused(log)
    known = RememberedVersions(paused, VaultKeys(log))
    recorded(log, "well/1")

    def happens() -> None:
        known.look()
        recorded(log, "well/2", "well/3")
        known.look()

    paused.after["size"] = happens
    known.look()

    assert known.position == 3
