"""Write the generated pages under docs/ from the code; ``--check`` names those not current."""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import attrs
import click

from minqing_cli.main import cli
from minqing_cli.power_matrix import lines as matrix
from minqing_cli.surface import COMMANDS
from minqing_core import bootstrap
from minqing_core.application.asking import parameters, plain, required
from minqing_core.application.catalogue import CATALOGUE
from minqing_core.application.granted import granted
from minqing_core.kernel.personal import Personal
from minqing_core.persistence.event_types import EVENT_TYPES
from minqing_http.openapi import published
from minqing_http.surface import OPERATIONS

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.states import DIAGRAMS  # noqa: E402 - found beside this file, however it is run
from tools.states.drawing import page as state_page  # noqa: E402 - found beside this file

RULES_IN = (
    "programme/decisions",
    "roster/decisions",
    "diary/decisions",
    "books/decisions",
    "households/decisions",
    "publicity/decisions",
    "review/decisions",
    "meetings/decisions",
    "inspection/decisions",
    "appraisal/decisions",
    "accountability/decisions",
    "backups/decisions",
    "privacy/decisions",
    "access/decisions",
    "duties",
    "powers",
    "application/filtering.py",
    "signals",
    "replay",
    "application/closure.py",
    "application/indicators.py",
    "application/late_feedback.py",
    "views/answers.py",
    "views/case_file.py",
    "views/completeness.py",
    "views/course.py",
    "views/figures.py",
    "views/resolutions.py",
    "application/meeting_pack.py",
    "application/study_telling.py",
)
CITED = re.compile(r"S(\d+)(?:–S(\d+))?")
CLAUSES = {
    "S1": "依据",
    "S2": "目的",
    "S3": "主题：记民情、解民忧、暖民心",
    "S4": "串百家门等多种形式的活动",
    "S5": "转变作风，密切党群干群关系",
    "S6": "镇机关公务员、工勤",
    "S7": "村（社区）“两委”干部",
    "S8": "市镇两级驻村干部",
    "S9": "参加对象以当日名册为准",
    "S10": "农村经济发展问题",
    "S11": "村级组织建设问题",
    "S12": "村务民主管理问题",
    "S13": "农村矛盾纠纷问题",
    "S14": "热点难点问题",
    "S15": "精神文明建设问题",
    "S16": "村容村貌整治问题",
    "S17": "其他问题",
    "S18": "事由、办理过程、办理结果",
    "S19": "按岗位职责记录",
    "S20": "多种渠道",
    "S21": "诉求、愿望、困难、问题",
    "S22": "认真及时记录",
    "S23": "民情档案",
    "S24": "原因、研究、措施、领导责任",
    "S25": "全过程清楚，责任分清",
    "S26": "办结情况",
    "S27": "办理效果",
    "S28": "是否反馈",
    "S29": "是否说服解释",
    "S30": "一事一记",
    "S31": "叙述、分析、评议",
    "S32": "篇幅不限",
    "S33": "内容完整",
    "S34": "不能悬而未决",
    "S35": "及时、客观、真实",
    "S36": "防止内容简单化",
    "S37": "防止弄虚作假",
    "S38": "防止推卸责任",
    "S39": "每周一篇，请假、培训、病假须批准",
    "S40": "重大紧急事项随时记录",
    "S41": "每季度自评",
    "S42": "在记录本上写出心得体会",
    "S43": "保管记录本",
    "S44": "镇机关、驻村干部的记录本归档",
    "S45": "村（社区）“两委”干部的记录本归档",
    "S46": "调离须上交记录本",
    "S47": "记录本统一印发",
    "S48": "每季度民情分析会",
    "S49": "结合工作会议、支部会议",
    "S50": "分析记录情况",
    "S51": "梳理群众要求解决的问题",
    "S52": "研究对策，制定落实措施",
    "S53": "每季度领导审阅每个干部的日记",
    "S54": "镇党委书记审阅党政班子成员",
    "S55": "专职副书记、组织委员审阅镇机关其他在编干部",
    "S56": "（同上）市镇驻村干部",
    "S57": "（同上）村（社区）党组织书记",
    "S58": "村（社区）党组织书记审阅“两委”班子成员",
    "S59": "镇委不定期督促检查",
    "S60": "支部每半年检查通报",
    "S61": "发现问题，提出改进措施",
    "S62": "反馈处理意见和办理结果",
    "S63": "件件有回音、事事有着落",
    "S64": "向上级汇报并做好解释",
    "S65": "客观原因要解释",
    "S66": "个人失误追究责任",
    "S67": "每年底总结",
    "S68": "表彰成效明显的党组织和个人",
    "S69": "作为评比和年终考核的重要参考依据",
    "S70": "作为考核和干部选拔任用的依据之一",
    "S71": "书记负总责、分管领导亲自抓、组织部门具体抓",
    "S72": "组织部门组织管理、协调、跟踪、督办",
    "S73": "领导挂点督促指导",
    "S74": "各村（社区）制订实施方案和管理办法",
    "S75": "汇报、反馈、审阅、督办、协办、考评等日常管理制度",
    "S76": "主办协办，各司其职",
    "S77": "部门认真办理基层无法解决的问题",
    "S78": "热点难点、全局性、倾向性问题集体研究",
    "S79": "广泛宣传目的、意义和要求",
    "S80": "及时报道情况和成效",
    "S81": "总结推广好做法好经验",
    "S82": "表彰成绩显著的干部",
    "S83": "2007年6月20日起施行",
    "S84": "单位及其沿革",
}


