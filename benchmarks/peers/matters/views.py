"""Two addresses: a matter is made, a matter is shown."""

import json
import secrets

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.dateparse import parse_date
from django.utils.timezone import datetime, get_default_timezone
from django.views.decorators.csrf import csrf_exempt

from matters.models import Matter

OPEN = "handling"


@csrf_exempt
def create(request: HttpRequest) -> HttpResponse:
    """Make a matter."""
    told = json.loads(request.body)["matter"]
    day = parse_date(told["learned_at"])
    petitioner = told["petitioners"][0]
    with transaction.atomic():
        matter = Matter.objects.create(
            number=f"2027-{secrets.token_hex(6)}",
            kind=told["kind"],
            channel=told["channel"],
            category=told["category"],
            title=told["title"],
            text=told["text"],
            place=told["place"],
            petitioner=petitioner["name"],
            contact=petitioner["contact"],
            learned_at=datetime(day.year, day.month, day.day, tzinfo=get_default_timezone()),
            urgency="ordinary",
            owner="000001",
            status=OPEN,
        )
    return JsonResponse({"id": matter.number}, status=201)


def show(_: HttpRequest, number: str) -> HttpResponse:
    """Show a matter with its steps and what the citizen was told."""
    matter = get_object_or_404(Matter, pk=number)
    fields = ("number", "title", "text", "status", "category", "place", "owner", "due")
    page = {name: getattr(matter, name) for name in fields}
    page["steps"] = [*matter.steps.order_by("at").values("kind", "actor", "at", "text")]
    page["feedbacks"] = [*matter.feedbacks.order_by("at").values("stage", "actor", "at", "text")]
    return JsonResponse(page)


urlpatterns = [path("v1/cases", create), path("v1/cases/<number>", show)]
