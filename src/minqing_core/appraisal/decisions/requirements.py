"""What several decisions at the end of a year require alike."""

from datetime import date

from attrs import frozen

from minqing_core.appraisal.decisions import refusals
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.periods import FIRST_YEAR, LAST_YEAR
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.text import fault_in_name, fault_in_text

LAST_MONTH = 12


@frozen(kw_only=True)
class Whose:
    """Whose sheet of which year: a person's or a party organisation's."""

    subject: PersonId | UnitId
    year: int


def require_year(year: int) -> None:
    """Refuse what is no year."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise refusals.YearUnfitError(year=year, first=FIRST_YEAR, last=LAST_YEAR)


def require_begun(year: int, today: date) -> None:
    """Refuse figures of a year to come (S67, S69)."""
    first = date(year, 1, 1)
    if today < first:
        raise refusals.YearNotBegunError(year=year, first=first, today=today)


def require_year_end(year: int, today: date, what: str) -> None:
    """Refuse to close a year before its last month (S67, S69)."""
    first = date(year, LAST_MONTH, 1)
    if today < first:
        raise refusals.YearNotDueError(year=year, first=first, today=today, what=what)


def require_words(field: str, words: Personal) -> None:
    """Refuse words that are blank or cannot be kept."""
    why = fault_in_text(words.text) if words.text.strip() else "不能为空"
    if why is not None:
        raise refusals.AppraisalTextError(field=field, why=why)


def require_title(title: str) -> None:
    """Refuse a title that is no name."""
    why = fault_in_name(title)
    if why is not None:
        raise refusals.AppraisalTextError(field="表彰名称", why=why)
