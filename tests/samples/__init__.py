"""One event of every kind, as an office would have recorded it."""

from typing import Any

from tests.samples import (
    account_samples,
    accountability_samples,
    appraisal_samples,
    backup_samples,
    books_samples,
    course_samples,
    diary_samples,
    holding_samples,
    household_samples,
    inspection_samples,
    meeting_samples,
    privacy_samples,
    programme_samples,
    publicity_samples,
    review_samples,
    roster_samples,
)

MATTER = diary_samples.MATTER
SAMPLES: tuple[Any, ...] = (
    *programme_samples.SAMPLES,
    *roster_samples.SAMPLES,
    *diary_samples.SAMPLES,
    *books_samples.SAMPLES,
    *household_samples.SAMPLES,
    *meeting_samples.SAMPLES,
    *inspection_samples.SAMPLES,
    *course_samples.SAMPLES,
    *holding_samples.SAMPLES,
    *review_samples.SAMPLES,
    *publicity_samples.SAMPLES,
    *appraisal_samples.SAMPLES,
    *accountability_samples.SAMPLES,
    *backup_samples.SAMPLES,
    *privacy_samples.SAMPLES,
    *account_samples.SAMPLES,
)
BY_CLASS: dict[type, Any] = {type(sample): sample for sample in SAMPLES}
