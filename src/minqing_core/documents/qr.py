"""Texts as QR codes: pictures for print, blocks for a terminal."""

import io

import segno

from minqing_core.kernel.refusals import RefusalError

BORDER, SCALE = 4, 3


class TooLongForPictureError(RefusalError):
    """A text does not fit into one QR code."""

    kind = "conflict"
    code = "qr-too-long"
    text = "共 {size} 字节，一个二维码放不下，请用文件"


def svg(text: str) -> bytes:
    """Return a text as a QR code, a picture in SVG.

    Raises:
        TooLongForPictureError: it does not fit.
    """
    made = io.BytesIO()
    _code(text).save(made, kind="svg", scale=SCALE, border=BORDER, unit="px", xmldecl=False)
    return made.getvalue()


def blocks(text: str) -> list[str]:
    """Return a text as a QR code in lines of block characters, two rows in each.

    Raises:
        TooLongForPictureError: it does not fit.
    """
    drawn = io.StringIO()
    _code(text).terminal(drawn, border=1, compact=True)
    return drawn.getvalue().splitlines()


def _code(text: str) -> segno.QRCode:
    content = text.encode()
    try:
        return segno.make_qr(content, error="l", mode="byte", boost_error=False)
    except segno.DataOverflowError as error:
        raise TooLongForPictureError(size=len(content)) from error
