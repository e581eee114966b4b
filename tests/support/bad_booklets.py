"""The faulty files in tests/fixtures/bad-booklets, and the diagnostics that their last lines name (see `annotated.py`).

After a change of the words, `python -m tests.support.bad_booklets` writes these lines anew: read them before
you commit them.
"""

from pathlib import Path

from careerpdf.booklet.load import load_booklet, valid_manifest
from careerpdf.booklet.select import select
from careerpdf.diagnostics import Diagnostic
from careerpdf.source.load import in_file_order
from tests.support.annotated import annotate
from tests.support.booklet_samples import FAIR
from tests.support.paths import FIXTURES

FOLDER = FIXTURES / "bad-booklets"
FILES = tuple(sorted(FOLDER.glob("*.yaml")))


def diagnostics(path: Path) -> tuple[Diagnostic, ...]:
    """What careerpdf says of a manifest beside which lie campus.png, and a campus.jpg that is none."""
    loaded = load_booklet(path, root=FOLDER)
    booklet = valid_manifest(loaded)
    found = select(booklet, FAIR, loaded).diagnostics if booklet else ()
    return in_file_order([*loaded.diagnostics, *found])


if __name__ == "__main__":
    for file in FILES:
        annotate(file, diagnostics)
