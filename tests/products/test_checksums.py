"""Every product has the very bytes that it had: whoever changes a page does so on purpose.

`pytest tests/products/test_checksums.py --update-goldens` writes `pdf-sha256.txt` anew. Look at the pages before.
"""

import re
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import pytest

from careerpdf.products.one_page import Card, Poster
from careerpdf.products.product import Options
from careerpdf.project.project import Project
from tests.support.booklets import Books
from tests.support.handouts import EPOCH, KINDS, STYLES, Handouts, fixed_time
from tests.support.paths import GOLDENS

SUMS = GOLDENS / "pdf-sha256.txt"
ROLE = "registered-nurse"
#: Other versions of these draw, shape, hyphenate, word or compress differently.
LIBRARIES = (
    "babel", "deflate", "pillow", "pyphen", "qrcodegen", "rendercv-fonts", "reportlab", "fonttools", "uharfbuzz",
)  # fmt: skip
_HEAD = f"""\
# SHA-256 of PDFs that are made with SOURCE_DATE_EPOCH={EPOCH} and these versions:
"""


def products(project: Project, handouts: Handouts, books: Books, folder: Path) -> Iterator[tuple[str, Path]]:
    """Handouts of every kind, a card, a poster and a booklet in each style, and how the list of sums calls them."""
    for style in STYLES:
        for kind in KINDS:
            yield f"handout {kind} {style}", handouts(kind, style).path
        for product in (Card(ROLE), Poster(ROLE)):
            with fixed_time():
                made = product.build(project, Options(style=style, output=folder / style))
            assert made.path, made.diagnostics
            yield f"{made.path.stem.removeprefix(ROLE + '-')} {style}", made.path
        yield f"booklet {style}", books(8, style).path


def test_every_product_has_the_bytes_that_it_had(
    office_project: Project, handouts: Handouts, books: Books, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    versions = {name: version(name) for name in LIBRARIES}
    text = SUMS.read_text(encoding="utf-8")
    expected = dict(re.findall(r"(?m)^# (\S+) (\S+)$", text))
    updating = request.config.getoption("--update-goldens")
    others = [f"{name} {versions[name]}" for name in LIBRARIES if versions[name] != expected.get(name)]
    if others and not updating:
        pytest.skip(f"the sums are those of other versions: here are {', '.join(others)}")
    made = {
        name: sha256(path.read_bytes()).hexdigest()
        for name, path in products(office_project, handouts, books, tmp_path)
    }
    if updating:
        head = _HEAD + "".join(f"# {name} {versions[name]}\n" for name in LIBRARIES)
        SUMS.write_text(head + "".join(f"{made[name]}  {name}\n" for name in made), encoding="utf-8", newline="\n")
        return
    sums = {name: found for found, name in re.findall(r"(?m)^([0-9a-f]{64})  (.+)$", text)}
    changed = [name for name in sums | made if sums.get(name) != made.get(name)]
    assert not changed, f"other bytes than before: {', '.join(changed)}"
