"""The tables that are kept beside the log.

Declared apart from what goes into them, so that whoever asks a table imports no events.
"""

from minqing_core.kernel.ids import StreamId
from minqing_core.views import case_tables
from minqing_core.views.likeness import BANDS
from minqing_core.views.tables import Table

PERSON = "person/"
UNITS = StreamId("units")
MET, STUDIED = "met", "studying"
INSPECTED = "inspected"
BAND = tuple(f"band_{n}" for n in range(BANDS))
TABLES = (
    *case_tables.TABLES,
    Table(
        name="people",
        key="person",
        texts=("name", "kind", "tenures"),
        numbers=("position", "version"),
        indexes=(("position",), ("name",)),
    ),
    Table(
        name="units",
        key="unit",
        texts=("name", "kind", "parent", "since"),
        numbers=("position",),
        indexes=(("position",), ("name",), ("parent",)),
    ),
    Table(
        name="books",
        key="serial",
        texts=(
            *("state", "holder", "unit", "archive", "shelf", "issued_on", "signed_on"),
            *("handed_in_on", "received_on", "archived_on"),
        ),
        numbers=("position", "version"),
        indexes=(("position",), ("holder",), ("unit", "state"), ("archive",), ("state",)),
    ),
    Table(
        name="households",
        key="household",
        texts=("name", "village"),
        numbers=("size", "members", "away", "position", "version"),
        raised=("last_on",),
        indexes=(("position",), ("village", "position"), ("village", "last_on")),
    ),
    Table(
        name="identities",
        key="stream",
        texts=("unit", "place", "words"),
        numbers=("position",),
        indexes=(("position",), ("unit",), ("place",)),
    ),
    Table(
        name="visits",
        key="visit",
        texts=("village", "cadre", "form", "made_on", "households", "companions", "text"),
        numbers=("reached", "position", "version"),
        indexes=(("position",), ("village", "position"), ("cadre", "position")),
    ),
    Table(
        name="reached",
        key="reached",
        texts=("visit", "household", "village", "cadre", "pair", "made_on"),
        numbers=("position",),
        indexes=(("household", "made_on"), ("village", "made_on")),
    ),
    Table(
        name="meetings",
        key="meeting",
        texts=("village", "period", "held_on", "combined_with", "chair", "people", "digest"),
        numbers=(
            *("pack", "attendants", "items", "matters", "resolutions", "unfinished"),
            *("position", "version"),
        ),
        indexes=(("position",), ("village", "position"), ("period", "position")),
        links=(MET,),
    ),
    Table(
        name="studies",
        key="study",
        texts=("title", "reason", "opened_on", "held_on", "chair", "people"),
        numbers=("matters", "resolutions", "unfinished", "position", "version"),
        indexes=(("position",), ("reason", "position")),
        links=(STUDIED,),
    ),
    Table(
        name="studied",
        key="studied",
        texts=("study", "case"),
        numbers=("position",),
        indexes=(("position",), ("case", "position")),
    ),
    Table(
        name="resolutions",
        key="resolution_id",
        texts=("within", "village", "owner", "text", "due", "held_on", "ended", "ended_on"),
        numbers=("resolution", "position"),
        indexes=(
            *(("position",), ("village", "held_on"), ("within", "position")),
            *(("ended", "village"), ("owner", "ended")),
        ),
    ),
    Table(
        name="publications",
        key="publication",
        texts=("kind", "unit", "case", "stage", "title", "text", "released_on"),
        numbers=("position", "version"),
        words=True,
        indexes=(("position",), ("unit", "position"), ("stage", "position"), ("case", "position")),
    ),
    Table(
        name="passages",
        key="position",
        texts=("case",),
        numbers=("position", *BAND),
        indexes=tuple((band,) for band in BAND),
    ),
    Table(
        name="inspections",
        key="inspection",
        texts=("kind", "units", "since", "until", "opened_on", "opened_by", "ended_on"),
        numbers=("population", "sample", "findings", "unverified", "position", "version"),
        links=(INSPECTED,),
        indexes=(("position",),),
    ),
    Table(
        name="findings",
        key="finding_id",
        texts=(
            *("inspection", "unit", "case", "clause", "text", "state", "found_on", "owner"),
            *("order", "due", "first_due", "reported_on", "report", "verified_on", "verified_by"),
        ),
        numbers=("finding", "position"),
        indexes=(
            ("position",),
            ("unit", "position"),
            ("owner", "position"),
            ("inspection", "position"),
            ("state", "due"),
        ),
    ),
    Table(
        name="bulletins",
        key="bulletin",
        texts=(
            *("unit", "period", "title", "inspection", "on", "issued_on", "issued_by", "digest"),
            "text",
        ),
        numbers=("number", "named", "upto", "position", "version"),
        indexes=(("position",), ("unit", "position"), ("period", "position")),
    ),
    Table(
        name="named",
        key="named_id",
        texts=("case", "bulletin", "issued_on"),
        numbers=("position",),
        indexes=(("case", "issued_on"), ("position",)),
    ),
    Table(
        name="duty_facts",
        key="fact",
        texts=(
            *("kind", "subject", "period", "post", "case", "inspection"),
            *("occurred_at", "occurred_on", "recorded_on"),
        ),
        numbers=("position",),
        indexes=(
            ("kind", "subject", "occurred_on"),
            ("kind", "subject", "period"),
            ("kind", "period"),
            ("position",),
        ),
    ),
    Table(
        name="related",
        key="related",
        texts=("case", "stream"),
        numbers=("position",),
        indexes=(("case", "position"),),
    ),
    Table(
        name="assigned",
        key="assigned",
        texts=("person", "stream", "due"),
        numbers=("position",),
        indexes=(("position",), ("person", "due"), ("due",)),
    ),
    Table(
        name="sheets",
        key="sheet",
        texts=("person", "unit", "metrics", "values", "digest", "drawn_on", "state"),
        numbers=("year", "drawn", "upto", "position", "version"),
        indexes=(("year", "position"), ("position",)),
    ),
    Table(
        name="commendations",
        key="commendation",
        texts=("person", "unit", "title", "state", "proposed_by", "proposed_on"),
        numbers=("position", "version"),
        indexes=(("position",), ("state", "position")),
    ),
    Table(
        name="incidents",
        key="incident",
        texts=("kind", "unit", "happened_on", "matters"),
        numbers=("position", "version"),
        indexes=(("position",),),
    ),
    Table(
        name="privacy",
        key="subject",
        texts=("kind", "number", "state", "ground", "allowed_from"),
        numbers=("restricted", "position", "version"),
        indexes=(("position",), ("state", "position")),
    ),
    Table(
        name="inquiries",
        key="inquiry",
        texts=("matter", "person", "incident", "state", "outcome", "opened_on"),
        numbers=("position", "version"),
        indexes=(("position",), ("person", "position"), ("matter", "position")),
    ),
)
BY_NAME = {table.name: table for table in TABLES}
