"""Over any log: a true bundle is whole, and whatever an insider rebuilds is refused."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.proof.handmade import MATTER, SIGNER, Entry, bundled, signed

from minqing_verify import verify as verifier


@st.composite
def logs(draw) -> list[Entry]:
    """Draw a log with at least one event of the matter."""
    streams = draw(st.lists(st.sampled_from([MATTER, "case/2026-000002", "roster"]), max_size=20))
    at, versions, made = 10**12, dict.fromkeys({*streams, MATTER}, 0), []
    for stream in [*streams, MATTER]:
        versions[stream] += 1
        at += draw(st.integers(0, 10**7))
        state = b"\xc4\x08" + draw(st.binary(min_size=8, max_size=8))
        made.append(Entry(stream, versions[stream], at, state))
    return made


def rewritten(log: Sequence[Entry], how: str, at: int) -> list[Entry]:
    """Return the log as an insider leaves it, every hash to be rebuilt over it."""
    before, here, after = [*log[:at]], log[at], [*log[at + 1 :]]
    if how == "changed":
        return [*before, evolve(here, state=here.state[:-1] + b"?"), *after]
    if how == "moved back":
        return [*before, evolve(here, logged_at=here.logged_at - 1), *after]
    if how == "left out":
        return before + [evolve(e, version=e.version - (e.stream == here.stream)) for e in after]
    if how == "slipped in":
        return [
            *before,
            evolve(here, state=b"\xc4\x01x"),
            *(evolve(e, version=e.version + (e.stream == here.stream)) for e in (here, *after)),
        ]
    return before


INSIDER = ("changed", "moved back", "left out", "slipped in", "cut off")


def judged(capsys, folder: Path) -> tuple[int, str]:
    """Return the verdict about a folder."""
    code = verifier.main([str(folder), "--key", str(SIGNER.key)])
    return code, capsys.readouterr().out


@pytest.mark.clause("S37")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(logs(), st.data())
def test_a_true_bundle_of_any_log_is_whole(tmp_path, capsys, log, data) -> None:
    sizes = data.draw(st.sets(st.integers(1, len(log))))
    earlier = [signed(log, size) for size in sorted(sizes)]

    code, said = judged(capsys, bundled(tmp_path, log, signed(log, len(log)), earlier))

    assert code == 0, said
    mine = [(n, entry) for n, entry in enumerate(log, 1) if entry.stream == MATTER]
    lines = said.splitlines()
    assert f"此件：{MATTER}，共 {len(mine)} 条，无遗漏" in lines
    told = [
        f"第 {n} 条 {verifier.instant(e.logged_at)} 第 {e.version} 步 {e.name}" for n, e in mine
    ]
    assert [line for line in lines if line.startswith("第 ")] == told


@pytest.mark.clause("S37")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(logs(), st.sampled_from(INSIDER), st.data())
def test_whatever_is_rebuilt_under_a_published_checkpoint_is_refused_and_its_place_named(
    tmp_path, capsys, log, how, data
) -> None:
    at = data.draw(st.integers(0, len(log) - 1))
    published, earlier = (
        signed(log, len(log)),
        data.draw(st.sets(st.integers(1, len(log) - 1 or 1))),
    )
    changed = rewritten(log, how, at)
    assume(changed != log)
    at = next(n for n in range(len(log)) if changed[n : n + 1] != log[n : n + 1])

    marks = [signed(log, size) for size in sorted(earlier)]
    code, said = judged(capsys, bundled(tmp_path, changed, published, marks))

    assert code == 6
    first = max((size for size in earlier if size <= at), default=0) + 1
    last = min((size for size in earlier if size > at and size <= len(changed)), default=len(log))
    assert f"第 {first} 条至第 {last} 条：与签过的检查点不符，其中有改动" in said


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(logs(), logs())
def test_what_comes_after_the_last_checkpoint_is_not_proved(tmp_path, capsys, log, more) -> None:
    """An insider's edit there is not detectable: the checkpoint signed over it is whole."""
    (tmp_path / "bundle").mkdir(exist_ok=True)
    offset = sum(entry.stream == MATTER for entry in log)
    later = [
        evolve(e, version=e.version + offset, logged_at=e.logged_at + 10**9)
        for e in more
        if e.stream == MATTER
    ]
    edited = [*log, *(evolve(entry, state=b"\xc4\x01!") for entry in later)]

    note, earlier = signed(edited, len(edited)), [signed(log, len(log))]
    code, said = judged(capsys, bundled(tmp_path / "bundle", edited, note, earlier))

    assert code == 0, said
