"""What is asked with plain values is read, or every fault of it is named at once."""

import re
from pathlib import Path

import pytest
from tests.towns import MATTER, SECRETARY, by

from minqing_core.application import catalogue
from minqing_core.application.asking import occurred, parameters, perform, required, schemas
from minqing_core.application.catalogue import CATALOGUE, HOMES
from minqing_core.kernel.refusals import InvalidInputError

APPLICATION = Path(catalogue.__file__).parent


def faults(town, name, **given) -> dict[str, str]:
    """Return the faults of what is handed in, by their fields."""
    refusal = town.refused(name, act=by(SECRETARY), **given)
    assert isinstance(refusal, InvalidInputError)
    assert refusal.facts["count"] == len(refusal.faults)
    return {fault.field: f"{fault.code} {fault.text}" for fault in refusal.faults}


def test_every_fault_is_named_at_once(town) -> None:
    matter = {
        **MATTER,
        "kind": "gripe",
        "titel": "灯",
        "title": 7,
        "text": "a\x00",
        "learned_at": "2024-03-01T09:30",
        "occurred_on": "昨天",
        "petitioners": [{"kind": "named", "count": True, "phone": "138"}, "李大娘"],
        "source": [],
    }
    del matter["channel"]
    found = faults(town, "case.record", matter=matter, attested="yes", bogus=1)
    known = "kind、name、contact、address、count、may_be_named、member"
    assert found.pop("matter.titel").startswith("unknown-field 没有此项，可填的有：kind、channel")
    assert found == {
        "bogus": "unknown-field 没有此项，可填的有：matter、owner、unit、attested、book",
        "matter.kind": (
            "wrong-value 「gripe」不对，应为其中之一：demand、wish、difficulty、problem"
        ),
        "matter.channel": "missing 必须填写",
        "matter.title": "wrong-value 「7」不对，应为文字",
        "matter.text": "unwritable 含有不能保存的控制字符（U+0000），请删去",
        "matter.learned_at": (
            "wrong-value 「2024-03-01T09:30」不对，应为带时区的时间，"
            "如 2024-03-01T09:30:00+08:00，或日期（1900 年至 2999 年）"
        ),
        "matter.occurred_on": (
            "wrong-value 「昨天」不对，应为日期，如 2024-03-01（1900 年至 2999 年）"
        ),
        "matter.petitioners.0.count": "wrong-value 「True」不对，应为整数（至多 18 位）",
        "matter.petitioners.0.phone": f"unknown-field 没有此项，可填的有：{known}",
        "matter.petitioners.1": "wrong-value 「李大娘」不对，应为若干项内容的组合",
        "matter.source": "wrong-value 「[]」不对，应为若干项内容的组合",
        "attested": "wrong-value 「yes」不对，应为true 或 false",
    }


def test_what_is_missing_is_named_and_a_list_is_a_list(town) -> None:
    assert faults(town, "case.record") == {
        f"matter.{name}": "missing 必须填写"
        for name in ("kind", "category", "title", "text", "channel", "petitioners", "learned_at")
    }
    assert faults(town, "case.record", matter={}) == faults(town, "case.record")
    assert faults(town, "case.show") == {"case": "missing 必须填写"}
    matter = {**MATTER, "petitioners": "李大娘"}
    assert faults(town, "case.record", matter=matter) == {
        "matter.petitioners": "wrong-value 「李大娘」不对，应为列表"
    }


def test_a_long_wrong_value_is_shown_by_its_beginning(town) -> None:
    (said,) = faults(town, "case.record", matter="字" * 41).values()
    assert said == f"wrong-value 「{'字' * 40}…」不对，应为若干项内容的组合"
    (said,) = faults(town, "case.record", matter="字" * 40).values()
    assert said.startswith(f"wrong-value 「{'字' * 40}」")


@pytest.mark.parametrize("limit", ["50", 50])
def test_a_number_may_come_as_text(town, limit) -> None:
    assert town.do("case.list", limit=limit)["items"] == ()


@pytest.mark.parametrize("limit", ["", "007", "5.0", 5.0, "½", "1" * 19, 10**18, True, None])
def test_what_is_not_a_number_of_at_most_eighteen_digits_is_none(town, limit) -> None:
    assert [*faults(town, "case.list", limit=limit)] == ["limit"]


@pytest.mark.parametrize(
    ("moment", "position"),
    [
        ("2024-03-01T01:00:00Z", True),
        ("2024-03-01T09:00+08:00", True),
        ("2024-03-01 09:00:00+08:00", True),
        ("20240301", True),
        ("2024-03-01", True),
        ("2024-03-01T08:59:59.999+08:00", False),
        ("1900-01-01", False),
        ("2024-02-29", False),
    ],
)
def test_an_instant_may_be_written_in_several_ways(bare_town, moment, position) -> None:
    shown = bare_town.do("programme.show", when={"known_by": moment})
    assert bool(shown["position"]) is position


@pytest.mark.parametrize(
    "moment",
    ["1899-12-31", "3000-01-01", "0001-01-01T00:00:00+08:00", "2024-02-30", "now", "1709254800"],
)
def test_an_instant_beyond_reckoning_is_refused(bare_town, moment) -> None:
    refusal = bare_town.refused("programme.show", when={"as_of": moment})
    assert refusal.code == "invalid-input"


def test_texts_are_kept_in_composed_form(town) -> None:
    case = town.record(title="cafe\u0301 灯不亮")
    assert town.do("case.show", case=case)["matter"]["title"] == "caf\u00e9 灯不亮"


def test_nothing_unheard_of_is_done(town) -> None:
    refusal = town.refused("case.burn")
    assert (refusal.kind, str(refusal)) == ("not-found", "没有名为「case.burn」的事项")


def test_a_use_case_names_what_it_takes_and_what_it_must_have() -> None:
    step = CATALOGUE["case.step"]
    assert list(parameters(step)) == ["case", "step"]
    assert required(step) == {"case", "step"}
    assert step.summary == "Put a step of the handling on record."
    assert required(CATALOGUE["case.list"]) == set()
    assert all(case.name == name and case.clauses for name, case in CATALOGUE.items())


def test_every_use_case_is_found_where_it_is_written() -> None:
    written = {}
    for path in APPLICATION.rglob("*.py"):
        module = ".".join(path.relative_to(APPLICATION).with_suffix("").parts)
        if names := re.findall(r'^@use_case\(\s*"([^"]+)"', path.read_text("utf-8"), re.MULTILINE):
            written[module] = sorted(names)
    assert written == {module: sorted(names.split()) for module, names in HOMES.items()}


def test_every_use_case_can_be_described_in_json_schema() -> None:
    types = tuple(kind for case in CATALOGUE.values() for kind in parameters(case).values())
    described, components = schemas(types)
    assert len(described) == len(types)
    assert components["Matter"]["properties"]["title"] == {"type": "string", "minLength": 1}


def test_an_answer_is_the_domains_own_until_it_is_made_plain(town) -> None:
    case = town.record()
    page = perform(town.office, "case.show", by(SECRETARY), {"case": case})
    assert page.matter.petitioners[0].name.text == "李大娘"


def test_an_instant_is_read_by_itself_too(town) -> None:
    read = occurred(town.office, "2024-02-20")
    assert read.isoformat() == "2024-02-20T15:59:59.999999+00:00"
    assert occurred(town.office, "2024-03-01") == town.at
    with pytest.raises(InvalidInputError, match="occurred_at：「昨天」不对"):
        occurred(town.office, "昨天")
