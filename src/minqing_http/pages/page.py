"""What a page is: its address, the answers it shows, and what its forms have the office do."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from attrs import field, frozen

from minqing_http.pages.fields import Asked, Kind, Texts
from minqing_http.pages.visitor import Visitor

Plain: TypeAlias = dict[str, Any]
Shape: TypeAlias = Callable[[Sequence[Asked], Plain, Texts], tuple[tuple[Asked, ...], Plain]]
Worded: TypeAlias = str | Callable[[str], str]
ME = "〈me〉"
MY_UNIT = "〈my unit〉"
PERIOD = "〈period〉"
YEAR = "〈year〉"
WEEK = "〈week〉"


@frozen(kw_only=True)
class Shown:
    """An answer that a page shows: of which use case, with what given besides the address.

    What the address says (path and query, by the names of the HTTP interface) goes before
    *usually*; ``ME``, ``MY_UNIT``, ``PERIOD``, ``YEAR`` and ``WEEK`` stand for the visitor's
    person, the unit of which the address is or their first, and the running quarter, year and
    week. A page that *needs* no such answer is shown
    without it to those who may not have it. What it is *of* stands in an answer before it, by
    that answer's name and member.
    """

    use_case: str
    usually: Mapping[str, Any] = field(factory=dict)
    always: Mapping[str, Any] = field(factory=dict)
    needed: bool = True
    of: Mapping[str, tuple[str, str]] = field(factory=dict)


def shown(use_case: str, **usually: Any) -> Shown:  # noqa: ANN401 - plain values
    """Declare an answer without which there is no page."""
    return Shown(use_case=use_case, usually=usually)


def beside(use_case: str, **always: Any) -> Shown:  # noqa: ANN401 - plain values
    """Declare an answer that is shown to those who may have it."""
    return Shown(use_case=use_case, always=always, needed=False)


@frozen(kw_only=True)
class RowWay:
    """A form to which a row of a list leads, with its numbers filled in.

    ``fills`` are fields of the form by their dotted names, each with the member of the row that
    goes there, without which the row does not lead there; ``at`` are names in its address that
    the row calls otherwise; ``where`` are values of members, one of which a row has that leads
    there.
    """

    use_case: str
    title: str = ""
    fills: Mapping[str, str] = field(factory=dict)
    at: Mapping[str, str] = field(factory=dict)
    where: Mapping[str, tuple[Any, ...]] = field(factory=dict)


@frozen(kw_only=True)
class Offer:
    """What a form offers to choose from: the rows of an answer that is around it.

    Of each it shows the ``code`` and the ``words``, under the ``label``.
    """

    answer: str
    rows: str
    code: str
    words: str
    label: str


@frozen(kw_only=True)
class Listing:
    """A list on a page: its columns by name, where a row leads, and what can be looked for.

    ``filters`` are names of the query; ``links`` says for a column the address to which its
    value leads, with the row's values in it, and ``labels`` for one of codes the group of its
    words, or what makes them of it. ``ways`` are the forms to which a row leads.
    """

    columns: Mapping[str, str]
    filters: tuple[str, ...] = ()
    links: Mapping[str, str] = field(factory=dict)
    labels: Mapping[str, Worded] = field(factory=dict)
    ways: tuple[RowWay, ...] = ()


@frozen(kw_only=True)
class Page:
    """A page of answers.

    ``tasks`` are the use cases whose forms it leads to, ``more`` those that are needed less often;
    ``asks`` are names of the query that are asked for above what is shown; ``named`` says how
    some are called, ``coded`` by which words one is chosen, ``periods`` which are one,
    or a quarter, though their name does not say so; ``sorted_out`` makes of the
    answers what its template says besides; ``open`` is true where nobody needs to have logged in,
    ``paper`` where its first answer is printed too, ``tables`` where the tables of its sections
    are taken along as files.
    """

    path: str
    title: str
    template: str
    shows: Mapping[str, Shown]
    listing: Listing | None = None
    asks: tuple[str, ...] = ()
    named: Mapping[str, str] = field(factory=dict)
    coded: Mapping[str, Mapping[str, str]] = field(factory=dict)
    periods: Mapping[str, Kind] = field(factory=dict)
    tasks: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    sorted_out: Callable[[Plain, Visitor], Plain] | None = None
    open: bool = False
    paper: bool = False
    tables: bool = False


@frozen(kw_only=True)
class Form:
    """A form that has the office do one thing, on a page of its own.

    *around* is what is shown with it; the version of ``about`` among them is what the visitor has
    seen. ``then`` is where one comes to when it is done, with the values of the address and of the
    answer; ``also`` are other ways on, each under the words of its button. *usually* are values
    that are not asked for, by their dotted names; ``changing`` is true of the form on which a
    password that was given out is changed; ``answered`` is the template that shows the answer at
    once, where it is told this once only. ``carried`` are fields that the form brings along from
    what is around it, by answer and member, and nobody types; ``offers`` are fields that are
    chosen from what is around it. ``new`` are the numbers that are given here, to whom or what
    had none, each under its label.
    ``kinds`` are those of fields of which the type does not say it.
    ``shaped`` makes the fields of what is around them and was said already, and tells its
    template more. ``answers`` are the duties that it does, each with the field
    that says which of several in the matter: what was asked is shown above it.
    """

    use_case: str
    path: str
    title: str
    then: str
    around: Mapping[str, Shown] = field(factory=dict)
    template: str = "form.html"
    says: str = ""
    button: str = "记下"
    also: Mapping[str, str] = field(factory=dict)
    leaves_out: tuple[str, ...] = ()
    usually: Mapping[str, Any] = field(factory=dict)
    dated: bool = False
    changing: bool = False
    answered: str = ""
    carried: Mapping[str, tuple[str, str]] = field(factory=dict)
    offers: Mapping[str, Offer] = field(factory=dict)
    new: Mapping[str, str] = field(factory=dict)
    kinds: Mapping[str, Kind] = field(factory=dict)
    shaped: Shape | None = None
    answers: Mapping[str, str] = field(factory=dict)
