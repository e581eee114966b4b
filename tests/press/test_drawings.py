"""Logos with gradients, masks and parts that are see-through, in the inks of a press."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from careerpdf.press.colour import Cmyk, Converter, Gray, read_profile
from careerpdf.press.recolour import recolour
from tests.support.picture_pages import pdf_of

LOGO = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">
  <linearGradient id="l"><stop stop-color="#7a0019"/><stop offset="1" stop-color="#fc3"/></linearGradient>
  <radialGradient id="r"><stop stop-color="#fff"/><stop offset="1" stop-color="#00f" stop-opacity="0"/></radialGradient>
  <mask id="m"><circle cx="50" cy="50" r="40" fill="url(#l)"/></mask>
  <rect width="50" height="50" fill="url(#l)" stroke="url(#l)"/>
  <rect x="50" width="50" height="50" fill="url(#r)"/>
  <g opacity=".5"><path fill="red" d="M0 50h50v50"/><path fill="blue" d="M0 50h50v50H0"/></g>
  <rect y="50" width="99" height="50" fill="#0aa" mask="url(#m)"/>
  <rect y="50" width="99" height="50" fill="#0aa" style="mix-blend-mode:multiply"/>
</svg>
"""


@pytest.mark.parametrize("inks", ["cmyk", "gray"])
def test_nothing_of_a_drawing_is_left_in_rgb(tmp_path: Path, icc: Path, inks: str) -> None:
    (tmp_path / "logo.svg").write_text(LOGO, encoding="utf-8")
    found: Converter | None = read_profile(icc) if inks == "cmyk" else Gray()
    assert isinstance(found, Cmyk | Gray)
    with pikepdf.open(BytesIO(pdf_of(tmp_path / "logo.svg", 100, 100))) as pdf:
        left = recolour(pdf, {(1, 1): pdf.pages[0].Resources.XObject.P}, found)
        assert left == ()
        gradients = 0
        for one in pdf.objects:
            if not isinstance(one, pikepdf.Stream) or one.get("/Subtype") != "/Form":
                continue
            operators = {str(step.operator) for step in pikepdf.parse_content_stream(one)}
            assert not operators & {"rg", "RG"}
            spaces = {"/DeviceGray"} if inks == "gray" else {"/DeviceGray", "/DeviceCMYK"}
            group = one.get("/Group")
            assert group is None or str(group.CS) in spaces
            for pattern in one.Resources.get("/Pattern", {}).values():
                gradients += 1
                assert str(pattern.Shading.ColorSpace) in spaces
    assert gradients == 4
