"""The PDFs of `tests/support/made_pdfs.py` to check."""

from tests.support.made_pdfs import handout_pdf, handout_read, make_pdf

__all__ = ["handout_pdf", "handout_read", "make_pdf"]
