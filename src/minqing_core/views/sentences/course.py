"""What happened to a matter beyond the straight line, as sentences."""

from minqing_core.diary import events as diary
from minqing_core.kernel.periods import written_out
from minqing_core.views.labels import label
from minqing_core.views.sentences.wording import Names, Sentences, excerpt


def _because(reason: object) -> str:
    return "" if reason is None else f"，理由：{excerpt(reason)}"


def _revisited(event: diary.Revisited, _: Names) -> str:
    agrees = "答复与实际一致" if event.as_told else "答复与实际不一致"
    return (
        f"以{label('means', event.means)}方式回访群众：{excerpt(event.text)}"
        f"（群众{label('response', event.response)}，{agrees}）"
    )


def _recategorised(event: diary.Recategorised, _: Names) -> str:
    what = event.after if event.label is None else f"{event.after}（{event.label}）"
    return f"改归类别：由「{event.before}」改为「{what}」{_because(event.reason)}"


SENTENCES: Sentences = {
    diary.ClockParked: lambda e, _: (
        f"挂账，时限停算至 {written_out(e.until)}，客观原因：{label('cause', e.cause)}"
        f"{_because(e.reason)}"
    ),
    diary.ClockResumed: lambda e, _: f"恢复计算时限{_because(e.reason)}",
    diary.ExtensionAsked: lambda e, _: (
        f"申请延期（第 {e.extension} 次）：「{label('duty', e.duty)}」"
        f"延至 {written_out(e.until)}{_because(e.reason)}"
    ),
    diary.ExtensionApproved: lambda e, _: (
        f"批准第 {e.extension} 次延期申请{'' if e.basis is None else f'：{excerpt(e.basis)}'}"
    ),
    diary.ExtensionRefused: lambda e, _: f"不批准第 {e.extension} 次延期申请{_because(e.reason)}",
    diary.ExtensionTold: lambda e, _: (
        f"以{label('means', e.means)}方式告知群众第 {e.extension} 次延期：{excerpt(e.text)}"
    ),
    diary.LookedAgain: lambda e, _: (
        f"复看后仍暂缓：{excerpt(e.text)}；定于 {written_out(e.next_look)} 再次复看"
    ),
    diary.Revisited: _revisited,
    diary.OutcomeDisputed: lambda e, _: (
        f"记下群众以{label('means', e.means)}方式对办理结果提出异议：{excerpt(e.text)}"
    ),
    diary.CaseReopened: lambda e, _: f"重新办理此事{_because(e.reason)}",
    diary.Recategorised: _recategorised,
    diary.LinkedAsDuplicate: lambda e, _: f"认定此事与 {e.of} 重复{_because(e.reason)}",
    diary.DuplicateFound: lambda e, _: f"认定 {e.duplicate} 与此事重复",
    diary.DuplicateUnlinked: lambda e, _: f"认定此事与 {e.of} 并不重复{_because(e.reason)}",
    diary.DuplicateReleased: lambda e, _: f"认定 {e.duplicate} 与此事并不重复",
    diary.MergedInto: lambda e, _: f"将此事并入 {e.whole} 办理{_because(e.reason)}",
    diary.TookIn: lambda e, _: f"将 {e.part} 并入此事办理",
    diary.MergeUndone: lambda e, _: f"将此事从 {e.whole} 分出，单独办理{_because(e.reason)}",
    diary.PartReleased: lambda e, _: f"将 {e.part} 从此事分出，单独办理",
    diary.SplitFrom: lambda e, _: f"将此事从 {e.whole} 拆出，单独记录{_because(e.reason)}",
    diary.SplitOff: lambda e, _: f"从此事拆出 {e.part}，单独记录",
    diary.RecusalAsked: lambda e, n: f"提出{n(e.person)}回避此事{_because(e.reason)}",
    diary.RecusalGranted: lambda e, n: f"决定{n(e.person)}回避此事{_because(e.reason)}",
    diary.RecusalRefused: lambda e, n: f"决定{n(e.person)}不必回避此事{_because(e.reason)}",
}
