"""The one table of what is done over HTTP: routes, checks, documentation all come from it."""

from collections.abc import Mapping

from minqing_http.operations import (
    accountability,
    accounts,
    appraisal,
    books,
    cases,
    course,
    duties,
    households,
    inspection,
    meetings,
    office,
    privacy,
    programme,
    publicity,
    review,
    roster,
    signals,
)
from minqing_http.operations.operation import KIBIBYTE, MEBIBYTE, Operation

__all__ = ["BY_USE_CASE", "KIBIBYTE", "MEBIBYTE", "TABLE", "Operation"]

TABLE: tuple[Operation, ...] = (
    *cases.OPERATIONS,
    *households.OPERATIONS,
    *meetings.OPERATIONS,
    *inspection.OPERATIONS,
    *books.OPERATIONS,
    *course.OPERATIONS,
    *review.OPERATIONS,
    *signals.OPERATIONS,
    *duties.OPERATIONS,
    *appraisal.OPERATIONS,
    *accountability.OPERATIONS,
    *roster.OPERATIONS,
    *programme.OPERATIONS,
    *publicity.OPERATIONS,
    *privacy.OPERATIONS,
    *office.OPERATIONS,
    *accounts.OPERATIONS,
)
BY_USE_CASE: Mapping[str, Operation] = {operation.use_case: operation for operation in TABLE}