def clauses_in(text: str | None) -> Iterator[str]:
    """Yield the clauses that a docstring cites in brackets."""
    for bracket in re.findall(r"\(([^()]*S\d[^()]*)\)", text or ""):
        for first, last in CITED.findall(bracket):
            for number in range(int(first), int(last or first) + 1):
                yield f"S{number}"


def definitions(place: str) -> Iterator[tuple[str, str]]:
    """Yield clause and place of every function or class that cites one."""
    path = ROOT / "src/minqing_core" / place
    for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                for clause in clauses_in(ast.get_docstring(node)):
                    yield clause, f"{file.stem}.{node.name}"


def marked_tests() -> Iterator[tuple[str, str]]:
    """Yield clause and name of every test that carries its mark."""
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                for mark in node.decorator_list:
                    for clause in _marks(mark):
                        yield clause, f"{file.relative_to(ROOT / 'tests')}::{node.name}"


def _marks(mark: ast.expr) -> Iterator[str]:
    if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.clause":
        yield from (str(ast.literal_eval(arg)) for arg in mark.args)


def rules() -> str:
    """Return clause → decision → test → command → operation."""
    decided, tested, used = defaultdict(list), defaultdict(list), defaultdict(list)
    for place in RULES_IN:
        for clause, name in definitions(place):
            decided[clause].append(f"`{name}`")
    for clause, name in marked_tests():
        tested[clause].append(name)
    for case in CATALOGUE.values():
        for clause in case.clauses:
            used[clause].append(case.name)
    lines = [
        "# Clause by clause",
        "",
        "Generated by `tools/write_docs.py`; a test checks that it is current and has no hole.",
        "",
        "| clause | 要求 | decided in | tests | command | operation |",
        "|---|---|---|---|---|---|",
    ]
    for clause, title in CLAUSES.items():
        cells = [
            clause,
            title,
            _joined(decided[clause]),
            _tests(tested[clause]),
            _joined(f"`minqing {COMMANDS[name]}`" for name in used[clause]),
            _joined(f"`{OPERATIONS[name]}`" for name in used[clause]),
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _joined(parts: Any) -> str:  # noqa: ANN401 - any strings
    return "<br>".join(dict.fromkeys(parts))


def _tests(names: list[str]) -> str:
    shown = [f"`{name.partition('::')[2]}`" for name in names[:3]]
    return _joined([*shown, *([f"and {len(names) - 3} more"] if len(names) > len(shown) else [])])


def events() -> str:
    """Return every event that can stand in the log."""
    lines = ["# Events", "", "Every event that can stand in the log, by its stored name."]
    lines += ["Generated by `tools/write_docs.py`; fields in **bold** are personal, sealed.", ""]
    for name, kind in EVENT_TYPES.items():
        attrs.resolve_types(kind)
        fields = ", ".join(_field(field) for field in attrs.fields(kind))
        lines += [f"## `{name}`", "", (kind.__doc__ or "").strip(), "", fields, ""]
    return "\n".join(lines)


def _field(field: Any) -> str:  # noqa: ANN401 - attrs' own
    personal = Personal in (field.type, *getattr(field.type, "__args__", ()))
    return f"**{field.name}**" if personal else f"`{field.name}`"


def commands() -> str:
    """Return the help of every command."""
    lines = ["# Commands", "", "What `--help` says, generated by `tools/write_docs.py`.", ""]
    for words, command in _walk(cli, ()):
        context = click.Context(
            command,
            info_name=" ".join(("minqing", *words)),
            terminal_width=100,
            help_option_names=["-h", "--help"],
        )
        lines += [f"## `{context.info_name}`", "", "```text", command.get_help(context), "```", ""]
    return "\n".join(lines)


def _walk(
    command: click.Command, words: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield words, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            if found is not None and not found.hidden:
                yield from _walk(found, (*words, name))


def operations() -> str:
    """Return every operation with what it takes."""
    lines = ["# HTTP operations", ""]
    lines += ["Generated by `tools/write_docs.py`; the same as `/openapi.json` publishes.", ""]
    lines += ["| operation | what it does | power | takes | clauses |", "|---|---|---|---|---|"]
    for name, operation in OPERATIONS.items():
        case = CATALOGUE[name]
        takes = [f"`{key}`" if key in required(case) else f"`{key}?`" for key in parameters(case)]
        cells = [f"`{operation}`", case.summary, case.power, _spaced(takes), _spaced(case.clauses)]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, "", _of_the_present(), ""])


