"""Signals, indicators and proofs."""

from minqing_http.operations.operation import Operation, reading

OPERATIONS: tuple[Operation, ...] = (
    reading("signals.list", "/v1/signals", "记录中值得再问一句的地方"),
    reading("signals.explain", "/v1/signals/{signal}", "一个信号所比较的记录"),
    reading("report.indicators", "/v1/reports/indicators", "记、解、暖和反馈、满意、重复反映"),
    reading("report.late-feedback", "/v1/reports/late-feedback", "首次反馈晚于多少天的民情"),
    reading("prove.closure", "/v1/proofs/closure", "件件有回音、事事有着落，或逐件列出例外"),
)
