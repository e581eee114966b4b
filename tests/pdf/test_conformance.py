"""Every font that ships, and a picture of every kind, as veraPDF judges them; it takes Java, and a while."""

from pathlib import Path

import pytest

from careerpdf.check.run import check_files
from careerpdf.check.standards import Verdict
from careerpdf.check.verapdf import missing_for_verapdf
from careerpdf.system.resources import font_families
from tests.support.made_fonts import FORMATS, made_font
from tests.support.made_pictures import ENDINGS, KINDS, stored
from tests.support.one_page import one_page

_MISSING = missing_for_verapdf()
_PANGRAM = "The five boxing wizards jump quickly — “Sphinx of black quartz, judge my vow!” 0123456789 $%() é ñ ü ﬁ"
_TEXT = f"<p>{_PANGRAM}</p><p><b>{_PANGRAM}</b></p><p><i>{_PANGRAM}</i></p><p><b><i>{_PANGRAM}</i></b></p>"


@pytest.mark.exhaustive
@pytest.mark.skipif(bool(_MISSING), reason=f"veraPDF cannot run here: {_MISSING}")
def test_verapdf_passes_every_font_and_every_kind_of_picture(tmp_path: Path) -> None:
    files = []
    for family in font_families():
        files.append(tmp_path / f"{family}.pdf")
        files[-1].write_bytes(one_page(_TEXT, tmp_path, {"fonts.sans.family": family}))
    for kind in FORMATS:
        (tmp_path / f"{kind}.otf").write_bytes(made_font(kind, upem=2048))
        files.append(tmp_path / f"{kind}.pdf")
        files[-1].write_bytes(one_page("<p>ABC abc ?</p>", tmp_path, {"fonts.sans.regular": f"{kind}.otf"}))
    pictures = ""
    for kind, mode in KINDS:
        name = f"{mode}.{ENDINGS[kind]}".replace(";", "-")
        stored(kind, mode, 6, tmp_path / name)
        pictures += f'<image src="{name}" alt="x"/>'
    files.append(tmp_path / "pictures.pdf")
    files[-1].write_bytes(one_page(pictures, tmp_path))
    for checked in check_files(files):
        assert checked.problem is None, checked.path
        assert checked.failures == (), checked.path
        assert {run.verdict for run in checked.runs} == {Verdict.PASS}, checked.path
