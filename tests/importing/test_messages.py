"""What becomes of the rows of a foreign file."""

from datetime import UTC, datetime
from threading import Thread

import attrs
import pytest
from tests.importing.foreign import MAPPING, Town, answered, counts, row

from minqing_core.application.importing.attempts import persistently
from minqing_core.application.importing.sheet import Sheet, TooManyRowsError, require_columns
from minqing_core.application.ports import Batch, Draft
from minqing_core.diary import events
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId, StreamId, UnitId
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.refusals import InvalidInputError, RefusalError, StreamMovedError
from minqing_core.kernel.text import ForeignText
from minqing_core.powers.rules import NotAllowedError

LEARNED = datetime(2019, 4, 24, 8, 3, 40, tzinfo=UTC)
REPLIED = datetime(2019, 5, 9, 1, 49, 10, tzinfo=UTC)


@pytest.mark.clause("S18", "S20", "S21", "S22", "S62")
def test_a_message_with_a_reply_becomes_a_matter_with_the_opinion_fed_back(town) -> None:
    result = town.apply(answered("2554", 留言用户="A00023583"))

    recorded, fed_back = town.envelopes()
    assert counts(result) == {"rows": 1, "new": 1, "recorded": 1, "events": 2}
    assert recorded.event == events.MatterRecorded(
        matter=events.Matter(
            kind=events.MatterKind.PROBLEM,
            channel=events.Channel.ONLINE,
            category="HOT_DIFFICULT.ROADS",
            title=Personal("东风村路灯不亮"),
            text=Personal("村口的路灯坏了三个月。"),
            petitioners=(
                events.Petitioner(
                    kind=events.PetitionerKind.NAMED, name=Personal("A00023583", "p1")
                ),
            ),
            learned_at=LEARNED,
            source=events.Source(system="网络留言", number="2554"),
        ),
        urgency=events.Urgency.ORDINARY,
        urgency_reason=None,
        unit=UnitId("org-office"),
        owner=PersonId("000001"),
        post="org-office-clerk",
        attested=False,
    )
    assert fed_back.event == events.FeedbackGiven(
        stage=events.Stage.OPINION, means=events.Means.ONLINE, text=Personal("已安排检修。")
    )
    assert (recorded.occurred_at, fed_back.occurred_at) == (LEARNED, REPLIED)
    assert {recorded.recorded_at.year, fed_back.recorded_at.year} == {2026}
    assert (recorded.stream, fed_back.stream) == ("case/2026-000001", "case/2026-000001")
    assert town.ask("case.show", case="2026-000001")["status"] == "handling"


@pytest.mark.clause("S22")
def test_check_says_what_would_come_and_records_nothing(town) -> None:
    result = town.check(row("1"), row("2", 留言时间="昨天"))

    assert counts(result) == {"rows": 2, "new": 1, "rejected": 1}
    assert result["faults"] == (
        {
            "row": 3,
            "column": "留言时间",
            "value": "昨天",
            "code": "time-unreadable",
            "text": "应为时间，如 2019/4/24 16:03:40 或 2019-04-24",
            "sheet": "rows",
        },
    )
    assert town.events() == []


@pytest.mark.clause("S22")
def test_the_same_file_again_records_nothing(town) -> None:
    rows = [answered("1"), row("2"), row("3")]
    town.apply(*rows)

    assert counts(town.apply(*rows)) == {"rows": 3, "unchanged": 3}
    assert counts(town.apply(*rows, amend=True)) == {"rows": 3, "unchanged": 3}
    assert len(town.events()) == 4


def test_like_texts_under_other_numbers_are_other_matters(town) -> None:
    assert counts(town.apply(row("1"), row("2"))) == {
        "rows": 2, "new": 2, "recorded": 2, "events": 2,
    }  # fmt: skip


def test_the_same_number_in_another_system_is_another_matter(town) -> None:
    town.apply(row("1"))

    result = town.apply(row("1"), mapping=MAPPING | {"source": "书记信箱"})

    assert counts(result) == {"rows": 1, "new": 1, "recorded": 1, "events": 1}


