"""Diaries of a quarter: assessed by their cadres, reviewed by their leaders."""

from minqing_http.operations.operation import Operation, creating, reading, revising

DIARY = "/v1/reviews/{person}/{period}"

OPERATIONS: tuple[Operation, ...] = (
    reading("review.queue", "/v1/reviews", "待我审阅的日记"),
    creating("review.assess", "/v1/reviews", "自评本人一个季度的日记"),
    reading("review.show", DIARY, "一名干部一个季度的日记、自评和审阅"),
    revising("review.record", f"{DIARY}/opinions", "审阅一名干部一个季度的日记"),
    revising("review.return", f"{DIARY}/returns", "退回补充"),
    revising("review.complete", f"{DIARY}/completions", "报告补充情况"),
    revising("review.accept", f"{DIARY}/acceptances", "认可补充"),
    revising("review.reply", f"{DIARY}/replies", "回应审阅意见"),
    reading("report.coverage", "/v1/reports/coverage", "一个季度谁由谁审阅、阅了没有"),
    reading("report.quarter", "/v1/reports/quarter", "一个季度每名干部的日记、自评、审阅"),
)
