"""Questions over the statistics of many towns and years, each said once, in SQL.

A question has two halves. *Counting* may be done for some files apart from others, by whichever
engine, on whichever machine; *answering* adds the counts up. DuckDB does both here.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen

from minqing_core.documents.refusals import NothingExportedError, ParquetAbsentError

try:
    import duckdb
    import pyarrow as pa  # type: ignore[import-untyped]
except ImportError as error:
    raise ParquetAbsentError from error


@frozen(kw_only=True)
class Question:
    """A question: over which table, what is counted of some files, and what follows of all."""

    title: str
    table: str
    columns: Mapping[str, str]
    counting: str
    answering: str


QUESTIONS: Mapping[str, Question] = {
    "villages": Question(
        title="各村各类每年多少件，办结、逾期、满意多少",
        table="matters",
        columns={
            "town": "镇",
            "village": "村",
            "category": "类别",
            "year": "年",
            "matters": "件数",
            "concluded": "办结",
            "late": "逾期",
            "satisfied": "满意",
        },
        counting="""
            SELECT town, coalesce(village_name, '') AS village, category, year,
                count(*) AS matters,
                count(*) FILTER (status = 'concluded') AS concluded,
                count(*) FILTER (met_late + missed > 0) AS late,
                count(*) FILTER (satisfied) AS satisfied
            FROM files GROUP BY ALL""",
        answering="""
            SELECT town, village, category, year, sum(matters)::BIGINT AS matters,
                sum(concluded)::BIGINT AS concluded, sum(late)::BIGINT AS late,
                sum(satisfied)::BIGINT AS satisfied
            FROM counts GROUP BY ALL ORDER BY town, village, category, year""",
    ),
    "late": Question(
        title="各镇每季度的逾期率：有时限没有按时办到的占多少",
        table="matters",
        columns={
            "town": "镇",
            "quarter": "季度",
            "matters": "件数",
            "late": "逾期",
            "rate": "逾期率",
        },
        counting="""
            SELECT town, strftime(received, '%Y') || '-Q' || quarter(received) AS quarter,
                count(*) AS matters, count(*) FILTER (met_late + missed > 0) AS late
            FROM files GROUP BY ALL""",
        answering="""
            SELECT town, quarter, sum(matters)::BIGINT AS matters, sum(late)::BIGINT AS late,
                round(sum(late) / sum(matters), 4)::DOUBLE AS rate
            FROM counts GROUP BY ALL ORDER BY town, quarter""",
    ),
    "days": Question(
        title="各镇每年首次反馈用了几日：一半、九成、最多",
        table="matters",
        columns={
            "town": "镇",
            "year": "年",
            "told": "已反馈",
            "half": "一半不超过",
            "nine": "九成不超过",
            "most": "最多",
        },
        counting="""
            SELECT town, year, told_after, count(*) AS told
            FROM files WHERE told_after IS NOT NULL GROUP BY ALL""",
        answering="""
            WITH added AS (
                SELECT town, year, told_after, sum(told)::BIGINT AS told FROM counts GROUP BY ALL
            ), running AS (
                SELECT *, sum(told) OVER (PARTITION BY town, year ORDER BY told_after) AS upto,
                    sum(told) OVER (PARTITION BY town, year) AS every
                FROM added
            )
            SELECT town, year, max(every)::BIGINT AS told,
                min(told_after) FILTER (upto * 2 >= every) AS half,
                min(told_after) FILTER (upto * 10 >= every * 9) AS nine,
                max(told_after) AS most
            FROM running GROUP BY ALL ORDER BY town, year""",
    ),
    "records": Question(
        title="各镇每月记录多少条，有多少人在记",
        table="events",
        columns={"town": "镇", "month": "月", "records": "记录", "actors": "办理人"},
        counting="""
            SELECT town,
                strftime(recorded_at AT TIME ZONE 'Asia/Shanghai', '%Y-%m') AS month,
                actor, count(*) AS records
            FROM files GROUP BY ALL""",
        answering="""
            SELECT town, month, sum(records)::BIGINT AS records, count(DISTINCT actor) AS actors
            FROM counts GROUP BY ALL ORDER BY town, month""",
    ),
}


def files_of(folder: Path, question: Question) -> list[str]:
    """Return the files in a folder that a question is about, in a fixed order.

    Raises:
        NothingExportedError: there are none.
    """
    found = sorted(map(str, folder.glob(f"town=*/year=*/{question.table}.parquet")))
    if not found:
        raise NothingExportedError(folder=folder)
    return found


def counted(question: Question, files: Sequence[str], threads: int | None = None) -> pa.Table:
    """Count what a question counts in some files."""
    config: dict[str, Any] = {} if threads is None else {"threads": threads}
    with duckdb.connect(config=config) as engine:
        engine.read_parquet(list(files), hive_partitioning=True).create_view("files")
        return engine.sql(question.counting).to_arrow_table()


def answered(question: Question, counts: Iterable[pa.Table]) -> list[dict[str, Any]]:
    """Answer a question from what was counted, wherever it was."""
    with duckdb.connect() as engine:
        engine.register("counts", pa.concat_tables(counts))
        found: list[dict[str, Any]] = engine.sql(question.answering).to_arrow_table().to_pylist()
    return found


def asked(question: Question, folder: Path) -> list[dict[str, Any]]:
    """Answer a question over all the files in a folder, on this machine.

    Raises:
        NothingExportedError: there are none.
    """
    return answered(question, [counted(question, files_of(folder, question))])