@pytest.mark.clause("S21")
def test_a_message_without_a_user_is_anonymous(town) -> None:
    town.apply(row(留言用户=" "))

    [recorded] = town.events()
    assert recorded.matter.petitioners == (
        events.Petitioner(kind=events.PetitionerKind.ANONYMOUS),
    )


def test_the_ends_of_a_text_are_trimmed_and_its_inside_is_kept(town) -> None:
    town.apply(row(留言详情="\n\t\t第一行\n\t第二行  尾\n\t\t"))

    [recorded] = town.events()
    assert recorded.matter.text == Personal("第一行\n\t第二行  尾")


@pytest.mark.clause("S17")
def test_the_title_suggests_the_category_before_the_text_does(town) -> None:
    result = town.apply(
        row("1", 留言主题="连日停水", 留言详情="公交也停了"),
        row("2", 留言主题="一件事", 留言详情="公交也停了"),
        row("3", 留言主题="一件事", 留言详情="另一件事"),
    )

    assert result["categories"] == {
        "HOT_DIFFICULT.WATER": 1, "HOT_DIFFICULT.ROADS": 1, "OTHER": 1,
    }  # fmt: skip
    labels = [event.matter.category_label for event in town.events()]
    assert labels == [None, None, Personal("导入的网络留言")]


@pytest.mark.clause("S84")
def test_a_place_in_the_words_makes_its_unit_answerable(town) -> None:
    unit = {"unit": "dongfeng", "name": "东风村", "kind": "village", "parent": "town"}
    town.ask("roster.unit", unit=unit | {"since": "2007-06-20"})
    place = {"place": [{"unit": "dongfeng", "words": ["东风村"]}]}

    town.apply(row("1"), row("2", 留言主题="路灯不亮"), mapping=MAPPING | place)

    recorded = [event for event in town.events() if isinstance(event, events.MatterRecorded)]
    assert [(e.unit, e.matter.place, e.owner) for e in recorded] == [
        ("dongfeng", "dongfeng", "000001"),
        ("org-office", None, "000001"),
    ]


MAPPINGS = {
    "no such unit": (
        {"place": [{"unit": "xihe", "words": ["西河"]}]},
        ("mapping.place.0.unit", "unit-unknown"),
    ),
    "no such category": (
        {"category": [{"code": "ROADS", "words": ["路"]}]},
        ("mapping.category.0.code", "category-unknown"),
    ),
    "no words": (
        {"category": [{"code": "ECONOMY", "words": [" "]}]},
        ("mapping.category.0.words", "blank"),
    ),
    "no label": ({"defaults": {}}, ("mapping.defaults.category_label", "label-wanted")),
    "no source": ({"source": " "}, ("mapping.source", "name-unfit")),
    "a colon in the source": ({"source": "a:b"}, ("mapping.source", "name-unfit")),
    "two uses of a column": (
        {"columns": MAPPING["columns"] | {"subject": "留言详情"}},
        ("mapping.columns", "column-doubled"),
    ),
    "a missing column": (
        {"columns": MAPPING["columns"] | {"subject": "主题"}},
        ("mapping.columns.subject", "column-missing"),
    ),
}


@pytest.mark.parametrize(("change", "fault"), MAPPINGS.values(), ids=MAPPINGS.keys())
def test_a_mapping_that_does_not_fit_is_refused_by_field(town, change, fault) -> None:
    with pytest.raises(InvalidInputError) as refused:
        town.apply(row(), mapping=MAPPING | change)

    assert [(f.field, f.code) for f in refused.value.faults] == [fault]
    assert town.events() == []


