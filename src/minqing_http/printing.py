"""In which forms an answer is given: as JSON, as a feed, or as a paper to print."""

from collections.abc import Mapping
from typing import Any

import msgspec

from minqing_http.body import JSON
from minqing_http.operations import Operation

PDF = "application/pdf"
SVG = "image/svg+xml"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PRINTED = frozenset(
    {
        *("case.show", "roster.leaving", "meeting.show", "bulletin.show"),
        *("appraisal.sheet", "appraisal.summary-show"),
    }
)


def offered(operation: Operation) -> tuple[str, ...]:
    """Return the types in which an operation answers, the usual one first."""
    papers = (PDF, DOCX) if operation.use_case in PRINTED else ()
    pictures = (SVG,) if operation.use_case == "receipt" else ()
    return (operation.media, *papers, *pictures)


def written(operation: Operation, answer: Mapping[str, Any], media_type: str) -> bytes:
    """Return an answer in the form that was chosen."""
    if media_type == JSON:
        return msgspec.json.encode(answer)
    if media_type == operation.media:
        return str(answer["text"]).encode()
    if media_type == SVG:
        from minqing_core.documents.qr import svg  # noqa: PLC0415 - only then

        return svg(answer["text"])
    from minqing_core.documents.papers import OF_ANSWER  # noqa: PLC0415 - dear to import
    from minqing_core.documents.pdf import pdf  # noqa: PLC0415 - an extra
    from minqing_core.documents.word import word  # noqa: PLC0415 - an extra

    paper = OF_ANSWER[operation.use_case](answer)
    return pdf(paper) if media_type == PDF else word(paper)
