"""The ledger of duties."""

from minqing_http.operations.operation import Operation, feeding, reading

OPERATIONS: tuple[Operation, ...] = (
    reading("duties.list", "/v1/duties", "职责台账"),
    reading("duties.due", "/v1/duties/due", "快到期和已逾期的职责"),
    reading("duties.inbox", "/v1/duties/inbox", "转来的、要我答复的"),
    reading("duties.explain", "/v1/duties/explain", "一项职责，逐日说明"),
    feeding("duties.feed", "/v1/duties.ics", "职责的日历订阅", "text/calendar"),
    reading("duties.grid", "/v1/roster/people/{person}/duties", "一名干部一年的职责日历"),
)
