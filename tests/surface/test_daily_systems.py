"""The six daily systems: reporting, feedback, review, supervision, help, appraisal (S75)."""

from collections.abc import Mapping

import pytest

from minqing_cli.surface import COMMANDS
from minqing_core.application.asking import parameters
from minqing_core.application.catalogue import CATALOGUE
from minqing_http.surface import OPERATIONS

SYSTEMS: Mapping[str, tuple[str, ...]] = {
    "汇报": ("case.escalate", "case.acknowledge"),
    "反馈": ("case.feedback", "case.excuse"),
    "审阅": ("review.assess", "review.record", "review.return", "review.accept"),
    "督办": ("case.remind", "case.supervise", "case.supervise-reply", "case.supervise-close"),
    "协办": ("case.assist", "case.assist-accept", "case.assist-object", "case.assist-reply"),
    "考评": ("appraisal.object", "appraisal.decide", "appraisal.commend"),
}


@pytest.mark.clause("S75")
@pytest.mark.parametrize("system", SYSTEMS)
def test_each_is_recorded_by_steps_of_its_own_from_every_front_end(system: str) -> None:
    """None of them is a free text: every step has named facts."""
    for name in SYSTEMS[system]:
        case = CATALOGUE[name]
        assert case.records
        assert COMMANDS[name]
        assert OPERATIONS[name]
        assert parameters(case).keys() - {"case", "text", "when"}, name
