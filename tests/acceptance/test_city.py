"""A city follows its towns: it counts as they do, goes on where it was, and sees another past."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import attrs
import pytest
from tests.acceptance.test_proofs import Folder
from tests.towns import CLERK, SECRETARY, Town, by

from minqing_core.application.city.office import City, Followed
from minqing_core.application.city.towns import (
    NothingCosignedError,
    TownAddressUnsafeError,
    TownAnswerError,
    TownKnownError,
    TownUnknownError,
)
from minqing_core.application.city.towns import Town as Place
from minqing_core.application.ports import KeptCheckpoint
from minqing_core.application.witnessing import Witness
from minqing_core.bootstrap import make_witness, open_witness
from minqing_core.integrity.checkpoint import Checkpoint
from minqing_core.integrity.note import Note
from minqing_core.persistence.city_mirror import StoredMirror
from minqing_core.persistence.signing_key import SigningKey, signature_holds

NAMES = ("大涌镇", "小榄镇", "沙溪镇")
SAID = {"stage": "result", "means": "visit", "text": "已修好"}
Lie = Callable[[str, dict[str, Any]], dict[str, Any]]


def honest(_: str, page: dict[str, Any]) -> dict[str, Any]:
    return page


class Towns:
    """Some towns, how they answer, and the city that follows them."""

    def __init__(self, folder: Path, *names: str) -> None:
        """Found the towns and have the city follow them."""
        self.towns = {name: Town(name=name) for name in names}
        self.signers = {
            name: SigningKey(f"{n}.example/minqing", bytes(32)) for n, name in enumerate(names)
        }
        self.lies: dict[str, Lie] = {}
        self.asked: list[tuple[str, str]] = []
        self.mirror = StoredMirror(folder / "mirror.db")
        self.city = City(self.mirror, self.door, signature_holds, self.now)
        for name, town in self.towns.items():
            town.settle()
            town.office = attrs.evolve(town.office, checkpoints=Folder())
            self.city.add(self.place(name))

    def place(self, name: str) -> Place:
        """Return a town as the city knows it."""
        key = self.signers[name].key
        return Place(name=name, address="https://x", api_key="mq_secret", vkey=key)

    def now(self) -> Any:
        """Return what time it is in the city."""
        return max(town.at for town in self.towns.values())

    @contextmanager
    def door(self, place: Place) -> Iterator[Callable[..., Any]]:
        """Give what asks a town, seven rows at a time."""

        def ask(use_case: str, **given: Any) -> Any:
            self.asked.append((place.name, use_case))
            if "limit" in given:
                given["limit"] = min(given["limit"], 7)
            answer = self.towns[place.name].do(use_case, **given)
            return self.lies.get(place.name, honest)(use_case, answer)

        yield ask

    def follow(self, name: str = NAMES[0], witness: Witness | None = None) -> Followed:
        """Have the city follow a town."""
        return self.city.follow(self.place(name), witness)

    def sign(self, name: str = NAMES[0], root: bytes | None = None, more: int = 0) -> Note:
        """Sign the record of a town as it stands, or as it does not."""
        town, signer = self.towns[name], self.signers[name]
        size = town.office.log.size()
        known = root or bytes.fromhex(town.office.log.root(size))
        checkpoint = Checkpoint(origin=signer.key.name, size=size + more, root=known)
        note = checkpoint.signed(signer)
        self.show(name, note, checkpoint)
        return note

    def show(self, name: str, note: Note, checkpoint: Checkpoint) -> None:
        """Show a checkpoint as the latest."""
        town = self.towns[name]
        folder: Any = town.office.checkpoints
        folder.kept.append(
            KeptCheckpoint(file="f", note=note, checkpoint=checkpoint, written_at=town.at)
        )

    def close(self) -> None:
        """Let everything go."""
        for town in self.towns.values():
            town.office.close()
        self.mirror.close()


@pytest.fixture
def towns(tmp_path: Path) -> Iterator[Towns]:
    made = Towns(tmp_path, *NAMES[:1])
    yield made
    made.close()


@pytest.fixture
def witness(tmp_path: Path, towns: Towns) -> Iterator[Witness]:
    make_witness(tmp_path / "witness.wkey", "zhongshan.example/witness")
    with open_witness(tmp_path / "witness.wkey", clock=towns.now) as opened:
        opened.trust(towns.signers[NAMES[0]].key)
        yield opened


def live(town: Town, months: int) -> None:
    """Let some months pass in which matters are told, answered and ended, some late."""
    for number in range(months):
        case = town.record(learned_at=town.at.isoformat())
        town.later(days=5 * number)
        if number % 4 != 3:
            said = ("satisfied", "dissatisfied", "none")[number % 3]
            answered = {**SAID, "response": said}
            town.do("case.feedback", act=by(SECRETARY), case=case, feedback=answered)
        if number % 2 == 0:
            town.step(case, "cause", text="线路老化")
        if number % 4 == 0:
            ended = {"outcome": "resolved", "effect": "亮了"}
            town.do("case.conclude", act=by(SECRETARY), case=case, conclusion=ended)


@pytest.mark.clause("S28", "S62", "S72")
def test_the_board_says_of_every_town_what_its_own_reports_say(tmp_path: Path) -> None:
    towns = Towns(tmp_path, *NAMES)
    for months, (name, town) in enumerate(towns.towns.items(), start=4):
        live(town, months)
        towns.follow(name)
    merged = towns.towns[NAMES[0]]
    parts = [merged.record(learned_at=merged.at.isoformat()) for _ in range(2)]
    into = {"whole": parts[0], "reason": "并案"}
    merged.do("case.merge", act=by(SECRETARY), case=parts[1], merged=into)
    towns.follow(NAMES[0])
    merged.set("2024-06-30")

    for line in towns.city.board():
        town, counts = towns.towns[line.town], line.counts
        town.at = towns.now()
        figures = town.do("report.bulletin", unit="town", period="2024-H1")["figures"]
        count = town.do("case.count", by="status")
        whole = town.do("report.indicators")["items"][0]
        limits = figures["limits"]
        assert (line.records, line.uncovered) == (town.office.log.size(),) * 2
        assert counts.matters == count["total"] == figures["learned"]
        assert counts.matters - counts.open == count["by"]["concluded"]
        assert counts.answered == figures["answered"] == whole["fed_back"]["count"]
        assert attrs.asdict(counts.satisfied) == whole["satisfied"]
        assert counts.in_time.count == sum(one["met"] for one in limits)
        assert counts.in_time.of == counts.in_time.count + sum(
            one["met_late"] + one["missed"] for one in limits
        )
        late = town.do("report.ladder")["items"]
        assert counts.overdue == len([one for one in late if one["days_late"] > 0]) > 0
    towns.close()


def test_the_city_goes_on_where_it_was_and_asks_for_nothing_twice(towns: Towns) -> None:
    town = towns.towns[NAMES[0]]
    first = towns.follow()
    assert (first.size, first.new, first.trouble) == (town.office.log.size(),) * 2 + (None,)
    assert towns.mirror.leaves(NAMES[0], first.size) == town.office.log.leaves(first.size)

    towns.asked.clear()
    town.record()
    again = towns.follow()

    assert (again.new, again.matters) == (1, 1)
    assert [use_case for _, use_case in towns.asked] == [
        "checkpoint.latest",
        *("checkpoint.leaves",) * 4,
        "export.events",
        "export.matters",
    ]
    assert towns.follow().new == 0
    (line,) = towns.city.board()
    told = town.do("export.events", limit=1000)["items"]
    assert (line.week, line.last_at, line.followed_at) == (len(told), town.at, town.at)


def test_what_broke_off_in_the_middle_is_taken_up_again(towns: Towns) -> None:
    town, left = towns.towns[NAMES[0]], 5
    live(town, 4)

    def away(use_case: str, page: dict[str, Any]) -> dict[str, Any]:
        nonlocal left
        left -= 1
        if left % 6 == 0:
            raise TownAnswerError(town=NAMES[0], asked=use_case, trouble="timed out")
        return page

    towns.lies[NAMES[0]] = away
    tries = 0
    while (found := towns.follow()).trouble is not None:
        tries += 1
        assert found.trouble.code == "town-answer"
        assert not found.trouble.broken
        assert towns.city.board()[0].trouble == found.trouble

    assert tries > 3
    assert found.size == town.office.log.size()
    assert towns.mirror.leaves(NAMES[0], found.size) == town.office.log.leaves(found.size)
    (line,) = towns.city.board()
    assert (line.counts.matters, line.trouble, line.broken) == (4, None, ())


@pytest.mark.clause("S12")
def test_a_matter_that_becomes_a_complaint_is_on_the_board_no_more(towns: Towns) -> None:
    town = towns.towns[NAMES[0]]
    case = town.record(act=by(CLERK))
    towns.follow()
    assert [row.matter for row in towns.mirror.matters(NAMES[0])] == [case]

    naming = {"person": SECRETARY, "reason": "群众补充"}
    town.do("case.accuse", act=by(CLERK), case=case, naming=naming)
    towns.follow()

    assert list(towns.mirror.matters(NAMES[0])) == []


@pytest.mark.clause("S37")
def test_what_agrees_is_cosigned_from_the_citys_own_leaves(towns: Towns, witness: Witness) -> None:
    with pytest.raises(NothingCosignedError):
        towns.city.cosigned(NAMES[0])
    size = towns.follow(witness=witness).signed
    assert size == 0
    for months in (2, 3):
        live(towns.towns[NAMES[0]], months)
        towns.sign()
        size = towns.towns[NAMES[0]].office.log.size()
        found = towns.follow(witness=witness)
        assert (found.signed, found.cosigned, found.trouble) == (size, size, None)
        assert [log.size for log in witness.logs()] == [size]
    assert towns.follow(witness=witness).trouble is None
    towns.towns[NAMES[0]].record()
    assert towns.follow().cosigned == size

    note = Note.parsed(towns.city.cosigned(NAMES[0]))
    assert note.cosigned_at(witness.key, signature_holds) == towns.now().timestamp()
    assert note.is_signed_by(towns.signers[NAMES[0]].key, signature_holds)
    assert towns.city.board()[0].uncovered == 1


@pytest.mark.clause("S37")
def test_a_record_that_the_witness_was_not_told_of_is_held_and_not_cosigned(
    towns: Towns, tmp_path: Path
) -> None:
    make_witness(tmp_path / "other.wkey", "other.example/witness")
    towns.sign()
    with open_witness(tmp_path / "other.wkey") as other:
        found = towns.follow(witness=other)
    assert found.trouble is not None
    assert (found.trouble.code, found.trouble.broken) == ("witness-origin", False)
    assert (found.signed, found.cosigned) == (found.size, 0)


@pytest.mark.clause("S37")
def test_an_older_checkpoint_than_was_cosigned_is_told(towns: Towns, witness: Witness) -> None:
    older = towns.sign()
    towns.follow(witness=witness)
    towns.towns[NAMES[0]].record()
    towns.sign()
    towns.follow(witness=witness)
    towns.show(NAMES[0], older, Checkpoint.of(older))

    found = towns.follow(witness=witness)

    assert found.trouble is not None
    assert found.trouble.code == "witness-rollback"
    assert found.cosigned == found.size


def test_without_a_key_no_checkpoint_is_asked_for(towns: Towns) -> None:
    towns.sign()
    found = towns.city.follow(attrs.evolve(towns.place(NAMES[0]), vkey=None))
    assert (found.signed, found.trouble) == (0, None)
    assert (NAMES[0], "checkpoint.latest") not in towns.asked


def broken(towns: Towns, code: str) -> None:
    """See that the record of a town is found broken, and that it is remembered."""
    found = towns.follow()
    assert found.trouble is not None
    assert (found.trouble.code, found.trouble.broken) == (code, True)
    towns.follow()
    assert towns.city.board()[0].broken == (found.trouble,)
    towns.lies.clear()
    towns.sign()
    assert towns.follow().trouble is None
    (line,) = towns.city.board()
    assert (line.trouble, line.broken) == (None, (found.trouble,))


@pytest.mark.clause("S37")
def test_a_checkpoint_of_another_past_or_another_hand_is_found(towns: Towns) -> None:
    other = SigningKey("0.example/minqing", bytes([1]) * 32)
    stranger = SigningKey("else.example/minqing", bytes(32))
    good = towns.sign()
    checkpoint = Checkpoint.of(good)
    for note in (
        checkpoint.signed(other),
        attrs.evolve(checkpoint, origin=stranger.key.name).signed(stranger),
    ):
        towns.show(NAMES[0], note, checkpoint)
        assert towns.follow().new == 0
    towns.lies[NAMES[0]] = changed("checkpoint.latest", text="nothing signed")
    found = towns.follow().trouble
    assert found is not None
    assert (found.code, towns.city.board()[0].broken) == ("city-signature", (found,))


def changed(wanted: str, **values: Any) -> Lie:
    """Return a lie: an answer with other values."""

    def lie(use_case: str, page: dict[str, Any]) -> dict[str, Any]:
        return {**page, **values} if use_case == wanted else page

    return lie


@pytest.mark.clause("S37")
def test_a_checkpoint_that_is_not_of_what_was_told_is_found(towns: Towns) -> None:
    towns.sign(root=bytes(32))
    broken(towns, "city-root")


@pytest.mark.clause("S37")
def test_a_checkpoint_of_more_than_was_told_is_found(towns: Towns) -> None:
    towns.sign(more=1)
    broken(towns, "city-short")


@pytest.mark.clause("S37")
@pytest.mark.parametrize("which", ["first", "last"])
def test_a_leaf_that_is_another_than_before_is_found(towns: Towns, which: str) -> None:
    size = towns.follow().size
    wanted = 0 if which == "first" else size - 1

    def rewritten(use_case: str, page: dict[str, Any]) -> dict[str, Any]:
        if use_case == "checkpoint.leaves" and page["next"] == wanted + 1:
            return {**page, "items": ("ab" * 32,)}
        return page

    towns.lies[NAMES[0]] = rewritten
    broken(towns, "city-fork")


@pytest.mark.clause("S37")
def test_a_record_that_was_cut_is_found(towns: Towns) -> None:
    size = towns.follow().size
    towns.lies[NAMES[0]] = changed("checkpoint.leaves", position=size - 1)
    broken(towns, "city-rollback")


@pytest.mark.parametrize(
    "lie",
    [
        changed("checkpoint.leaves", items=(), position=10**6),
        changed("checkpoint.leaves", items=("z" * 64,)),
        changed("checkpoint.leaves", items=None),
        changed("export.events", next=0),
        changed("export.events", items=[{"id": 1}]),
        changed("export.matters", next=0),
    ],
)
def test_a_town_that_says_what_leads_nowhere_is_asked_no_further(towns: Towns, lie: Lie) -> None:
    towns.lies[NAMES[0]] = lie
    found = towns.follow()
    assert found.trouble is not None
    assert (found.trouble.code, found.trouble.broken) == ("town-answer", False)

    towns.lies.clear()
    assert towns.follow().trouble is None
    size = towns.towns[NAMES[0]].office.log.size()
    assert towns.mirror.leaves(NAMES[0], size) == towns.towns[NAMES[0]].office.log.leaves(size)


@pytest.mark.clause("S12")
@pytest.mark.parametrize(
    ("address", "fit"),
    [
        ("http://dachong.gov.example", False),
        ("http://10.0.0.8:8000/", False),
        ("http://127.0.0.1.example", False),
        ("ftp://x", False),
        ("https://dachong.gov.example/minqing", True),
        ("http://127.0.0.1:8000/", True),
        ("http://localhost:8000", True),
    ],
)
def test_a_towns_key_goes_by_https_or_stays_on_this_machine(
    towns: Towns, address: str, fit: bool
) -> None:
    place = attrs.evolve(towns.place(NAMES[0]), name="新镇", address=address)
    if fit:
        towns.city.add(place)
        assert place in towns.city.towns()
        return
    with pytest.raises(TownAddressUnsafeError, match="应以 https:// 开头") as refused:
        towns.city.add(place)
    assert f"新镇 的接口地址「{address}」" in str(refused.value)
    assert place not in towns.city.towns()


def test_towns_are_known_by_name_and_their_keys_shown_to_nobody(towns: Towns) -> None:
    with pytest.raises(TownKnownError):
        towns.city.add(towns.place(NAMES[0]))
    with pytest.raises(TownUnknownError, match="现有：大涌镇"):
        towns.city.cosigned("别处")
    (place,) = towns.city.towns()
    assert place == towns.place(NAMES[0])
    assert "mq_secret" not in repr(place)


def test_matters_are_overdue_by_the_day_and_the_week_passes(towns: Towns) -> None:
    town = towns.towns[NAMES[0]]
    town.record()
    with towns.city as city:
        towns.follow()
        assert city.board()[0].counts.overdue == 0
        town.at += timedelta(days=90)
        (line,) = city.board()
        assert (line.counts.overdue, line.counts.in_time.percent, line.week) == (1, 0.0, 0)
