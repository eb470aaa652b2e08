"""What the documentation asks of this front end: each use case and where it is."""

from collections.abc import Mapping

from minqing_http.operations import TABLE

OPERATIONS: Mapping[str, str] = {
    operation.use_case: f"{operation.method} {operation.path}" for operation in TABLE
}
