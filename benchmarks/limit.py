"""The limit as it is compared: hand-made tables and a bare handler."""

import asyncio
from itertools import count
from pathlib import Path
from typing import Any

from model import words
from msgspec.json import decode, encode
from raw import Raw, RawPostgres
from told import AFTER, OPENING, Told, day, milliseconds, note, week
from twins import Twin, main

LATER = milliseconds(AFTER)


class Limit(Twin):
    """The hand-made tables."""

    def __init__(self, store: str, _: Path) -> None:
        self.raw = RawPostgres(store) if "://" in store else Raw(Path(store))

    def fill(self, part: list[Told]) -> None:
        """Insert them and the state that they leave."""
        self.raw.insert_with_state(self.raw.numbered(part))

    def note(self, case: str, actor: str, _: str, text: str) -> None:
        """Insert a note without asking anything."""
        self.raw.size += 1
        stream = f"case/{case}"
        ((last,),) = self.raw.asked("SELECT max(version) FROM events WHERE stream = ?", (stream,))
        told = note(case, actor, LATER, text)
        row = (self.raw.size, stream, last + 1, told["kind"], told["facts"])
        self.raw.insert_with_state([row])

    def history(self, case: str) -> list[tuple[str, Any]]:
        """Read a stream."""
        return self.raw.stream(f"case/{case}")

    sentences = history

    def state(self, case: str, at: int) -> dict[str, Any]:
        """Fold a stream."""
        return self.raw.case_as_of(f"case/{case}", at)

    def states(self, at: int) -> dict[str, dict[str, Any]]:
        """Fold all events."""
        return self.raw.cases_as_of(at)

    def written(self, at: int) -> int:
        """Write all events."""
        return sum(map(len, self.raw.replayed(at)))

    def newest(self) -> list[Any]:
        """Read along an index."""
        return self.raw.newest()

    def open_by(self, column: str) -> list[Any]:
        """Count rows."""
        return self.raw.open_by(column)

    def overdue(self, today: str) -> tuple[list[Any], int]:
        """Read along an index."""
        return self.raw.overdue(today)

    def entries(self, owner: str, year: int) -> set[str]:
        """Turn the days of entries into weeks."""
        found = self.raw.entries(owner, f"{year - 1}-12-25", f"{year + 1}-01-07")
        return {week(one) for (one,) in found if week(one).startswith(str(year))}

    def matters(self) -> int:
        """Count all matters."""
        return int(self.raw.asked("SELECT count(*) FROM cases")[0][0])

    def audit(self) -> None:
        """Hash and decode."""
        self.raw.audited()

    def plain(self, asked: str, answer: Any) -> Any:  # noqa: ANN401 - as each answers
        """Say it as all do."""
        if asked == "history":
            return [
                [name, facts["actor"], day(facts["occurred_at"]), words(name, facts)]
                for name, facts in answer
            ]
        if asked == "sentences":
            return [[name, facts["actor"], day(facts["occurred_at"])] for name, facts in answer]
        if asked == "states":
            return {case.removeprefix("case/"): _plain(one) for case, one in answer.items()}
        turns = {
            "state": _plain,
            "newest": lambda rows: [row[0] for row in rows],
            "open_by": dict,
            "overdue": lambda found: [[row[0] for row in found[0]], found[1]],
            "entries": sorted,
        }
        return turns.get(asked, lambda same: same)(answer)

    def serve(self) -> None:
        """Answer without asking who."""
        asyncio.run(self._listen())

    async def _listen(self) -> None:
        from aiohttp import web  # noqa: PLC0415 - only to serve
        from bare import listen  # noqa: PLC0415 - only to serve

        numbers = count(1)

        async def create(request: web.Request) -> web.Response:
            matter = decode(await request.read())["matter"]
            number = f"2027-{next(numbers):06d}"
            event = {"matter": matter, "owner": "000001"}
            facts = note(number, "000001", LATER, "")["facts"] | {"event": event}
            told = Told(case=number, kind=OPENING, facts=facts)
            self.raw.insert_with_state(self.raw.numbered([told]))
            body = encode({"id": number, "position": self.raw.size})
            return web.Response(body=body, status=201, content_type="application/json")

        async def show(request: web.Request) -> web.Response:
            body = encode(self.history(request.match_info["case"]))
            return web.Response(body=body, content_type="application/json")

        app = web.Application()
        app.router.add_post("/v1/cases", create)
        app.router.add_get("/v1/cases/{case}", show)
        await listen(app)


def _plain(state: dict[str, Any]) -> dict[str, Any]:
    opened = state["opened"]
    return {
        "status": state["status"],
        "owner": opened["owner"],
        "due": state["due"],
        "said": len(state["said"]),
        "category": opened["matter"]["category"],
        "place": opened["matter"]["place"],
    }


if __name__ == "__main__":
    main(Limit)
