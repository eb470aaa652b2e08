"""A refusal has a stable code, one of four kinds, and a sentence that names the facts."""

import re
from collections.abc import Iterator
from string import Formatter
from typing import get_args

import pytest

from minqing_core.kernel import refusals
from minqing_core.kernel.refusals import (
    FieldFault,
    InvalidInputError,
    KeyReusedError,
    RefusalError,
    StoreFullError,
    StreamMovedError,
)


def kinds_of(refusal: type[RefusalError]) -> Iterator[type[RefusalError]]:
    """Yield a refusal and everything derived from it."""
    yield refusal
    for derived in refusal.__subclasses__():
        yield from kinds_of(derived)


KERNEL = [each for each in kinds_of(RefusalError) if each.__module__ == refusals.__name__]


def test_a_refusal_without_facts_says_its_text() -> None:
    assert str(RefusalError()) == "未予办理"
    assert RefusalError().facts == {}


def test_a_trouble_of_the_store_says_what_to_do() -> None:
    assert str(StoreFullError()) == StoreFullError.text
    assert (StoreFullError.code, StoreFullError.kind) == ("store-full", "failed")


def test_somebody_recorded_first() -> None:
    refusal = StreamMovedError(stream="case/2026-000001", expected=2, actual=3)

    assert str(refusal) == (
        "case/2026-000001 已由他人先行记录（您看到第 2 步，现为第 3 步），请核对后重办"
    )
    assert (refusal.kind, refusal.code) == ("conflict", "stream-moved")
    assert refusal.facts == {"stream": "case/2026-000001", "expected": 2, "actual": 3}


def test_a_key_was_used_for_something_else() -> None:
    refusal = KeyReusedError(key="k1")

    assert str(refusal) == "幂等键 k1 已用于另一项不同的请求，请为新的请求换用新键"
    assert (refusal.kind, refusal.code) == ("invalid", "key-reused")


def test_every_fault_of_what_was_handed_in_is_named() -> None:
    faults = [
        FieldFault(field="village", code="required", text="未填写"),
        FieldFault(field="occurred_on", code="date", text="不是日期"),
    ]
    refusal = InvalidInputError(faults)

    assert str(refusal) == "所填内容有 2 处不符合要求：village：未填写；occurred_on：不是日期"
    assert (refusal.kind, refusal.code) == ("invalid", "invalid-input")
    assert refusal.faults == tuple(faults)


def test_faults_are_kept_even_if_the_list_is_used_again() -> None:
    faults = [FieldFault(field="village", code="required", text="未填写")]
    refusal = InvalidInputError(faults)
    faults.clear()

    assert [fault.field for fault in refusal.faults] == ["village"]


def test_braces_in_what_a_person_wrote_are_left_alone() -> None:
    assert "{expected}" in str(KeyReusedError(key="{expected}"))


@pytest.mark.parametrize("refusal", KERNEL)
def test_a_refusal_is_one_of_four_kinds(refusal: type[RefusalError]) -> None:
    assert refusal.kind in get_args(refusals.Kind)


def test_codes_are_ascii_words_and_never_shared() -> None:
    codes = [refusal.code for refusal in KERNEL if "code" in vars(refusal)]

    assert [code for code in codes if not re.fullmatch(r"[a-z]+(-[a-z]+)*", code)] == []
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("refusal", KERNEL)
def test_a_sentence_names_facts_by_name(refusal: type[RefusalError]) -> None:
    """No text takes its facts by place, so that an order of arguments never matters."""
    names = [name for _, name, _, _ in Formatter().parse(refusal.text) if name is not None]

    assert [name for name in names if not name.isidentifier()] == []
