"""Hot, town-wide and spreading troubles are studied together, once, by several people (S78)."""

from datetime import date

import attrs
import pytest
from tests.matters import refusal
from tests.samples import BY_CLASS

from minqing_core.kernel.personal import Personal
from minqing_core.meetings import events
from minqing_core.meetings.decisions import studying
from minqing_core.meetings.decisions.requirements import MatterFacts
from minqing_core.meetings.decisions.studying import MOST, Deciding
from minqing_core.meetings.state import fold_study

OPENED, ADDED = BY_CLASS[events.StudyOpened], BY_CLASS[events.MattersAdded]
DECIDED = BY_CLASS[events.StudyDecided]
HELD_ON = DECIDED.held_on
ORDINARY = MatterFacts(learned_on=date(2024, 3, 1))
SECRET = attrs.evolve(ORDINARY, confidential=True)
DECIDING = Deciding(held_on=HELD_ON, participants=("0002",), text=DECIDED.text)


def opened(*, matters=None, **changes):
    asked = attrs.evolve(OPENED, **changes)
    return studying.open_study(asked, matters=matters or dict.fromkeys(asked.cases, ORDINARY))


def added(*history, cases=ADDED.cases, matter=ORDINARY):
    study = fold_study([OPENED, *history])
    asked = events.MattersAdded(cases=cases)
    return studying.add(study, added=asked, matters=dict.fromkeys(cases, matter))


def decided(*history, matter=ORDINARY, today=HELD_ON, **changes):
    study = fold_study([OPENED, *history])
    return studying.decide(
        study,
        deciding=attrs.evolve(DECIDING, **changes),
        chair="000001",
        matters=dict.fromkeys(study.cases, matter),
        today=today,
    )


@pytest.mark.clause("S78")
def test_a_study_is_opened_over_matters_each_once() -> None:
    assert opened() == [OPENED]
    assert opened(cases=OPENED.cases * 2) == [OPENED]
    assert refusal(opened, title=Personal("")) == "invalid meeting-words: 题目（title）不能为空"
    assert refusal(opened, text=Personal("")) == "invalid meeting-words: 缘由（text）不能为空"
    assert refusal(opened, cases=()) == (
        "invalid study-empty: 集体研究须写明研究哪些民情（cases），至少一件"
    )
    many = tuple(f"2024-{n:06}" for n in range(MOST + 1))
    assert opened(cases=many[:MOST]) == [attrs.evolve(OPENED, cases=many[:MOST])]
    assert refusal(opened, cases=many) == (
        "invalid study-too-large: 一次集体研究至多 100 件民情，现共 101 件，请分次研究"
    )


@pytest.mark.clause("S12", "S78")
def test_complaints_about_cadres_are_not_studied_together() -> None:
    said = "not-allowed matter-confidential: 民情 {} 是反映干部的事，须保密，不能列入集体研究"
    secret = dict.fromkeys(OPENED.cases, SECRET)
    assert refusal(opened, matters=secret) == said.format("2024-000001")
    assert refusal(added, matter=SECRET) == said.format("2024-000009")


@pytest.mark.clause("S78")
def test_further_matters_come_in_until_it_is_decided() -> None:
    assert added() == [ADDED]
    assert added(ADDED) == added(cases=("2024-000007",)) == []
    assert refusal(added, DECIDED) == (
        "conflict study-decided: "
        "此项集体研究已于 2024-04-02 作出决定，不能再加入民情；需要时另开一次"
    )
    many = tuple(f"2025-{n:06}" for n in range(MOST - 1))
    assert refusal(added, cases=many).startswith("invalid study-too-large")


@pytest.mark.clause("S78")
def test_several_people_decide_once() -> None:
    assert decided() == DECIDED
    assert refusal(decided, DECIDED) == (
        "conflict study-decided: "
        "此项集体研究已于 2024-04-02 作出决定，不能再另作决定；需要时另开一次"
    )
    assert refusal(decided, today=date(2024, 4, 1)) == (
        "invalid held-in-future: 研究日期 2024-04-02 晚于今天 2024-04-01，请填今天或更早的日期"
    )
    assert refusal(decided, participants=("000001",)) == (
        "invalid attendance: 参加研究的人员（participants）除主持人外至少还应有一人"
    )
    assert refusal(decided, text=Personal("")) == (
        "invalid meeting-words: 研究决定（text）不能为空"
    )
    later = attrs.evolve(ORDINARY, learned_on=date(2024, 4, 3))
    assert refusal(decided, matter=later) == (
        "invalid matter-later: 民情 2024-000001 于 2024-04-03 才获知，晚于研究日期 2024-04-02"
    )
