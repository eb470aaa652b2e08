"""The same town in the style of the eventsourcing library's tutorial, over its own modules."""

import asyncio
import secrets
import sys
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from model import PAGE
from told import (
    ADOPTED,
    AFTER,
    ANSWERED,
    CARRIED_OUT,
    ENDING,
    OPEN,
    OPENING,
    Told,
    day,
    instant,
    milliseconds,
    week,
)
from tutorial_matters import KINDS, Matter, Matters
from twins import Twin, main


class TutorialTown(Twin):
    """The application over the library's own persistence module."""

    def __init__(self, store: str, _: Path) -> None:
        self.store = store
        self.app = Matters(env=_environment(store))

    def fill(self, part: list[Told]) -> None:
        """Save many at a time; over PostgreSQL a hundred, since more in one save never returns."""
        at_once = 100 if "://" in self.store else len(part)
        for start in range(0, len(part), at_once):
            self._save(part[start : start + at_once])

    def note(self, case: str, actor: str, key: str, text: str) -> None:
        """Get, tell and save."""
        self.app.note(case, actor, text, key)

    def history(self, case: str) -> list[Any]:
        """Return the events."""
        return self.app.events_of(case)

    def state(self, case: str, at: int) -> Any:  # noqa: ANN401 - a matter
        """Put it together from the events until then."""
        matter = None
        for one in self.app.events_of(case):
            if one.at <= instant(at):
                matter = one.mutate(matter)
        return matter

    def states(self, at: int) -> list[Matter]:
        """Put all together."""
        return self.app.all_matters(instant(at))

    def newest(self) -> list[Matter]:
        """Put all together and take the newest."""
        return self.app.all_matters()[: -PAGE - 1 : -1]

    def open_by(self, column: str) -> Mapping[str, int]:
        """Put all together and count."""
        found = self.app.all_matters()
        return Counter(getattr(one, column) for one in found if one.status == OPEN)

    def overdue(self, today: str) -> list[Matter]:
        """Put all together and keep those that nothing keeps."""
        found = [one for one in self.app.all_matters() if one.status == OPEN]
        return [one for one in found if one.due is None or one.due < today][::-1]

    def entries(self, owner: str, year: int) -> set[str]:
        """Put all together and turn the days of entries into weeks."""
        mine = (one for one in self.app.all_matters() if one.owner == owner)
        found = {week(day(milliseconds(one.learned_at))) for one in mine}
        return {one for one in found if one.startswith(str(year))}

    def matters(self) -> int:
        """Count all matters."""
        return len(self.app.all_matters())

    def plain(self, asked: str, answer: Any) -> Any:  # noqa: ANN401 - as each answers
        """Say it as all do."""
        turns = {
            "history": lambda found: [_told(one) for one in found],
            "state": _plain,
            "states": lambda found: {one.number: _plain(one) for one in found},
            "newest": lambda found: [one.number for one in found],
            "open_by": dict,
            "overdue": lambda found: [[one.number for one in found[:PAGE]], len(found)],
            "entries": sorted,
        }
        return turns.get(asked, lambda same: same)(answer)

    def serve(self) -> None:
        """Answer by aiohttp, the application in threads."""
        asyncio.run(self._listen())

    async def _listen(self) -> None:
        from aiohttp import web
        from bare import listen

        def record(told: dict[str, Any]) -> str:
            number = f"2027-{secrets.token_hex(6)}"
            self.app.save(Matter(number, "000001", AFTER, "ordinary", told))
            return number

        def page(number: str) -> dict[str, Any]:
            matter = self.app.matter(number)
            said = [_told(one) for one in self.app.events_of(number)]
            return {"id": number, "title": matter.title, **_plain(matter), "said": said}

        async def create(request: web.Request) -> web.Response:
            told = (await request.json())["matter"]
            return web.json_response({"id": await asyncio.to_thread(record, told)}, status=201)

        async def show(request: web.Request) -> web.Response:
            return web.json_response(await asyncio.to_thread(page, request.match_info["case"]))

        app = web.Application()
        app.router.add_post("/v1/cases", create)
        app.router.add_get("/v1/cases/{case}", show)
        await listen(app)

    def close(self) -> None:
        """Close the application."""
        self.app.close()

    def _save(self, part: list[Told]) -> None:
        """Get what there is of each matter, tell it more, and save all together."""
        found: dict[str, Matter] = {}
        for told in part:
            number, event, at = told["case"], told["facts"]["event"], told["facts"]["occurred_at"]
            if told["kind"] == OPENING:
                found[number] = Matter(
                    number, event["owner"], instant(at), event["urgency"], event["matter"]
                )
                continue
            if number not in found:
                found[number] = self.app.matter(number)
            _tell(found[number], told["kind"], told["facts"]["actor"], instant(at), event)
        self.app.save(*found.values())


def _environment(store: str) -> dict[str, str]:
    if "://" not in store:
        return {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": store}
    from psycopg.conninfo import conninfo_to_dict

    parts = conninfo_to_dict(store)
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": str(parts["dbname"]),
        "POSTGRES_HOST": str(parts.get("host", "")),
        "POSTGRES_PORT": str(parts.get("port", "5432")),
        "POSTGRES_USER": str(parts.get("user", "")),
        "POSTGRES_PASSWORD": str(parts.get("password", "-")),
    }


def _tell(matter: Matter, kind: str, actor: str, at: datetime, event: dict[str, Any]) -> None:
    if kind == ADOPTED:
        matter.adopt_measure(
            actor, at, event["text"], event["measure"], event["owner"], event["due"]
        )
    elif kind == CARRIED_OUT:
        matter.carry_out(actor, at, event["text"], event["measure"])
    elif kind == ANSWERED:
        matter.give_feedback(actor, at, event["text"], event["stage"], event["means"])
    elif kind == ENDING:
        matter.conclude(actor, at, event["effect"], event["outcome"])
    else:
        matter.record_cause(actor, at, event["text"], event["form"])


def _told(one: Any) -> list[str]:  # noqa: ANN401 - an event
    kind = KINDS[type(one).__name__]
    actor = one.owner if kind == OPENING else one.actor
    text = one.matter["text"] if kind == OPENING else getattr(one, "text", None) or one.effect
    return [kind, actor, day(milliseconds(one.at)), text]


def _plain(matter: Any) -> dict[str, Any]:  # noqa: ANN401 - a matter
    names = ("status", "owner", "due", "said", "category", "place")
    return {name: getattr(matter, name) for name in names}


if __name__ == "__main__":
    main(TutorialTown)
