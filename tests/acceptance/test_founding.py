"""A town comes from nothing once: the scheme, the calendars, the office and its first clerk."""

import pytest
from tests.stores import empty_office
from tests.towns import CLERK, FOUNDED, by

from minqing_core.application.founding import Founded, TownExistsError, found_town
from minqing_core.application.logins import bound_person
from minqing_core.application.scheme.policy import RULES
from minqing_core.integrity.verdict import Audit
from minqing_core.roster.decisions import NameUnfitError


@pytest.fixture
def empty():
    """Give an office with nothing on record."""
    with empty_office(clock=lambda: FOUNDED) as office:
        yield office


@pytest.mark.clause("S1", "S2", "S3", "S83")
def test_a_town_is_founded_with_the_scheme_its_calendars_and_a_clerk(bare_town) -> None:
    page = bare_town.do("programme.show")
    assert page["established"]["theme"] == "记民情、解民忧、暖民心"
    assert page["established"]["dated"] == "2007-06-20"
    assert [basis["number"] for basis in page["bases"]] == ["中委发〔2007〕14号"]
    assert (len(page["rules"]), len(page["categories"])) == (len(RULES), 39)
    assert bare_town.do("calendar.show", year=2026)["published"]
    (clerk,) = bare_town.do("roster.people")["items"]
    assert (clerk["person"], clerk["name"], clerk["posts"]) == (
        CLERK,
        "王小明",
        "组织人事办公室干事",
    )
    audit = bare_town.do("verify")
    assert (audit["size"], audit["findings"]) == (bare_town.office.log.size(), ())


def test_a_town_is_founded_once(bare_town) -> None:
    size = bare_town.office.log.size()
    with pytest.raises(TownExistsError) as raised:
        found_town(bare_town.office, town="小榄镇", clerk="甲", login=None)
    assert (str(raised.value), raised.value.kind) == (
        f"此库已有 {size} 条记录，不能重新建镇",
        "conflict",
    )
    assert bare_town.office.log.size() == size


def test_a_town_may_be_founded_without_a_login(empty) -> None:
    founded = found_town(empty, town="大涌镇", clerk="王小明", login=None)
    assert founded == Founded(
        town="大涌镇", clerk=CLERK, name="王小明", login=None, events=empty.log.size()
    )
    assert bound_person(empty, "wang") is None


@pytest.mark.parametrize(
    ("town", "clerk", "login"), [("", "甲", None), ("大涌镇", " ", None), ("大涌镇", "甲", "#")]
)
def test_a_town_a_clerk_and_a_login_have_names(empty, town, clerk, login) -> None:
    with pytest.raises(NameUnfitError):
        found_town(empty, town=town, clerk=clerk, login=login)
    assert empty.log.size() == 0


@pytest.mark.clause("S37")
def test_the_record_is_proved_whole_before_anything_and_after_a_story(empty, town) -> None:
    assert empty.log.audit() == Audit(
        size=0,
        root="e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        findings=(),
    )
    town.record()
    assert town.do("verify", act=by("0004"))["findings"] == ()