def test_a_missing_column_is_told_with_the_columns_that_are_there(town) -> None:
    sheet = {"columns": ["编号", "留言主题", "留言主题"], "rows": []}

    with pytest.raises(InvalidInputError) as refused:
        town.ask("import.check", sheet=sheet, mapping=MAPPING)

    assert [f.text for f in refused.value.faults] == [
        "表中没有「留言编号」一列，现有的列：编号、留言主题、留言主题；请改正表头或映射文件",
        "表中有 2 列都叫「留言主题」，请只留一列",
        "表中没有「留言时间」一列，现有的列：编号、留言主题、留言主题；请改正表头或映射文件",
        "表中没有「留言详情」一列，现有的列：编号、留言主题、留言主题；请改正表头或映射文件",
    ]


def test_a_file_may_lack_user_and_reply_and_bring_columns_of_its_own(town) -> None:
    sheet = {
        "columns": ["留言编号", "留言主题", "留言时间", "留言详情", "部门", "问题", ""],
        "rows": [["1", "题", "2019-04-24", "文", "城建", "", ""], ["", " "]],
    }

    result = town.ask("import.apply", sheet=sheet, mapping=MAPPING)

    assert counts(result) == {"rows": 1, "new": 1, "recorded": 1, "events": 1}
    assert result["unused"] == ("部门",)


BAD = {
    "blank number": ({"留言编号": ""}, "留言编号", "number-unfit"),
    "blank title": ({"留言主题": ""}, "留言主题", "blank"),
    "blank text": ({"留言详情": " \n"}, "留言详情", "blank"),
    "strange time": ({"留言时间": "四月"}, "留言时间", "time-unreadable"),
    "a day that is none": ({"留言时间": "2019/2/30"}, "留言时间", "time-unreadable"),
    "a day to come": ({"留言时间": "2027-01-01"}, "留言时间", "in-future"),
    "a long user": ({"留言用户": "甲" * 101}, "留言用户", "petitioner"),
    "a character of control": ({"留言详情": "坏\x1b[31m了"}, "留言详情", "text-unfit"),
    "a hidden character in a number": ({"留言编号": "2\u200b"}, "留言编号", "number-unfit"),
    "a reply without a day": ({"答复意见": "好"}, "答复时间", "time-unreadable"),
    "a reply on an earlier day": (
        {"答复意见": "好", "答复时间": "2019-04-23"}, "答复时间", "before-learned",
    ),
    "a reply to come": (
        {"答复意见": "好", "答复时间": "2027-01-01"}, "答复时间", "occurred-in-future",
    ),
}  # fmt: skip


@pytest.mark.clause("S35")
@pytest.mark.parametrize(("cells", "column", "code"), BAD.values(), ids=BAD.keys())
def test_a_bad_row_comes_back_with_its_reason_and_costs_no_good_one(
    town, cells, column, code
) -> None:
    result = town.apply(row("1"), row(**{"number": "2"} | cells), row("3"))

    assert counts(result) == {"rows": 3, "new": 2, "recorded": 2, "rejected": 1, "events": 2}
    assert [(f["row"], f["column"], f["code"]) for f in result["faults"]] == [(3, column, code)]


def test_a_row_with_more_cells_than_columns_is_rejected(town) -> None:
    result = town.apply((*row("1"), "", "多余"), (*row("2"), ""))

    assert [(f["row"], f["code"]) for f in result["faults"]] == [(2, "cells-surplus")]
    assert result["recorded"] == 1


def test_a_cell_is_shown_short_and_without_characters_of_control(town) -> None:
    result = town.check(row(留言时间="\x1b[31m" + "昨" * 50))

    assert [f["value"] for f in result["faults"]] == ["\ufffd[31m" + "昨" * 35 + "…"]


def test_what_is_no_text_at_all_is_refused_as_a_whole(town) -> None:
    with pytest.raises(InvalidInputError):
        town.check(row(留言详情="\ud800"))
    with pytest.raises(InvalidInputError):
        town.check(row(留言详情=3))


def test_a_number_twice_is_rejected_naming_the_first_row_unless_it_says_the_same(town) -> None:
    result = town.apply(row("7"), row("7"), row("7", 留言详情="别的"))

    assert counts(result) == {
        "rows": 3, "new": 1, "recorded": 1, "unchanged": 1, "rejected": 1, "events": 1,
    }  # fmt: skip
    assert [(f["row"], f["code"], f["text"]) for f in result["faults"]] == [
        (4, "number-doubled", "与第 2 行编号相同而内容不同，请核对后只留一行或改正编号")
    ]


