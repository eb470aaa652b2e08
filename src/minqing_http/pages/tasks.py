"""What can be done from a page: the forms to which it leads, for those who may."""

from collections.abc import Mapping, Sequence
from functools import cache

from attrs import frozen

from minqing_core.application.catalogue import CATALOGUE
from minqing_http.pages.asked import may_ask
from minqing_http.pages.page import Form
from minqing_http.pages.visitor import Visitor


@frozen
class Task:
    """A way to a form."""

    title: str
    path: str


def tasks_of(wanted: Sequence[str], visitor: Visitor, words: Mapping[str, str]) -> list[Task]:
    """Return the forms of these use cases to which a visitor may go from an address."""
    forms = [_forms()[use_case] for use_case in wanted if may_ask(visitor, CATALOGUE[use_case])]
    return [Task(form.title, form.path.format_map(words)) for form in forms]


@cache
def _forms() -> Mapping[str, Form]:
    from minqing_http.pages.table import FORMS  # noqa: PLC0415 - the table has every page

    return {form.use_case: form for form in FORMS}
