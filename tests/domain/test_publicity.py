"""What is told to the public: nothing that says who somebody is, and nothing unseen by another."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_core.kernel.personal import Personal
from minqing_core.kernel.refusals import RefusalError
from minqing_core.kernel.standing import Standing
from minqing_core.publicity import events
from minqing_core.publicity.decisions import releasing, writing
from minqing_core.publicity.decisions.redacting import PUT_IN_PLACE, left_in, redact
from minqing_core.publicity.decisions.writing import Rewriting, Source, Writing
from minqing_core.publicity.events import PublicationKind, Redaction, Removed
from minqing_core.publicity.state import Stage, fold

SECRETARY = Standing(person="0002", units=frozenset({"dafeng"}), reach=frozenset({"dafeng"}))
LEADER = Standing(person="0007", reach=frozenset({"dafeng", "town"}))
FOREIGN = Standing(person="0006", reach=frozenset({"anyang"}))
KNOWN = {Removed.NAME: frozenset({"李大娘"}), Removed.ADDRESS: frozenset({"三队李大娘家"})}
SOURCE = Source(
    case="2024-000001",
    version=6,
    units=frozenset({"dafeng", "town"}),
    confidential=False,
    ended=True,
    resolved=True,
    denied=False,
    outcome="已解决",
)
WRITING = Writing(
    kind=PublicationKind.MATTER,
    unit="dafeng",
    case="2024-000001",
    title=Personal("路灯修好了"),
    text=Personal("李大娘反映路灯不亮，电话13800000000。李大娘满意。"),
)
WRITTEN = Personal("某某反映路灯不亮，电话〔联系方式〕。某某满意。")
[DRAFTED] = writing.draft(WRITING, by=SECRETARY, source=SOURCE, known=KNOWN)
OK = events.PublicationApproved()
RELEASED = events.PublicationReleased(title="路灯修好了", text=WRITTEN.text)
NO = events.PublicationRefused(reason=Personal("数字未核实"))
AWAY = events.PublicationWithdrawn(reason=Personal("情况有变"))


def refused(decide, *state, **asked) -> str:
    with pytest.raises(RefusalError) as raised:
        decide(*state, **asked)
    return raised.value.code


def approve(*history, by=LEADER, authors=frozenset({"0002"}), approved=OK, source=SOURCE):
    asked = {"number": "1", "approved": approved, "by": by, "authors": authors}
    return releasing.approve(fold(history), **asked, source=source)


def release(*history, source=SOURCE, known=KNOWN, by=LEADER):
    return releasing.release(fold(history), number="1", by=by, source=source, known=known)


def rewrite(*history, by=SECRETARY, title="路灯亮了", text="李大娘说好"):
    rewriting = Rewriting(title=Personal(title), text=Personal(text))
    return writing.rewrite(fold(history), number="1", rewriting=rewriting, by=by, known=KNOWN)


@pytest.mark.clause("S80")
def test_what_tells_who_somebody_is_comes_out_and_is_counted() -> None:
    assert (
        events.PublicationDrafted(
            kind=PublicationKind.MATTER,
            unit="dafeng",
            case="2024-000001",
            version=6,
            title=Personal("路灯修好了"),
            text=WRITTEN,
            redactions=(
                Redaction(removed=Removed.CONTACT, times=1, reason="不公开联系方式"),
                Redaction(removed=Removed.NAME, times=2, reason="不公开个人姓名"),
            ),
        )
        == DRAFTED
    )


def test_a_longer_word_goes_before_one_within_it() -> None:
    assert redact("住三队李大娘家", KNOWN)[0] == "住〔住址〕"
    assert redact("李 大娘 138-0000 0000", KNOWN)[0] == "某某 〔联系方式〕"
    assert redact("电话１３８００００００００", {})[0] == "电话〔联系方式〕"
    assert redact("身份证44010119900101123X", {})[0] == "身份证〔证件号码〕"
    assert redact("小路灯亮", {Removed.NAME: frozenset({"小"})}) == ("小路灯亮", ())
    assert redact("编号138000000001234", {}) == ("编号138000000001234", ())


@pytest.mark.clause("S80")
@pytest.mark.parametrize(
    ("written", "put"),
    [
        ("+8613912345678", "〔联系方式〕"),
        ("（+86）139-1234-5678", "〔联系方式〕"),
        ("0086 13912345678", "〔联系方式〕"),
        ("138.0000.2231", "〔联系方式〕"),
        ("138－0000－2231", "〔联系方式〕"),
        ("85551234", "〔联系方式〕"),
        ("8555-1234", "〔联系方式〕"),
        ("（0760）85551234", "〔联系方式〕"),
        ("+86 760 8555 1234", "〔联系方式〕"),
        ("li.daniang@163.com", "〔联系方式〕"),
        ("440620 19850101 1234", "〔证件号码〕"),
        ("440620-1985-0101-123X", "〔证件号码〕"),
        ("440620850101123", "〔证件号码〕"),
        ("6222020200001234567", "〔账号〕"),
        ("6222 0202 0000 1234", "〔账号〕"),
        ("李·大娘", "某某"),
        ("李\u200b大\u2060娘", "某某"),
        ("李.大－娘", "某某"),
    ],
)
def test_no_way_of_writing_hides_who_somebody_is(written, put) -> None:
    text, found = redact(f"找{written}。", KNOWN)
    assert (text, [one.times for one in found]) == (f"找{put}。", [1])
    assert left_in(text, KNOWN) == ()
    assert left_in(written, KNOWN) != ()


@pytest.mark.clause("S80")
@pytest.mark.parametrize(
    "written",
    [
        *("2025-01-02 08.30-11.30", "20250102", "2024-2025 年", "2024-000234", "ZS-000123"),
        *("35000000元", "￥35000000", "23456789.50", "第20101234号", "共 2356 件", "12345 热线"),
        *("2025-01-02 2025-03-04 12", "0830-1130 1430-1730", "400-830-1234", "村民反映", "李某某"),
    ],
)
def test_dates_sums_and_numbers_of_the_office_stay(written) -> None:
    known = {Removed.NAME: frozenset({"村民", "某某", "李某"})}
    assert redact(written, known) == (written, ())


@pytest.mark.clause("S80")
def test_what_the_writer_takes_out_besides_is_in_the_ledger() -> None:
    omitted = (Personal("路灯不亮"), Personal(" 满意 "))
    [drafted] = writing.draft(
        attrs.evolve(WRITING, omitted=omitted), by=SECRETARY, source=SOURCE, known=KNOWN
    )
    assert drafted.text == Personal("某某反映〔略〕，电话〔联系方式〕。某某〔略〕。")
    assert Redaction(removed=Removed.OTHER, times=2, reason="编写人认为不宜公开") in (
        drafted.redactions
    )
    for absent in ("灯", "水管"):
        one = attrs.evolve(WRITING, omitted=(Personal(absent),))
        asked = {"by": SECRETARY, "source": SOURCE, "known": KNOWN}
        assert refused(writing.draft, one, **asked) == "omitted-unknown"
    rewriting = Rewriting(title=Personal("灯亮了"), text=Personal("说好"), omitted=(omitted[0],))
    asked = {"number": "1", "rewriting": rewriting, "by": SECRETARY, "known": KNOWN}
    assert refused(writing.rewrite, fold([DRAFTED]), **asked) == "omitted-unknown"


@pytest.mark.clause("S80")
def test_title_and_text_are_not_read_as_one() -> None:
    history = [attrs.evolve(DRAFTED, title=Personal("感谢李"), text=Personal("大娘家灯亮了")), OK]
    assert release(*history)


NAMES = st.text("李王张大娘明秀", min_size=2, max_size=3)


@pytest.mark.clause("S80")
@given(st.frozensets(NAMES, max_size=4), st.lists(NAMES | st.just("路灯坏了，"), max_size=9))
def test_nothing_known_is_left_in_a_redacted_text(names, parts) -> None:
    known = {Removed.NAME: names}
    text, redactions = redact("".join(parts), known)
    assert left_in(text, known) == ()
    assert sum(one.times for one in redactions) == text.count(PUT_IN_PLACE[Removed.NAME])
    assert redact(text, known) == (text, ())


@pytest.mark.clause("S12", "S80", "S81")
def test_only_a_matter_that_may_be_told_is_written_of() -> None:
    def draft(source=SOURCE, by=SECRETARY, **changed):
        asked = {"kind": PublicationKind.MATTER, "unit": "dafeng", "case": "2024-000001"}
        words = {"title": Personal("路灯"), "text": Personal("好了")}
        one = Writing(**{**asked, **words, **changed})
        return writing.draft(one, by=by, source=source, known=KNOWN)

    def source(**changed) -> Source:
        return attrs.evolve(SOURCE, **changed)

    assert refused(draft, source=source(confidential=True)) == "confidential-matter"
    assert refused(draft, source=source(ended=False)) == "matter-unfinished"
    practice = {"kind": PublicationKind.GOOD_PRACTICE}
    unsolved = source(resolved=False, outcome="无法解决")
    assert refused(draft, source=unsolved, **practice) == "practice-unresolved"
    assert draft(source=unsolved)[0].version == 6
    assert draft(**practice)[0].kind is PublicationKind.GOOD_PRACTICE
    assert refused(draft, source=None) == "matter-wanted"
    other = source(units=frozenset({"anyang", "town"}))
    for kind in PublicationKind.REPORT, PublicationKind.MATTER:
        assert refused(draft, source=other, kind=kind) == "matter-elsewhere"
    assert draft(source=other, unit="town", by=LEADER)
    assert refused(draft, kind=PublicationKind.POLICY) == "matter-unwanted"
    assert draft(source=None, kind=PublicationKind.REPORT, case=None)[0].version is None
    going_on = draft(source=source(ended=False), kind=PublicationKind.REPORT)
    assert going_on[0].version == 6
    secret = source(ended=False, confidential=True)
    assert refused(draft, source=secret, kind=PublicationKind.REPORT) == "confidential-matter"
    assert refused(draft, by=FOREIGN) == "publication-elsewhere"
    assert refused(draft, title=Personal(" ")) == "publication-text"
    assert refused(draft, text=Personal("\x00")) == "publication-text"


@pytest.mark.clause("S80")
def test_it_is_approved_by_another_and_then_released() -> None:
    assert refused(release, DRAFTED) == "publication-stage"
    assert refused(approve, DRAFTED, authors={"0007"}) == "own-publication"
    assert approve(DRAFTED) == [OK]
    assert approve(DRAFTED, OK) == []
    assert refused(approve, DRAFTED, NO) == "publication-stage"
    blank = events.PublicationApproved(text=Personal(" "))
    assert refused(approve, DRAFTED, approved=blank) == "publication-text"
    assert approve(DRAFTED, approved=events.PublicationApproved(text=Personal("好")))
    assert release(DRAFTED, OK) == [RELEASED]
    assert release(DRAFTED, OK, RELEASED) == []
    assert refused(release, DRAFTED, OK, by=FOREIGN) == "publication-unknown"
    assert refused(release) == "publication-unknown"


@pytest.mark.clause("S12", "S80")
def test_what_still_tells_is_not_released() -> None:
    told_since = {Removed.NAME: frozenset({"路灯"})}
    assert refused(release, DRAFTED, OK, known=told_since) == "still-tells"
    closed = attrs.evolve(SOURCE, confidential=True)
    assert refused(release, DRAFTED, OK, source=closed) == "confidential-matter"
    assert release(DRAFTED, OK, source=None) == [RELEASED]


@pytest.mark.clause("S37", "S80", "S81")
@pytest.mark.parametrize(
    ("changed", "of_matter", "of_practice"),
    [
        ({"confidential": True}, "confidential-matter", "confidential-matter"),
        ({"ended": False}, "matter-unfinished", "matter-unfinished"),
        ({"denied": True}, "matter-denied", "matter-denied"),
        ({"resolved": False}, None, "practice-unresolved"),
    ],
)
def test_a_matter_is_looked_at_again_whenever_it_goes_a_step_further(
    changed, of_matter, of_practice
) -> None:
    source = attrs.evolve(SOURCE, **changed)
    practice = attrs.evolve(DRAFTED, kind=PublicationKind.GOOD_PRACTICE)
    for drafted, code in ((DRAFTED, of_matter), (practice, of_practice)):
        if code is None:
            assert approve(drafted, source=source) == [OK]
            assert release(drafted, OK, source=source) == [RELEASED]
        else:
            assert refused(approve, drafted, source=source) == code
            assert refused(release, drafted, OK, source=source) == code
            one = attrs.evolve(WRITING, kind=drafted.kind)
            asked = {"by": SECRETARY, "source": source, "known": KNOWN}
            assert refused(writing.draft, one, **asked) == code


@pytest.mark.clause("S80")
def test_it_is_sent_back_and_written_otherwise() -> None:
    def refuse(*history, by=LEADER, no=NO):
        state = fold(history)
        return releasing.refuse(state, number="1", refused=no, by=by, authors={"0002"})

    assert refuse(DRAFTED) == [NO]
    assert refused(refuse, DRAFTED, RELEASED) == "publication-stage"
    assert refused(refuse, DRAFTED, no=events.PublicationRefused(reason=Personal(""))) == (
        "publication-text"
    )
    [again] = rewrite(DRAFTED, NO)
    assert again.text == Personal("某某说好")
    assert rewrite(DRAFTED, again) == []
    assert fold([DRAFTED, OK, again]).stage is Stage.DRAFTED
    assert refused(rewrite, DRAFTED, OK, RELEASED) == "publication-stage"
    both = Standing(person="0009", reach=frozenset({"anyang"}))
    assert refused(rewrite, DRAFTED, by=both) == "publication-unknown"
    assert refused(rewrite, DRAFTED, RELEASED, by=both) == "publication-stage"


@pytest.mark.clause("S80")
def test_it_is_withdrawn_with_a_reason() -> None:
    def withdraw(*history, away=AWAY):
        return releasing.withdraw(fold(history), number="1", withdrawn=away, by=LEADER)

    assert withdraw(DRAFTED, OK, RELEASED) == [AWAY]
    assert withdraw(DRAFTED, AWAY) == []
    blank = events.PublicationWithdrawn(reason=Personal(" "))
    assert refused(withdraw, DRAFTED, away=blank) == "publication-text"
