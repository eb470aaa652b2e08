"""One event of every kind of the privacy context."""

from datetime import date
from typing import Any

from minqing_core.privacy import events as privacy

BASIS = "个人信息保护法第四十七条第一款第一项"
SAMPLES: tuple[Any, ...] = (
    privacy.RestrictionOrdered(ground=privacy.Ground.PURPOSE_ACHIEVED, basis=BASIS),
    privacy.RestrictionLifted(basis="个人信息保护法第四十六条"),
    privacy.ShreddingAsked(
        ground=privacy.Ground.RETENTION_EXPIRED,
        basis=BASIS,
        ended=date(2014, 3, 1),
        allowed_from=date(2024, 3, 1),
    ),
    privacy.ShreddingApproved(allowed_from=date(2024, 3, 1)),
    privacy.ShreddingRefused(objection=privacy.Objection.STILL_NEEDED),
    privacy.ShreddingWithdrawn(objection=privacy.Objection.WRONG_SUBJECT),
)
