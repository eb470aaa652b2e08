"""The same town as a Django project would keep it, with django-simple-history."""

import copy
import logging
import sys
from datetime import date
from operator import itemgetter
from pathlib import Path
from typing import Any

import django
from django.conf import settings

sys.path.insert(0, str(Path(__file__).parents[1]))

from model import PAGE, words
from told import (
    ADOPTED,
    AFTER,
    ANSWERED,
    CARRIED_OUT,
    CLOSED,
    ENDING,
    NOTED,
    OPEN,
    OPENING,
    Told,
    day,
    instant,
    milliseconds,
    week,
)
from twins import Twin, main

DURABLE = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"


class DjangoTown(Twin):
    """Models, a row of history for each change, and the queries of the ORM."""

    def __init__(self, store: str, _: Path) -> None:
        self.store = store
        logging.disable(logging.CRITICAL)
        settings.configure(
            DATABASES={"default": _database(store)},
            INSTALLED_APPS=[
                "django.contrib.contenttypes",
                "django.contrib.auth",
                "simple_history",
                "matters",
            ],
            MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
            ROOT_URLCONF="matters.views",
            ALLOWED_HOSTS=["127.0.0.1"],
            DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
            TIME_ZONE="Asia/Shanghai",
            USE_TZ=True,
        )
        django.setup()
        from matters.models import Feedback, Matter, Step

        self.matter, self.step, self.feedback = Matter, Step, Feedback

    def fill(self, part: list[Told]) -> None:
        """Insert the objects and their histories many at a time, in one transaction."""
        from django.db import transaction
        from simple_history.utils import bulk_create_with_history

        known = self.matter.objects.in_bulk({told["case"] for told in part})
        old, after = set(known), []
        steps, feedbacks = [], []
        for told in part:
            facts = told["facts"]
            if told["kind"] == OPENING:
                known[told["case"]] = self._opened(told)
            else:
                (feedbacks if told["kind"] == ANSWERED else steps).append(self._said(told))
                _advance(known[told["case"]], told["kind"], facts["event"])
            after.append(copy.copy(known[told["case"]]))
            after[-1]._history_date = instant(facts["occurred_at"])  # noqa: SLF001 - its way
        made = [one for number, one in known.items() if number not in old]
        with transaction.atomic():
            self.matter.objects.bulk_create(made)
            changed = [known[number] for number in old]
            self.matter.objects.bulk_update(changed, ["status", "due", "said"])
            self.matter.history.bulk_history_create([one for one in after if one.said == 1])
            self.matter.history.bulk_history_create(
                [one for one in after if one.said > 1], update=True
            )
            bulk_create_with_history(steps, self.step)
            bulk_create_with_history(feedbacks, self.feedback)

    def note(self, case: str, actor: str, key: str, text: str) -> None:
        """Keep a step and the matter that it changes."""
        from django.db import transaction

        with transaction.atomic():
            matter = self.matter.objects.select_for_update().get(pk=case)
            if matter.owner != actor or matter.status != OPEN:
                raise PermissionError(case)
            if matter.steps.filter(key=key).exists():
                return
            matter.steps.create(kind=NOTED, actor=actor, at=AFTER, text=text, key=key)
            matter.said += 1
            matter.save()

    def history(self, case: str) -> list[tuple[Any, ...]]:
        """Put its first version, its steps and what the citizen was told in order."""
        matter = self.matter.objects.get(pk=case)
        first = matter.history.earliest("history_date")
        told = [
            (OPENING, first.owner, first.history_date, first.text),
            *matter.steps.values_list("kind", "actor", "at", "text"),
            *((ANSWERED, *row) for row in matter.feedbacks.values_list("actor", "at", "text")),
        ]
        return sorted(told, key=itemgetter(2))

    def state(self, case: str, at: int) -> Any:  # noqa: ANN401 - a matter
        """Ask its history."""
        return self.matter.history.as_of(instant(at)).get(pk=case)

    def states(self, at: int) -> list[Any]:
        """Ask all histories."""
        return list(self.matter.history.as_of(instant(at)))

    def newest(self) -> list[Any]:
        """Ask for the newest."""
        return list(self.matter.objects.order_by("-learned_at")[:PAGE])

    def open_by(self, column: str) -> list[Any]:
        """Count in the database."""
        from django.db.models import Count

        found = self.matter.objects.filter(status=OPEN).values_list(column)
        return list(found.annotate(Count("pk")))

    def overdue(self, today: str) -> tuple[list[Any], int]:
        """Ask for a page, and how many there are."""
        from django.db.models import Q

        kept = Q(due__isnull=True) | Q(due__lt=date.fromisoformat(today))
        found = self.matter.objects.filter(kept, status=OPEN).order_by("-learned_at")
        return list(found[:PAGE]), found.count()

    def entries(self, owner: str, year: int) -> set[str]:
        """Turn the days of entries into weeks."""
        around = (date(year - 1, 12, 25), date(year + 1, 1, 7))
        mine = self.matter.objects.filter(owner=owner, learned_at__date__range=around)
        found = {week(day(milliseconds(at))) for at in mine.values_list("learned_at", flat=True)}
        return {one for one in found if one.startswith(str(year))}

    def matters(self) -> int:
        """Count all matters."""
        return int(self.matter.objects.count())

    def plain(self, asked: str, answer: Any) -> Any:  # noqa: ANN401 - as each answers
        """Say it as all do."""
        turns = {
            "history": lambda rows: [
                [kind, actor, day(milliseconds(at)), text] for kind, actor, at, text in rows
            ],
            "state": _plain,
            "states": lambda found: {one.number: _plain(one) for one in found},
            "newest": lambda found: [one.number for one in found],
            "open_by": dict,
            "overdue": lambda found: [[one.number for one in found[0]], found[1]],
            "entries": sorted,
        }
        return turns.get(asked, lambda same: same)(answer)

    def serve(self) -> None:
        """Answer by Django's own server, a thread for each connection."""
        from django.core.handlers.wsgi import WSGIHandler
        from django.core.servers.basehttp import (
            ThreadedWSGIServer,
            WSGIRequestHandler,
        )

        server = ThreadedWSGIServer(("127.0.0.1", 0), WSGIRequestHandler)
        server.set_app(WSGIHandler())
        print(f"http://127.0.0.1:{server.server_port}", file=sys.stderr, flush=True)
        server.serve_forever()

    def make(self) -> None:
        """Make the tables."""
        from django.core.management import call_command

        call_command("migrate", "auth", verbosity=0)
        call_command("migrate", run_syncdb=True, verbosity=0)

    def _opened(self, told: Told) -> Any:  # noqa: ANN401 - a matter
        facts = told["facts"]
        event, matter = facts["event"], facts["event"]["matter"]
        (named,) = matter["petitioners"]
        same = ("kind", "channel", "category", "title", "text", "place")
        return self.matter(
            number=told["case"],
            **{name: matter[name] for name in same},
            petitioner=named["name"],
            contact=named["contact"],
            learned_at=instant(facts["occurred_at"]),
            urgency=event["urgency"],
            owner=event["owner"],
            status=OPEN,
        )

    def _said(self, told: Told) -> Any:  # noqa: ANN401 - a step or a feedback
        kind, facts = told["kind"], told["facts"]
        event, at = facts["event"], instant(facts["occurred_at"])
        same = {
            "matter_id": told["case"],
            "actor": facts["actor"],
            "at": at,
            "text": words(kind, facts),
        }
        if kind == ANSWERED:
            made = self.feedback(**same, stage=event["stage"], means=event["means"])
        else:
            made = self.step(**same, kind=kind, due=event.get("due"))
        made._history_date = at  # noqa: SLF001 - its way
        return made


def _database(store: str) -> dict[str, Any]:
    """Return the settings of a store that waits for the disk."""
    if "://" not in store:
        options = {"transaction_mode": "IMMEDIATE", "init_command": DURABLE, "timeout": 60}
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": store,
            "OPTIONS": options,
            "CONN_MAX_AGE": None,
        }
    from psycopg.conninfo import conninfo_to_dict

    parts = conninfo_to_dict(store)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts["dbname"],
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts.get("host", ""),
        "PORT": parts.get("port", ""),
        "CONN_MAX_AGE": None,
    }


def _advance(matter: Any, kind: str, event: dict[str, Any]) -> None:  # noqa: ANN401 - a matter
    matter.said += 1
    if kind == ADOPTED:
        matter.due = date.fromisoformat(event["due"])
    elif kind == CARRIED_OUT:
        matter.due = None
    elif kind == ENDING:
        matter.status = CLOSED


def _plain(matter: Any) -> dict[str, Any]:  # noqa: ANN401 - a matter
    names = ("status", "owner", "said", "category", "place")
    due = None if matter.due is None else matter.due.isoformat()
    return {name: getattr(matter, name) for name in names} | {"due": due}


if __name__ == "__main__":
    main(DjangoTown)
