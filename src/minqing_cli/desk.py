"""What a command has before it: the office, who acts, what is asked, and how to answer."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

import click

from minqing_cli import output
from minqing_cli.configuration import KNOWN, setting
from minqing_cli.refusals import Refusal, option_of

if TYPE_CHECKING:
    from minqing_core.application.exporting import Export
    from minqing_core.application.office import Office
    from minqing_core.kernel.envelope import Act

Plain = dict[str, Any]
XLSX = "xlsx"
FILES = {"csv": "csv", "jsonl": "ndjson"}
FINDERS = {"person": "find_person", "unit": "find_unit", "subject": "find_subject"}


class Desk:
    """One command's door to the office."""

    def __init__(
        self, use_case: str, given: Plain, common: Plain, options: dict[str, str]
    ) -> None:
        """Take what was asked: the use case, its values, and the options common to all."""
        self.use_case, self.given, self.common, self.options = use_case, given, common, options
        self.short = False
        self._taking: str | None = None

    @cached_property
    def office(self) -> "Office":
        """The office, opened when first needed and closed when the command ends."""
        from minqing_core import open_office  # noqa: PLC0415 - dear to import

        url, key_file = store()
        office = open_office(
            url,
            key_file=key_file,
            progress=output.progress,
            checkpoints=path_of("checkpoints"),
            short=self.short,
        )
        click.get_current_context().call_on_close(office.close)
        return office

    @cached_property
    def actor(self) -> str:
        """The person who acts: named, or bound to the user of the operating system."""
        wanted = setting("as", self.common.get("as_")).value
        if wanted is not None:
            from minqing_core.application.names import find_person  # noqa: PLC0415

            return find_person(self.office, wanted)
        return bound(self.office)

    def act(self) -> "Act":
        """Return the act of the person who acts, through this door."""
        from minqing_core.kernel.envelope import Act  # noqa: PLC0415 - only with the office

        common, occurred_at = self.common, None
        if common.get("occurred") is not None:
            from minqing_core.application.asking import occurred  # noqa: PLC0415

            occurred_at = occurred(self.office, common["occurred"])
        return Act(
            actor=self.actor,  # type: ignore[arg-type] # found in the roster
            on_behalf_of=self._person(common.get("for_")),
            channel="cli",
            key=common.get("key"),
            seen=common.get("seen"),
            occurred_at=occurred_at,
            taking=self._taking,
        )

    def ask(self, *, when: str = "when", form: str | None = None) -> Any:  # noqa: ANN401
        """Have a reading done, as of and as known by when, and return its answer.

        What is asked for as a file is noted as taken along in that form.
        """
        from minqing_core.application.exporting import rows_of  # noqa: PLC0415 - dear to import

        asked, form = self._dated(when), form or self._form()
        if form is None:
            return self._answer(asked)
        with self.taking(form) as export:
            whole = form == XLSX and "limit" not in self.given
            answer = self._whole(asked) if whole else self._answer(asked)
            export.rows = rows_of(answer)
        return answer

    @contextmanager
    def taking(self, form: str) -> Iterator["Export"]:
        """Have what is asked for noted once, as taken along in a form, in however many parts."""
        from minqing_core.application.exporting import exporting  # noqa: PLC0415 - dear to import

        with exporting(self.office, self.act(), self.use_case, self.given, form) as export:
            self._taking = form
            try:
                yield export
            finally:
                self._taking = None

    def _form(self) -> str | None:
        """Return the form of file that the options choose, None where an answer is only shown."""
        if self.common.get("xlsx") is not None:
            return XLSX
        return FILES.get(self.common.get("format_") or "")

    def pour(self) -> None:
        """Have a reading done whose answer is a long text, and print it as it comes."""
        from minqing_core.application.asking import pieces  # noqa: PLC0415 - dear to import

        output.pour(pieces(self.office, self.use_case, self.act(), self._dated("when")))

    def _dated(self, when: str) -> Plain:
        moment = {
            name: self.common[name]
            for name in ("as_of", "known_by", "position")
            if self.common.get(name) is not None
        }
        return self.given | ({when: moment} if moment else {})

    def _whole(self, asked: Plain) -> Any:  # noqa: ANN401 - plain values
        """Return a list with all of its pages: a ledger that stops short would mislead."""
        from minqing_core.application.asking import parameters  # noqa: PLC0415 - dear to import
        from minqing_core.application.catalogue import CATALOGUE  # noqa: PLC0415 - dear to import
        from minqing_core.application.listing import MOST  # noqa: PLC0415 - dear to import

        if "limit" in parameters(CATALOGUE[self.use_case]):
            asked = {**asked, "limit": MOST}
        answer = self._answer(asked)
        while answer.get("next"):
            further = self._answer({**asked, "cursor": answer["next"]})
            items = [*answer["items"], *further["items"]]
            answer = {**answer, "items": items, "next": further["next"]}
        return answer

    def ask_also(self, use_case: str, **asked: object) -> Any:  # noqa: ANN401 - plain values
        """Have another reading done that the same paper needs."""
        from minqing_core.application.asking import answer  # noqa: PLC0415 - dear to import

        return answer(self.office, use_case, self.act(), asked)

    def ask_openly(self) -> Any:  # noqa: ANN401 - plain values
        """Have a reading done for which nobody needs to say who they are."""
        from minqing_core import Act, answer  # noqa: PLC0415 - dear to import

        nobody = Act(actor="-", channel="cli")  # type: ignore[arg-type] # nobody's number
        return answer(self.office, self.use_case, nobody, self.given)

    def record(self, page: Callable[[Any], Iterable[str]] = lambda _: ()) -> None:
        """Have something recorded, or rehearsed, and show what was, with what it brought."""
        rehearsing = self.common.get("dry_run", False)
        if rehearsing:
            import attrs  # noqa: PLC0415 - only with the office

            self.__dict__["office"] = attrs.evolve(self.office, rehearsing=True)
        self.say_who()
        recorded = self._answer(self.given, prompting=True)
        output.show_recorded(recorded, self.common, page=page, rehearsing=rehearsing)

    def show(
        self,
        answer: Any,  # noqa: ANN401 - plain values
        *,
        columns: Mapping[str, str],
        rows: Sequence[Plain] | None = None,
        page: Callable[[Any], Iterable[str]] | None = None,
        cursor: str = output.CURSOR,
    ) -> None:
        """Show an answer as the options ask: a table or page, or for a script."""
        output.show(answer, self.common, columns=columns, rows=rows, page=page, cursor=cursor)

    def today(self) -> str:
        """Return the office's calendar day."""
        from minqing_core.kernel.periods import civil_date  # noqa: PLC0415 - only with the office

        return civil_date(self.office.now()).isoformat()

    def named(self, what: str, value: str) -> str:
        """Return the id of a person or unit given by id or name; as it is when nobody has it."""
        from minqing_core.application import names  # noqa: PLC0415 - dear to import

        find = getattr(names, FINDERS[what])
        try:
            found: str = find(self.office, value)
        except names.NameUnknownError:
            return value
        return found

    def _person(self, value: str | None) -> Any:  # noqa: ANN401 - an id, or None
        return None if value is None else self.named("person", value)

    def say_who(self) -> None:
        """Say who acts, and for whom."""
        from minqing_core.application.names import directory  # noqa: PLC0415

        name, act = directory(self.office), self.act()
        whom = "" if act.on_behalf_of is None else f"（代{name(act.on_behalf_of)}）"
        output.say(f"办理人：{name(act.actor)}{whom}")

    def _answer(self, asked: Plain, *, prompting: bool = False) -> Any:  # noqa: ANN401
        from minqing_core.application.asking import answer  # noqa: PLC0415 - dear to import
        from minqing_core.kernel.refusals import InvalidInputError  # noqa: PLC0415

        try:
            return answer(self.office, self.use_case, self.act(), asked)
        except InvalidInputError as refusal:
            missing = [f.field for f in refusal.faults if f.code == "missing"]
            if not prompting or len(missing) < len(refusal.faults) or not self._may_prompt():
                raise
        for field in missing:
            option = option_of(field, self.options) or field
            place(asked, field, click.prompt(option, err=True))
        return self._answer(asked)

    def _may_prompt(self) -> bool:
        return sys.stdin.isatty() and sys.stderr.isatty() and not self.common.get("yes")


