"""Questions over the statistics of all towns and years."""

from pathlib import Path

import click

from minqing_cli import output
from minqing_cli.help import examples
from minqing_cli.options import CSV, JSON, guarded

QUESTIONS = ("villages", "late", "days", "records")


@click.command(
    epilog=examples(
        "minqing city ask late --exports 统计", "minqing city ask villages --exports 统计 --csv"
    )
)
@click.argument("question", metavar="问题", type=click.Choice(QUESTIONS))
@click.option(
    "--exports",
    required=True,
    metavar="目录",
    type=click.Path(file_okay=False, path_type=Path),
    help="各镇 minqing export parquet 写成的文件放在一起的目录",
)
@CSV
@JSON
@guarded
def ask(*, question: str, exports: Path, format_: str | None) -> None:
    """对各镇各年的统计文件提问；须装 minqing[city]。

    villages 各村各类每年多少件，办结、逾期、满意多少；late 各镇每季度的逾期率；
    days 各镇每年首次反馈用了几日；records 各镇每月记录多少条，有多少人在记。
    """
    from minqing_core.documents import questions  # noqa: PLC0415 - an extra

    meant = questions.QUESTIONS[question]
    answer = {"items": questions.asked(meant, exports)}
    output.show(answer, output.shown_as(format_), columns=meant.columns)
