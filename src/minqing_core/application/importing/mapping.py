"""How the columns of a foreign file become matters: what a clerk writes in the mapping file."""

from collections.abc import Iterable, Iterator
from datetime import date

import attrs
from attrs import field, frozen

from minqing_core.application.importing.sheet import Sheet, require_columns
from minqing_core.diary.decisions.recording import OTHER
from minqing_core.diary.events import Channel, MatterKind
from minqing_core.kernel.ids import UnitId
from minqing_core.kernel.places import UnitTree
from minqing_core.kernel.refusals import FieldFault, InvalidInputError
from minqing_core.kernel.text import fault_in_name
from minqing_core.programme.state import Programme

OPTIONAL = frozenset({"author", "reply", "reply_time"})


@frozen(kw_only=True)
class Columns:
    """Which column of the file holds what; a file may lack author and reply."""

    number: str
    subject: str
    time: str
    text: str
    author: str | None = None
    reply: str | None = None
    reply_time: str | None = None


@frozen(kw_only=True)
class Defaults:
    """What is taken of every message whose row does not say it."""

    kind: MatterKind = MatterKind.PROBLEM
    channel: Channel = Channel.ONLINE
    category: str = OTHER
    category_label: str | None = None


@frozen(kw_only=True)
class CategoryRule:
    """The category that is suggested where one of these words occurs."""

    code: str
    words: tuple[str, ...]


@frozen(kw_only=True)
class PlaceRule:
    """The unit that becomes place and answerable where one of these words occurs."""

    unit: UnitId
    words: tuple[str, ...]


@frozen(kw_only=True)
class MessageMapping:
    """How the messages of a foreign system become matters; of the rules the first match wins."""

    source: str
    columns: Columns
    ignored: tuple[str, ...] = ()
    defaults: Defaults = field(factory=Defaults)
    category: tuple[CategoryRule, ...] = ()
    place: tuple[PlaceRule, ...] = ()

    def suggested(self, title: str, text: str) -> str:
        """Return the category whose words occur first of all in the title, then in the text."""
        for words in (title, text):
            for rule in self.category:
                if any(word in words for word in rule.words):
                    return rule.code
        return self.defaults.category

    def unit(self, title: str, text: str) -> UnitId | None:
        """Return the unit that the place rules name for a message, or None."""
        words = f"{title}\n{text}"
        named = (rule.unit for rule in self.place if any(word in words for word in rule.words))
        return next(named, None)

    def mapped(self) -> tuple[str, ...]:
        """Return the columns that the mapping knows of, the ignored ones included."""
        named: dict[str, str | None] = attrs.asdict(self.columns)
        return (*(column for column in named.values() if column is not None), *self.ignored)

    def columns_in(self, sheet: Sheet) -> dict[str, str]:
        """Return the mapped columns that matter for a sheet, by what they hold."""
        named: dict[str, str | None] = attrs.asdict(self.columns)
        return {
            what: column
            for what, column in named.items()
            if column is not None and (what not in OPTIONAL or column in sheet.columns)
        }


def require_mapping(
    mapping: MessageMapping, sheet: Sheet, programme: Programme, units: UnitTree, today: date
) -> None:
    """Refuse a mapping that does not fit the scheme, the units or the sheet.

    Raises:
        InvalidInputError: every fault is named, with what would be right.
    """
    faults = [*_source_faults(mapping), *_category_faults(mapping, programme, today)]
    faults += _place_faults(mapping, units)
    if faults:
        raise InvalidInputError(faults)
    wanted = mapping.columns_in(sheet)
    require_columns(sheet, {f"mapping.columns.{what}": wanted[what] for what in wanted})


def _source_faults(mapping: MessageMapping) -> Iterator[FieldFault]:
    why = "不能含有冒号" if ":" in mapping.source else fault_in_name(mapping.source)
    if why is not None:
        text = f"来源系统的名称{why}"
        yield FieldFault(field="mapping.source", code="name-unfit", text=text)
    named = [name for name in attrs.astuple(mapping.columns) if name is not None]
    for doubled in sorted({name for name in named if named.count(name) > 1}):
        text = f"「{doubled}」一列不能同时作两项用"
        yield FieldFault(field="mapping.columns", code="column-doubled", text=text)


def _category_faults(
    mapping: MessageMapping, programme: Programme, today: date
) -> Iterator[FieldFault]:
    codes = {f"category.{n}.code": rule.code for n, rule in enumerate(mapping.category)}
    codes["defaults.category"] = mapping.defaults.category
    for path, code in codes.items():
        if programme.category(code, today) is None:
            known = "、".join(programme.categories)
            text = f"没有类别「{code}」，可用的有：{known}"
            yield FieldFault(field=f"mapping.{path}", code="category-unknown", text=text)
    unlabelled = not (mapping.defaults.category_label or "").strip()
    if unlabelled and any(code.startswith(OTHER) for code in codes.values()):
        text = "归入「其他问题」时须写明是什么问题，如：导入的网络留言"
        yield FieldFault(field="mapping.defaults.category_label", code="label-wanted", text=text)
    yield from _word_faults("category", (rule.words for rule in mapping.category))


def _place_faults(mapping: MessageMapping, units: UnitTree) -> Iterator[FieldFault]:
    for number, rule in enumerate(mapping.place):
        if rule.unit not in units:
            text = f"没有编号为「{rule.unit}」的单位，请从已设立的单位中选，或改正映射文件"
            yield FieldFault(field=f"mapping.place.{number}.unit", code="unit-unknown", text=text)
    yield from _word_faults("place", (rule.words for rule in mapping.place))


def _word_faults(part: str, lists: Iterable[tuple[str, ...]]) -> Iterator[FieldFault]:
    for number, words in enumerate(lists):
        if not words or not all(word.strip() for word in words):
            path = f"mapping.{part}.{number}.words"
            yield FieldFault(field=path, code="blank", text="须列出关键词，且不能为空")