def _of_the_present() -> str:
    """Say which readings cannot be had as of another time."""
    readings = [
        f"`{operation}`"
        for name, operation in OPERATIONS.items()
        if operation.startswith("GET ") and "when" not in parameters(CATALOGUE[name])
    ]
    return (
        "Every other reading is given as of (`as_of`) and as known by (`known_by`, or the header"
        " `Accept-Datetime`) any instant. These are of the present, or of the moments that they"
        f" name: {_spaced(readings)}."
    )


def _spaced(parts: Any) -> str:  # noqa: ANN401 - any strings
    return " ".join(parts)


def powers() -> str:
    """Return the table of use cases and posts, as ``minqing powers --table`` prints it."""
    lines = [
        "# Powers",
        "",
        "What `minqing powers --table` prints: which post may do what, by which clause.",
        "Generated by `tools/write_docs.py`; who may see what is in",
        "[contexts/powers.md](contexts/powers.md). The administrators (系统、安全、审计管理员)",
        "are named with `minqing account role`, look after the system by that alone, and are",
        "never one person ([contexts/access.md](contexts/access.md)).",
        "",
    ]
    return "\n".join([*lines, "```text", *matrix(plain(granted())), "```", ""])


PAGES = {
    "rules.md": rules,
    "events.md": events,
    "cli.md": commands,
    "http.md": operations,
    "powers.md": powers,
    "openapi.json": published,
    **{f"contexts/{name}.states.md": partial(state_page, d) for name, d in DIAGRAMS.items()},
}


def stale() -> list[str]:
    """Return the pages that are not what the code says."""
    return [
        name
        for name, page in PAGES.items()
        if not (path := ROOT / "docs" / name).exists() or path.read_text() != page()
    ]


if __name__ == "__main__":
    assert bootstrap  # noqa: S101 - importing it fills the catalogue
    if "--check" in sys.argv:
        sys.exit("\n".join(stale()) or 0)
    for page_name, write in PAGES.items():
        (ROOT / "docs" / page_name).write_text(write())
