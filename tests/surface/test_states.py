"""The pages of states say what the decisions do."""

from pathlib import Path

import attrs
import pytest
from tools.states import DIAGRAMS, exploring
from tools.states.drawing import page
from tools.states.exploring import ALREADY, DONE, Diagram, explored

DOCS = Path(__file__).resolve().parents[2] / "docs" / "contexts"


@pytest.mark.parametrize("context", DIAGRAMS)
def test_the_page_of_states_is_current(context: str) -> None:
    kept = DOCS / f"{context}.states.md"
    assert kept.exists(), "run tools/write_docs.py"
    assert kept.read_text(encoding="utf-8") == page(DIAGRAMS[context]), "run tools/write_docs.py"


@pytest.mark.parametrize("context", DIAGRAMS)
def test_every_command_is_a_valid_one_and_every_state_is_left_or_entered(context: str) -> None:
    trials = explored(DIAGRAMS[context])
    tried = {trial.command for trial in trials}
    assert {trial.command for trial in trials if trial.outcome == DONE} == tried
    assert {trial.after.node for trial in trials} >= {t.before.node for t in trials[1:]} - {
        trials[0].before.node
    }
    for trial in trials:
        assert (trial.before is trial.after) is (trial.outcome != DONE)
        assert (trial.refusal is None) is (trial.outcome in {DONE, ALREADY})


@pytest.mark.parametrize("context", DIAGRAMS)
def test_a_state_is_what_its_history_folds_to(context: str) -> None:
    diagram = DIAGRAMS[context]
    for trial in explored(diagram):
        state = diagram.initial
        for event in trial.after.history:
            state = diagram.evolve(state, event)
        assert state == trial.after.state


@pytest.mark.clause("S25", "S34")
def test_nothing_of_the_handling_is_recorded_of_a_matter_that_has_ended() -> None:
    found = {
        trial.command: trial.outcome
        for trial in explored(DIAGRAMS["diary"])
        if trial.before.state.concluded is not None
    }
    refused = {command for command, outcome in found.items() if outcome == "case-concluded"}
    assert refused >= {"step cause", "step measure", "conclude resolved", "excuse result"}


@pytest.mark.clause("S63")
def test_no_matter_comes_to_an_end_unanswered() -> None:
    trials = explored(DIAGRAMS["diary"])
    ended = [trial.after for trial in trials if trial.after.state.concluded is not None]
    assert ended
    assert all("已答复" in standing.node for standing in ended)


def test_facts_that_are_too_fine_are_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exploring, "MOST", 50)
    endless: Diagram = attrs.evolve(DIAGRAMS["diary"], facts=lambda case: case.version)
    with pytest.raises(RuntimeError, match="diary has more than 50 states"):
        explored(endless)
