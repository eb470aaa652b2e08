"""Between the forms of Open311 and ours: what is handed in, and how what is public is told."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from minqing_core.application.public import SYSTEM
from minqing_core.kernel.periods import FIRST_YEAR, LAST_YEAR, civil_date
from minqing_core.kernel.refusals import FieldFault, InvalidInputError
from minqing_http.refusals import RequestError

MOST_FIELDS, LONGEST_TITLE = 100, 30
KINDS = {"problem": "问题", "demand": "诉求", "wish": "愿望", "difficulty": "困难"}
GIVEN = {
    *("api_key", "jurisdiction_id", "service_code", "lat", "long", "address_string"),
    *("address_id", "email", "device_id", "account_id", "first_name", "last_name", "phone"),
    *("description", "media_url", "attribute[kind]", "attribute[label]"),
}


def form_of(body: bytes) -> dict[str, str]:
    """Return what a form says, each thing once.

    Raises:
        RequestError: it is no form.
        InvalidInputError: it says something twice, or what there is no place for.
    """
    try:
        pairs = parse_qsl(
            body.decode("utf-8"),
            strict_parsing=bool(body),
            errors="strict",
            max_num_fields=MOST_FIELDS,
            keep_blank_values=True,
        )
    except ValueError as error:
        raise RequestError(reason="不是合格的表单") from error
    found = [_strange(name) for name, _ in pairs if name not in GIVEN]
    if len(dict(pairs)) < len(pairs):
        found.append(FieldFault(field="form", code="repeated", text="每项只能填一次"))
    if found:
        raise InvalidInputError(found)
    return {name: value for name, value in pairs if value}


def matter_of(given: Mapping[str, str], ticket: str, now: datetime) -> dict[str, Any]:
    """Return the matter that a form tells of.

    Raises:
        InvalidInputError: it says neither in which category, nor where, nor what.
    """
    place, text = _place(given), given.get("description", "").strip()
    needed = {"service_code": given.get("service_code"), "address_string": place}
    missing = [name for name, value in {**needed, "description": text}.items() if not value]
    if missing:
        faults = [FieldFault(field=one, code="missing", text="必须填写") for one in missing]
        raise InvalidInputError(faults)
    beside = [f"地点：{place}", *([f"附件：{given['media_url']}"] if "media_url" in given else [])]
    matter = {
        "kind": given.get("attribute[kind]", "problem"),
        "channel": "online",
        "category": given["service_code"],
        "category_label": given.get("attribute[label]"),
        "title": _title(text),
        "text": "\n".join([text, *beside]),
        "place": given.get("address_id"),
        "petitioners": [_petitioner(given)],
        "learned_at": now.isoformat(),
        "source": {"system": SYSTEM, "number": ticket},
    }
    return {name: value for name, value in matter.items() if value is not None}


def day_of(query: Mapping[str, str], name: str) -> str | None:
    """Return the day of an instant in a query, None where it says none.

    Raises:
        InvalidInputError: it is no instant with a zone.
    """
    given = query.get(name)
    if given is None:
        return None
    try:
        instant = datetime.fromisoformat(given)
    except ValueError:
        instant = None
    readable = instant is not None and FIRST_YEAR <= instant.year <= LAST_YEAR
    if instant is None or instant.tzinfo is None or not readable:
        text = "应为带时区的时间，如 2026-01-01T00:00:00Z"
        raise InvalidInputError([FieldFault(field=name, code="not-an-instant", text=text)])
    return civil_date(instant).isoformat()


def published(one: Mapping[str, Any]) -> dict[str, Any]:
    """Return a published matter; it has ended, or it would not have been published."""
    return {
        "service_request_id": one["publication"],
        "status": "closed",
        "status_notes": None,
        "service_name": one["kind_text"],
        "service_code": one["kind"],
        "description": f"{one['title']}\n{one['text']}",
        "agency_responsible": one["unit_name"],
        "service_notice": None,
        "requested_datetime": None,
        "updated_datetime": f"{one['released_on']}T00:00:00+08:00",
        **dict.fromkeys(("expected_datetime", "address", "address_id", "zipcode")),
        **dict.fromkeys(("lat", "long", "media_url")),
    }


def status_of_ticket(one: Mapping[str, Any]) -> dict[str, Any]:
    """Return what whoever holds a ticket is told."""
    return {
        "service_request_id": one["ticket"],
        "status": "closed" if one["concluded"] else "open",
        "status_notes": None,
        "service_name": one["label"],
        "service_code": one["code"],
        "description": None,
        "agency_responsible": None,
        "service_notice": None,
        "requested_datetime": one["recorded_at"],
        "updated_datetime": None,
        **dict.fromkeys(("expected_datetime", "address", "address_id", "zipcode")),
        **dict.fromkeys(("lat", "long", "media_url")),
    }


def kind_attribute() -> dict[str, Any]:
    """Return the question of which kind a matter is."""
    return {
        "variable": True,
        "code": "kind",
        "datatype": "singlevaluelist",
        "required": False,
        "datatype_description": None,
        "order": 1,
        "description": "属于哪一种；缺省为问题",
        "values": [{"key": key, "name": name} for key, name in KINDS.items()],
    }


def label_attribute() -> dict[str, Any]:
    """Return the question of what other trouble it is."""
    return {
        "variable": True,
        "code": "label",
        "datatype": "string",
        "required": True,
        "datatype_description": None,
        "order": 2,
        "description": "是哪一类其他问题",
        "values": [],
    }


def _strange(name: str) -> FieldFault:
    return FieldFault(field=name[:40], code="unknown-field", text="没有此项")


def _title(text: str) -> str:
    first = text.splitlines()[0].strip()
    return first if len(first) <= LONGEST_TITLE else f"{first[:LONGEST_TITLE]}…"


def _place(given: Mapping[str, str]) -> str:
    where = [given.get("address_string", "")]
    if "lat" in given and "long" in given:
        where.append(f"（纬度 {given['lat']}，经度 {given['long']}）")
    return "".join(where).strip() or given.get("address_id", "")


def _petitioner(given: Mapping[str, str]) -> dict[str, Any]:
    name = f"{given.get('last_name', '')}{given.get('first_name', '')}".strip()
    contact = given.get("phone") or given.get("email")
    told = {"name": name, "contact": contact}
    kind = "named" if name else "anonymous"
    return {"kind": kind, **{field: value for field, value in told.items() if value}}
