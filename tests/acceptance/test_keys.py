"""Keys: nobody speaks by one for whom they could not be, and whoever is spoken for knows (S12)."""

import attrs
import pytest
from tests.towns import CLERK, INVESTIGATOR, LEADER, MEMBER, RETIRED, SECRETARY, Town, by

from minqing_core.application import pushing
from minqing_core.application.access import KeyRefusedError, key_holder
from minqing_core.application.office import ACCOUNTS

PASSWORD = "Wende-Pfad-42-x"  # noqa: S105 - of nobody
COMMISSIONER = "0012"
pytestmark = pytest.mark.clause("S12")


@pytest.fixture
def kept(town: Town) -> Town:
    """Give a town with accounts: the clerk looks after them, others log in."""
    town.widen()
    post = {"name": "组织委员", "post": "organisation-commissioner", "unit": "town"}
    served = {"kind": "town-office-civil-servant", "since": "2020-01-01"}
    town.do("roster.person", person=COMMISSIONER, facts={**post, **served})
    town.do("account.init", person=CLERK, login="clerk", password=PASSWORD)
    for person, login in ((LEADER, "zheng"), (MEMBER, "lixy"), (INVESTIGATOR, "hezheng")):
        given = town.do("account.open", person=person, login=login)["password"]
        asked = {"current": given, "password": PASSWORD}
        town.do("account.change-password", act=by(person), **asked)
    return town


def issued(town: Town) -> list[str]:
    return [type(one.event).__name__ for one in town.office.log.stream(ACCOUNTS)][-1:]


def test_issuing_and_revoking_a_key_is_on_record(kept: Town) -> None:
    key = kept.do("key.issue", person=MEMBER, label="大屏", scopes=["read-only"])

    (first,) = [*kept.office.log.stream(ACCOUNTS)][-1:]
    assert (first.actor, first.event.person, first.event.key) == (CLERK, MEMBER, key["id"])
    assert first.event.scopes == ("read-only",)
    kept.do("key.revoke", key=key["id"])
    size = kept.office.log.size()
    kept.do("key.revoke", key=key["id"])
    assert (issued(kept), kept.office.log.size()) == (["KeyRevoked"], size)


@pytest.mark.parametrize("role", ["system", "security", "audit"])
def test_nobody_issues_a_key_that_speaks_for_an_administrator(kept: Town, role: str) -> None:
    kept.do("account.role", person=MEMBER, role=role)

    refusal = kept.refused("key.issue", person=MEMBER, label="代管")

    assert refusal.code == "administrator-key"
    assert kept.office.keys.listed() == []


@pytest.mark.parametrize("person", [LEADER, INVESTIGATOR, COMMISSIONER])
def test_nobody_issues_a_key_with_which_they_could_do_more(kept: Town, person: str) -> None:
    refusal = kept.refused("key.issue", person=person, label="代管")

    assert refusal.code == "key-beyond"
    assert kept.office.keys.listed() == []


def test_the_commissioner_speaks_for_no_security_administrator(kept: Town) -> None:
    refused = kept.refused("key.issue", act=by(COMMISSIONER), person=CLERK, label="代管")

    assert refused.code == "administrator-key"


def test_a_leader_takes_a_key_of_their_own_by_their_password(kept: Town) -> None:
    asked = {"label": "分析", "scopes": ["read-only"]}

    wrong = kept.refused("key.own-issue", act=by(LEADER), current="Wende-Pfad-43-x", **asked)
    made = kept.do("key.own-issue", act=by(LEADER), current=PASSWORD, **asked)

    assert wrong.code == "password-wrong"
    assert key_holder(kept.office, made["key"]).person == LEADER
    assert issued(kept) == ["KeyIssued"]


def test_a_key_that_is_good_for_some_things_takes_no_other(kept: Town) -> None:
    act = by(LEADER, scopes=("account.own",))

    refused = kept.refused("key.own-issue", act=act, current=PASSWORD, label="分析")

    assert refused.code == "key-from-scoped"


def test_whoever_is_spoken_for_knows_by_whose_hand_and_ends_it(kept: Town) -> None:
    made = kept.do("key.issue", person=SECRETARY, label="大屏")

    (mine,) = kept.do("key.own", act=by(SECRETARY))["items"]
    assert (mine["id"], mine["label"], mine["issued_by_name"]) == (made["id"], "大屏", "王小明")
    assert kept.do("key.own", act=by(MEMBER))["items"] == ()
    foreign = kept.refused("key.own-revoke", act=by(MEMBER), key=made["id"])
    assert foreign.code == "key-unknown"
    ended = kept.do("key.own-revoke", act=by(SECRETARY), key=made["id"])
    assert ended["revoked"] is not None
    with pytest.raises(KeyRefusedError):
        key_holder(kept.office, made["key"])