def test_a_bad_row_does_not_take_the_number_of_a_good_one(town) -> None:
    result = town.apply(row("7", 留言详情=""), row("7"))

    assert counts(result) == {"rows": 2, "new": 1, "recorded": 1, "rejected": 1, "events": 1}


@pytest.mark.clause("S35")
def test_a_changed_row_is_reported_and_amended_only_when_asked(town) -> None:
    town.apply(row("1"))
    changed = row("1", 留言主题="东风村口路灯不亮", 留言详情="坏了四个月。")

    reported = town.apply(changed)
    amended = town.apply(changed, amend=True)
    again = town.apply(changed, amend=True)

    assert counts(reported) == {"rows": 1, "changed": 1}
    assert reported["changes"] == (
        {"row": 2, "number": "1", "case": "2026-000001", "fields": ("title", "text")},
    )
    assert counts(amended) == {"rows": 1, "changed": 1, "amended": 1, "events": 2}
    assert counts(again) == {"rows": 1, "unchanged": 1}
    reason = Personal("重新导入时原文有变")
    assert [(e.version, e.field, e.text, e.reason) for e in town.events()[1:]] == [
        (1, "title", Personal("东风村口路灯不亮"), reason),
        (1, "text", Personal("坏了四个月。"), reason),
    ]


@pytest.mark.clause("S12")
def test_what_has_been_closed_to_the_clerk_is_told_to_them_as_unchanged(town) -> None:
    case = StreamId("case/2026-000001")
    town.apply(row("1"))
    named = events.AccusedNamed(
        person=PersonId("0005"), units=(UnitId("org-office"),), reason=Personal("来信")
    )
    named_by = Act(actor=PersonId("0004"))
    drafts = [Draft(stream=case, event=named)]
    town.office.log.append([Batch(act=named_by, drafts=drafts, expect={case: 1})])

    changed = row("1", 留言主题="东风村口路灯不亮")
    for result in (town.check(changed), town.apply(changed, amend=True)):
        assert counts(result) == {"rows": 1, "unchanged": 1}
        assert result["changes"] == ()


@pytest.mark.clause("S35", "S62")
def test_a_reply_that_came_since_is_fed_back_and_a_changed_one_is_amended(town) -> None:
    town.apply(row("1"))

    first = town.apply(answered("1"), amend=True)
    changed = town.apply(answered("1", 答复意见="已修好。"), amend=True)
    without = town.apply(row("1"), amend=True)

    assert counts(first) == {"rows": 1, "changed": 1, "amended": 1, "events": 1}
    assert first["changes"][0]["fields"] == ("reply",)
    assert counts(changed) == {"rows": 1, "changed": 1, "amended": 1, "events": 1}
    assert counts(without) == {"rows": 1, "unchanged": 1}
    fed_back, amended = town.envelopes()[1:]
    assert (type(fed_back.event), fed_back.occurred_at) == (events.FeedbackGiven, REPLIED)
    assert (amended.event.version, amended.event.text) == (2, Personal("已修好。"))
    assert amended.occurred_at == amended.recorded_at


@pytest.mark.clause("S35")
def test_what_a_clerk_corrected_by_hand_stays_when_the_source_says_nothing_new(town) -> None:
    town.apply(answered("1"))
    correction = {"field": "title", "value": "东风村口路灯", "reason": "补地名"}
    town.ask("case.amend", case="2026-000001", amendment=correction)

    assert counts(town.apply(answered("1"), amend=True)) == {"rows": 1, "unchanged": 1}


def test_a_reply_recorded_by_hand_is_not_fed_back_twice(town) -> None:
    town.apply(row("1"))
    given = {"stage": "opinion", "means": "online", "text": "已安排检修。"}
    town.ask("case.feedback", case="2026-000001", feedback=given)

    assert counts(town.apply(answered("1"), amend=True)) == {"rows": 1, "unchanged": 1}


