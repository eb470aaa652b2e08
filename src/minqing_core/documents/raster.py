"""Pictures in SVG as PNG, for those who cannot show SVG; the same bytes for the same picture."""

from importlib.resources import as_file, files

import typst

from minqing_core.documents.papers.signs import point, strange

PACKAGE = "minqing_core.documents"
DRAWN = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.picture), format: "svg")"""
THREE_DOTS_A_UNIT = 288


def png(picture: str) -> bytes:
    """Return a picture as PNG, in the font of the package; signs it lacks by their code points."""
    codes = {ord(sign): f"〔{point(sign)}〕" for sign in strange(picture)}
    with as_file(files(PACKAGE)) as folder:
        fonts = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[folder / "fonts"],
        )
        compiler = typst.Compiler(
            DRAWN, font_paths=fonts, sys_inputs={"picture": picture.translate(codes)}
        )
        made = compiler.compile(format="png", ppi=THREE_DOTS_A_UNIT)
    assert isinstance(made, bytes)  # noqa: S101 - one page is asked for
    return made
