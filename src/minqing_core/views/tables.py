"""How a reading is kept in tables and asked for; plain data, no SQL."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from attrs import field, frozen

Value: TypeAlias = str | int | None
Row: TypeAlias = Mapping[str, Value]


@frozen(kw_only=True)
class Table:
    """A disposable table: its key column, the other columns and the indexes over them.

    The key is a text, or a number where it is among ``numbers``.
    ``sparse`` are indexes of only those rows in which their first column is set.
    ``raised`` are columns of text that no row sets and that only ever rise;
    ``links`` are its side tables: each links the key of a row to any number of tokens.
    ``words`` says that its rows can be found by words.
    """

    name: str
    key: str
    texts: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    raised: tuple[str, ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()
    sparse: tuple[tuple[str, ...], ...] = ()
    links: tuple[str, ...] = ()
    words: bool = False


@frozen(kw_only=True)
class Put:
    """The row now stands so, with these tokens, whatever stood under its key before."""

    table: str
    row: Row
    links: Mapping[str, frozenset[str]] = field(factory=dict)


@frozen(kw_only=True)
class Words:
    """The event at this position added words by which the row with this key can be found.

    ``words`` are as ``kernel.text.words`` cuts them: the store takes them as they are.
    """

    table: str
    key: str
    position: int
    words: str


@frozen(kw_only=True)
class Raise:
    """The column of the row with this key is at least this now, whatever else the row holds."""

    table: str
    key: str
    column: str
    value: str


Change: TypeAlias = Put | Words | Raise


@frozen(kw_only=True)
class Where:
    """One condition on a column; ``in`` and ``not-in`` take a tuple, the others one value."""

    column: str
    test: Literal["=", "<>", "<", "<=", ">", ">=", "in", "not-in", "prefix", "null", "not-null"]
    value: Value | tuple[Value, ...] = None


@frozen(kw_only=True)
class Linked:
    """One condition on a side table: it links the row's key to one of these tokens."""

    link: str
    tokens: tuple[str, ...]


@frozen(kw_only=True)
class Query:
    """Which rows, in which order, from where on, and how many.

    ``only`` are the columns that are wanted, the key and the order among them, if not all are.
    ``either`` are conditions of which one must hold, if there are any; ``unlinked`` those on side
    tables of which none may.
    ``phrases`` must all occur, each as consecutive words. Rows are ordered by
    ``order`` and then by key; ``after`` is the pair of both of the last row seen.
    """

    table: str
    where: tuple[Where, ...] = ()
    either: tuple[Where | Linked, ...] = ()
    unlinked: tuple[Linked, ...] = ()
    phrases: tuple[str, ...] = ()
    order: str
    descending: bool = True
    after: tuple[Value, str] | None = None
    limit: int = field(default=50)
    only: tuple[str, ...] = ()
