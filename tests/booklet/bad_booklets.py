"""The faulty files in tests/fixtures/bad-booklets, and the diagnostics that their last lines name (see `annotated.py`).

After a change of the words, `PYTHONPATH=tests python -m booklet.bad_booklets` writes these lines anew: read them before
you commit them.
"""

from pathlib import Path

from annotated import annotate
from careerpdf.booklet.load import load_booklet, sound_booklet
from careerpdf.booklet.select import select
from careerpdf.diagnostics import Diagnostic
from careerpdf.source.load import in_file_order

from .samples import FAIR

FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "bad-booklets"
FILES = tuple(sorted(FOLDER.glob("*.yaml")))


def diagnostics(path: Path) -> tuple[Diagnostic, ...]:
    """What careerpdf says of a manifest beside which lie campus.png, and a campus.jpg that is none."""
    loaded = load_booklet(path, root=FOLDER)
    booklet = sound_booklet(loaded)
    found = select(booklet, FAIR, loaded).diagnostics if booklet else ()
    return in_file_order([*loaded.diagnostics, *found])


if __name__ == "__main__":
    for file in FILES:
        annotate(file, diagnostics)
