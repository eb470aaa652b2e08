"""Why a matter cannot change hands, be reported, shared or supervised in this way."""

from minqing_core.kernel.refusals import RefusalError


class HandoverPendingError(RefusalError):
    """Somebody was asked to take the matter over and has not answered yet."""

    kind = "conflict"
    code = "handover-pending"
    text = "已请 {asked} 接手此事，尚未答复；请等其答复，或先撤回（case recall）"


class HandoverMissingError(RefusalError):
    """Nobody was asked to take the matter over."""

    kind = "conflict"
    code = "no-handover"
    text = "此事没有待接手的移交，无从{what}"


class NotAskedError(RefusalError):
    """Only whoever was asked answers (S38)."""

    kind = "not-allowed"
    code = "not-asked"
    text = "所请的是 {asked}，{person} 不能代为{what}"


class ReceiverElsewhereError(RefusalError):
    """Who is to take a matter or a task over serves in the unit it goes to (S25)."""

    code = "receiver-elsewhere"
    text = "{person} 不在 {unit} 任职，不能以该单位名义接手；其任职单位：{units}"


class ObjectionLateError(RefusalError):
    """An objection comes within its limit (S38)."""

    kind = "conflict"
    code = "objection-late"
    text = "异议须在 {object_by} 前提出，今天已是 {today}；请接办，或报组织人事办公室指定承办"


class NotLeadingError(RefusalError):
    """Only a leader of the responsible unit, or the coordinating office, decides this (S72)."""

    kind = "not-allowed"
    code = "not-leading"
    text = "{person} 不是 {unit} 的领导，也不在组织人事办公室，不能{what}"


class NotSuperiorError(RefusalError):
    """A report goes to a superior: neither author nor owner, who leads the unit (S64)."""

    code = "not-superior"
    text = "{person} 是汇报人或此事的负责人，或不是 {unit} 的上级领导，请报分管此事的领导（to）"


class ReportUnexplainedError(RefusalError):
    """Whoever reports a matter up explains it to the citizen too (S64)."""

    kind = "conflict"
    code = "report-unexplained"
    text = "向上级汇报的同时须做好说服解释工作，请先记录解释（case explain）"


class FollowUpError(RefusalError):
    """A report names a day on which its outcome is followed up (S64)."""

    code = "follow-up"
    text = "跟进日期 {follow_up} 不对，应晚于今天 {today}、不迟于 {latest}（follow_up）"


class NumberUnknownError(RefusalError):
    """The matter has no report, task or order with this number."""

    kind = "not-found"
    code = "number-unknown"
    text = "没有第 {number} 号{what}，现有：{known}"


class ReportOwedError(RefusalError):
    """Nothing ends as reported up before a superior signed for the report (S64)."""

    kind = "conflict"
    code = "report-owed"
    text = "尚无上级签收的汇报，不能以「已上报」办结；请先汇报（case escalate），由上级签收"


class OwnUnitTaskError(RefusalError):
    """Co-handlers are of other units; people of one's own answer for measures (S76)."""

    code = "own-unit-task"
    text = "{unit} 是主办单位，不必协办；本单位人员请记为落实措施"


class TaskSettledError(RefusalError):
    """The task was replied to, objected to or ended already."""

    kind = "conflict"
    code = "task-settled"
    text = "第 {task} 号协办已有答复、异议或已撤销，不能再{what}"


class TaskAcceptedError(RefusalError):
    """Whoever signed for a task does not object to it afterwards (S38)."""

    kind = "conflict"
    code = "task-accepted"
    text = "第 {task} 号协办已经签收，不能再提出异议；请答复，或请主办单位撤销（case assist-end）"


class CohandlingOpenError(RefusalError):
    """Nothing ends while a co-handler has not answered (S76)."""

    kind = "conflict"
    code = "cohandling-open"
    text = "第 {tasks} 号协办尚无答复，不能办结；请等答复，或撤销协办（case assist-end）"


class NotConcernedError(RefusalError):
    """Reminders and orders go to whoever has a part in the matter (S72)."""

    code = "not-concerned"
    text = "{person} 不是此事的负责人、协办人或其领导，不能向其催办、督办"


class OrderClosedError(RefusalError):
    """The order was closed."""

    kind = "conflict"
    code = "order-closed"
    text = "第 {order} 号督办已经销号，不能再答复"


class OwnOrderError(RefusalError):
    """Nobody orders, or closes an order to, themselves (S72)."""

    kind = "not-allowed"
    code = "own-order"
    text = "不能由本人督办本人，须由另一位有督办权的人{what}"
