"""A receipt fits into one picture."""

import pytest
from tests.sumdb import LEAVES, NOTES

from minqing_core.documents.qr import TooLongForPictureError, blocks, svg
from minqing_core.integrity.note import Note
from minqing_core.integrity.receipt import Receipt


@pytest.mark.clause("S37")
def test_the_receipt_of_a_record_of_a_thousand_million_fits_into_one_picture() -> None:
    receipt = Receipt(
        index=10**9,
        proof=tuple(LEAVES[:30]),
        checkpoint=Note.parsed(NOTES[0]["note"]),
        extra=bytes(150),
    )

    assert len(str(receipt)) < 2000
    drawn = svg(str(receipt))
    assert drawn.startswith(b"<svg ")
    assert b"viewBox=" in drawn
    assert len({len(line) for line in blocks(str(receipt))}) == 1


@pytest.mark.parametrize("drawn", [svg, blocks])
def test_what_does_not_fit_is_refused(drawn) -> None:
    with pytest.raises(TooLongForPictureError) as raised:
        drawn("x" * 2954)

    assert str(raised.value) == "共 2954 字节，一个二维码放不下，请用文件"
