"""What is put on record of a copy is a copy of this record, and a drill hides nothing."""

from datetime import UTC, datetime

import attrs
import pytest

from minqing_core.backups.decisions import epochs, keeping
from minqing_core.backups.events import BackupTaken, DrillHeld, EpochBegun, Fault, FaultKind
from minqing_core.backups.state import NONE, fold
from minqing_core.kernel.refusals import RefusalError
from minqing_core.views.sentences.backups import SENTENCES

AT, HERE, OTHER = datetime(2026, 3, 1, 20, tzinfo=UTC), "a9" * 32, "b8" * 32
TAKEN = BackupTaken(name="2026-03-01", taken_at=AT, size=12, root=HERE)
HELD = DrillHeld(name="2026-03-01", taken_at=AT, size=12, root=HERE, matters=("2026-000001",))
AUDIT = Fault(kind=FaultKind.AUDIT, text="第 3 条")
ROOT = Fault(kind=FaultKind.ROOT, text="不一致")


@pytest.mark.clause("S37")
def test_a_copy_is_put_on_record_once() -> None:
    assert keeping.take(NONE, taken=TAKEN, here=HERE) == [TAKEN]
    assert keeping.take(fold([HELD, TAKEN]), taken=TAKEN, here=HERE) == []


@pytest.mark.parametrize("here", [OTHER, None])
def test_a_copy_of_another_record_is_refused(here) -> None:
    with pytest.raises(RefusalError) as refused:
        keeping.take(NONE, taken=TAKEN, here=here)
    assert refused.value.code == "backup-foreign"
    assert TAKEN.name in str(refused.value)


def test_two_copies_have_two_names() -> None:
    later = attrs.evolve(TAKEN, taken_at=AT.replace(hour=21))
    with pytest.raises(RefusalError) as refused:
        keeping.take(fold([TAKEN]), taken=later, here=HERE)
    assert refused.value.code == "backup-name-taken"


@pytest.mark.clause("S37")
@pytest.mark.parametrize("faults", [(), (AUDIT,), (ROOT,)])
def test_every_drill_is_put_on_record_with_what_it_found(faults) -> None:
    held = attrs.evolve(HELD, faults=faults)
    assert keeping.hold(fold([held]), drill=held, here=HERE) == [held]


@pytest.mark.parametrize("here", [OTHER, None])
def test_no_drill_hides_that_the_copy_is_of_another_record(here) -> None:
    for faults in ((), (AUDIT,)):
        with pytest.raises(RefusalError) as refused:
            keeping.hold(NONE, drill=attrs.evolve(HELD, faults=faults), here=here)
        assert refused.value.code == "drill-contradicted"
    told = attrs.evolve(HELD, faults=(AUDIT, ROOT))
    assert keeping.hold(NONE, drill=told, here=here) == [told]


BEGUN = EpochBegun(
    old_origin="a.example",
    old_size=12,
    old_root=HERE,
    size=10,
    root=OTHER,
    origin="b.example",
    vkey="b.example+00000000+AQ==",
    reason="硬盘损坏",
)


@pytest.mark.clause("S37")
def test_an_epoch_begins_where_what_was_signed_is_lost() -> None:
    assert epochs.begin(NONE, begun=BEGUN) == [BEGUN]
    later = attrs.evolve(BEGUN, old_origin="b.example", origin="c.example")
    assert epochs.begin(fold([BEGUN]), begun=later) == [later]


@pytest.mark.clause("S37")
@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"size": 12}, "epoch-needless"),
        ({"origin": "a.example"}, "epoch-name"),
        ({"origin": "earlier.example"}, "epoch-name"),
        ({"reason": ""}, "epoch-reason"),
        ({"reason": "\x00"}, "epoch-reason"),
    ],
)
def test_no_epoch_begins_without_need_a_new_name_and_a_reason(changed, code) -> None:
    before = fold([attrs.evolve(BEGUN, old_origin="earlier.example", origin="a.example")])
    with pytest.raises(RefusalError) as refused:
        epochs.begin(before, begun=attrs.evolve(BEGUN, **changed))
    assert refused.value.code == code


@pytest.mark.clause("S37")
def test_a_drill_tells_how_many_destroyed_subjects_a_copy_still_reads() -> None:
    told = SENTENCES[DrillHeld](attrs.evolve(HELD, readable=2), str)

    assert told.endswith("；其中 2 个已删除对象仍可读出")
