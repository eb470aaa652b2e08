"""The same seed grows the same town."""

from tests.demo.grown_towns import told

MATTERS = 40


def test_the_same_seed_tells_the_same_stories_to_the_instant() -> None:
    assert told(7, MATTERS) == told(7, MATTERS)


def test_another_seed_tells_others() -> None:
    ours, theirs = told(7, MATTERS)[0], told(8, MATTERS)[0]

    assert len(ours) == len(theirs) == MATTERS
    assert [log["title"] for log in ours] != [log["title"] for log in theirs]
