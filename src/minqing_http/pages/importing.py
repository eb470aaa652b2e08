"""Importing on a page: a file tried or taken in, and given back with remarks where it errs."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from aiohttp import web
from attrs import frozen

from minqing_core.documents.annotated import annotate
from minqing_core.documents.mappings import read_mapping
from minqing_core.documents.sheets import read_sheet
from minqing_core.kernel.refusals import RefusalError
from minqing_http.pages.asked import Asker
from minqing_http.pages.entrance import Entrance, attached, html, language_of
from minqing_http.pages.form_body import first
from minqing_http.pages.rendering import render
from minqing_http.pages.taking import XLSX
from minqing_http.pages.uploads import Sent, read_upload
from minqing_http.pages.visitor import Visitor
from minqing_http.problems import status_of

TRIED, TAKEN, REMARKS = "try", "take", "remarks"
COUNTS = {
    "rows": "行数",
    "new": "新",
    "recorded": "入库",
    "unchanged": "未变",
    "changed": "有变",
    "amended": "更正",
    "rejected": "不能导入",
}
FAULTS = {"row": "行", "column": "列", "value": "内容", "text": "问题"}


@frozen(kw_only=True)
class Importing:
    """What can be imported: where, by which use cases, by which mapping unless one is sent."""

    path: str
    title: str
    check: str
    apply: str
    sheet: str
    remarked: str
    mapping: str
    taken: str


IMPORTS: tuple[Importing, ...] = (
    Importing(
        path="/imports/messages",
        title="导入群众留言",
        check="import.check",
        apply="import.apply",
        sheet="sheet",
        remarked="rows",
        mapping="messages.toml",
        taken="/cases",
    ),
    Importing(
        path="/imports/roster",
        title="导入花名册",
        check="import.roster-check",
        apply="import.roster-apply",
        sheet="people",
        remarked="people",
        mapping="roster.toml",
        taken="/people",
    ),
)


@frozen(kw_only=True)
class ImportAt:
    """An import, answering requests."""

    importing: Importing
    entrance: Entrance

    async def show(self, request: web.Request) -> web.StreamResponse:
        """Answer with the form."""

        def made(visitor: Visitor) -> web.StreamResponse:
            return html(self._page(self._admitted(request, visitor), {}))

        return await self.entrance.page(request, made)

    async def take(self, request: web.Request) -> web.StreamResponse:
        """Try the file that was sent, take it in, or give it back with remarks."""
        visitor = Visitor(language=language_of(request))
        with TemporaryDirectory(prefix="minqing-import-") as folder:
            try:
                visitor = await self.entrance.visitor(request)
                await self.entrance.door.to_thread(self._admitted, request, visitor)
                sent = await read_upload(request, Path(folder))
                self.entrance.require_own(request, first(sent.texts, "_token"), visitor)
                return await self.entrance.door.to_thread(
                    self._done, request, visitor, sent, Path(folder)
                )
            except RefusalError as refusal:
                return await self.entrance.turned_away(request, refusal, visitor)

    def _admitted(self, request: web.Request, visitor: Visitor) -> Asker:
        asker = self.entrance.asker(request, visitor, {})
        asker.require(self.importing.check)
        return asker

    def _done(
        self, request: web.Request, visitor: Visitor, sent: Sent, folder: Path
    ) -> web.StreamResponse:
        asker = self._admitted(request, visitor)
        wanted = first(sent.texts, "_do") or TRIED
        try:
            if "file" not in sent.files:
                return html(self._page(asker, {"problem": "请先选一个文件"}), 422)
            sheet = read_sheet(sent.files["file"])
            given = {
                self.importing.sheet: {
                    "columns": sheet.columns,
                    "rows": sheet.rows,
                    "first": sheet.first,
                },
                "mapping": read_mapping(sent.files.get("mapping"), self.importing.mapping),
            }
            name = self.importing.apply if wanted == TAKEN else self.importing.check
            answer = asker.anew().ask(name, **given)
        except RefusalError as refusal:
            said = {"problem": sent.as_called(str(refusal))}
            return html(self._page(asker, said), status_of(type(refusal)))
        if wanted == REMARKS:
            sheets = {self.importing.remarked: (sent.files["file"], sheet)}
            (path,) = annotate(sheets, answer["faults"], folder / "remarks.xlsx")
            return attached(path.read_bytes(), XLSX, "remarks.xlsx")
        return html(self._page(asker, {"answer": answer, "taken": wanted == TAKEN}))

    def _page(self, asker: Asker, said: Mapping[str, Any]) -> str:
        usual = {
            "title": self.importing.title,
            "path": self.importing.path,
            "answer": None,
            "taken": False,
            "problem": "",
            "counts": COUNTS,
            "to": self.importing.taken,
            "columns": FAULTS,
        }
        at = self.importing.path
        return render("import.html", asker.visitor, at, {**usual, **said})
