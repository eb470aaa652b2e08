"""An audit names everything it found."""

from typing import Any

import attrs
import pytest

from minqing_core.integrity.verdict import Audit, Finding

FACTS: dict[str, Any] = {
    "position": None,
    "stream": None,
    "version": None,
    "code": "leaf-missing",
    "text": "第 3 步没有记入证明",
}


@pytest.mark.parametrize("missing", FACTS)
def test_a_finding_says_outright_what_it_does_not_know(missing: str) -> None:
    """The place of a finding may be unknown, but it is never left out by oversight."""
    assert attrs.asdict(Finding(**FACTS)) == FACTS
    with pytest.raises(TypeError, match=missing):
        Finding(**{name: fact for name, fact in FACTS.items() if name != missing})


def test_an_audit_needs_its_findings_even_when_there_are_none() -> None:
    with pytest.raises(TypeError, match="findings"):
        Audit(size=0, root="")  # type: ignore[call-arg]


def test_two_audits_that_saw_the_same_are_equal() -> None:
    one, other = (Audit(size=3, root="ab", findings=(Finding(**FACTS),)) for _ in range(2))

    assert one == other
    assert one != attrs.evolve(other, findings=())
