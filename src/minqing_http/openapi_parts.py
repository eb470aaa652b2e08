"""The parts of the description that all operations share."""

from typing import Any

from minqing_http.headers import LONGEST_WAIT

Part = dict[str, Any]

IDEMPOTENCY_KEY: Part = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "写这件事时定下的幂等键：同一键、同一内容重发，只记一次，答复相同",
    "schema": {"type": "string", "minLength": 1, "maxLength": 128, "pattern": "^[!-~]+$"},
}
IF_MATCH: Part = {
    "name": "If-Match",
    "in": "header",
    "description": "所见的版本，即读取时答复中的 ETag",
    "schema": {"type": "string", "pattern": '^"[0-9]{1,15}"$'},
}
REQUEST_ID: Part = {
    "name": "X-Request-Id",
    "in": "header",
    "description": "请求编号，记入来龙去脉；不合格的另编",
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9._-]{1,64}$"},
}
WAIT: Part = {
    "name": "wait",
    "in": "query",
    "required": False,
    "description": "没有新的记录时至多等候几秒",
    "schema": {"type": "integer", "minimum": 0, "maximum": LONGEST_WAIT},
}
LAST_EVENT_ID: Part = {
    "name": "Last-Event-ID",
    "in": "header",
    "description": "最后收到的一条，先于 after",
    "schema": {"type": "string", "pattern": "^[0-9]{1,15}$"},
}
ACCEPT_DATETIME: Part = {
    "name": "Accept-Datetime",
    "in": "header",
    "description": "截至何时已经记录（RFC 7089），与 known_by 同义",
    "schema": {"type": "string"},
}
ETAG: Part = {
    "ETag": {
        "description": "版本",
        "schema": {"type": "string", "pattern": '^"[0-9]+"$'},
    }
}
LOCATION: Part = {
    "Location": {
        "description": "新记录的地址",
        "schema": {"type": "string", "format": "uri-reference"},
    }
}
BESIDE: Part = {
    "occurred_at": {
        "type": ["string", "null"],
        "description": "何时发生：带时区的时间，或日期；不填即现在",
    },
    "on_behalf_of": {"type": ["string", "null"], "description": "代谁办理：人员编号"},
}
PROBLEM: Part = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
COMPONENTS: Part = {
    "Problem": {
        "title": "Problem",
        "description": "没有照办的原因 （RFC 9457）。",
        "type": "object",
        "properties": {
            "type": {"type": "string", "format": "uri-reference"},
            "title": {"type": "string"},
            "title_en": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "code": {"type": "string"},
            "kind": {"enum": ["invalid", "not-found", "not-allowed", "conflict"]},
            "errors": {"type": "array", "items": {"$ref": "#/components/schemas/ProblemError"}},
            "meanwhile": {"type": "array", "items": {"type": "string"}},
        },
        "required": ["type", "title", "title_en", "status", "detail", "code", "kind"],
        "additionalProperties": False,
    },
    "ProblemError": {
        "title": "ProblemError",
        "description": "一处不对：在哪里，为什么。",
        "type": "object",
        "properties": {
            "pointer": {"type": "string", "format": "json-pointer"},
            "code": {"type": "string"},
            "detail": {"type": "string"},
        },
        "required": ["pointer", "code", "detail"],
        "additionalProperties": False,
    },
}
