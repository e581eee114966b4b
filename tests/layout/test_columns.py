"""Text that flows through columns: balanced where it ends, and nothing lost on the way."""

import pytest

from tests.support.handouts import PAPERS, STYLES
from tests.support.laid_out import Packs, book_of, filler


def test_columns_of_a_flow_are_balanced_where_it_ends(packs: Packs) -> None:
    items = "".join(f"<item>Entry{k}</item>" for k in range(31))
    pdf, _ = book_of(f'<flow columns="2"><list marker="no">{items}</list></flow>', packs("modern"))
    columns: dict[float, int] = {}
    for run in pdf.runs:
        columns[round(run.x)] = columns.get(round(run.x), 0) + 1
    assert sorted(columns.values()) == [15, 16]
    one, _ = book_of(f'<flow columns="2"><list marker="no">{items}</list></flow>', packs("large-print"))
    assert len({round(run.x) for run in one.runs}) == 1


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("style", STYLES)
def test_a_flow_over_many_pages_loses_nothing_and_stays_inside(packs: Packs, style: str, paper: str) -> None:
    blocks = "".join(
        f'<h level="2" outline="no" role="index-letter">L{g}</h><list marker="no" role="index">'
        + "".join(
            f'<item><p role="index-head">Head{g}x{k} {filler(k)}</p><p role="index-place">Place</p></item>'
            for k in range(9)
        )
        + "</list>"
        for g in range(26)
    )
    pdf, layout = book_of(f'<h level="1">Index</h><flow>{blocks}</flow>', packs(style), paper)
    assert len(pdf.pages) > 1
    assert min(run.y for page in pdf.pages for run in page.tagged()) >= layout.sheet.margins.bottom - 1
