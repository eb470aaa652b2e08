"""What followed a review stands beside it, and beside no other of the same diary."""

import attrs
import pytest
from tests.domain.test_review import REVIEWED
from tests.histories import history, told

from minqing_core.kernel.personal import Personal
from minqing_core.review.events import ReviewAnswered
from minqing_core.views import reviews


@pytest.mark.clause("S53", "S57")
def test_an_answer_stands_beside_the_review_that_it_answers() -> None:
    file = reviews.fold(
        history(
            told("2024-07-02", REVIEWED),
            told("2024-07-03", attrs.evolve(REVIEWED, review=2)),
            told("2024-07-04", ReviewAnswered(review=2, text=Personal("已改")), "0003"),
            stream="review/0003-2024-Q2",
        )
    )

    assert [len(line.answers) for line in file.reviews] == [0, 1]
