"""One event of every kind of the households context."""

from datetime import date
from typing import Any

from minqing_core.households import events as households
from minqing_core.kernel.personal import Personal

SAMPLES: tuple[Any, ...] = (
    households.HouseholdEntered(
        village="dafeng", name=Personal("李大娘"), address=Personal("三队 12 号"), size=4
    ),
    households.MemberEntered(
        member=1, name=Personal("李小军", "m1"), contact=Personal("13800000000", "m1")
    ),
    households.HouseholdMoved(village="anyang", reason=Personal("投靠子女")),
    households.VisitMade(
        village="dafeng",
        form=households.VisitForm.HOUSEHOLD,
        on=date(2024, 3, 1),
        households=("dafeng-000001", "dafeng-000002"),
        companions=("0003",),
        text=Personal("问了收成和孩子上学"),
    ),
)
