"""Texts as QR codes: pictures for print, blocks for a terminal."""

import io

import segno

BORDER, SCALE = 4, 3


def svg(text: str) -> bytes:
    """Return a text as a QR code, a picture in SVG."""
    made = io.BytesIO()
    _code(text).save(made, kind="svg", scale=SCALE, border=BORDER, xmldecl=False)
    return made.getvalue()


def blocks(text: str) -> list[str]:
    """Return a text as a QR code in lines of block characters, two rows in each."""
    drawn = io.StringIO()
    _code(text).terminal(drawn, border=1, compact=True)
    return drawn.getvalue().splitlines()


def _code(text: str) -> segno.QRCode:
    return segno.make_qr(text.encode(), error="l", mode="byte", boost_error=False)