def good(town: Town, secret: str) -> bool:
    """Say whether somebody comes in by a key."""
    try:
        return key_holder(town.office, secret).revoked is None
    except KeyRefusedError:
        return False


def test_a_key_is_of_no_use_while_the_account_of_its_holder_is_locked(kept: Town) -> None:
    secret = kept.do("key.issue", person=MEMBER, label="大屏")["key"]
    assert good(kept, secret)

    kept.do("account.lock", person=MEMBER, reason="misuse")
    assert not good(kept, secret)
    kept.do("account.unlock", person=MEMBER)
    assert good(kept, secret)


def test_a_key_ends_with_the_file_of_its_holder(kept: Town) -> None:
    secret = kept.do("key.issue", person=RETIRED, label="大屏")["key"]
    assert good(kept, secret)

    gone = {"until": "2024-03-04", "destination": "小榄镇"}
    kept.do("roster.transfer", person=RETIRED, transferred=gone)
    kept.set("2024-03-05")
    kept.do("roster.close", person=RETIRED, closed={"on": "2024-03-05"})

    assert not good(kept, secret)


def test_nothing_is_pushed_in_the_name_of_who_is_locked_out(kept: Town) -> None:
    key = kept.do("key.issue", person=SECRETARY, label="推送")["id"]
    kept.do("account.open", person=SECRETARY, login="chengq")
    kept.do("webhook.add", url="https://oa.example.cn/x", key=key)
    kept.record()
    pushing.take(kept.office)
    kept.do("account.lock", person=SECRETARY, reason="misuse")
    kept.record()

    pushing.take(kept.office)
    assert pushing.outgoing(kept.office, 9, each=9) == []
    (hook,) = kept.do("webhook.list")["items"]
    assert hook["trouble"] == "key-refused"
    kept.do("account.unlock", person=SECRETARY)
    kept.later(minutes=6)
    pushing.take(kept.office)
    assert len(pushing.outgoing(kept.office, 9, each=9)) >= 2


@pytest.mark.parametrize("person", [INVESTIGATOR, LEADER])
def test_nobody_has_pushed_to_them_what_only_another_may_read(kept: Town, person: str) -> None:
    taken = {"current": PASSWORD, "label": "分析"}
    key = kept.do("key.own-issue", act=by(person), **taken)["id"]

    refused = kept.refused("webhook.add", url="https://oa.example.cn/x", key=key)

    assert refused.code == "key-alone"
    own = kept.do("key.own-issue", current=PASSWORD, label="推送")["id"]
    assert kept.do("webhook.add", url="https://oa.example.cn/x", key=own)["key"] == own
    lent = kept.do("key.issue", person=SECRETARY, label="推送")["id"]
    assert kept.do("webhook.add", url="https://oa.example.cn/y", key=lent)["key"] == lent


def test_who_keeps_the_machine_has_nothing_pushed_by_a_key_of_who_sees_more(kept: Town) -> None:
    key = kept.do("key.issue", person=SECRETARY, label="推送")["id"]
    kept.do("account.role", person=MEMBER, role="system")
    hook = {"url": "https://oa.example.cn/x", "key": key}

    assert kept.refused("webhook.add", act=by(MEMBER), **hook).code == "key-alone"
    kept.do("webhook.add", **hook)
    assert len(kept.do("webhook.list", act=by(MEMBER))["items"]) == 1


def test_a_request_that_is_sent_again_makes_no_second_key(kept: Town) -> None:
    asked = {"person": MEMBER, "label": "大屏"}
    first = kept.do("key.issue", act=by(CLERK, key="k1"), **asked)

    again = kept.refused("key.issue", act=by(CLERK, key="k1"), **asked)

    assert (again.code, again.facts["key"]) == ("key-given-already", first["id"])
    good = [one["id"] for one in kept.do("key.list")["items"] if one["revoked"] is None]
    assert good == [first["id"]]


def test_a_rehearsal_makes_no_key_and_ends_none(kept: Town) -> None:
    made = kept.do("key.issue", person=MEMBER, label="大屏")
    office, size = kept.office, kept.office.log.size()
    kept.office = attrs.evolve(office, rehearsing=True)

    rehearsed = kept.do("key.issue", person=MEMBER, label="二")
    kept.do("key.revoke", key=made["id"])

    assert rehearsed["key"] == ""
    assert [one["revoked"] for one in kept.do("key.list")["items"]] == [None]
    assert office.log.size() == size


@pytest.mark.clause("S12")
def test_a_key_by_others_ends_when_its_holder_becomes_an_administrator(kept: Town) -> None:
    secret = kept.do("key.issue", person=SECRETARY, label="推送")["key"]
    kept.do("account.open", person=SECRETARY, login="chengq")
    assert key_holder(kept.office, secret).person == SECRETARY

    kept.do("account.role", person=SECRETARY, role="audit")

    with pytest.raises(KeyRefusedError):
        key_holder(kept.office, secret)
