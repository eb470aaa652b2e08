"""What a page is: its address, the answers it shows, and what its forms have the office do."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from attrs import field, frozen

from minqing_http.pages.visitor import Visitor

Plain: TypeAlias = dict[str, Any]
ME = "〈me〉"
MY_UNIT = "〈my unit〉"
PERIOD = "〈period〉"
YEAR = "〈year〉"


@frozen(kw_only=True)
class Shown:
    """An answer that a page shows: of which use case, with what given besides the address.

    What the address says (path and query, by the names of the HTTP interface) goes before
    *usually*; ``ME``, ``MY_UNIT``, ``PERIOD`` and ``YEAR`` stand for the visitor's person,
    first unit, and the running quarter and year. A page that *needs* no such answer is shown
    without it to those who may not have it.
    """

    use_case: str
    usually: Mapping[str, Any] = field(factory=dict)
    always: Mapping[str, Any] = field(factory=dict)
    needed: bool = True


def shown(use_case: str, **usually: Any) -> Shown:  # noqa: ANN401 - plain values
    """Declare an answer without which there is no page."""
    return Shown(use_case=use_case, usually=usually)


def beside(use_case: str, **always: Any) -> Shown:  # noqa: ANN401 - plain values
    """Declare an answer that is shown to those who may have it."""
    return Shown(use_case=use_case, always=always, needed=False)


@frozen(kw_only=True)
class Listing:
    """A list on a page: its columns by name, where a row leads, and what can be looked for.

    ``filters`` are names of the query; ``links`` says for a column the address to which its
    value leads, with the row's values in it, and ``labels`` for one of codes
    the group of its words.
    """

    columns: Mapping[str, str]
    filters: tuple[str, ...] = ()
    links: Mapping[str, str] = field(factory=dict)
    labels: Mapping[str, str] = field(factory=dict)


@frozen(kw_only=True)
class Page:
    """A page of answers.

    ``tasks`` are the use cases whose forms it leads to, ``more`` those that are needed less often;
    ``sorted_out`` makes of the answers what its template says besides; ``open`` is true where
    nobody needs to have logged in, ``paper`` where its first answer is printed too.
    """

    path: str
    title: str
    template: str
    shows: Mapping[str, Shown]
    listing: Listing | None = None
    tasks: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    sorted_out: Callable[[Plain, Visitor], Plain] | None = None
    open: bool = False
    paper: bool = False


@frozen(kw_only=True)
class Form:
    """A form that has the office do one thing, on a page of its own.

    *around* is what is shown with it; the version of ``about`` among them is what the visitor has
    seen. ``then`` is where one comes to when it is done, with the values of the address and of the
    answer; ``also`` are other ways on, each under the words of its button. *usually* are values
    that are not asked for, by their dotted names; ``changing`` is true of the form on which a
    password that was given out is changed; ``answered`` is the template that shows the answer at
    once, where it is told this once only.
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
