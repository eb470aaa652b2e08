"""An answer as a paper of the office, for a caller who would rather print it."""

from collections.abc import Mapping
from typing import Any

from minqing_http.body import JSON

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PRINTED = frozenset({"case.show", "roster.leaving"})


def offered(use_case: str) -> tuple[str, ...]:
    """Return the types in which a use case answers, the usual one first."""
    return (JSON, PDF, DOCX) if use_case in PRINTED else (JSON,)


def printed(use_case: str, answer: Mapping[str, Any], media_type: str) -> bytes:
    """Return an answer as a paper."""
    from minqing_core.documents.papers import OF_ANSWER  # noqa: PLC0415 - dear to import
    from minqing_core.documents.pdf import pdf  # noqa: PLC0415 - an extra
    from minqing_core.documents.word import word  # noqa: PLC0415 - an extra

    paper = OF_ANSWER[use_case](answer)
    return pdf(paper) if media_type == PDF else word(paper)
