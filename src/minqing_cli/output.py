"""Answers on standard output, words on standard error."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from minqing_cli.refusals import Refusal
from minqing_cli.table import table

if TYPE_CHECKING:
    from pathlib import Path

Plain = dict[str, Any]
SHARE = 100
CURSOR = "--cursor"


def say(words: str) -> None:
    """Say something to the person at the terminal."""
    click.echo(words, err=True)


def keep(path: "Path", text: str) -> None:
    """Write a text to a file, and say so.

    Raises:
        Refusal: it cannot be written there.
    """
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise Refusal("file-unwritable", f"无法写入 {path}：{error.strerror}") from error
    say(f"已写入 {path}")


def pour(pieces: Iterable[bytes]) -> None:
    """Write the pieces of a long text as they come."""
    out = sys.stdout.buffer
    for piece in pieces:
        out.write(piece)
    out.flush()


def progress(done: int, total: int) -> None:
    """Tell a terminal how far long work has come."""
    if not sys.stderr.isatty() or (done < total and done % max(1, total // SHARE)):
        return
    click.echo(f"\r已处理 {done}/{total}", err=True, nl=done >= total)


def shown_as(format_: str | None) -> Plain:
    """Return the options of a command that knows of no others than the form of what it shows."""
    return {"format_": format_ or "table", "encoding": "utf-8-sig"}


def show(
    answer: Any,  # noqa: ANN401 - plain values
    common: Plain,
    *,
    columns: Mapping[str, str],
    rows: Sequence[Plain] | None = None,
    page: Callable[[Any], Iterable[str]] | None = None,
    cursor: str = CURSOR,
) -> None:
    """Show an answer as the options ask; *cursor* is the option that goes on from there."""
    found = _rows(answer, rows)
    if page is not None and rows is None and not common.get("fields"):
        columns, found = _of_page(answer, columns, found, page, common["format_"])
    chosen = _chosen(common.get("fields"), columns, found)
    if common.get("xlsx") is not None:
        _write_ledger(answer, found, chosen, common["xlsx"])
    elif common["format_"] == "json":
        click.echo(_json(_narrowed(answer, common, chosen), indent=2))
    elif common["format_"] == "jsonl":
        for row in found:
            click.echo(_json(_picked(row, chosen) if common.get("fields") else row))
    elif common["format_"] == "csv":
        _show_csv(found, chosen, common["encoding"])
    elif page is not None and not common.get("fields"):
        for line in page(answer):
            click.echo(line)
    else:
        for line in table([_picked(row, chosen) for row in found], chosen):
            click.echo(line)
    _say_more(answer, cursor)


def is_plain(common: Plain) -> bool:
    """Say whether an answer is asked for as people read it, not in a form for a script."""
    return common["format_"] == "table" and not common["fields"] and common["xlsx"] is None


def show_recorded(
    recorded: Plain,
    common: Plain,
    *,
    page: Callable[[Any], Iterable[str]],
    rehearsing: bool,
) -> None:
    """Show what was recorded, or would be, and what it brought."""
    if rehearsing:
        say("演练：以下内容将被记录，现未记录")
    if common["format_"] == "json":
        click.echo(_json({**recorded, "rehearsed": True} if rehearsing else recorded, indent=2))
        return
    if not recorded["events"]:
        say("已是如此，没有新的记录")
    numbered = recorded["id"].replace("#new", "（待编号）")
    click.echo(f"{numbered or recorded['stream']} 第 {recorded['version']} 步")
    for event in recorded["events"]:
        click.echo(f"  {event['sentence']}")
    for line in page(recorded):
        click.echo(line)


def show_founded(made: object, url: str, *, as_json: bool) -> None:
    """Show the town that was founded."""
    facts = {
        "town": getattr(made, "town", ""),
        "clerk": getattr(made, "clerk", ""),
        "name": getattr(made, "name", ""),
        "login": getattr(made, "login", ""),
        "events": getattr(made, "events", 0),
        "db": url,
    }
    if as_json:
        click.echo(_json(facts, indent=2))
        return
    click.echo(
        f"已建库 {url}：{facts['town']}，载入方案、类别和工作日历共 {facts['events']} 条记录\n"
        f"第一名干事：{facts['name']}（{facts['clerk']}），由系统用户 {facts['login']} 使用"
    )


def _rows(answer: Any, rows: Sequence[Plain] | None) -> list[Plain]:  # noqa: ANN401
    if rows is not None:
        return list(rows)
    return list(answer["items"]) if "items" in answer else [answer]


def _of_page(
    answer: Any,  # noqa: ANN401 - plain values
    columns: Mapping[str, str],
    rows: list[Plain],
    page: Callable[[Any], Iterable[str]],
    format_: str,
) -> tuple[Mapping[str, str], list[Plain]]:
    """Return what a page is as rows: its lines, where its values are no row of the columns."""
    if format_ == "jsonl" or not rows or (columns and columns.keys() <= rows[0].keys()):
        return columns, rows
    return {"line": "内容"}, [{"line": line} for line in page(answer)]


def _chosen(fields: str | None, columns: Mapping[str, str], rows: list[Plain]) -> dict[str, str]:
    if fields is None:
        return dict(columns)
    known = dict(columns) | {name: columns.get(name, name) for row in rows[:1] for name in row}
    if fields == "all":
        return known
    titles = {title: name for name, title in columns.items()}
    wanted = [titles.get(part, part) for part in fields.replace("\uff0c", ",").split(",")]
    strange = [name for name in wanted if name not in known]
    if strange:
        raise Refusal(
            "unknown-field", f"没有「{'、'.join(strange)}」这一栏，可选的有：{'、'.join(known)}"
        )
    return {name: known[name] for name in wanted}


def _narrowed(answer: Any, common: Plain, chosen: dict[str, str]) -> Any:  # noqa: ANN401
    if not common.get("fields"):
        return answer
    if "items" not in answer:
        return _picked(answer, chosen)
    return {**answer, "items": [_picked(row, chosen) for row in answer["items"]]}


def _picked(row: Plain, chosen: dict[str, str]) -> Plain:
    return {name: row.get(name) for name in chosen}


def _json(value: object, indent: int | None = None) -> str:
    import json  # noqa: PLC0415 - only when a script asks

    return json.dumps(value, ensure_ascii=False, indent=indent)


def _show_csv(rows: list[Plain], chosen: dict[str, str], encoding: str) -> None:
    from minqing_core.documents.csv_ledger import csv_ledger  # noqa: PLC0415 - only when asked

    text = csv_ledger(chosen, ({name: shown(row.get(name)) for name in chosen} for row in rows))
    try:
        click.echo(text.encode(encoding), nl=False)
    except (LookupError, UnicodeEncodeError) as error:
        raise Refusal(
            "encoding", f"不能以 {encoding} 编码输出，可用 utf-8-sig、gb18030"
        ) from error


def _write_ledger(
    answer: Any,  # noqa: ANN401 - plain values
    rows: list[Plain],
    chosen: dict[str, str],
    path: str,
) -> None:
    from pathlib import Path  # noqa: PLC0415 - only when asked

    from minqing_core.documents.ledgers import write_ledger  # noqa: PLC0415 - an extra

    cells = [{name: shown(row.get(name)) for name in chosen} for row in rows]
    write_ledger(Path(path), chosen, cells, answer=answer)
    say(f"已写入 {path}")


def shown(value: object) -> str:
    """Return a plain value as people read it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list | tuple) and not any(isinstance(one, dict) for one in value):
        return "、".join(map(shown, value))
    return _json(value) if isinstance(value, dict | list | tuple) else str(value)


def _say_more(answer: Any, cursor: str) -> None:  # noqa: ANN401 - plain values
    if isinstance(answer, dict) and answer.get("next"):
        more = "" if answer["next"] == answer.get("position") else "还有更多，"
        say(f"{more}续看请加 {cursor} {answer['next']}")
