"""What goes up: reports to superiors, and that they signed for them (S64)."""

from minqing_core.application.case_holding import receiving
from minqing_core.application.case_limits import latest_look
from minqing_core.application.catalogue import use_case
from minqing_core.application.office import Office
from minqing_core.application.on_case import held, in_person, on_case
from minqing_core.application.transact import Recorded
from minqing_core.diary import events
from minqing_core.diary.decisions import reporting
from minqing_core.diary.decisions.reporting import Report
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId
from minqing_core.kernel.periods import civil_date
from minqing_core.powers.rules import Power


@use_case("case.escalate", Power.DIARY_WRITE, "S64", records=True)
def escalate(office: Office, act: Act, case: CaseId, *, report: Report) -> Recorded:
    """Report a matter to a superior; it stays in one's own hands."""
    superior = receiving(office, case, report.to)
    assert superior is not None  # noqa: S101 - a report names its addressee
    return on_case(
        office,
        act,
        case,
        ["case.escalate", case, report],
        lambda state, by, at: reporting.report_up(
            state,
            report=report,
            by=by,
            author=act.on_behalf_of,
            superior=superior,
            today=civil_date(at),
            latest=latest_look(office, state, civil_date(at)),
        ),
        relies_on=held(superior),
    )


@use_case("case.acknowledge", Power.DIARY_WRITE, "S64", records=True)
def acknowledge(
    office: Office, act: Act, case: CaseId, *, acknowledged: events.ReportAcknowledged
) -> Recorded:
    """Sign for a report that one was given, with or without an instruction."""
    in_person(act, "签收汇报")
    return on_case(
        office,
        act,
        case,
        ["case.acknowledge", case, acknowledged],
        lambda state, by, _: reporting.acknowledge(state, acknowledged=acknowledged, by=by),
    )