def store() -> tuple[str, Any]:
    """Return where the store lies, and its key file when that lies elsewhere."""
    from pathlib import Path  # noqa: PLC0415 - only with the office

    root = click.get_current_context().find_root().params
    url, key_file = setting("db", root.get("db")).value, setting("key_file", root.get("key_file"))
    if url is None:
        raise Refusal("store-unnamed", "没有指明数据库，请用 --db 或 MINQING_DB")
    return url, None if key_file.value is None else Path(key_file.value)


def path_of(name: str, given: str | None = None) -> Any:  # noqa: ANN401 - a path, or None
    """Return the path that is set under a name, if there is one."""
    from pathlib import Path  # noqa: PLC0415 - only with the office

    root = click.get_current_context().find_root().params
    value = setting(name, given or root.get(name)).value
    return None if value is None else Path(value)


def key_path(name: str, given: str | None, what: str) -> Any:  # noqa: ANN401 - a path
    """Return the path of a key that is set under a name.

    Raises:
        Refusal: it is not set.
    """
    found = path_of(name, given)
    if found is None:
        option, code = f"--{name.replace('_', '-')}", f"{name.replace('_', '-')}-unnamed"
        raise Refusal(code, f"没有指明{what}，请用 {option} 或 {KNOWN[name]}")
    return found


def bound(office: "Office") -> str:
    """Return the person bound to the user of the operating system.

    Raises:
        Refusal: nobody is bound to them.
    """
    from minqing_core.application.logins import bound_person  # noqa: PLC0415

    login = operating_user()
    person = bound_person(office, login)
    if person is None:
        raise Refusal(
            "login-unbound",
            f"系统用户 {login} 未与花名册中的任何人对应，无法确认是谁在办理；"
            f"请用 --as 写明本人编号或姓名，或由组织人事办公室办理 "
            f"minqing roster bind 编号 --login {login}",
            kind="not-allowed",
        )
    return person


def operating_user() -> str:
    """Return the name of the user of the operating system."""
    from getpass import getuser  # noqa: PLC0415 - only when nobody is named

    try:
        return getuser()
    except (KeyError, OSError) as error:
        raise Refusal(
            "login-unknown", "无法得知系统用户名，请用 --as 写明本人编号或姓名"
        ) from error


def place(asked: Plain, path: str, value: object) -> None:
    """Put a value where its path leads."""
    *parts, last = path.split(".")
    for part in parts:
        asked = asked.setdefault(part, {})
    asked[last] = value
