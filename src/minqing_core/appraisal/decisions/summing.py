"""How the town sums up a year of diaries."""

from datetime import date

from minqing_core.appraisal import events
from minqing_core.appraisal.decisions.requirements import require_words, require_year_end
from minqing_core.appraisal.state import Summaries


def issue(
    before: Summaries, *, issued: events.SummaryIssued, today: date
) -> list[events.SummaryEvent]:
    """Issue the summary of a year, from its last month on (S67).

    The same words again record nothing; others are a further summary, and the first one stays.
    """
    require_year_end(issued.year, today, "印发总结")
    require_words("总结", issued.text)
    return [] if any(issued.text == one.text for one in before) else [issued]