@pytest.mark.clause("S35")
def test_a_change_that_a_rule_forbids_is_rejected(town) -> None:
    town.apply(row("1"))
    fact = {"field": "learned_at", "value": "2019-06-01T00:00:00+08:00", "reason": "核实"}
    other = {"name": "李四", "since": "2024-01-01", "unit": "org-office"}
    town.ask("roster.person", facts={**other, "post": "org-office-clerk"}, person="0002")
    colleague = Act(actor=PersonId("0002"))
    town.ask("case.amend", act=colleague, case="2026-000001", amendment=fact)

    result = town.apply(answered("1"), amend=True)

    assert counts(result) == {"rows": 1, "rejected": 1}
    assert [(f["column"], f["code"]) for f in result["faults"]] == [("答复时间", "before-learned")]


def test_a_rehearsal_decides_and_records_nothing(town) -> None:
    town.office = attrs.evolve(town.office, rehearsing=True)

    assert counts(town.apply(row("1"))) == {"rows": 1, "new": 1}
    assert town.events() == []


def test_only_the_office_imports(town) -> None:
    facts = {"name": "李四", "since": "2024-01-01", "post": "staff", "unit": "org-office"}
    town.ask("roster.person", facts=facts, person="0002")

    with pytest.raises(NotAllowedError):
        town.ask("import.apply", act=Act(actor=PersonId("0002")), **town.given([row()], {}))


def test_a_commissioner_without_an_office_imports_for_their_only_unit(town) -> None:
    facts = {"name": "李四", "since": "2024-01-01"}
    taken = {"post": "organisation-commissioner", "unit": "town", "since": "2024-01-01"}
    town.ask("roster.person", facts=facts | {"post": taken["post"], "unit": "town"}, person="0002")
    commissioner = Act(actor=PersonId("0002"))

    result = town.ask("import.apply", act=commissioner, **town.given([row()], {}))

    assert result["recorded"] == 1
    for unit in ("a", "b"):
        facts = {"unit": unit, "name": unit, "kind": "village", "parent": "town"}
        town.ask("roster.unit", unit=facts | {"since": "2007-06-20"})
    town.ask("roster.post", person="0002", taken=taken | {"unit": "a"})
    with pytest.raises(RefusalError) as refused:
        town.ask("import.apply", act=commissioner, **town.given([row("2")], {}))
    assert refused.value.code == "unit-wanted"


def test_a_crash_in_the_middle_loses_nothing_and_the_next_run_completes(town) -> None:
    rows = [row(str(number)) for number in range(450)]
    seen = []

    def stop(done, total) -> None:
        if (done, total) == (200, 450):
            raise KeyboardInterrupt

    office = town.office
    town.office = attrs.evolve(office, progress=stop)
    with pytest.raises(KeyboardInterrupt):
        town.apply(*rows)
    town.office = attrs.evolve(office, progress=lambda done, total: seen.append((done, total)))

    assert counts(town.apply(*rows)) == {
        "rows": 450, "new": 250, "recorded": 250, "unchanged": 200, "events": 250,
    }  # fmt: skip
    assert seen[-3:] == [(200, 450), (400, 450), (450, 450)]
    assert town.ask("case.count")["total"] == 450


