"""The state of a matter in one canonical line: the same bytes for the same records, anywhere."""

from typing import Any

import msgspec

from minqing_core.kernel.personal import Personal
from minqing_core.views import holding
from minqing_core.views.case_file import CaseFile
from minqing_core.views.course import closures, extensions, links, recusals
from minqing_core.views.said import Said


def line(file: CaseFile) -> bytes:
    """Return a matter as a line of JSON, its keys sorted, ended by a line feed.

    It tells nothing of the day on which it is asked for, nor of the rest of the log.
    """
    return msgspec.json.encode(_state(file), order="sorted", enc_hook=_words) + b"\n"


def _state(file: CaseFile) -> dict[str, Any]:
    return {
        "case": file.case,
        "version": file.version,
        "status": file.status,
        "round": len(file.rounds),
        "recorded_at": file.recorded_at,
        "recorded_by": file.recorded_by,
        "on_behalf_of": file.on_behalf_of,
        "opened": file.opened,
        "opened_at": file.opened_at,
        "last_at": file.last_at,
        "leader": file.leader,
        "holders": file.holders,
        "measures": file.measures,
        "amendments": file.amendments,
        "said": [_said(said) for said in file.said],
        "reports": list(holding.reports(file.said)),
        "tasks": list(holding.tasks(file.said)),
        "orders": list(holding.orders(file.said)),
        "closures": closures(file),
        "extensions": extensions(file),
        "links": links(file),
        "recusals": recusals(file),
        "next_look": file.next_look,
        "parking": file.parking,
        "covered_until": file.covered_until,
        "disputed": file.disputed,
        "dissatisfied": file.dissatisfied,
        "sealed": file.sealed,
        "confidential": file.confidential,
        "accused": file.accused,
    }


def _said(said: Said) -> dict[str, Any]:
    return {
        "version": said.version,
        "by": said.by,
        "on_behalf_of": said.on_behalf_of,
        "at": said.at,
        "recorded_at": said.recorded_at,
        "event": type(said.fact).__name__,
        "fact": said.fact,
    }


def _words(value: object) -> str:
    if isinstance(value, Personal):
        return value.text
    raise NotImplementedError
