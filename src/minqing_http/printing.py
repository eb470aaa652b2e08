"""In which forms an answer is given: as JSON, as a feed, or as a paper to print."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from minqing_http.body import JSON
from minqing_http.operations import Operation

if TYPE_CHECKING:
    from minqing_core.documents.papers import Paper

PDF = "application/pdf"
SVG = "image/svg+xml"
LINES = "application/x-ndjson"
BATCH = "application/cloudevents-batch+json"
STREAM = "text/event-stream"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HTML = "text/html"
PRINTED = frozenset(
    {
        *("case.show", "case.dossier", "roster.leaving", "meeting.show", "bulletin.show"),
        *("appraisal.sheet", "appraisal.summary-show"),
    }
)
TAKEN: Mapping[str, str] = {
    PDF: "pdf",
    DOCX: "docx",
    HTML: "html",
    LINES: "ndjson",
    "text/calendar": "ics",
}
CITED = frozenset({"case.dossier"})


def offered(operation: Operation) -> tuple[str, ...]:
    """Return the types in which an operation answers, the usual one first."""
    papers = (PDF, DOCX) if operation.use_case in PRINTED else ()
    pictures = (SVG,) if operation.use_case == "receipt" else ()
    pages = (HTML,) if operation.use_case in CITED else ()
    events = (LINES, BATCH, STREAM) if operation.follows else ()
    return (operation.media, *papers, *pages, *pictures, *events)


def written(operation: Operation, answer: Mapping[str, Any], media_type: str) -> bytes:
    """Return an answer in the form that was chosen."""
    if media_type == JSON and operation.use_case in CITED:
        from minqing_core.documents.papers.paper import canonical  # noqa: PLC0415 - only then

        return canonical(answer)
    if media_type == JSON:
        return msgspec.json.encode(answer)
    if operation.follows:
        return _followed(answer["items"], media_type)
    if media_type == operation.media:
        return str(answer["text"]).encode()
    if media_type == SVG:
        from minqing_core.documents.qr import svg  # noqa: PLC0415 - only then

        return svg(answer["text"])
    from minqing_core.documents.papers import OF_ANSWER  # noqa: PLC0415 - dear to import

    return _printed(OF_ANSWER[operation.use_case](answer), media_type)


def _followed(items: Sequence[Any], media_type: str) -> bytes:
    if media_type == BATCH:
        return msgspec.json.encode(items)
    return msgspec.json.Encoder().encode_lines(items)


def _printed(paper: "Paper", media_type: str) -> bytes:
    from minqing_core.documents.pdf import pdf  # noqa: PLC0415 - an extra
    from minqing_core.documents.web import web  # noqa: PLC0415 - only then
    from minqing_core.documents.word import word  # noqa: PLC0415 - an extra

    forms: Mapping[str, Callable[[Paper], bytes]] = {PDF: pdf, DOCX: word, HTML: web}
    return forms[media_type](paper)