def test_two_clerks_importing_at_once_record_every_message_once(tmp_path) -> None:
    first = Town(f"{tmp_path}/town.db")
    rows = [row(str(number)) for number in range(250)]
    other = MAPPING | {"category": []}
    results = []

    def run(mapping) -> None:
        results.append(first.apply(*rows, mapping=mapping))

    threads = [Thread(target=run, args=[mapping]) for mapping in (MAPPING, other, MAPPING)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(results) == 3
    assert first.ask("case.count")["total"] == 250
    assert len(first.events()) == 250
    first.office.close()


@pytest.mark.parametrize(
    ("meanwhile", "kind"), [("村口的路灯坏了三个月。", "unchanged"), ("别的", "changed")]
)
def test_what_somebody_else_imported_in_between_is_not_recorded_again(
    town, meanwhile, kind
) -> None:
    rows = [row(str(number)) for number in range(201)]
    office = town.office

    def meddle(done, total) -> None:
        if (done, total) == (200, 201):
            town.office = office
            town.apply(row("200", 留言详情=meanwhile))

    town.office = attrs.evolve(office, progress=meddle)

    assert counts(town.apply(*rows)) == {
        "rows": 201, "new": 200, "recorded": 200, "events": 200, kind: 1,
    }  # fmt: skip
    assert town.ask("case.count")["total"] == 201


def test_an_attempt_is_made_anew_until_it_is_given_up() -> None:
    seen: list[str] = []

    def late() -> str:
        seen.append("tried")
        if seen.count("tried") < 3:
            raise StreamMovedError(stream="units", expected=1, actual=2)
        return "kept"

    def hopeless() -> str:
        raise StreamMovedError(stream="units", expected=1, actual=2)

    assert persistently(late, lambda: seen.append("renewed")) == "kept"
    assert seen == ["tried", "renewed", "tried", "renewed", "tried"]
    with pytest.raises(StreamMovedError):
        persistently(hopeless)


def test_every_store_takes_messages_in(store_url, tmp_path) -> None:
    key_file = None if store_url == "memory:" else tmp_path / "town.key"
    there = Town(store_url, key_file=key_file)
    rows = [answered(str(number)) for number in range(30)]

    assert there.apply(*rows)["events"] == 60
    assert counts(there.apply(*rows)) == {"rows": 30, "unchanged": 30}
    assert there.ask("verify")["findings"] == ()
    there.office.close()


def test_too_many_rows_are_refused_at_once() -> None:
    blank = (ForeignText(""),)

    with pytest.raises(TooManyRowsError):
        require_columns(Sheet(columns=("编号",), rows=(blank,) * 200_001), {})


@pytest.mark.clause("S62", "S63")
def test_how_late_replies_came_is_counted_by_the_days_between(town) -> None:
    """The day of the message is not counted; the hours of either do not matter."""
    rows = [
        answered(str(n), 留言时间="2019/4/1 23:59:00", 答复时间=f"2019/{month}/{day} 0:01:00")
        for n, (month, day) in enumerate([(4, 16), (4, 17), (5, 31), (6, 1)], 1)
    ]
    town.apply(*rows, row("5"))

    late = town.ask("report.late-feedback", days=15)
    assert [(item["source_number"], item["days"]) for item in late["items"]] == [
        ("4", 61),
        ("3", 60),
        ("2", 16),
    ]
    assert (late["count"], late["told"]) == (3, 4)
    assert town.ask("report.late-feedback", days=60)["count"] == 1


@pytest.mark.clause("S9", "S66", "S69", "S83")
def test_nobody_answers_for_what_went_wrong_before_it_was_imported(town) -> None:
    """The limits of old messages stand missed, of the unit, and on nobody's sheet."""
    town.apply(answered())
    case = town.ask("case.list")["items"][0]["number"]
    duties = town.ask("duties.list", which={"case": case})["items"]

    assert [(one["duty"], one["person"], one["unit_name"], one["state"]) for one in duties] == [
        ("feedback.opinion", None, "组织人事办公室", "met-late"),
        ("conclude", None, "组织人事办公室", "missed"),
        ("feedback.result", None, "组织人事办公室", "missed"),
    ]
    assert {one["note"] for one in duties} == {"当时无人负责"}
    which = {"unit": "org-office", "period": "2019-Q2", "state": "missed"}
    assert {one["duty"] for one in town.ask("duties.list", which=which)["items"]} == {
        *("conclude", "feedback.result"),
    }
    with pytest.raises(RefusalError) as refused:
        town.ask("appraisal.sheet", subject="000001", year=2019)
    assert refused.value.code == "not-appraised"
