"""Options and arguments that fill the fields of what is asked."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import click

from minqing_cli.refusals import Refusal

Decorated: TypeAlias = Callable[..., Any]


class Code(click.ParamType[str]):
    """A code of the office, given as it is or by its Chinese name."""

    def __init__(self, group: str) -> None:
        """Take the group of codes."""
        self.group = self.name = group

    def convert(
        self,
        value: Any,  # noqa: ANN401 - what Click parsed
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str:
        """Return the code that a Chinese name stands for; the office judges all others."""
        text = str(value)
        return text if text.isascii() else self._codes().get(text, text)

    def listed(self) -> str:
        """Return the codes with their names."""
        return "、".join(f"{code} {name}" for name, code in self._codes().items())

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[Any]:
        """Offer the codes."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415 - only then

        found = self._codes().items()
        return [CompletionItem(c, help=n) for n, c in found if c.startswith(incomplete)]

    def _codes(self) -> dict[str, str]:
        from minqing_core.views.labels import LABELS  # noqa: PLC0415 - dear to import

        return {name: code for code, name in LABELS[self.group].items()}


class Words(click.ParamType[str]):
    """A text; ``-`` reads it from standard input."""

    name = "text"

    def convert(
        self,
        value: Any,  # noqa: ANN401 - what Click parsed
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str:
        """Return the text."""
        return read("-") if value == "-" else str(value)


class Agenda(click.ParamType[Any]):
    """A subject of a meeting with its matters: 村道积水=2026-000001,2026-000003."""

    name = "agenda"

    def convert(
        self,
        value: Any,  # noqa: ANN401 - what Click parsed
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> dict[str, Any]:
        """Return the title, and the matters after the last equals sign."""
        title, _, listed = str(value).replace("\uff0c", ",").rpartition("=")
        if not title:
            return {"title": str(value)}
        return {"title": title, "cases": [case.strip() for case in listed.split(",")]}


class Supposed(click.ParamType[Any]):
    """A rule with another amount: conclude=30, or feedback.opinion=3:calendar-day."""

    name = "supposed"

    def convert(
        self,
        value: Any,  # noqa: ANN401 - what Click parsed
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> dict[str, Any]:
        """Return the rule, its amount, and what it counts where that is said."""
        rule, _, said = str(value).partition("=")
        amount, _, unit = said.partition(":")
        return {"rule": rule, "amount": amount} | ({"unit": unit} if unit else {})


class Listed(click.ParamType[str]):
    """Something the office has a list of, which the shell can offer."""

    def __init__(self, what: str) -> None:
        """Take what it is."""
        self.name = what

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[Any]:
        """Offer the ids with their names, or the names when one is being written."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415 - only then

        from minqing_cli.completing import known  # noqa: PLC0415 - dear to import

        with ctx:
            found = known(self.name)
        ids = [CompletionItem(i, help=n) for i, n in found.items() if i.startswith(incomplete)]
        names = [n for n in found.values() if incomplete and n.startswith(incomplete)]
        return [*ids, *map(CompletionItem, names)]


class Field(click.Option):
    """An option that fills one field of what is asked."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option with its meaning, and its codes where it takes some."""
        record = super().get_help_record(ctx)
        if record is None or not isinstance(self.type, Code):
            return record
        return record[0], f"{record[1]}：{self.type.listed()}"


class Whole(click.types.IntParamType):
    """A whole number."""

    name = "整数"


class Named(Listed):
    """A person or unit, given by id or name."""


PERSON, UNIT, NUMBER, WHOLE = Named("person"), Named("unit"), Listed("case"), Whole()
HOUSEHOLD, VISIT = Listed("household"), Listed("visit")
INSPECTION, BULLETIN = Listed("inspection"), Listed("bulletin")
SUBJECT = Named("subject")
METAVARS = {
    "household": "住户编号",
    "visit": "走访编号",
    "inspection": "检查编号",
    "bulletin": "通报编号",
    "person": "编号或姓名",
    "unit": "单位",
    "subject": "人员或单位",
    "text": "文字",
    "agenda": "题目=编号,…",
    "supposed": "规定=数",
}


def field(flag: str, path: str, help: str, **others: Any) -> Decorated:  # noqa: A002, ANN401
    """Declare an option that fills the field at a path of what is asked."""
    kind = others.get("type")
    name = kind.name if isinstance(kind, click.ParamType) else "text"
    if not others.get("is_flag"):
        others.setdefault("metavar", METAVARS.get(name, "代码"))
    return click.option(flag, path.replace(".", "__"), cls=Field, help=help, **others)


def number(body: Decorated) -> Decorated:
    """Take the number of a matter."""
    return click.argument("case", metavar="编号", type=NUMBER)(body)


def read(path: str) -> str:
    """Return the text of a file, of standard input for ``-``."""
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        return data.decode("utf-8-sig").removesuffix("\n")
    except OSError as error:
        raise Refusal("file-unreadable", f"无法读取 {path}：{error.strerror}") from error
    except UnicodeDecodeError as error:
        raise Refusal("file-unreadable", f"{path} 不是 UTF-8 文字：{error}") from error


def read_object(path: str) -> dict[str, Any]:
    """Return the JSON object in a file, of standard input for ``-``."""
    import json  # noqa: PLC0415 - only with a file

    try:
        found = json.loads(read(path))
    except ValueError as error:
        raise Refusal("file-malformed", f"{path} 不是 JSON：{error}") from error
    if not isinstance(found, dict):
        raise Refusal("file-malformed", f"{path} 应是一个 JSON 对象")
    return found
