"""The dossier of a matter as it is handed over: cover, story, who answered, findings, records."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeAlias

from minqing_core.documents import qr
from minqing_core.documents.papers import diary
from minqing_core.documents.papers.dossier_pictures import (
    HELD_OVER_TIME,
    KNOWN_OVER_TIME,
    held_over_time,
    known_over_time,
)
from minqing_core.documents.papers.paper import Paper, Section, digest, named, or_none, table
from minqing_core.documents.papers.signs import with_list
from minqing_core.duties.answering import NOBODY
from minqing_core.kernel.periods import OFFICE_ZONE, day_or_minute, written_out
from minqing_core.views import page_words
from minqing_core.views.labels import label

Plain: TypeAlias = Mapping[str, Any]
STORY = {"occurred_on": "日期", "sentence": "经过", "position": "记录"}
HELD = {
    "who": "负责",
    "since": "自",
    "until": "至",
    "working_days": "工作日",
    "position": "依据",
}
DUTIES = {
    "title": "职责",
    "clause": "条款",
    "who": "责任人",
    "start": "起算",
    "due": "期限",
    "met_on": "完成",
    "state_text": "情况",
    "by": "依据",
}
RULES = {
    "clause": "条款",
    "title": "规定",
    "quote": "原文",
    "amount": "时限",
    "effective_from": "自",
    "who": "谁定",
}
BESIDE = {"on": "日期", "kind_text": "类别", "who": "谁", "text": "内容", "by": "依据"}
KNOWERS = {
    "who": "谁",
    "on": "何日起",
    "by": "凭什么（依据）",
    "acted": "有所办理",
    "gap_days": "相隔工作日",
}
PASSAGES = {"version": "步", "on": "日期", "by_name": "办理人", "what": "事项", "text": "文字"}
AMENDED = {
    "amended": "改第几步",
    "what": "哪一项",
    "before": "原文",
    "after": "改为",
    "reason": "理由",
    "who": "谁、何时",
}
RECORDS = {
    "position": "第几条",
    "version": "步",
    "event": "记录",
    "on": "所记之日",
    "recorded": "写入",
    "who": "谁",
    "sha256": "SHA-256",
}
CITED = {"position": "第几条", "stream": "流", **RECORDS}
SEALED = "反映人身份已密封；移交前请查看正文是否另有提及"
NOTE = (
    "本卷宗由不可更改的记录自动汇集，只列事实和依据，不作结论。「可能知情」不等于知情。"
    "「第 n 条」是全部记录中的位置，见附录。"
)


def paper(answer: Plain) -> Paper:
    """Return the dossier of a matter (S25, S34, S66)."""
    amount = digest(answer)
    made = Paper(
        kind="dossier",
        title=f"{answer['town']}民情卷宗",
        number=str(answer["case"]),
        unit=str(answer["page"]["hands"]["unit_name"]),
        sections=(
            _cover(answer, amount),
            Section(heading="一、事由", facts=diary.about(answer["page"]), texts=_matter(answer)),
            Section(heading="二、经过", **table(STORY, map(_told, answer["story"]))),
            *_answered(answer),
            Section(heading="四、应尽职责", **or_none(table(DUTIES, _duties(answer)))),
            _rules(answer),
            *_found(answer),
            *_known(answer),
            Section(heading="七、各步文字", **or_none(table(PASSAGES, _passages(answer)))),
            Section(heading="更正", **or_none(table(AMENDED, _amended(answer)))),
            Section(
                heading="附录：原始记录",
                texts=(f"流：case/{answer['case']}。SHA-256 是所存字节的摘要，与案卷目录一致。",),
                **table(RECORDS, _records(answer, "records")),
            ),
            *_cited(answer),
        ),
        signatures=("制卷人", "核对人", "负责人"),
        position=answer["position"],
        digest=amount,
        cover=True,
        issued=(answer["town"], f"截至 {_upto(answer)}"),
        own_font=True,
    )
    return with_list(made)


def _cover(answer: Plain, amount: str) -> Section:
    page, findings = answer["page"], answer["findings"]["findings"]
    hands = page["hands"]
    again = f"minqing case dossier {answer['case']} --as-of {_as_of(answer)}"
    return Section(
        heading=f"关于《{answer['title']}》的卷宗",
        picture=qr.svg(f"sha256:{amount}").decode(),
        shows=f"二维码：sha256:{amount}",
        facts=named(
            (
                ("状态", page["status_text"]),
                ("承办", f"{hands['unit_name']} {hands['owner_name']}"),
                ("领导责任", hands["leader_name"]),
                ("获知", _day(page["matter"]["learned_at"])),
                ("查出", f"应尽职责 {len(answer['duties'])} 项，查出 {len(findings)} 项"),
                (
                    "记录",
                    f"此件 {len(answer['records'])} 条；依据全部记录前 {answer['position']} 条",
                ),
                ("保密", SEALED if _sealed(page) else ""),
                ("SHA-256", f"{_grouped(amount)}（随附 JSON 文件的摘要，也在二维码中）"),
                ("重新取得", f"{again} --position {answer['position']} --out 文件夹"),
            )
        ),
        texts=(NOTE,),
    )


def _upto(answer: Plain) -> str:
    day = written_out(date.fromisoformat(answer["on"]))
    return day if answer["as_of"] is None else f"{day} {_shanghai(answer['as_of']):%H:%M:%S}"


def _as_of(answer: Plain) -> str:
    """Return the moment as the command takes it: a day, or an instant within it, whole."""
    return str(answer["on"] if answer["as_of"] is None else _shanghai(answer["as_of"]).isoformat())


def _sealed(page: Plain) -> bool:
    return bool(page["matter"]["protected"])


def _matter(answer: Plain) -> tuple[str, ...]:
    return (str(answer["page"]["matter"]["text"]),)


def _told(item: Plain) -> dict[str, Any]:
    return {**item, "position": f"第 {item['position']} 条"}


def _answered(answer: Plain) -> Iterator[Section]:
    found = answer["findings"]
    names, held = found["names"], found["held"]
    pictures = held_over_time(found, _last_day(answer))
    rows = (
        {
            **one,
            "who": f"{names[one['unit']]} {names.get(one['person'], NOBODY)}",
            "since": _instant(one["since"]),
            "until": _until(one),
            "position": f"第 {one['source']['position']} 条",
        }
        for one in held
    )
    first, *more = pictures
    shows = HELD_OVER_TIME
    yield Section(heading="三、责任区间", picture=first, shows=shows, **table(HELD, rows))
    yield from (Section(picture=picture, shows=shows) for picture in more)


def _until(held: Plain) -> str:
    if held["until"] is None:
        return "至今"
    return f"{_instant(held['until'])} {label('held-until', held['ended'])}"


def _duties(answer: Plain) -> Iterator[dict[str, Any]]:
    everything = (*answer["records"], *answer["cited"])
    recorded = {one["position"]: _day(one["recorded_at"]) for one in everything}
    for item in answer["duties"]:
        met = "、".join(f"第 {position} 条" for position in item["met_by"])
        late = (recorded.get(position) for position in item["met_by"])
        yield {
            **item,
            "who": item["person_name"] or item["unit_name"],
            "met_on": "".join(
                (item["met_on"] or "", *(_filled_in(item["met_on"], d) for d in late))
            ),
            "state_text": _stands(item),
            "by": met,
        }


def _stands(item: Plain) -> str:
    note = f"（{item['note']}）" if item["note"] else ""
    return f"{item['state_text']}{note}"


def _filled_in(on: str | None, recorded_on: str | None) -> str:
    """Return that something was put on record on another day than it is said to be of."""
    return "" if recorded_on in {None, on} else f"（{recorded_on} 补记）"


def _rules(answer: Plain) -> Section:
    rules = (
        {
            **rule,
            "amount": _amount(rule["value"]),
            "who": rule["laid_by_name"] or answer["town"],
        }
        for rule in answer["rules"]
    )
    unset = {"amount": "", "effective_from": "", "who": answer["town"]}
    clauses = ({**clause, **unset} for clause in answer["clauses"])
    rows = sorted((*rules, *clauses), key=_by_clause)
    scheme = f"条款是{answer['scheme']}的条款，按要求逐条编号。"
    return Section(heading="职责所依据的规定", texts=(scheme,), **table(RULES, rows))


def _by_clause(row: Plain) -> tuple[int, str]:
    return len(row["clause"]), str(row["clause"])


def _amount(value: Plain) -> str:
    unit = label("days", value["unit"]) if value["unit"] else ""
    return f"{value['amount']} {unit}".strip() if value["amount"] else "当日"


def _found(answer: Plain) -> Iterator[Section]:
    found = answer["findings"]
    names, count = found["names"], len(found["findings"])
    yield Section(heading="五、查出事项", texts=(f"共 {count} 项。" if count else "（无）",))
    for number, finding in enumerate(found["findings"], start=1):
        yield Section(
            heading=f"（{number}）{label('finding', finding['kind'])}：{finding['title']}",
            facts=_finding(finding, names),
        )
    rows = (
        {**one, "who": names.get(one["person"], ""), "by": _evidence(one["evidence"])}
        for one in found["beside"]
    )
    heading = "客观原因、免责情形和当时的说明"
    yield Section(heading=heading, **or_none(table(BESIDE, rows)))


def _finding(finding: Plain, names: Plain) -> tuple[tuple[str, str], ...]:
    after = "期限后" if finding["kind"] == "filled-in" else "逾期"
    late = f"{after} {finding['late_days']} 个工作日" if finding["late_days"] else ""
    filled_in = _filled_in(finding["met_on"], finding["recorded_on"])
    met = f"{finding['met_on']} 完成{filled_in}" if finding["met_on"] else ""
    tentative = "（暂定：该年工作日历尚未公布）" if finding["tentative"] else ""
    return named(
        (
            ("责任人", names[finding["person"] or finding["unit"]]),
            ("当时承办", names.get(finding["holder"], NOBODY)),
            ("期限", f"{finding['due']}{tentative}"),
            ("完成", "，".join(filter(None, (met or "至今未完成", late))) if late or met else ""),
            ("依据条款", finding["clause"]),
            ("规定", finding["says"]),
            ("推算", _counted(finding)),
            ("证据", _evidence(finding["evidence"])),
        )
    )


def _counted(finding: Plain) -> str:
    days = finding["days"]
    if not days:
        return ""
    off: dict[str, list[str]] = {}
    for day in days:
        if day["number"] is None:
            off.setdefault(day["reason"], []).append(day["day"][5:])
    left = "；".join(f"{reason} {'、'.join(those)}" for reason, those in off.items())
    without = f"，不计：{left}" if left else ""
    counted = sum(day["number"] is not None for day in days)
    return f"自 {finding['start']} 次日起算，计 {counted} 日至 {finding['due']}{without}"


def _known(answer: Plain) -> Iterator[Section]:
    known, names = answer["known"], answer["names"]
    rows = (
        {
            "who": names[one["person"] or one["unit"]],
            "on": one["first"]["on"],
            "by": "；".join(map(_knew, one["known"])),
            "acted": "、".join(dict.fromkeys(map(_acted, one["acted"]))) or _idle(one),
            "gap_days": one["gap_days"],
        }
        for one in known["knowers"]
    )
    first, *more = known_over_time(known["matrix"], names)
    shows = KNOWN_OVER_TIME
    yield Section(heading="六、知情情况", picture=first, shows=shows, **table(KNOWERS, rows))
    yield from (Section(picture=picture, shows=shows) for picture in more)


def _acted(act: Plain) -> str:
    return f"{act['on']}{_filled_in(act['on'], act['recorded_on'])}"


def _idle(knower: Plain) -> str:
    """Return that somebody did nothing, and why that says little; a unit acts by its people."""
    match knower["gap"]:
        case None:
            return ""
        case "still":
            return "无"
        case why:
            return f"无（{label('gap', why)}）"


def _knew(knew: Plain) -> str:
    upto = f"，所见为前 {knew['version']} 步" if knew["by"] == "review" else ""
    what = label("known-by", knew["by"])
    source = knew["source"]
    late = "" if source["recorded_on"] == knew["on"] else f"，{source['recorded_on']} 补记"
    return f"{knew['on']} {what}{upto}（第 {source['position']} 条{late}）"


def _passages(answer: Plain) -> Iterator[dict[str, Any]]:
    for line in answer["page"]["said"]:
        if text := page_words.passage(line):
            yield {**line, "what": page_words.named(line), "text": text}


def _amended(answer: Plain) -> Iterator[dict[str, Any]]:
    for line in answer["page"]["amendments"]:
        yield {
            **line,
            "what": label("fact", line["field"]),
            "who": f"{answer['names'][line['by']]} {_instant(line['at'])}",
        }


def _cited(answer: Plain) -> Iterator[Section]:
    """Yield the records of other streams that are named in it, if there are any."""
    if answer["cited"]:
        rows = table(CITED, _records(answer, "cited"))
        yield Section(heading="附录：所引的其他记录", **rows)


def _records(answer: Plain, which: str) -> Iterator[dict[str, Any]]:
    names = answer["names"]
    for one in answer[which]:
        behalf = one["on_behalf_of"]
        yield {
            **one,
            "on": one["occurred_on"],
            "recorded": _instant(one["recorded_at"]),
            "who": names[one["actor"]] + (f"（代{names[behalf]}）" if behalf else ""),
            "sha256": _grouped(one["sha256"]),
        }


def _evidence(sources: Sequence[Plain]) -> str:
    return "；".join(
        f"第 {one['position']} 条（{one['on']}"
        + ("" if one["on"] == one["recorded_on"] else f"，{one['recorded_on']} 补记")
        + "）"
        for one in sources
    )


def _last_day(answer: Plain) -> date:
    return date.fromisoformat(answer["known"]["matrix"]["columns"][-1]["last"])


def _grouped(amount: str) -> str:
    return " ".join(amount[n : n + 16] for n in range(0, len(amount), 16))


def _shanghai(instant: str) -> datetime:
    return datetime.fromisoformat(instant).astimezone(OFFICE_ZONE)


def _day(instant: str) -> str:
    return f"{_shanghai(instant):%Y-%m-%d}"


def _instant(instant: str) -> str:
    return day_or_minute(datetime.fromisoformat(instant))
