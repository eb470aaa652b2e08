"""The one table of what is done over HTTP: routes, checks, documentation all come from it."""

from collections.abc import Mapping

from minqing_http.operations import (
    accountability,
    books,
    cases,
    course,
    households,
    office,
    programme,
    review,
    roster,
)
from minqing_http.operations.operation import KIBIBYTE, MEBIBYTE, Operation

__all__ = ["BY_USE_CASE", "KIBIBYTE", "MEBIBYTE", "TABLE", "Operation"]

TABLE: tuple[Operation, ...] = (
    *cases.OPERATIONS,
    *households.OPERATIONS,
    *books.OPERATIONS,
    *course.OPERATIONS,
    *review.OPERATIONS,
    *accountability.OPERATIONS,
    *roster.OPERATIONS,
    *programme.OPERATIONS,
    *office.OPERATIONS,
)
BY_USE_CASE: Mapping[str, Operation] = {operation.use_case: operation for operation in TABLE}
