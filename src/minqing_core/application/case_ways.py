"""What is done about a matter, and cannot be as it stands now."""

from collections.abc import Iterator

from minqing_core.views import holding
from minqing_core.views.case_file import CaseFile

WHILE_OPEN = (
    *("case.step", "case.excuse", "case.conclude", "case.handover", "case.assign"),
    *("case.escalate", "case.remind", "case.supervise", "case.assist", "case.extend"),
    *("case.park", "case.look", "case.merge", "case.split"),
)
ONCE_CONCLUDED = ("case.revisit", "case.dispute", "case.reopen")
ONCE_ASKED = ("case.accept", "case.decline", "case.recall")


def not_now(file: CaseFile) -> Iterator[str]:
    """Yield the use cases that would be refused to everybody as the matter stands.

    Concluded, it is neither handled nor passed on (S28); nobody takes over what they were not
    asked to (S38), resumes what is not parked (S65), or opens an identity that is not sealed
    (S12).
    """
    yield from ONCE_CONCLUDED if file.conclusion is None else WHILE_OPEN
    if holding.awaited(file.said) is None:
        yield from ONCE_ASKED
    if file.parking is None or file.conclusion is not None:
        yield "case.resume"
    if file.matter is None or not file.matter.protected:
        yield "case.identity"
