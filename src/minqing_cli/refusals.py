"""How a refusal is shown, and the exit code that tells scripts its kind."""

import click

EXITS = {"invalid": 1, "conflict": 1, "not-found": 3, "not-allowed": 4, "damaged": 6, "failed": 70}
MOVED, BROKEN, PARTLY, INTERRUPTED = 5, 6, 7, 130


class Refusal(Exception):  # noqa: N818 - what the command line itself will not do
    """The command line refuses before the office is asked, as a refusal of the office would."""

    def __init__(self, code: str, text: str, kind: str = "invalid") -> None:
        super().__init__(text)
        self.code, self.kind = code, kind
        self.faults: tuple[object, ...] = ()
        self.facts: dict[str, object] = {}


def exit_code(refusal: object) -> int:
    """Return the exit code of a refusal: that of its kind, or 5 when somebody was first."""
    if getattr(refusal, "code", "") == "stream-moved":
        return MOVED
    return EXITS[getattr(refusal, "kind", "invalid")]


def show(refusal: Exception, options: dict[str, str], *, as_json: bool) -> None:
    """Tell on standard error what was refused: each fault on its own line, by its option."""
    code = getattr(refusal, "code", "failed")
    faults = [_fault(fault, options) for fault in getattr(refusal, "faults", ())]
    text = f"所填内容有 {len(faults)} 处不符合要求" if faults else str(refusal)
    lines = [f"✗ {text} ({code})"]
    lines += [f"  {fault['option'] or fault['field']}：{fault['text']}" for fault in faults]
    facts = getattr(refusal, "facts", {})
    lines += [f"  其间：{sentence}" for sentence in facts.get("meanwhile", ())]
    click.secho(lines[0], err=True, fg="red")
    for line in lines[1:]:
        click.echo(line, err=True)
    if as_json:
        _show_problem(refusal, code, faults)


def _fault(fault: object, options: dict[str, str]) -> dict[str, str | None]:
    field = str(getattr(fault, "field", ""))
    return {
        "field": field,
        "option": option_of(field, options),
        "code": getattr(fault, "code", ""),
        "text": getattr(fault, "text", ""),
    }


def option_of(field: str, options: dict[str, str]) -> str | None:
    """Return the option by which a field, or the whole it is part of, was given."""
    while field:
        if field in options:
            return options[field]
        field = field.rpartition(".")[0]
    return None


def _show_problem(refusal: Exception, code: str, faults: list[dict[str, str | None]]) -> None:
    import json  # noqa: PLC0415 - only when a script asks

    problem = {
        "code": code,
        "kind": getattr(refusal, "kind", "invalid"),
        "text": str(refusal),
        "faults": faults,
    }
    meanwhile = getattr(refusal, "facts", {}).get("meanwhile")
    if meanwhile is not None:
        problem["meanwhile"] = meanwhile
    click.echo(json.dumps(problem, ensure_ascii=False), err=True)
