"""Pages for citizens: the slip they are handed, and what its code shows of their matter."""

from minqing_core.documents.qr import svg
from minqing_http.pages.page import Page, Plain, shown
from minqing_http.pages.visitor import Visitor


def _slip(found: Plain, visitor: Visitor) -> Plain:
    address = f"{visitor.site}/r/{found['slip']['slip']}"
    return {"address": address, "code": svg(address).decode()}


PAGES: tuple[Page, ...] = (
    Page(
        path="/cases/{case}/slip",
        title="回执",
        template="slip.html",
        shows={"slip": shown("case.slip")},
        sorted_out=_slip,
    ),
    Page(
        path="/r/{slip}",
        title="办到哪一步",
        template="progress.html",
        shows={"progress": shown("case.progress")},
        open=True,
    ),
)
