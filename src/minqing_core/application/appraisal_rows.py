"""The sheets of a year, one row each, in the order of their rank (S69, S70)."""

import attrs
from attrs import frozen

from minqing_core.application.listing import EVERYTHING
from minqing_core.application.moments import Moment, When
from minqing_core.application.names import directory
from minqing_core.application.office import Office
from minqing_core.application.roster_files import unit_names
from minqing_core.application.tables import rows
from minqing_core.appraisal.events import Measured
from minqing_core.duties.metrics import merit, ranks
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.periods import Months
from minqing_core.views import appraisals
from minqing_core.views.labels import LABELS, label
from minqing_core.views.people import posts_line
from minqing_core.views.tables import Query, Row, Where

ALL, LAST = 100, 10**9


@frozen(kw_only=True)
class ValuePart:
    """A metric with its name and what it is of; no percentage of nothing."""

    metric: str
    metric_text: str
    basis: str
    count: int
    of: int | None
    percent: float | None


@frozen(kw_only=True)
class AppraisalLine:
    """A frozen sheet in a row, with its metrics.

    ``rank`` is by the mean of the shares and never by how much was written.
    """

    subject: str
    name: str
    posts: str
    year: int
    rank: int | None
    merit: float | None
    values: tuple[ValuePart, ...]
    state: str
    state_text: str
    drawn_on: str
    metrics: str
    upto: int
    digest: str
    notice: str


def lines_of(
    office: Office,
    year: int,
    when: When,
    moment: Moment,
    *,
    organisations: bool,
    notice: str,
) -> tuple[AppraisalLine, ...]:
    """Return the sheets of people or of organisations for a year, those ranked highest first."""
    rows = sheet_rows(office, year, when, moment, organisations=organisations)
    merits = [merit(appraisals.values_of(row)) for row in rows]
    found = [
        attrs.evolve(
            _line(office, row, moment, notice),
            rank=rank,
            merit=None if one is None else float(round(one, 4)),
        )
        for row, one, rank in zip(rows, merits, ranks(merits), strict=True)
    ]
    return tuple(sorted(found, key=lambda line: (line.rank or LAST, line.subject)))


def value_part(one: Measured, metrics: str) -> ValuePart:
    """Return a metric with its name, and what it is of by the version it was reckoned by."""
    basis = LABELS.get(f"appraisal-basis-{metrics}", {}).get(one.metric)
    return ValuePart(
        metric=one.metric,
        metric_text=label("appraisal-metric", one.metric),
        basis="" if one.of is None else basis or label("appraisal-basis", one.metric),
        count=one.count,
        of=one.of,
        percent=round(ALL * one.count / one.of, 1) if one.of else None,
    )


def sheet_rows(
    office: Office, year: int, when: When, moment: Moment, *, organisations: bool
) -> list[Row]:
    """Return the rows of the sheets of a year at a moment."""
    whom = "unit" if organisations else "person"
    query = Query(
        table="sheets",
        where=(
            Where(column="year", test="=", value=year),
            Where(column=whom, test="not-null"),
        ),
        order="position",
        descending=False,
        limit=EVERYTHING,
    )
    return rows(office, query, when, moment)


def _line(office: Office, row: Row, moment: Moment, notice: str) -> AppraisalLine:
    year = int(row["year"] or 0)
    on = min(Months(year, 1, 12).last, moment.today)
    at = attrs.evolve(moment, today=on)
    person = row["person"]
    posts = ""
    if person is not None:
        file = office.person(PersonId(str(person)), moment.position)
        posts = posts_line(file, on, unit_names(office, at))
    subject = str(person or row["unit"])
    return AppraisalLine(
        subject=subject,
        name=directory(office).on(on)(subject),
        posts=posts,
        year=year,
        rank=None,
        merit=None,
        values=tuple(value_part(v, str(row["metrics"])) for v in appraisals.values_of(row)),
        state=str(row["state"]),
        state_text=label("sheet-state", str(row["state"])),
        drawn_on=str(row["drawn_on"]),
        metrics=str(row["metrics"]),
        upto=int(row["upto"] or 0),
        digest=str(row["digest"]),
        notice=notice,
    )
